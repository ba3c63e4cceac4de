#include "tests/oracle/shrink.h"

#include <stddef.h>
#include <string.h>

/* Takes something numbered away. False: there is no such thing to take. */
typedef bool (*shrink_step)(struct small_world *world, struct small_question *question, int number);

static void drop_row(struct small_world *world, int row)
{
    world->transfer_count--;
    for (int i = row; i < world->transfer_count; i++)
        world->transfers[i] = world->transfers[i + 1];
}

static bool drop_transfer(struct small_world *world, struct small_question *question, int number)
{
    (void)question;
    if (number >= world->transfer_count)
        return false;
    drop_row(world, number);
    return true;
}

static void drop_item(struct small_list *list, int item)
{
    int kept = 0;
    for (int i = 0; i < list->count; i++)
        if (list->items[i] != item)
            list->items[kept++] = list->items[i] - (list->items[i] > item);
    list->count = kept;
}

static bool drop_trip(struct small_world *world, struct small_question *question, int number)
{
    if (number >= world->trip_count)
        return false;
    world->trip_count--;
    for (int i = number; i < world->trip_count; i++)
        world->trips[i] = world->trips[i + 1];
    for (int i = world->transfer_count - 1; i >= 0; i--) {
        struct small_transfer *row = &world->transfers[i];
        if (row->from_trip == number || row->to_trip == number) {
            drop_row(world, i);
            continue;
        }
        row->from_trip -= row->from_trip > number;
        row->to_trip -= row->to_trip > number;
    }
    drop_item(&question->no_trips, number);
    return true;
}

static bool drop_call(struct small_world *world, struct small_question *question, int number)
{
    (void)question;
    int trip = number / SMALL_CALLS, call = number % SMALL_CALLS;
    if (trip >= world->trip_count)
        return false;
    struct small_trip *row = &world->trips[trip];
    if (call >= row->call_count || row->call_count <= 2)
        return true;
    row->call_count--;
    for (int i = call; i < row->call_count; i++)
        row->calls[i] = row->calls[i + 1];
    return true;
}

static bool plain_trip(struct small_world *world, struct small_question *question, int number)
{
    (void)question;
    if (number >= 4 * world->trip_count)
        return false;
    struct small_trip *row = &world->trips[number / 4];
    if (number % 4 == 0)
        row->headway = row->first = row->last = row->exact = 0;
    else if (number % 4 == 1)
        row->block = -1;
    else if (number % 4 == 2)
        row->service = 0;
    else
        for (int i = 0; i < row->call_count; i++)
            row->calls[i].pickup = row->calls[i].drop_off = 0;
    return true;
}

static bool plain_calendar(struct small_world *world, struct small_question *question, int number)
{
    (void)question;
    if (number >= 2 * world->service_count)
        return false;
    if (number % 2)
        world->services[number / 2].exception_count = 0;
    else
        world->services[number / 2].weekdays = 127;
    return true;
}

static bool plain_world(struct small_world *world, struct small_question *question, int number)
{
    (void)question;
    if (number < world->stop_count)
        world->stops[number].parent = -1;
    else if (number == world->stop_count)
        world->walking.link_metres = 0;
    else if (number == world->stop_count + 1)
        world->zones[0].before = world->zones[0].after;
    else if (number == world->stop_count + 2)
        for (int i = 0; i < world->route_count; i++)
            world->routes[i].board_slack = world->routes[i].alight_slack = 0;
    else if (number < 2 * world->stop_count + 3)
        world->stops[number - world->stop_count - 3].special = false;
    else
        return false;
    return true;
}

/* Without any way left, nothing is on the streets. */
static bool drop_street(struct small_world *world, struct small_question *question, int number)
{
    (void)question;
    if (number >= world->street_count)
        return false;
    world->streets[number] = world->streets[--world->street_count];
    for (int i = 0; i < world->stop_count && !world->street_count; i++)
        world->stops[i].tied = false;
    return true;
}

static bool plain_row(struct small_world *world, struct small_question *question, int number)
{
    (void)question;
    if (number >= 4 * world->transfer_count)
        return false;
    struct small_transfer *row = &world->transfers[number / 4];
    if (row->type > 3)
        return true;
    int *const names[] = {&row->from_route, &row->to_route, &row->from_trip, &row->to_trip};
    *names[number % 4] = -1;
    return true;
}

static void plain_settings(struct small_question *question, int number)
{
    static const struct small_list none = {0};
    switch (number) {
    case 0:
        question->min_change = 0;
        break;
    case 1:
        question->added_change = 0;
        break;
    case 2:
        question->factor = 1000;
        break;
    case 3:
        question->default_change = -1;
        break;
    case 4:
        question->types = 31;
        break;
    case 5:
        question->wheelchair = 0;
        break;
    case 6:
        question->bikes = question->cars = false;
        break;
    case 7:
        question->no_agencies = none;
        break;
    case 8:
        question->no_routes = none;
        break;
    case 9:
        question->no_stops = none;
        break;
    case 10:
        question->no_trips = none;
        break;
    default:
        break;
    }
}

static bool plain_question(struct small_world *world, struct small_question *question, int number)
{
    (void)world;
    switch (number) {
    case 11:
        question->sources[0].seconds = question->targets[0].seconds = 0;
        break;
    case 12:
        question->source_count = 1;
        break;
    case 13:
        question->target_count = 1;
        break;
    case 14:
        question->transfers_max = 7;
        break;
    case 15:
        question->travel_max = 86400;
        break;
    case 16:
        question->in_seat = false;
        break;
    case 17:
        question->via_count = question->via_count > 0 ? question->via_count - 1 : 0;
        break;
    case 18:
        question->window = 0;
        break;
    case 19:
        if (question->source_count > 1)
            question->sources[0] = question->sources[1];
        break;
    case 20:
        if (question->target_count > 1)
            question->targets[0] = question->targets[1];
        break;
    case 21:
        question->vias[0].stay = question->vias[1].stay = 0;
        break;
    case 22:
        if (question->via_count > 1)
            question->vias[0] = question->vias[1];
        break;
    default:
        plain_settings(question, number);
        break;
    }
    return number <= 22;
}

static bool apply(struct small_world *world, struct small_question *question, shrink_step step,
                  shrink_test test, void *context)
{
    bool any = false;
    for (int number = 0;;) {
        struct small_world less = *world;
        struct small_question shorter = *question;
        if (!step(&less, &shorter, number))
            return any;
        bool same = memcmp(&less, world, sizeof less) == 0 &&
                    memcmp(&shorter, question, sizeof shorter) == 0;
        if (same || !test(context, &less, &shorter)) {
            number++;
            continue;
        }
        *world = less;
        *question = shorter;
        any = true;
    }
}

void shrink(struct small_world *world, struct small_question *question, shrink_test test,
            void *context)
{
    static const shrink_step steps[] = {drop_trip,      drop_transfer,  drop_call,
                                        plain_question, plain_calendar, plain_trip,
                                        plain_world,    plain_row,      drop_street};
    for (bool any = true; any;) {
        any = false;
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
            any |= apply(world, question, steps[i], test, context);
    }
}
