#include "engine/base/vec.h"
#include "engine/way/change.h"

/* The ride of a shared vehicle in the middle of a way: which one, and by which way. */

#define SECOND UINT64_C(1000000000)

/* Where the vehicle may be left, and the walk from there to the end. */
struct leaving {
    uint32_t dock;
    vertex_ix vertex; /* one of them, the other NO_IX */
    uint64_t walk;    /* nanoseconds */
};

/* The bound of what is walked and ridden. */
static uint64_t bound_of(const struct way_ask *ask)
{
    int64_t seconds = (int64_t)ask->means->seconds_max - ask->means->handling_seconds -
                      ask->means->return_seconds;
    return seconds > 0 ? (uint64_t)seconds * SECOND : 0;
}

static void list_docks(const struct way_finder *finder, const struct lending *lending,
                       struct vec *leavings)
{
    for (uint32_t i = 0; i < lending->dock_count; i++) {
        struct door door = ride_dock_door(lending, i);
        uint64_t cost = flood_door_cost(finder->worker, &door);
        if (cost != COST_NEVER)
            vec_push(leavings, &(struct leaving){i, NO_IX, cost});
    }
}

static void list_vertices(const struct way_finder *finder, const struct lending *lending,
                          struct vec *leavings)
{
    const struct streets *streets = street_worker_streets(finder->worker);
    uint32_t count;
    const vertex_ix *settled = flood_settled(finder->worker, &count);
    for (uint32_t i = 0; lending->anywhere && i < count; i++) {
        uint64_t cost = flood_cost(finder->worker, settled[i]);
        if (!(streets->street_vertices[settled[i]].marks & VERTEX_COPY) && cost != COST_NEVER &&
            ride_may_end(lending, settled[i]))
            vec_push(leavings, &(struct leaving){NO_IX, settled[i], cost});
    }
}

static void begin(const struct way_finder *finder, const struct way_ask *ask)
{
    ride_begin(street_worker_ride(finder->worker),
               &(struct ride_ask){
                   .metric = street_worker_metric(finder->worker, &ask->means->profile),
                   .lending = ask->means->lending,
                   .sense = FLOOD_FROM,
                   .cost_max = bound_of(ask),
               });
}

static void start_at_pickups(const struct way_finder *finder, const struct lending *lending)
{
    for (uint32_t i = 0; i < lending->pickup_count; i++) {
        struct door door = ride_pickup_door(lending, i);
        uint64_t cost = flood_door_cost(finder->worker, &door);
        if (cost != COST_NEVER)
            ride_from_stand(street_worker_ride(finder->worker), i, cost);
    }
}

static bool ride_to(const struct ride *ride, const struct leaving *leaving, struct ride_end *end)
{
    return leaving->dock != NO_IX ? ride_to_stand(ride, leaving->dock, end)
                                  : ride_to_vertex(ride, leaving->vertex, end);
}

static bool best_of(const struct way_finder *finder, const struct lending *lending,
                    const struct vec *leavings, uint64_t bound, struct hire *hire)
{
    const struct ride *ride = street_worker_ride(finder->worker);
    *hire = HIRE_NONE;
    for (uint32_t i = 0; i < leavings->count; i++) {
        const struct leaving *leaving = vec_at(leavings, i);
        struct ride_end end;
        if (!ride_to(ride, leaving, &end) || end.cost + leaving->walk > bound ||
            (leaving->dock != NO_IX && ride_is_idle(lending, end.origin, leaving->dock)))
            continue;
        bound = end.cost + leaving->walk - 1;
        *hire = (struct hire){end.origin, leaving->dock, leaving->vertex};
        if (bound == UINT64_MAX)
            break;
    }
    return hire->pickup != NO_IX;
}

bool way_hire(const struct way_finder *finder, const struct way_ask *ask, struct hire *hire)
{
    const struct lending *lending = ask->means->lending;
    struct vec leavings = vec_of(sizeof(struct leaving));
    if (!finder->worker)
        return way_hire_line(ask, hire);
    const struct profile *on_foot = &ask->means->on_foot;
    bool found = way_flood(finder, ask, on_foot, false, bound_of(ask));
    if (found) {
        list_docks(finder, lending, &leavings);
        list_vertices(finder, lending, &leavings);
        found = way_flood(finder, ask, on_foot, true, bound_of(ask));
    }
    if (found) {
        begin(finder, ask);
        start_at_pickups(finder, lending);
        ride_run(street_worker_ride(finder->worker));
        found = best_of(finder, lending, &leavings, bound_of(ask), hire);
    }
    vec_finish(&leavings);
    return found;
}

static struct way_end stand_end(const struct lending *lending, uint32_t stand, bool is_dock)
{
    struct way_end end = way_end_of_point(
        is_dock ? lending->docks[stand].at : lending->pickups[stand].at, DOOR_ANY_LEVEL);
    end.lending = lending;
    end.stand = stand;
    end.is_dock = is_dock;
    return end;
}

bool way_ride(const struct way_finder *finder, const struct way_ask *ask, struct hire hire,
              struct way_part *part)
{
    const struct lending *lending = ask->means->lending;
    const struct leaving leaving = {hire.dock, hire.vertex, 0};
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
    struct ride *ride = street_worker_ride(finder->worker);
    if (hire.dock == NO_IX)
        part->to = way_end_of_vertex(street_worker_streets(finder->worker), hire.vertex);
    begin(finder, ask);
    ride_from_stand(ride, hire.pickup, 0);
    ride_run(ride);
    if (!ride_to(ride, &leaving, &end))
        return false;
    ride_path(ride, &end, finder->arena, &part->path);
    part->metres = part->path.length_mm / 1000.0;
    part->up_metres = part->path.up_metres;
    part->down_metres = part->path.down_metres;
    return true;
}
