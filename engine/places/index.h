#ifndef ENGINE_PLACES_INDEX_H
#define ENGINE_PLACES_INDEX_H

#include "engine/base/intern.h"
#include "engine/base/vec.h"
#include "engine/places/places.h"

/* Inside of the index; only this room includes it. */

/** One name of a place, in some language. */
struct places_name {
    uint32_t place;
    uint32_t first_word, word_count; /**< in `words` */
    uint32_t length;                 /**< words of the name as written, without expansions */
};

/** A word of a name and where it stands; expansions share the position of what they expand. */
struct places_word {
    uint32_t word; /**< number in `spellings`; after sorting, its rank by spelling */
    uint32_t position;
};

/** The index. */
struct places {
    const struct network *network;
    struct vec items;        /* struct place */
    struct vec members;      /* stop_ix */
    uint32_t *place_of;      /* one a stop: its place, or NO_IX */
    struct vec names;        /* struct places_name */
    struct vec words;        /* struct places_word */
    struct intern spellings; /* folded words */
    uint32_t *sorted;        /* spelling numbers by spelling; rank -> number */
    uint32_t *posting_first; /* one a rank and one more: in `postings` */
    uint32_t *postings;      /* names that hold the word */
};

/** Fills items, members and place_of. */
void places_group(struct places *places);

/** Fills the words; needs the groups. */
void places_read_names(struct places *places);

#endif
