#include "api/hires.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/way/ways.h"
#include "tests/rich_live.h"

/* The vehicles of rich_fleet.h as means: of two systems bicycles at stations, then a scooter. */

static struct built built;
static struct live live;
static struct world world;
static struct person person;
static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    rich_build(&built);
    rich_live_open(&built, scratch_path(&built.scratch, "live"), &live);
    world = (struct world){.network = &built.network, .live = &live};
    person = person_usual(false, true);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    live_close(&live);
    built_finish(&built);
    return 0;
}

/* From the stop where a station and the scooter are. */
static struct hires_ask usual(void)
{
    return (struct hires_ask){.person = &person,
                              .world = &world,
                              .wish = &rental_wish_all,
                              .seconds_max = 900,
                              .door = built.network.stops[0].at};
}

static void one_for_each_product_behind_ones_own(void **state)
{
    (void)state;
    const struct hires_ask ask = usual();
    const struct means own = person_means(&person, WAY_WALK, 600);
    struct hires hires = hires_add(&ask, &own, 1, &arena);
    assert_int_equal(hires.hired, 4);
    assert_int_equal(hires.left_out, 0);
    assert_memory_equal(&hires.means[0], &own, sizeof own);
    for (uint32_t i = 0; i < 4; i++) {
        const struct means *means = &hires.means[1 + i];
        assert_int_equal(means->kind, MEANS_HIRED);
        assert_int_equal(means->lending->product, i);
        assert_int_equal(means->seconds_max, 900);
        assert_true(means->handling_seconds > 0 && means->return_seconds > 0);
        assert_int_equal(means->lending->form, i % 2 ? RENTAL_SCOOTER_STANDING : RENTAL_BICYCLE);
    }
    /* What the product may do at most, and what the person's legs do. */
    assert_true(hires.means[1].profile.metres_per_second == person.bicycle.metres_per_second);
    assert_true(hires.means[2].profile.metres_per_second <= 5.5);
}

static void only_what_is_wished(void **state)
{
    (void)state;
    struct rental_wish wish = rental_wish_all;
    struct hires_ask ask = usual();
    ask.wish = &wish;
    wish.forms = 1u << RENTAL_SCOOTER_STANDING;
    struct hires hires = hires_add(&ask, NULL, 0, &arena);
    assert_int_equal(hires.hired, 2);
    assert_int_equal(hires.means[0].lending->product, 1);
    assert_int_equal(hires.means[1].lending->product, 3);
}

static void not_in_a_wheelchair(void **state)
{
    (void)state;
    struct hires_ask ask = usual();
    struct person wheeled = person_usual(true, true);
    ask.person = &wheeled;
    assert_int_equal(hires_add(&ask, NULL, 0, &arena).hired, 0);
}

static void nothing_where_nothing_is_known(void **state)
{
    (void)state;
    struct world promise = {.network = &built.network, .live = NULL};
    struct hires_ask ask = usual();
    ask.world = &promise;
    assert_int_equal(hires_add(&ask, NULL, 0, &arena).hired, 0);
}

/* What nothing can be hired for is told; what stands farthest from being of use last. */
static void what_is_lacking_is_said(void **state)
{
    (void)state;
    struct rental_product products[4];
    struct live changed = live;
    struct world other = {.network = &built.network, .live = &changed};
    struct rental_wish wish = rental_wish_all;
    struct hires_ask ask = usual();
    struct hires hires = hires_add(&ask, NULL, 0, &arena);
    assert_int_equal(hires.lack, HIRES_LACK_NONE);
    assert_null(hires_lacking(&hires, &ask, &arena));
    ask.door.lat -= 200000; /* 2.2 km to the south, too far to walk */
    hires = hires_add(&ask, NULL, 0, &arena);
    assert_int_equal(hires.lack, HIRES_LACK_NEAR);
    assert_non_null(strstr(hires_lacking(&hires, &ask, &arena), "of the start"));
    ask.wish = &wish;
    wish.forms = 1u << RENTAL_CAR;
    hires = hires_add(&ask, NULL, 0, &arena);
    assert_int_equal(hires.lack, HIRES_LACK_KIND);
    assert_non_null(strstr(hires_lacking(&hires, &ask, &arena), "filters"));
    memcpy(products, live.rental_products, sizeof products);
    for (uint32_t i = 0; i < 4; i++)
        products[i].way_back = RENTAL_ROUNDTRIP;
    changed.rental_products = products;
    ask.world = &other;
    ask.wish = &rental_wish_all;
    hires = hires_add(&ask, NULL, 0, &arena);
    assert_int_equal(hires.lack, HIRES_LACK_OPEN);
    assert_non_null(strstr(hires_lacking(&hires, &ask, &arena), "left elsewhere"));
    struct rental_system systems[2];
    assert_int_equal(live.counts.rental_systems, 2);
    memcpy(systems, live.rental_systems, sizeof systems);
    systems[1].closed = systems[1].id; /* any text */
    changed.rental_systems = systems;
    hires = hires_add(&ask, NULL, 0, &arena);
    assert_int_equal(hires.closed, 1);
    assert_non_null(strstr(hires_lacking(&hires, &ask, &arena), "lends nothing at this moment: "));
}

/* Somebody else says that nothing is known, or nothing for a wheelchair. */
static void what_is_missing_altogether_is_not_said_twice(void **state)
{
    (void)state;
    struct world promise = {.network = &built.network, .live = NULL};
    struct person wheeled = person_usual(true, true);
    struct hires_ask ask = usual();
    ask.world = &promise;
    struct hires hires = hires_add(&ask, NULL, 0, &arena);
    assert_null(hires_lacking(&hires, &ask, &arena));
    ask = usual();
    ask.person = &wheeled;
    hires = hires_add(&ask, NULL, 0, &arena);
    assert_null(hires_lacking(&hires, &ask, &arena));
}

/* A walk of 15 minutes at 1.2 m/s is 1,080 m; a scooter of 5 m/s comes from 4,500 m to the door. */
static void vehicles_have_to_be_near(void **state)
{
    (void)state;
    struct hires_ask ask = usual();
    ask.door.lat -= 200000; /* 2.2 km to the south */
    assert_int_equal(hires_add(&ask, NULL, 0, &arena).hired, 0);
    ask.towards = true;
    assert_int_equal(hires_add(&ask, NULL, 0, &arena).hired, 4);
    ask.door.lat -= 800000; /* 11 km */
    assert_int_equal(hires_add(&ask, NULL, 0, &arena).hired, 0);
    ask.seconds_max = 3600;
    assert_int_equal(hires_add(&ask, NULL, 0, &arena).hired, 4);
}

/* What must come home is lent only to who does not care. */
static void round_trips_are_for_who_ignores_them(void **state)
{
    (void)state;
    struct rental_product products[4];
    struct live changed = live;
    struct world other = {.network = &built.network, .live = &changed};
    struct rental_wish wish = rental_wish_all;
    struct hires_ask ask = usual();
    assert_int_equal(live.counts.rental_products, 4);
    memcpy(products, live.rental_products, sizeof products);
    for (uint32_t i = 0; i < 4; i++)
        products[i].way_back = RENTAL_ROUNDTRIP;
    changed.rental_products = products;
    ask.world = &other;
    ask.wish = &wish;
    assert_int_equal(hires_add(&ask, NULL, 0, &arena).hired, 0);
    wish.ignore_returns = true;
    assert_int_equal(hires_add(&ask, NULL, 0, &arena).hired, 4);
}

/* Far ones do not count; of near ones those that are too many are counted. */
static void there_is_an_end_of_it(void **state)
{
    (void)state;
    enum { MANY = WAYS_HIRED_MAX + 7, FAR = 3 };
    struct rental_product products[FAR + MANY];
    struct rental_pickup pickups[2] = {live.rental_pickups[0], live.rental_pickups[0]};
    struct live changed = live;
    struct world other = {.network = &built.network, .live = &changed};
    struct hires_ask ask = usual();
    pickups[1].at.lat -= 10000000;
    for (uint32_t i = 0; i < FAR + MANY; i++) {
        products[i] = live.rental_products[0];
        products[i].pickups = (struct rental_span){i < FAR, 1};
    }
    changed.rental_products = products;
    changed.rental_pickups = pickups;
    changed.counts.rental_products = FAR + MANY;
    changed.counts.rental_pickups = 2;
    ask.world = &other;
    struct hires hires = hires_add(&ask, NULL, 0, &arena);
    assert_int_equal(hires.hired, WAYS_HIRED_MAX);
    assert_int_equal(hires.left_out, 7);
    assert_int_equal(hires.means[0].lending->product, FAR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_for_each_product_behind_ones_own),
        cmocka_unit_test(only_what_is_wished),
        cmocka_unit_test(not_in_a_wheelchair),
        cmocka_unit_test(nothing_where_nothing_is_known),
        cmocka_unit_test(what_is_lacking_is_said),
        cmocka_unit_test(what_is_missing_altogether_is_not_said_twice),
        cmocka_unit_test(vehicles_have_to_be_near),
        cmocka_unit_test(round_trips_are_for_who_ignores_them),
        cmocka_unit_test(there_is_an_end_of_it),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
