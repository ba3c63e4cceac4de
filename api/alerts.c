#include "api/alerts.h"

#include <string.h>

#include "engine/base/vec.h"

/* More than these about one thing nobody reads. */
#define ALERTS_MAX 32

/* What is looked for, and what was found. */
struct finder {
    const struct world *world;
    const struct alert_topic *topic;
    uint32_t found[ALERTS_MAX];
    uint32_t count;
};

static bool overlaps(const struct live *live, uint32_t first, uint32_t count, unix_time from,
                     unix_time to)
{
    for (uint32_t i = first; i < first + count; i++) {
        const struct live_period *period = &live->alert_periods[i];
        if (period->start <= to && (!period->end || period->end > from))
            return true;
    }
    return count == 0;
}

/* Whether service is affected then, and it is to be told: because of then, or because of now. */
static bool holds(const struct finder *finder, const struct live_alert *alert)
{
    const struct alert_topic *topic = finder->topic;
    const struct live *live = finder->world->live;
    uint32_t first = alert->first_period, count = alert->period_count;
    return overlaps(live, alert->first_impact, alert->impact_count, topic->from, topic->to) &&
           (overlaps(live, first, count, topic->from, topic->to) ||
            overlaps(live, first, count, topic->now, topic->now));
}

static bool fits_run(const struct finder *finder, const struct live_selector *selector)
{
    const struct world *world = finder->world;
    struct run run = finder->topic->run, promised;
    const struct route *route = world_trip_route(world, run.trip);
    route_ix index = (route_ix)(route - world->network->routes);
    uint8_t direction = world_trip(world, run.trip)->direction;
    if ((selector->agency != NO_IX && selector->agency != route->agency) ||
        (selector->route != NO_IX && selector->route != index) ||
        (selector->route_type >= 0 && selector->route_type != route->type) ||
        (selector->direction < 2 && selector->direction != direction))
        return false;
    if (selector->trip == NO_IX)
        return true;
    return run_promised(world, run, &promised) && promised.trip == selector->trip &&
           (selector->day == INT32_MIN || selector->day == promised.day) &&
           (selector->start == INT32_MIN || selector->start == promised.start);
}

/* Whether nothing but a stop, and perhaps whose it is, is named. */
static bool names_no_line(const struct live_selector *selector)
{
    return selector->route == NO_IX && selector->trip == NO_IX && selector->route_type < 0 &&
           selector->direction > 1;
}

static bool fits(const struct finder *finder, const struct live_selector *selector)
{
    if ((selector->stop == NO_IX) != (finder->topic->stop == NO_IX))
        return false;
    return finder->topic->rides ? fits_run(finder, selector) : names_no_line(selector);
}

static void add(struct finder *finder, uint32_t alert)
{
    for (uint32_t i = 0; i < finder->count; i++)
        if (finder->found[i] == alert)
            return;
    if (finder->count < ALERTS_MAX && holds(finder, &finder->world->live->alerts[alert]))
        finder->found[finder->count++] = alert;
}

/* Looks at all that stands under one name; a stop that a selector names must be `stop`. */
static void look(struct finder *finder, enum live_target_kind kind, uint32_t number, stop_ix stop)
{
    const struct live *live = finder->world->live;
    uint32_t first = 0, count = live_targets_of(live, kind, number, &first);
    for (uint32_t i = first; i < first + count; i++) {
        const struct live_selector *selector =
            &live->alert_selectors[live->alert_targets[i].selector];
        if ((selector->stop == NO_IX || selector->stop == stop) && fits(finder, selector))
            add(finder, live->alert_targets[i].alert);
    }
}

/* What stands under the names of the run itself. */
static void look_at_run(struct finder *finder, stop_ix stop)
{
    const struct world *world = finder->world;
    const struct route *route = world_trip_route(world, finder->topic->run.trip);
    struct run promised;
    if (run_promised(world, finder->topic->run, &promised))
        look(finder, LIVE_TARGET_TRIP, promised.trip, stop);
    if (stop != NO_IX)
        return;
    look(finder, LIVE_TARGET_ROUTE, (uint32_t)(route - world->network->routes), stop);
    look(finder, LIVE_TARGET_AGENCY, route->agency, stop);
    look(finder, LIVE_TARGET_ALL, route->feed, stop);
}

struct alert_list alerts_about(const struct world *world, const struct alert_topic *topic,
                               struct arena *arena)
{
    struct alert_list list = {0};
    if (!world->live || !world->live->counts.alerts)
        return list;
    struct finder finder = {.world = world, .topic = topic};
    if (topic->stop == NO_IX && topic->rides)
        look_at_run(&finder, NO_IX);
    for (stop_ix stop = topic->stop; stop != NO_IX; stop = world->network->stops[stop].parent) {
        look(&finder, LIVE_TARGET_STOP, stop, stop);
        if (topic->rides)
            look_at_run(&finder, stop);
    }
    list.items = arena_array(arena, finder.count, sizeof *list.items);
    list.count = finder.count;
    if (finder.count)
        memcpy(list.items, finder.found, finder.count * sizeof *list.items);
    return list;
}
