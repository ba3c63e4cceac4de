#include "engine/places/places.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/places/fold.h"
#include "engine/places/index.h"

/* A folded name is cut here; no sane stop is called longer. */
#define FOLDED_MAX 512

static void add_word(struct places *places, const char *word, size_t length, uint32_t position)
{
    struct places_word entry = {intern_add(&places->spellings, word, length), position};
    vec_push(&places->words, &entry);
}

/* Adds the words of a folded name, each with its expansions. Returns how many there are. */
static uint32_t add_words(struct places *places, const char *folded)
{
    uint32_t position = 0;
    while (*folded) {
        size_t length = strcspn(folded, " ");
        add_word(places, folded, length, position);
        const char *expansion;
        for (unsigned i = 0; (expansion = fold_expansion(folded, length, i)); i++)
            add_word(places, expansion, strlen(expansion), position);
        position++;
        folded += length + (folded[length] == ' ');
    }
    return position;
}

static void add_name(struct places *places, uint32_t place, const char *text)
{
    char folded[FOLDED_MAX];
    if (fold_text(text, folded, sizeof folded) == 0)
        return;
    struct places_name name = {.place = place, .first_word = places->words.count};
    name.length = add_words(places, folded);
    name.word_count = places->words.count - name.first_word;
    vec_push(&places->names, &name);
}

/* Other names of places in other languages. */
static void add_translations(struct places *places)
{
    const struct network *network = places->network;
    for (uint32_t i = 0; i < network->counts.translations; i++) {
        const struct translation *translation = &network->translations[i];
        if (translation->kind != TRANSLATED_STOP_NAME ||
            translation->record >= network->counts.stops)
            continue;
        uint32_t place = places->place_of[translation->record];
        if (place != NO_IX && places_at(places, place)->stop == translation->record)
            add_name(places, place, network_text(network, translation->text));
    }
}

/* A spelling and its number, for sorting. */
struct spelling {
    const char *text;
    uint32_t number;
};

static int spelling_order(const void *a, const void *b)
{
    return strcmp(((const struct spelling *)a)->text, ((const struct spelling *)b)->text);
}

/* Replaces the numbers of words by their rank among all spellings. */
static void rank_words(struct places *places)
{
    uint32_t count = places->spellings.count;
    struct spelling *all = memory_zeroed(count, sizeof *all);
    uint32_t *ranks = memory_zeroed(count, sizeof *ranks);
    for (uint32_t i = 0; i < count; i++)
        all[i] = (struct spelling){intern_key(&places->spellings, i), i};
    qsort(all, count, sizeof *all, spelling_order);
    places->sorted = memory_zeroed(count, sizeof *places->sorted);
    for (uint32_t i = 0; i < count; i++) {
        places->sorted[i] = all[i].number;
        ranks[all[i].number] = i;
    }
    for (uint32_t i = 0; i < places->words.count; i++) {
        struct places_word *word = vec_at(&places->words, i);
        word->word = ranks[word->word];
    }
    memory_free(ranks);
    memory_free(all);
}

/* Lists, for each word, the names that hold it. */
static void post_words(struct places *places)
{
    uint32_t count = places->spellings.count;
    uint32_t *first = memory_zeroed((size_t)count + 1, sizeof *first);
    const struct places_word *words = places->words.data;
    for (uint32_t i = 0; i < places->words.count; i++)
        first[words[i].word]++;
    for (uint32_t i = 0, sum = 0; i <= count; i++) {
        sum += i < count ? first[i] : 0;
        first[i] = sum;
    }
    places->postings = memory_zeroed(places->words.count, sizeof *places->postings);
    for (uint32_t i = places->names.count; i-- > 0;) {
        const struct places_name *name = vec_at(&places->names, i);
        for (uint32_t k = 0; k < name->word_count; k++)
            places->postings[--first[words[name->first_word + k].word]] = i;
    }
    places->posting_first = first;
}

void places_read_names(struct places *places)
{
    const struct network *network = places->network;
    for (uint32_t i = 0; i < places->items.count; i++) {
        const struct stop *stop = &network->stops[places_at(places, i)->stop];
        add_name(places, i, network_text(network, stop->name));
    }
    add_translations(places);
    rank_words(places);
    post_words(places);
}

struct places *places_create(const struct network *network)
{
    struct places *places = memory_zeroed(1, sizeof *places);
    places->network = network;
    places->items = vec_of(sizeof(struct place));
    places->members = vec_of(sizeof(stop_ix));
    places->names = vec_of(sizeof(struct places_name));
    places->words = vec_of(sizeof(struct places_word));
    places->place_of = memory_zeroed(network->counts.stops, sizeof *places->place_of);
    places_group(places);
    places_read_names(places);
    return places;
}

void places_destroy(struct places *places)
{
    if (!places)
        return;
    vec_finish(&places->items);
    vec_finish(&places->members);
    vec_finish(&places->names);
    vec_finish(&places->words);
    intern_finish(&places->spellings);
    memory_free(places->place_of);
    memory_free(places->sorted);
    memory_free(places->posting_first);
    memory_free(places->postings);
    memory_free(places);
}

uint32_t places_count(const struct places *places)
{
    return places->items.count;
}

const struct place *places_at(const struct places *places, uint32_t place)
{
    return vec_at(&places->items, place);
}

const stop_ix *places_members(const struct places *places, const struct place *place)
{
    return vec_at(&places->members, place->first_member);
}

const struct place *places_of_stop(const struct places *places, stop_ix stop)
{
    uint32_t place = places->place_of[stop];
    return place == NO_IX ? NULL : places_at(places, place);
}

const struct network *places_network(const struct places *places)
{
    return places->network;
}
