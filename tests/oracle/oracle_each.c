#include "tests/oracle/oracle_each.h"

#include "engine/base/memory.h"
#include "tests/oracle/oracle_search.h"

/* Where one is in trying everything. */
struct trial {
    struct search *search;
    const struct oracle_each *each;
    int *first_way; /* by event, and one more */
    struct oracle_journey journey;
    int first_event; /* boarded first */
    long looked_at;
};

static void index_ways(struct trial *trial)
{
    int events = (int)trial->search->movement.events.count;
    const struct way *ways = trial->search->ways.data;
    trial->first_way = memory_zeroed((size_t)events + 2, sizeof *trial->first_way);
    for (uint32_t i = 0; i < trial->search->ways.count; i++)
        trial->first_way[ways[i].from + 1]++;
    for (int i = 0; i < events; i++)
        trial->first_way[i + 1] += trial->first_way[i];
}

/* All doors that such rides may have. */
static void tell(struct trial *trial, int last_event)
{
    const struct search *search = trial->search;
    const struct small_question *question = search->task.question;
    struct small_result *result = &trial->journey.result;
    int first = stop_of(search, trial->first_event), last = stop_of(search, last_event);
    trial->journey.number = trial->looked_at;
    for (int i = 0; i < question->source_count * question->target_count; i++) {
        const struct small_end *source = &question->sources[i % question->source_count];
        const struct small_end *target = &question->targets[i / question->source_count];
        int before = walk_outside(&search->task, source->stop, first);
        int after = walk_outside(&search->task, last, target->stop);
        if (before == WALK_NEVER || after == WALK_NEVER ||
            !stop_open(&search->task, source->stop) || !stop_open(&search->task, target->stop) ||
            (source->stop != first && !may_walk_on(search, source, RULE_ACCESS_WALK)) ||
            (target->stop != last && !may_walk_on(search, target, RULE_EGRESS_WALK)))
            continue;
        result->depart = board_by(search, trial->first_event) - before - offset_of(search, source);
        result->arrive = alighted_at(search, last_event) + after + offset_of(search, target);
        if (result->depart >= trial->each->low && result->arrive <= trial->each->high &&
            result->depart >= search->low && bounds_kept(search, result))
            trial->each->visit(trial->each->context, &trial->journey);
    }
}

static void ride(struct trial *trial, int event, bool stays);

/* Everything that can follow when the run at hand comes to an event. */
static void go_on(struct trial *trial, int event)
{
    struct search *search = trial->search;
    const struct way *ways = search->ways.data;
    if (can_alight(search, event))
        tell(trial, event);
    trial->looked_at++;
    for (int i = trial->first_way[event]; i < trial->first_way[event + 1]; i++) {
        if (trial->journey.result.transfers + ways[i].cost > trial->each->transfers_max)
            continue;
        trial->journey.result.transfers += ways[i].cost;
        ride(trial, ways[i].to, ways[i].cost == 0);
        trial->journey.result.transfers -= ways[i].cost;
    }
}

static void ride(struct trial *trial, int event, bool stays)
{
    const struct search *search = trial->search;
    struct oracle_journey *journey = &trial->journey;
    if (journey->ride_count == ORACLE_RIDES_MAX || trial->looked_at > trial->each->most)
        return;
    int number = journey->ride_count++;
    int board = event_at(search, event)->call;
    for (bool more = !is_last(search, event); more; more = !is_last(search, event)) {
        event++;
        if (event_at(search, event)->arrive > trial->each->high)
            break;
        journey->rides[number] = (struct oracle_ride){
            run_of(search, event)->trip,
            board,
            event_at(search, event)->call,
            event_at(search, event - (event_at(search, event)->call - board))->depart,
            event_at(search, event)->arrive,
            stays};
        go_on(trial, event);
    }
    journey->ride_count--;
}

bool oracle_each(const struct small_world *world, const struct small_question *question,
                 const struct oracle_each *each)
{
    struct trial trial = {.search = search_open(world, question, 0), .each = each};
    index_ways(&trial);
    for (int event = 0; event < (int)trial.search->movement.events.count; event++) {
        trial.first_event = event;
        if (can_board(trial.search, event) && event_at(trial.search, event)->depart >= each->low)
            ride(&trial, event, false);
    }
    search_close(trial.search);
    memory_free(trial.first_way);
    return trial.looked_at <= each->most;
}
