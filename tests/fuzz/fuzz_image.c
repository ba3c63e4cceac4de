#include "tests/fuzz/fuzz.h"

#include <string.h>
#include <unistd.h>

#include "engine/board/board.h"
#include "engine/planner.h"
#include "engine/street/reach.h"
#include "tests/forge.h"
#include "tests/rich.h"

/*
 * Images that somebody forged: sections changed and cut short, checksums sound. The bytes are
 * changes of eight bytes each: which section, what to do, which 4 bytes of it, a value. What
 * network_open and network_check let pass, questions must survive.
 */

struct change {
    uint8_t section, what;
    uint16_t place;
    uint32_t value;
};

/* Most changes; the fewer there are, the further one gets. */
enum { CHANGES_MAX = 8 };

static struct built built;
static char path[256];

static void finish(void)
{
    built_finish(&built);
}

static void begin(void)
{
    rich_build(&built);
    snprintf(path, sizeof path, "%s", scratch_path(&built.scratch, "forged"));
    atexit(finish);
}

static uint32_t changed(uint32_t old, const struct change *change)
{
    switch (change->what % 8) {
    case 0:
        return change->value;
    case 1:
        return old ^ 1u << change->value % 32;
    case 2:
        return old + 1;
    case 3:
        return old - 1;
    case 4:
        return old + (change->value & 255);
    case 5:
        return NO_IX;
    case 6:
        return change->value % 64;
    default:
        return 0;
    }
}

static void apply(struct forge *forge, const struct change *change)
{
    uint32_t section = change->section % forge->count;
    struct image_part *part = &forge->parts[section];
    uint64_t words = part->count * part->item / sizeof(uint32_t);
    if (change->what % 16 == 15 && part->count) {
        part->count -= 1 + change->value % part->count;
    } else if (words) {
        unsigned char *at = forge->items[section] + change->place % words * sizeof(uint32_t);
        uint32_t word;
        memcpy(&word, at, sizeof word);
        word = changed(word, change);
        memcpy(at, &word, sizeof word);
    }
}

static void ask(struct planner *planner, const struct world *world, struct query *query)
{
    struct arena arena = {0};
    struct journeys journeys;
    struct error error;
    if (planner_run(planner, world, query, &arena, &journeys, &error))
        for (uint32_t i = 0; i < journeys.count; i++)
            PROMISE(journeys.items[i].leg_count > 0 && journeys.items[i].legs);
    else
        PROMISE(*error.text);
    arena_finish(&arena);
}

/* From each stop to each, forward, back and over a day with something to pass on the way. */
static void ask_all(const struct world *world)
{
    struct planner *planner = planner_create(world->network);
    uint32_t served = world->network->facts->served_stops;
    for (stop_ix from = 0; from < served; from++)
        for (stop_ix to = 0; to < served; to++) {
            struct endpoint source = {from, 60}, target = {to, 0};
            stop_ix passed = (from + to) % served;
            struct via via = {&passed, 1, (int32_t)(to % 2) * 120, NULL};
            struct query query = query_default;
            query.where = (struct query_where){&source, &target, 1, 1, &via, (from + to) % 3 == 0};
            query.when.time = 1777593600 + (from + to) * 3600; /* 2026-05-01 */
            query.when.arrive_by = to & 1;
            query.when.window_seconds = (to & 2) ? 2 * 3600 : 0;
            ask(planner, world, &query);
        }
    planner_destroy(planner);
}

static void read_boards(const struct world *world)
{
    struct arena arena = {0};
    struct board board;
    struct board_segments segments;
    const struct board_span span = {1777593600, 1777593600 + 86400};
    for (stop_ix stop = 0; stop < world->network->counts.stops; stop++) {
        struct board_query query = {&stop, 1, true, true, true, true, MODES_ALL};
        board_between(world, &query, span, &arena, &board);
    }
    struct board_area area = {
        .box = {geo_point(45, -6), geo_point(47, -4)}, .span = span, .modes = MODES_ALL};
    area.most = 1000;
    board_moving(world, &area, &arena, &segments);
    arena_finish(&arena);
}

/* The way from a stop's own place to another stop, and its line. */
static void walk(struct street_worker *worker, const struct metric *metric, struct point at,
                 stop_ix to)
{
    struct arena arena = {0};
    struct door from, door;
    struct path path_found;
    struct point *points;
    struct path_ask ask = {metric, &from, &door, COST_NEVER};
    door_at(worker, metric, at, DOOR_ANY_LEVEL, DOOR_METRES, &from);
    if (door_of(street_worker_streets(worker), TIE_STOP, to, &door) &&
        path_find(worker, &ask, &arena, &path_found))
        PROMISE(path_points(street_worker_streets(worker), &path_found, &arena, &points) > 0);
    arena_finish(&arena);
}

/* Everybody from each stop, by the streets and with a park on the way. */
static void walk_around(const struct network *network)
{
    struct streets streets = network_streets(network);
    struct street_worker *worker = street_worker_create(&streets);
    uint32_t served = network->facts->served_stops;
    for (stop_ix stop = 0; stop < served; stop++)
        for (enum travel travel = TRAVEL_FOOT; travel < TRAVELS; travel++) {
            struct arena arena = {0};
            struct reach reach;
            struct means means[] = {
                {MEANS_MOVE, profile_of(travel), profile_of(TRAVEL_FOOT), 7200, 0},
                {MEANS_PARK, profile_of(travel), profile_of(TRAVEL_FOOT), 7200, 60},
                {MEANS_DROPPED, profile_of(TRAVEL_CAR), profile_of(TRAVEL_WHEELCHAIR), 7200, 60},
            };
            means[0].profile.taste = TASTE_SAFER;
            struct reach_ask ask = {.place = network->stops[stop].at,
                                    .level = DOOR_ANY_LEVEL,
                                    .to_place = stop & 1,
                                    .means = means,
                                    .means_count = 3};
            reach_run(network, worker, &ask, &arena, &reach);
            for (uint32_t i = 0; i < reach.count; i++)
                PROMISE(reach.stops[i].stop < served && reach.stops[i].seconds <= 7200);
            walk(worker, street_worker_metric(worker, &means[0].profile), network->stops[stop].at,
                 (stop + 1) % served);
            arena_finish(&arena);
        }
    street_worker_destroy(worker);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct forge forge;
    struct network network;
    struct error error = {0};
    if (!*path)
        begin();
    forge_init(&forge, &built.network.image);
    for (size_t i = 0; i + sizeof(struct change) <= size && i < CHANGES_MAX * 8; i += 8) {
        struct change change;
        memcpy(&change, bytes + i, sizeof change);
        apply(&forge, &change);
    }
    forge_write(&forge, path);
    forge_finish(&forge);
    if (!network_open(&network, path, &error)) {
        PROMISE(error.kind == ERROR_CORRUPT && *error.text);
        return 0;
    }
    if (network_check(&network, &error)) {
        const struct world world = {.network = &network};
        ask_all(&world);
        read_boards(&world);
        walk_around(&network);
    } else {
        PROMISE(error.kind == ERROR_CORRUPT && *error.text && *error.place);
    }
    network_close(&network);
    return 0;
}
