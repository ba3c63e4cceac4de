#include <string.h>

#include "engine/places/terms.h"

/*
 * Spellings a few letters off. The sorted spellings are walked as the tree of their starts, and a
 * start is left with all that begins so as soon as the typed word cannot become it any more: Schulz
 * and Mihov, Fast string correction with Levenshtein automata, 2002. The automaton is kept in
 * machine words, one for each number of errors: Wu and Manber, Fast text searching allowing errors,
 * 1992; a swap of neighbours counts as one error.
 */

/* Words at least this long may be misspelt by one letter, by two. */
#define ONE_LENGTH 4
#define TWO_LENGTH 8
#define ERRORS_MAX 2
#define LETTERS_MAX 30
#define DEPTH_MAX (LETTERS_MAX + ERRORS_MAX + 2)

/* How well a spelling with so many errors answers. */
static const double whole_match[ERRORS_MAX + 1] = {1, 0.78, 0.62};
static const double start_match[ERRORS_MAX + 1] = {0.7, 0.55, 0.4};

/* Bit i of state[e]: the first i letters typed are read, with e errors. */
struct state {
    uint32_t reached[ERRORS_MAX + 1];
};

struct walk {
    const struct network *network;
    struct term *term;
    uint32_t letters[256]; /* bit i: letter i of the term is that byte */
    uint32_t length, errors;
    struct state states[DEPTH_MAX + 1]; /* after so many letters of the spelling at hand */
    uint32_t starts[DEPTH_MAX + 1];     /* fewest errors with which the term was a start so far */
};

static void begin(struct walk *walk)
{
    for (uint32_t i = 0; i < walk->length; i++)
        walk->letters[(unsigned char)walk->term->text[i]] |= 1u << i;
    for (uint32_t e = 0; e <= walk->errors; e++)
        walk->states[0].reached[e] = (2u << e) - 1;
    walk->starts[0] = ERRORS_MAX + 1;
}

/* Reads letter number `depth` of `word` after the ones before it; false: no hope is left. */
static bool step(struct walk *walk, const char *word, uint32_t depth)
{
    const struct state *old = &walk->states[depth];
    struct state *now = &walk->states[depth + 1];
    uint32_t mask = walk->letters[(unsigned char)word[depth]], alive = 0;
    uint32_t swap = depth ? mask & walk->letters[(unsigned char)word[depth - 1]] >> 1 : 0;
    walk->starts[depth + 1] = walk->starts[depth];
    for (uint32_t e = 0; e <= walk->errors; e++) {
        uint32_t reached = (old->reached[e] & mask) << 1;
        if (e > 0) {
            reached |= old->reached[e - 1] | old->reached[e - 1] << 1;
            reached |= now->reached[e - 1] << 1;
            if (depth)
                reached |= (walk->states[depth - 1].reached[e - 1] & swap) << 2;
        }
        now->reached[e] = reached & ((2u << walk->length) - 1);
        alive |= now->reached[e];
        if (now->reached[e] >> walk->length & 1 && e < walk->starts[depth + 1])
            walk->starts[depth + 1] = e;
    }
    return alive != 0;
}

/* First spelling from `from` on that does not begin with the first `length` letters of it. */
static uint32_t beyond(const struct walk *walk, uint32_t from, uint32_t length)
{
    const char *word = terms_spelling(walk->network, from);
    uint32_t end = walk->network->counts.name_spellings - 1, stride = 1, low = from;
    while (low + stride < end &&
           strncmp(terms_spelling(walk->network, low + stride), word, length) == 0) {
        low += stride;
        stride *= 2;
    }
    uint32_t high = low + stride < end ? low + stride : end;
    while (low + 1 < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strncmp(terms_spelling(walk->network, middle), word, length) == 0)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static uint32_t whole_errors(const struct walk *walk, uint32_t depth)
{
    for (uint32_t e = 0; e <= walk->errors; e++)
        if (walk->states[depth].reached[e] >> walk->length & 1)
            return e;
    return ERRORS_MAX + 1;
}

/* Reads spelling `at`, whose first `*depth` letters were read. Returns the next one to look at. */
static uint32_t read_spelling(struct walk *walk, uint32_t at, uint32_t *depth)
{
    const char *word = terms_spelling(walk->network, at);
    while (word[*depth] && *depth < DEPTH_MAX) {
        bool alive = step(walk, word, (*depth)++);
        if (alive)
            continue;
        uint32_t next = beyond(walk, at, *depth);
        uint32_t errors = walk->starts[*depth];
        for (uint32_t i = at; errors <= walk->errors && i < next; i++)
            term_add(walk->network, walk->term, i, start_match[errors]);
        return next;
    }
    uint32_t errors = whole_errors(walk, *depth);
    if (errors <= walk->errors)
        term_add(walk->network, walk->term, at, whole_match[errors]);
    else if (walk->starts[*depth] <= walk->errors)
        term_add(walk->network, walk->term, at, start_match[walk->starts[*depth]]);
    return at + 1;
}

void term_forgive(const struct network *network, struct term *term)
{
    struct walk walk = {.network = network, .term = term, .length = term->length};
    if (term->length < ONE_LENGTH || term->length > LETTERS_MAX || term->number)
        return;
    walk.errors = term->length < TWO_LENGTH ? 1 : 2;
    begin(&walk);
    uint32_t depth = 0, end = network->counts.name_spellings - 1;
    for (uint32_t at = 0; at < end;) {
        uint32_t next = read_spelling(&walk, at, &depth);
        if (next >= end)
            break;
        const char *one = terms_spelling(network, at), *two = terms_spelling(network, next);
        uint32_t same = 0;
        while (same < depth && one[same] == two[same])
            same++;
        depth = same;
        at = next;
    }
}
