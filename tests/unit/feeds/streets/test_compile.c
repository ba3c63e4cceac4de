#include "feeds/streets/compile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Maps built by hand, in units of about a metre, and what is made of them. */

struct world {
    struct map map;
    struct draft network;
    struct streets_draft streets;
    struct compile_counts counts;
    uint32_t both, none; /* traits: for all, for nobody */
};

static struct world world;

static int begin(void **state)
{
    (void)state;
    const struct street_trait road = {.kind = STREET_ROAD,
                                      .road = ROAD_RESIDENTIAL,
                                      .foot = ACCESS_YES,
                                      .wheelchair = ACCESS_UNKNOWN,
                                      .bicycle = ACCESS_YES,
                                      .scooter = ACCESS_YES,
                                      .car = ACCESS_YES,
                                      .car_kmh = 30};
    const struct street_trait closed = {.kind = STREET_ROAD, .road = ROAD_RESIDENTIAL};
    map_init(&world.map);
    draft_init(&world.network);
    streets_draft_init(&world.streets);
    world.both = map_trait(&world.map, &road);
    world.none = map_trait(&world.map, &closed);
    return 0;
}

static int end(void **state)
{
    (void)state;
    map_finish(&world.map);
    draft_finish(&world.network);
    streets_draft_finish(&world.streets);
    return 0;
}

/* A node `north` and `east` units of about a metre from the origin. */
static node_ix node(int north, int east)
{
    return map_add_node(&world.map, 100 + world.map.nodes.count,
                        (struct point){500000000 + north * 90, 80000000 + east * 140});
}

static way_ix way(bool oneway, uint32_t count, const node_ix *nodes)
{
    struct map_way added = {.osm = 7 + world.map.ways.count,
                            .trait = world.both,
                            .back = oneway ? world.none : world.both};
    return map_add_way(&world.map, &added, nodes, count);
}

#define WAY(oneway, ...)                                                                           \
    way(oneway, sizeof((node_ix[]){__VA_ARGS__}) / sizeof(node_ix), (node_ix[]){__VA_ARGS__})

static void compile(void)
{
    struct error error = {0};
    assert_true(map_compile(&world.map, &world.network, &world.streets, &world.counts, &error));
}

static const struct street_edge *edge(uint32_t index)
{
    return vec_at(&world.streets.edges, index);
}

static const struct draft_arc *arc(uint32_t index)
{
    return vec_at(&world.streets.arcs, index);
}

static uint32_t millimetres(node_ix a, node_ix b)
{
    return street_millimetres(map_node_at(&world.map, a)->at, map_node_at(&world.map, b)->at);
}

static void chains_become_edges(void **state)
{
    (void)state;
    node_ix a = node(0, 0), b = node(3, 100), c = node(0, 200), d = node(1, 300), e = node(90, 200);
    WAY(false, a, b, c, d);
    WAY(false, c, e);
    compile();
    assert_int_equal(world.counts.pieces, 4);
    assert_int_equal(world.counts.vertices, 4);
    assert_int_equal(world.counts.edges, 3);
    assert_int_equal(world.counts.arcs, 6);
    assert_int_equal(edge(0)->inner_points, 1);
    assert_int_equal(edge(0)->length_mm, millimetres(a, b) + millimetres(b, c));
}

static void ways_of_one_kind_are_joined(void **state)
{
    (void)state;
    node_ix a = node(0, 0), b = node(0, 100), c = node(0, 200), d = node(0, 300);
    WAY(false, a, b);
    WAY(false, c, b);
    WAY(true, c, d);
    compile();
    assert_int_equal(world.counts.vertices, 3);
    assert_int_equal(world.counts.edges, 2);
    assert_int_equal(world.counts.arcs, 3);
}

static void oneways_drawn_against_each_other_meet_at_a_vertex(void **state)
{
    (void)state;
    node_ix a = node(0, 0), b = node(0, 100), c = node(0, 200);
    WAY(true, a, b);
    WAY(true, c, b);
    compile();
    assert_int_equal(world.counts.vertices, 3);
    assert_int_equal(world.counts.arcs, 2);
    assert_int_equal(arc(0)->head, arc(1)->head);
}

static void a_ring_alone_is_a_loop(void **state)
{
    (void)state;
    node_ix a = node(0, 0), b = node(0, 100), c = node(90, 100);
    WAY(false, a, b, c, a);
    compile();
    assert_int_equal(world.counts.vertices, 1);
    assert_int_equal(world.counts.edges, 1);
    assert_int_equal(edge(0)->from, edge(0)->to);
    assert_int_equal(edge(0)->inner_points, 2);
}

static void marks_and_ties_keep_nodes(void **state)
{
    (void)state;
    node_ix a = node(0, 0), b = node(0, 100), c = node(0, 200), d = node(0, 300);
    WAY(false, a, b, c, d);
    map_node_at(&world.map, b)->marks = VERTEX_SIGNALS;
    map_add_tie(&world.map, &(struct map_tie){.record = 5, .node = c, .off_mm = 7});
    compile();
    assert_int_equal(world.counts.vertices, 4);
    assert_int_equal(world.streets.ties.count, 1);
    const struct street_tie *tie = vec_at(&world.streets.ties, 0);
    const struct street_vertex *vertex = vec_at(&world.streets.vertices, tie->vertex);
    assert_int_equal(vertex->at.lon, map_node_at(&world.map, c)->at.lon);
    assert_int_equal(tie->record, 5);
}

static void climbs_and_seconds_are_sums(void **state)
{
    (void)state;
    node_ix nodes[4] = {node(0, 0), node(0, 100), node(0, 200), node(0, 300)};
    static const int32_t heights[4] = {100, 150, 120, 125};
    for (int i = 0; i < 4; i++)
        map_node_at(&world.map, nodes[i])->height_dm = heights[i];
    way_ix slow = way(false, 4, nodes);
    map_way_at(&world.map, slow)->seconds = 101;
    map_node_at(&world.map, nodes[1])->marks = VERTEX_CROSSING;
    compile();
    assert_int_equal(world.counts.edges, 2);
    assert_int_equal(arc(0)->up_dm, 50);
    assert_int_equal(arc(0)->down_dm, 0);
    assert_int_equal(arc(2)->up_dm, 5);
    assert_int_equal(arc(2)->down_dm, 30);
    assert_int_equal(arc(3)->up_dm, 30);
    assert_int_equal(arc(0)->seconds + arc(2)->seconds, 101);
    assert_int_equal(arc(0)->seconds, 33);
}

static void the_nearest_spot_is_found_and_split(void **state)
{
    (void)state;
    node_ix a = node(0, 0), b = node(0, 3000), c = node(40, 0), d = node(40, 3000);
    WAY(false, a, b);
    WAY(false, c, d);
    WAY(false, a, c);
    struct map_ask ask = {.at = map_node_at(&world.map, a)->at,
                          .metres = 100,
                          .travel = TRAVEL_CAR,
                          .level = MAP_ANY_LEVEL};
    struct map_spot spot;
    ask.at.lon += 140 * 1000;
    ask.at.lat += 90 * 10;
    assert_true(map_near(&world.map, &ask, &spot));
    assert_int_equal(spot.way, 0);
    assert_in_range((int)spot.metres, 9, 11);
    node_ix put = map_split(&world.map, &spot);
    assert_int_equal(map_split(&world.map, &spot), put);
    map_add_tie(&world.map, &(struct map_tie){.node = put});
    ask.level = 10;
    assert_false(map_near(&world.map, &ask, &spot));
    ask.level = MAP_ANY_LEVEL;
    ask.metres = 5;
    assert_false(map_near(&world.map, &ask, &spot));
    compile();
    /* One long way is cut where the tie is; the other and the joint make one edge. */
    assert_int_equal(world.counts.edges, 2);
    assert_int_equal(world.counts.vertices, 3);
}

static bool near_island(double metres, bool islands, struct map_spot *spot)
{
    struct map_ask ask = {.at = map_node_at(&world.map, 4)->at,
                          .metres = metres,
                          .travel = TRAVEL_FOOT,
                          .level = MAP_ANY_LEVEL,
                          .islands = islands};
    return map_near(&world.map, &ask, spot);
}

static void islands_are_passed_over(void **state)
{
    (void)state;
    node_ix a = node(0, 0), b = node(0, 3000), c = node(50, 100), d = node(50, 200),
            e = node(50, 150);
    WAY(false, a, b);
    WAY(false, c, e, d);
    (void)e;
    struct map_spot spot;
    assert_true(near_island(100, true, &spot));
    assert_int_equal(spot.way, 1);
    assert_true(near_island(100, false, &spot));
    assert_int_equal(spot.way, 0);
    compile();
    const struct street_trait *trait = vec_at(&world.streets.traits, arc(2)->trait);
    assert_int_equal(trait->marks, MARK_ISLAND_FOOT | MARK_ISLAND_WHEELCHAIR | MARK_ISLAND_BICYCLE |
                                       MARK_ISLAND_CAR);
    trait = vec_at(&world.streets.traits, arc(0)->trait);
    assert_int_equal(trait->marks, 0);
}

/* A street that one may drive into and not out of is an island for cars. */
static void traps_are_islands(void **state)
{
    (void)state;
    node_ix a = node(0, 0), b = node(0, 3000), c = node(50, 3000);
    WAY(false, a, b);
    WAY(true, b, c);
    map_islands(&world.map);
    assert_true(map_piece_main(map_node_at(&world.map, a), map_node_at(&world.map, b), TRAVEL_CAR));
    assert_false(
        map_piece_main(map_node_at(&world.map, b), map_node_at(&world.map, c), TRAVEL_CAR));
    map_node_at(&world.map, b)->marks = VERTEX_NO_CAR;
    map_islands(&world.map);
    assert_false(
        map_piece_main(map_node_at(&world.map, b), map_node_at(&world.map, c), TRAVEL_CAR));
}

/* --- Turns --- */

/* Whether cars get over these nodes, one after the other, by arcs of the draft. */
static bool drives(uint32_t count, const node_ix *nodes)
{
    const struct street_vertex *vertices = world.streets.vertices.data;
    vertex_ix at[64] = {0};
    uint32_t standing = 0;
    struct point first = map_node_at(&world.map, nodes[0])->at;
    for (vertex_ix v = 0; v < world.streets.vertices.count; v++)
        if (vertices[v].at.lat == first.lat && vertices[v].at.lon == first.lon &&
            !(vertices[v].marks & VERTEX_COPY))
            at[standing++] = v;
    for (uint32_t i = 1; i < count; i++) {
        struct point next = map_node_at(&world.map, nodes[i])->at;
        vertex_ix reached[64];
        uint32_t number = 0;
        for (uint32_t k = 0; k < world.streets.arcs.count; k++) {
            const struct street_trait *trait = vec_at(&world.streets.traits, arc(k)->trait);
            const struct street_vertex *head = &vertices[arc(k)->head];
            bool from = false;
            for (uint32_t s = 0; s < standing; s++)
                from |= at[s] == arc(k)->tail;
            if (from && trait->car && head->at.lat == next.lat && head->at.lon == next.lon)
                reached[number++] = arc(k)->head;
        }
        standing = number;
        for (uint32_t s = 0; s < number; s++)
            at[s] = reached[s];
    }
    return standing > 0;
}

#define DRIVES(...)                                                                                \
    drives(sizeof((node_ix[]){__VA_ARGS__}) / sizeof(node_ix), (node_ix[]){__VA_ARGS__})

struct crossing {
    node_ix middle, north, east, south, west;
    way_ix to_north, to_east, to_south, to_west;
};

static struct crossing crossing(void)
{
    struct crossing x = {.middle = node(0, 0),
                         .north = node(100, 0),
                         .east = node(0, 100),
                         .south = node(-100, 0),
                         .west = node(0, -100)};
    x.to_north = WAY(false, x.middle, x.north);
    x.to_east = WAY(false, x.middle, x.east);
    x.to_south = WAY(false, x.south, x.middle);
    x.to_west = WAY(false, x.west, x.middle);
    return x;
}

static void add_turn(const struct map_turn *turn)
{
    vec_push(&world.map.turns, turn);
}

static void a_forbidden_turn_is_not_driven(void **state)
{
    (void)state;
    struct crossing x = crossing();
    add_turn(&(struct map_turn){.from = x.to_south, .to = x.to_west, .via = x.middle});
    compile();
    assert_false(DRIVES(x.south, x.middle, x.west));
    assert_true(DRIVES(x.south, x.middle, x.north));
    assert_true(DRIVES(x.south, x.middle, x.east));
    assert_true(DRIVES(x.south, x.middle, x.south));
    assert_true(DRIVES(x.east, x.middle, x.west));
    assert_true(DRIVES(x.west, x.middle, x.south));
    assert_int_equal(world.counts.copies, 1);
    assert_int_equal(world.counts.turns, 1);
}

static void an_only_turn_leaves_no_other(void **state)
{
    (void)state;
    struct crossing x = crossing();
    add_turn(
        &(struct map_turn){.from = x.to_south, .to = x.to_west, .via = x.middle, .only = true});
    compile();
    assert_true(DRIVES(x.south, x.middle, x.west));
    assert_false(DRIVES(x.south, x.middle, x.north));
    assert_false(DRIVES(x.south, x.middle, x.east));
    assert_false(DRIVES(x.south, x.middle, x.south));
    assert_true(DRIVES(x.west, x.middle, x.north));
}

static void several_turns_share_a_copy(void **state)
{
    (void)state;
    struct crossing x = crossing();
    add_turn(&(struct map_turn){.from = x.to_south, .to = x.to_west, .via = x.middle});
    add_turn(&(struct map_turn){.from = x.to_south, .to = x.to_east, .via = x.middle});
    add_turn(
        &(struct map_turn){.from = x.to_south, .to = x.to_south, .via = x.middle, .u_turn = true});
    compile();
    assert_int_equal(world.counts.copies, 1);
    assert_false(DRIVES(x.south, x.middle, x.west));
    assert_false(DRIVES(x.south, x.middle, x.east));
    assert_false(DRIVES(x.south, x.middle, x.south));
    assert_true(DRIVES(x.south, x.middle, x.north));
}

/* South, along the middle, then not west: but from elsewhere west is free. */
static void turns_over_a_via_way(void **state)
{
    (void)state;
    struct crossing x = crossing();
    node_ix top = x.north, left = node(100, -100), right = node(100, 100), low = node(-200, 0);
    way_ix to_left = WAY(false, top, left);
    WAY(false, top, right);
    WAY(false, low, x.south);
    vec_push_number(&world.map.turn_vias, x.to_north);
    add_turn(&(struct map_turn){
        .from = x.to_south, .to = to_left, .via = NO_IX, .first_via = 0, .via_count = 1});
    compile();
    assert_false(DRIVES(low, x.middle, top, left));
    assert_true(DRIVES(low, x.middle, top, right));
    assert_true(DRIVES(x.west, x.middle, top, left));
    assert_true(DRIVES(low, x.middle, x.west));
    assert_true(DRIVES(right, top, left));
    assert_int_equal(world.counts.copies, 2);
}

/* Who turns round in between is no longer bound. */
static void turns_overlap(void **state)
{
    (void)state;
    struct crossing x = crossing();
    node_ix left = node(100, -100), right = node(100, 100);
    way_ix to_left = WAY(false, x.north, left);
    way_ix to_right = WAY(false, x.north, right);
    vec_push_number(&world.map.turn_vias, x.to_north);
    add_turn(&(struct map_turn){
        .from = x.to_south, .to = to_left, .via = NO_IX, .first_via = 0, .via_count = 1});
    add_turn(&(struct map_turn){.from = x.to_north, .to = to_right, .via = x.north});
    compile();
    assert_false(DRIVES(x.south, x.middle, x.north, left));
    assert_false(DRIVES(x.south, x.middle, x.north, right));
    assert_true(DRIVES(x.west, x.middle, x.north, left));
    assert_false(DRIVES(x.west, x.middle, x.north, right));
    assert_true(DRIVES(x.south, x.middle, x.north, x.middle, x.north, left));
    assert_false(DRIVES(x.south, x.middle, x.north, x.middle, x.north, right));
}

static void walkers_know_no_turns(void **state)
{
    (void)state;
    struct crossing x = crossing();
    add_turn(&(struct map_turn){.from = x.to_south, .to = x.to_west, .via = x.middle});
    compile();
    uint32_t on_foot = 0;
    for (uint32_t i = 0; i < world.streets.arcs.count; i++) {
        const struct street_trait *trait = vec_at(&world.streets.traits, arc(i)->trait);
        const struct street_vertex *head = vec_at(&world.streets.vertices, arc(i)->head);
        on_foot += trait->foot != 0;
        assert_false(trait->foot && head->marks & VERTEX_COPY);
    }
    assert_int_equal(on_foot, 8);
}

static void broken_turns_are_said(void **state)
{
    (void)state;
    struct crossing x = crossing();
    node_ix far = node(500, 0), farther = node(600, 0);
    way_ix away = WAY(false, far, farther);
    vec_push_number(&world.map.turn_vias, away);
    add_turn(&(struct map_turn){
        .from = x.to_south, .to = x.to_west, .via = NO_IX, .first_via = 0, .via_count = 1});
    compile();
    assert_int_equal(world.counts.broken, 1);
    assert_true(DRIVES(x.south, x.middle, x.west));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(chains_become_edges),
        TEST(ways_of_one_kind_are_joined),
        TEST(oneways_drawn_against_each_other_meet_at_a_vertex),
        TEST(a_ring_alone_is_a_loop),
        TEST(marks_and_ties_keep_nodes),
        TEST(climbs_and_seconds_are_sums),
        TEST(the_nearest_spot_is_found_and_split),
        TEST(islands_are_passed_over),
        TEST(traps_are_islands),
        TEST(a_forbidden_turn_is_not_driven),
        TEST(an_only_turn_leaves_no_other),
        TEST(several_turns_share_a_copy),
        TEST(turns_over_a_via_way),
        TEST(turns_overlap),
        TEST(walkers_know_no_turns),
        TEST(broken_turns_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
