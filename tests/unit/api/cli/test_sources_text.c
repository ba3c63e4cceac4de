#include "api/cli/journey_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/way/lending.h"
#include "tests/lent_town.h"

/* How old live data is, of what is in the text and of nothing else. */

static struct lent_town town;

static int set_up(void **state)
{
    (void)state;
    lent_town_make(&town);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    lent_town_finish(&town);
    return 0;
}

/* What is said of the sources of one way without a ride; NULL: of none. */
static const char *sources_of(const struct way *way, const struct live *live)
{
    static char page[400];
    const struct world world = {.network = &town.base.town.network, .live = live};
    const struct journeys none = {0};
    memset(page, 0, sizeof page);
    const struct screen screen = {.out = fmemopen(page, sizeof page, "w")};
    const struct journey_text text = {
        .screen = &screen, .world = &world, .now = GBFS_TOWN_NOW + 40};
    journey_text_sources(&text, &none, &way, way != NULL);
    fclose(screen.out);
    return page;
}

static void shared_vehicles_are_told_of_where_they_are_ridden(void **state)
{
    (void)state;
    const struct lending lending = lending_of(&town.live, 0, false);
    struct way way = {.part_count = 1, .parts[0].to.park = NO_IX};
    assert_string_equal(sources_of(NULL, &town.live), "");
    assert_string_equal(sources_of(&way, &town.live), "");
    way.lending = &lending;
    assert_string_equal(sources_of(&way, &town.live), "Live data: town, 40 s old\n");
}

static void parks_are_told_of_where_a_vehicle_is_left(void **state)
{
    (void)state;
    const struct live_park park = {2, 0, 7, 40, LIVE_PARK_OPEN};
    struct way way = {.part_count = 2, .parts[0].to.park = 2};
    struct live live = town.live;
    assert_string_equal(sources_of(&way, &live), "");
    live.parks = &park;
    live.counts.parks = 1;
    assert_string_equal(sources_of(&way, &live), "Live data: town, 40 s old\n");
    way.parts[0].to.park = 0;
    assert_string_equal(sources_of(&way, &live), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared_vehicles_are_told_of_where_they_are_ridden),
        cmocka_unit_test(parks_are_told_of_where_a_vehicle_is_left),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
