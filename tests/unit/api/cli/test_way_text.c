#include "api/cli/way_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "engine/base/clock.h"
#include "engine/live/live.h"
#include "tests/street_town.h"

/* A car in the car park of the town, of which a feed of live data tells. */

#define NOW INT64_C(1777872600)

static struct street_town town;
static struct live_feed feed;
static struct live_park park;
static struct live live;
static struct world world;

static int set_up(void **state)
{
    (void)state;
    street_town_make(&town);
    clock_set_now(NOW);
    feed = (struct live_feed){.kind = LIVE_FEED_PARKS,
                              .state = LIVE_FEED_FRESH,
                              .stamp = NOW - 120,
                              .limit_seconds = 600};
    live = (struct live){.network = &town.network, .feeds = &feed, .parks = &park};
    live.counts.feeds = live.counts.parks = 1;
    world = (struct world){.network = &town.network, .live = &live};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    street_town_finish(&town);
    return 0;
}

/* What is said where one changes between a car and one's feet. */
static const char *pause_text(enum travel first)
{
    static char text[WAY_TEXT];
    struct way way = {.part_count = 2, .parts[0] = {.travel = first}, .parts[1] = {.pause = 120}};
    return way_text_pause(&world, &way, 1, text);
}

static void who_parks_is_told_what_is_free(void **state)
{
    (void)state;
    park = (struct live_park){0, 0, 12, NO_IX, LIVE_PARK_OPEN};
    assert_string_equal(pause_text(TRAVEL_CAR),
                        "park at P+R Ouest (12 of 40 free, 2 min ago), 2 min");
    assert_string_equal(pause_text(TRAVEL_FOOT), "take the vehicle at P+R Ouest, 2 min");
    park.state = LIVE_PARK_CLOSED;
    assert_string_equal(pause_text(TRAVEL_CAR), "park at P+R Ouest (closed, 2 min ago), 2 min");
}

static void what_nobody_knows_is_not_said(void **state)
{
    (void)state;
    park = (struct live_park){0, 0, NO_IX, 40, LIVE_PARK_UNKNOWN};
    assert_string_equal(pause_text(TRAVEL_CAR), "park at P+R Ouest, 2 min");
    park.free = 12;
    feed.stamp = NOW - 601;
    assert_string_equal(pause_text(TRAVEL_CAR), "park at P+R Ouest, 2 min");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_parks_is_told_what_is_free),
        cmocka_unit_test(what_nobody_knows_is_not_said),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
