#include "api/plan_cheaper.h"

#include <string.h>

#include "api/fare_wish.h"
#include "engine/planner.h"

bool plan_cheaper_read(const struct request *request, struct plan *plan, struct error *error)
{
    struct plan_cheaper *cheaper = &plan->cheaper;
    int64_t more = price_ask_default.rides_more, delay = price_ask_default.slack_seconds;
    cheaper->ask = price_ask_default;
    if (!request_bool(request, "withCheaper", &cheaper->wanted, error) ||
        !request_int(request, "cheaperDelay", 0, PRICE_SLACK_MAX, &delay, error) ||
        !request_int(request, "cheaperTransfers", 0, PRICE_RIDES_MORE_MAX, &more, error))
        return false;
    cheaper->ask.slack_seconds = (int32_t)delay;
    cheaper->ask.rides_more = (uint32_t)more;
    return true;
}

/* The question as it was answered: for the next journeys, or for all of the window. */
static struct query question_of(const struct plan *plan)
{
    struct query query = plan->query;
    query.where.sources = plan->ways.from.reach.stops;
    query.where.source_count = plan->ways.from.reach.count;
    query.where.targets = plan->ways.to.reach.stops;
    query.where.target_count = plan->ways.to.reach.count;
    query.known = (struct query_known){0};
    if (plan->timetable) {
        unix_time from = plan->from, to = plan->to;
        bool gap = to - from > QUERY_WINDOW_SECONDS_MAX; /* Most of it was skipped. */
        if (gap && plan->later)
            from = to - QUERY_WINDOW_SECONDS_MAX;
        else if (gap)
            to = from + QUERY_WINDOW_SECONDS_MAX;
        query.when.time = query.when.arrive_by ? to - 1 : from;
        query.when.window_seconds = (int32_t)(to - from);
    }
    return query;
}

static void note(struct plan *plan, const char *code, const char *text)
{
    plan_add_note(plan, code, "withCheaper", text);
}

static bool is_possible(struct plan *plan, const struct query *query)
{
    if (!plan->cheaper.wanted)
        return false;
    if (query->where.via_count) {
        note(plan, "CHEAPER_NOT_SEARCHED",
             "With places to pass no cheaper journeys are looked for.");
        return false;
    }
    if (plan->rental)
        note(plan, "CHEAPER_WITHOUT_HIRES",
             "Cheaper journeys that use shared vehicles were not looked for.");
    return query->where.source_count && query->where.target_count && query->needs.modes &&
           (!plan->timetable || query->when.window_seconds > 0);
}

/* Whoever walks all the way pays nothing: what takes as long on foot is none to offer. */
static bool is_farther(const struct plan *plan, const struct journey *journey)
{
    const struct plan_direct *walk = plan_on_foot(plan);
    return walk && journey_moving_seconds(journey) >= walk->way.seconds;
}

bool plan_cheaper(struct worker *worker, struct plan *plan, struct vec *found, struct error *error)
{
    const struct query query = question_of(plan);
    const struct tariff tariff = tariff_of(plan->style.asked);
    const struct journeys ordinary = {found->data, found->count};
    struct price_ask ask = plan->cheaper.ask;
    struct price_answer answer;
    if (!is_possible(plan, &query))
        return true;
    ask.tariff = &tariff;
    ask.profile = &plan->fares->profile;
    ask.ordinary = &ordinary;
    if (!planner_price(worker_planner(worker), plan->style.asked,
                       &(struct price_question){&query, &ask}, &worker->arena, &answer, error))
        return false;
    plan->searches++;
    plan->cheaper.stats = answer.stats;
    if (answer.stats.cut)
        note(plan, "CHEAPER_NOT_ALL",
             "There were too many ways to look at all of them. What is shown is right, but a "
             "cheaper journey may be missing; with less delay, fewer changes more or a shorter "
             "window the search comes to its end.");
    for (uint32_t i = 0; i < answer.journeys.count; i++)
        if (!is_farther(plan, &answer.journeys.items[i]))
            vec_push(found, &answer.journeys.items[i]);
    return true;
}
