/*
 * run_streets [WORLDS [FIRST_SEED]]          small random maps, every node as source
 * run_streets FILE SOURCES [SEED]            a map of OpenStreetMap, so many random sources;
 *                                            data/... lies in the folder that SHARED names
 *
 * Bounded floods on the compiled streets against Dijkstra on the raw map, every node, to the
 * nanosecond.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/memory.h"
#include "engine/street/spread.h"
#include "feeds/streets/compile.h"
#include "feeds/streets/read.h"
#include "tests/oracle/random.h"
#include "tests/oracle/raw_places.h"
#include "tests/oracle/raw_random.h"
#include "tests/oracle/raw_streets.h"
#include "tests/small_streets.h"

/* A traveller and how far he is followed. */
struct traveller {
    const char *name;
    struct profile profile;
    uint64_t cost_max;
};

/* A map, raw and compiled. */
struct pair {
    struct map map;
    struct raw raw;
    struct raw_places places;
    struct draft network;
    struct streets_store store;
    struct streets streets;
    struct street_worker *worker;
    struct metric raw_metric;
    uint64_t *costs;
    uint64_t compared, paths;
};

static void stop_if(bool bad, const struct error *error)
{
    if (!bad)
        return;
    fprintf(stderr, "%s: %s\n", error->place, error->text);
    exit(1);
}

/* The raw map is taken after it was compiled, since only then nodes that were put into pieces are
 * part of their ways; nothing else of it changes. */
static void pair_init(struct pair *pair)
{
    struct streets_draft draft;
    struct compile_counts counts = {0};
    struct error error = {0};
    draft_init(&pair->network);
    streets_draft_init(&draft);
    streets_store_init(&pair->store);
    stop_if(!map_compile(&pair->map, &pair->network, &draft, &counts, &error), &error);
    streets_pack(&draft, &pair->store);
    streets_draft_finish(&draft);
    raw_init(&pair->raw, &pair->map);
    pair->streets = streets_of_store(&pair->store);
    raw_places_init(&pair->places, &pair->map, &pair->streets);
    pair->raw.inside = pair->places.inside;
    pair->worker = street_worker_create(&pair->streets);
    pair->costs = memory_zeroed(pair->map.nodes.count, sizeof *pair->costs);
    pair->raw_metric.paces = memory_zeroed(pair->map.traits.count, sizeof *pair->raw_metric.paces);
    pair->compared = pair->paths = 0;
}

static void pair_finish(struct pair *pair)
{
    memory_free(pair->raw_metric.paces);
    memory_free(pair->costs);
    street_worker_destroy(pair->worker);
    raw_places_finish(&pair->places);
    streets_store_finish(&pair->store);
    draft_finish(&pair->network);
    raw_finish(&pair->raw);
    map_finish(&pair->map);
}

/* What the traveller's traits cost on the raw map, whose traits have other numbers. */
static void make_raw_metric(struct pair *pair, const struct profile *profile)
{
    struct streets view = {.street_traits = pair->map.traits.data};
    view.counts.street_traits = pair->map.traits.count;
    metric_make(&pair->raw_metric, &view, profile);
}

static struct door door_on(const struct raw_place *place)
{
    return (struct door){.record = NO_IX,
                         .spot_count = 1,
                         .spots = {{.edge = place->edge, .along_mm = place->along_mm}}};
}

static void flood(struct pair *pair, const struct traveller *who, const struct raw_place *from)
{
    struct heap_entry settled;
    struct spread spread = {.metric = street_worker_metric(pair->worker, &who->profile),
                            .sense = FLOOD_FROM,
                            .cost_max = who->cost_max};
    struct door door = door_on(from);
    spread_begin(pair->worker, &spread);
    if (from->vertex != NO_IX)
        spread_vertex_source(pair->worker, from->vertex, 0, 0);
    else
        spread_source(pair->worker, &door, 0, 0);
    while (spread_step(pair->worker, &settled))
        ;
}

static uint64_t packed_cost(const struct pair *pair, const struct raw_place *place)
{
    struct door door = door_on(place);
    return place->vertex != NO_IX ? flood_cost(pair->worker, place->vertex)
                                  : flood_door_cost(pair->worker, &door);
}

/* Whether all nodes cost the same on both; else says where they do not. */
static bool agree(struct pair *pair, const struct traveller *who, node_ix source)
{
    const struct raw_place *items = pair->places.items;
    for (node_ix node = 0; node < pair->map.nodes.count; node++) {
        if (items[node].vertex == NO_IX && (items[node].edge == NO_IX || !items[node].exact))
            continue;
        if (node == source)
            continue; /* Nothing passes a source of its own; the raw search says 0. */
        uint64_t packed = packed_cost(pair, &items[node]);
        pair->compared++;
        if (packed == pair->costs[node])
            continue;
        printf("%s from node %" PRId64 " to node %" PRId64 ": raw %" PRIu64 ", compiled %" PRIu64
               " ns\n",
               who->name, map_node_at(&pair->map, source)->osm, map_node_at(&pair->map, node)->osm,
               pair->costs[node], packed);
        return false;
    }
    return true;
}

/* Whether the way to some node costs what the raw search says, and its pieces take as long. */
static bool path_agrees(struct pair *pair, const struct traveller *who, node_ix source,
                        node_ix target)
{
    const struct raw_place *items = pair->places.items;
    if (source == target || items[source].edge == NO_IX || items[target].edge == NO_IX ||
        !items[target].exact)
        return true;
    struct arena arena = {0};
    struct path path;
    struct door from = door_on(&items[source]), to = door_on(&items[target]);
    struct path_ask ask = {street_worker_metric(pair->worker, &who->profile), &from, &to,
                           who->cost_max};
    bool found = path_find(pair->worker, &ask, &arena, &path);
    uint64_t cost = found ? path.cost : COST_NEVER, time = 0;
    for (uint32_t i = 0; found && i < path.piece_count; i++)
        time += path.pieces[i].time;
    bool fine = cost == pair->costs[target] && (!found || time == path.time);
    if (!fine)
        printf("%s, path from node %" PRId64 " to node %" PRId64 ": raw %" PRIu64 ", path %" PRIu64
               " ns\n",
               who->name, map_node_at(&pair->map, source)->osm,
               map_node_at(&pair->map, target)->osm, pair->costs[target], cost);
    pair->paths += found;
    arena_finish(&arena);
    return fine;
}

static bool try_source(struct pair *pair, const struct traveller *who, node_ix source,
                       uint32_t *reached)
{
    const struct raw_place *from = &pair->places.items[source];
    *reached = raw_search(&pair->raw, &pair->raw_metric, source, who->cost_max, pair->costs);
    flood(pair, who, from);
    return agree(pair, who, source);
}

static bool can_be_source(const struct pair *pair, node_ix node)
{
    const struct raw_place *place = &pair->places.items[node];
    return place->vertex != NO_IX || (place->edge != NO_IX && place->exact);
}

/* --- Small maps --- */

static bool try_world(uint64_t seed)
{
    struct pair pair;
    struct random random = {seed * 977};
    bool same = true;
    raw_random(&pair.map, seed);
    pair_init(&pair);
    for (int i = 0; i < 4 && same; i++) {
        struct traveller who = {"somebody", small_profile(&random),
                                (uint64_t)random_in(&random, 100, 3000) * 1000000000};
        make_raw_metric(&pair, &who.profile);
        for (node_ix node = 0; node < pair.map.nodes.count && same; node++) {
            uint32_t reached;
            if (can_be_source(&pair, node))
                same = try_source(&pair, &who, node, &reached) &&
                       path_agrees(&pair, &who, node, (node_ix)random_below(&random, 60));
        }
    }
    pair_finish(&pair);
    return same;
}

static int run_worlds(uint64_t worlds, uint64_t first)
{
    for (uint64_t seed = first; seed < first + worlds; seed++)
        if (!try_world(seed)) {
            printf("in world %" PRIu64 "\n", seed);
            return 1;
        }
    printf("%" PRIu64 " maps agree\n", worlds);
    return 0;
}

/* --- A map of OpenStreetMap --- */

/* Everybody, as far as it takes to meet some five hundred vertices. */
static const struct {
    const char *name;
    enum travel travel;
    enum taste taste;
    uint64_t seconds;
} travellers[] = {
    {"foot", TRAVEL_FOOT, TASTE_FASTER, 2700},
    {"wheelchair", TRAVEL_WHEELCHAIR, TASTE_FASTER, 4800},
    {"bicycle, faster", TRAVEL_BICYCLE, TASTE_FASTER, 900},
    {"bicycle, safer", TRAVEL_BICYCLE, TASTE_SAFER, 1100},
    {"bicycle, flatter", TRAVEL_BICYCLE, TASTE_FLATTER, 1000},
    {"scooter", TRAVEL_SCOOTER, TASTE_FASTER, 900},
    {"car", TRAVEL_CAR, TASTE_FASTER, 420},
};

static int by_number(const void *a, const void *b)
{
    uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
    return (one > two) - (one < two);
}

/* A node from which the traveller gets somewhere. */
static node_ix draw_source(struct pair *pair, const struct traveller *who, struct random *random)
{
    for (;;) {
        node_ix node = (node_ix)random_below(random, (int)pair->map.nodes.count);
        if (can_be_source(pair, node) &&
            raw_search(&pair->raw, &pair->raw_metric, node, who->cost_max / 4, pair->costs) > 20)
            return node;
    }
}

/* Settled vertices of the compiled streets in the middle of all sources, or 0: a difference. */
static uint32_t try_traveller(struct pair *pair, const struct traveller *who, uint32_t sources,
                              struct random *random)
{
    uint32_t *settled = memory_zeroed(sources, sizeof *settled), reached;
    bool same = true;
    make_raw_metric(pair, &who->profile);
    for (uint32_t i = 0; i < sources && same; i++) {
        node_ix source = draw_source(pair, who, random);
        same = try_source(pair, who, source, &reached);
        flood_settled(pair->worker, &settled[i]);
        for (int k = 0; k < 20 && same; k++)
            same = path_agrees(pair, who, source,
                               (node_ix)random_below(random, (int)pair->map.nodes.count));
    }
    qsort(settled, sources, sizeof *settled, by_number);
    uint32_t median = settled[sources / 2];
    memory_free(settled);
    return same ? median : 0;
}

static void read_map(struct pair *pair, const char *path)
{
    struct findings findings;
    struct streets_counts counts;
    struct error error = {0};
    findings_init(&findings);
    map_init(&pair->map);
    stop_if(!streets_read(&pair->map, &path, 1, &counts, &findings, &error), &error);
    findings_finish(&findings);
}

static int run_file(const char *path, uint32_t sources, uint64_t seed)
{
    struct pair pair;
    struct random random = {seed};
    int result = 0;
    read_map(&pair, path);
    pair_init(&pair);
    printf("%s: %u nodes, %u known, %u share a place; %u vertices, %u words\n", path,
           pair.map.nodes.count, pair.places.known, pair.places.shared,
           streets_vertices(&pair.streets), pair.raw.words.count);
    for (size_t i = 0; i < sizeof travellers / sizeof *travellers && !result; i++) {
        struct traveller who = {travellers[i].name, profile_of(travellers[i].travel),
                                travellers[i].seconds * 1000000000};
        who.profile.taste = travellers[i].taste;
        pair.compared = pair.paths = 0;
        uint32_t median = try_traveller(&pair, &who, sources, &random);
        printf("%-16s %u sources, %" PRIu64 " costs, %" PRIu64
               " paths, median of settled vertices %u\n",
               who.name, sources, pair.compared, pair.paths, median);
        fflush(stdout);
        result = median == 0;
    }
    pair_finish(&pair);
    return result;
}

/* 77: it is not there, and that is no fault. */
static int run_shared(const char *name, uint32_t sources, uint64_t seed)
{
    const char *shared = getenv("SHARED");
    char path[512];
    snprintf(path, sizeof path, "%s/%s", shared ? shared : "../shared", name);
    if (access(path, R_OK) == 0)
        return run_file(path, sources, seed);
    printf("skipped: SHARED names no folder with %s\n", name);
    return 77;
}

int main(int argc, char **argv)
{
    uint32_t sources = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 0;
    uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    if (argc > 2 && strncmp(argv[1], "data/", 5) == 0)
        return run_shared(argv[1], sources, seed);
    if (argc > 2 && strchr(argv[1], '.'))
        return run_file(argv[1], sources, seed);
    uint64_t worlds = argc > 1 ? strtoull(argv[1], NULL, 10) : 300;
    return run_worlds(worlds, argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
}
