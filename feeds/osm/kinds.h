#ifndef FEEDS_OSM_KINDS_H
#define FEEDS_OSM_KINDS_H

#include "feeds/findings/findings.h"

/* Every finding this room makes. */

/** What can be odd about an OpenStreetMap file. */
enum osm_oddity {
    ODD_DELETED,
    ODD_UNPLACED,
    ODD_OUT_OF_RANGE,
    ODD_WAY_SHORT,
    ODD_WAY_LONG,
    ODD_NOT_UTF8,
    ODD_BLOCK_UNKNOWN,
    ODD_REMARK,
    ODD_EMPTY,
    ODD_COUNT
};

/** Code, action and text of an oddity. */
struct osm_oddity_words {
    const char *code;
    enum finding_action action;
    const char *text;
};

/** By enum osm_oddity. */
extern const struct osm_oddity_words osm_oddities[ODD_COUNT];

#endif
