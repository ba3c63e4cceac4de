#include "engine/network/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/built.h"

static struct built built;

static const char agency[] = "agency_id,agency_name,agency_url,agency_timezone\n"
                             "a,Agence,http://example.org,Europe/Paris\n";
static const char routes[] = "route_id,agency_id,route_short_name,route_type\nT,a,T,0\n";
static const char trips[] = "trip_id,route_id,service_id\nt_1,T,d\n";
static const char days[] = "service_id,date,exception_type\nd,20260501,1\n";

static void write_feed(const struct scratch *scratch, const char *folder, const char *stops,
                       const char *times)
{
    const struct built_file files[] = {{"agency.txt", agency},
                                       {"routes.txt", routes},
                                       {"trips.txt", trips},
                                       {"calendar_dates.txt", days},
                                       {"stops.txt", stops},
                                       {"stop_times.txt", times},
                                       {0}};
    for (const struct built_file *file = files; file->name; file++) {
        char name[64];
        snprintf(name, sizeof name, "%s/%s", folder, file->name);
        scratch_text(scratch, name, file->text);
    }
}

static int set_up(void **state)
{
    (void)state;
    struct scratch scratch;
    scratch_init(&scratch);
    write_feed(&scratch, "one", "stop_id,stop_name,stop_lat,stop_lon\nX,X,46,-5\nY_2,Y,46.1,-5\n",
               "trip_id,stop_sequence,stop_id,arrival_time,departure_time\n"
               "t_1,1,X,08:00:00,08:00:00\nt_1,2,Y_2,08:10:00,08:10:00\n");
    write_feed(&scratch, "two", "stop_id,stop_name,stop_lat,stop_lon\nX,X,47,-5\nZ,Z,47.1,-5\n",
               "trip_id,stop_sequence,stop_id,arrival_time,departure_time\n"
               "t_1,1,X,08:00:00,08:00:00\nt_1,2,Z,08:10:00,08:10:00\n");
    char one[128], two[128];
    snprintf(one, sizeof one, "%s", scratch_path(&scratch, "one"));
    snprintf(two, sizeof two, "%s", scratch_path(&scratch, "two"));
    built_from_paths(&built, (const char *const[]){one, two, NULL});
    scratch_finish(&scratch);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    built_finish(&built);
    return 0;
}

static void tags_part_the_feeds(void **state)
{
    (void)state;
    stop_ix one, two;
    assert_true(keys_find_stop(&built.network, "one_X", &one, NULL));
    assert_true(keys_find_stop(&built.network, "two_X", &two, NULL));
    assert_int_not_equal(one, two);
    assert_int_equal(keys_stop_in(&built.network, 0, "X"), one);
    assert_int_equal(keys_stop_in(&built.network, 1, "X"), two);
    assert_true(keys_find_stop(&built.network, "one_Y_2", &one, NULL));
}

static void bare_ids_must_be_unique(void **state)
{
    (void)state;
    struct error error = {0};
    stop_ix stop;
    assert_true(keys_find_stop(&built.network, "Y_2", &stop, NULL));
    assert_true(keys_find_stop(&built.network, "Z", &stop, NULL));
    assert_false(keys_find_stop(&built.network, "X", &stop, &error));
    assert_int_equal(error.kind, ERROR_MISSING);
    assert_non_null(strstr(error.text, "several feeds"));
    assert_int_equal(stop, NO_IX);
    assert_false(keys_find_stop(&built.network, "Q", &stop, &error));
    assert_false(keys_find_stop(&built.network, "one_Z", &stop, &error));
    assert_false(keys_find_stop(&built.network, "", &stop, &error));
}

static void finds_the_other_kinds(void **state)
{
    (void)state;
    route_ix route;
    trip_ix trip;
    agency_ix agency_index;
    assert_true(keys_find_route(&built.network, "two_T", &route, NULL));
    assert_true(keys_find_trip(&built.network, "two_t_1", &trip, NULL));
    assert_int_equal(keys_trip_feed(&built.network, trip), 1);
    assert_true(keys_find_agency(&built.network, "one_a", &agency_index, NULL));
    assert_false(keys_find_agency(&built.network, "a", &agency_index, NULL));
    assert_int_equal(keys_feed(&built.network, "two", 3), 1);
    assert_int_equal(keys_feed(&built.network, "tw", 2), NO_IX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_part_the_feeds),
        cmocka_unit_test(bare_ids_must_be_unique),
        cmocka_unit_test(finds_the_other_kinds),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
