#include "bench/streets.h"

#include <stdlib.h>

#include "engine/network/draft.h"
#include "feeds/streets/compile.h"
#include "feeds/streets/read.h"

/* --- A grid --- */

struct grid {
    struct streets_draft draft;
    uint32_t side;
    uint64_t state;
};

static uint32_t draw(struct grid *grid, uint32_t below)
{
    grid->state = grid->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(grid->state >> 33) % below;
}

static void join(struct grid *grid, vertex_ix from, vertex_ix to, const struct street_trait *trait,
                 bool one_way)
{
    const struct street_vertex *vertices = grid->draft.vertices.data;
    struct point a = vertices[from].at, b = vertices[to].at;
    struct point bend = {(a.lat + b.lat) / 2 + (int32_t)draw(grid, 800),
                         (a.lon + b.lon) / 2 + (int32_t)draw(grid, 800)};
    struct street_edge edge = {.from = from, .to = to};
    if (!streets_draft_trait(&grid->draft, trait, &edge.trait, NULL))
        abort();
    edge_ix index = streets_draft_edge(&grid->draft, &edge, &bend, 1);
    for (uint32_t against = 0; against < 2; against++) {
        struct street_trait back = *trait;
        struct draft_arc arc = {
            .tail = against ? to : from, .head = against ? from : to, .way = index << 1 | against};
        if (against && one_way)
            back.car = ACCESS_NO;
        if (!streets_draft_trait(&grid->draft, &back, &arc.trait, NULL))
            abort();
        streets_draft_arc(&grid->draft, &arc);
    }
}

static void add_street(struct grid *grid, vertex_ix from, vertex_ix to, uint32_t line)
{
    struct street_trait road = {
        .kind = STREET_ROAD,
        .road = line % 10 ? ROAD_RESIDENTIAL : ROAD_PRIMARY,
        .foot = ACCESS_YES,
        .wheelchair = ACCESS_UNKNOWN,
        .bicycle = ACCESS_YES,
        .scooter = ACCESS_YES,
        .car = ACCESS_YES,
        .car_kmh = line % 10 ? 30 : 60,
    };
    struct street_trait footway = {.kind = draw(grid, 30) ? STREET_FOOTWAY : STREET_STEPS,
                                   .foot = ACCESS_YES,
                                   .wheelchair = ACCESS_YES,
                                   .bicycle = ACCESS_PUSH};
    join(grid, from, to, &road, line % 10 && draw(grid, 5) == 0);
    if (line % 4 == 0)
        join(grid, from, to, &footway, true);
}

void bench_streets_grid(uint32_t side, struct streets_store *store)
{
    struct grid grid = {.side = side, .state = 1};
    streets_draft_init(&grid.draft);
    for (uint32_t row = 0; row < side; row++)
        for (uint32_t column = 0; column < side; column++) {
            struct point at = {450000000 + (int32_t)(row * 9000 + draw(&grid, 3000)),
                               50000000 + (int32_t)(column * 12700 + draw(&grid, 4000))};
            streets_draft_vertex(&grid.draft, at, row % 10 || column % 10 ? 0 : VERTEX_SIGNALS);
        }
    for (uint32_t row = 0; row < side; row++)
        for (uint32_t column = 0; column < side; column++) {
            vertex_ix here = row * side + column;
            if (column + 1 < side)
                add_street(&grid, here, here + 1, row);
            if (row + 1 < side)
                add_street(&grid, here, here + side, column);
        }
    streets_store_init(store);
    streets_pack(&grid.draft, store);
    streets_draft_finish(&grid.draft);
}

/* --- A file --- */

bool bench_streets_read(const char *path, struct streets_store *store, struct error *error)
{
    struct map map;
    struct draft network;
    struct streets_draft draft;
    struct findings findings;
    struct streets_counts counts;
    struct compile_counts compiled = {0};
    map_init(&map);
    draft_init(&network);
    streets_draft_init(&draft);
    findings_init(&findings);
    streets_store_init(store);
    bool fine = streets_read(&map, &path, 1, &counts, &findings, error) &&
                map_compile(&map, &network, &draft, &compiled, error);
    if (fine)
        streets_pack(&draft, store);
    findings_finish(&findings);
    streets_draft_finish(&draft);
    draft_finish(&network);
    map_finish(&map);
    return fine;
}
