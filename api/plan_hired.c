#include "api/plan_hired.h"

/* Those of one's own, and the hired ones behind them. */
static void join(const struct reach *own, const struct reach *hired, struct arena *arena,
                 const struct endpoint **ends, uint32_t *count)
{
    *ends = own->stops;
    *count = own->count + hired->count;
    if (!hired->count)
        return;
    struct endpoint *both = arena_array(arena, *count, sizeof *both);
    for (uint32_t i = 0; i < *count; i++)
        both[i] = i < own->count ? own->stops[i] : hired->stops[i - own->count];
    *ends = both;
}

bool plan_hired_turn(const struct plan *plan, enum plan_turn turn, struct arena *arena,
                     struct query_where *where)
{
    static const struct reach none = {0};
    const struct ways *ways = &plan->ways;
    bool by = plan->query.when.arrive_by, starts = turn == PLAN_TURN_HIRED;
    const struct way_side *near = by ? &ways->to : &ways->from, *far = by ? &ways->from : &ways->to;
    const struct reach *start = starts ? &near->hired : &near->reach;
    const struct reach *end = plan->hires_max > starts ? &far->hired : &none;
    struct query_where ends = {0};
    if (starts && (!plan->hires_max || !start->count))
        return false;
    join(start, &none, arena, by ? &ends.targets : &ends.sources,
         by ? &ends.target_count : &ends.source_count);
    join(&far->reach, end, arena, by ? &ends.sources : &ends.targets,
         by ? &ends.source_count : &ends.target_count);
    where->sources = ends.sources;
    where->targets = ends.targets;
    where->source_count = ends.source_count;
    where->target_count = ends.target_count;
    return ends.source_count && ends.target_count;
}

/* Whether one with as few vehicles is as good. Who is beaten does not hang on who came first. */
static bool is_beaten(const struct journey *journey, const struct vec *found)
{
    const struct journey *all = found->data;
    uint32_t hires = journey_hires(journey);
    for (uint32_t i = 0; i < found->count; i++)
        if (journey_hires(&all[i]) <= hires && journey_dominates(&all[i], journey))
            return true;
    return false;
}

/* Whether without the rides one moves for as long as the fastest way without any takes. */
static bool is_farther(const struct plan *plan, const struct journey *journey)
{
    return plan_fastest_direct(plan, true) <= journey_moving_seconds(journey);
}

void plan_hired_bound(struct plan *plan)
{
    int32_t seconds = plan_fastest_direct(plan, true) - 1;
    plan->ways.hired_seconds_max = seconds > 1 ? seconds : 1;
}

/* Those with as many vehicles, or more, that it is as good as. */
static void drop_beaten(const struct journey *journey, struct vec *found)
{
    struct journey *all = found->data;
    uint32_t kept = 0, hires = journey_hires(journey);
    for (uint32_t i = 0; i < found->count; i++)
        if (journey_hires(&all[i]) < hires || !journey_hires(&all[i]) ||
            !journey_dominates(journey, &all[i]))
            all[kept++] = all[i];
    vec_resize(found, kept);
}

void plan_hired_keep(const struct plan *plan, const struct journey *journey, struct vec *found)
{
    if (is_beaten(journey, found) || is_farther(plan, journey))
        return;
    drop_beaten(journey, found);
    vec_push(found, journey);
}

bool plan_hired_is_bounded(const struct plan *plan, const struct way_side *side)
{
    int32_t most = plan->ways.hired_seconds_max;
    for (uint32_t i = 0; most && i < side->hired_count; i++)
        if (side->means[side->means_count + i].seconds_max > most)
            return true;
    return false;
}

/* The place of the form's fastest way so far, or a new one; NULL: there is no room. */
static struct plan_direct *place_for(struct plan *plan, uint8_t form, uint32_t first)
{
    for (uint32_t i = first; i < plan->direct_count; i++)
        if (plan->directs[i].way.lending->form == form)
            return &plan->directs[i];
    if (plan->direct_count - first >= PLAN_HIRED_DIRECTS)
        return NULL;
    struct plan_direct *direct = &plan->directs[plan->direct_count++];
    *direct = (struct plan_direct){.hired = true, .way.seconds = INT32_MAX};
    return direct;
}

static void keep_direct(struct plan *plan, const struct way *way, uint32_t first,
                        struct arena *arena)
{
    struct plan_direct *direct = place_for(plan, way->lending->form, first);
    if (!direct || direct->way.seconds <= way->seconds)
        return;
    direct->way = *way;
    plan_time_direct(plan, direct, arena);
}

void plan_hired_directs(struct plan *plan, struct arena *arena)
{
    uint32_t first = plan->direct_count;
    const struct plan_direct *walk = plan_on_foot(plan);
    for (uint32_t i = 0; i < plan->direct_hire_count && plan->hires_max; i++) {
        struct means means = plan->direct_hires[i];
        struct way way;
        if (walk && walk->way.seconds <= means.seconds_max)
            means.seconds_max = walk->way.seconds - 1;
        if (ways_direct(&plan->ways, &means, &way) && way.parts[1].metres >= PLAN_RIDE_METRES_LEAST)
            keep_direct(plan, &way, first, arena);
    }
}

static void note_side(struct plan *plan, const struct way_side *side, bool from)
{
    if (side->hired_count && !side->hired.count && !plan_hired_is_bounded(plan, side))
        plan_add_note(plan, "NO_SHARED_VEHICLE", from ? "preTransitModes" : "postTransitModes",
                      from ? "No shared vehicle brings one from the start to any stop sooner, in "
                             "the time allowed."
                           : "No shared vehicle brings one from any stop to the end sooner, in "
                             "the time allowed.");
}

static bool has_hired_direct(const struct plan *plan)
{
    for (uint32_t i = 0; i < plan->direct_count; i++)
        if (plan->directs[i].hired)
            return true;
    return false;
}

void plan_hired_note(struct plan *plan)
{
    if (!plan->hires_max)
        return; /* as was asked for */
    note_side(plan, &plan->ways.from, true);
    note_side(plan, &plan->ways.to, false);
    if (plan->direct_hire_count && !has_hired_direct(plan))
        plan_add_note(plan, "NO_SHARED_VEHICLE", "directModes",
                      "No shared vehicle brings one all the way sooner than walking, in the time "
                      "allowed.");
}
