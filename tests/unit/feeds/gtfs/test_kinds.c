#include "feeds/gtfs/kinds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/small_feed.h"

/* Every finding of this room, each in a feed made for it: code, first line, count, trips kept. */

#define STOPS "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
#define GOOD_STOPS "P,P,48,2,,\nP2,P2,48,2,,\nQ,Q,48.05,2.05,,\n"
#define TRIPS "route_id,service_id,trip_id,trip_headsign,shape_id,block_id,bikes_allowed\n"
#define TIMES "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
#define U_TIMES "U,09:00:00,09:00:00,R,1\nU,09:10:00,09:10:00,Q,2\n"
#define CALENDAR                                                                                   \
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
#define DATES "service_id,date,exception_type\n"
#define FREQUENCIES "trip_id,start_time,end_time,headway_secs\n"
#define TRANSFERS                                                                                  \
    "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_route_id,to_trip_id\n"
#define SHAPES "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n"
#define SHAPED_TRIPS TRIPS "L,WK,T,,X,,\nL,WK,U,,,,\n"
#define TRANSLATIONS "table_name,field_name,language,translation,record_id,field_value\n"
#define INSIDE                                                                                     \
    "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,level_id\n"                  \
    "P,P,48,2,,S,\nP2,P2,48,2,,S,\nQ,Q,48.05,2.05,,,\nR,R,48,2,,,\nS,S,48,2,1,,\nE,E,48,2,2,S,\n"
#define PATHWAYS                                                                                   \
    "pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,length,stair_count,"         \
    "max_slope\n"
#define WHOLE "p,E,P,1,1,5,,\nq,E,P2,1,1,5,,\n"

#define PRODUCTS "fare_product_id,amount,currency,rider_category_id,fare_media_id\n"
#define LEGS                                                                                       \
    "leg_group_id,network_id,from_area_id,to_area_id,from_timeframe_group_id,fare_product_id\n"
#define SOLD PRODUCTS "p,1,EUR,,\n"
#define CHANGES                                                                                    \
    "from_leg_group_id,to_leg_group_id,transfer_count,duration_limit,duration_limit_type,"         \
    "fare_transfer_type,fare_product_id\n"
#define FARES "fare_id,price,currency_type,payment_method,transfers,agency_id\n"
#define RULES "fare_id,route_id,origin_id,destination_id,contains_id\n"

static char long_id[6000];

static const struct small_case {
    enum gtfs_kind kind;
    const char *name, *text;   /* the file replaced */
    const char *name2, *text2; /* another */
    uint32_t line, count, trips;
} cases[] = {
    {KIND_FILE_MISNAMED, "calendar_date.txt", DATES "WK,20260102,2\n", 0, 0, 0, 1, 2},
    {KIND_FILE_UNREADABLE, "transfers.txt", TRANSFERS "P,\"Q,0\n", 0, 0, 0, 1, 2},
    {KIND_FILE_FOR_LATER, "booking_rules.txt", "booking_rule_id\n1\n", "location_groups.txt",
     "location_group_id\n", 0, 2, 2},
    {KIND_FILE_UNKNOWN, "notes.txt", "note\n", 0, 0, 0, 1, 2},
    {KIND_VALUE_NULL, "stops.txt", STOPS "P,P,48,2,,NULL\n" GOOD_STOPS "R,R,48,2,,NULL\n", 0, 0, 2,
     2, 2},
    {KIND_VALUE_INVALID, "stops.txt", STOPS "R,R,48,2,7,\n" GOOD_STOPS, 0, 0, 2, 1, 2},
    {KIND_ID_MISSING, "trips.txt", TRIPS "L,WK,T,,,,\nL,WK,,,,,\n", 0, 0, 3, 1, 1},
    {KIND_ID_REPEATED, "trips.txt", TRIPS "L,WK,T,,,,\nL,WK,U,,,,\nL,WK,T,,,,\n", 0, 0, 4, 1, 2},
    {KIND_ID_TOO_LONG, "trips.txt", long_id, 0, 0, 4, 1, 2},

    {KIND_AGENCY_FILE_MISSING, "agency.txt", NULL, 0, 0, 0, 1, 2},
    {KIND_AGENCY_ID_MISSING, "agency.txt",
     "agency_id,agency_name,agency_timezone\nA,A,UTC\n,B,UTC\n", 0, 0, 0, 1, 2},
    {KIND_AGENCY_NAME_MISSING, "agency.txt", "agency_id,agency_name,agency_timezone\nA,,UTC\n", 0,
     0, 2, 1, 2},
    {KIND_AGENCY_ZONE_MISSING, "agency.txt",
     "agency_id,agency_name,agency_timezone\nA,A,UTC\nB,B,\n", 0, 0, 3, 1, 2},
    {KIND_AGENCY_ZONE_UNKNOWN, "agency.txt",
     "agency_id,agency_name,agency_timezone\nA,A,UTC\nB,B,Mars/Olympus\n", 0, 0, 3, 1, 2},
    {KIND_AGENCY_ZONES_DIFFER, "agency.txt",
     "agency_id,agency_name,agency_timezone\nA,A,UTC\nB,B,Europe/Paris\n", 0, 0, 3, 1, 2},
    {KIND_TIME_ZONE_ASSUMED, "agency.txt", "agency_id,agency_name\nA,A\n", 0, 0, 0, 1, 2},
    {KIND_FEED_INFO_REPEATED, "feed_info.txt", "feed_publisher_name\nOne\nTwo\n", 0, 0, 3, 1, 2},
    {KIND_FEED_DATES_REVERSED, "feed_info.txt",
     "feed_publisher_name,feed_start_date,feed_end_date\nOne,20260201,20260101\n", 0, 0, 2, 1, 2},

    {KIND_STOP_UNPLACED, "stops.txt", STOPS GOOD_STOPS "R,R,,x,,\n", 0, 0, 5, 1, 2},
    {KIND_STOP_AT_ZERO, "stops.txt", STOPS GOOD_STOPS "R,R,0.0,0,,\n", 0, 0, 5, 1, 2},
    {KIND_STOP_OUT_OF_RANGE, "stops.txt", STOPS GOOD_STOPS "R,R,91,2,,\n", 0, 0, 5, 1, 2},
    {KIND_STOP_EXPONENT, "stops.txt", STOPS GOOD_STOPS "R,R,4.8e1,2,,\n", 0, 0, 5, 1, 2},
    {KIND_STOP_PLACED_AT_PARENT, "stops.txt", STOPS GOOD_STOPS "R,R,,,,S\nS,S,48,2,1,\n", 0, 0, 5,
     1, 2},
    {KIND_STOP_NAME_MISSING, "stops.txt", STOPS GOOD_STOPS "R,,48,2,,\n", 0, 0, 5, 1, 2},
    {KIND_STOP_PARENT_UNKNOWN, "stops.txt", STOPS GOOD_STOPS "R,R,48,2,,S\n", 0, 0, 5, 1, 2},
    {KIND_STOP_PARENT_WRONG, "stops.txt", STOPS GOOD_STOPS "R,R,48,2,,Q\n", 0, 0, 5, 1, 2},
    {KIND_STOP_PARENT_MISSING, "stops.txt", STOPS GOOD_STOPS "R,R,48,2,,\nE,E,48,2,2,\n", 0, 0, 6,
     1, 2},
    {KIND_STOP_ZONE_UNKNOWN, "stops.txt",
     "stop_id,stop_name,stop_lat,stop_lon,stop_timezone\nP,P,48,2,\nP2,P,48,2,\nQ,Q,48,2,Here\n"
     "R,R,48,2,\n",
     0, 0, 4, 1, 2},

    {KIND_ROUTE_AGENCY_MISSING, "routes.txt",
     "route_id,agency_id,route_short_name,route_type\n"
     "L,,1,3\n",
     "agency.txt", "agency_id,agency_name,agency_timezone\nA,A,UTC\nB,B,UTC\n", 2, 1, 2},
    {KIND_ROUTE_AGENCY_UNKNOWN, "routes.txt",
     "route_id,agency_id,route_short_name,route_type\n"
     "L,Z,1,3\n",
     0, 0, 2, 1, 2},
    {KIND_ROUTE_TYPE_INVALID, "routes.txt", "route_id,route_short_name,route_type\nL,1,bus\n", 0, 0,
     2, 1, 2},
    {KIND_ROUTE_TYPE_UNKNOWN, "routes.txt", "route_id,route_short_name,route_type\nL,1,99\n", 0, 0,
     2, 1, 2},
    {KIND_ROUTE_NAME_MISSING, "routes.txt", "route_id,route_type\nL,3\n", 0, 0, 2, 1, 2},
    {KIND_COLOUR_INVALID, "routes.txt",
     "route_id,route_short_name,route_type,route_color\n"
     "L,1,3,red\n",
     0, 0, 2, 1, 2},

    {KIND_DATE_INVALID, "calendar_dates.txt", DATES "WK,20261301,1\nWK,,1\n", 0, 0, 2, 2, 2},
    {KIND_DATE_MENDED, "calendar.txt", CALENDAR "WK,1,1,1,1,1,1,1,20260230,20261231\n", 0, 0, 2, 1,
     2},
    {KIND_SERVICE_RANGE_REVERSED, "calendar.txt", CALENDAR "WK,1,1,1,1,1,1,1,20261231,20260101\n",
     0, 0, 2, 1, 2},
    {KIND_SERVICE_RANGE_LONG, "calendar.txt", CALENDAR "WK,1,1,1,1,1,1,1,20260101,99991231\n", 0, 0,
     2, 1, 2},
    {KIND_SERVICE_WITHOUT_DAYS, "calendar.txt", CALENDAR "WK,0,0,0,0,0,0,0,20260101,20261231\n", 0,
     0, 0, 1, 2},
    {KIND_EXCEPTION_TYPE_INVALID, "calendar_dates.txt", DATES "WK,20260102,3\n", 0, 0, 2, 1, 2},
    {KIND_EXCEPTION_REPEATED, "calendar_dates.txt", DATES "WK,20260102,2\nWK,20260102,2\n", 0, 0, 3,
     1, 2},
    {KIND_EXCEPTION_CONTRADICTORY, "calendar_dates.txt", DATES "WK,20260102,2\nWK,20260102,1\n", 0,
     0, 3, 1, 2},

    {KIND_TRIP_ROUTE_UNKNOWN, "trips.txt", TRIPS "L,WK,T,,,,\nX,WK,U,,,,\n", 0, 0, 3, 1, 1},
    {KIND_TRIP_SERVICE_UNKNOWN, "trips.txt", TRIPS "L,WK,T,,,,\nL,XX,U,,,,\n", 0, 0, 3, 1, 1},
    {KIND_TRIP_SHAPE_UNKNOWN, "trips.txt", SHAPED_TRIPS, 0, 0, 2, 1, 2},
    {KIND_TRIP_WITHOUT_STOP_TIMES, "stop_times.txt", TIMES U_TIMES, 0, 0, 2, 1, 1},
    {KIND_TRIP_WITH_ONE_STOP, "stop_times.txt", TIMES "T,08:00:00,08:00:00,P,1\n" U_TIMES, 0, 0, 2,
     1, 1},
    {KIND_TRIP_WITHOUT_TIMES, "stop_times.txt", TIMES "T,,,P,1\nT,,,Q,2\n" U_TIMES, 0, 0, 2, 1, 1},
    {KIND_TRIP_WITHOUT_FREQUENCY, "frequencies.txt", FREQUENCIES "T,08:00:00,09:00:00,0\n", 0, 0, 2,
     1, 1},

    {KIND_FREQUENCY_TRIP_UNKNOWN, "frequencies.txt", FREQUENCIES "X,08:00:00,09:00:00,60\n", 0, 0,
     2, 1, 2},
    {KIND_FREQUENCY_TIME_INVALID, "frequencies.txt",
     FREQUENCIES "T,08:00:00,09:00:00,60\nT,10:00:00,10:00:00,60\nT,x,10:00:00,60\n", 0, 0, 3, 2,
     2},
    {KIND_FREQUENCY_HEADWAY_INVALID, "frequencies.txt",
     FREQUENCIES "T,08:00:00,09:00:00,60\nT,10:00:00,11:00:00,-60\n", 0, 0, 3, 1, 2},
    {KIND_FREQUENCY_HEADWAY_LONG, "frequencies.txt", FREQUENCIES "T,08:00:00,09:00:00,31536000\n",
     0, 0, 2, 1, 2},
    {KIND_FREQUENCY_TOO_DENSE, "frequencies.txt",
     FREQUENCIES "T,08:00:00,09:00:00,60\nT,10:00:00,400:00:00,1\n", 0, 0, 3, 1, 2},
    {KIND_FREQUENCY_OVERLAP, "frequencies.txt",
     FREQUENCIES "T,08:00:00,09:00:00,600\nT,08:30:00,10:00:00,600\n", 0, 0, 3, 1, 2},

    {KIND_STOP_TIME_TRIP_UNKNOWN, "stop_times.txt",
     TIMES "T,08:00:00,08:00:00,P,1\nX,08:05:00,08:05:00,P,1\nT,08:10:00,08:10:00,Q,2\n" U_TIMES, 0,
     0, 3, 1, 2},
    {KIND_STOP_TIME_STOP_UNKNOWN, "stop_times.txt",
     TIMES "T,08:00:00,08:00:00,P,1\nT,08:05:00,08:05:00,X,2\nT,08:10:00,08:10:00,Q,3\n" U_TIMES, 0,
     0, 3, 1, 2},
    {KIND_STOP_TIME_ON_DEMAND, "stop_times.txt",
     "trip_id,arrival_time,departure_time,stop_id,stop_sequence,location_id\n"
     "T,08:00:00,08:00:00,P,1,\nT,,,,2,area\nT,08:10:00,08:10:00,Q,3,\n" U_TIMES,
     0, 0, 3, 1, 2},
    {KIND_STOP_TIME_AT_STATION, "stop_times.txt",
     TIMES "T,08:00:00,08:00:00,S,1\nT,08:10:00,08:10:00,Q,3\n" U_TIMES, 0, 0, 2, 1, 2},
    {KIND_STOP_TIME_NO_PLATFORM, "stops.txt",
     STOPS GOOD_STOPS "R,R,48,2,,\nS,S,48,2,1,\n"
                      "E,E,48,2,2,S\n",
     "stop_times.txt",
     TIMES "T,08:00:00,08:00:00,P,1\nT,08:10:00,08:10:00,Q,3\nT,08:12:00,08:12:00,E,4\n" U_TIMES, 4,
     1, 2},
    {KIND_STOP_TIME_REPEATED, "stop_times.txt",
     TIMES "T,08:00:00,08:00:00,P,1\nT,08:10:00,08:10:00,Q,2\nT,08:10:00,08:10:00,Q,2\n" U_TIMES, 0,
     0, 4, 1, 2},
    {KIND_STOP_TIMES_UNSORTED, "stop_times.txt",
     TIMES "T,08:10:00,08:10:00,Q,2\nT,08:00:00,08:00:00,P,1\n" U_TIMES, 0, 0, 3, 1, 2},
    {KIND_SEQUENCE_INVALID, "stop_times.txt",
     TIMES "T,08:00:00,08:00:00,P,1\nT,08:10:00,08:10:00,Q,4294967296\n" U_TIMES, 0, 0, 3, 1, 2},
    {KIND_SEQUENCE_REPEATED, "stop_times.txt",
     TIMES "T,08:00:00,08:00:00,P,1\nT,08:10:00,08:10:00,Q,1\n" U_TIMES, 0, 0, 3, 1, 2},
    {KIND_TIME_INVALID, "stop_times.txt",
     TIMES "T,08:00:00,08:00:00,P,1\nT,25:61:00,9999:00:00,R,2\nT,08:10:00,08:10:00,Q,3\n" U_TIMES,
     0, 0, 3, 2, 2},
    {KIND_TIME_WITHOUT_SECONDS, "stop_times.txt",
     TIMES "T,08:00,08:00,P,1\nT,08:10:00,08:10:00,Q,3\n" U_TIMES, 0, 0, 2, 2, 2},
    {KIND_TIME_MISSING_AT_END, "stop_times.txt",
     TIMES "T,08:00:00,08:00:00,P,1\nT,08:10:00,08:10:00,Q,3\nT,,,R,4\n" U_TIMES, 0, 0, 4, 1, 2},
    {KIND_TIME_MIDNIGHT, "stop_times.txt",
     TIMES "T,23:50:00,23:50:00,P,1\nT,00:10:00,00:10:00,Q,3\n" U_TIMES, 0, 0, 3, 1, 2},
    {KIND_TIME_BACKWARDS, "stop_times.txt",
     TIMES "T,08:10:00,08:10:00,P,1\nT,08:05:00,08:15:00,Q,3\n" U_TIMES, 0, 0, 3, 1, 2},
    {KIND_TIME_FAR_BACKWARDS, "stop_times.txt",
     TIMES "T,08:00:00,08:00:00,P,1\nT,07:00:00,07:00:00,Q,3\n" U_TIMES, 0, 0, 2, 1, 1},

    {KIND_TRANSFER_STOP_UNKNOWN, "transfers.txt", TRANSFERS "P,X,0,,,\n", 0, 0, 2, 1, 2},
    {KIND_TRANSFER_STOP_MISSING, "transfers.txt", TRANSFERS "P,,0,,,\n", 0, 0, 2, 1, 2},
    {KIND_TRANSFER_NO_PLATFORM, "stops.txt", STOPS GOOD_STOPS "R,R,48,2,,\nE,E,48,2,2,\n",
     "transfers.txt", TRANSFERS "P,E,0,,,\n", 2, 1, 2},
    {KIND_TRANSFER_ROUTE_UNKNOWN, "transfers.txt", TRANSFERS "P,Q,0,,X,\n", 0, 0, 2, 1, 2},
    {KIND_TRANSFER_TRIP_UNKNOWN, "transfers.txt", TRANSFERS "P,Q,1,,,X\n", 0, 0, 2, 1, 2},
    {KIND_TRANSFER_TRIP_MISSING, "transfers.txt", TRANSFERS "R,R,4,,,U\n", 0, 0, 2, 1, 2},
    {KIND_TRANSFER_TYPE_INVALID, "transfers.txt", TRANSFERS "P,Q,9,,,\n", 0, 0, 2, 1, 2},
    {KIND_TRANSFER_TIME_INVALID, "transfers.txt", TRANSFERS "P,Q,1,-5,,\n", 0, 0, 2, 1, 2},
    {KIND_TRANSFER_TIME_MISSING, "transfers.txt", TRANSFERS "P,Q,2,,,\n", 0, 0, 2, 1, 2},
    {KIND_TRANSFER_REPEATED, "transfers.txt", TRANSFERS "P,Q,0,,,\nP,Q,2,60,,\n", 0, 0, 3, 1, 2},

    {KIND_STOP_LEVEL_UNKNOWN, "stops.txt",
     "stop_id,stop_name,stop_lat,stop_lon,level_id\nP,P,48,2,\nP2,P2,48,2,l0\nQ,Q,48,2,l9\n"
     "R,R,48,2,\n",
     "levels.txt", "level_id,level_index,level_name\nl0,0,\n", 4, 1, 2},
    {KIND_LEVEL_INDEX_INVALID, "levels.txt", "level_id,level_index\nl0,ground\nl1,\nl2,-0.5\n", 0,
     0, 2, 2, 2},
    {KIND_PATHWAY_STOP_UNKNOWN, "stops.txt", INSIDE, "pathways.txt",
     PATHWAYS WHOLE "x,E,X,1,1,5,,\ny,,E,1,1,5,,\n", 4, 2, 2},
    {KIND_PATHWAY_AT_STATION, "stops.txt", INSIDE, "pathways.txt", PATHWAYS WHOLE "x,E,S,1,1,5,,\n",
     4, 1, 2},
    {KIND_PATHWAY_LOOP, "stops.txt", INSIDE, "pathways.txt", PATHWAYS WHOLE "x,E,E,1,1,5,,\n", 4, 1,
     2},
    {KIND_PATHWAY_MODE_INVALID, "stops.txt", INSIDE, "pathways.txt",
     PATHWAYS WHOLE "x,E,P,8,1,5,,\ny,E,P,,1,5,,\n", 4, 2, 2},
    {KIND_PATHWAY_DIRECTION_MISSING, "stops.txt", INSIDE, "pathways.txt",
     PATHWAYS WHOLE "x,E,P,4,,5,,\ny,E,P,4,2,5,,\n", 4, 2, 2},
    {KIND_PATHWAY_EXIT_BOTH_WAYS, "stops.txt", INSIDE, "pathways.txt",
     PATHWAYS WHOLE "x,P,E,7,1,5,,\n", 4, 1, 2},
    {KIND_PATHWAY_SLOPE_MISPLACED, "stops.txt", INSIDE, "pathways.txt",
     PATHWAYS WHOLE "x,P,E,2,1,5,,0.1\ny,P,E,1,1,5,,0.1\n", 4, 1, 2},
    {KIND_PATHWAY_UNMEASURED, "stops.txt", INSIDE, "pathways.txt",
     PATHWAYS WHOLE "x,P,E,1,1,,,\ny,P,E,2,1,,9,\n", 4, 1, 2},
    {KIND_PATHWAY_STATIONS_DIFFER, "stops.txt", INSIDE, "pathways.txt",
     PATHWAYS WHOLE "x,Q,E,1,1,5,,\n", 4, 1, 2},
    {KIND_PATHWAY_AT_PARTED_PLATFORM, "stops.txt", INSIDE "B,B,48,2,4,P,\n", "pathways.txt",
     PATHWAYS WHOLE "x,B,E,1,1,5,,\n", 2, 1, 2},
    {KIND_PATHWAY_LIFT_WITHOUT_LEVEL, "stops.txt", INSIDE, "pathways.txt",
     PATHWAYS WHOLE "x,P,E,5,1,5,,\n", 4, 1, 2},
    {KIND_PATHWAY_NODE_DANGLING, "stops.txt", INSIDE "N,N,48,2,3,S,\nM,M,48,2,3,S,\n",
     "pathways.txt", PATHWAYS WHOLE "x,N,E,1,1,5,,\ny,E,N,1,1,5,,\nz,E,M,1,1,5,,\nu,P,M,1,1,5,,\n",
     8, 1, 2},
    {KIND_PATHWAY_STOP_LEFT_OUT, "stops.txt", INSIDE, "pathways.txt", PATHWAYS "p,E,P,1,1,5,,\n", 3,
     1, 2},
    {KIND_PATHWAY_NO_WAY_IN, "stops.txt", INSIDE, "pathways.txt",
     PATHWAYS "p,E,P,1,1,5,,\nq,P2,P,4,0,5,,\n", 3, 1, 2},
    {KIND_PATHWAY_NO_WAY_OUT, "stops.txt", INSIDE, "pathways.txt",
     PATHWAYS "p,E,P,1,1,5,,\nq,P,P2,4,0,5,,\n", 3, 1, 2},

    {KIND_FARES_LEFT_OUT, "fare_products.txt", SOLD "q,1,\"EUR,,\n", 0, 0, 0, 1, 2},
    {KIND_FARE_FILE_MISSING, "fare_rules.txt", RULES "f,,,,\ng,,,,\n", 0, 0, 0, 1, 2},
    {KIND_FARE_FILE_MISSING, "fare_products.txt", PRODUCTS "p,1,EUR,child,card\n", 0, 0, 0, 1, 2},
    {KIND_FARE_AMOUNT_INVALID, "fare_products.txt",
     SOLD "q,\"1,50\",EUR,,\nr,,EUR,,\ns,99999999999999999999.99,EUR,,\nt,$2,USD,,\n", 0, 0, 3, 4,
     2},
    {KIND_FARE_AMOUNT_NEGATIVE, "fare_attributes.txt", FARES "f,-1.00,EUR,0,,\n", 0, 0, 2, 1, 2},
    {KIND_FARE_AMOUNT_ROUNDED, "fare_products.txt", SOLD "q,1.005,EUR,,\nr,1.5,JPY,,\n", 0, 0, 3, 2,
     2},
    {KIND_FARE_CURRENCY_UNKNOWN, "fare_products.txt", SOLD "q,1,ZZZZ,,\nr,1,,,\ns,1,ZZZ,,\n", 0, 0,
     3, 3, 2},
    {KIND_FARE_CATEGORY_UNKNOWN, "fare_products.txt", SOLD "q,1,EUR,child,\n", 0, 0, 3, 1, 2},
    {KIND_FARE_CATEGORY_STANDARD_TWICE, "rider_categories.txt",
     "rider_category_id,is_default_fare_category\na,1\nb,0\nc,1\n", 0, 0, 4, 1, 2},
    {KIND_FARE_MEDIUM_UNKNOWN, "fare_products.txt", SOLD "q,1,EUR,,card\n", 0, 0, 3, 1, 2},
    {KIND_FARE_PRODUCT_UNKNOWN, "fare_leg_rules.txt", LEGS ",,,,,q\n,,,,,p\n", "fare_products.txt",
     SOLD, 2, 1, 2},
    {KIND_FARE_PRODUCT_MISSING, "fare_leg_rules.txt", LEGS ",,,,,p\ng,,,,,\n", "fare_products.txt",
     SOLD, 3, 1, 2},
    {KIND_FARE_NETWORK_UNKNOWN, "fare_leg_rules.txt", LEGS ",n,,,,p\n", "fare_products.txt", SOLD,
     2, 1, 2},
    {KIND_FARE_NETWORK_FORMS, "routes.txt",
     "route_id,route_short_name,route_type,network_id\nL,1,3,n\n", "route_networks.txt",
     "network_id,route_id\nn,L\n", 0, 1, 2},
    {KIND_FARE_AREA_UNKNOWN, "fare_leg_rules.txt", LEGS ",,a,,,p\n,,,a,,p\n", "fare_products.txt",
     SOLD, 2, 2, 2},
    {KIND_FARE_TIMEFRAME_UNKNOWN, "fare_leg_rules.txt", LEGS ",,,,peak,p\n", "fare_products.txt",
     SOLD, 2, 1, 2},
    {KIND_FARE_GROUP_UNKNOWN, "fare_transfer_rules.txt", CHANGES "g,h,,,,0,\n,h,,,,0,\n", 0, 0, 2,
     2, 2},
    {KIND_FARE_SERVICE_UNKNOWN, "timeframes.txt",
     "timeframe_group_id,start_time,end_time,service_id\npeak,,,WK\npeak,,,X\n", 0, 0, 3, 1, 2},
    {KIND_FARE_STOP_UNKNOWN, "areas.txt", "area_id\na\n", "stop_areas.txt",
     "area_id,stop_id\na,P\na,X\n", 3, 1, 2},
    {KIND_FARE_ROUTE_UNKNOWN, "fare_attributes.txt", FARES "f,1,EUR,0,,\n", "fare_rules.txt",
     RULES "f,L,,,\nf,X,,,\n", 3, 1, 2},
    {KIND_FARE_AGENCY_UNKNOWN, "fare_attributes.txt", FARES "f,1,EUR,0,,Z\n", 0, 0, 2, 1, 2},
    {KIND_FARE_AGENCY_MISSING, "fare_attributes.txt", FARES "f,1,EUR,0,,\n", "agency.txt",
     "agency_id,agency_name,agency_timezone\nA,A,UTC\nB,B,UTC\n", 2, 1, 2},
    {KIND_FARE_ZONE_UNKNOWN, "fare_attributes.txt", FARES "f,1,EUR,0,,\n", "fare_rules.txt",
     RULES "f,,Z1,,\nf,,,Z1,\nf,,,,Z1\n", 2, 3, 2},
    {KIND_FARE_UNKNOWN, "fare_attributes.txt", FARES "f,1,EUR,0,,\n", "fare_rules.txt",
     RULES "f,L,,,\ng,L,,,\n", 3, 1, 2},
    {KIND_FARE_RULES_LOST, "fare_attributes.txt", FARES "e,1,EUR,0,,\nf,1,EUR,0,,\n",
     "fare_rules.txt", RULES "f,X,,,\n", 3, 1, 2},
    {KIND_FARE_CONDITION_UNKNOWN, "fare_leg_rules.txt", "fare_product_id,from_zone_id\np,\np,1\n",
     0, 0, 3, 1, 2},
    {KIND_FARE_CONDITION_UNSURE, "fare_attributes.txt",
     "fare_id,price,currency_type,fare_period_id\nf,1,EUR,\ng,1,EUR,2\n", 0, 0, 3, 1, 2},
    {KIND_FARE_WITHOUT_RULES, "fare_attributes.txt", FARES "e,1,EUR,0,,\nf,1,EUR,0,,\n",
     "fare_rules.txt", RULES "e,L,,,\n", 3, 1, 2},
    {KIND_FARE_ROW_REPEATED, "fare_products.txt", SOLD "p,1,EUR,,\n", 0, 0, 3, 1, 2},
    {KIND_FARE_ROW_CONTRADICTS, "fare_products.txt", SOLD "p,2,EUR,,\n", 0, 0, 3, 1, 2},
    {KIND_TIMEFRAME_INVALID, "timeframes.txt",
     "timeframe_group_id,start_time,end_time,service_id\na,22:00:00,02:00:00,WK\n"
     "a,22:00:00,25:00:00,WK\na,22:00:00,,WK\na,08:00:00,08:00:00,WK\na,x,09:00:00,WK\n"
     "a,22:00:00,24:00:00,WK\n",
     0, 0, 2, 5, 2},
    {KIND_FARE_JOIN_NETWORK_MISSING, "fare_leg_join_rules.txt",
     "from_network_id,to_network_id\n,n\n", "networks.txt", "network_id\nn\n", 2, 1, 2},
    {KIND_FARE_JOIN_STOP_MISSING, "fare_leg_join_rules.txt",
     "from_network_id,to_network_id,from_stop_id,to_stop_id\nn,n,P,\nn,n,P,P2\n", "networks.txt",
     "network_id\nn\n", 2, 1, 2},
    {KIND_FARE_TRANSFER_TYPE_INVALID, "fare_transfer_rules.txt",
     CHANGES ",,,,,3,\n,,-1,,,,\n,,,,,0,\n", 0, 0, 2, 2, 2},
    {KIND_FARE_TRANSFER_COUNT_INVALID, "fare_transfer_rules.txt",
     CHANGES ",,0,,,0,\n,,-2,,,0,\n,,-1,,,0,\n", 0, 0, 2, 2, 2},
    {KIND_FARE_TRANSFER_COUNT_MISSING, "fare_transfer_rules.txt", CHANGES "g,g,,,,0,\n",
     "fare_leg_rules.txt", LEGS "g,,,,,p\n", 2, 1, 2},
    {KIND_FARE_TRANSFER_COUNT_MISPLACED, "fare_transfer_rules.txt", CHANGES "g,,2,,,0,\n",
     "fare_leg_rules.txt", LEGS "g,,,,,p\n", 2, 1, 2},
    {KIND_FARE_TRANSFER_LIMIT_INVALID, "fare_transfer_rules.txt",
     CHANGES ",,,0,0,0,\n,,,99999999,0,0,\n,,,an hour,0,0,\n", 0, 0, 2, 3, 2},
    {KIND_FARE_TRANSFER_LIMIT_TYPE_MISSING, "fare_transfer_rules.txt",
     CHANGES ",,,60,,0,\n,,,90,4,0,\n,,,99,3,0,\n", 0, 0, 2, 2, 2},

    {KIND_SHAPE_POINT_INVALID, "shapes.txt", SHAPES "X,48,2,1\nX,148,2,2\nX,48.1,2,3\n",
     "trips.txt", SHAPED_TRIPS, 3, 1, 2},
    {KIND_SHAPE_UNSORTED, "shapes.txt", SHAPES "X,48,2,2\nX,48.1,2,1\n", "trips.txt", SHAPED_TRIPS,
     3, 1, 2},
    {KIND_SHAPE_UNUSED, "shapes.txt", SHAPES "Y,48,2,2\nY,48.1,2,1\n", 0, 0, 2, 1, 2},
    {KIND_SHAPE_SHORT, "shapes.txt", SHAPES "X,48,2,2\n", "trips.txt", SHAPED_TRIPS, 2, 1, 2},

    {KIND_ATTRIBUTION_UNKNOWN, "attributions.txt", "organization_name,trip_id\nO,X\n", 0, 0, 2, 1,
     2},
    {KIND_ATTRIBUTION_NAME_MISSING, "attributions.txt", "organization_name,trip_id\n,T\n", 0, 0, 2,
     1, 2},
    {KIND_TRANSLATION_INCOMPLETE, "translations.txt", TRANSLATIONS "stops,stop_name,en,,Q,\n", 0, 0,
     2, 1, 2},
    {KIND_TRANSLATION_UNREAD, "translations.txt", TRANSLATIONS "stops,stop_desc,en,x,Q,\n", 0, 0, 2,
     1, 2},
    {KIND_TRANSLATION_UNKNOWN, "translations.txt",
     TRANSLATIONS "stops,stop_name,en,x,X,\nstops,stop_name,en,x,,Nowhere\n", 0, 0, 2, 2, 2},
    {KIND_TRANSLATION_REPEATED, "translations.txt",
     TRANSLATIONS "stops,stop_name,en,x,Q,\nstops,stop_name,en,y,Q,\n", 0, 0, 3, 1, 2},

    {KIND_BLOCK_OVERLAP, "trips.txt", TRIPS "L,WK,T,,,b,\nL,WK,U,,,b,\n", "stop_times.txt",
     TIMES "T,08:50:00,08:50:00,P,1\nT,09:05:00,09:05:00,Q,2\n" U_TIMES, 3, 1, 2},
    {KIND_TRIP_TOO_FAST, "stop_times.txt",
     TIMES "T,08:00:00,08:00:00,P,1\nT,08:00:01,08:00:01,Far,2\n" U_TIMES, "stops.txt",
     STOPS GOOD_STOPS "R,R,48,2,,\nFar,Far,58,2,,\n", 2, 1, 2},
    {KIND_TRIP_TOO_LONG, "stop_times.txt",
     TIMES "T,08:00:00,08:00:00,P,1\nT,300:00:00,300:00:00,Q,2\n" U_TIMES, 0, 0, 2, 1, 2},
    {KIND_STOP_UNUSED, "stop_times.txt",
     TIMES "T,08:00:00,08:00:00,P,1\n"
           "T,08:10:00,08:10:00,Q,2\n" U_TIMES,
     0, 0, 4, 1, 2},
    {KIND_FEED_RUNS_NOTHING, "stop_times.txt", TIMES, 0, 0, 0, 1, 0},
};

enum { CASES = sizeof cases / sizeof *cases };

static void finding_is_made(void **state)
{
    const struct small_case *one = *state;
    const struct gtfs_kind_words *words = &gtfs_kinds[one->kind];
    const struct small_file files[] = {{"fare_products.txt", SOLD}, /* of rules; or replaced */
                                       {one->name, one->text},
                                       {one->name2, one->text2}};
    static const struct gtfs_options options = {.tag = "small"};
    struct small_feed feed;
    small_feed_read(&feed, files, 3, &options);
    if (!feed.read)
        fail_msg("%s: %s: %s", words->code, feed.error.place, feed.error.text);
    const struct finding *finding = findings_find(&feed.findings, words->code);
    if (!finding)
        fail_msg("no finding %s", words->code);
    assert_int_equal(finding->action, words->action);
    assert_int_equal(finding->count, one->count);
    assert_int_equal(finding->places[0].line, one->line);
    assert_int_equal(feed.counts.trips, one->trips);
    assert_int_equal(feed.draft.trips.count, one->trips);
    small_feed_finish(&feed);
}

/* A kind nobody tests would be a kind nobody can rely on. */
static void every_kind_has_a_case(void **state)
{
    (void)state;
    bool seen[KIND_COUNT] = {0};
    for (size_t i = 0; i < CASES; i++)
        seen[cases[i].kind] = true;
    seen[KIND_FARE_ROWS_TOO_MANY] = true; /* test_fares.c */
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (!seen[i])
            fail_msg("%s is not tested", gtfs_kinds[i].code);
}

static void codes_are_unique_and_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        assert_non_null(gtfs_kinds[i].code);
        assert_non_null(gtfs_kinds[i].text);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(gtfs_kinds[i].code, gtfs_kinds[j].code);
    }
}

/* A sound feed has nothing to complain about. */
static void sound_feed_is_silent(void **state)
{
    (void)state;
    struct small_feed feed;
    small_feed_read(&feed, NULL, 0, NULL);
    assert_true(feed.read);
    assert_int_equal(feed.findings.items.count, 0);
    assert_int_equal(feed.counts.stop_times, 6);
    small_feed_finish(&feed);
}

static void make_long_id(void)
{
    static const char head[] = TRIPS "L,WK,T,,,,\nL,WK,U,,,,\nL,WK,";
    memcpy(long_id, head, sizeof head - 1);
    memset(long_id + sizeof head - 1, 'x', 5000);
    static const char tail[] = ",,,,\n";
    memcpy(long_id + sizeof head - 1 + 5000, tail, sizeof tail);
}

int main(void)
{
    struct CMUnitTest tests[CASES + 3] = {
        cmocka_unit_test(every_kind_has_a_case),
        cmocka_unit_test(codes_are_unique_and_told),
        cmocka_unit_test(sound_feed_is_silent),
    };
    make_long_id();
    for (size_t i = 0; i < CASES; i++)
        tests[3 + i] = (struct CMUnitTest){.name = gtfs_kinds[cases[i].kind].code,
                                           .test_func = finding_is_made,
                                           .initial_state = (void *)(uintptr_t)&cases[i]};
    return _cmocka_run_group_tests("findings of the GTFS reader", tests, CASES + 3, NULL, NULL);
}
