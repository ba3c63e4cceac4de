#include "engine/way/change.h"

#include "engine/base/vec.h"

/* A place where one may change, and the walk between it and the end that is gone to on foot. */
struct candidate {
    uint32_t place; /* a park, or a vertex */
    uint64_t walk;  /* nanoseconds */
};

static struct way_end end_of_park(const struct streets *streets, uint32_t park)
{
    struct way_end end = way_end_of_point(streets->street_parks[park].at, DOOR_ANY_LEVEL);
    end.park = park;
    return end;
}

struct way_end way_end_of_vertex(const struct streets *streets, vertex_ix vertex)
{
    const struct street_vertex *record = &streets->street_vertices[vertex];
    struct way_end end = way_end_of_point(record->at, record->level);
    end.vertex = vertex;
    return end;
}

bool way_flood(const struct way_finder *finder, const struct way_ask *ask,
               const struct profile *profile, bool from_start, uint64_t cost_max)
{
    const struct metric *metric = street_worker_metric(finder->worker, profile);
    struct door door;
    if (!way_door(finder, metric, from_start ? &ask->from : &ask->to, ask->street_metres, &door))
        return false;
    const struct flood_source source = {.door = &door};
    flood_run(finder->worker,
              &(struct flood_ask){
                  .metric = metric,
                  .sense = from_start ? FLOOD_FROM : FLOOD_TO,
                  .sources = &source,
                  .source_count = 1,
                  .cost_max = metric_is_time(metric) ? cost_max : REACH_DISLIKE * cost_max,
              });
    return true;
}

/* From one end of the ask. `walking`: on foot, from the end without the vehicle. */
static bool flood(const struct way_finder *finder, const struct way_ask *ask, bool walking,
                  uint64_t cost_max)
{
    const struct profile *profile = walking ? &ask->means->on_foot : &ask->means->profile;
    return way_flood(finder, ask, profile, walking == ask->towards, cost_max);
}

/* Whether it is a park for the vehicle, and has space for it where it is to be left. */
static bool serves(const struct streets *streets, uint32_t park, const struct way_ask *ask)
{
    enum tie_kind kind = ask->means->profile.travel == TRAVEL_CAR ? TIE_CAR_PARK : TIE_BICYCLE_PARK;
    return streets->street_parks[park].kind == kind &&
           (ask->towards || means_has_space(ask->means, park));
}

static uint64_t time_to_park(const struct way_finder *finder, uint32_t park)
{
    const struct streets *streets = street_worker_streets(finder->worker);
    struct door door;
    if (!door_of(streets, (enum tie_kind)streets->street_parks[park].kind, park, &door))
        return COST_NEVER;
    return flood_door_time(finder->worker, &door);
}

/* Parks of the right kind that the last flood reached. */
static void add_parks(const struct way_finder *finder, const struct way_ask *ask,
                      struct vec *candidates)
{
    const struct streets *streets = street_worker_streets(finder->worker);
    for (uint32_t i = 0; i < streets->counts.street_parks; i++) {
        if (!serves(streets, i, ask))
            continue;
        uint64_t walk = time_to_park(finder, i);
        if (walk != COST_NEVER)
            vec_push(candidates, &(struct candidate){i, walk});
    }
}

/* Corners, while they are looked for. */
struct corners {
    const struct street_worker *worker;
    struct vec *candidates;
};

static void add_corner(void *context, vertex_ix vertex)
{
    struct corners *corners = context;
    uint64_t walk = flood_cost(corners->worker, vertex);
    if (walk != COST_NEVER)
        vec_push(corners->candidates, &(struct candidate){vertex, walk});
}

/* Corners that the last flood reached and where the vehicle may stop. */
static void add_corners(const struct way_finder *finder, const struct way_ask *ask,
                        struct vec *candidates)
{
    struct corners corners = {finder->worker, candidates};
    reach_stopping_places(finder->worker,
                          street_worker_metric(finder->worker, &ask->means->profile), add_corner,
                          &corners);
}

/* The candidate with the shortest way of all after the flood of the vehicle; NULL: none. */
static const struct candidate *best_of(const struct way_finder *finder, const struct way_ask *ask,
                                       const struct vec *candidates, uint64_t cost_max)
{
    bool parked = ask->means->kind == MEANS_PARK;
    const struct candidate *best = NULL;
    for (uint32_t i = 0; i < candidates->count; i++) {
        const struct candidate *candidate = vec_at(candidates, i);
        uint64_t drive = parked ? time_to_park(finder, candidate->place)
                                : flood_cost(finder->worker, candidate->place);
        if (drive != COST_NEVER && drive + candidate->walk <= cost_max) {
            cost_max = drive + candidate->walk - 1;
            best = candidate;
        }
    }
    return best;
}

static const struct candidate *find(const struct way_finder *finder, const struct way_ask *ask,
                                    struct vec *candidates)
{
    int32_t seconds = ask->means->seconds_max - ask->means->handling_seconds;
    uint64_t cost_max = (uint64_t)(seconds > 0 ? seconds : 0) * 1000000000;
    if (!flood(finder, ask, true, cost_max))
        return NULL;
    if (ask->means->kind == MEANS_PARK)
        add_parks(finder, ask, candidates);
    else
        add_corners(finder, ask, candidates);
    return flood(finder, ask, false, cost_max) ? best_of(finder, ask, candidates, cost_max) : NULL;
}

bool way_change(const struct way_finder *finder, const struct way_ask *ask, struct way_end *change)
{
    const struct streets *streets = street_worker_streets(finder->worker);
    struct vec candidates = vec_of(sizeof(struct candidate));
    const struct candidate *best = NULL;
    if (ask->park != NO_IX)
        *change = end_of_park(streets, ask->park);
    else if ((best = find(finder, ask, &candidates)))
        *change = ask->means->kind == MEANS_PARK ? end_of_park(streets, best->place)
                                                 : way_end_of_vertex(streets, best->place);
    vec_finish(&candidates);
    return best || ask->park != NO_IX;
}
