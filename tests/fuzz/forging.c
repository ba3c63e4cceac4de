#include "tests/fuzz/forging.h"

#include <string.h>

#include "engine/board/board.h"
#include "engine/planner.h"

struct change {
    uint8_t section, what;
    uint16_t place;
    uint32_t value;
};

/* Most changes; the fewer there are, the further one gets. */
enum { CHANGES_MAX = 8 };

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

void forging_change(struct forge *forge, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i + sizeof(struct change) <= size && i < CHANGES_MAX * 8; i += 8) {
        struct change change;
        memcpy(&change, bytes + i, sizeof change);
        apply(forge, &change);
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

void forging_ask(const struct world *world)
{
    struct planner *planner = planner_create(world->network);
    uint32_t served = world->network->facts->served_stops;
    for (stop_ix from = 0; from < served; from++)
        for (stop_ix to = 0; to < served; to++) {
            struct endpoint source = {.stop = from, .seconds = 60},
                            target = {.stop = to, .seconds = 0};
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

void forging_read_boards(const struct world *world)
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
