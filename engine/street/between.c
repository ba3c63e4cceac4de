#include "engine/street/between.h"

#include <stdlib.h>

#include "engine/street/between_rooms.h"
#include "engine/street/hiring.h"

/* One search. */
struct crossing {
    const struct network *network;
    struct street_worker *worker, *first;
    const struct between_ask *ask;
    struct arena *arena;
    uint64_t *limits;        /* by source */
    uint64_t *vertex_limits; /* by vertex that was walked to; NULL: no ride starts at one */
    struct box box;          /* that vehicles are walked to within */
    struct vec found;        /* struct between_hop */
};

static enum flood_sense sense_of(const struct between_ask *ask)
{
    return ask->back ? FLOOD_TO : FLOOD_FROM;
}

/* --- The walk from all sources --- */

/* Around wherever the stop is tied, which may be far from where it is. */
static void stretch_around(struct crossing *crossing, const struct door *stop)
{
    const struct between_ask *ask = crossing->ask;
    const struct streets *streets = &crossing->first->streets;
    const struct metric *foot = street_worker_metric(crossing->first, &ask->means[0].on_foot);
    struct street_tie own;
    const struct street_tie *ties;
    uint32_t count = door_ties(streets, stop, &own, &ties);
    for (uint32_t i = 0; i < count; i++) {
        struct box around = geo_box_around(streets->street_vertices[ties[i].vertex].at,
                                           ask->hop_seconds_max * foot->speed_most);
        geo_box_stretch(&crossing->box, around.low);
        geo_box_stretch(&crossing->box, around.high);
    }
}

static void walk_first(struct crossing *crossing)
{
    const struct between_ask *ask = crossing->ask;
    struct door *doors = arena_array(crossing->arena, ask->source_count, sizeof *doors);
    struct flood_source *sources = arena_array(crossing->arena, ask->source_count, sizeof *sources);
    crossing->limits = arena_array(crossing->arena, ask->source_count, sizeof *crossing->limits);
    const int32_t *latest = between_latest(crossing->network, ask, crossing->arena);
    for (uint32_t i = 0; i < ask->source_count; i++) {
        const struct endpoint *from = &ask->sources[i];
        sources[i] = (struct flood_source){&doors[i], nanoseconds(from->seconds)};
        int32_t hop_end = from->seconds + ask->hop_seconds_max;
        crossing->limits[i] = nanoseconds(hop_end < latest[i] ? hop_end : latest[i]);
        if (latest[i] >= from->seconds &&
            door_of(&crossing->first->streets, TIE_STOP, from->stop, &doors[i]))
            stretch_around(crossing, &doors[i]);
        else
            sources[i].cost = COST_NEVER;
    }
    flood_run(crossing->first,
              &(struct flood_ask){
                  .metric = street_worker_metric(crossing->first, &ask->means[0].on_foot),
                  .sense = sense_of(ask),
                  .sources = sources,
                  .source_count = ask->source_count,
                  .cost_max = nanoseconds(ask->seconds_max),
                  .limits = crossing->limits,
              });
}

/* Backwards, rides may start at any vertex that was walked to. */
static void limit_vertices(struct crossing *crossing)
{
    const struct between_ask *ask = crossing->ask;
    bool anywhere = false;
    for (uint32_t i = 0; i < ask->means_count; i++)
        anywhere |= ask->means[i].lending->anywhere;
    if (!ask->back || !anywhere)
        return;
    uint32_t count;
    const vertex_ix *settled = flood_settled(crossing->first, &count);
    crossing->vertex_limits =
        arena_array(crossing->arena, crossing->first->vertices, sizeof *crossing->vertex_limits);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t source = flood_source_of(crossing->first, settled[i]);
        if (source != NO_IX)
            crossing->vertex_limits[settled[i]] = crossing->limits[source];
    }
}

/* --- Where the rides lead --- */

/* How far the ride leads, along the straight line. */
static double metres_of(const struct crossing *crossing, const struct between_hop *hop)
{
    const struct lending *lending = crossing->ask->means[hop->means].lending;
    struct point end = hop->hire.dock != NO_IX
                           ? lending->docks[hop->hire.dock].at
                           : crossing->worker->streets.street_vertices[hop->hire.vertex].at;
    return geo_metres(lending->pickups[hop->hire.pickup].at, end);
}

static void take(struct crossing *crossing, const struct reach_found *found)
{
    const struct between_ask *ask = crossing->ask;
    const struct reach_change *change = vec_at(&crossing->worker->change_ways, found->source);
    const struct endpoint *source = &ask->sources[change->source];
    struct between_hop hop = {
        .source = source->stop,
        .stop = found->stop,
        .seconds = found->seconds,
        .took = found->seconds - source->seconds,
        .means = found->way.means,
        .hire = found->way.hire,
    };
    if (hop.took <= ask->hop_seconds_max && between_fits(ask, hop.stop, hop.seconds) &&
        metres_of(crossing, &hop) >= ask->ride_metres_least)
        vec_push(&crossing->found, &hop);
}

static void ride(struct crossing *crossing, uint32_t index)
{
    const struct between_ask *ask = crossing->ask;
    struct means means = ask->means[index];
    means.seconds_max = ask->seconds_max;
    struct hiring hiring = {
        .worker = crossing->worker,
        .first = crossing->first,
        .means = &means,
        .sense = sense_of(ask),
        .cost_max = nanoseconds(ask->seconds_max),
        .limits = crossing->limits,
        .vertex_limits = crossing->vertex_limits,
        .box = crossing->box,
    };
    const struct reach_ask taking = {.to_place = ask->back, .means = &means, .means_count = 1};
    struct vec *found = reach_streets_begin(crossing->worker);
    hiring_begin(&hiring);
    hiring_run(&hiring);
    reach_take_stops(crossing->worker, &taking, 0, crossing->worker->change_ways.data);
    for (uint32_t i = 0; i < found->count; i++) {
        struct reach_found *one = vec_at(found, i);
        one->way.means = index;
        take(crossing, one);
    }
    hiring_end(&hiring);
}

/* --- The soonest at each stop --- */

static int hop_order(const void *a, const void *b)
{
    const struct between_hop *one = a, *two = b;
    if (one->stop != two->stop)
        return one->stop < two->stop ? -1 : 1;
    if (one->seconds != two->seconds)
        return one->seconds < two->seconds ? -1 : 1;
    if (one->means != two->means)
        return one->means < two->means ? -1 : 1;
    return (one->source > two->source) - (one->source < two->source);
}

/* Nobody needs a vehicle to where he is. */
static void keep_soonest(struct crossing *crossing, struct between_hops *hops)
{
    const struct between_hop *all = crossing->found.data;
    vec_sort(&crossing->found, hop_order);
    hops->items = arena_array(crossing->arena, crossing->found.count, sizeof *hops->items);
    for (uint32_t i = 0; i < crossing->found.count; i++)
        if ((i == 0 || all[i].stop != all[i - 1].stop) && all[i].source != all[i].stop)
            hops->items[hops->count++] = all[i];
}

void between_run(const struct network *network, struct street_worker *worker,
                 const struct between_ask *ask, struct arena *arena, struct between_hops *hops)
{
    struct crossing crossing = {
        .network = network,
        .worker = worker,
        .ask = ask,
        .arena = arena,
        .box = GEO_BOX_EMPTY,
        .found = vec_of(sizeof(struct between_hop)),
    };
    *hops = (struct between_hops){0};
    if (!worker || !streets_exist(&worker->streets) || !ask->source_count || !ask->means_count)
        return;
    crossing.first = spread_mate(worker);
    walk_first(&crossing);
    limit_vertices(&crossing);
    for (uint32_t i = 0; i < ask->means_count; i++)
        ride(&crossing, i);
    keep_soonest(&crossing, hops);
    vec_finish(&crossing.found);
}
