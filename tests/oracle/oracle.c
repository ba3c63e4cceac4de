#include "tests/oracle/oracle.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tests/oracle/oracle_search.h"

const struct oracle_event *event_at(const struct search *search, int index)
{
    return vec_at(&search->movement.events, (uint32_t)index);
}

const struct oracle_run *run_of(const struct search *search, int event)
{
    return vec_at(&search->movement.runs, (uint32_t)event_at(search, event)->run);
}

static const struct small_trip *trip_of(const struct search *search, int event)
{
    return &search->task.world->trips[run_of(search, event)->trip];
}

static const struct small_call *call_of(const struct search *search, int event)
{
    return &trip_of(search, event)->calls[event_at(search, event)->call];
}

static const struct small_route *route_of(const struct search *search, int event)
{
    return &search->task.world->routes[trip_of(search, event)->route];
}

int stop_of(const struct search *search, int event)
{
    return call_of(search, event)->stop;
}

bool is_last(const struct search *search, int event)
{
    return event_at(search, event)->call == trip_of(search, event)->call_count - 1;
}

/* Whether the traveller may get on or off at the stop, or start or end a walk there. */
bool stop_open(const struct task *task, int stop)
{
    const struct small_question *question = task->question;
    int says = task->world->stops[stop].wheelchair;
    for (int i = 0; i < question->no_stops.count && task_has(task, RULE_NO_STOPS); i++)
        if (question->no_stops.items[i] == stop)
            return false;
    if (question->wheelchair == 2 && task_has(task, RULE_WHEELCHAIR_STRICT))
        return says == 1;
    return question->wheelchair != 1 || !task_has(task, RULE_WHEELCHAIR_UNKNOWN) || says != 2;
}

bool can_board(const struct search *search, int event)
{
    const struct small_call *call = call_of(search, event);
    bool pickup = call->pickup != 1 || !task_has(&search->task, RULE_PICKUP);
    return pickup && !is_last(search, event) && stop_open(&search->task, call->stop);
}

bool can_alight(const struct search *search, int event)
{
    const struct small_call *call = call_of(search, event);
    bool drop_off = call->drop_off != 1 || !task_has(&search->task, RULE_DROP_OFF);
    return drop_off && event_at(search, event)->call > 0 && stop_open(&search->task, call->stop);
}

/* What the stop says of slack goes before what its route says. */
static int slack_of(const struct search *search, int event, enum rule rule, int by_stop,
                    int by_route)
{
    const struct small_stop *stop = &search->task.world->stops[stop_of(search, event)];
    if (stop->special && by_stop >= 0 && task_has(&search->task, RULE_STOP_SLACK))
        return by_stop;
    return task_has(&search->task, rule) ? by_route : 0;
}

/* When one must stand at the stop to board. */
int64_t board_by(const struct search *search, int event)
{
    return event_at(search, event)->depart -
           slack_of(search, event, RULE_BOARD_SLACK,
                    search->task.world->stops[stop_of(search, event)].board_slack,
                    route_of(search, event)->board_slack);
}

/* When one is out of the vehicle. */
int64_t alighted_at(const struct search *search, int event)
{
    return event_at(search, event)->arrive +
           slack_of(search, event, RULE_ALIGHT_SLACK,
                    search->task.world->stops[stop_of(search, event)].alight_slack,
                    route_of(search, event)->alight_slack);
}

static struct walk walk_cached(struct search *search, int from, int to)
{
    int from_trip = run_of(search, from)->trip, to_trip = run_of(search, to)->trip;
    struct walk *walk =
        &search
             ->walks[from_trip][event_at(search, from)->call][to_trip][event_at(search, to)->call];
    if (walk->seconds == UNKNOWN)
        *walk = walk_between(&search->task, from_trip, stop_of(search, from), to_trip,
                             stop_of(search, to));
    return *walk;
}

/* Whether the change can be made, and how many seconds are left over. */
static bool change_fits(struct search *search, int from, int to, int64_t *spare)
{
    struct walk walk = walk_cached(search, from, to);
    *spare = -1;
    if (walk.seconds != WALK_NEVER)
        *spare = board_by(search, to) - alighted_at(search, from) - walk.seconds;
    return *spare >= 0 ||
           (walk.guaranteed && run_of(search, from)->day == run_of(search, to)->day &&
            event_at(search, to)->depart >= event_at(search, from)->arrive);
}

static void find_ways_from(struct search *search, int from)
{
    int count = (int)search->movement.events.count;
    for (int to = 0; to < count; to++) {
        struct way way = {.from = from, .to = to, .cost = 1};
        if (can_board(search, to) && change_fits(search, from, to, &way.spare))
            vec_push(&search->ways, &way);
    }
}

static void find_seats_from(struct search *search, int from)
{
    for (uint32_t i = 0; i < search->movement.runs.count; i++) {
        const struct oracle_run *to = vec_at(&search->movement.runs, i);
        struct way way = {.from = from, .to = to->first_event, .cost = 0};
        if (to != run_of(search, from) && seats_go_on(&search->task, run_of(search, from), to))
            vec_push(&search->ways, &way);
    }
}

static void find_ways(struct search *search)
{
    int count = (int)search->movement.events.count;
    search->ways.count = 0;
    for (int from = 0; from < count; from++) {
        if (can_alight(search, from))
            find_ways_from(search, from);
        if (is_last(search, from))
            find_seats_from(search, from);
    }
}

/* How many vias are passed by riding through `stop`. */
static int ride_past(const struct search *search, int stage, int stop)
{
    const struct small_question *question = search->task.question;
    while (stage < question->via_count && question->vias[stage].stop == stop &&
           (question->vias[stage].stay == 0 || !task_has(&search->task, RULE_STAY)))
        stage++;
    return stage;
}

/* Whether one who stands at `stop` gets from one stage to another, and after how many seconds. */
static bool stand_past(const struct search *search, int from, int to, int stop, int *seconds)
{
    const struct small_question *question = search->task.question;
    for (; from < to; from++) {
        if (question->vias[from].stop != stop)
            return false;
        *seconds += task_has(&search->task, RULE_STAY) ? question->vias[from].stay : 0;
    }
    return from == to;
}

/* The same for one who walks from `stop` to `end`. The fewest seconds, or -1. */
static int walk_past(const struct search *search, int from, int to, int stop, int end)
{
    int least = -1;
    for (int middle = from; middle <= to; middle++) {
        int seconds = 0;
        if (stand_past(search, from, middle, stop, &seconds) &&
            stand_past(search, middle, to, end, &seconds) && (least < 0 || seconds < least))
            least = seconds;
    }
    return least;
}

static struct aboard *aboard_at(const struct search *search, int event)
{
    return vec_at(&search->aboard, (uint32_t)event);
}

static bool improve(const struct search *search, int event, int stage, int transfers)
{
    int *best = &aboard_at(search, event)->transfers[stage];
    if (transfers >= *best)
        return false;
    *best = transfers;
    return true;
}

/* Rides on by one call: from leaving `event` to leaving the next. */
static bool ride_on(const struct search *search, int event)
{
    bool better = false;
    if (is_last(search, event))
        return false;
    for (int stage = 0; stage <= search->task.question->via_count; stage++) {
        int transfers = aboard_at(search, event)->transfers[stage];
        int next = ride_past(search, stage, stop_of(search, event + 1));
        if (transfers != NEVER)
            better |= improve(search, event + 1, next, transfers);
    }
    return better;
}

/* Whether the way leaves time for the vias between two stages. */
static bool way_passes(const struct search *search, const struct way *way, int from, int to)
{
    int stop = stop_of(search, way->from), end = stop_of(search, way->to);
    if (way->cost == 0)
        return ride_past(search, ride_past(search, from, stop), end) == to;
    int seconds = walk_past(search, from, to, stop, end);
    return seconds == 0 || (seconds > 0 && seconds <= way->spare);
}

static bool follow(const struct search *search, const struct way *way)
{
    bool better = false;
    int vias = search->task.question->via_count;
    for (int from = 0; from <= vias; from++) {
        int transfers = aboard_at(search, way->from - 1)->transfers[from];
        for (int to = from; transfers != NEVER && to <= vias; to++)
            if (way_passes(search, way, from, to))
                better |= improve(search, way->to, to, transfers + way->cost);
    }
    return better;
}

static void spread_from(const struct search *search, int event, int stage)
{
    int count = (int)search->movement.events.count;
    for (int i = 0; i < count; i++)
        for (int k = 0; k < STAGES; k++)
            aboard_at(search, i)->transfers[k] = NEVER;
    aboard_at(search, event)->transfers[stage] = 0;
    for (bool better = true; better;) {
        better = false;
        for (int i = 0; i < count; i++)
            better |= ride_on(search, i);
        for (uint32_t i = 0; i < search->ways.count; i++)
            better |= follow(search, vec_at(&search->ways, i));
    }
}

int offset_of(const struct search *search, const struct small_end *end)
{
    return task_has(&search->task, RULE_OFFSETS) ? end->seconds : 0;
}

/* Walks are not chained: who walked to a stop from a door takes no footpath from there. */
bool may_walk_on(const struct search *search, const struct small_end *end, int rule)
{
    return task_has(&search->task, rule) && !offset_of(search, end);
}

bool bounds_kept(const struct search *search, const struct small_result *result)
{
    const struct small_question *question = search->task.question;
    if (task_has(&search->task, RULE_TRANSFERS_MAX) && result->transfers > question->transfers_max)
        return false;
    if (question->window > 0)
        return result->arrive - result->depart <= search->travel_max;
    return result->depart >= search->low && result->arrive <= search->high;
}

/* Ends at one target, with `stage` vias passed before getting off. */
static void end_with(const struct search *search, int event, int stage, struct small_result result,
                     struct vec *all)
{
    const struct small_question *question = search->task.question;
    int stop = stop_of(search, event);
    result.transfers = aboard_at(search, event - 1)->transfers[stage];
    for (int i = 0; i < question->target_count && result.transfers != NEVER; i++) {
        const struct small_end *target = &question->targets[i];
        int walk = walk_outside(&search->task, stop, target->stop);
        int rest = walk_past(search, stage, question->via_count, stop, target->stop);
        if (!task_has(&search->task, RULE_VIA))
            rest = 0;
        if (walk == WALK_NEVER || rest < 0 || !stop_open(&search->task, target->stop) ||
            (target->stop != stop && !may_walk_on(search, target, RULE_EGRESS_WALK)))
            continue;
        result.arrive = alighted_at(search, event) + rest + walk + offset_of(search, target);
        if (bounds_kept(search, &result))
            vec_push(all, &result);
    }
}

static void end_anywhere(const struct search *search, int64_t depart, struct vec *all)
{
    for (int event = 0; event < (int)search->movement.events.count; event++)
        for (int stage = 0; stage <= search->task.question->via_count; stage++)
            if (can_alight(search, event))
                end_with(search, event, stage, (struct small_result){.depart = depart}, all);
}

/* All journeys whose first boarding is `event`, having passed `stage` vias by then. */
static void start_at(const struct search *search, int event, int stage, struct vec *all)
{
    const struct small_question *question = search->task.question;
    bool spread = false;
    int stop = stop_of(search, event);
    for (int i = 0; i < question->source_count; i++) {
        const struct small_end *source = &question->sources[i];
        int walk = walk_outside(&search->task, source->stop, stop);
        int rest = walk_past(search, 0, stage, source->stop, stop);
        if (walk == WALK_NEVER || rest < 0 || !stop_open(&search->task, source->stop) ||
            (source->stop != stop && !may_walk_on(search, source, RULE_ACCESS_WALK)))
            continue;
        int64_t depart = board_by(search, event) - rest - walk - offset_of(search, source);
        if (depart < search->low || depart > search->high)
            continue;
        if (!spread)
            spread_from(search, event, stage);
        spread = true;
        end_anywhere(search, depart, all);
    }
}

static int by_result(const void *a, const void *b)
{
    const struct small_result *one = a, *two = b;
    if (one->depart != two->depart)
        return one->depart < two->depart ? -1 : 1;
    if (one->arrive != two->arrive)
        return one->arrive < two->arrive ? -1 : 1;
    return (one->transfers > two->transfers) - (one->transfers < two->transfers);
}

static void sort_once(struct vec *results)
{
    struct small_result *items = results->data;
    uint32_t kept = 0;
    if (results->count > 0)
        qsort(items, results->count, sizeof *items, by_result);
    for (uint32_t i = 0; i < results->count; i++)
        if (kept == 0 || by_result(&items[i], &items[kept - 1]) != 0)
            items[kept++] = items[i];
    results->count = kept;
}

/* The question's own time stands for the end that it leaves open. */
static struct small_result as_asked(const struct small_question *question,
                                    struct small_result result)
{
    if (question->window == 0 && question->arrive_by)
        result.arrive = question->time;
    else if (question->window == 0)
        result.depart = question->time;
    return result;
}

static bool beats(const struct small_result *a, const struct small_result *b)
{
    return by_result(a, b) != 0 && a->depart >= b->depart && a->arrive <= b->arrive &&
           a->transfers <= b->transfers;
}

static bool in_window(const struct small_question *question, const struct small_result *result)
{
    if (question->window == 0)
        return true;
    if (question->arrive_by)
        return result->arrive > question->time - question->window &&
               result->arrive <= question->time;
    return result->depart >= question->time && result->depart < question->time + question->window;
}

static bool is_best(const struct task *task, const struct vec *asked,
                    const struct small_result *result)
{
    const struct small_question *question = task->question;
    if (!in_window(question, result))
        return false;
    for (uint32_t i = 0; i < asked->count; i++) {
        const struct small_result *other = vec_at(asked, i);
        bool counts = task_has(task, RULE_WINDOW_EDGE) || in_window(question, other);
        if (counts && beats(other, result))
            return false;
    }
    return true;
}

static void choose_best(const struct task *task, const struct vec *all, struct vec *best)
{
    struct vec asked = vec_of(sizeof(struct small_result));
    for (uint32_t i = 0; i < all->count; i++) {
        struct small_result result =
            as_asked(task->question, *(const struct small_result *)vec_at(all, i));
        vec_push(&asked, &result);
    }
    sort_once(&asked);
    best->count = 0;
    for (uint32_t i = 0; i < asked.count; i++)
        if (is_best(task, &asked, vec_at(&asked, i)))
            vec_push(best, vec_at(&asked, i));
    vec_finish(&asked);
}

static void set_limits(struct search *search)
{
    const struct small_question *question = search->task.question;
    bool bounded = task_has(&search->task, RULE_TRAVEL_MAX);
    search->travel_max = bounded ? question->travel_max : 2 * 86400;
    if (question->arrive_by) {
        search->high = question->time;
        search->low = question->time - question->window - search->travel_max;
    } else {
        search->low = question->time;
        search->high = question->time + question->window + search->travel_max;
    }
}

static void forget_walks(struct search *search)
{
    size_t trips = (size_t)search->task.world->trip_count; /* The table has room for more. */
    for (size_t from = 0; from < trips * SMALL_CALLS; from++) {
        struct walk *walks = &search->walks[from / SMALL_CALLS][from % SMALL_CALLS][0][0];
        for (size_t to = 0; to < trips * SMALL_CALLS; to++)
            walks[to].seconds = UNKNOWN;
    }
}

struct search *search_open(const struct small_world *world, const struct small_question *question,
                           rule_set off)
{
    struct search *search = memory_zeroed(1, sizeof *search);
    search->task = (struct task){world, question, off};
    search->movement.runs = vec_of(sizeof(struct oracle_run));
    search->movement.events = vec_of(sizeof(struct oracle_event));
    search->ways = vec_of(sizeof(struct way));
    search->aboard = vec_of(sizeof(struct aboard));
    set_limits(search);
    forget_walks(search);
    days_lay_out(&search->task, search->low, search->high, &search->movement);
    vec_resize(&search->aboard, search->movement.events.count);
    find_ways(search);
    return search;
}

void search_close(struct search *search)
{
    vec_finish(&search->movement.runs);
    vec_finish(&search->movement.events);
    vec_finish(&search->ways);
    vec_finish(&search->aboard);
    memory_free(search);
}

void oracle_run(const struct small_world *world, const struct small_question *question,
                rule_set off, struct oracle_answer *answer)
{
    struct search *search = search_open(world, question, off);
    answer->all = answer->all.item ? answer->all : vec_of(sizeof(struct small_result));
    answer->best = answer->best.item ? answer->best : vec_of(sizeof(struct small_result));
    answer->all.count = 0;
    for (int event = 0; event < (int)search->movement.events.count; event++)
        for (int stage = 0; can_board(search, event) && stage <= question->via_count; stage++)
            start_at(search, event, stage, &answer->all);
    sort_once(&answer->all);
    choose_best(&search->task, &answer->all, &answer->best);
    search_close(search);
}

void oracle_answer_finish(struct oracle_answer *answer)
{
    vec_finish(&answer->all);
    vec_finish(&answer->best);
}
