#ifndef ENGINE_STREET_RIDE_H
#define ENGINE_STREET_RIDE_H

#include "engine/live/rental.h"
#include "engine/street/worker.h"

/*
 * Rides on shared vehicles: the middle of an automaton with five states,
 *
 *   walk --unlock--> ride --lock--> walk
 *
 * whose two walks are floods like any other (worker.h). Dijkstra's over labels of two criteria,
 * cost and how much of its range a vehicle has spent (Hansen 1980, "Bicriterion path problems"):
 * labels are settled by cost, so that of those at a state only one with more range left than all
 * before is of any use. Where ranges do not matter, which is nearly always, that is plain Dijkstra.
 *
 * A search runs in either sense: from where vehicles are taken to where they can be left
 * (FLOOD_FROM), or from where they are to be left back to where they can be taken.
 */

/**
 * What may be done with the vehicles of one product: a view of a live image, or of arrays of one's
 * own. Stands are pickups and docks, each by its number here.
 */
struct lending {
    const struct rental_pickup *pickups;
    const struct rental_dock *docks;
    const struct rental_spot *spots;    /**< of both */
    const struct rental_ground *ground; /**< NULL: no zone is in the way */
    const uint32_t *pages;              /**< of the ground's sets */
    const uint64_t *words;
    const struct rental_limit *limits;
    uint32_t pickup_count, dock_count;
    uint32_t product; /**< in the live image, and of which form: nothing here reads them */
    uint8_t form;     /**< enum rental_form */
    bool anywhere;    /**< may be left at any vertex that the ground allows */
};

/** One ride: a stand or vertex where it starts, and where it ends, as the traveller sees it. */
struct hire {
    uint32_t pickup;  /**< of the lending; NO_IX: there is none, nothing is ridden */
    uint32_t dock;    /**< likewise; NO_IX: it is left at `vertex` */
    vertex_ix vertex; /**< NO_IX without streets: it is left where the ride was to lead */
};

/** No ride at all. */
#define HIRE_NONE ((struct hire){NO_IX, NO_IX, NO_IX})

/** Whether a ride would end at the station where it began: then nobody goes anywhere. */
static inline bool ride_is_idle(const struct lending *lending, uint32_t pickup, uint32_t dock)
{
    return lending->pickups[pickup].station != NO_IX &&
           lending->pickups[pickup].station == lending->docks[dock].station;
}

/** The door by which one walks to a stand, or away from it. */
struct door ride_pickup_door(const struct lending *lending, uint32_t pickup);

/** Likewise of a dock. */
struct door ride_dock_door(const struct lending *lending, uint32_t dock);

/** The memory of one thread for rides. */
struct ride;

/** For these streets (the view is copied; the arrays must outlive it). */
struct ride *ride_create(const struct streets *streets);

/** Frees it; NULL is fine. */
void ride_destroy(struct ride *ride);

/** That of a worker, made when it is first asked for; the worker's. */
struct ride *street_worker_ride(struct street_worker *worker);

/** Where whoever rides wants to go, or comes from, perhaps on foot. */
struct ride_goal {
    struct point at;
    double metres; /**< it lies within so many around the point */
    double speed;  /**< metres a second; nobody goes between a ride and there faster */
};

/** That of who goes through the door. */
struct ride_goal ride_goal_of(const struct streets *streets, const struct door *door, double speed);

/** What is searched. */
struct ride_ask {
    const struct metric *metric; /**< of the vehicle; its costs are times */
    const struct lending *lending;
    enum flood_sense sense;
    uint64_t cost_max; /**< nanoseconds, what was spent before included */
    /**
     * FLOOD_TO: no ride is longer than these metres, and of two ways to a place the dearer one is
     * kept too if it is shorter; 0: the cheapest only, whatever it spends. In FLOOD_FROM vehicles
     * are known and nothing need be said.
     */
    uint32_t range_metres;
    /**
     * With range_metres, after a search for the same without: no end costs more than what is
     * cheapest there by so many nanoseconds. As what is cheapest at an end is no more than what is
     * cheapest at any place on the way there and the rest of the way, no place on the way may cost
     * so much more either.
     */
    uint64_t detour_max;
    /**
     * NULL: all around. Else only ends towards it count: what leads there soonest is settled first,
     * what cannot be there within cost_max not at all (A*: Hart, Nilsson, Raphael 1968, "A formal
     * basis for the heuristic determination of minimum cost paths").
     */
    const struct ride_goal *goal;
    /**
     * By stand and by vertex where rides start: none from there costs more, what was spent before
     * included (struct flood_ask says what that leaves out); NULL: only cost_max counts.
     */
    const uint64_t *stand_limits, *vertex_limits;
};

/** Forgets the last search; ride_from_* and ride_run follow. All of `ask` is borrowed till then. */
void ride_begin(struct ride *ride, const struct ride_ask *ask);

/** How fast one may get nearer to a goal, or away from it. */
struct ride_pull {
    struct point at;
    double lat, lon; /**< nanoseconds a unit; 0: there is no goal */
    double around;   /**< nanoseconds from the edge of the goal to its middle */
};

/** That of where a walk starts before the search that was begun; nothing moves faster. */
struct ride_pull ride_pull_from(const struct ride *ride, const struct ride_goal *from);

/** Nanoseconds at least from there to a pickup and on to the goal. */
uint64_t ride_least(const struct ride *ride, const struct ride_pull *from, uint32_t pickup);

/** Starts at a stand with `cost` spent: at a pickup in FLOOD_FROM, at a dock in FLOOD_TO. */
void ride_from_stand(struct ride *ride, uint32_t stand, uint64_t cost);

/** FLOOD_TO: the vehicle may be left at this vertex, with `cost` spent on the way from there. */
void ride_from_vertex(struct ride *ride, vertex_ix vertex, uint64_t cost);

/** Settles all that is within the bound. */
void ride_run(struct ride *ride);

/**
 * A vertex that was just come to, for good; copies stand for what they are copies of. No end at the
 * goal that is found later costs less than `floor`. False: that is enough.
 */
typedef bool ride_settled(void *context, vertex_ix vertex, uint64_t floor);

/** Settles until it is enough. */
void ride_run_until(struct ride *ride, ride_settled *settled, void *context);

/** The end of a ride in the sense of the search. */
struct ride_end {
    uint64_t cost;   /**< all of it */
    uint32_t origin; /**< the stand, or in FLOOD_TO perhaps the vertex, where it started */
    uint32_t target; /**< the stand, or in FLOOD_FROM perhaps the vertex, where it ends */
    bool from_vertex, to_vertex; /**< they are vertices */
    uint32_t label, arc;         /**< what path it is the end of, see ride_path */
    uint32_t begin, end, which;
    uint32_t spent_mm; /**< of the range, in FLOOD_TO */
};

/**
 * The cheapest ride to a stand: a dock in FLOOD_FROM, a pickup in FLOOD_TO, whose vehicle may not
 * go so far (spent_mm) unless ranges were asked for. False: none.
 */
bool ride_to_stand(const struct ride *ride, uint32_t stand, struct ride_end *end);

/**
 * FLOOD_FROM: the cheapest ride to a vertex where the vehicle may be left. False: it may not, or
 * none leads there.
 */
bool ride_to_vertex(const struct ride *ride, vertex_ix vertex, struct ride_end *end);

/** A vertex where the vehicle may be left, and what a ride to there from a stand costs. */
typedef void ride_visit(void *context, vertex_ix vertex, uint64_t cost, uint32_t stand);

/**
 * FLOOD_FROM: visits all of them, each for every ride that leads there and is better in any way,
 * the cheapest among them; none when it may not be left anywhere.
 */
void ride_each_vertex(const struct ride *ride, ride_visit *visit, void *context);

/** Whether the vehicle may be left at that vertex, wherever it came from. */
bool ride_may_end(const struct lending *lending, vertex_ix vertex);

/**
 * The way of a ride that was found in FLOOD_FROM, from the pickup to its end, in `arena`: its time
 * is the cost less what was spent before it.
 */
void ride_path(const struct ride *ride, const struct ride_end *end, struct arena *arena,
               struct path *path);

#endif
