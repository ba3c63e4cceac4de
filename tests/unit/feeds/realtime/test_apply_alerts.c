#include "feeds/realtime/apply.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/live_world.h"

static struct live_world world;

/* One alert alone. */
static void say(const char *line)
{
    live_world_begin(&world);
    rt_alert(&world.words, "a", line);
    live_world_apply(&world);
}

static const char *text(text_ix index)
{
    uint32_t own = world.state.network->counts.texts;
    return index < own ? network_text(world.state.network, index)
                       : world.state.live.texts + (index - own);
}

/* The only selector of the only alert. */
static const struct live_selector *selector(const char *line)
{
    say(line);
    assert_int_equal(world.state.live.counts.alerts, 1);
    assert_int_equal(world.state.live.counts.alert_selectors, 1);
    return world.state.live.alert_selectors;
}

static void expect_text(enum live_alert_text kind, uint32_t number, const char *expected,
                        const char *language)
{
    const struct live_alert *alert = world.state.live.alerts;
    const struct live_text *found = &world.state.live.alert_texts[alert->first_text[kind] + number];
    assert_in_range(alert->first_text[kind] + number, alert->first_text[kind],
                    alert->first_text[kind + 1] - 1);
    assert_string_equal(text(found->text), expected);
    assert_string_equal(text(found->language), language);
}

static void an_alert_is_passed_on_whole(void **state)
{
    (void)state;
    say("route:L | header:Travaux/fr cause:10 effect:1 severity:4 | header:Works/en | "
        "description:Dig/en url:http%3A cause_detail:Rohr/de");
    const struct live_alert *alert = world.state.live.alerts;
    assert_int_equal(world.state.live.counts.alerts, 1);
    assert_string_equal(text(alert->id), "a");
    assert_true(alert->cause == 10 && alert->effect == 1 && alert->severity == 4);
    expect_text(LIVE_ALERT_HEADER, 0, "Travaux", "fr");
    expect_text(LIVE_ALERT_HEADER, 1, "Works", "en");
    expect_text(LIVE_ALERT_DESCRIPTION, 0, "Dig", "en");
    expect_text(LIVE_ALERT_URL, 0, "http%3A", "");
    expect_text(LIVE_ALERT_CAUSE_DETAIL, 0, "Rohr", "de");
    assert_int_equal(world.state.live.counts.runs,
                     0); /* No service, and yet nothing is cancelled. */
    assert_int_equal(world.state.live.feeds[0].alerts, 1);
}

static void expect_period(uint32_t first, uint32_t count, int hour)
{
    assert_int_equal(count, 1);
    assert_int_equal(world.state.live.alert_periods[first].start, world.midnight + hour * 3600);
}

static void periods_of_the_older_kind_stand_for_both_newer_ones(void **state)
{
    (void)state;
    say("route:L | header:x from:07:00 until:09:00");
    const struct live_alert *alert = world.state.live.alerts;
    expect_period(alert->first_period, alert->period_count, 7);
    expect_period(alert->first_impact, alert->impact_count, 7);
    assert_int_equal(world.state.live.alert_periods[alert->first_period].end,
                     world.midnight + 9 * 3600);
    say("route:L | header:x from:07:00 | shown:06:00 | hit:08:00");
    alert = world.state.live.alerts;
    expect_period(alert->first_period, alert->period_count, 6);
    expect_period(alert->first_impact, alert->impact_count, 8);
    say("route:L | header:x");
    assert_int_equal(world.state.live.alerts->period_count, 0);
    assert_int_equal(world.state.live.alerts->impact_count, 0);
}

static void selectors_become_numbers(void **state)
{
    (void)state;
    const struct live_selector *who = selector("agency:A | header:x");
    assert_int_equal(who->agency, 0);
    assert_true(who->route == NO_IX && who->stop == NO_IX && who->trip == NO_IX);
    assert_true(who->day == INT32_MIN && who->start == INT32_MIN);
    assert_true(who->route_type == -1 && who->direction == 2);
    who = selector("route:L dir:1 | header:x");
    assert_int_equal(who->route, frozen_route(&world.frozen, "L"));
    assert_int_equal(who->direction, 1);
    assert_int_equal(selector("type:3 | header:x")->route_type, 3);
    who = selector("stop:S | header:x");
    assert_int_equal(who->stop, frozen_stop(&world.frozen, "S"));
    assert_int_equal(selector("stop:E | header:x")->stop, frozen_stop(&world.frozen, "E"));
    who = selector("trip:T @20260506 ^08:00:00 stop:Q | header:x");
    assert_int_equal(who->trip, frozen_trip(&world.frozen, "T"));
    assert_int_equal(who->day, WORLD_DAY + 2);
    assert_int_equal(who->start, 8 * 3600);
    assert_int_equal(who->stop, frozen_stop(&world.frozen, "Q"));
    who = selector("trip:V | header:x"); /* Of all days: it need not run today. */
    assert_int_equal(who->trip, frozen_trip(&world.frozen, "V"));
    assert_int_equal(who->day, INT32_MIN);
    who = selector("on:L | header:x"); /* A trip descriptor that names a route only. */
    assert_int_equal(who->route, frozen_route(&world.frozen, "L"));
    assert_int_equal(who->trip, NO_IX);
    world.state.rules[0].by_route = true;
    assert_int_equal(selector("on:L ^08:00:00 | header:x")->trip, frozen_trip(&world.frozen, "T"));
    world.state.rules[0].by_route = false;
}

static void what_the_timetable_does_not_have_is_left_out(void **state)
{
    (void)state;
    static const char *const unknown[] = {
        "agency:B",    "route:B",        "stop:B",         "trip:B",
        "trip:T on:B", "route:L stop:B", "on:B ^08:00:00", "trip:T @now",
    };
    char line[128];
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        snprintf(line, sizeof line, "%s | stop:Q | header:x", unknown[i]);
        assert_int_equal(selector(line)->stop, frozen_stop(&world.frozen, "Q"));
        assert_int_equal(live_feeds_found(&world.state, "realtime_selector_unknown"), 1);
        assert_int_equal(live_feeds_found(&world.state, "realtime_alert_unknown"), 0);
        snprintf(line, sizeof line, "%s | header:x", unknown[i]);
        say(line);
        assert_int_equal(world.state.live.counts.alerts, 0);
        assert_int_equal(live_feeds_found(&world.state, "realtime_alert_unknown"), 1);
    }
    say("header:x");
    assert_int_equal(world.state.live.counts.alerts, 0);
}

static int set_up(void **state)
{
    (void)state;
    live_world_init(&world);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    live_world_finish(&world);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_alert_is_passed_on_whole),
        cmocka_unit_test(periods_of_the_older_kind_stand_for_both_newer_ones),
        cmocka_unit_test(selectors_become_numbers),
        cmocka_unit_test(what_the_timetable_does_not_have_is_left_out),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
