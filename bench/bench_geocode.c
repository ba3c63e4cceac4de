#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/sample.h"
#include "engine/base/clock.h"
#include "engine/places/places.h"

/*
 * bench_geocode IMAGE [COUNT]: names as people type them, made of the names of the image itself:
 * whole, with the town beside them, half typed, misspelt, as the first letters only; and the way
 * back from points. Each kind COUNT times (1,000), in a random but fixed order; of three times each
 * the best.
 */

struct bench {
    const struct network *network;
    struct places *places;
    struct arena arena;
    uint64_t state;
};

/* What is done to a name before it is looked for. */
enum typing {
    TYPED_WHOLE,
    TYPED_WITH_TOWN,
    TYPED_HOUSE,
    TYPED_HALF,
    TYPED_WRONG,
    TYPED_WRONG_TWICE,
    TYPED_START,
    TYPED_NONSENSE,
    TYPINGS
};

static const char *const typings[TYPINGS] = {"whole",       "with town", "house and town",
                                             "half typed",  "misspelt",  "misspelt twice",
                                             "two letters", "nonsense"};

static uint32_t below(struct bench *bench, uint32_t limit)
{
    uint64_t z = bench->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ z >> 31) % limit);
}

/* Puts another letter in; what it hits may be a part of one. */
static void misspell(struct bench *bench, char *text)
{
    size_t length = strlen(text);
    size_t at = below(bench, (uint32_t)length);
    if (text[at] > ' ' && text[at] < 127)
        text[at] = (char)('a' + below(bench, 26));
}

static const char *town_of(const struct bench *bench, const struct named *named)
{
    return named->area == NO_IX
               ? ""
               : network_text(bench->network, bench->network->name_areas[named->area].name);
}

static const char *type(struct bench *bench, enum typing typing, uint32_t index)
{
    const struct named *named = &bench->network->named[index];
    const char *name = network_text(bench->network, named->name);
    const char *number = "12 bis";
    uint32_t houses = named[1].first_house - named->first_house;
    if (houses)
        number =
            network_text(bench->network,
                         bench->network->houses[named->first_house + below(bench, houses)].number);
    char *text = arena_format(&bench->arena, "%s", name);
    if (typing == TYPED_WITH_TOWN)
        return arena_format(&bench->arena, "%s %s", name, town_of(bench, named));
    if (typing == TYPED_HOUSE)
        return arena_format(&bench->arena, "%s %s %s", number, name, town_of(bench, named));
    if (typing == TYPED_HALF && strlen(text) > 4)
        text[strlen(text) - 3] = '\0';
    if (typing == TYPED_START && strlen(text) > 2)
        text[2] = '\0';
    if (typing == TYPED_WRONG || typing == TYPED_WRONG_TWICE)
        misspell(bench, text);
    if (typing == TYPED_WRONG_TWICE)
        misspell(bench, text);
    if (typing == TYPED_NONSENSE)
        return arena_format(&bench->arena, "qxw%sv zzgh%u", name, below(bench, 1000));
    return text;
}

/* The best of three times: other work on the machine is not what is measured. */
static int64_t time_search(struct bench *bench, const struct places_query *query,
                           struct places_hits *hits)
{
    int64_t best = INT64_MAX;
    for (int pass = 0; pass < 3; pass++) {
        int64_t start = clock_ticks();
        places_search(bench->places, query, &bench->arena, hits);
        int64_t ticks = clock_ticks() - start;
        best = ticks < best ? ticks : best;
    }
    return best;
}

static void measure_typing(struct bench *bench, enum typing typing, long count)
{
    struct sample sample;
    uint32_t first = 0;
    sample_init(&sample);
    for (long i = 0; i < count; i++) {
        arena_reset(&bench->arena);
        uint32_t index = below(bench, bench->network->counts.named - 1);
        struct places_hits hits;
        const struct places_query query = {
            .text = type(bench, typing, index), .modes = MODES_ALL, .bias = 1, .most = 10};
        sample_add(&sample, time_search(bench, &query, &hits));
        for (uint32_t k = 0; k < hits.count; k++)
            if (hits.items[k].named == index) {
                first++;
                break;
            }
    }
    sample_print(&sample, typings[typing]);
    printf("    found among ten: %u of %ld\n", first, count);
    sample_finish(&sample);
}

static void measure_points(struct bench *bench, long count)
{
    struct sample sample;
    sample_init(&sample);
    for (long i = 0; i < count; i++) {
        arena_reset(&bench->arena);
        const struct named *named =
            &bench->network->named[below(bench, bench->network->counts.named - 1)];
        struct places_hits hits;
        struct places_view view = {.point = named->at, .metres = 25000, .most = 5};
        view.point.lat += (int32_t)below(bench, 20000) - 10000;
        view.point.lon += (int32_t)below(bench, 20000) - 10000;
        int64_t start = clock_ticks();
        places_around(bench->places, &view, &bench->arena, &hits);
        sample_add(&sample, clock_ticks() - start);
    }
    sample_print(&sample, "reverse");
    sample_finish(&sample);
}

int main(int argc, char **argv)
{
    long count = argc > 2 ? strtol(argv[2], NULL, 10) : 1000;
    struct network network;
    struct error error = {0};
    if (argc < 2 || count < 1) {
        fprintf(stderr, "Usage: bench_geocode IMAGE [COUNT]\n");
        return 2;
    }
    if (!network_open(&network, argv[1], &error)) {
        fprintf(stderr, "bench_geocode: %s: %s\n", error.place, error.text);
        return 1;
    }
    int64_t start = clock_ticks();
    struct bench bench = {.network = &network, .places = places_create(&network), .state = 1};
    printf("opened in %.3f ms: %u named, %u names, %u spellings, %u houses\n",
           (double)(clock_ticks() - start) / 1e6, network.counts.named - 1,
           network.counts.names - 1, network.counts.name_spellings - 1, network.counts.houses);
    for (enum typing typing = 0; typing < TYPINGS; typing++)
        measure_typing(&bench, typing, count);
    measure_points(&bench, count);
    arena_finish(&bench.arena);
    places_destroy(bench.places);
    network_close(&network);
    return 0;
}
