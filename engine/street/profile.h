#ifndef ENGINE_STREET_PROFILE_H
#define ENGINE_STREET_PROFILE_H

#include "engine/network/streets.h"

/*
 * Who moves and how: speeds, tastes, what he cannot pass. A profile is worked out once for each
 * trait of the streets (a few thousand at most) into a metric, so that every traveller may have
 * numbers of his own at no cost in the search.
 */

/** How somebody moves. */
enum travel { TRAVEL_FOOT, TRAVEL_WHEELCHAIR, TRAVEL_BICYCLE, TRAVEL_SCOOTER, TRAVEL_CAR, TRAVELS };

/** What a cyclist prefers where ways differ. */
enum taste {
    TASTE_FASTER, /**< time alone */
    TASTE_SAFER,  /**< away from cars, on good ground */
    TASTE_FLATTER /**< around hills */
};

/** A traveller. Start from profile_of. */
struct profile {
    enum travel travel;
    double metres_per_second; /**< on the level and undisturbed; of cars: the most they drive */
    double push_speed;        /**< metres a second beside the bicycle or scooter */
    double climb_seconds;     /**< more for each metre of climb, where heights are known */
    double stairs_factor;     /**< times as long as the level for the same length; foot */
    double slope_percent_max; /**< wheelchairs: nothing known to be steeper; 0: no limit */
    bool unknown_ways;        /**< wheelchairs: ACCESS_UNKNOWN will do */
    bool helped;              /**< wheelchairs: ACCESS_PUSH (limited) will do */
    enum taste taste;
};

/**
 * The usual one: foot 1.2 m/s, wheelchair 0.8 m/s (unknown ways allowed, limited ones not, at most
 * 10 %), bicycle 4.5 m/s, scooter 5 m/s, car as signposted. Taste: faster.
 */
struct profile profile_of(enum travel travel);

/** Whether two say the same. */
bool profile_equal(const struct profile *a, const struct profile *b);

/** Whether who travels so may use it. */
enum street_access trait_access(const struct street_trait *trait, enum travel travel);

/** Cost of what cannot be passed. */
#define COST_NEVER UINT64_MAX

/**
 * A profile on given streets. Costs are in nanoseconds, so that whole numbers add up exactly in
 * any order; with a taste other than faster they are weighed, and `time` tells the real ones.
 */
struct metric {
    struct profile profile;
    const struct streets *streets;
    struct metric_pace {
        uint32_t cost;                    /**< ns a millimetre; 0: not passable */
        uint32_t time;                    /**< likewise, unweighed */
        bool destination;                 /**< only on the way out of it or into it */
    } * paces;                            /**< one a trait */
    uint64_t up_cost, up_time, down_cost; /**< ns a decimetre of climb, of descent */
    uint16_t blocked;                     /**< vertex marks that stop this traveller */
    uint16_t island;                      /**< mark of traits where doors are not put */
    uint64_t signal_cost;                 /**< on passing VERTEX_SIGNALS */
    uint64_t off_pace;                    /**< ns a millimetre between a door and the streets */
    double speed_most; /**< metres a second; nothing is faster but what carries (metric_carries) */
};

/** Nanoseconds that an arc takes along the metric; COST_NEVER: not passable. */
static inline uint64_t metric_cost(const struct metric *metric, const struct street_arc *arc)
{
    uint32_t pace = metric->paces[arc->trait].cost;
    if (!pace)
        return COST_NEVER;
    return (uint64_t)pace * arc->length_mm + metric->up_cost * arc->up_dm +
           metric->down_cost * arc->down_dm + (uint64_t)arc->seconds * 1000000000;
}

/**
 * Metres a second of a belt: EN 115 lets escalators run 0.75, in stations they run 0.5. Moving
 * walks carry who walks on.
 */
#define PROFILE_BELT_SPEED 0.5

/** Whether it takes its fixed seconds, whatever the length; its pace is next to nothing. */
bool metric_carries(const struct street_trait *trait);

/** Nanoseconds to go on at a vertex that was come to; COST_NEVER: it stops this traveller. */
static inline uint64_t metric_pass(const struct metric *metric, const struct street_vertex *vertex)
{
    if (vertex->marks & metric->blocked)
        return COST_NEVER;
    return vertex->marks & VERTEX_SIGNALS ? metric->signal_cost : 0;
}

/** The same in real time. */
static inline uint64_t metric_time(const struct metric *metric, const struct street_arc *arc)
{
    return (uint64_t)metric->paces[arc->trait].time * arc->length_mm +
           metric->up_time * arc->up_dm + (uint64_t)arc->seconds * 1000000000;
}

/** Cost of the stretch from `begin` to `end` (millimetres) of a passable arc; all of it exactly. */
uint64_t metric_part_cost(const struct metric *metric, const struct street_arc *arc, uint32_t begin,
                          uint32_t end);

/** The same in real time. */
uint64_t metric_part_time(const struct metric *metric, const struct street_arc *arc, uint32_t begin,
                          uint32_t end);

/**
 * Works a profile out for the streets. `metric->paces` has room for every trait. Numbers that make
 * no sense (a speed of 0) are taken to the nearest that do.
 */
void metric_make(struct metric *metric, const struct streets *streets,
                 const struct profile *profile);

/** Whether costs are times. */
static inline bool metric_is_time(const struct metric *metric)
{
    return metric->profile.travel != TRAVEL_BICYCLE || metric->profile.taste == TASTE_FASTER;
}

#endif
