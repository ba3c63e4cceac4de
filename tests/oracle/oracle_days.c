#include "tests/oracle/oracle_parts.h"

/* How far back a trip may have begun. */
#define DAYS_BACK 7
#define DAY 86400

bool days_service_runs(const struct task *task, int service, int day)
{
    const struct small_service *days = &task->world->services[service];
    for (int i = 0; i < days->exception_count && task_has(task, RULE_EXCEPTIONS); i++)
        if (days->exceptions[i].day == day)
            return days->exceptions[i].added;
    if (day < days->first_day || day > days->last_day)
        return false;
    /* Day 0 was a Thursday. */
    return !task_has(task, RULE_WEEKDAYS) || (days->weekdays >> ((day + 3) % 7) & 1);
}

/* Noon minus twelve hours: noon is past every change of the clock on its day. */
static int64_t day_start(const struct task *task, int feed, int day)
{
    const struct small_zone *zone = &task->world->zones[task_has(task, RULE_ZONES) ? feed : 0];
    int64_t midnight = (int64_t)day * DAY;
    int64_t noon = midnight + DAY / 2 - zone->before;
    if (!task_has(task, RULE_CLOCK_CHANGE))
        return midnight - (midnight - zone->before < zone->at ? zone->before : zone->after);
    int offset = noon < zone->at ? zone->before : zone->after;
    return midnight - offset;
}

static bool listed(const struct small_list *list, int item)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i] == item)
            return true;
    return false;
}

static bool wheelchair_fits(const struct task *task, int trip)
{
    int says = task->world->trips[trip].wheelchair, asked = task->question->wheelchair;
    if (asked == 2 && task_has(task, RULE_WHEELCHAIR_STRICT))
        return says == 1;
    return asked != 1 || !task_has(task, RULE_WHEELCHAIR_UNKNOWN) || says != 2;
}

bool days_trip_wanted(const struct task *task, int trip)
{
    const struct small_question *question = task->question;
    const struct small_trip *row = &task->world->trips[trip];
    const struct small_route *route = &task->world->routes[row->route];
    if (task_has(task, RULE_MODES) && !(question->types >> route->type & 1))
        return false;
    if (task_has(task, RULE_NO_AGENCIES) && listed(&question->no_agencies, route->agency))
        return false;
    if (task_has(task, RULE_NO_ROUTES) && listed(&question->no_routes, row->route))
        return false;
    if (task_has(task, RULE_NO_TRIPS) && listed(&question->no_trips, trip))
        return false;
    if (question->bikes && task_has(task, RULE_BIKES) && row->bikes != 1)
        return false;
    if (question->cars && task_has(task, RULE_CARS) && row->cars != 1)
        return false;
    return wheelchair_fits(task, trip);
}

static void add_run(const struct task *task, struct movement *movement, struct oracle_run run,
                    int64_t low, int64_t high)
{
    const struct small_trip *trip = &task->world->trips[run.trip];
    int64_t start = run.zero + trip->calls[0].depart;
    int64_t end = run.zero + trip->calls[trip->call_count - 1].arrive;
    if (end < low || start > high)
        return;
    run.first_event = (int)movement->events.count;
    uint32_t index = vec_push(&movement->runs, &run);
    for (int i = 0; i < trip->call_count; i++) {
        struct oracle_event event = {
            .run = (int)index,
            .call = i,
            .arrive = run.zero + trip->calls[i].arrive,
            .depart = run.zero + trip->calls[i].depart,
        };
        vec_push(&movement->events, &event);
    }
}

static void add_day(const struct task *task, struct movement *movement, int trip, int day,
                    int64_t limits[2])
{
    const struct small_trip *row = &task->world->trips[trip];
    int64_t start = day_start(task, task->world->routes[row->route].feed, day);
    struct oracle_run run = {.trip = trip, .day = day, .zero = start};
    if (row->headway == 0) {
        add_run(task, movement, run, limits[0], limits[1]);
        return;
    }
    bool repeats = task_has(task, row->exact ? RULE_EXACT : RULE_HEADWAY);
    for (int at = row->first; at < row->last; at += row->headway) {
        run.zero = start + at - row->calls[0].depart;
        add_run(task, movement, run, limits[0], limits[1]);
        if (!repeats)
            return;
    }
}

static bool length_counts(const struct task *task, int trip)
{
    const struct small_trip *row = &task->world->trips[trip];
    int last = row->calls[row->call_count - 1].arrive;
    return (last < DAY || task_has(task, RULE_OVERNIGHT)) &&
           (last < 2 * DAY || task_has(task, RULE_SECOND_NIGHT));
}

void days_lay_out(const struct task *task, int64_t low, int64_t high, struct movement *movement)
{
    movement->runs.count = movement->events.count = 0;
    int first = (int)(low / DAY) - DAYS_BACK, last = (int)(high / DAY) + 2;
    int64_t limits[2] = {low, high};
    for (int trip = 0; trip < task->world->trip_count; trip++) {
        if (!days_trip_wanted(task, trip) || !length_counts(task, trip))
            continue;
        for (int day = first; day <= last; day++)
            if (days_service_runs(task, task->world->trips[trip].service, day))
                add_day(task, movement, trip, day, limits);
    }
}

/* Whether transfers.txt says so: 1 of type 4, -1 of type 5, 0 nothing. */
static int stay_rule(const struct task *task, int from, int to)
{
    int result = 0;
    for (int i = 0; i < task->world->transfer_count; i++) {
        const struct small_transfer *rule = &task->world->transfers[i];
        if (rule->from_trip != from || rule->to_trip != to)
            continue;
        if (rule->type == 4 && task_has(task, RULE_TYPE_4))
            result = 1;
        if (rule->type == 5 && task_has(task, RULE_TYPE_5))
            return -1;
    }
    return result;
}

/* Whether `a` stands before `b` in their block. */
static bool goes_first(const struct small_world *world, int a, int b)
{
    int first = world->trips[a].calls[0].depart, second = world->trips[b].calls[0].depart;
    return first < second || (first == second && a < b);
}

static bool same_block(const struct small_world *world, int a, int b)
{
    const struct small_trip *one = &world->trips[a], *two = &world->trips[b];
    return one->block >= 0 && one->block == two->block && one->headway == 0 && two->headway == 0 &&
           world->routes[one->route].feed == world->routes[two->route].feed;
}

/* Whether `to` is the next trip of the vehicle that day. */
static bool next_in_block(const struct task *task, int from, int to, int day)
{
    const struct small_world *world = task->world;
    if (from == to || !same_block(world, from, to) || !goes_first(world, from, to))
        return false;
    for (int other = 0; other < world->trip_count; other++)
        if (other != from && other != to && same_block(world, from, other) &&
            days_service_runs(task, world->trips[other].service, day) &&
            goes_first(world, from, other) && goes_first(world, other, to))
            return false;
    return true;
}

bool seats_go_on(const struct task *task, const struct oracle_run *from,
                 const struct oracle_run *to)
{
    const struct small_world *world = task->world;
    const struct small_trip *one = &world->trips[from->trip], *two = &world->trips[to->trip];
    const struct small_call *last = &one->calls[one->call_count - 1], *first = &two->calls[0];
    bool no_time = to->zero + two->calls[two->call_count - 1].arrive <=
                   from->zero + one->calls[0].depart; /* Such could go round for ever. */
    bool in_seat = task->question->in_seat || !task_has(task, RULE_IN_SEAT);
    if (!in_seat || no_time || from->day != to->day ||
        to->zero + first->depart < from->zero + last->arrive)
        return false;
    int rule = stay_rule(task, from->trip, to->trip);
    if (rule != 0)
        return rule > 0;
    if (!task_has(task, RULE_BLOCK) || !next_in_block(task, from->trip, to->trip, from->day))
        return false;
    return walk_near(task, last->stop, first->stop, task_has(task, RULE_BLOCK_NEAR) ? 200 : -1);
}
