#ifndef ENGINE_PLACES_TERMS_H
#define ENGINE_PLACES_TERMS_H

#include "engine/places/places.h"

/* Inside a search by text: the words of the text and the spellings that each may mean. */

#define TERM_EXTRA_MAX 32

/** A spelling beyond those that start with the word. */
struct term_extra {
    uint32_t spelling;
    float match; /**< how well it answers, 0 .. 1 */
};

/** A typed word. */
struct term {
    const char *text; /**< folded */
    uint32_t length;
    uint32_t low, high; /**< spellings that start with it (a short number: that are it) */
    struct term_extra extra[TERM_EXTRA_MAX];
    uint32_t extra_count;
    uint32_t postings; /**< names that hold one of these, or more */
    bool small;        /**< `de`, `la`, `the`: need not be there */
    bool number;       /**< may be a house number */
    bool suffix;       /**< `bis`, `a` behind a number */
    bool whole;        /**< there is a spelling that is just it */
};

/** The text as terms. */
struct terms {
    const struct network *network;
    struct term items[PLACES_TERMS_MAX];
    uint32_t count;
    char folded[512];
};

/** Reads the text; the first `PLACES_TERMS_MAX` words count. */
void terms_read(struct terms *terms, const struct network *network, const char *text,
                struct places_token *tokens);

/** Adds spellings that are one letter off (two from eight letters on) to a term's own. */
void term_forgive(const struct network *network, struct term *term);

/** Adds a spelling to a term; the best ones stay. */
void term_add(const struct network *network, struct term *term, uint32_t spelling, double match);

/** How well a spelling answers the term: 0 not at all .. 1. */
double term_match(const struct network *network, const struct term *term, uint32_t spelling);

/** The folded word of that number. */
static inline const char *terms_spelling(const struct network *network, uint32_t spelling)
{
    return network->spelling_bytes + network->name_spellings[spelling].text;
}

/** How many names hold spellings low .. high - 1. */
static inline uint32_t terms_postings(const struct network *network, uint32_t low, uint32_t high)
{
    return network->name_spellings[high].first_posting - network->name_spellings[low].first_posting;
}

#endif
