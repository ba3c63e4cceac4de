#include "api/plan.h"

#include <stdlib.h>
#include <string.h>

#include "api/plan_between.h"
#include "api/plan_cheaper.h"
#include "api/plan_hired.h"
#include "api/plan_via.h"
#include "api/reasons.h"
#include "api/renew.h"
#include "engine/base/vec.h"
#include "engine/planner.h"
#include "engine/street/reach.h"

/* A window grows to this at most before we say that there is nothing. */
#define WIDEST_SECONDS 86400
/* Itineraries of one page; more come with the next one. */
#define ITINERARIES_MAX 250

/* Journeys as they come in. */
struct finder {
    struct worker *worker;
    struct plan *plan;
    struct vec found; /* struct journey */
};

static void add_stats(struct search_stats *sum, const struct search_stats *more)
{
    sum->departures += more->departures;
    sum->rounds += more->rounds;
    sum->lanes += more->lanes;
    sum->calls += more->calls;
    sum->boardings += more->boardings;
    sum->footpaths += more->footpaths;
    sum->seats += more->seats;
}

const struct plan_direct *plan_on_foot(const struct plan *plan)
{
    for (uint32_t i = 0; i < plan->direct_count; i++)
        if (plan->directs[i].mode == WAY_WALK && !plan->directs[i].hired)
            return &plan->directs[i];
    return NULL;
}

int32_t plan_fastest_direct(const struct plan *plan, bool anybody)
{
    int32_t seconds = INT32_MAX;
    for (uint32_t i = 0; i < plan->direct_count; i++) {
        const struct plan_direct *direct = &plan->directs[i];
        if ((!anybody || direct->hired || direct->mode == WAY_WALK) &&
            direct->way.seconds < seconds)
            seconds = direct->way.seconds;
    }
    return seconds;
}

/* The walk all the way, or NULL; also when something else than feet may carry one to stops. */
static const struct plan_direct *direct_walk(const struct plan *plan)
{
    const struct way_side *sides[] = {&plan->ways.from, &plan->ways.to};
    for (size_t i = 0; i < 2; i++)
        for (uint32_t k = 0; k < sides[i]->means_count; k++)
            if (sides[i]->means[k].kind != MEANS_MOVE ||
                sides[i]->means[k].profile.travel != plan->person.on_foot.travel)
                return NULL;
    return plan_on_foot(plan);
}

/* Whether a journey takes as long as the walk all the way, and one walks as much besides. */
static bool is_farther(const struct journey *journey, const struct plan_direct *walk)
{
    return walk && journey_moving_seconds(journey) >= walk->way.seconds;
}

static void note_farther(struct plan *plan, struct arena *arena)
{
    if (plan->farther)
        plan_add_note(plan, "WALKS_MORE_THAN_DIRECT", "directModes",
                      arena_format(arena,
                                   "%u journeys are left out on which one walks more than on the "
                                   "way without a ride.",
                                   plan->farther));
}

static void keep(struct finder *finder, const struct journeys *journeys)
{
    const struct plan_direct *walk = direct_walk(finder->plan);
    for (uint32_t i = 0; i < journeys->count; i++)
        if (journey_hires(&journeys->items[i]))
            plan_hired_keep(finder->plan, &journeys->items[i], &finder->found);
        else if (is_farther(&journeys->items[i], walk))
            finder->plan->farther++;
        else
            vec_push(&finder->found, &journeys->items[i]);
}

static bool run(struct finder *finder, const struct query *query, struct journeys *journeys,
                struct error *error)
{
    struct planner *planner = worker_planner(finder->worker);
    *journeys = (struct journeys){0};
    if (!query->where.source_count || !query->where.target_count)
        return true;
    if (!query_check(query, finder->plan->style.asked->network, error) ||
        !planner_run(planner, finder->plan->style.asked, query, &finder->worker->arena, journeys,
                     error))
        return false;
    finder->plan->searches++;
    add_stats(&finder->plan->stats, planner_stats(planner));
    return true;
}

/* From one's own means first, so that no vehicle hides how one gets there without. */
static bool ask(struct finder *finder, const struct query *query, struct error *error)
{
    struct journeys journeys;
    struct query_beyond beyond = {0};
    for (enum plan_turn turn = 0; turn < PLAN_TURNS; turn++) {
        struct query one = *query;
        if (!plan_hired_turn(finder->plan, turn, &finder->worker->arena, &one.where))
            continue;
        if (turn != PLAN_TURN_OWN)
            one.known = (struct query_known){finder->found.data, finder->found.count, &beyond};
        if (!run(finder, &one, &journeys, error))
            return false;
        if (turn == PLAN_TURN_OWN)
            beyond = *planner_beyond(worker_planner(finder->worker));
        keep(finder, &journeys);
    }
    return true;
}

/* All good journeys that leave (arrive-by: arrive) in [from, to). */
static bool ask_window(struct finder *finder, unix_time from, unix_time to, struct error *error)
{
    struct query query = finder->plan->query;
    query.when.time = query.when.arrive_by ? to - 1 : from;
    query.when.window_seconds = (int32_t)(to - from);
    return ask(finder, &query, error);
}

static unix_time anchor(const struct plan *plan, const struct journey *journey)
{
    return plan->query.when.arrive_by ? journey->arrive : journey->depart;
}

/*
 * Moves on to where the next journeys are when there was none so far. The best ones from here on
 * beat whatever would leave before the first of them, so nothing lies in between; in the other
 * direction likewise. `some`: it is worth looking on.
 */
static bool skip_gap(struct finder *finder, bool *some, struct error *error)
{
    struct plan *plan = finder->plan;
    struct query query = plan->query;
    *some = true;
    if (plan->later == query.when.arrive_by)
        return true;
    query.when.time = plan->later ? plan->to : plan->from - 1;
    if (!ask(finder, &query, error))
        return false;
    *some = finder->found.count > 0;
    unix_time nearest = 0;
    for (uint32_t i = 0; i < finder->found.count; i++) {
        unix_time time = anchor(plan, vec_at(&finder->found, i));
        nearest = i == 0 || (plan->later ? time < nearest : time > nearest) ? time : nearest;
    }
    if (*some && plan->later)
        plan->to = nearest;
    else if (*some)
        plan->from = nearest + 1;
    vec_resize(&finder->found, 0);
    return true;
}

/* Looks at the next `step` seconds beyond the window. */
static bool extend(struct finder *finder, int64_t step, struct error *error)
{
    struct plan *plan = finder->plan;
    unix_time from = plan->later ? plan->to : plan->from - step;
    unix_time to = plan->later ? plan->to + step : plan->from;
    plan->from = from < plan->from ? from : plan->from;
    plan->to = to > plan->to ? to : plan->to;
    return ask_window(finder, from, to, error);
}

/* Widens the window, twice as much each time, until there are enough; then no more are given than
 * are wanted or were in the first window. */
static bool sweep(struct finder *finder, struct error *error)
{
    struct plan *plan = finder->plan;
    int64_t step = plan->window_seconds;
    bool some = true;
    plan->from = plan->to = plan->edge;
    if (!extend(finder, step, error))
        return false;
    if (plan->least > 0 && finder->found.count == 0 && !skip_gap(finder, &some, error))
        return false;
    uint32_t first = finder->found.count > plan->least ? finder->found.count : plan->least;
    plan->most = plan->most ? plan->most : first;
    for (int64_t width = step; some && finder->found.count < plan->least; step *= 2) {
        const struct network *network = finder->worker->world->network;
        width += step;
        if (width > WIDEST_SECONDS ||
            !reasons_in_service(network, plan->from - step, plan->to + step))
            break;
        if (!extend(finder, step, error))
            return false;
    }
    return true;
}

/* All of the timetable that is wanted; shared vehicles between rides for its beginning. */
static bool timetable(struct finder *finder, struct error *error)
{
    struct plan *plan = finder->plan;
    bool capped = plan->most > 0;
    if (!sweep(finder, error))
        return false;
    uint32_t before = finder->found.count;
    unix_time time = plan->query.when.arrive_by ? plan->to - 1 : plan->from;
    bool good = plan_between(finder->worker, plan, time, &finder->found, error);
    if (!capped && finder->found.count > before)
        plan->most += finder->found.count - before; /* So that none goes for those. */
    return good;
}

/* Just the next journeys; what comes later starts behind the last of them. */
static bool next_ones(struct finder *finder, struct error *error)
{
    struct plan *plan = finder->plan;
    bool arrive_by = plan->query.when.arrive_by;
    if (!ask(finder, &plan->query, error) ||
        !plan_between(finder->worker, plan, plan->query.when.time, &finder->found, error))
        return false;
    plan->from = arrive_by ? plan->edge - plan->window_seconds : plan->edge;
    plan->to = arrive_by ? plan->edge : plan->edge + plan->window_seconds;
    for (uint32_t i = 0; i < finder->found.count; i++) {
        unix_time time = anchor(plan, vec_at(&finder->found, i));
        plan->from = time < plan->from ? time : plan->from;
        plan->to = time + 1 > plan->to ? time + 1 : plan->to;
    }
    return true;
}

static int anchor_order(const void *a, const void *b)
{
    unix_time one = *(const unix_time *)a, two = *(const unix_time *)b;
    return (one > two) - (one < two);
}

/* Gives up the journeys farthest from where the window started when there are too many; those of
 * one moment stay together, and the window shrinks to what is left. */
static void cut(struct finder *finder)
{
    struct plan *plan = finder->plan;
    uint32_t count = finder->found.count, kept = 0;
    if (!plan->most || plan->most > ITINERARIES_MAX)
        plan->most = ITINERARIES_MAX;
    if (count <= plan->most)
        return;
    struct journey *all = finder->found.data;
    unix_time *anchors = arena_array(&finder->worker->arena, count, sizeof *anchors);
    for (uint32_t i = 0; i < count; i++)
        anchors[i] = anchor(plan, &all[i]);
    qsort(anchors, count, sizeof *anchors, anchor_order);
    if (plan->later)
        plan->to = anchors[plan->most - 1] + 1;
    else
        plan->from = anchors[count - plan->most];
    for (uint32_t i = 0; i < count; i++)
        if (anchor(plan, &all[i]) >= plan->from && anchor(plan, &all[i]) < plan->to)
            all[kept++] = all[i];
    vec_resize(&finder->found, kept);
}

static void hand_over(struct finder *finder)
{
    struct plan *plan = finder->plan;
    uint32_t count = finder->found.count;
    struct journey *items = arena_array(&finder->worker->arena, count, sizeof *items);
    if (count > 0)
        memcpy(items, finder->found.data, count * sizeof *items);
    qsort(items, count, sizeof *items, journey_order);
    plan->journeys = (struct journeys){items, count};
    plan_via_visit(plan, &plan->journeys);
    for (uint32_t i = 0; i < count && plan->style.world != plan->style.asked; i++)
        renew_journey(plan->style.world, &items[i]);
    vec_finish(&finder->found);
}

/* Whether the two ends are one place: nothing is to be walked, not even a second. */
static bool is_nowhere(const struct plan *plan)
{
    const struct end *from = &plan->ends.from, *to = &plan->ends.to;
    if (from->stop != NO_IX && to->stop != NO_IX)
        return from->stop == to->stop;
    return from->at.lat == to->at.lat && from->at.lon == to->at.lon;
}

void plan_time_direct(const struct plan *plan, struct plan_direct *direct, struct arena *arena)
{
    const struct query_when *when = &plan->query.when;
    struct leg *leg = arena_alloc(arena, sizeof *leg);
    *leg = (struct leg){.kind = LEG_ACCESS, .from = NO_IX, .to = NO_IX, .hired = direct->hired};
    leg->depart = when->arrive_by ? when->time - direct->way.seconds : when->time;
    leg->arrive = leg->depart + direct->way.seconds;
    direct->journey = (struct journey){leg->depart, leg->arrive, 0, 1, leg};
}

/* The ways from end to end without a ride, in the order of their modes. */
static void find_directs(struct plan *plan, struct arena *arena)
{
    if (is_nowhere(plan))
        return;
    for (unsigned mode = 0; mode < WAY_MODES; mode++) {
        struct plan_direct *direct = &plan->directs[plan->direct_count];
        const struct means means =
            person_means(&plan->person, (enum way_mode)mode, plan->direct_seconds_max);
        if (!(plan->direct_modes >> mode & 1) || !ways_direct(&plan->ways, &means, &direct->way) ||
            direct->way.seconds == 0)
            continue;
        direct->mode = (enum way_mode)mode;
        plan_time_direct(plan, direct, arena);
        plan->direct_count++;
    }
    plan_hired_directs(plan, arena);
}

/* A vehicle that is left on the way without saving any time is none to offer. */
static void drop_needless(struct plan *plan)
{
    const struct plan_direct *walk = plan_on_foot(plan);
    int32_t seconds = walk ? walk->way.seconds : INT32_MAX;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < plan->direct_count; i++)
        if (plan->directs[i].way.part_count == 1 || plan->directs[i].way.seconds < seconds)
            plan->directs[kept++] = plan->directs[i];
    plan->direct_count = kept;
}

/* Keeps rides from taking much longer than the fastest way without. Returns the bound before. */
static int32_t bound_by_direct(struct plan *plan)
{
    int32_t *bound = &plan->query.when.travel_seconds_max, before = *bound;
    double most =
        plan->direct_count ? plan_fastest_direct(plan, false) * plan->direct_factor : before;
    if (most < *bound)
        *bound = most < 1 ? 1 : (int32_t)most;
    return before;
}

/* Says so when the next journey would have been there but for the bound. */
static bool note_slower(struct finder *finder, int32_t bound_before, struct error *error)
{
    struct plan *plan = finder->plan;
    struct query query = plan->query;
    struct journeys slower = {0};
    int32_t bound = query.when.travel_seconds_max;
    if (bound == bound_before || finder->found.count >= plan->least)
        return true;
    query.when.travel_seconds_max = bound_before;
    if (!planner_run(worker_planner(finder->worker), plan->style.asked, &query,
                     &finder->worker->arena, &slower, error))
        return false;
    for (uint32_t i = 0; i < slower.count; i++) {
        int64_t seconds = slower.items[i].arrive - slower.items[i].depart;
        if (seconds <= bound)
            continue;
        plan_add_note(plan, "SLOWER_THAN_DIRECT", "fastestDirectFactor",
                      arena_format(&finder->worker->arena,
                                   "Journeys of more than %d min are left out, as the next one of "
                                   "%d min: without a ride it takes %d min.",
                                   bound / 60, (int)((seconds + 59) / 60),
                                   (plan_fastest_direct(plan, false) + 59) / 60));
        break;
    }
    return true;
}

void plan_open(struct worker *worker, struct plan *plan)
{
    struct query_where *where = &plan->query.where;
    plan->ways.finder.worker = planner_streets(worker_planner(worker));
    ways_reach(&plan->ways);
    plan_via_open(plan);
    where->sources = plan->ways.from.reach.stops;
    where->source_count = plan->ways.from.reach.count;
    where->targets = plan->ways.to.reach.stops;
    where->target_count = plan->ways.to.reach.count;
}

/* Whether start and end are one place. */
static bool is_here(const struct plan *plan)
{
    const struct end *from = &plan->ends.from, *to = &plan->ends.to;
    return (from->stop != NO_IX && from->stop == to->stop) ||
           (from->at.lat == to->at.lat && from->at.lon == to->at.lon);
}

/* Whether it is the time. */
static bool explain_period(struct plan *plan, const struct network *network)
{
    struct arena *arena = plan->style.arena;
    struct reason reason;
    if (!reasons_in_service(network, plan->from, plan->to))
        reason = reasons_outside(network, plan->from, arena);
    else if (!reasons_gap(network, plan->from, plan->to, arena, &reason))
        return false;
    plan_add_reason(plan, reason.code, reason.field, reason.text);
    return true;
}

/* Whether no stop can be come to; where hired ones were bounded nobody has looked at all. */
static bool is_out_of_reach(const struct plan *plan, const struct way_side *side, uint32_t own)
{
    return own == 0 && side->hired.count == 0 && !plan_hired_is_bounded(plan, side);
}

/* Why there is nothing, most telling first. */
static void explain(struct plan *plan, const struct network *network)
{
    const struct query_where *where = &plan->query.where;
    if (is_out_of_reach(plan, &plan->ways.from, where->source_count))
        plan_add_reason(plan, "NO_STOPS_IN_RANGE", "fromPlace",
                        "No stop that vehicles serve is within reach of the start.");
    if (is_out_of_reach(plan, &plan->ways.to, where->target_count))
        plan_add_reason(plan, "NO_STOPS_IN_RANGE", "toPlace",
                        "No stop that vehicles serve is within reach of the end.");
    if (plan->query.needs.modes == 0)
        plan_add_reason(plan, "NO_TRANSIT_CONNECTION", "transitModes", "Rides were not asked for.");
    if (plan->query.needs.modes == 0 || explain_period(plan, network))
        return;
    if (plan->direct_count > 0 || is_here(plan))
        plan_add_reason(plan, "WALKING_BETTER_THAN_TRANSIT", "",
                        "Going all the way without a ride is the better choice.");
    else if (where->source_count > 0 && where->target_count > 0)
        plan_add_reason(plan, "NO_TRANSIT_CONNECTION_IN_SEARCH_WINDOW", "searchWindow",
                        "Nothing runs between the two places in the time looked at that meets "
                        "what was asked for.");
}

static bool search(struct finder *finder, struct error *error)
{
    struct plan *plan = finder->plan;
    const struct query_where *where = &plan->query.where;
    bool sources = where->source_count > 0 || plan->ways.from.hired.count > 0;
    bool targets = where->target_count > 0 || plan->ways.to.hired.count > 0;
    bool possible = sources && targets && plan->query.needs.modes != 0 &&
                    (where->via_count > 0 || !is_here(plan));
    int32_t bound_before = bound_by_direct(plan);
    if (!possible)
        return true;
    return (plan->timetable ? timetable(finder, error) : next_ones(finder, error)) &&
           note_slower(finder, bound_before, error);
}

bool plan_find(struct worker *worker, struct plan *plan, struct error *error)
{
    struct finder finder = {
        .worker = worker, .plan = plan, .found = vec_of(sizeof(struct journey))};
    plan->from = plan->later ? plan->edge : plan->edge - plan->window_seconds;
    plan->to = plan->from + plan->window_seconds;
    plan->ways.finder.worker = planner_streets(worker_planner(worker));
    find_directs(plan, &worker->arena);
    drop_needless(plan);
    plan_hired_bound(plan);
    plan_open(worker, plan);
    bool good = search(&finder, error);
    note_farther(plan, &worker->arena);
    plan_hired_note(plan);
    plan_note_live(worker, plan);
    cut(&finder);
    good = good && plan_cheaper(worker, plan, &finder.found, error);
    hand_over(&finder);
    if (plan->journeys.count == 0)
        explain(plan, worker->world->network);
    return good;
}
