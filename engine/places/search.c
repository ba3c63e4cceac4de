#include <math.h>
#include <string.h>

#include "engine/base/fold.h"
#include "engine/places/houses.h"
#include "engine/places/terms.h"

/* Names that one pass looks at; the important ones come first. */
#define NAMES_MAX 20000
/* A word found in the areas around counts this much of one in the name itself. */
#define AREA_MATCH 0.8
/* What a house number counts: known, between two known ones, not known at this street, which is
 * then behind a street of a longer name that has it. */
#define HOUSE_KNOWN 1.0
#define HOUSE_BETWEEN 0.75
#define HOUSE_UNKNOWN 0.0
/* To begin the name is worth less than to follow the word before: towns are named in front. */
#define FIRST_IN_ORDER 0.2
/* What a town's name alone counts for the stop the town is known by: next to the town itself. */
#define HUB_COVER 0.65

/* One search under way. */
struct search {
    const struct network *network;
    const struct places_query *query;
    struct arena *arena;
    struct terms terms;
    uint32_t leads[PLACES_TERMS_MAX]; /* terms of which a name must hold `needed`, rarest first */
    uint32_t lead_count, needed;
    uint32_t budget; /* names this pass may still look at */
    struct places_hits *hits;
};

/* How a name answers the terms. */
struct answer {
    uint64_t taken;       /* positions of the name that answer a term */
    double sum, in_order; /* how well terms match; how many follow the one before, or begin it */
    uint32_t own;         /* terms found in the name itself */
    bool called;          /* one was, or says what sort of thing it is */
    uint32_t last;        /* position behind the last term that was found in the name */
    uint32_t words, area_words; /* bits, as in struct places_hit */
    uint32_t areas[PLACES_TERMS_MAX];
    int house; /* the term that must be a house number, or -1 */
};

/* The best word of a name for a term that no other term has taken. */
static double best_word(const struct search *search, const struct term *term,
                        const struct name *name, const struct answer *answer,
                        const struct name_word **word)
{
    double best = 0;
    const struct name_word *words = search->network->name_words;
    for (uint32_t i = name->first_word; i < name[1].first_word; i++) {
        bool area = words[i].kind == WORD_AREA;
        if (!area && answer->taken >> words[i].position & 1)
            continue;
        double match = term_match(search->network, term, words[i].spelling);
        match *= area ? AREA_MATCH : 1;
        if (match > best) {
            best = match;
            *word = &words[i];
        }
    }
    return best;
}

/* Words of the category stand behind the name: they are found, and cover nothing of it. */
static void take_word(struct answer *answer, const struct name *name, const struct name_word *word,
                      uint32_t term)
{
    answer->words |= 1u << term;
    if (word->kind == WORD_AREA) {
        answer->area_words |= 1u << term;
        answer->areas[term] = word->spelling;
        return;
    }
    answer->taken |= (uint64_t)1 << word->position;
    answer->called = true;
    if (word->position >= name->length)
        return;
    answer->own++;
    if (answer->own == 1)
        answer->in_order += word->position == 0 ? FIRST_IN_ORDER : 0;
    else
        answer->in_order += word->position == answer->last;
    answer->last = word->position + 1u;
}

/* Looks for one term; a number that is no word may be a house's. */
static void answer_term(const struct search *search, uint32_t index, const struct name *name,
                        struct answer *answer)
{
    const struct term *term = &search->terms.items[index];
    const struct name_word *word = NULL;
    double match = best_word(search, term, name, answer, &word);
    if (word) {
        take_word(answer, name, word, index);
        answer->sum += match;
    } else if (term->number && answer->house < 0 &&
               search->network->named[name->named].kind != NAMED_STOP) {
        answer->house = (int)index;
        answer->words |= 1u << index;
    } else if (term->suffix && answer->house == (int)index - 1) {
        answer->words |= 1u << index;
    }
}

static bool holds_enough(const struct search *search, const struct answer *answer)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < search->lead_count; i++)
        found += answer->words >> search->leads[i] & 1;
    return found >= search->needed;
}

/* Whether numbers are there that no forgiving may drop: another house is another address. */
static bool holds_numbers(const struct search *search, const struct answer *answer)
{
    for (uint32_t i = 0; i < search->terms.count; i++)
        if (search->terms.items[i].number && !(answer->words >> i & 1))
            return search->needed < search->lead_count;
    return true;
}

/* Terms that count: not a suffix that belongs to a number, not a small word that was not found. */
static double terms_counted(const struct search *search, const struct answer *answer)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < search->terms.count; i++) {
        const struct term *term = &search->terms.items[i];
        bool with_house = term->suffix && answer->house == (int)i - 1;
        count += !with_house && (!term->small || answer->words >> i & 1);
    }
    return count ? count : 1;
}

/* Takes a hit into the best ones, each thing once. */
static void take(struct search *search, const struct places_hit *hit)
{
    struct places_hits *hits = search->hits;
    uint32_t at = 0;
    while (at < hits->count && hits->items[at].named != hit->named)
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

/* Whether the best ones are complete and all better than `score`. */
static bool is_hopeless(const struct search *search, double score)
{
    const struct places_hits *hits = search->hits;
    return hits->count == search->query->most && hits->items[hits->count - 1].score >= score;
}

/* What speaks for a thing whatever was typed: much runs there, many live there. */
static double standing(const struct search *search, const struct named *named)
{
    static const double towns[CATEGORY_COUNT] = {
        [CATEGORY_CITY] = 4, [CATEGORY_TOWN] = 3.5, [CATEGORY_VILLAGE] = 2, [CATEGORY_SUBURB] = 1};
    double score = 12 * (double)named->importance + towns[named->category];
    if (named->kind == NAMED_STOP) {
        const struct place *place = &search->network->places[named - search->network->named];
        score += search->network->stops[place->stop].kind == STOP_STATION ? 2 : 0;
    }
    return score;
}

/* The number as typed, with its suffix. */
static const char *typed_number(const struct search *search, int index)
{
    const struct term *term = &search->terms.items[index];
    int length = (int)term->length;
    if (index + 1 < (int)search->terms.count && term[1].suffix)
        return arena_format(search->arena, "%.*s %.*s", length, term->text, (int)term[1].length,
                            term[1].text);
    return arena_format(search->arena, "%.*s", length, term->text);
}

/* Finds the house. Returns what its number counts. */
static double find_house(const struct search *search, const struct answer *answer,
                         struct places_hit *hit)
{
    struct house_found found;
    const char *typed = typed_number(search, answer->house);
    if (!houses_find(search->network, hit->named, typed, search->arena, &found)) {
        hit->missing = typed;
        return HOUSE_UNKNOWN;
    }
    hit->number = found.number;
    hit->between = found.between;
    hit->at = found.at;
    return found.between ? HOUSE_BETWEEN : HOUSE_KNOWN;
}

static bool is_wanted(const struct search *search, const struct named *named)
{
    const struct places_query *query = search->query;
    if (query->kinds && !(query->kinds >> named->kind & 1))
        return false;
    if (named->kind == NAMED_STOP &&
        !(search->network->places[named - search->network->named].modes & query->modes))
        return false;
    return !query->box || geo_box_has(*query->box, named->at);
}

static bool holds_word(const char *folded, const struct term *term)
{
    for (const char *at = folded; *at;) {
        size_t length = strcspn(at, " ");
        if (length == term->length && strncmp(at, term->text, length) == 0)
            return true;
        at += length + (at[length] == ' ');
    }
    return false;
}

/* Whether all that was typed are words of one area around a hub, or its postcode. */
static bool is_town_typed(const struct search *search, const struct named *named)
{
    const struct network *network = search->network;
    char folded[512];
    for (uint32_t area = named->area; area != NO_IX; area = network->name_areas[area].parent) {
        uint32_t held = 0;
        fold_text(network_text(network, network->name_areas[area].name), folded, sizeof folded);
        for (uint32_t i = 0; i < search->terms.count; i++)
            held += holds_word(folded, &search->terms.items[i]);
        if (held == search->terms.count)
            return true;
    }
    return false;
}

static void score_name(struct search *search, const struct name *name, struct answer *answer)
{
    const struct named *named = &search->network->named[name->named];
    const struct places_query *query = search->query;
    struct places_hit hit = {.named = name->named,
                             .at = named->at,
                             .words = answer->words,
                             .area_words = answer->area_words};
    memcpy(hit.areas, answer->areas, sizeof hit.areas);
    double terms = terms_counted(search, answer);
    double cover = name->length ? answer->own / (double)name->length : 0;
    if (named->marks & NAMED_HUB && cover < HUB_COVER && is_town_typed(search, named))
        cover = HUB_COVER;
    double score =
        25 * (cover > 1 ? 1 : cover) + 10 * answer->in_order / terms + standing(search, named);
    if (query->near) {
        hit.metres = geo_metres(*query->near, named->at);
        score -= query->bias * 5 * log10(1 + hit.metres / 500);
    }
    if (is_hopeless(search, score + 55 * (answer->sum + (answer->house >= 0)) / terms))
        return;
    if (answer->house >= 0)
        answer->sum += find_house(search, answer, &hit);
    hit.score = score + 55 * answer->sum / terms;
    if (named->kind == NAMED_STOP)
        hit.place = &search->network->places[name->named];
    take(search, &hit);
}

/* A town is found by its postcode too, which always has a digit. */
static bool is_town_of_code(const struct search *search, const struct named *named)
{
    const struct term *term = &search->terms.items[0];
    return strcspn(term->text, "0123456789") < term->length && named->category >= CATEGORY_CITY &&
           named->category <= CATEGORY_VILLAGE;
}

/* Every answer holds a word of the name itself, but for towns and the hub of the town typed. */
static void weigh_name(struct search *search, uint32_t index)
{
    const struct name *name = &search->network->names[index];
    const struct named *named = &search->network->named[name->named];
    struct answer answer = {.house = -1};
    if (!is_wanted(search, named))
        return;
    for (uint32_t i = 0; i < search->terms.count; i++)
        answer_term(search, i, name, &answer);
    if (!holds_enough(search, &answer) || !holds_numbers(search, &answer))
        return;
    if (!answer.called && !(named->marks & NAMED_HUB) && !is_town_of_code(search, named))
        return;
    score_name(search, name, &answer);
}

static void weigh_spellings(struct search *search, uint32_t low, uint32_t high)
{
    const struct network *network = search->network;
    uint32_t end = network->name_spellings[high].first_posting;
    for (uint32_t i = network->name_spellings[low].first_posting; i < end; i++) {
        if (search->budget == 0)
            return;
        search->budget--;
        weigh_name(search, network->name_postings[i]);
    }
}

/* Of a word that starts too many names the most important names are looked at. */
static void weigh_term(struct search *search, const struct term *term)
{
    if (term->postings > search->budget) {
        uint32_t end = search->network->counts.names - 1;
        for (uint32_t i = 0; i < end && search->budget > 0; i++, search->budget--)
            weigh_name(search, i);
        return;
    }
    weigh_spellings(search, term->low, term->high);
    for (uint32_t i = 0; i < term->extra_count; i++)
        weigh_spellings(search, term->extra[i].spelling, term->extra[i].spelling + 1);
}

/* The terms a name must hold, those that fewest names hold in front. */
static void choose_leads(struct search *search)
{
    const struct term *terms = search->terms.items;
    search->lead_count = 0;
    for (int pass = 0; pass < 2 && search->lead_count == 0; pass++)
        for (uint32_t i = 0; i < search->terms.count; i++) {
            if (pass == 0 && (terms[i].small || terms[i].number || terms[i].suffix))
                continue;
            uint32_t at = search->lead_count++;
            for (; at > 0 && terms[search->leads[at - 1]].postings > terms[i].postings; at--)
                search->leads[at] = search->leads[at - 1];
            search->leads[at] = i;
        }
}

/* A name that holds all needed terms holds one of the (count - needed + 1) rarest. */
static void run(struct search *search, uint32_t needed)
{
    search->budget = NAMES_MAX;
    search->needed = needed;
    for (uint32_t i = 0; i + needed <= search->lead_count; i++)
        weigh_term(search, &search->terms.items[search->leads[i]]);
}

/* Lets terms that no spelling is (or, if nothing was found, all) mean near misses. */
static bool forgive(struct search *search)
{
    bool any = false;
    for (uint32_t i = 0; i < search->terms.count; i++) {
        struct term *term = &search->terms.items[i];
        uint32_t before = term->extra_count;
        if (!term->whole || search->hits->count == 0)
            term_forgive(search->network, term);
        any = any || term->extra_count > before;
    }
    return any;
}

/* Words that occur nowhere are let go, then up to half of the others. */
static void run_with_less(struct search *search)
{
    uint32_t known = 0;
    for (uint32_t i = 0; i < search->lead_count; i++)
        known += search->terms.items[search->leads[i]].postings > 0;
    for (uint32_t needed = known; search->hits->count == 0 && needed > 0; needed--) {
        if (needed < (known + 1) / 2)
            return;
        run(search, needed);
    }
}

static void run_all(struct search *search)
{
    choose_leads(search);
    run(search, search->lead_count);
    if (forgive(search)) {
        choose_leads(search);
        run(search, search->lead_count);
    }
    if (search->hits->count == 0)
        run_with_less(search);
}

void places_search(const struct places *places, const struct places_query *query,
                   struct arena *arena, struct places_hits *hits)
{
    struct search *search = arena_alloc(arena, sizeof *search);
    search->network = places_network(places);
    search->query = query;
    search->arena = arena;
    search->hits = hits;
    *hits = (struct places_hits){.items = arena_array(arena, query->most, sizeof *hits->items)};
    terms_read(&search->terms, search->network, query->text, hits->tokens);
    if (search->terms.count > 0 && query->most > 0)
        run_all(search);
}
