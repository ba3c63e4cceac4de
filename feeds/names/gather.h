#ifndef FEEDS_NAMES_GATHER_H
#define FEEDS_NAMES_GATHER_H

#include "engine/base/intern.h"
#include "feeds/names/boundary.h"
#include "feeds/names/names.h"

/* Inside feeds/names: what readers gather before it is joined. */

/** A house, or a point of a way: something that says where a street is. */
struct piece {
    uint64_t osm; /**< as in struct named */
    text_ix name; /**< of the street */
    uint32_t key; /**< number of its folded name */
    struct point at;
    uint32_t way;     /**< points of one way share it; NO_IX: a house */
    text_ix number;   /**< of the house, or empty */
    text_ix city;     /**< where it says it lies, or empty */
    text_ix zip;      /**< likewise */
    text_ix country;  /**< two capitals, or empty */
    float importance; /**< of the way */
    bool official;    /**< of an address file: its position counts */
    uint32_t town;    /**< the municipality, in the draft's areas; NO_IX. Set by joining */
};

/** Another name of a way or place. */
struct other_name {
    uint32_t owner; /**< of ways: piece.way; of places: in `places` */
    bool of_place;
    text_ix language, text;
};

/** What names.h hides. */
struct names {
    struct draft *draft;
    struct intern keys;     /**< folded names of streets */
    struct vec pieces;      /**< struct piece; those of address files may come in any order */
    struct vec places;      /**< struct draft_named */
    struct vec others;      /**< struct other_name */
    struct vec town_places; /**< uint32_t: those of `places` that people live in */
    struct boundaries boundaries;
    uint32_t way_count;
    struct names_counts counts;
};

/** Adds a piece; `name` must not be empty. `key` and `town` are set here. Returns its number. */
uint32_t gather_piece(struct names *names, const struct piece *piece);

/** A house number as we write it: `12 bis`, `12B`; empty when it holds no digit. */
text_ix gather_number(struct names *names, const char *text, size_t length);

#endif
