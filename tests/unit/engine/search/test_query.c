#include "engine/search/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/rich.h"

static struct built built;
static struct query query;
static struct endpoint source, target;
static stop_ix passed;
static struct via vias[QUERY_VIAS_MAX + 1];

static int set_up(void **state)
{
    (void)state;
    built_from(&built, rich_files);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    built_finish(&built);
    return 0;
}

/* A sound question, which a test then spoils. */
static int ask(void **state)
{
    (void)state;
    query = query_default;
    source = (struct endpoint){.stop = 0, .seconds = 0};
    target = (struct endpoint){.stop = 1, .seconds = 60};
    passed = 2;
    for (size_t i = 0; i < sizeof vias / sizeof *vias; i++)
        vias[i] = (struct via){.stops = &passed, .stop_count = 1};
    query.where = (struct query_where){&source, &target, 1, 1, vias, 1};
    query.when.time = 1777593600;
    return 0;
}

static void assert_sound(void)
{
    struct error error = {0};
    if (!query_check(&query, &built.network, &error))
        fail_msg("%s: %s", error.place, error.text);
}

static void assert_refused(const char *place, const char *text)
{
    struct error error = {0};
    assert_false(query_check(&query, &built.network, &error));
    assert_string_equal(error.place, place);
    if (!strstr(error.text, text))
        fail_msg("says: %s", error.text);
    assert_true(error.kind == ERROR_INPUT || error.kind == ERROR_LIMIT);
    assert_false(query_check(&query, &built.network, NULL));
}

static void the_default_lacks_only_place_and_time(void **state)
{
    (void)state;
    assert_sound();
    query.where = (struct query_where){0};
    assert_sound(); /* From nowhere to nowhere: there is no way, and that is an answer. */
    query = query_default;
    assert_sound();
}

static void only_served_stops_begin_and_end(void **state)
{
    (void)state;
    uint32_t served = built.network.facts->served_stops;
    source.stop = served - 1;
    assert_sound();
    source.stop = served;
    assert_refused("from", "no vehicle serves");
    source.stop = NO_IX;
    assert_refused("from", "no vehicle serves");
    source.stop = 0;
    target.stop = served;
    assert_refused("to", "no vehicle serves");
    target.stop = 1;
    passed = served;
    assert_refused("via", "no vehicle serves");
}

static void walks_and_stays_have_ends(void **state)
{
    (void)state;
    source.seconds = -1;
    assert_refused("from", "walk to this stop is out of range");
    source.seconds = QUERY_TRAVEL_SECONDS_MAX;
    assert_sound();
    source.seconds++;
    assert_refused("from", "out of range");
    source.seconds = 0;
    target.seconds = INT32_MIN;
    assert_refused("to", "out of range");
    target.seconds = 0;
    vias[0].stay_seconds = -1;
    assert_refused("via", "stay is out of range");
    vias[0].stay_seconds = INT32_MAX;
    assert_refused("via", "stay is out of range");
}

static void as_many_vias_as_there_are_layers(void **state)
{
    (void)state;
    query.where.via_count = QUERY_VIAS_MAX;
    assert_sound();
    query.where.via_count = QUERY_VIAS_MAX + 1;
    assert_refused("via", "at most 8 places");
}

static void times_have_ends(void **state)
{
    (void)state;
    query.when.window_seconds = QUERY_WINDOW_SECONDS_MAX;
    query.when.travel_seconds_max = QUERY_TRAVEL_SECONDS_MAX;
    assert_sound();
    query.when.window_seconds++;
    assert_refused("window", "between 0 and 172800 seconds");
    query.when.window_seconds = -1;
    assert_refused("window", "between 0");
    query.when.window_seconds = 0;
    query.when.travel_seconds_max++;
    assert_refused("travel time", "between 1 and 864000 seconds");
    query.when.travel_seconds_max = 0;
    assert_refused("travel time", "between 1");
    query.when.travel_seconds_max = 1;
    query.when.time = QUERY_TIME_MIN;
    assert_sound();
    query.when.time--;
    assert_refused("time", "years 1 and 9999");
    query.when.time = INT64_MIN;
    assert_refused("time", "years 1 and 9999");
    query.when.time = QUERY_TIME_MAX;
    assert_sound();
    query.when.time++;
    assert_refused("time", "years 1 and 9999");
}

static void changes_have_ends(void **state)
{
    (void)state;
    int32_t *const seconds[] = {&query.change.default_seconds, &query.change.min_seconds,
                                &query.change.added_seconds};
    for (int i = 0; i < 3; i++) {
        int32_t kept = *seconds[i];
        *seconds[i] = 86400;
        assert_sound();
        *seconds[i] = 86401;
        assert_refused("change time", "out of range");
        *seconds[i] = i ? -1 : -2;
        assert_refused("change time", "out of range");
        *seconds[i] = kept;
    }
    query.change.factor_permille = 99;
    assert_refused("change time", "out of range");
    query.change.factor_permille = 100001;
    assert_refused("change time", "out of range");
    query.change.factor_permille = 100;
    query.change.transfers_max = QUERY_TRANSFERS_MAX;
    assert_sound();
    query.change.transfers_max++;
    assert_refused("transfers", "at most 15");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_default_lacks_only_place_and_time, ask),
        cmocka_unit_test_setup(only_served_stops_begin_and_end, ask),
        cmocka_unit_test_setup(walks_and_stays_have_ends, ask),
        cmocka_unit_test_setup(as_many_vias_as_there_are_layers, ask),
        cmocka_unit_test_setup(times_have_ends, ask),
        cmocka_unit_test_setup(changes_have_ends, ask),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
