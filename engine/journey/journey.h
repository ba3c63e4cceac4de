#ifndef ENGINE_JOURNEY_JOURNEY_H
#define ENGINE_JOURNEY_JOURNEY_H

#include "engine/base/arena.h"
#include "engine/base/vec.h"
#include "engine/world/world.h"

/* The movement: how somebody gets there. No price, no text. */

/** How a part of the way is covered. */
enum leg_kind {
    LEG_RIDE,   /**< on a vehicle */
    LEG_WALK,   /**< between two stops; at one stop (from = to) a change of its own time */
    LEG_ACCESS, /**< from the door to the first stop, or the whole way when nothing is ridden */
    LEG_EGRESS, /**< from the last stop to the door */
    LEG_THERE,  /**< from a stop to a place to pass that is none */
    LEG_BACK,   /**< from there back to the stop */
};

/** One part of the way. */
struct leg {
    enum leg_kind kind;
    stop_ix from, to;         /**< NO_IX: the door of the query */
    unix_time depart, arrive; /**< when the moving starts and ends; waiting is between legs */
    /* Rides: */
    struct run run;
    uint32_t board_call, alight_call;
    bool stays;      /**< entered by staying seated from the leg before: no change */
    bool guaranteed; /**< reached by a connection that waits */
    /* Walks between stops: */
    uint8_t footpath; /**< enum footpath_kind */
    /* To and from places to pass: */
    uint32_t via; /**< its number; `to` or `from` is NO_IX. Of a hired walk: that of its hop */
    /* Access, egress and walks between stops: */
    bool hired; /**< on a shared vehicle */
};

/** Whether its way may cost something, though it is no ride: hired, or to or from a park. */
static inline bool leg_may_cost(const struct leg *leg)
{
    return leg->hired || leg->kind == LEG_ACCESS || leg->kind == LEG_EGRESS;
}

/** Whether the leg is told as one with those beside it that are no rides either. */
static inline bool leg_joins(const struct leg *leg)
{
    return !leg->hired &&
           (leg->kind == LEG_ACCESS || leg->kind == LEG_WALK || leg->kind == LEG_EGRESS);
}

/** Ways on foot in a row as one, from the first's start to the last's end. */
struct leg leg_joined(const struct leg *legs, uint32_t count);

/** One way from door to door. */
struct journey {
    unix_time depart, arrive; /**< door to door; the traveller leaves as late as he can */
    uint32_t transfers;       /**< rides less one, staying seated not counted */
    uint32_t leg_count;
    struct leg *legs; /**< in order of travel; owned by the arena it was traced into */
};

/** Journeys of one answer, by departure, then arrival, then transfers. */
struct journeys {
    struct journey *items;
    uint32_t count;
};

/** Seconds that one moves by oneself: all that is no ride, changes at one stop aside. */
int64_t journey_moving_seconds(const struct journey *journey);

/** Whether `a` is at least as good as `b` in departure, arrival and transfers. */
bool journey_dominates(const struct journey *a, const struct journey *b);

/** How many of its legs are on shared vehicles. */
uint32_t journey_hires(const struct journey *journey);

/** Orders by departure, arrival, transfers (for qsort). */
int journey_order(const void *a, const void *b);

/** Makes an answer of what was found (struct journey): a copy in the arena, in order. */
void journeys_hand_over(struct journeys *journeys, const struct vec *found, struct arena *arena);

#endif
