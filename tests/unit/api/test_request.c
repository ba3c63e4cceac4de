#include "api/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/api/stand_in.h"

static struct world world;
static struct worker worker;
static struct request request;
static struct error error;

static int set_up(void **state)
{
    (void)state;
    world.network = stand_in_network();
    worker.world = &world;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&worker.arena);
    return 0;
}

static void parse(const char *target)
{
    arena_reset(&worker.arena);
    error = (struct error){0};
    if (!request_parse(&request, &worker, target, &error))
        fail_msg("%s: %s: %s", target, error.place, error.text);
}

static void refused_as(enum error_kind kind, const char *place)
{
    assert_int_equal(error.kind, kind);
    assert_string_equal(error.place, place);
    assert_true(error.text[0] != '\0');
    error = (struct error){0};
}

static void test_paths(void **state)
{
    (void)state;
    static const struct {
        const char *target, *name;
        uint32_t version, dialect;
    } cases[] = {
        {"/", "", 0, 6},
        {"/live", "live", 0, 6},
        {"/api/v1/plan", "plan", 1, 1},
        {"/api/experimental/one-to-all", "one-to-all", 1, 1},
        {"/api/v5/map/stops?min=1", "map/stops", 5, 5},
        {"/api/v6/plan", "plan", 6, 6},
        {"/api/v7/plan", "api/v7/plan", 0, 6},
        {"/api/v0/plan", "api/v0/plan", 0, 6},
        {"/api/v10/plan", "api/v10/plan", 0, 6},
        {"/x/v1/feeds", "feeds", 0, 6},
        {"/%61pi/v2/pl%61n", "plan", 2, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        parse(cases[i].target);
        assert_string_equal(request.name, cases[i].name);
        assert_int_equal(request.version, cases[i].version);
        assert_int_equal(request.dialect->version, cases[i].dialect);
    }
}

static void test_targets_that_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *target, *place;
    } cases[] = {
        {"", "path"},           {"live", "path"},      {"/..", "path"},       {"/a/../b", "path"},
        {"/a/.", "path"},       {"/%2e%2E/b", "path"}, {"/a\\..\\b", "path"}, {"/%00", "path"},
        {"/%ff", "path"},       {"/%c0%ae", "path"},   {"/%", "path"},        {"/%4", "path"},
        {"/%4g", "path"},       {"/?%ff", "query"},    {"/?a=%80", "a"},      {"/?a=b%0a", "a"},
        {"/?a=1&b=2&a=3", "a"}, {"/?a&a", "a"},        {"/?a=%7f", "a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(request_parse(&request, &worker, cases[i].target, &error));
        refused_as(ERROR_INPUT, cases[i].place);
    }
}

static void test_parameters(void **state)
{
    (void)state;
    parse("/p?a=1&b=&c&%C3%A9=%20x+y&d=e=f&&");
    assert_int_equal(request.parameter_count, 5);
    assert_string_equal(request_text(&request, "a"), "1");
    assert_string_equal(request_text(&request, "b"), "");
    assert_string_equal(request_text(&request, "c"), "");
    assert_string_equal(request_text(&request, "\xc3\xa9"), " x y");
    assert_string_equal(request_text(&request, "d"), "e=f");
    assert_null(request_text(&request, "e"));
}

static void test_limits(void **state)
{
    (void)state;
    char target[REQUEST_TARGET_MAX + 2] = "/?";
    memset(target + 2, 'a', sizeof target - 3);
    target[sizeof target - 1] = '\0';
    assert_false(request_parse(&request, &worker, target, &error));
    refused_as(ERROR_LIMIT, "path");
    target[REQUEST_TARGET_MAX] = '\0';
    parse(target);
    size_t used = 2;
    for (int i = 0; i < REQUEST_PARAMETERS_MAX; i++)
        used += (size_t)snprintf(target + used, sizeof target - used, "k%d=1&", i);
    parse(target);
    assert_int_equal(request.parameter_count, REQUEST_PARAMETERS_MAX);
    snprintf(target + used, sizeof target - used, "k=1");
    assert_false(request_parse(&request, &worker, target, &error));
    refused_as(ERROR_LIMIT, "query");
}

static void test_absent_parameters_change_nothing(void **state)
{
    (void)state;
    bool flag = true;
    int64_t number = 7, moment = 8;
    double real = 0.5;
    uint32_t choice = 3;
    static const char *const names[] = {"A", NULL};
    struct request_list list = {0};
    parse("/p");
    assert_true(request_bool(&request, "x", &flag, &error) && flag);
    assert_true(request_int(&request, "x", 0, 1, &number, &error) && number == 7);
    assert_true(request_number(&request, "x", 0, 1, &real, &error) && real > 0.4);
    assert_true(request_time(&request, "x", &moment, &error) && moment == 8);
    assert_true(request_enum(&request, "x", names, &choice, &error) && choice == 3);
    assert_true(request_list(&request, "x", 9, &list, &error) && !list.given);
    const char *text;
    assert_false(request_required(&request, "x", &text, &error));
    refused_as(ERROR_INPUT, "x");
}

static void test_bools_and_enums(void **state)
{
    (void)state;
    static const char *const names[] = {"WALK", "BIKE", NULL};
    bool flag = false;
    uint32_t choice = 0;
    parse("/p?a=true&b=1&c=false&d=0&e=TRUE&f=&m=BIKE&n=bike");
    assert_true(request_bool(&request, "a", &flag, &error) && flag);
    assert_true(request_bool(&request, "c", &flag, &error) && !flag);
    assert_true(request_bool(&request, "b", &flag, &error) && flag);
    assert_true(request_bool(&request, "d", &flag, &error) && !flag);
    assert_false(request_bool(&request, "e", &flag, &error));
    refused_as(ERROR_INPUT, "e");
    assert_false(request_bool(&request, "f", &flag, &error));
    refused_as(ERROR_INPUT, "f");
    assert_true(request_enum(&request, "m", names, &choice, &error) && choice == 1);
    assert_false(request_enum(&request, "n", names, &choice, &error));
    assert_string_equal(error.text, "must be one of WALK, BIKE");
    refused_as(ERROR_INPUT, "n");
}

static void test_numbers(void **state)
{
    (void)state;
    int64_t number = 0;
    double real = 0;
    parse("/p?a=-5&b=10&c=11&d=1.5&e=&f=0x1&g=%201&h=99999999999999999999&i=1e1&j=nan&k=inf&l=1,5"
          "&m=%2B1");
    assert_true(request_int(&request, "a", -5, 10, &number, &error) && number == -5);
    assert_true(request_int(&request, "b", -5, 10, &number, &error) && number == 10);
    static const char *const bad[] = {"c", "d", "e", "f", "g", "h", "i", "j", "m"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(request_int(&request, bad[i], -5, 10, &number, &error));
        refused_as(ERROR_INPUT, bad[i]);
    }
    assert_true(request_number(&request, "d", 0, 2, &real, &error) && real > 1.4 && real < 1.6);
    assert_true(request_number(&request, "i", 0, 10, &real, &error) && real > 9.9);
    static const char *const unreal[] = {"c", "e", "f", "h", "j", "k", "l"};
    for (size_t i = 0; i < sizeof unreal / sizeof *unreal; i++) {
        assert_false(request_number(&request, unreal[i], -5, 10, &real, &error));
        refused_as(ERROR_INPUT, unreal[i]);
    }
}

static void test_times(void **state)
{
    (void)state;
    static const char *const same[] = {
        "2026-01-31T12:00:00Z",          "2026-01-31T12:00Z",
        "2026-01-31T12:00:00.000Z",      "2026-01-31T13:00:00%2B01:00",
        "2026-01-31T13:00:00+01:00",     "2026-01-31T07:00:00-05:00",
        "2026-01-31T12:00:00Z%5BUTC%5D", "2026-01-31T13:00:00+01:00[Europe/Paris]",
    };
    char target[100];
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        unix_time moment = 0;
        snprintf(target, sizeof target, "/p?time=%s", same[i]);
        parse(target);
        if (!request_time(&request, "time", &moment, &error))
            fail_msg("%s: %s", same[i], error.text);
        assert_int_equal(moment, 1769860800);
    }
    static const char *const bad[] = {
        "", "now", "2026-01-31", "2026-02-30T12:00:00Z", "2026-01-31T12:00:00", "12:00"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        unix_time moment;
        snprintf(target, sizeof target, "/p?time=%s", bad[i]);
        parse(target);
        assert_false(request_time(&request, "time", &moment, &error));
        refused_as(ERROR_INPUT, "time");
    }
}

static void test_lists(void **state)
{
    (void)state;
    struct request_list list = {0};
    parse("/p?a=BUS,TRAM&b=&c=%20one%20,,two&d=1,2,3");
    assert_true(request_list(&request, "a", 2, &list, &error));
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0], "BUS");
    assert_string_equal(list.items[1], "TRAM");
    assert_true(request_list(&request, "b", 2, &list, &error));
    assert_true(list.given && list.count == 0);
    assert_true(request_list(&request, "c", 2, &list, &error));
    assert_string_equal(list.items[0], "one");
    assert_string_equal(list.items[1], "two");
    assert_false(request_list(&request, "d", 2, &list, &error));
    refused_as(ERROR_INPUT, "d");
}

static void read_place(const char *text, struct request_place *place)
{
    if (!request_place_of(&request, "fromPlace", text, place, &error))
        fail_msg("%s: %s", text, error.text);
    assert_true(place->given);
}

static void test_places_on_the_ground(void **state)
{
    (void)state;
    struct request_place place;
    read_place("46.1,-1.5", &place);
    assert_true(!place.is_stop && !place.has_level);
    assert_int_equal(place.at.lat, 461000000);
    assert_int_equal(place.at.lon, -15000000);
    read_place(" 46.1 , -1.5 , -2 ", &place);
    assert_true(place.has_level && place.level < -1.9 && place.level > -2.1);
    read_place("46.1,-1.5,", &place);
    assert_false(place.has_level);
    static const char *const bad[] = {"91,0", "-91,0", "0,181", "0,-181", "1e9,1e9"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(request_place_of(&request, "fromPlace", bad[i], &place, &error));
        refused_as(ERROR_INPUT, "fromPlace");
    }
}

static void test_places_that_are_stops(void **state)
{
    (void)state;
    struct request_place place;
    read_place("ile_port", &place);
    assert_true(place.is_stop && place.stop == 0 && place.at.lat == 460000000);
    read_place("vide_port", &place);
    assert_int_equal(place.stop, 2);
    read_place("ile_a_b", &place);
    assert_int_equal(place.stop, 1);
    static const char *const unknown[] = {"port", "ile_gare", "mer_port", "", "1,2,3,4", "1,nan"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        assert_false(request_place_of(&request, "fromPlace", unknown[i], &place, &error));
        refused_as(ERROR_MISSING, "fromPlace");
    }
}

static void test_points_and_stops(void **state)
{
    (void)state;
    bool given = false;
    struct point point = {0};
    stop_ix stop = 0;
    parse("/p?min=46,-2&max=ile_port&s=ile_port&t=nowhere");
    assert_true(request_point(&request, "min", &given, &point, &error) && given);
    assert_int_equal(point.lon, -20000000);
    assert_true(request_point(&request, "none", &given, &point, &error) && !given);
    assert_false(request_point(&request, "max", &given, &point, &error));
    refused_as(ERROR_INPUT, "max");
    assert_true(request_stop(&request, "s", &stop, &error) && stop == 0);
    assert_true(request_stop(&request, "none", &stop, &error) && stop == NO_IX);
    assert_false(request_stop(&request, "t", &stop, &error));
    refused_as(ERROR_MISSING, "t");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_targets_that_are_refused),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_absent_parameters_change_nothing),
        cmocka_unit_test(test_bools_and_enums),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_places_on_the_ground),
        cmocka_unit_test(test_places_that_are_stops),
        cmocka_unit_test(test_points_and_stops),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
