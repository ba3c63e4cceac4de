#ifndef FEEDS_STREETS_READ_H
#define FEEDS_STREETS_READ_H

#include "feeds/findings/findings.h"
#include "feeds/streets/map.h"

/*
 * OpenStreetMap files to the raw map: the door of this room. The usual course: map_init,
 * streets_read, what is tied besides (stops, pathways, heights), map_compile, turns_report,
 * streets_pack.
 */

/** What was read and made, for reports. */
struct streets_counts {
    uint64_t nodes, ways, relations; /**< of OSM */
    uint32_t streets;                /**< ways of the map that were drawn as such */
    uint32_t areas, crossings;       /**< areas that may be crossed, ways across */
    uint32_t lifts;                  /**< ways from floor to floor */
    uint32_t ferries, turns, parks, platforms, entrances;
};

/**
 * Reads the files into an empty map. An object that stands in several files counts once. What is
 * odd goes to `findings`. False: a file cannot be read (as osm_read).
 */
MUST_CHECK bool streets_read(struct map *map, const char *const *paths, uint32_t count,
                             struct streets_counts *counts, struct findings *findings,
                             struct error *error);

#endif
