#ifndef TESTS_OSM_LIST_H
#define TESTS_OSM_LIST_H

#include "feeds/osm/osm.h"

/* What osm_read delivers, as lines of text: one an object, easy to compare and to read. */

/** The lines and how many objects may still come. */
struct osm_list {
    char text[8192];
    size_t size;
    uint32_t left; /**< objects until the sink says stop; 0: no end */
};

/** Reads the file with all kinds; the lines are in `list`. */
MUST_CHECK bool osm_list_read(struct osm_list *list, const char *path, struct findings *findings,
                              struct error *error);

/** A sink that writes into the list. */
struct osm_sink osm_list_sink(struct osm_list *list);

#endif
