#include "engine/planner.h"

#include "engine/base/memory.h"
#include "engine/price/corridor.h"
#include "engine/price/ladder.h"
#include "engine/search/search.h"
#include "engine/street/worker.h"

/* What a planner of its own keeps: two directions on a few days. */
enum { SCHEDULES_KEPT = 12, SCHEDULES_MIB = 512 };

struct planner {
    const struct network *network;
    struct walks walks, wheel_walks; /* on foot; in a wheelchair */
    struct search search;
    struct street_worker *streets;               /* NULL until they are asked for */
    struct schedules *schedules, *own_schedules; /* in use; to be freed */
};

struct planner *planner_create(const struct network *network)
{
    struct planner *planner = memory_zeroed(1, sizeof *planner);
    planner->network = network;
    planner_use_walks(planner, NULL);
    return planner;
}

void planner_share_schedules(struct planner *planner, struct schedules *schedules)
{
    planner->schedules = schedules;
}

void planner_destroy(struct planner *planner)
{
    if (!planner)
        return;
    search_finish(&planner->search);
    street_worker_destroy(planner->streets);
    schedules_destroy(planner->own_schedules);
    memory_free(planner);
}

void planner_use_walks(struct planner *planner, const struct walks *walks)
{
    planner->walks = walks ? *walks : walks_of_network(planner->network, false);
    planner->wheel_walks = walks ? *walks : walks_of_network(planner->network, true);
}

static struct zone first_zone(const struct network *network)
{
    static const struct zone_change utc;
    if (!network->counts.feeds)
        return (struct zone){&utc, 1};
    return network_zone(network, network->feeds[0].zone);
}

/* What a question may need of the timetable, in whole days so that others can share it: of days of
 * one zone of many, whose length is not always 24 hours, so the question itself has the last word.
 */
static struct schedule_span span_of(const struct network *network, const struct query_when *when)
{
    struct zone zone = first_zone(network);
    int64_t far = (int64_t)when->window_seconds + when->travel_seconds_max;
    unix_time first = when->arrive_by ? when->time - far : when->time;
    unix_time last = when->arrive_by ? when->time : when->time + far;
    unix_time begin = zone_day_start(&zone, zone_day(&zone, first)) - 7200;
    unix_time end = zone_day_start(&zone, zone_day(&zone, last) + 1) + 7200;
    return (struct schedule_span){
        .begin = begin < first ? begin : first,
        .end = end > last ? end : last + 1,
        .direction = when->arrive_by ? BACK : AHEAD,
    };
}

/* The schedule for the question, to be released. NULL: too large. */
static const struct schedule *acquire(struct planner *planner, const struct world *world,
                                      const struct query_when *when, struct error *error)
{
    if (!planner->schedules)
        planner->schedules = planner->own_schedules =
            schedules_create(SCHEDULES_KEPT, (uint64_t)SCHEDULES_MIB << 20);
    return schedules_acquire(planner->schedules, world, span_of(planner->network, when), error);
}

static const struct walks *walks_for(const struct planner *planner, const struct query *query)
{
    return query->needs.wheelchair == WHEELCHAIR_NONE ? &planner->walks : &planner->wheel_walks;
}

bool planner_prepare(struct planner *planner, const struct world *world, const struct query *query,
                     struct error *error)
{
    if (!query_check(query, planner->network, error))
        return false;
    const struct schedule *schedule = acquire(planner, world, &query->when, error);
    schedules_release(planner->schedules, schedule);
    return schedule;
}

bool planner_run(struct planner *planner, const struct world *world, const struct query *query,
                 struct arena *arena, struct journeys *journeys, struct error *error)
{
    *journeys = (struct journeys){0};
    if (!query_check(query, planner->network, error))
        return false;
    const struct schedule *schedule = acquire(planner, world, &query->when, error);
    if (!schedule)
        return false;
    search_begin(&planner->search, world, schedule, walks_for(planner, query), query);
    window_run(&planner->search, arena, journeys);
    search_end(&planner->search);
    schedules_release(planner->schedules, schedule);
    return true;
}

static bool check_spread(const struct network *network, const struct query *query,
                         struct error *error)
{
    const struct query_where *where = &query->where;
    uint64_t minutes = (uint64_t)query->when.window_seconds / SPREAD_STEP_SECONDS + 1;
    if (where->via_count > 0)
        return error_set(error, ERROR_INPUT, "via", "there is no end to pass anything before");
    if (query->when.arrive_by ? where->source_count : where->target_count)
        return error_set(error, ERROR_INPUT, query->when.arrive_by ? "from" : "to",
                         "every stop is asked for, so none may be given");
    if (minutes * network->facts->served_stops > SPREAD_CELLS_MAX)
        return error_set(error, ERROR_LIMIT, "window", "too many minutes for so many stops");
    return query_check(query, network, error);
}

bool planner_spread(struct planner *planner, const struct world *world,
                    const struct spread_ask *ask, struct arena *arena, struct spread *spread,
                    struct error *error)
{
    const struct query *query = ask->query;
    *spread = (struct spread){0};
    if (!check_spread(planner->network, query, error))
        return false;
    const struct schedule *schedule = acquire(planner, world, &query->when, error);
    if (!schedule)
        return false;
    search_begin(&planner->search, world, schedule, walks_for(planner, query), query);
    spread_run(&planner->search, ask, arena, spread);
    search_end(&planner->search);
    schedules_release(planner->schedules, schedule);
    return true;
}

/* The ordinary journeys that leave (arrive-by: arrive) right after the window: what beats those in
 * it from outside. */
static bool run_beyond(struct planner *planner, const struct world *world,
                       const struct query *query, struct arena *arena, struct journeys *beyond,
                       struct error *error)
{
    struct query next = *query;
    int32_t window = query->when.window_seconds;
    *beyond = (struct journeys){0};
    if (!window)
        return true;
    next.when.time += query->when.arrive_by ? -window : window;
    next.when.window_seconds = 0;
    return planner_run(planner, world, &next, arena, beyond, error);
}

/* Until when each stop is of use: the search from the other end, at the end of the corridor. */
static bool look_back(struct planner *planner, const struct world *world,
                      const struct corridor *corridor, struct arena *arena, struct error *error)
{
    const struct query query = corridor_query(corridor);
    const struct spread_ask ask = {.query = &query};
    struct spread spread;
    if (!planner_spread(planner, world, &ask, arena, &spread, error))
        return false;
    corridor_close(corridor, &spread);
    return true;
}

/* Who searches for cheaper journeys, in what, and beside what. */
struct pricing {
    struct planner *planner;
    const struct world *world;
    const struct journeys *beyond;
    struct arena *arena;
};

/* One corridor. */
static bool price_once(const struct pricing *in, const struct price_question *question,
                       struct price_answer *answer, struct error *error)
{
    struct planner *planner = in->planner;
    struct corridor corridor;
    *answer = (struct price_answer){0};
    if (!corridor_open(&corridor, planner->network, question, in->beyond, in->arena))
        return true;
    if (!look_back(planner, in->world, &corridor, in->arena, error))
        return false;
    const struct schedule *schedule = acquire(planner, in->world, &question->query->when, error);
    if (!schedule)
        return false;
    search_begin(&planner->search, in->world, schedule, walks_for(planner, question->query),
                 question->query);
    corridor_run(&corridor, &planner->search, in->arena, answer);
    search_end(&planner->search);
    schedules_release(planner->schedules, schedule);
    return true;
}

/* What lies in the corridor that was asked for. */
static bool price_asked(const struct pricing *in, const struct price_question *question,
                        struct vec *found, struct price_stats *stats, struct error *error)
{
    struct corridor asked;
    struct ladder ladder = ladder_on(question->ask);
    struct price_answer one;
    if (!corridor_open(&asked, in->planner->network, question, in->beyond, in->arena))
        return true; /* There is nothing to be cheaper than, or nobody knows. */
    do {
        const struct price_ask ask = ladder_ask(&ladder);
        if (!price_once(in, &(struct price_question){question->query, &ask}, &one, error))
            return false;
        for (uint32_t i = 0; i < one.journeys.count; i++)
            if (corridor_has(&asked, &one.journeys.items[i]))
                vec_push(found, &one.journeys.items[i]);
        ladder_count(stats, &one.stats);
    } while (ladder_next(&ladder, one.stats.cut));
    if (stats->searches > 1)
        ladder_thin(question, found);
    return true;
}

bool planner_price(struct planner *planner, const struct world *world,
                   const struct price_question *question, struct arena *arena,
                   struct price_answer *answer, struct error *error)
{
    const struct query *query = question->query;
    struct journeys beyond;
    const struct pricing in = {planner, world, &beyond, arena};
    struct vec found = vec_of(sizeof(struct journey));
    *answer = (struct price_answer){0};
    if (query->where.via_count)
        return error_set(error, ERROR_INPUT, "via", "prices are not searched with places to pass");
    bool fine = query_check(query, planner->network, error) &&
                run_beyond(planner, world, query, arena, &beyond, error) &&
                price_asked(&in, question, &found, &answer->stats, error);
    journeys_hand_over(&answer->journeys, &found, arena);
    vec_finish(&found);
    return fine;
}

struct street_worker *planner_streets(struct planner *planner)
{
    const struct streets streets = network_streets(planner->network);
    if (!planner->streets && streets_exist(&streets))
        planner->streets = street_worker_create(&streets);
    return planner->streets;
}

const struct query_beyond *planner_beyond(const struct planner *planner)
{
    return &planner->search.beyond;
}

const struct search_stats *planner_stats(const struct planner *planner)
{
    return &planner->search.stats;
}
