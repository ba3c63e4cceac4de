#include "api/plan_between.h"

#include <stdlib.h>
#include <string.h>

#include "api/plan_hired.h"
#include "api/plan_hop.h"
#include "engine/planner.h"
#include "engine/street/between.h"

/* One look. Near is where the search starts: where one leaves, or (arrive-by) comes to. */
struct look {
    struct worker *worker;
    struct plan *plan;
    struct vec *found; /* struct journey */
    struct error *error;
    bool by;
    unix_time time;  /* at the near end */
    int32_t seconds; /* until the other end, at most */
    struct arena *arena;
    const struct means *means; /* of the vehicles */
    struct between_hops hops;
    struct endpoint *rooms; /* stops, and the last moment there from which one arrives in time */
    uint32_t room_count;
};

/* --- Whether to look at all --- */

static void note(struct plan *plan, const char *text)
{
    plan_add_note(plan, "MODE_NOT_AVAILABLE", "changeModes", text);
}

static bool is_possible(const struct look *look)
{
    struct plan *plan = look->plan;
    const struct query *query = &plan->query;
    const struct live *live = plan->style.world->live;
    if (!plan->change.rental || !plan->hires_max || !query->change.transfers_max || !live ||
        !live->counts.rental_products || look->seconds < 1)
        return false;
    if (query->where.via_count)
        note(plan, "Between rides shared vehicles are not looked for with places to pass.");
    else if (query->needs.bikes || query->needs.cars)
        note(plan, "Who takes a vehicle of his own along hires none between rides.");
    else if (!plan->ways.finder.worker)
        note(plan, "Shared vehicles between rides need streets, which this network has none of.");
    else
        return plan->ways.from.reach.count && plan->ways.to.reach.count;
    return false;
}

/* How much sooner than the best so far the journey has to be over, or (arrive-by) how much later it
 * has to begin; at most as long as any may take. */
static int32_t seconds_left(const struct look *look)
{
    int64_t seconds = look->plan->query.when.travel_seconds_max;
    for (uint32_t i = 0; i < look->found->count; i++) {
        const struct journey *journey = vec_at(look->found, i);
        int64_t best = look->by ? look->time - journey->depart : journey->arrive - look->time;
        bool counts = look->by ? journey->arrive <= look->time : journey->depart >= look->time;
        if (counts && best - 1 < seconds)
            seconds = best - 1;
    }
    return (int32_t)seconds;
}

/* --- The two spreads --- */

/* The question from one end on, with stops at the other (NULL: everywhere). */
static struct query query_from(const struct look *look, bool near, const struct endpoint *stops,
                               uint32_t stop_count)
{
    struct query query = look->plan->query;
    const struct ways *ways = &look->plan->ways;
    bool source = near != look->by;
    const struct reach *own = source ? &ways->from.reach : &ways->to.reach;
    query.where = (struct query_where){
        .sources = source ? own->stops : stops,
        .targets = source ? stops : own->stops,
        .source_count = source ? own->count : stop_count,
        .target_count = source ? stop_count : own->count,
    };
    query.when.arrive_by = !source;
    query.when.time = look->time;
    if (!near)
        query.when.time += look->by ? -look->seconds : look->seconds;
    query.when.window_seconds = 0;
    query.when.travel_seconds_max = look->seconds;
    query.change.transfers_max--;
    return query;
}

/* Stops at which one gets off (gets on), and how long after (before) the end of the question. */
static bool spread_from(const struct look *look, bool near, struct endpoint **stops,
                        uint32_t *count)
{
    const struct query query = query_from(look, near, NULL, 0);
    struct spread spread;
    if (!planner_spread(worker_planner(look->worker), look->plan->style.asked,
                        &(struct spread_ask){.query = &query}, look->arena, &spread, look->error))
        return false;
    const struct standing *standings = spread_row(&spread, 0);
    *stops = arena_array(look->arena, spread.stop_count, sizeof **stops);
    *count = 0;
    for (uint32_t i = 0; i < spread.stop_count; i++)
        if (standings[i].off != SPREAD_NEVER)
            (*stops)[(*count)++] = (struct endpoint){spread.stops[i], standings[i].off, false};
    look->plan->searches++;
    return true;
}

/* Makes latest moments of how long before the end one has to be there; returns the last of all. */
static int32_t make_rooms(const struct look *look)
{
    int32_t last = 0;
    for (uint32_t i = 0; i < look->room_count; i++) {
        look->rooms[i].seconds = look->seconds - look->rooms[i].seconds;
        last = look->rooms[i].seconds > last ? look->rooms[i].seconds : last;
    }
    return last;
}

/* --- The hops --- */

static bool find_hops(struct look *look)
{
    struct endpoint *stops;
    uint32_t count, kept = 0;
    if (!spread_from(look, true, &stops, &count) ||
        !spread_from(look, false, &look->rooms, &look->room_count))
        return false;
    int32_t last = make_rooms(look);
    for (uint32_t i = 0; i < count; i++)
        if (stops[i].seconds < last)
            stops[kept++] = stops[i];
    uint32_t means_count;
    look->means = plan_hop_means(look->plan, stops, kept, &means_count);
    const struct between_ask ask = {
        .sources = stops,
        .source_count = kept,
        .rooms = look->rooms,
        .room_count = look->room_count,
        .means = look->means,
        .means_count = means_count,
        .hop_seconds_max = look->plan->change.seconds_max,
        .ride_metres_least = PLAN_RIDE_METRES_LEAST,
        .seconds_max = last,
        .back = look->by,
    };
    between_run(look->plan->style.world->network, look->plan->ways.finder.worker, &ask, look->arena,
                &look->hops);
    return true;
}

/* --- The journeys --- */

static const struct between_hop *hop_to(const struct look *look, stop_ix stop)
{
    for (uint32_t i = 0; i < look->hops.count; i++)
        if (look->hops.items[i].stop == stop)
            return &look->hops.items[i];
    return NULL;
}

/* The part of a journey beyond its hop, and what comes before that. */
struct halves {
    const struct between_hop *hop;
    const struct journey *far, *near;
    uint32_t number; /* of the hop, for its way */
};

static struct journey join(const struct look *look, const struct halves *halves)
{
    const struct journey *first = look->by ? halves->far : halves->near;
    const struct journey *second = look->by ? halves->near : halves->far;
    const struct between_hop *hop = halves->hop;
    struct journey journey = {
        .depart = first->depart,
        .arrive = second->arrive,
        .transfers = first->transfers + second->transfers + 1,
        .leg_count = first->leg_count + second->leg_count - 1,
    };
    unix_time depart = first->legs[first->leg_count - 1].depart;
    journey.legs = arena_array(look->arena, journey.leg_count, sizeof *journey.legs);
    memcpy(journey.legs, first->legs, (first->leg_count - 1) * sizeof *journey.legs);
    journey.legs[first->leg_count - 1] = (struct leg){
        .kind = LEG_WALK,
        .from = look->by ? hop->stop : hop->source,
        .to = look->by ? hop->source : hop->stop,
        .depart = depart,
        .arrive = depart + hop->took,
        .via = halves->number,
        .hired = true,
    };
    memcpy(journey.legs + first->leg_count, second->legs + 1,
           (second->leg_count - 1) * sizeof *journey.legs);
    return journey;
}

static bool is_within(const struct look *look, const struct journey *journey)
{
    const struct plan *plan = look->plan;
    unix_time anchor = look->by ? journey->arrive : journey->depart;
    return journey->transfers <= plan->query.change.transfers_max &&
           (!plan->timetable || (anchor >= plan->from && anchor < plan->to));
}

/* Finds what comes before the hop, as late as that is possible, and keeps the whole. */
static bool complete(struct look *look, const struct journey *far)
{
    struct plan *plan = look->plan;
    const struct leg *door = look->by ? &far->legs[far->leg_count - 1] : &far->legs[0];
    struct halves halves = {hop_to(look, look->by ? door->from : door->to), far, NULL,
                            plan->ways.hop_count};
    const struct endpoint end = {halves.hop->source, halves.hop->took, false};
    struct query query = query_from(look, true, &end, 1);
    struct journeys near;
    query.when.arrive_by = !look->by;
    query.when.time = look->by ? door->depart : door->arrive;
    query.when.travel_seconds_max =
        (int32_t)(look->by ? look->time - query.when.time : query.when.time - look->time);
    if (!planner_run(worker_planner(look->worker), plan->style.asked, &query, look->arena, &near,
                     look->error))
        return false;
    plan->searches++;
    plan->ways.hops[plan->ways.hop_count++] =
        (struct way_hop){look->means[halves.hop->means], halves.hop->hire};
    for (uint32_t i = 0; i < near.count; i++) {
        halves.near = &near.items[i];
        const struct journey journey = join(look, &halves);
        if (is_within(look, &journey))
            plan_hired_keep(plan, &journey, look->found);
    }
    return true;
}

/* The best first: whichever arrives soonest, or (arrive-by) leaves last. */
static int by_arrival(const void *a, const void *b)
{
    const struct journey *one = a, *two = b;
    return (one->arrive > two->arrive) - (one->arrive < two->arrive);
}

static int by_departure(const void *a, const void *b)
{
    const struct journey *one = a, *two = b;
    return (one->depart < two->depart) - (one->depart > two->depart);
}

static bool find_journeys(struct look *look)
{
    struct endpoint *stops = arena_array(look->arena, look->hops.count, sizeof *stops);
    struct journeys far;
    for (uint32_t i = 0; i < look->hops.count; i++)
        stops[i] = (struct endpoint){look->hops.items[i].stop, look->hops.items[i].seconds, false};
    struct query query = query_from(look, false, stops, look->hops.count);
    query.when.arrive_by = look->by;
    query.when.time = look->time;
    if (!planner_run(worker_planner(look->worker), look->plan->style.asked, &query, look->arena,
                     &far, look->error))
        return false;
    look->plan->searches++;
    if (far.count)
        qsort(far.items, far.count, sizeof *far.items, look->by ? by_departure : by_arrival);
    for (uint32_t i = 0; i < far.count && i < PLAN_BETWEEN_MAX; i++)
        if (look->plan->ways.hop_count < WAYS_HOPS_MAX && !complete(look, &far.items[i]))
            return false;
    return true;
}

bool plan_between(struct worker *worker, struct plan *plan, unix_time time, struct vec *found,
                  struct error *error)
{
    struct look look = {
        .worker = worker,
        .plan = plan,
        .found = found,
        .error = error,
        .by = plan->query.when.arrive_by,
        .time = time,
        .arena = &worker->arena,
    };
    look.seconds = seconds_left(&look);
    if (!is_possible(&look))
        return true;
    return find_hops(&look) && (!look.hops.count || find_journeys(&look));
}
