#ifndef ENGINE_STREET_REACH_H
#define ENGINE_STREET_REACH_H

#include "engine/base/arena.h"
#include "engine/network/network.h"
#include "engine/street/endpoint.h"
#include "engine/street/ride.h"
#include "engine/street/worker.h"

/*
 * Which stops can be reached from a place, or from which stops it can be reached, by the means a
 * question allows. On streets where the image has some; else along the straight line, made longer
 * by a detour factor, and the answer says so.
 */

/** How the part between a door and a stop is covered. */
enum means_kind {
    MEANS_MOVE,    /**< all of it as the profile says: on foot, by bicycle taken aboard, by car */
    MEANS_PARK,    /**< by car or bicycle to a park for it, the rest on foot */
    MEANS_DROPPED, /**< taken by car to where cars may stop, the rest on foot */
    MEANS_HIRED,   /**< on foot to a shared vehicle, with it to where it is left, on foot */
};

/** One allowed way of covering it. */
struct means {
    enum means_kind kind;
    struct profile profile;   /**< of the vehicle, or the whole; of shared ones without a taste */
    struct profile on_foot;   /**< of the rest: TRAVEL_FOOT or TRAVEL_WHEELCHAIR */
    int32_t seconds_max;      /**< of the whole */
    int32_t handling_seconds; /**< parking and locking, or getting out; HIRED: unlocking */
    int32_t return_seconds;   /**< HIRED: giving it back */
    int32_t walk_seconds_max; /**< HIRED, all the way: of either walk; 0: no bound of its own */
    const struct lending *lending; /**< HIRED: what is lent, and where */
    /**
     * PARK: a bit for each of street_parks, set where no space is left: no vehicle is left there,
     * but one that waits there may be taken. NULL: nobody knows of any. Borrowed.
     */
    const uint64_t *full_parks;
};

/** Whether a vehicle can be left in the park. */
bool means_has_space(const struct means *means, uint32_t park);

/** The question. */
struct reach_ask {
    struct point place;
    int16_t level; /**< or DOOR_ANY_LEVEL */
    bool to_place; /**< from the stops to the place */
    const struct means *means;
    uint32_t means_count;
    double street_metres; /**< how far from the place a street may be; 0: DOOR_METRES */
};

/** How an endpoint is reached. */
struct reach_way {
    uint32_t means;   /**< index into the question's */
    uint32_t park;    /**< index of street_parks, or NO_IX */
    struct hire hire; /**< of the means' lending; HIRE_NONE */
};

/** What was found around a place. */
struct reach {
    struct endpoint *stops; /**< by stop, each once, by its fastest means; in the arena */
    struct reach_way *ways; /**< one an endpoint */
    uint32_t count;
    bool straight; /**< without streets: along the line */
};

/** 15 minutes at 1.2 m/s. */
extern const struct reach_limits reach_default;

/** A straight line is taken to be this many times longer on the ground. */
#define REACH_DETOUR 1.3

/** Metres a second in a wheelchair, where nobody says otherwise. */
#define REACH_WHEELCHAIR_SPEED 0.8

/** Seconds of a walk that is too far to be told apart from any other such. */
#define REACH_NEVER (INT32_MAX / 4)

/**
 * The served stops in reach. With streets: by their ties; those without any along the straight
 * line, since a map may end before the timetable does. For journeys back from the place costs are
 * those of the way towards it. Where costs are not times (a cyclist's taste) the way is the one
 * that he likes best, its seconds are real, and none is looked for that feels more than
 * REACH_DISLIKE times as long as `seconds_max`. `worker` may be NULL: then all stops are
 * reached along the straight line, on foot, by bicycle and by scooter; parks and cars need streets.
 */
void reach_run(const struct network *network, struct street_worker *worker,
               const struct reach_ask *ask, struct arena *arena, struct reach *reach);

/** The same with one means: on foot, the usual way. */
void reach_on_foot(const struct network *network, struct street_worker *worker, struct point place,
                   const struct reach_limits *limits, struct arena *arena, struct reach *reach);

/** A vertex that the last flood of the worker came to. */
typedef void reach_place_visit(void *context, vertex_ix vertex);

/**
 * The places among those where somebody may be dropped or picked up: one of the ways that leave is
 * a road or track which the metric's car may use, none of the large ones and in no tunnel. Copies
 * are not visited, but what they are copies of; a vertex may be visited more than once.
 */
void reach_stopping_places(const struct street_worker *worker, const struct metric *car,
                           reach_place_visit *visit, void *context);

/** How much longer than allowed a way may feel. */
#define REACH_DISLIKE 3

/** Seconds along the straight line between two places at that speed, rounded up; <= REACH_NEVER. */
int32_t reach_walk_seconds(struct point a, struct point b, double metres_per_second);

#endif
