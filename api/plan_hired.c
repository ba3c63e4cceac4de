#include "api/plan_hired.h"

/* Nobody unlocks a vehicle for less. */
#define RIDE_METRES_LEAST 100

/* How many of the ends of a turn are gone to with vehicles. */
static bool hires_at(uint32_t turn, bool start)
{
    return turn == 0 || (turn == 1) == start;
}

bool plan_hired_turn(const struct plan *plan, uint32_t turn, struct query_where *where)
{
    const struct reach *from = &plan->ways.from.hired, *to = &plan->ways.to.hired;
    bool both = from->count && to->count;
    if (turn == 0 ? !both || plan->hires_max < 2
                  : plan->hires_max < 1 || (both && plan->hires_max > 1))
        return false;
    if (hires_at(turn, true) && from->count) {
        where->sources = from->stops;
        where->source_count = from->count;
    }
    if (hires_at(turn, false) && to->count) {
        where->targets = to->stops;
        where->target_count = to->count;
    }
    return hires_at(turn, true) ? from->count > 0 : to->count > 0;
}

/* Marks the legs that are ridden on vehicles of a side that was asked for with some. */
static uint32_t mark(const struct plan *plan, const struct journey *journey)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < journey->leg_count; i++) {
        struct leg *leg = &journey->legs[i];
        leg->hired = ways_hires(&plan->ways, leg);
        count += leg->hired;
    }
    return count;
}

static bool is_beaten(const struct journey *journey, const struct vec *found)
{
    for (uint32_t i = 0; i < found->count; i++)
        if (journey_dominates(vec_at(found, i), journey))
            return true;
    return false;
}

/* Whether without the rides one moves for as long as the fastest way without any takes. */
static bool is_farther(const struct plan *plan, const struct journey *journey)
{
    int64_t seconds = journey_moving_seconds(journey);
    for (uint32_t i = 0; i < plan->direct_count; i++)
        if ((plan->directs[i].hired || plan->directs[i].mode == WAY_WALK) &&
            plan->directs[i].way.seconds <= seconds)
            return true;
    return false;
}

void plan_hired_keep(const struct plan *plan, const struct journeys *journeys, struct vec *found)
{
    for (uint32_t i = 0; i < journeys->count; i++) {
        const struct journey *journey = &journeys->items[i];
        uint32_t hires = mark(plan, journey);
        if (hires && hires <= plan->hires_max && !is_beaten(journey, found) &&
            !is_farther(plan, journey))
            vec_push(found, journey);
    }
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
        if (ways_direct(&plan->ways, &means, &way) && way.parts[1].metres >= RIDE_METRES_LEAST)
            keep_direct(plan, &way, first, arena);
    }
}
