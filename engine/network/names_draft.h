#ifndef ENGINE_NETWORK_NAMES_DRAFT_H
#define ENGINE_NETWORK_NAMES_DRAFT_H

#include "engine/base/vec.h"
#include "engine/network/names.h"

/*
 * Names being gathered: streets with their houses and places of the map, each within its area.
 * Stops bring their own names. Freezing sorts it and makes the index.
 */

/** A street within one locality, or a place of the map. */
struct draft_named {
    uint64_t osm; /**< as in struct named, likewise all others */
    text_ix name; /**< never empty */
    text_ix zip;
    struct point at;
    uint32_t area; /**< in `areas`, or NO_IX */
    float importance;
    uint8_t kind; /**< NAMED_STREET or NAMED_PLACE */
    uint8_t category;
    uint16_t reserved;
};

/** Another name of it. */
struct draft_alias {
    uint32_t named; /**< in `items` */
    text_ix language, text;
};

/** A house number of it. */
struct draft_house {
    uint32_t named; /**< in `items` */
    text_ix number;
    struct point at;
};

/** What a reader of maps and address files fills. */
struct names_draft {
    struct vec areas;      /**< struct name_area, larger ones before those within */
    struct vec items;      /**< struct draft_named */
    struct vec aliases;    /**< struct draft_alias */
    struct vec houses;     /**< struct draft_house; a number of a street twice is fine */
    struct vec stop_areas; /**< uint32_t: in which area a stop of the draft lies; may be short */
};

/** Makes an empty draft. */
void names_draft_init(struct names_draft *draft);

/** Frees it; fine on a zeroed one. */
void names_draft_finish(struct names_draft *draft);

#endif
