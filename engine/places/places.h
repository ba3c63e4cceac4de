#ifndef ENGINE_PLACES_PLACES_H
#define ENGINE_PLACES_PLACES_H

#include "engine/base/arena.h"
#include "engine/network/mode.h"
#include "engine/network/network.h"

/*
 * Places that people name: stations and stops, streets and house numbers, towns and what stands in
 * them. Found by what somebody types and by where somebody stands. The index lies in the network
 * image (engine/network/names.h); any thread may read it.
 */

struct places;

/** Opens the names of a network, which must outlive it. Nothing is built. */
struct places *places_create(const struct network *network);

/** Frees it; NULL is fine. */
void places_destroy(struct places *places);

/** The network they are of. */
const struct network *places_network(const struct places *places);

/** How many places of stops there are. */
uint32_t places_count(const struct places *places);

/** Place 0 .. places_count - 1. */
const struct place *places_at(const struct places *places, uint32_t place);

/** The served stops of a place. */
const stop_ix *places_members(const struct places *places, const struct place *place);

/** The place a stop belongs to, or NULL for entrances and stops that nothing serves. */
const struct place *places_of_stop(const struct places *places, stop_ix stop);

/** A set of kinds: bit `1 << NAMED_STOP` ...; 0 means all. */
typedef uint32_t named_kinds;

/** What somebody looks for. */
struct places_query {
    const char *text;         /**< words, the last ones perhaps half typed */
    named_kinds kinds;        /**< only these */
    mode_set modes;           /**< of stops only those where one of them runs */
    const struct box *box;    /**< only within, or NULL */
    const struct point *near; /**< near ones first, or NULL */
    double bias;              /**< how much nearness counts; 1 is usual */
    uint32_t most;            /**< answers at most */
};

#define PLACES_TERMS_MAX 12 /**< words of a text that are looked at */

/** One answer. */
struct places_hit {
    uint32_t named;            /**< in the network's `named` */
    const struct place *place; /**< of a stop; else NULL */
    const char *number;        /**< house number, in the arena or the image; NULL: none */
    bool between;              /**< the number is worked out between two that are known */
    const char *missing;       /**< the number typed where none such is known, or NULL */
    struct point at;
    double score;                     /**< more is better; only differences mean anything */
    double metres;                    /**< from `near` or the point, or 0 */
    uint32_t area_words;              /**< bit a term: it was found in the areas around ... */
    uint32_t areas[PLACES_TERMS_MAX]; /**< ... as this spelling */
    uint32_t words;                   /**< bit a term: it was found at all */
};

/** Where in the text a term stands. */
struct places_token {
    uint32_t first, length; /**< bytes of the text as typed */
};

/** All that was found. */
struct places_hits {
    struct places_hit *items; /**< best first; in the arena */
    uint32_t count;
    struct places_token tokens[PLACES_TERMS_MAX]; /**< by term */
};

/**
 * What is called so, in any language. All words must be found (in the name, in the areas around,
 * as postcode or house number); when nothing fits, misspelt words are forgiven, then words that
 * nothing holds, then up to half of them.
 */
void places_search(const struct places *places, const struct places_query *query,
                   struct arena *arena, struct places_hits *hits);

/** The `most` places of stops nearest to a point and not farther than `metres`, nearest first. */
void places_near(const struct places *places, struct point point, double metres, uint32_t most,
                 struct arena *arena, struct places_hits *hits);

/** Where somebody stands and what he wants to see from there. */
struct places_view {
    struct point point;
    named_kinds kinds; /**< only these */
    double metres;     /**< how far stops and places of the map may be; addresses: 500 m at most */
    uint32_t most;     /**< answers at most */
};

/**
 * What is nearest to a point, nearest first. A street stands for its houses where none is at hand,
 * with a number between those of its neighbours if they are known.
 */
void places_around(const struct places *places, const struct places_view *view, struct arena *arena,
                   struct places_hits *hits);

/** Its name in `language` (two letters and more), or NULL: there is none in that language. */
const char *places_name_in(const struct network *network, uint32_t named, const char *language);

/**
 * What a hit is called: the name of the stop or place, `12 bis Rue Haute` or `Bergstraße 12`, as is
 * usual where it lies. `language` (two letters and more; may be NULL) is taken where there is one;
 * names of stops in other languages are the caller's, who knows the feeds'. In the arena or image.
 */
const char *places_title(const struct network *network, const struct places_hit *hit,
                         const char *language, struct arena *arena);

/** Whether a word that was found around the hit is one of the name of this area. */
bool places_area_matched(const struct network *network, const struct places_hit *hit,
                         uint32_t area);

/** The country of an area by the areas around it; empty when nobody says so. */
const char *places_country(const struct network *network, uint32_t area);

/** Modes of the routes that call at the stop; of a station: at any of its platforms. */
mode_set places_stop_modes(const struct network *network, stop_ix stop);

#endif
