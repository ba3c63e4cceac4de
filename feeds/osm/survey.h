#ifndef FEEDS_OSM_SURVEY_H
#define FEEDS_OSM_SURVEY_H

#include "feeds/osm/osm.h"

/* What a file holds, for reports. */

/** Counts of what osm_read delivers. */
struct osm_survey {
    uint64_t nodes, ways, relations;
    uint64_t refs, members, tags;
    struct box box;   /**< of all nodes; without any its `low` lies above its `high` */
    unix_time newest; /**< the newest edit; 0: none is said */
};

/** Reads the whole file and counts. False as osm_read; the counts are those so far. */
MUST_CHECK bool osm_survey(struct osm_survey *survey, const char *path, struct findings *findings,
                           struct error *error);

#endif
