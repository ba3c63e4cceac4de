#ifndef TESTS_ORACLE_SMALL_H
#define TESTS_ORACLE_SMALL_H

#include <stdbool.h>
#include <stdint.h>

/*
 * A timetable small enough to be held in fixed tables and copied by assignment, and a question
 * about it. The oracle works on these tables alone; draft_small.c writes the same tables into a
 * draft for the engine. Numbers are indices into the tables, -1 means "none" or "any".
 */

#define SMALL_FEEDS 2
#define SMALL_STOPS 28
#define SMALL_ROUTES 8
#define SMALL_AGENCIES 3
#define SMALL_SERVICES 26
#define SMALL_EXCEPTIONS 8
#define SMALL_TRIPS 38
#define SMALL_CALLS 6
#define SMALL_TRANSFERS 80
#define SMALL_STREETS 80
#define SMALL_ENDS 3
#define SMALL_LIST 4
#define SMALL_VIAS 2

/* How much of that a world is made with; the rest is for what changes on the day (live.h). */
#define SMALL_TRIPS_MADE 28
#define SMALL_TRANSFERS_MADE 20
#define SMALL_LIST_MADE 2

/** A clock that is changed at most once: `before` up to `at`, then `after`, seconds from UTC. */
struct small_zone {
    int64_t at;
    int before, after;
};

/** A row of stops.txt. */
struct small_stop {
    int feed;
    int parent;     /**< -1 or a stop */
    int kind;       /**< location_type: 0 platform, 1 station, 4 boarding area */
    int lat, lon;   /**< 1e-7 degrees */
    int wheelchair; /**< 0 unknown, 1 yes, 2 no */
    bool placed;    /**< whether lat and lon mean anything */
    bool tied;      /**< whether it is on the streets */
    bool special;   /**< whether the configuration has the next three; -1: it is silent there */
    int change, board_slack, alight_slack;
};

/** A row of routes.txt. */
struct small_route {
    int feed, agency;
    int type;                      /**< basic route_type, 0 .. 4 */
    int board_slack, alight_slack; /**< seconds */
};

/** calendar.txt and calendar_dates.txt of one service; days count from 1970-01-01. */
struct small_service {
    int first_day, last_day;
    unsigned weekdays; /**< bit 0 Monday */
    int exception_count;
    struct small_exception {
        int day;
        bool added;
    } exceptions[SMALL_EXCEPTIONS]; /**< by day, each day once */
};

/** A row of stop_times.txt. */
struct small_call {
    int stop;
    int arrive, depart; /**< seconds after noon minus twelve hours */
    int pickup, drop_off;
};

/** A trip; with headway > 0 it is repeated and its own times only tell the offsets. */
struct small_trip {
    int route, service;
    int block; /**< -1: none */
    int wheelchair, bikes, cars;
    int headway, first, last, exact; /**< one row of frequencies.txt, or headway 0 */
    int call_count;
    struct small_call calls[SMALL_CALLS];
};

/** A row of transfers.txt; unnamed things are -1. */
struct small_transfer {
    int from_stop, to_stop, from_route, to_route, from_trip, to_trip;
    int type;
    int min_seconds;
};

/** What the streets say of two stops that are tied: seconds of moving; -1: no way. */
struct small_street {
    int from, to, on_foot, in_wheelchair;
};

/** How walks are made when the world is frozen. */
struct small_walking {
    int default_change, link_metres, mm_per_second;
};

/** All tables. */
struct small_world {
    uint64_t seed;
    int today; /**< the day around which the services lie */
    int feed_count, stop_count, agency_count, route_count, service_count, trip_count;
    int transfer_count, street_count;
    struct small_walking walking;
    struct small_zone zones[SMALL_FEEDS]; /**< one a feed */
    int agency_feeds[SMALL_AGENCIES];
    struct small_stop stops[SMALL_STOPS];
    struct small_route routes[SMALL_ROUTES];
    struct small_service services[SMALL_SERVICES];
    struct small_trip trips[SMALL_TRIPS];
    struct small_transfer transfers[SMALL_TRANSFERS];
    struct small_street streets[SMALL_STREETS]; /**< each pair once */
};

/** A stop and how many seconds it is from the door. */
struct small_end {
    int stop, seconds;
};

/** A place to pass. */
struct small_via {
    int stop, stay;
};

/** A list of things not wanted. */
struct small_list {
    int count;
    int items[SMALL_LIST];
};

/** What is asked. */
struct small_question {
    int source_count, target_count, via_count;
    struct small_end sources[SMALL_ENDS], targets[SMALL_ENDS];
    struct small_via vias[SMALL_VIAS];
    int64_t time;
    bool arrive_by;
    int window, travel_max;
    int default_change;                   /**< -1: the world's */
    int min_change, added_change, factor; /**< factor in permille */
    int transfers_max;
    bool in_seat;
    unsigned types; /**< bit i: route_type i is wanted */
    int wheelchair; /**< 0 not asked, 1 unknown will do, 2 strict */
    bool bikes, cars;
    struct small_list no_agencies, no_routes, no_stops, no_trips;
};

/** One journey as far as it is compared. */
struct small_result {
    int64_t depart, arrive;
    int transfers;
};

#endif
