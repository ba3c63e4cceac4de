#include "engine/live/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/forge.h"
#include "tests/rich_live.h"

static struct built built;
static struct live live;
static struct forge forge;
static char path[256], forged_path[256];

static int set_up(void **state)
{
    (void)state;
    rich_build(&built);
    snprintf(path, sizeof path, "%s", scratch_path(&built.scratch, "live"));
    snprintf(forged_path, sizeof forged_path, "%s", scratch_path(&built.scratch, "forged"));
    rich_live_open(&built, path, &live);
    forge_init(&forge, &live.image);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    forge_finish(&forge);
    live_close(&live);
    built_finish(&built);
    return 0;
}

static bool refused(struct error *error)
{
    struct live forged;
    forge_write_live(&forge, forged_path);
    if (!live_open(&forged, forged_path, &built.network, error))
        return true;
    live_close(&forged);
    return false;
}

/* One change to a field of the last item of a section. */
struct fault {
    const char *section;
    size_t offset, size;
    uint32_t value;
};

#define FIELD(section, type, field, value)                                                         \
    {                                                                                              \
#section, offsetof(struct type, field), sizeof(((struct type *)NULL)->field), value        \
    }
#define ITEM(section, value)                                                                       \
    {                                                                                              \
#section, 0, 4, value                                                                      \
    }

static const struct fault faults[] = {
    FIELD(feeds, live_feed, tag, 1u << 30),
    FIELD(feeds, live_feed, problem, 1u << 30),
    FIELD(feeds, live_feed, feed, 1),
    FIELD(feeds, live_feed, state, 4),
    FIELD(feeds, live_feed, kind, LIVE_FEED_SHARED), /* of a timetable all the same */
    FIELD(feeds, live_feed, kind, LIVE_FEED_FARES + 1),
    FIELD(patterns, pattern, route, 99),
    FIELD(patterns, pattern, first_call, 0),
    FIELD(patterns, pattern, call_count, 99),
    FIELD(patterns, pattern, first_trip, 0),
    FIELD(patterns, pattern, trip_count, 99),
    FIELD(patterns, pattern, wheelchair, 3),
    FIELD(patterns, pattern, bikes, 3),
    FIELD(patterns, pattern, cars, 3),
    ITEM(call_berths, 99),
    FIELD(call_rules, call_rule, pickup, 4),
    FIELD(call_rules, call_rule, drop_off, 4),
    FIELD(trips, trip, id, 1u << 30),
    FIELD(trips, trip, headsign, 1u << 30),
    FIELD(trips, trip, short_name, 1u << 30),
    FIELD(trips, trip, pattern, 999),
    FIELD(trips, trip, service, 0),
    FIELD(trips, trip, start, 0x7fffffffu),
    FIELD(trips, trip, profile, 0),
    FIELD(trips, trip, shape, 0),
    FIELD(trips, trip, call_headsigns, 0),
    FIELD(trips, trip, block, 99),
    FIELD(trips, trip, frequency_count, 1),
    FIELD(trips, trip, direction, 3),
    FIELD(runs, live_run, promised, 999),
    FIELD(runs, live_run, like, 999),
    FIELD(runs, live_run, start, 0x7fffffffu),
    FIELD(runs, live_run, feed, 1),
    FIELD(runs, live_run, vehicle, 99),
    FIELD(runs, live_run, vehicle_id, 1u << 30),
    FIELD(runs, live_run, vehicle_label, 1u << 30),
    FIELD(runs, live_run, plate, 1u << 30),
    FIELD(runs, live_run, state, 3),
    FIELD(runs, live_run, origin, 4),
    FIELD(runs, live_run, stage, 5),
    ITEM(runs_by_promise, 99),
    FIELD(profile_times, call_time, arrive, 0x7fffffffu),
    FIELD(profile_times, call_time, depart, 0x80000000u),
    FIELD(calls, live_call, stop, 99),
    FIELD(calls, live_call, promised_stop, 99),
    FIELD(calls, live_call, headsign, 1u << 30),
    FIELD(stop_patterns, live_stop_pattern, stop, 99),
    FIELD(stop_patterns, live_stop_pattern, pattern, 0),
    FIELD(stop_patterns, live_stop_pattern, call, 99),
    FIELD(vehicles, live_vehicle, run, 99),
    FIELD(vehicles, live_vehicle, trip, 999),
    FIELD(vehicles, live_vehicle, feed, 1),
    FIELD(vehicles, live_vehicle, stop, 99),
    FIELD(vehicles, live_vehicle, id, 1u << 30),
    FIELD(vehicles, live_vehicle, label, 1u << 30),
    FIELD(vehicles, live_vehicle, plate, 1u << 30),
    ITEM(vehicles_by_trip, 99),
    FIELD(alerts, live_alert, id, 1u << 30),
    FIELD(alerts, live_alert, feed, 1),
    FIELD(alerts, live_alert, first_text, 99),
    FIELD(alerts, live_alert, period_count, 99),
    FIELD(alerts, live_alert, impact_count, 99),
    FIELD(alerts, live_alert, selector_count, 99),
    FIELD(alerts, live_alert, image_url, 1u << 30),
    FIELD(alerts, live_alert, image_type, 1u << 30),
    FIELD(alert_texts, live_text, text, 1u << 30),
    FIELD(alert_texts, live_text, language, 1u << 30),
    FIELD(alert_selectors, live_selector, agency, 9),
    FIELD(alert_selectors, live_selector, route, 99),
    FIELD(alert_selectors, live_selector, stop, 99),
    FIELD(alert_selectors, live_selector, trip, 999),
    FIELD(alert_selectors, live_selector, direction, 3),
    FIELD(messages, live_message, feed, 1),
    FIELD(messages, live_message, size, 99),
    FIELD(alert_targets, live_target, alert, 9),
    FIELD(alert_targets, live_target, selector, 99),
    FIELD(overlay_losses, overlay_loss, kind, OVERLAY_KINDS),
    FIELD(overlay_losses, overlay_loss, rest, 2),
    FIELD(overlay_rules, overlay_rule, kind, OVERLAY_KINDS),
    FIELD(overlay_rules, overlay_rule, id, 1u << 30),
    FIELD(overlay_rules, overlay_rule, name, 1u << 30),
    FIELD(overlay_rules, overlay_rule, url, 1u << 30),
    FIELD(overlay_rules, overlay_rule, category, 1u << 30),
    FIELD(overlay_rules, overlay_rule, medium, 1u << 30),
    FIELD(overlay_rules, overlay_rule, stands_for, 1u << 30),
    FIELD(overlay_rules, overlay_rule, currency, 1u << 30),
    FIELD(overlay_rules, overlay_rule, decimals, 7),
    FIELD(overlay_rules, overlay_rule, percent, 10001),
    FIELD(overlay_rules, overlay_rule, seconds, 0x7fffffffu),
    FIELD(overlay_rules, overlay_rule, weekdays, 128),
    FIELD(overlay_rules, overlay_rule, period, OVERLAY_PERIODS),
    FIELD(overlay_rules, overlay_rule, park, 99),
    FIELD(overlay_rules, overlay_rule, networks, 99),
    FIELD(overlay_rules, overlay_rule, onto, 99),
    FIELD(overlay_rules, overlay_rule, rates, 99),
    FIELD(overlay_networks, overlay_network, kind, OVERLAY_NETWORK_KINDS),
    FIELD(overlay_networks, overlay_network, feed, 9),
    FIELD(overlay_networks, overlay_network, agency, 9),
    FIELD(overlay_networks, overlay_network, id, 1u << 30),
    FIELD(rental_plans, rental_plan, decimals, 7),
    FIELD(rental_rates, rental_rate, interval, 999),
    FIELD(overlay_rates, rental_rate, interval, 999),
};

static void every_field_that_is_followed_is_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const struct fault *fault = &faults[i];
        struct error error = {0};
        uint32_t section = forge_section(&forge, fault->section);
        const struct image_part *part = &forge.parts[section];
        unsigned char kept[64];
        assert_true(part->count > 0);
        unsigned char *at = forge.items[section] + (part->count - 1) * part->item + fault->offset;
        memcpy(kept, at, fault->size);
        memcpy(at, &fault->value, fault->size < 4 ? fault->size : 4); /* Low bytes first. */
        if (!refused(&error))
            fail_msg("%s, offset %zu: %u passes", fault->section, fault->offset, fault->value);
        assert_int_equal(error.kind, ERROR_CORRUPT);
        memcpy(at, kept, fault->size);
    }
    struct error error;
    assert_false(refused(&error));
}

/* Numbers of 64 bits, of which sums are made. */
static void amounts_that_are_too_large_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *section;
        size_t offset;
    } amounts[] = {{"overlay_rules", offsetof(struct overlay_rule, amount)},
                   {"overlay_rules", offsetof(struct overlay_rule, day_most)},
                   {"overlay_rates", offsetof(struct rental_rate, rate)},
                   {"overlay_rates", offsetof(struct rental_rate, start)},
                   {"rental_plans", offsetof(struct rental_plan, price)},
                   {"rental_rates", offsetof(struct rental_rate, end)}};
    const int64_t wrong = INT64_MAX;
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        struct error error = {0};
        uint32_t section = forge_section(&forge, amounts[i].section);
        const struct image_part *part = &forge.parts[section];
        unsigned char *at =
            forge.items[section] + (part->count - 1) * part->item + amounts[i].offset;
        int64_t kept;
        memcpy(&kept, at, sizeof kept);
        memcpy(at, &wrong, sizeof wrong);
        if (!refused(&error))
            fail_msg("%s, offset %zu passes", amounts[i].section, amounts[i].offset);
        memcpy(at, &kept, sizeof kept);
    }
}

/* Sections that others are counted against may not lose their ends. */
static void short_sections_are_refused(void **state)
{
    (void)state;
    static const char *const counted[] = {
        "facts",  "feeds",         "patterns",    "call_berths",     "call_rules",
        "trips",  "runs",          "calls",       "profile_times",   "touched",
        "alerts", "alert_periods", "alert_texts", "alert_selectors", "republished"};
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
        struct error error;
        struct image_part *part = &forge.parts[forge_section(&forge, counted[i])];
        part->count--;
        if (!refused(&error))
            fail_msg("%s may lose its end", counted[i]);
        part->count++;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_that_is_followed_is_checked),
        cmocka_unit_test(amounts_that_are_too_large_are_refused),
        cmocka_unit_test(short_sections_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
