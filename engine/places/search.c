#include "engine/places/places.h"

#include <math.h>
#include <string.h>

#include "engine/places/fold.h"
#include "engine/places/index.h"

#define TERMS_MAX 8
#define EXTRA_MAX 32
/* Words at least this long may be misspelt by one letter. */
#define FUZZY_LENGTH 4

/* A typed word and the spellings (by rank) that it may mean. */
struct term {
    const char *text;
    size_t length;
    uint32_t low, high;        /* spellings that start with it */
    uint32_t extra[EXTRA_MAX]; /* expansions of it, and near misses */
    uint32_t extra_count;
    uint64_t postings; /* names to look at when this term leads */
};

/* One search under way. */
struct search {
    const struct places *places;
    const struct places_query *query;
    struct term terms[TERMS_MAX];
    uint32_t term_count;
    uint32_t needed; /* terms that a name must hold */
    struct places_hits *hits;
};

static const char *spelling(const struct places *places, uint32_t rank)
{
    return intern_key(&places->spellings, places->sorted[rank]);
}

/* First rank whose spelling is not below `text` (with `beyond`: and does not start with it). */
static uint32_t first_rank(const struct places *places, const char *text, size_t length,
                           bool beyond)
{
    uint32_t low = 0, high = places->spellings.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strncmp(spelling(places, middle), text, length);
        if (order < 0 || (beyond && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint64_t count_postings(const struct places *places, uint32_t low, uint32_t high)
{
    return places->posting_first[high] - places->posting_first[low];
}

static void add_extra(const struct places *places, struct term *term, uint32_t rank)
{
    if (term->extra_count == EXTRA_MAX)
        return;
    term->extra[term->extra_count++] = rank;
    term->postings += count_postings(places, rank, rank + 1);
}

static void read_term(const struct places *places, struct term *term)
{
    term->low = first_rank(places, term->text, term->length, false);
    term->high = first_rank(places, term->text, term->length, true);
    term->postings = count_postings(places, term->low, term->high);
    const char *expansion;
    for (unsigned i = 0; (expansion = fold_expansion(term->text, term->length, i)); i++) {
        uint32_t rank = first_rank(places, expansion, strlen(expansion) + 1, false);
        if (rank < places->spellings.count && strcmp(spelling(places, rank), expansion) == 0)
            add_extra(places, term, rank);
    }
}

static void read_terms(struct search *search, const char *folded)
{
    while (*folded && search->term_count < TERMS_MAX) {
        struct term *term = &search->terms[search->term_count++];
        *term = (struct term){.text = folded, .length = strcspn(folded, " ")};
        read_term(search->places, term);
        folded += term->length + (folded[term->length] == ' ');
    }
    search->needed = search->term_count;
}

/* Whether one letter put in, taken out, changed or swapped turns `typed` into a start of `word`. */
static bool nearly_starts(const char *typed, size_t length, const char *word)
{
    size_t same = 0;
    while (same < length && word[same] == typed[same])
        same++;
    if (same == length)
        return true;
    if (!word[same])
        return same + 1 == length;
    const char *rest = typed + same;
    size_t left = length - same;
    return strncmp(rest + 1, word + same, left - 1) == 0 ||
           strncmp(rest, word + same + 1, left) == 0 ||
           strncmp(rest + 1, word + same + 1, left - 1) == 0 ||
           (left > 1 && rest[0] == word[same + 1] && rest[1] == word[same] &&
            strncmp(rest + 2, word + same + 2, left - 2) == 0);
}

/* Lets a word that nothing starts with mean spellings one letter off. */
static void add_near_misses(const struct places *places, struct term *term)
{
    if (term->postings > 0 || term->length < FUZZY_LENGTH)
        return;
    char first[2] = {term->text[0], '\0'};
    uint32_t high = first_rank(places, first, 1, true);
    for (uint32_t rank = first_rank(places, first, 1, false); rank < high; rank++)
        if (nearly_starts(term->text, term->length, spelling(places, rank)))
            add_extra(places, term, rank);
}

/* The same but for a plural's s, which people leave out and put in. */
static bool is_plural(const struct term *term, const char *word)
{
    return term->length >= 3 && strcmp(word + term->length, "s") == 0;
}

/* How well a word of a name answers a term: 0 not at all .. 1. */
static double word_match(const struct search *search, const struct term *term, uint32_t rank)
{
    if (rank >= term->low && rank < term->high) {
        const char *word = spelling(search->places, rank);
        size_t length = strlen(word);
        if (is_plural(term, word))
            return 0.95;
        return length == term->length ? 1 : 0.6 + 0.3 * (double)term->length / (double)length;
    }
    for (uint32_t i = 0; i < term->extra_count; i++)
        if (term->extra[i] == rank)
            return 0.8;
    return 0;
}

/* The best word of a name for a term that no other term has taken; marks it in `taken`. */
static double term_match(const struct search *search, const struct term *term,
                         const struct places_name *name, uint64_t *taken, uint32_t *position)
{
    double best = 0;
    const struct places_word *words = vec_at(&search->places->words, name->first_word);
    for (uint32_t i = 0; i < name->word_count; i++) {
        uint64_t bit = (uint64_t)1 << (words[i].position & 63);
        double match = *taken & bit ? 0 : word_match(search, term, words[i].word);
        if (match > best) {
            best = match;
            *position = words[i].position;
        }
    }
    if (best > 0)
        *taken |= (uint64_t)1 << (*position & 63);
    return best;
}

/* How well the name answers the text, 0 .. 100, or a negative number when it does not. */
static double name_score(const struct search *search, const struct places_name *name)
{
    uint64_t taken = 0;
    uint32_t found = 0, in_order = 0, last = 0;
    double sum = 0;
    for (uint32_t i = 0; i < search->term_count; i++) {
        uint32_t position = 0;
        double match = term_match(search, &search->terms[i], name, &taken, &position);
        found += match > 0;
        in_order += match > 0 && (i == 0 ? position == 0 : position == last + 1);
        last = position;
        sum += match;
    }
    if (found < search->needed)
        return -1;
    double terms = search->term_count;
    double cover = found / (double)(name->length > 0 ? name->length : 1);
    return 55 * sum / terms + 25 * (cover > 1 ? 1 : cover) + 10 * in_order / terms;
}

/* Takes a place into the best ones, once. */
static void take(struct search *search, const struct places_hit *hit)
{
    struct places_hits *hits = search->hits;
    uint32_t at = 0;
    while (at < hits->count && hits->items[at].place != hit->place)
        at++;
    if (at < hits->count && hits->items[at].score >= hit->score)
        return;
    if (at == hits->count) {
        if (hits->count < search->query->most)
            hits->count++;
        else if (hits->items[--at].score >= hit->score)
            return;
    }
    for (; at > 0 && hits->items[at - 1].score < hit->score; at--)
        hits->items[at] = hits->items[at - 1];
    hits->items[at] = *hit;
}

static void weigh_name(struct search *search, const struct places_name *name)
{
    const struct places_query *query = search->query;
    const struct place *place = places_at(search->places, name->place);
    const struct stop *stop = &search->places->network->stops[place->stop];
    if (!(place->modes & query->modes) || (query->box && !geo_box_has(*query->box, stop->at)))
        return;
    struct places_hit hit = {.place = place, .score = name_score(search, name)};
    if (hit.score < 0)
        return;
    hit.score += 10 * (double)place->importance + (stop->kind == STOP_STATION ? 2 : 0);
    if (query->near) {
        hit.metres = geo_metres(*query->near, stop->at);
        hit.score -= query->bias * 5 * log10(1 + hit.metres / 500);
    }
    take(search, &hit);
}

static void weigh_ranks(struct search *search, uint32_t low, uint32_t high)
{
    const struct places *places = search->places;
    for (uint32_t i = places->posting_first[low]; i < places->posting_first[high]; i++)
        weigh_name(search, vec_at(&places->names, places->postings[i]));
}

static void weigh_term(struct search *search, const struct term *term)
{
    weigh_ranks(search, term->low, term->high);
    for (uint32_t i = 0; i < term->extra_count; i++)
        weigh_ranks(search, term->extra[i], term->extra[i] + 1);
}

/* Brings the terms that fewest names hold to the front. */
static void rarest_first(const struct search *search, uint32_t order[TERMS_MAX])
{
    for (uint32_t i = 0; i < search->term_count; i++) {
        uint32_t at = i;
        for (; at > 0 && search->terms[order[at - 1]].postings > search->terms[i].postings; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

/* A name that holds all needed terms holds one of the (count - needed + 1) rarest. */
static void run(struct search *search)
{
    uint32_t order[TERMS_MAX];
    rarest_first(search, order);
    for (uint32_t i = 0; i + search->needed <= search->term_count; i++)
        weigh_term(search, &search->terms[order[i]]);
}

/* Forgives: near misses first, then words that occur nowhere, then up to half of the words. */
static void run_forgiving(struct search *search)
{
    uint32_t known = 0;
    for (uint32_t i = 0; i < search->term_count; i++) {
        add_near_misses(search->places, &search->terms[i]);
        known += search->terms[i].postings > 0;
    }
    search->needed = known;
    if (known > 0)
        run(search);
    for (uint32_t i = known; search->hits->count == 0 && i > (known + 1) / 2; i--) {
        search->needed = i - 1;
        run(search);
    }
}

void places_search(const struct places *places, const struct places_query *query,
                   struct arena *arena, struct places_hits *hits)
{
    char folded[512];
    struct search *search = arena_alloc(arena, sizeof *search);
    search->places = places;
    search->query = query;
    search->hits = hits;
    *hits = (struct places_hits){.items = arena_array(arena, query->most, sizeof *hits->items)};
    fold_text(query->text, folded, sizeof folded);
    read_terms(search, folded);
    if (search->term_count == 0 || query->most == 0)
        return;
    run(search);
    if (hits->count == 0)
        run_forgiving(search);
}
