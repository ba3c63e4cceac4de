#include "engine/places/places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/built.h"

static struct built built;
static struct places *places;
static struct arena arena;

static const struct built_file files[] = {
    {"agency.txt", "agency_id,agency_name,agency_url,agency_timezone\n"
                   "a,Agence,http://example.org,Europe/Paris\n"},
    {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
                  "GARE,Gare Centrale,46.4,-5.0,1,\n"
                  "G1,Gare Centrale quai 1,46.4001,-5.0,0,GARE\n"
                  "G2,Gare Centrale quai 2,46.4002,-5.0,0,GARE\n"
                  "GD,Gare Centrale entrée,46.4003,-5.0,2,GARE\n"
                  "H1,Hôtel de Ville,46.41,-5.0,0,\n"
                  "H2,Hôtel de Ville,46.4102,-5.0,0,\n"
                  "H9,Hôtel de Ville,46.60,-5.0,0,\n"
                  "BD,Bd Saint-Michel,46.42,-5.0,0,\n"
                  "SM,St-Martin Église,46.43,-5.0,0,\n"
                  "PB,\"Brest, Brest Port\",46.45,-5.0,0,\n"
                  "PS,\"Brest, Ports\",46.46,-5.0,0,\n"
                  "NO,Nowhere,46.44,-5.0,0,\n"},
    {"routes.txt", "route_id,agency_id,route_short_name,route_type\nT,a,T,0\nB,a,B,3\n"},
    {"trips.txt", "trip_id,route_id,service_id\nt,T,d\nt2,T,d\nb,B,d\n"},
    {"calendar_dates.txt", "service_id,date,exception_type\nd,20260501,1\n"},
    {"stop_times.txt", "trip_id,stop_sequence,stop_id,arrival_time,departure_time\n"
                       "t,1,G1,08:00:00,08:00:00\nt,2,H1,08:10:00,08:10:00\n"
                       "t2,1,G2,08:00:00,08:00:00\nt2,2,H9,08:10:00,08:10:00\n"
                       "b,1,H2,09:00:00,09:00:00\nb,2,BD,09:10:00,09:10:00\n"
                       "b,3,SM,09:20:00,09:20:00\nb,4,PB,09:30:00,09:30:00\n"
                       "b,5,PS,09:40:00,09:40:00\n"},
    {"translations.txt", "table_name,field_name,language,translation,record_id\n"
                         "stops,stop_name,en,City Hall,H1\n"},
    {0},
};

static int set_up(void **state)
{
    (void)state;
    built_from(&built, files);
    places = places_create(&built.network);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    places_destroy(places);
    arena_finish(&arena);
    built_finish(&built);
    return 0;
}

static const char *id_of(const struct place *place)
{
    return network_text(&built.network, built.network.stops[place->stop].id);
}

static struct places_hits search(const char *text)
{
    struct places_query query = {.text = text, .modes = MODES_ALL, .bias = 1, .most = 10};
    struct places_hits hits;
    places_search(places, &query, &arena, &hits);
    return hits;
}

static void assert_first(const char *text, const char *id)
{
    struct places_hits hits = search(text);
    assert_true(hits.count > 0);
    assert_string_equal(id_of(hits.items[0].place), id);
}

static void a_station_holds_its_platforms(void **state)
{
    (void)state;
    struct places_hits hits = search("gare centrale");
    assert_int_equal(hits.count, 1);
    assert_string_equal(id_of(hits.items[0].place), "GARE");
    assert_int_equal(hits.items[0].place->member_count, 2);
    assert_int_equal(hits.items[0].place->modes, 1u << MODE_TRAM);
}

/* Like-named stops close by are one place, the one 20 km away is another; unserved ones none. */
static void neighbours_of_one_name_are_one_place(void **state)
{
    (void)state;
    struct places_hits hits = search("hotel de ville");
    assert_int_equal(hits.count, 2);
    assert_int_equal(hits.items[0].place->member_count + hits.items[1].place->member_count, 3);
    assert_int_equal(search("nowhere").count, 0);
    assert_int_equal(places_count(places), 7);
}

static void forgives_what_people_type(void **state)
{
    (void)state;
    assert_first("HOTEL VILLE", "H1");
    assert_first("gar cent", "GARE");
    assert_first("boulevard st michel", "BD");
    assert_first("bd saint mich", "BD");
    assert_first("saint martin", "SM");
    assert_first("st martin eglise", "SM");
    assert_first("city hall", "H1");
    assert_first("port", "PS");
    assert_first("centrlae", "GARE");
    assert_first("gare centrale xyz", "GARE");
    assert_int_equal(search("").count, 0);
    assert_int_equal(search("!?").count, 0);
    assert_int_equal(search("zzzz").count, 0);
}

static void nearness_and_filters_decide(void **state)
{
    (void)state;
    struct point far = geo_point(46.6, -5.0);
    struct places_query query = {
        .text = "hotel de ville", .modes = MODES_ALL, .near = &far, .bias = 1, .most = 1};
    struct places_hits hits;
    places_search(places, &query, &arena, &hits);
    assert_string_equal(id_of(hits.items[0].place), "H9");
    query.modes = 1u << MODE_BUS;
    places_search(places, &query, &arena, &hits);
    assert_int_equal(hits.count, 1);
    assert_true(strcmp(id_of(hits.items[0].place), "H9") != 0);
    struct box box = geo_box_around(far, 1000);
    query = (struct places_query){.text = "gare", .modes = MODES_ALL, .box = &box, .most = 5};
    places_search(places, &query, &arena, &hits);
    assert_int_equal(hits.count, 0);
}

static void finds_the_nearest(void **state)
{
    (void)state;
    struct places_hits hits;
    places_near(places, geo_point(46.411, -5.0), 5000, 2, &arena, &hits);
    assert_int_equal(hits.count, 2);
    assert_int_equal(hits.items[0].place->member_count, 2);
    assert_string_equal(id_of(hits.items[1].place), "BD");
    assert_true(hits.items[0].metres < 120 && hits.items[1].metres > 900);
    places_near(places, geo_point(0, 0), 5000, 2, &arena, &hits);
    assert_int_equal(hits.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_station_holds_its_platforms),
        cmocka_unit_test(neighbours_of_one_name_are_one_place),
        cmocka_unit_test(forgives_what_people_type),
        cmocka_unit_test(nearness_and_filters_decide),
        cmocka_unit_test(finds_the_nearest),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
