#include "engine/world/lay.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/built.h"

/*
 * Feeds that grow while they are laid out: headways of a second, and rows that tie all of their
 * runs to one another. What does not fit is refused, and nothing is left behind.
 */

static const char agency[] = "agency_id,agency_name,agency_url,agency_timezone\n"
                             "a,Agence,http://example.org,Europe/Paris\n";
static const char stops[] = "stop_id,stop_name,stop_lat,stop_lon\n"
                            "A,Aa,46.40,-5.0\nB,Bb,46.41,-5.0\nC,Cc,46.42,-5.0\n";
static const char routes[] = "route_id,agency_id,route_short_name,route_type\nR,a,R,3\n";
static const char dates[] = "service_id,date,exception_type\nd,20260501,1\n";
static const char trips[] = "trip_id,route_id,service_id\none,R,d\ntwo,R,d\n";
static const char times[] = "trip_id,stop_sequence,stop_id,arrival_time,departure_time\n"
                            "one,1,A,08:00:00,08:00:00\none,2,B,08:10:00,08:10:00\n"
                            "two,1,B,08:00:00,08:00:00\ntwo,2,C,08:10:00,08:10:00\n";
static const char hour_of_seconds[] = "trip_id,start_time,end_time,headway_secs\n"
                                      "one,08:00:00,09:00:00,1\ntwo,08:00:00,09:00:00,1\n";
static const char all_to_all[] = "from_stop_id,to_stop_id,from_trip_id,to_trip_id,transfer_type\n"
                                 "B,B,one,two,4\n";

static struct schedule *lay(const struct built *built, enum direction direction, uint64_t room)
{
    struct zone zone = network_zone(&built->network, 0);
    unix_time begin = zone_day_start(&zone, civil_day_of(2026, 5, 1));
    return lay_out(&built->world, (struct schedule_span){begin, begin + 86400, direction}, room);
}

static void what_is_laid_out_fits_its_room(void **state)
{
    (void)state;
    struct built built;
    built_from(&built, (const struct built_file[]){{"agency.txt", agency},
                                                   {"stops.txt", stops},
                                                   {"routes.txt", routes},
                                                   {"calendar_dates.txt", dates},
                                                   {"trips.txt", trips},
                                                   {"stop_times.txt", times},
                                                   {"frequencies.txt", hour_of_seconds},
                                                   {0}});
    for (enum direction direction = AHEAD; direction <= BACK; direction++) {
        struct schedule *schedule = lay(&built, direction, 1 << 20);
        assert_non_null(schedule);
        assert_int_equal(schedule->run_count, 7200);
        assert_in_range(schedule_bytes(schedule), 7200 * 4 * sizeof(search_time), 1 << 20);
        schedule_destroy(schedule);
        assert_null(lay(&built, direction, 7200 * 4 * sizeof(search_time)));
        assert_null(lay(&built, direction, 0));
    }
    built_finish(&built);
}

static void ties_between_runs_need_room_too(void **state)
{
    (void)state;
    struct built built;
    built_from(&built, (const struct built_file[]){{"agency.txt", agency},
                                                   {"stops.txt", stops},
                                                   {"routes.txt", routes},
                                                   {"calendar_dates.txt", dates},
                                                   {"trips.txt", trips},
                                                   {"stop_times.txt", times},
                                                   {"frequencies.txt", hour_of_seconds},
                                                   {"transfers.txt", all_to_all},
                                                   {0}});
    assert_null(lay(&built, AHEAD, 1 << 20));
    assert_null(lay(&built, BACK, 1 << 20));
    built_finish(&built);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_laid_out_fits_its_room),
        cmocka_unit_test(ties_between_runs_need_room_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
