#ifndef FEEDS_PARKS_MATCH_H
#define FEEDS_PARKS_MATCH_H

#include "engine/base/intern.h"
#include "engine/base/vec.h"
#include "engine/network/network.h"
#include "feeds/parks/lots.h"

/* Which park of a network a lot is. */

/** The parks of a network of one kind, by latitude. */
struct park_index {
    const struct network *network;
    struct vec order;   /**< uint32_t in `street_parks` */
    struct intern ids;  /**< their ids */
    struct vec with_id; /**< uint32_t, by id: the park, the first of several */
};

/** Lists the network's parks of that kind (TIE_CAR_PARK or TIE_BICYCLE_PARK). */
void park_index_init(struct park_index *index, const struct network *network, uint8_t kind);

/** Frees it; fine on a zeroed one. */
void park_index_finish(struct park_index *index);

/** A lot of a feed, and the park it is. */
struct park_match {
    uint32_t lot, park;
};

/**
 * Matches lots to parks, each of either once at most, into `matches` (struct park_match, by lot). A
 * lot is the park whose id it has (`osm:w123`); else one of its name within 500 m; else the nearest
 * within `metres`. The nearest pairs of each sort come first. A lot that is no park is a finding.
 */
void parks_match(const struct park_index *index, const struct lots *lots, uint32_t metres,
                 struct vec *matches, struct findings *findings);

#endif
