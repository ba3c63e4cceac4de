#include "engine/base/vec.h"
#include "engine/way/change.h"

/* The ride of a shared vehicle in the middle of a way: which one, and by which way. */

#define SECOND UINT64_C(1000000000)

/* A dock, and the walk from there to the end. */
struct leaving {
    uint32_t dock;
    uint64_t walk; /* nanoseconds */
};

/* The bound of what is walked and ridden. */
static uint64_t bound_of(const struct way_ask *ask)
{
    int64_t seconds = (int64_t)ask->means->seconds_max - ask->means->handling_seconds -
                      ask->means->return_seconds;
    return seconds > 0 ? (uint64_t)seconds * SECOND : 0;
}

/* Of one walk, to the vehicle or from where it is left. */
static uint64_t walk_bound_of(const struct way_ask *ask)
{
    uint64_t all = bound_of(ask);
    uint64_t walk = (uint64_t)ask->means->walk_seconds_max * SECOND;
    return walk && walk < all ? walk : all;
}

static void list_docks(const struct way_finder *finder, const struct lending *lending,
                       struct vec *leavings)
{
    for (uint32_t i = 0; i < lending->dock_count; i++) {
        struct door door = ride_dock_door(lending, i);
        uint64_t cost = flood_door_cost(finder->worker, &door);
        if (cost != COST_NEVER)
            vec_push(leavings, &(struct leaving){i, cost});
    }
}

/* What lies behind the door, to be walked between it and a ride. */
static struct ride_goal goal_at(const struct way_finder *finder, const struct way_ask *ask,
                                const struct door *door)
{
    const struct metric *foot = street_worker_metric(finder->worker, &ask->means->on_foot);
    return ride_goal_of(street_worker_streets(finder->worker), door, foot->speed_most);
}

static bool goal_of(const struct way_finder *finder, const struct way_ask *ask,
                    const struct way_end *end, struct ride_goal *goal)
{
    const struct metric *metric = street_worker_metric(finder->worker, &ask->means->on_foot);
    struct door door;
    if (!way_door(finder, metric, end, ask->street_metres, &door))
        return false;
    *goal = goal_at(finder, ask, &door);
    return true;
}

static void begin(const struct way_finder *finder, const struct way_ask *ask,
                  const struct ride_goal *goal)
{
    ride_begin(street_worker_ride(finder->worker),
               &(struct ride_ask){
                   .metric = street_worker_metric(finder->worker, &ask->means->profile),
                   .lending = ask->means->lending,
                   .sense = FLOOD_FROM,
                   .cost_max = bound_of(ask),
                   .goal = goal,
               });
}

/* One search for the best ride while the walks to the end are known to the worker. */
struct hiring {
    const struct street_worker *worker;
    const struct ride *ride;
    const struct lending *lending;
    const struct vec *leavings; /* struct leaving */
    uint32_t steps, look;       /* settled; how many when docks are looked at again */
    uint64_t best;              /* COST_NEVER: none is known */
    struct hire hire;
};

static void keep(struct hiring *hiring, uint64_t cost, struct hire hire)
{
    if (cost >= hiring->best)
        return;
    hiring->best = cost;
    hiring->hire = hire;
}

static void look_at_docks(struct hiring *hiring)
{
    for (uint32_t i = 0; i < hiring->leavings->count; i++) {
        const struct leaving *leaving = vec_at(hiring->leavings, i);
        struct ride_end end;
        if (ride_to_stand(hiring->ride, leaving->dock, &end) &&
            !ride_is_idle(hiring->lending, end.origin, leaving->dock))
            keep(hiring, end.cost + leaving->walk, (struct hire){end.origin, leaving->dock, NO_IX});
    }
    hiring->look = hiring->steps + hiring->steps / 4 + 64;
}

static void look_at_vertex(struct hiring *hiring, vertex_ix vertex)
{
    uint64_t walk = flood_cost(hiring->worker, vertex);
    struct ride_end end;
    if (walk != COST_NEVER && ride_may_end(hiring->lending, vertex) &&
        ride_to_vertex(hiring->ride, vertex, &end))
        keep(hiring, end.cost + walk, (struct hire){end.origin, NO_IX, vertex});
}

static bool come_to(void *context, vertex_ix vertex, uint64_t floor)
{
    struct hiring *hiring = context;
    if (hiring->lending->anywhere)
        look_at_vertex(hiring, vertex);
    if (++hiring->steps >= hiring->look)
        look_at_docks(hiring);
    return floor < hiring->best;
}

/* Where vehicles are, as far as they may be of use. False: nowhere. */
static bool start_at_pickups(const struct way_finder *finder, const struct way_ask *ask,
                             const struct ride_goal *from)
{
    struct ride *ride = street_worker_ride(finder->worker);
    const struct lending *lending = ask->means->lending;
    const struct ride_pull pull = ride_pull_from(ride, from);
    uint64_t bound = bound_of(ask);
    bool any = false;
    for (uint32_t i = 0; i < lending->pickup_count; i++) {
        if (ride_least(ride, &pull, i) > bound)
            continue;
        struct door door = ride_pickup_door(lending, i);
        uint64_t cost = flood_door_cost(finder->worker, &door);
        if (cost == COST_NEVER)
            continue;
        ride_from_stand(ride, i, cost);
        any = true;
    }
    return any;
}

/* Once rides may start, and the walks to the end are known to the worker. */
static bool find_best(const struct way_finder *finder, const struct way_ask *ask, struct hire *hire)
{
    struct vec leavings = vec_of(sizeof(struct leaving));
    struct hiring hiring = {
        .worker = finder->worker,
        .ride = street_worker_ride(finder->worker),
        .lending = ask->means->lending,
        .leavings = &leavings,
        .best = bound_of(ask) + 1,
        .hire = HIRE_NONE,
    };
    list_docks(finder, ask->means->lending, &leavings);
    ride_run_until(street_worker_ride(finder->worker), come_to, &hiring);
    look_at_docks(&hiring);
    vec_finish(&leavings);
    *hire = hiring.hire;
    return hire->pickup != NO_IX;
}

bool way_hire(const struct way_finder *finder, const struct way_ask *ask, struct hire *hire)
{
    const struct profile *on_foot = &ask->means->on_foot;
    struct ride_goal from, goal;
    if (!finder->worker)
        return way_hire_line(ask, hire);
    if (!goal_of(finder, ask, &ask->from, &from) || !goal_of(finder, ask, &ask->to, &goal))
        return false;
    begin(finder, ask, &goal);
    return way_flood(finder, ask, on_foot, true, walk_bound_of(ask)) &&
           start_at_pickups(finder, ask, &from) &&
           way_flood(finder, ask, on_foot, false, walk_bound_of(ask)) &&
           find_best(finder, ask, hire);
}

/* --- The ride itself --- */

static struct way_end stand_end(const struct lending *lending, uint32_t stand, bool is_dock)
{
    struct way_end end = way_end_of_point(
        is_dock ? lending->docks[stand].at : lending->pickups[stand].at, DOOR_ANY_LEVEL);
    end.lending = lending;
    end.stand = stand;
    end.is_dock = is_dock;
    return end;
}

/* The ride from a stand to where it is known to end. */
struct riding {
    const struct ride *ride;
    struct hire hire;
    uint32_t steps, look;
    struct ride_end end;
};

static bool is_there(struct riding *riding)
{
    riding->look = riding->steps + riding->steps / 4 + 16;
    return riding->hire.dock != NO_IX
               ? ride_to_stand(riding->ride, riding->hire.dock, &riding->end)
               : ride_to_vertex(riding->ride, riding->hire.vertex, &riding->end);
}

static bool come_nearer(void *context, vertex_ix vertex, uint64_t floor)
{
    struct riding *riding = context;
    (void)vertex;
    return ++riding->steps < riding->look || !is_there(riding) || floor < riding->end.cost;
}

static struct door end_door(const struct way_finder *finder, const struct lending *lending,
                            struct hire hire)
{
    struct door door;
    if (hire.dock != NO_IX)
        return ride_dock_door(lending, hire.dock);
    door_of_vertex(street_worker_streets(finder->worker), hire.vertex, &door);
    return door;
}

static bool ride_hire(const struct way_finder *finder, const struct way_ask *ask, struct hire hire,
                      struct ride_end *end)
{
    struct riding riding = {.ride = street_worker_ride(finder->worker), .hire = hire};
    const struct door door = end_door(finder, ask->means->lending, hire);
    const struct ride_goal goal = goal_at(finder, ask, &door);
    begin(finder, ask, &goal);
    ride_from_stand(street_worker_ride(finder->worker), hire.pickup, 0);
    ride_run_until(street_worker_ride(finder->worker), come_nearer, &riding);
    bool found = is_there(&riding);
    *end = riding.end;
    return found;
}

bool way_ride(const struct way_finder *finder, const struct way_ask *ask, struct hire hire,
              struct way_part *part)
{
    const struct lending *lending = ask->means->lending;
    struct ride_end end;
    *part = (struct way_part){
        .travel = ask->means->profile.travel,
        .from = stand_end(lending, hire.pickup, false),
        .to = hire.dock != NO_IX ? stand_end(lending, hire.dock, true) : ask->to,
        .hired = true,
    };
    if (!finder->worker) {
        way_ride_line(ask, part);
        return true;
    }
    if (hire.dock == NO_IX)
        part->to = way_end_of_vertex(street_worker_streets(finder->worker), hire.vertex);
    if (!ride_hire(finder, ask, hire, &end))
        return false;
    ride_path(street_worker_ride(finder->worker), &end, finder->arena, &part->path);
    part->metres = part->path.length_mm / 1000.0;
    part->up_metres = part->path.up_metres;
    part->down_metres = part->path.down_metres;
    return true;
}
