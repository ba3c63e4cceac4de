#ifndef FEEDS_STREETS_KINDS_H
#define FEEDS_STREETS_KINDS_H

#include "feeds/osm/osm.h"

/* Every finding this room makes about OpenStreetMap objects. */

/** What can be odd about streets. */
enum street_oddity {
    STREETS_EMPTY,
    WAY_NODES_MISSING,
    WAY_LEAPS,
    SPEED_UNREADABLE,
    LEVEL_UNREADABLE,
    AREA_OPEN,
    AREA_CUT,
    AREA_TOO_LARGE,
    LIFT_WITHOUT_LEVELS,
    TURN_BROKEN,
    TURN_UNKNOWN,
    TURN_CONDITIONAL,
    PARK_WITHOUT_STREET,
    STREET_ODDITIES
};

/** Code, action and text of an oddity. */
struct street_oddity_words {
    const char *code;
    enum finding_action action;
    const char *text;
};

/** By enum street_oddity. */
extern const struct street_oddity_words street_oddities[STREET_ODDITIES];

/** Counts an oddity of an object (id 0: of none); `value` (may be NULL) is what was not read. */
void street_report(struct findings *findings, enum street_oddity oddity, enum osm_kind kind,
                   int64_t id, const struct osm_text *value);

#endif
