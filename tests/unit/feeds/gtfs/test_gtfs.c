#include "feeds/gtfs/gtfs.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/network/mode.h"
#include "tests/small_feed.h"

/* What a feed becomes in the draft; what it gets wrong is test_kinds.c's. */

static struct small_feed feed;

static void read_files(const struct small_file *files, size_t count)
{
    small_feed_finish(&feed);
    small_feed_read(&feed, files, count, NULL);
    if (!feed.read)
        fail_msg("%s: %s", feed.error.place, feed.error.text);
}

static void read_with(const char *name, const char *text)
{
    read_files(&(struct small_file){name, text}, 1);
}

static void assert_text(text_ix text, const char *expected)
{
    assert_string_equal(draft_text_at(&feed.draft, text), expected);
}

static const struct stop *stop(uint32_t number)
{
    return vec_at(&feed.draft.stops, number);
}

static const struct draft_trip *trip(uint32_t number)
{
    return vec_at(&feed.draft.trips, number);
}

static const struct draft_call *call(uint32_t trip_number, uint32_t number)
{
    return vec_at(&feed.draft.calls, trip(trip_number)->first_call + number);
}

static const struct service *service(uint32_t number)
{
    return vec_at(&feed.draft.services, number);
}

static void agencies_and_feed_info(void **state)
{
    (void)state;
    read_with("feed_info.txt",
              "feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date,"
              "feed_version,feed_contact_url\n"
              "Pub,https://pub.example,fr,20260101,20261231,7,https://pub.example/talk\n");
    const struct agency *agency = vec_at(&feed.draft.agencies, 0);
    assert_text(agency->id, "A");
    assert_text(agency->name, "Alpha");
    assert_text(agency->language, "fr");
    const struct zone_span *zone = vec_at(&feed.draft.zones, agency->zone);
    assert_text(zone->name, "Europe/Paris");
    const struct feed *record = vec_at(&feed.draft.feeds, 0);
    assert_text(record->tag, "small");
    assert_text(record->publisher, "Pub");
    assert_text(record->version, "7");
    assert_text(record->contact, "https://pub.example/talk");
    assert_int_equal(record->zone, agency->zone);
    assert_int_equal(record->stated_first, civil_day_of(2026, 1, 1));
    assert_int_equal(record->stated_last, civil_day_of(2026, 12, 31));
    assert_int_not_equal(record->source_sum, 0);
}

static void missing_agency_is_implied(void **state)
{
    (void)state;
    static const struct small_file none[] = {{"agency.txt", NULL}};
    static const struct gtfs_options options = {.tag = "small", .time_zone = "Asia/Tokyo"};
    small_feed_finish(&feed);
    small_feed_read(&feed, none, 1, &options);
    assert_true(feed.read);
    const struct agency *agency = vec_at(&feed.draft.agencies, 0);
    assert_text(agency->name, "small");
    const struct zone_span *zone = vec_at(&feed.draft.zones, agency->zone);
    assert_text(zone->name, "Asia/Tokyo");
    assert_null(findings_find(&feed.findings, "time_zone_assumed"));
}

static void stops_inherit_from_stations(void **state)
{
    (void)state;
    read_with("stops.txt",
              "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,stop_timezone,"
              "wheelchair_boarding,platform_code,stop_code,zone_id,level_id\n"
              "B,,,,4,P,,,,,,\n"
              "P,Platform,48.5,2.25,0,S,,,3a,c1,z9,l0\n"
              "P2,Platform,48,2,,S,,2,,,,\n"
              "S,Station,48,2,1,,America/New_York,1,,,,\n"
              "Q,Q,-48,-2,,,,,,,,\n"
              "R,R,48,2,,,Europe/London,,,,,\n");
    assert_int_equal(stop(1)->parent, 3);
    assert_int_equal(stop(0)->parent, 1);
    assert_int_equal(stop(3)->parent, NO_IX);
    assert_int_equal(stop(3)->kind, STOP_STATION);
    assert_int_equal(stop(0)->wheelchair, TRISTATE_YES);
    assert_int_equal(stop(1)->wheelchair, TRISTATE_YES);
    assert_int_equal(stop(2)->wheelchair, TRISTATE_NO);
    assert_int_equal(stop(4)->wheelchair, TRISTATE_UNKNOWN);
    assert_int_equal(stop(1)->zone, stop(3)->zone);
    assert_int_equal(stop(0)->zone, stop(3)->zone);
    assert_int_not_equal(stop(4)->zone, stop(5)->zone);
    assert_int_equal(stop(1)->at.lat, 485000000);
    assert_int_equal(stop(1)->at.lon, 22500000);
    assert_int_equal(stop(4)->at.lat, -480000000);
    assert_int_equal(stop(0)->placed, 1);
    assert_text(stop(0)->name, "Platform");
    assert_text(stop(1)->platform_code, "3a");
    assert_text(stop(1)->code, "c1");
    assert_text(stop(1)->fare_zone, "z9");
    assert_text(stop(1)->level, "l0");
}

static void routes_have_modes_and_colours(void **state)
{
    (void)state;
    read_with("routes.txt", "route_id,route_short_name,route_type,route_color,route_text_color,"
                            "route_sort_order,route_desc\n"
                            "L,1,900,ff0000,,5,why\nM,2,109,,#00FF00,,\n");
    const struct route *route = vec_at(&feed.draft.routes, 0);
    assert_int_equal(route->mode, MODE_TRAM);
    assert_int_equal(route->type, 900);
    assert_int_equal(route->colour, 0xff0000);
    assert_int_equal(route->text_colour, NO_IX);
    assert_int_equal(route->sort_order, 5);
    assert_int_equal(route->agency, 0);
    assert_text(route->description, "why");
    route = vec_at(&feed.draft.routes, 1);
    assert_int_equal(route->mode, MODE_SUBURBAN);
    assert_int_equal(route->text_colour, 0x00ff00);
}

static void calendars_and_exceptions(void **state)
{
    (void)state;
    static const struct small_file files[] = {
        {"calendar.txt",
         "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
         "WK,1,1,1,1,1,0,0,20260101,20261231\nOFF,0,0,0,0,0,0,0,20260101,20261231\n"},
        {"calendar_dates.txt", "service_id,date,exception_type\n"
                               "WK,20260501,2\nDATES,20260704,1\nWK,20260103,1\nOFF,20260101,1\n"},
    };
    read_files(files, 2);
    assert_int_equal(feed.draft.services.count, 3);
    assert_int_equal(service(0)->weekdays, 0x1f);
    assert_int_equal(service(0)->first_day, civil_day_of(2026, 1, 1));
    assert_int_equal(service(0)->exception_count, 2);
    const struct service_exception *exceptions = feed.draft.exceptions.data;
    exceptions += service(0)->first_exception;
    assert_int_equal(exceptions[0].day, civil_day_of(2026, 1, 3));
    assert_int_equal(exceptions[0].runs, 1);
    assert_int_equal(exceptions[1].day, civil_day_of(2026, 5, 1));
    assert_int_equal(exceptions[1].runs, 0);
    assert_true(service(1)->first_day > service(1)->last_day);
    assert_true(service(2)->first_day > service(2)->last_day);
    assert_int_equal(service(2)->exception_count, 1);
    assert_null(findings_find(&feed.findings, "service_without_days"));
}

static void exceptions_alone_are_enough(void **state)
{
    (void)state;
    static const struct small_file files[] = {
        {"calendar.txt", NULL},
        {"calendar_dates.txt", "service_id,date,exception_type\nWK,20260501,1\n"},
    };
    read_files(files, 2);
    assert_int_equal(feed.counts.trips, 2);
}

static void trips_keep_what_they_say(void **state)
{
    (void)state;
    read_with("trips.txt",
              "trip_id,route_id,service_id,trip_headsign,trip_short_name,direction_id,block_id,"
              "wheelchair_accessible,bikes_allowed,cars_allowed\n"
              "T,L,WK,There,42,1,b,1,2,1\nU,L,WK,,,,,,,\n");
    assert_text(trip(0)->id, "T");
    assert_text(trip(0)->headsign, "There");
    assert_text(trip(0)->short_name, "42");
    assert_text(trip(0)->block, "b");
    assert_int_equal(trip(0)->direction, 1);
    assert_int_equal(trip(0)->wheelchair, TRISTATE_YES);
    assert_int_equal(trip(0)->bikes, TRISTATE_NO);
    assert_int_equal(trip(0)->cars, TRISTATE_YES);
    assert_int_equal(trip(1)->direction, 2);
    assert_int_equal(trip(1)->block, 0);
    assert_int_equal(trip(1)->shape, NO_IX);
    assert_int_equal(trip(1)->call_count, 3);
}

static void stop_times_in_any_order(void **state)
{
    (void)state;
    read_with("stop_times.txt",
              "stop_sequence,trip_id,stop_id,arrival_time,departure_time,pickup_type,drop_off_type,"
              "stop_headsign,timepoint,shape_dist_traveled\n"
              "30,T,R,26:00:00,26:00:00,1,0,,,2.5\n"
              "1,U,R,09:00:00,09:00:00,,,,,\n"
              "10,T,P,25:00:00,25:00:00,0,1,Via Q,1,0\n"
              "20,T,Q,,,2,3,,,1.0\n"
              "2,U,Q,09:10:00,09:10:00,,,,0,\n");
    assert_int_equal(trip(0)->call_count, 3);
    assert_int_equal(call(0, 0)->stop, 1);
    assert_int_equal(call(0, 0)->depart, 25 * 3600);
    assert_int_equal(call(0, 0)->drop_off, BOARDING_NO);
    assert_text(call(0, 0)->headsign, "Via Q");
    assert_int_equal(call(0, 1)->stop, 3);
    assert_int_equal(call(0, 1)->arrive, 25 * 3600 + 1440);
    assert_int_equal(call(0, 1)->pickup, BOARDING_PHONE);
    assert_int_equal(call(0, 1)->drop_off, BOARDING_DRIVER);
    assert_true(call(0, 2)->shape_distance == 2.5F);
    assert_int_equal(call(0, 2)->pickup, BOARDING_NO);
    assert_int_equal(trip(0)->estimated, 1);
    assert_true(isnan(call(1, 0)->shape_distance));
    assert_int_equal(trip(1)->estimated, 1);
    assert_int_equal(call(1, 0)->reserved[0] + call(1, 1)->reserved[0], 0);
}

static void frequencies_are_grouped(void **state)
{
    (void)state;
    read_with("frequencies.txt", "trip_id,start_time,end_time,headway_secs,exact_times\n"
                                 "U,10:00:00,11:00:00,600,1\n"
                                 "T,06:00:00,07:00:00,300,\n"
                                 "U,06:00:00,25:00:00,900,0\n");
    assert_int_equal(trip(0)->frequency_count, 1);
    assert_int_equal(trip(1)->frequency_count, 2);
    const struct frequency *frequency = vec_at(&feed.draft.frequencies, trip(1)->first_frequency);
    assert_int_equal(frequency[0].first, 6 * 3600);
    assert_int_equal(frequency[0].last, 25 * 3600);
    assert_int_equal(frequency[0].headway, 900);
    assert_int_equal(frequency[0].exact, 0);
    assert_int_equal(frequency[1].exact, 1);
}

static void transfers_of_every_type(void **state)
{
    (void)state;
    read_with("transfers.txt",
              "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_route_id,to_route_id,"
              "from_trip_id,to_trip_id\n"
              "P,Q,,,,,,\nS,S,1,,,,,\nP,R,2,180,,,,\nQ,R,3,,,L,,\n,,4,,,,T,U\nR,R,5,,,,T,U\n");
    const struct draft_transfer *transfers = feed.draft.transfers.data;
    assert_int_equal(feed.draft.transfers.count, 6);
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(transfers[i].type, i);
    assert_int_equal(transfers[0].min_seconds, -1);
    assert_int_equal(transfers[0].from_trip, NO_IX);
    assert_int_equal(transfers[1].from_stop, 0);
    assert_int_equal(transfers[2].min_seconds, 180);
    assert_int_equal(transfers[3].to_route, 0);
    assert_int_equal(transfers[4].from_stop, NO_IX);
    assert_int_equal(transfers[4].from_trip, 0);
    assert_int_equal(transfers[4].to_trip, 1);
}

static void shapes_belong_to_trips(void **state)
{
    (void)state;
    static const struct small_file files[] = {
        {"shapes.txt", "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled\n"
                       "Y,1,1,0,\nX,48.2,2,9,20\nX,48.1,2,1,10\nX,48,2,0,0\n"},
        {"trips.txt", "trip_id,route_id,service_id,shape_id\nT,L,WK,\nU,L,WK,X\n"},
    };
    read_files(files, 2);
    assert_int_equal(trip(0)->shape, NO_IX);
    assert_int_equal(trip(1)->shape, 0);
    assert_int_equal(feed.draft.shapes.count, 1);
    const struct draft_shape *shape = vec_at(&feed.draft.shapes, 0);
    assert_int_equal(shape->point_count, 3);
    const struct point *points = vec_at(&feed.draft.shape_points, shape->first_point);
    const float *distances = vec_at(&feed.draft.shape_distances, shape->first_point);
    assert_int_equal(points[0].lat, 480000000);
    assert_int_equal(points[2].lat, 482000000);
    assert_true(distances[1] == 10);
}

static void assert_translation(enum translated kind, uint32_t record, const char *language,
                               const char *text)
{
    const struct translation *items = feed.draft.translations.data;
    for (uint32_t i = 0; i < feed.draft.translations.count; i++)
        if (items[i].kind == kind && items[i].record == record &&
            strcmp(draft_text_at(&feed.draft, items[i].language), language) == 0) {
            assert_text(items[i].text, text);
            return;
        }
    fail_msg("no translation of %d %u", kind, record);
}

static void translations_by_record_and_value(void **state)
{
    (void)state;
    static const struct small_file files[] = {
        {"stop_times.txt",
         "trip_id,arrival_time,departure_time,stop_id,stop_sequence,stop_headsign\n"
         "T,08:00:00,08:00:00,P,1,Sea\nT,08:20:00,08:20:00,R,7,Hill\n"
         "U,09:00:00,09:00:00,R,1,\nU,09:20:00,09:20:00,P2,3,\n"},
        {"translations.txt",
         "table_name,field_name,language,translation,record_id,record_sub_id,field_value\n"
         "stops,stop_name,en,By value,,,Quay\n"
         "stops,stop_name,en,By record,Q,,\n"
         "agency,agency_name,en,First,A,,\n"
         "routes,route_short_name,en,One,L,,\n"
         "routes,route_long_name,en,Row,,,Line\n"
         "trips,trip_headsign,en,Thither,,,There\n"
         "trips,trip_headsign,en,Hither,U,,\n"
         "stop_times,stop_headsign,en,Mer,,,Sea\n"
         "stop_times,stop_headsign,en,Colline,T,7,\n"},
    };
    read_files(files, 2);
    assert_int_equal(feed.draft.translations.count, 8);
    assert_translation(TRANSLATED_STOP_NAME, 3, "en", "By record");
    assert_translation(TRANSLATED_AGENCY_NAME, 0, "en", "First");
    assert_translation(TRANSLATED_ROUTE_SHORT_NAME, 0, "en", "One");
    assert_translation(TRANSLATED_ROUTE_LONG_NAME, 0, "en", "Row");
    assert_translation(TRANSLATED_TRIP_HEADSIGN, 0, "en", "Thither");
    assert_translation(TRANSLATED_TRIP_HEADSIGN, 1, "en", "Hither");
    assert_translation(TRANSLATED_STOP_HEADSIGN, call(0, 0)->headsign, "en", "Mer");
    assert_translation(TRANSLATED_STOP_HEADSIGN, call(0, 1)->headsign, "en", "Colline");
}

/* Of fares the texts themselves are translated, by id or by what they say. */
static void translations_of_fares(void **state)
{
    (void)state;
    static const struct small_file files[] = {
        {"rider_categories.txt", "rider_category_id,rider_category_name\nkid,Kind\n"},
        {"fare_media.txt", "fare_media_id,fare_media_name,fare_media_type\nc,Karte,2\n"},
        {"fare_products.txt", "fare_product_id,fare_product_name,amount,currency\n"
                              "b,Einzel,1,EUR\na,Tag,2,EUR\n"},
        {"translations.txt",
         "table_name,field_name,language,translation,record_id,field_value\n"
         "fare_products,fare_product_name,en,Single,b,\n"
         "fare_products,fare_product_name,en,Day,,Tag\n"
         "rider_categories,rider_category_name,en,Child,kid,\n"
         "fare_media,fare_media_name,en,Card,c,\n"
         "fare_media,fare_media_name,en,None,d,\nfare_products,fare_product_name,en,None,c,\n"},
    };
    read_files(files, 4);
    const struct tariff_draft *tariff = &feed.draft.tariff;
    const struct fare_product *products = tariff->fare_products.data; /* by id */
    assert_int_equal(feed.draft.translations.count, 4);
    assert_translation(TRANSLATED_FARE_PRODUCT_NAME, products[0].name, "en", "Day");
    assert_translation(TRANSLATED_FARE_PRODUCT_NAME, products[1].name, "en", "Single");
    assert_translation(TRANSLATED_RIDER_CATEGORY_NAME,
                       ((const struct rider_category *)tariff->rider_categories.data)->name, "en",
                       "Child");
    assert_translation(TRANSLATED_FARE_MEDIUM_NAME,
                       ((const struct fare_medium *)tariff->fare_media.data)->name, "en", "Card");
    assert_int_equal(findings_find(&feed.findings, "translation_unknown")->count, 2);
}

static void old_translations_are_by_value(void **state)
{
    (void)state;
    read_with("translations.txt", "trans_id,lang,translation\nQuay,en,Dock\nThere,en,Thither\n");
    assert_translation(TRANSLATED_STOP_NAME, 3, "en", "Dock");
    assert_translation(TRANSLATED_TRIP_HEADSIGN, 0, "en", "Thither");
}

static void attributions_have_subjects(void **state)
{
    (void)state;
    read_with("attributions.txt",
              "organization_name,is_producer,is_operator,is_authority,attribution_url,route_id\n"
              "Maker,1,0,1,https://m.example,\nRunner,,1,,,L\n");
    const struct attribution *attributions = feed.draft.attributions.data;
    assert_int_equal(feed.draft.attributions.count, 2);
    assert_int_equal(attributions[0].roles, 5);
    assert_text(attributions[0].organisation, "Maker");
    assert_int_equal(attributions[0].route, NO_IX);
    assert_int_equal(attributions[1].roles, 2);
    assert_int_equal(attributions[1].route, 0);
    assert_int_equal(attributions[1].trip, NO_IX);
}

#define STATION                                                                                    \
    "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,level_id,stop_access\n"      \
    "P,P,48,2,,S,u,0\nP2,P2,48,2,,S,,1\nQ,Q,48.05,2.05,,,g,\nR,R,48,2,,,,\nS,S,48,2,1,,,\n"        \
    "E,E,48,2,2,S,g,\nN,,,,3,S,,\nB,B,48,2,4,P,,\n"

static void stops_lie_on_levels(void **state)
{
    (void)state;
    static const struct small_file files[] = {
        {"stops.txt", STATION},
        {"levels.txt", "level_id,level_index,level_name\nu,-1.5,Under\ng,0,\n"},
    };
    read_files(files, 2);
    assert_int_equal(feed.counts.levels, 2);
    assert_int_equal(stop(0)->floor, -15);
    assert_text(stop(0)->level, "Under");
    assert_int_equal(stop(0)->access, TRISTATE_NO);
    assert_int_equal(stop(1)->floor, STOP_NO_FLOOR);
    assert_int_equal(stop(1)->access, TRISTATE_YES);
    assert_int_equal(stop(2)->floor, 0);
    assert_int_equal(stop(2)->access, TRISTATE_UNKNOWN);
    assert_text(stop(2)->level, "g");
    assert_int_equal(stop(7)->floor, -15); /* A boarding area lies where its platform does. */
}

static void pathways_join_stops(void **state)
{
    (void)state;
    static const struct small_file files[] = {
        {"stops.txt", STATION},
        {"pathways.txt",
         "pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,length,traversal_time,"
         "stair_count,max_slope,min_width,signposted_as,reversed_signposted_as\n"
         "a,E,N,2,1,7.25,30,-12,,0.9,Platforms,Exit\n"
         "b,N,B,1,0,,,,-0.083,,,\n"
         "c,N,X,1,0,,,,,,,\n"
         "a,N,P2,1,0,,,,,,,\n"},
    };
    read_files(files, 2);
    assert_int_equal(feed.counts.pathways, 2);
    assert_int_equal(feed.counts.pathways_read, 4);
    const struct draft_pathway *pathways = feed.draft.pathways.data;
    assert_int_equal(feed.draft.pathways.count, 2);
    assert_text(pathways[0].id, "a");
    assert_int_equal(pathways[0].from, 5);
    assert_int_equal(pathways[0].to, 6);
    assert_int_equal(pathways[0].mode, PATHWAY_STAIRS);
    assert_int_equal(pathways[0].both_ways, 1);
    assert_int_equal(pathways[0].length_mm, 7250);
    assert_int_equal(pathways[0].seconds, 30);
    assert_int_equal(pathways[0].stairs, -12);
    assert_int_equal(pathways[0].width_cm, 90);
    assert_text(pathways[0].sign, "Platforms");
    assert_text(pathways[0].reversed_sign, "Exit");
    assert_int_equal(pathways[1].length_mm, NO_IX);
    assert_int_equal(pathways[1].seconds, -1);
    assert_int_equal(pathways[1].slope_permille, -83);
    assert_int_equal(pathways[1].both_ways, 0);
}

/* Half of a station's ways would lead people wrong. */
static void damaged_pathways_are_left_out(void **state)
{
    (void)state;
    read_with("pathways.txt", "pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional\n"
                              "a,P,P2,1,1\nb,P,\"Q,1,1\n");
    assert_int_equal(feed.draft.pathways.count, 0);
    assert_int_equal(feed.counts.pathways, 0);
    assert_non_null(findings_find(&feed.findings, "file_unreadable"));
}

static void files_for_later_are_counted(void **state)
{
    (void)state;
    static const struct small_file files[] = {
        {"booking_rules.txt", "booking_rule_id,booking_type\n1,2\n2,2\n\n3,1\n"},
        {"locations.geojson",
         "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\"},\"\"Feature\"]}"},
    };
    read_files(files, 2);
    assert_int_equal(feed.counts.files_kept, 2);
    assert_string_equal(feed.counts.kept[0].name, "booking_rules.txt");
    assert_int_equal(feed.counts.kept[0].rows, 3);
    assert_int_equal(feed.counts.kept[1].rows, 2);
}

/* A second feed stands behind the first: its numbers count from there. */
static void two_feeds_in_one_draft(void **state)
{
    (void)state;
    static const struct gtfs_options other = {.tag = "other"};
    read_files(NULL, 0);
    small_feed_add(&feed, NULL, 0, &other);
    assert_true(feed.read);
    assert_int_equal(feed.draft.feeds.count, 2);
    assert_int_equal(feed.draft.zones.count, 1);
    assert_int_equal(feed.draft.trips.count, 4);
    assert_int_equal(trip(2)->feed, 1);
    assert_int_equal(trip(2)->route, 1);
    assert_int_equal(trip(2)->service, 1);
    assert_int_equal(call(2, 0)->stop, 6);
    assert_int_equal(stop(6)->parent, 5);
    assert_int_equal(((const struct route *)vec_at(&feed.draft.routes, 1))->agency, 1);
}

static void assert_refused(const char *name, const char *text, const char *place)
{
    static const struct gtfs_options bad = {.tag = "bad"};
    read_files(NULL, 0);
    struct draft before = feed.draft;
    small_feed_add(&feed, &(struct small_file){name, text}, 1, &bad);
    if (feed.read)
        fail_msg("%s was accepted", name);
    assert_non_null(strstr(feed.error.place, place));
    assert_true(strlen(feed.error.text) > 10);
    const struct draft *after = &feed.draft;
    assert_int_equal(after->texts.count, before.texts.count);
    assert_int_equal(after->texts.byte_count, before.texts.byte_count);
    assert_int_equal(after->feeds.count, 1);
    assert_int_equal(after->zones.count, before.zones.count);
    assert_int_equal(after->zone_changes.count, before.zone_changes.count);
    assert_int_equal(after->agencies.count, before.agencies.count);
    assert_int_equal(after->stops.count, before.stops.count);
    assert_int_equal(after->routes.count, before.routes.count);
    assert_int_equal(after->services.count, before.services.count);
    assert_int_equal(after->trips.count, before.trips.count);
    assert_int_equal(after->calls.count, before.calls.count);
    assert_int_equal(draft_text(&feed.draft, "Quay", 4), stop(3)->name);
}

static void unusable_feeds_leave_no_trace(void **state)
{
    (void)state;
    assert_refused("stops.txt", NULL, "stops.txt");
    assert_refused("routes.txt", NULL, "routes.txt");
    assert_refused("trips.txt", NULL, "trips.txt");
    assert_refused("stop_times.txt", NULL, "stop_times.txt");
    assert_refused("calendar.txt", NULL, "calendar.txt");
    assert_refused("stops.txt", "stop_id,stop_name\n", "stops.txt");
    assert_refused("routes.txt", "route_id\n", "routes.txt");
    assert_refused("trips.txt", "route_id,service_id,trip_id\n", "trips.txt");
    assert_refused("calendar.txt", "service_id,start_date,end_date\n", "calendar.txt");
    assert_refused("trips.txt", "route_id,trip_id\nL,T\n", "trips.txt");
    assert_refused("stop_times.txt", "trip_id,stop_id\nT,P\n", "stop_times.txt");
    assert_refused("stop_times.txt", "trip_id,\"arrival_time\nT,P\n", "stop_times.txt");
    assert_refused("agency.txt", "agency_name,agency_timezone\nA,Mars/Olympus\n", "agency.txt");
    assert_refused("agency.txt", "agency_name,agency_timezone\nA,../../etc/passwd\n", "agency.txt");
}

static void time_zone_of_the_options_mends(void **state)
{
    (void)state;
    static const struct small_file files[] = {
        {"agency.txt", "agency_name,agency_timezone\nA,Mars/Olympus\n"}};
    static const struct gtfs_options good = {.tag = "s", .time_zone = "Europe/Rome"};
    static const struct gtfs_options bad = {.tag = "s", .time_zone = "Rome"};
    small_feed_finish(&feed);
    small_feed_read(&feed, files, 1, &good);
    assert_true(feed.read);
    assert_non_null(findings_find(&feed.findings, "agency_zone_unknown"));
    const struct zone_span *zone = vec_at(&feed.draft.zones, 0);
    assert_text(zone->name, "Europe/Rome");
    small_feed_finish(&feed);
    small_feed_read(&feed, files, 1, &bad);
    assert_false(feed.read);
    assert_string_equal(feed.error.place, "time_zone");
}

static int tear_down(void **state)
{
    (void)state;
    small_feed_finish(&feed);
    feed = (struct small_feed){0};
    return 0;
}

#define TEST(name) cmocka_unit_test_teardown(name, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(agencies_and_feed_info),        TEST(missing_agency_is_implied),
        TEST(stops_inherit_from_stations),   TEST(routes_have_modes_and_colours),
        TEST(calendars_and_exceptions),      TEST(exceptions_alone_are_enough),
        TEST(trips_keep_what_they_say),      TEST(stop_times_in_any_order),
        TEST(frequencies_are_grouped),       TEST(transfers_of_every_type),
        TEST(shapes_belong_to_trips),        TEST(translations_by_record_and_value),
        TEST(old_translations_are_by_value), TEST(translations_of_fares),
        TEST(attributions_have_subjects),    TEST(stops_lie_on_levels),
        TEST(pathways_join_stops),           TEST(damaged_pathways_are_left_out),
        TEST(files_for_later_are_counted),   TEST(two_feeds_in_one_draft),
        TEST(unusable_feeds_leave_no_trace), TEST(time_zone_of_the_options_mends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
