#ifndef ENGINE_NETWORK_FREEZE_H
#define ENGINE_NETWORK_FREEZE_H

#include "engine/network/draft.h"

/** How walking between stops is made out of a draft. */
struct freeze_options {
    int32_t default_change_seconds; /**< change time where the feed gives none */
    int32_t link_metres;            /**< link stops of any feeds nearer than this; 0 none */
    int32_t walk_mm_per_second;     /**< along the straight line, detours included; > 0 */
    bool two_way; /**< read each row of transfers.txt in both directions, unless both exist */
    bool closed;  /**< add the walks that follow from chaining rows of transfers.txt */
    int32_t floor_seconds; /**< no walk from transfers.txt is shorter than this */
    bool reduce;           /**< set walks apart that no change needs, see freeze_reduce.c */
    bool overlay;          /**< note that the city has prices of its own */
};

/** 120 s, 200 m, 1 m/s along the line, rows as the standard reads them, reduced. */
extern const struct freeze_options freeze_defaults;

/** One table of walks, for the report. */
struct freeze_walks_report {
    uint32_t footpaths, needed; /**< all; those that changes need */
    uint32_t kinds[FOOTPATH_STREET + 1];
};

/** What freezing did, for the report. */
struct freeze_report {
    uint32_t patterns, profiles, berths, links;
    struct freeze_walks_report on_foot, in_wheelchair; /**< the second: 0 when it is the first */
    double reduce_seconds;                             /**< telling needed walks from others */
    uint32_t dead_transfers; /**< rows about stops or trips that nothing serves: left out */
};

/**
 * Sorts and groups the draft and writes it as an image to `path` (see image_write). The same draft
 * gives the same bytes. The draft must be sound (draft.h says how) and is used up in any case, but
 * for draft_finish. `report` may be NULL. Drafts may be frozen in several threads at once.
 * False: nothing was written; ERROR_LIMIT when a feed holds more of something than we accept, else
 * as image_write.
 */
MUST_CHECK bool network_freeze(struct draft *draft, const struct freeze_options *options,
                               const char *path, struct freeze_report *report, struct error *error);

#endif
