#include "tests/oracle/oracle_parts.h"

#include <math.h>
#include <stddef.h>

#include "engine/base/geo.h"

static int top_of(const struct small_world *world, int stop)
{
    while (world->stops[stop].parent >= 0)
        stop = world->stops[stop].parent;
    return stop;
}

static double metres_between(const struct small_world *world, int a, int b)
{
    const struct small_stop *one = &world->stops[a], *two = &world->stops[b];
    return geo_metres((struct point){one->lat, one->lon}, (struct point){two->lat, two->lon});
}

/* What the configuration says of changes at the stop; -1: nothing. */
static int change_at(const struct task *task, int stop)
{
    const struct small_stop *row = &task->world->stops[stop];
    return row->special && task_has(task, RULE_STOP_CHANGE) ? row->change : -1;
}

/* The longer of the change times of two stops. */
static int longer_change(const struct task *task, int a, int b)
{
    int usual = task->world->walking.default_change;
    int one = change_at(task, a) >= 0 ? change_at(task, a) : usual;
    int two = change_at(task, b) >= 0 ? change_at(task, b) : usual;
    return one > two ? one : two;
}

static int straight_seconds(const struct task *task, int a, int b)
{
    const struct small_world *world = task->world;
    int change = longer_change(task, a, b);
    if (!world->stops[a].placed || !world->stops[b].placed)
        return change;
    double metres = metres_between(world, a, b);
    int seconds = (int)ceil(metres * 1000 / world->walking.mm_per_second);
    return seconds > change ? seconds : change;
}

bool walk_near(const struct task *task, int a, int b, int metres)
{
    const struct small_world *world = task->world;
    if (top_of(world, a) == top_of(world, b))
        return true;
    return world->stops[a].placed && world->stops[b].placed &&
           metres_between(world, a, b) <= metres;
}

static int default_change(const struct task *task)
{
    const struct small_question *question = task->question;
    if (question->default_change >= 0 && task_has(task, RULE_DEFAULT_CHANGE))
        return question->default_change;
    return task->world->walking.default_change;
}

static bool rolls(const struct task *task)
{
    return task->question->wheelchair && task_has(task, RULE_STREETS_ROLL);
}

/* What the streets say of the pair; NULL: nothing. */
static const struct small_street *street_between(const struct task *task, int a, int b)
{
    const struct small_world *world = task->world;
    for (int i = 0; i < world->street_count && task_has(task, RULE_STREETS); i++)
        if (world->streets[i].from == a && world->streets[i].to == b)
            return &world->streets[i];
    return NULL;
}

/* Seconds of moving as this traveller does; -1: the streets do not say. */
static int moving_seconds(const struct task *task, int a, int b)
{
    const struct small_street *street = street_between(task, a, b);
    if (!street)
        return -1;
    return rolls(task) ? street->in_wheelchair : street->on_foot;
}

/* One could walk there, but not roll. */
static bool is_blocked(const struct task *task, int a, int b)
{
    const struct small_street *street = street_between(task, a, b);
    return a != b && street && rolls(task) && street->in_wheelchair < 0 && street->on_foot >= 0;
}

static bool both_tied(const struct task *task, int a, int b)
{
    return task_has(task, RULE_STREETS) && task->world->stops[a].tied && task->world->stops[b].tied;
}

static int longer(int a, int b)
{
    return a > b ? a : b;
}

static int seconds_without_rule(const struct task *task, int a, int b)
{
    const struct small_world *world = task->world;
    if (a == b)
        return change_at(task, a) >= 0 ? change_at(task, a) : default_change(task);
    if (is_blocked(task, a, b))
        return WALK_NEVER;
    int moving = moving_seconds(task, a, b);
    if (moving >= 0)
        return longer(moving, longer_change(task, a, b));
    if (top_of(world, a) == top_of(world, b))
        return task_has(task, RULE_STATION_WALK) ? straight_seconds(task, a, b) : WALK_NEVER;
    if (world->walking.link_metres > 0 && task_has(task, RULE_LINK_WALK) &&
        walk_near(task, a, b, world->walking.link_metres) && !both_tied(task, a, b))
        return straight_seconds(task, a, b);
    return WALK_NEVER;
}

static int seconds_of_rule(const struct task *task, const struct small_transfer *rule, int a, int b)
{
    int free = seconds_without_rule(task, a, b), said = -1;
    if (rule->type == 3 || is_blocked(task, a, b))
        return WALK_NEVER;
    if (rule->type == 1)
        said = 0;
    else if (rule->type == 2)
        said = rule->min_seconds;
    if (said < 0)
        return free != WALK_NEVER ? free : straight_seconds(task, a, b);
    return rolls(task) && a != b ? longer(said, moving_seconds(task, a, b)) : said;
}

/* Whether a row's name covers the stop; counts how many steps up it stands. */
static bool names_stop(const struct task *task, int named, int stop, int *steps)
{
    for (int up = stop; up >= 0; up = task->world->stops[up].parent, ++*steps) {
        if (up == named)
            return true;
        if (!task_has(task, RULE_BY_STATION))
            return false;
    }
    return false;
}

static bool names_trip(const struct task *task, int route, int named, int trip)
{
    if (named >= 0 && named != trip)
        return false;
    return route < 0 || (trip >= 0 && task->world->trips[trip].route == route);
}

/* How specific a row is: trips and routes first, then how few steps above the stops it speaks. */
static int rank_of(const struct small_transfer *rule, int steps)
{
    bool from_trip = rule->from_trip >= 0, to_trip = rule->to_trip >= 0;
    bool from_route = !from_trip && rule->from_route >= 0;
    bool to_route = !to_trip && rule->to_route >= 0;
    int rank = from_trip && to_trip                                 ? 5
               : (from_trip && to_route) || (from_route && to_trip) ? 4
               : from_trip || to_trip                               ? 3
               : from_route && to_route                             ? 2
               : from_route || to_route                             ? 1
                                                                    : 0;
    return rank * 16 + 15 - steps;
}

/* A row of type 1 that names both trips: the second waits for the first, on their common day. */
static bool is_promise(const struct small_transfer *rule)
{
    return rule->type == 1 && rule->from_trip >= 0 && rule->to_trip >= 0;
}

static bool row_counts(const struct task *task, const struct small_transfer *rule)
{
    bool by_trip = rule->from_trip >= 0 || rule->to_trip >= 0;
    bool by_route = rule->from_route >= 0 || rule->to_route >= 0;
    return rule->type <= 3 && task_has(task, (enum rule)(RULE_TYPE_0 + rule->type)) &&
           (!by_trip || task_has(task, RULE_BY_TRIP)) &&
           (!by_route || task_has(task, RULE_BY_ROUTE)) &&
           (!is_promise(rule) || task_has(task, RULE_GUARANTEE));
}

/* One call, as rows see it; trip -1: before the first or after the last ride. */
struct side {
    int trip, stop;
};

/* The rank of a row for this change, or -1 when it is about another one. */
static int row_rank(const struct task *task, const struct small_transfer *rule, struct side from,
                    struct side to)
{
    int steps = 0;
    if (!row_counts(task, rule) ||
        !names_trip(task, rule->from_route, rule->from_trip, from.trip) ||
        !names_trip(task, rule->to_route, rule->to_trip, to.trip) ||
        !names_stop(task, rule->from_stop, from.stop, &steps) ||
        !names_stop(task, rule->to_stop, to.stop, &steps))
        return -1;
    return rank_of(rule, steps);
}

/* The row that decides, promises left out unless asked for; NULL: none. */
static const struct small_transfer *rule_for(const struct task *task, struct side from,
                                             struct side to, bool promises)
{
    const struct small_transfer *best = NULL;
    int best_rank = -1;
    for (int i = 0; i < task->world->transfer_count; i++) {
        const struct small_transfer *rule = &task->world->transfers[i];
        int rank = row_rank(task, rule, from, to);
        if (rank < 0 || (is_promise(rule) && !promises))
            continue;
        if (!task_has(task, RULE_ORDER))
            return rule;
        if (rank > best_rank) {
            best = rule;
            best_rank = rank;
        }
    }
    return best;
}

/* Seconds of the walk without the question's settings. */
static int plain_seconds(const struct task *task, struct side from, struct side to)
{
    const struct small_transfer *rule = rule_for(task, from, to, false);
    if (rule)
        return seconds_of_rule(task, rule, from.stop, to.stop);
    rule = task_has(task, RULE_ONE_WAY) ? NULL : rule_for(task, to, from, false);
    return rule ? seconds_of_rule(task, rule, to.stop, from.stop)
                : seconds_without_rule(task, from.stop, to.stop);
}

static int stretched(const struct task *task, int seconds)
{
    if (!task_has(task, RULE_FACTOR))
        return seconds;
    return (int)(((int64_t)seconds * task->question->factor + 999) / 1000);
}

struct walk walk_between(const struct task *task, int from_trip, int from_stop, int to_trip,
                         int to_stop)
{
    const struct small_question *question = task->question;
    struct side from = {from_trip, from_stop}, to = {to_trip, to_stop};
    const struct small_transfer *promise = rule_for(task, from, to, true);
    int seconds = plain_seconds(task, from, to);
    if (seconds != WALK_NEVER && from_stop == to_stop && !task_has(task, RULE_CHANGE)) {
        seconds = 0;
    } else if (seconds != WALK_NEVER) {
        seconds = stretched(task, seconds);
        if (task_has(task, RULE_MIN_CHANGE) && seconds < question->min_change)
            seconds = question->min_change;
        if (task_has(task, RULE_ADDED_CHANGE))
            seconds += question->added_change;
    }
    return (struct walk){.seconds = seconds, .guaranteed = promise && is_promise(promise)};
}

int walk_outside(const struct task *task, int from_stop, int to_stop)
{
    if (from_stop == to_stop)
        return 0;
    int seconds = plain_seconds(task, (struct side){-1, from_stop}, (struct side){-1, to_stop});
    return seconds == WALK_NEVER ? WALK_NEVER : stretched(task, seconds);
}
