#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "feeds/parks/match.h"
#include "tests/street_town.h"

/* The town has car parks at (400,0) and (5000,0), and one for bicycles at (200,0); the ids of its
 * parks are their names. */

static struct street_town town;
static struct park_index cars, bicycles;
static struct findings findings;
static struct vec matches;
static struct lot items[4];
static struct lots lots;

static int set_up(void **state)
{
    (void)state;
    street_town_make(&town);
    park_index_init(&cars, &town.network, TIE_CAR_PARK);
    park_index_init(&bicycles, &town.network, TIE_BICYCLE_PARK);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    park_index_finish(&cars);
    park_index_finish(&bicycles);
    street_town_finish(&town);
    return 0;
}

static int begin(void **state)
{
    (void)state;
    findings_init(&findings);
    matches = vec_of(sizeof(struct park_match));
    lots = (struct lots){.items = items};
    return 0;
}

static int end(void **state)
{
    (void)state;
    findings_finish(&findings);
    vec_finish(&matches);
    return 0;
}

static void add_lot(const char *id, const char *name, double east, double north)
{
    items[lots.count++] =
        (struct lot){.id = id, .name = name, .at = street_town_at(east, north), .placed = true};
}

/* Where the park lies that a lot was taken for, in metres east; -1: it was taken for none. */
static int east_of(uint32_t lot)
{
    for (uint32_t i = 0; i < matches.count; i++) {
        const struct park_match *match = vec_at(&matches, i);
        if (match->lot != lot)
            continue;
        struct point at = town.network.street_parks[match->park].at;
        for (int east = 0; east <= 5000; east += 100)
            if (geo_metres(at, street_town_at(east, 0)) < 2)
                return east;
    }
    return -1;
}

static uint64_t unmatched(void)
{
    const struct finding *finding = findings_find(&findings, "park_unmatched");
    return finding ? finding->count : 0;
}

static const char *name_of_park_at(double east)
{
    for (uint32_t i = 0; i < town.network.counts.street_parks; i++)
        if (geo_metres(town.network.street_parks[i].at, street_town_at(east, 0)) < 2)
            return network_text(&town.network, town.network.street_parks[i].name);
    fail_msg("no park at %f", east);
    return NULL;
}

static void the_nearest_within_reach_is_it(void **state)
{
    (void)state;
    add_lot("a", "", 400, 90);
    add_lot("b", "", 5000, 110);
    add_lot("c", "", 200, 0); /* There are bicycles. */
    parks_match(&cars, &lots, 100, &matches, &findings);
    assert_int_equal(east_of(0), 400);
    assert_int_equal(east_of(1), -1);
    assert_int_equal(east_of(2), -1);
    assert_int_equal(unmatched(), 2);
    parks_match(&bicycles, &lots, 100, &matches, &findings);
    assert_int_equal(east_of(2), 200);
}

static void of_two_lots_the_nearer_has_the_park(void **state)
{
    (void)state;
    add_lot("far", "", 400, 90);
    add_lot("near", "", 400, 20);
    parks_match(&cars, &lots, 100, &matches, &findings);
    assert_int_equal(matches.count, 1);
    assert_int_equal(east_of(0), -1);
    assert_int_equal(east_of(1), 400);
    assert_int_equal(unmatched(), 1);
}

/* A name reaches farther than a place, and goes before it; case and accents do not count. */
static void names_go_before_places(void **state)
{
    (void)state;
    char name[64];
    snprintf(name, sizeof name, "%s", name_of_park_at(400));
    for (char *at = name; *at; at++)
        *at = (char)(*at >= 'a' && *at <= 'z' ? *at - 32 : *at);
    add_lot("near", "other", 400, 5);
    add_lot("named", name, 400, 450);
    parks_match(&cars, &lots, 100, &matches, &findings);
    assert_int_equal(east_of(1), 400);
    assert_int_equal(east_of(0), -1);
    items[1].at = street_town_at(400, 550);
    parks_match(&cars, &lots, 100, &matches, &findings);
    assert_int_equal(east_of(1), -1);
    assert_int_equal(east_of(0), 400);
}

/* An id of the map goes before all, also of a lot without a place. */
static void ids_go_before_names(void **state)
{
    (void)state;
    add_lot("near", name_of_park_at(5000), 5000, 0);
    add_lot(name_of_park_at(5000), "", 0, 0);
    items[1].placed = false;
    parks_match(&cars, &lots, 100, &matches, &findings);
    assert_int_equal(east_of(1), 5000);
    assert_int_equal(east_of(0), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_nearest_within_reach_is_it, begin, end),
        cmocka_unit_test_setup_teardown(of_two_lots_the_nearer_has_the_park, begin, end),
        cmocka_unit_test_setup_teardown(names_go_before_places, begin, end),
        cmocka_unit_test_setup_teardown(ids_go_before_names, begin, end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
