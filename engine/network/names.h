#ifndef ENGINE_NETWORK_NAMES_H
#define ENGINE_NETWORK_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/geo.h"
#include "engine/network/ix.h"
#include "engine/network/mode.h"

/*
 * What has a name: stops, streets with their house numbers, places of the map. The index over the
 * names is frozen with them, so that a server builds nothing and processes share it.
 *
 *   place     stops that people take for one: a station, or like-named poles close together
 *   named     what can be found: a place of stops, a street within one locality, a place of the map
 *   name      one way to call it; its words, and those of the areas it lies in
 *   spelling  a folded word (fold_text); they are sorted, so that a start of a word is a range
 *   posting   a name that holds a spelling; the important names come first
 */

/** Stops that people take for one place: a station, or stops of one name and feed close by. */
struct place {
    stop_ix stop;          /**< the one that stands for all: the station, or the first stop */
    uint32_t first_member; /**< in `place_members` */
    uint32_t member_count; /**< stops of it that vehicles serve, at least one */
    mode_set modes;        /**< what runs there */
    float importance;      /**< 0 .. 1, by how much runs there */
};

/** A municipality, district, region: what a name lies in. */
struct name_area {
    text_ix name;
    text_ix country; /**< two capitals, or empty */
    uint32_t parent; /**< the area around it, a smaller index; NO_IX: none known */
    uint32_t level;  /**< OpenStreetMap's admin_level, 2 country .. 8 municipality .. 11 */
};

/** What sort of thing is named. */
enum named_kind { NAMED_STOP, NAMED_STREET, NAMED_PLACE, NAMED_KINDS };

/* What a place of the map is; the order is that of rows in a file, so add at the end. */
#define NAMED_CATEGORIES(CATEGORY)                                                                 \
    CATEGORY(NONE, "none")                                                                         \
    CATEGORY(CITY, "city")                                                                         \
    CATEGORY(TOWN, "town")                                                                         \
    CATEGORY(VILLAGE, "village")                                                                   \
    CATEGORY(SUBURB, "suburb")                                                                     \
    CATEGORY(QUARTER, "quarter")                                                                   \
    CATEGORY(NEIGHBOURHOOD, "neighbourhood")                                                       \
    CATEGORY(HAMLET, "hamlet")                                                                     \
    CATEGORY(LOCALITY, "locality")                                                                 \
    CATEGORY(ISLAND, "island")                                                                     \
    CATEGORY(SQUARE, "square")                                                                     \
    CATEGORY(STATION, "station")                                                                   \
    CATEGORY(AIRPORT, "airport")                                                                   \
    CATEGORY(HARBOUR, "harbour")                                                                   \
    CATEGORY(HOSPITAL, "hospital")                                                                 \
    CATEGORY(CLINIC, "clinic")                                                                     \
    CATEGORY(UNIVERSITY, "university")                                                             \
    CATEGORY(SCHOOL, "school")                                                                     \
    CATEGORY(KINDERGARTEN, "kindergarten")                                                         \
    CATEGORY(LIBRARY, "library")                                                                   \
    CATEGORY(MUSEUM, "museum")                                                                     \
    CATEGORY(ATTRACTION, "attraction")                                                             \
    CATEGORY(CASTLE, "castle")                                                                     \
    CATEGORY(THEATRE, "theatre")                                                                   \
    CATEGORY(CINEMA, "cinema")                                                                     \
    CATEGORY(HALL, "hall")                                                                         \
    CATEGORY(STADIUM, "stadium")                                                                   \
    CATEGORY(SPORT, "sport")                                                                       \
    CATEGORY(SWIMMING, "swimming")                                                                 \
    CATEGORY(PARK, "park")                                                                         \
    CATEGORY(GARDEN, "garden")                                                                     \
    CATEGORY(BEACH, "beach")                                                                       \
    CATEGORY(ZOO, "zoo")                                                                           \
    CATEGORY(CEMETERY, "cemetery")                                                                 \
    CATEGORY(WORSHIP, "place_of_worship")                                                          \
    CATEGORY(TOWNHALL, "townhall")                                                                 \
    CATEGORY(COURTHOUSE, "courthouse")                                                             \
    CATEGORY(POLICE, "police")                                                                     \
    CATEGORY(POST, "post_office")                                                                  \
    CATEGORY(OFFICE, "government")                                                                 \
    CATEGORY(MARKET, "marketplace")                                                                \
    CATEGORY(MALL, "mall")                                                                         \
    CATEGORY(STORE, "department_store")                                                            \
    CATEGORY(SUPERMARKET, "supermarket")                                                           \
    CATEGORY(PHARMACY, "pharmacy")                                                                 \
    CATEGORY(HOTEL, "hotel")                                                                       \
    CATEGORY(PARKING, "parking")

/** What a place of the map is. */
enum named_category {
#define CATEGORY(name, text) CATEGORY_##name,
    NAMED_CATEGORIES(CATEGORY)
#undef CATEGORY
        CATEGORY_COUNT
};

/** Marks of what is named. */
enum named_mark {
    NAMED_HUB = 1 << 0, /**< the stop that an area's name alone may mean: where most runs */
};

/** Something with names. First the places of stops, number for number; then the streets by
 * `name`; then the places of the map. The last of the section is only an end of lists. */
struct named {
    uint64_t osm; /**< id << 2 | 1 node, 2 way, 3 relation; 0: not of the map */
    text_ix name; /**< in the language of the place */
    struct point at;
    uint32_t area;        /**< the smallest one around it, in `name_areas`; NO_IX */
    text_ix zip;          /**< postcode, may be empty */
    uint32_t first_house; /**< in `houses`; end where the next one's begin */
    uint32_t first_name;  /**< in `names`, its main one first */
    float importance;     /**< 0 .. 1 */
    uint16_t name_count;  /**< at least one, but for the end */
    uint8_t kind;         /**< enum named_kind */
    uint8_t category;     /**< enum named_category; NONE but for places of the map */
    uint32_t marks;       /**< enum named_mark */
};

/** A house number, of a street or of a place without streets. By number and what follows it. */
struct house {
    text_ix number; /**< `12 bis` */
    struct point at;
};

/** One way to call something. Important ones come first, those of one thing together. The last of
 * the section is only an end of lists. */
struct name {
    uint32_t named;
    text_ix text;
    text_ix language;    /**< `fr`; empty: the language of the place, or none */
    uint32_t first_word; /**< in `name_words`; end where the next one's begin */
    uint32_t length;     /**< words of the name itself as written */
};

/** What a word is to the name. */
enum name_word_kind {
    WORD_OWN,   /**< stands in the name */
    WORD_SHORT, /**< what an abbreviation in the name stands for, at its position */
    WORD_AREA,  /**< of an area around it, or the postcode */
};

/** A word and where it stands. */
struct name_word {
    uint32_t spelling;
    uint16_t position; /**< in the name, from 0; below NAME_POSITIONS */
    uint16_t kind;     /**< enum name_word_kind */
};

/** Words of a name beyond so many are not looked for. */
#define NAME_POSITIONS 48

/** A folded word. The last of the section is only an end of lists. */
struct name_spelling {
    uint32_t text;          /**< in `spelling_bytes`, NUL-terminated */
    uint32_t first_posting; /**< in `name_postings` */
};

/** A cell of the map (street_cell_of) that holds houses or places of the map; sorted. The last
 * of the section is only an end of lists. */
struct name_cell {
    uint32_t row, column;
    uint32_t first_house; /**< in `cell_houses` */
    uint32_t first_named; /**< in `cell_named` */
};

/** A house and whose it is. */
struct cell_house {
    uint32_t house, named;
};

/* The sections that hold names. All but those of stops are empty without a map. */
#define NAME_SECTIONS(SECTION)                                                                     \
    SECTION(places, struct place)                                                                  \
    SECTION(place_members, stop_ix)                                                                \
    SECTION(place_of_stop, uint32_t) /* one a stop; NO_IX: nothing calls there */                  \
    SECTION(name_areas, struct name_area)                                                          \
    SECTION(named, struct named)                                                                   \
    SECTION(houses, struct house)                                                                  \
    SECTION(names, struct name)                                                                    \
    SECTION(name_words, struct name_word)                                                          \
    SECTION(name_spellings, struct name_spelling)                                                  \
    SECTION(spelling_bytes, char)                                                                  \
    SECTION(name_postings, uint32_t) /* of a spelling, rising */                                   \
    SECTION(name_cells, struct name_cell)                                                          \
    SECTION(cell_houses, struct cell_house)                                                        \
    SECTION(cell_named, uint32_t)

/** "city", "hospital" ...; "none" for what is no category. */
const char *named_category_name(unsigned category);

/** Folded words that people say for a category in place of the name ("mairie rathaus"); or "". */
const char *named_category_words(unsigned category);

/** What a house number begins with, 0 when with no digit; at most 999,999. */
uint32_t house_value(const char *number);

#endif
