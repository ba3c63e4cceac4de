#ifndef DATA_MAKER_PLAN_H
#define DATA_MAKER_PLAN_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "engine/base/vec.h"

/*
 * The drawing of a network by hand, before it becomes GTFS: places on a grid of metres, lines as
 * lists of stops, departures as headways by hour. One text file a feed; every row is a keyword and
 * fields between bars. data/README.md explains the rows. All texts live in `arena`.
 */

#define PLAN_CYCLE_MAX 12
#define PLAN_POLES_MAX 12

/** Where a vehicle stops at a place. */
struct plan_pole {
    char code[8];       /**< added to the id of the place; `.` alone: the place itself */
    int32_t x, y;       /**< metres east and north of the place */
    int32_t wheelchair; /**< GTFS value, or -1: as the place */
    bool marked;        /**< its code stands on a sign: it is the platform_code */
};

/** A named stop: a station with its poles. */
struct plan_place {
    const char *id, *name, *zone;
    int32_t x, y; /**< metres east and north of the origin of the city */
    int32_t wheelchair;
    struct plan_pole poles[PLAN_POLES_MAX];
    uint32_t pole_count;
};

/** A row of stops.txt that is written as drawn: entrances, nodes, platforms with a level. */
struct plan_point {
    const char *id, *name, *parent, *level, *platform, *zone;
    int32_t kind, x, y, wheelchair;
};

/** A call of a way, or (id NULL) a bend of its course. */
struct plan_stop {
    const char *id;           /**< stop_id, or NULL */
    const char *headsign;     /**< stop_headsign or "" */
    int32_t x, y;             /**< metres; of the stop once plan_read is done */
    int32_t pickup, drop_off; /**< GTFS values */
    bool blank;               /**< its times are left out */
};

/** One course of a line in one direction. */
struct plan_way {
    const char *key, *headsign; /**< key: one letter, part of the trip ids */
    uint32_t line;
    int32_t direction;
    uint32_t first_stop, stop_count;
};

/** A list of values dealt to the trips of a line in turn. */
struct plan_cycle {
    int32_t values[PLAN_CYCLE_MAX];
    uint32_t count;
};

/** A route with its habits. */
struct plan_line {
    const char *id;
    int32_t speed; /**< km/h between stops */
    int32_t dwell; /**< seconds at a stop on the way; 0: arrival is departure */
    struct plan_cycle wheelchair, bikes;
    int32_t cars;   /**< GTFS value */
    int32_t number; /**< of its first train, 0: trips have no short name */
    bool distances; /**< shape_dist_traveled is written in stop_times.txt too */
};

/** Departures of one way: from, from + step ... before `to`. */
struct plan_run {
    uint32_t way;
    const char *service;
    int32_t from, to, step; /**< seconds */
};

/** A headway that goes to frequencies.txt. */
struct plan_every {
    uint32_t way;
    const char *service;
    int32_t from, to, step; /**< seconds */
    int32_t exact;
};

/** Trips of one way go on as trips of another in the same vehicle. */
struct plan_chain {
    uint32_t from_way, to_way;
    int32_t wait; /**< longest pause in seconds */
};

/** A row of calendar.txt, and what becomes of it on special days. */
struct plan_service {
    const char *id;
    const char *weekdays; /**< seven digits, Monday first */
    const char *holiday;  /**< on public holidays: "rests", "runs" or "" */
    const char *school;   /**< "school": rests in school holidays */
};

/** A whole drawing. */
struct plan {
    struct arena arena; /**< the file, cut into texts, and those made from it */
    struct vec places, points, stops, ways, lines, runs, everys, chains, services;
    int32_t lat, lon; /**< origin, 1e-7 degrees */
    bool areas;       /**< zones are fare areas too: stop_areas.txt is written */
};

/** Reads a drawing. False: `error` names file and line. plan_finish is needed either way. */
MUST_CHECK bool plan_read(struct plan *plan, const char *path, struct error *error);

/** Whether the drawing has that stop_id; then `x`, `y` (may be NULL) are where it stands. */
bool plan_find(const struct plan *plan, const char *id, int32_t *x, int32_t *y);

/** The same for stations too, which stand in the middle of their poles; `x`, `y` are not NULL. */
bool plan_spot(const struct plan *plan, const char *id, int32_t *x, int32_t *y);

/** Frees it. */
void plan_finish(struct plan *plan);

#endif
