#ifndef ENGINE_NETWORK_TARIFF_DRAFT_H
#define ENGINE_NETWORK_TARIFF_DRAFT_H

#include "engine/base/vec.h"
#include "engine/network/tariff.h"

/*
 * What feeds say of prices before it is frozen: the records of tariff.h with indices into the
 * draft's own arrays. Products stand in their final order, rows of one id beside each other, and so
 * do the timeframes of a group and the rules of a flat fare. A condition of a leg rule that its row
 * leaves empty is TARIFF_ANY where the feed sets priorities, else TARIFF_ELSE; `named` marks are 0.
 */

/** A row of stop_areas.txt (stop, area), or that a route belongs to a network. */
struct membership {
    uint32_t member, group;
};

/** One vec for each kind of record. */
struct tariff_draft {
#define SECTION(name, type) struct vec name;
    TARIFF_RECORDS(SECTION)
#undef SECTION
    struct vec stop_members;  /**< struct membership, of stops in fare areas */
    struct vec route_members; /**< struct membership, of routes in networks; the last counts */
};

/** How much there was at one moment. */
struct tariff_marks {
#define SECTION(name, type) uint32_t name;
    TARIFF_RECORDS(SECTION)
#undef SECTION
    uint32_t stop_members, route_members;
};

/** Makes an empty one. */
void tariff_draft_init(struct tariff_draft *tariff);

/** Frees it; fine on a zeroed one. */
void tariff_draft_finish(struct tariff_draft *tariff);

/** How much there is now. */
struct tariff_marks tariff_draft_marks(const struct tariff_draft *tariff);

/** Takes away what came after that moment. */
void tariff_draft_truncate(struct tariff_draft *tariff, const struct tariff_marks *marks);

#endif
