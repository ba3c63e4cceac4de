#include "feeds/zone/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct draft draft;
static struct error error;

static struct zone compile(const char *name)
{
    zone_ix zone;
    if (!zone_compile(&draft, name, &zone, &error))
        fail_msg("%s: %s", error.place, error.text);
    const struct zone_span *span = vec_at(&draft.zones, zone);
    return (struct zone){.changes = vec_at(&draft.zone_changes, span->first), .count = span->count};
}

static unix_time at(int year, int month, int day, int hour)
{
    return (unix_time)civil_day_of(year, month, day) * 86400 + hour * 3600;
}

static void test_offsets_follow_the_rules(void **state)
{
    (void)state;
    struct zone paris = compile("Europe/Paris");
    assert_int_equal(zone_offset(&paris, at(2026, 1, 1, 0)), 3600);
    assert_int_equal(zone_offset(&paris, at(2026, 3, 29, 1) - 1), 3600);
    assert_int_equal(zone_offset(&paris, at(2026, 3, 29, 1)), 7200);
    assert_int_equal(zone_offset(&paris, at(2026, 10, 25, 1) - 1), 7200);
    assert_int_equal(zone_offset(&paris, at(2026, 10, 25, 1)), 3600);
    assert_int_equal(zone_offset(&paris, at(2095, 7, 1, 0)), 7200);
    struct zone kolkata = compile("Asia/Kolkata");
    assert_int_equal(kolkata.count, 1);
    assert_int_equal(zone_offset(&kolkata, at(2026, 7, 1, 0)), 19800);
    struct zone lord_howe = compile("Australia/Lord_Howe"); /* half an hour of summer */
    assert_int_equal(zone_offset(&lord_howe, at(2026, 1, 1, 0)), 39600);
    assert_int_equal(zone_offset(&lord_howe, at(2026, 7, 1, 0)), 37800);
    struct zone apia = compile("Pacific/Apia"); /* 2011-12-30 did not happen there */
    assert_int_equal(zone_offset(&apia, at(2011, 12, 30, 10) - 1), -36000);
    assert_int_equal(zone_offset(&apia, at(2011, 12, 30, 10)), 50400);
}

static void test_agrees_with_the_system_hour_by_hour(void **state)
{
    (void)state;
    struct zone zone = compile("America/Sao_Paulo");
    setenv("TZ", ":America/Sao_Paulo", 1);
    tzset();
    for (unix_time time = at(1980, 1, 1, 0); time < at(2030, 1, 1, 0); time += 3600) {
        time_t system_time = (time_t)time;
        struct tm local;
        localtime_r(&system_time, &local);
        assert_int_equal(zone_offset(&zone, time), local.tm_gmtoff);
    }
    unsetenv("TZ");
    tzset();
}

static void test_each_zone_is_there_once(void **state)
{
    (void)state;
    compile("Europe/Paris");
    uint32_t zones = draft.zones.count, changes = draft.zone_changes.count;
    compile("Europe/Paris");
    assert_int_equal(draft.zones.count, zones);
    assert_int_equal(draft.zone_changes.count, changes);
    struct zone paris = compile("Europe/Paris");
    for (uint32_t i = 1; i < paris.count; i++)
        assert_true(paris.changes[i - 1].at < paris.changes[i].at);
}

static void test_the_clock_of_the_process_stays_as_it_was(void **state)
{
    (void)state;
    setenv("TZ", "UTC-3", 1);
    tzset();
    compile("America/New_York");
    assert_string_equal(getenv("TZ"), "UTC-3");
    time_t zero = 0;
    struct tm local;
    localtime_r(&zero, &local);
    assert_int_equal(local.tm_gmtoff, 10800);
    unsetenv("TZ");
    tzset();
    compile("America/Chicago");
    assert_null(getenv("TZ"));
}

static void test_only_names_of_zones_are_names(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "Mars/Olympus",
        "../../etc/passwd",
        "../../../etc/passwd",
        "/etc/passwd",
        "zone.tab",
        "/usr/share/zoneinfo/Europe/Paris",
        "Europe/",
        "Europe",
        "Europe//Paris",
        "Europe/Paris\n",
        "UTC0DST",
        "Europe/../Europe/Paris",
        "a123456789012345678901234567890123456789012345678901234567890123456789",
    };
    uint32_t zones = draft.zones.count;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        zone_ix zone;
        assert_false(zone_exists(wrong[i]));
        assert_false(zone_compile(&draft, wrong[i], &zone, &error));
        assert_int_equal(error.kind, ERROR_MISSING);
    }
    assert_int_equal(draft.zones.count, zones);
    assert_true(zone_exists("Etc/GMT+5"));
}

static int make_draft(void **state)
{
    (void)state;
    draft_init(&draft);
    return 0;
}

static int end_draft(void **state)
{
    (void)state;
    draft_finish(&draft);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_offsets_follow_the_rules),
        cmocka_unit_test(test_agrees_with_the_system_hour_by_hour),
        cmocka_unit_test(test_each_zone_is_there_once),
        cmocka_unit_test(test_the_clock_of_the_process_stays_as_it_was),
        cmocka_unit_test(test_only_names_of_zones_are_names),
    };
    return cmocka_run_group_tests(tests, make_draft, end_draft);
}
