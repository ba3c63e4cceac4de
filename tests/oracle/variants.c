#include "tests/oracle/variants.h"

#include <stdlib.h>
#include <string.h>

#define DAY 86400
/* Times of day are turned around this, so that none gets below zero. */
#define TURN (5 * DAY)

static void swap_ints(int *a, int *b)
{
    int kept = *a;
    *a = *b;
    *b = kept;
}

static int last_arrival(const struct small_trip *trip)
{
    return trip->calls[trip->call_count - 1].arrive;
}

/* Whether the trips of every block follow one another without overlap, so that their order is the
 * same from both ends. */
static bool blocks_in_line(const struct small_world *world, int a, int b)
{
    const struct small_trip *one = &world->trips[a], *two = &world->trips[b];
    return a == b || one->block < 0 || one->block != two->block ||
           last_arrival(one) < two->calls[0].depart || last_arrival(two) < one->calls[0].depart;
}

static void drop_tangled_blocks(struct small_world *world)
{
    for (int i = 0; i < world->trip_count; i++)
        for (int k = 0; k < world->trip_count; k++)
            if (!blocks_in_line(world, i, k))
                world->trips[i].block = -1;
}

static void turn_zone(struct small_zone *zone, int today)
{
    int64_t changed = zone->at / DAY;
    *zone = (struct small_zone){
        .at = zone->at ? (2 * today - changed + 1) * DAY : 0,
        .before = -zone->after,
        .after = -zone->before,
    };
}

static void turn_service(struct small_service *service, int today)
{
    int first = service->first_day, count = service->exception_count;
    unsigned weekdays = 0;
    for (int day = 0; day < 7; day++)
        if (service->weekdays >> day & 1)
            weekdays |= 1u << (2 * today - day + 6) % 7;
    service->weekdays = weekdays;
    service->first_day = 2 * today - service->last_day;
    service->last_day = 2 * today - first;
    for (int i = 0; i < count; i++)
        service->exceptions[i].day = 2 * today - service->exceptions[i].day;
    for (int i = 0; i < count / 2; i++) {
        struct small_exception kept = service->exceptions[i];
        service->exceptions[i] = service->exceptions[count - 1 - i];
        service->exceptions[count - 1 - i] = kept;
    }
}

static void turn_trip(struct small_trip *trip)
{
    int duration = last_arrival(trip) - trip->calls[0].depart, count = trip->call_count;
    for (int i = 0; i < count / 2; i++) {
        struct small_call kept = trip->calls[i];
        trip->calls[i] = trip->calls[count - 1 - i];
        trip->calls[count - 1 - i] = kept;
    }
    for (int i = 0; i < count; i++) {
        struct small_call *call = &trip->calls[i];
        int arrive = call->arrive;
        call->arrive = TURN - call->depart;
        call->depart = TURN - arrive;
        swap_ints(&call->pickup, &call->drop_off);
    }
    if (trip->headway > 0) {
        int times = (trip->last - trip->first + trip->headway - 1) / trip->headway;
        trip->first = TURN - duration - (trip->first + (times - 1) * trip->headway);
        trip->last = trip->first + times * trip->headway;
    }
}

static void turn_world(struct small_world *world)
{
    drop_tangled_blocks(world);
    for (int i = 0; i < world->feed_count; i++)
        turn_zone(&world->zones[i], world->today);
    for (int i = 0; i < world->route_count; i++)
        swap_ints(&world->routes[i].board_slack, &world->routes[i].alight_slack);
    for (int i = 0; i < world->service_count; i++)
        turn_service(&world->services[i], world->today);
    for (int i = 0; i < world->trip_count; i++)
        turn_trip(&world->trips[i]);
    for (int i = 0; i < world->transfer_count; i++) {
        struct small_transfer *row = &world->transfers[i];
        swap_ints(&row->from_stop, &row->to_stop);
        swap_ints(&row->from_route, &row->to_route);
        swap_ints(&row->from_trip, &row->to_trip);
    }
    for (int i = 0; i < world->street_count; i++)
        swap_ints(&world->streets[i].from, &world->streets[i].to);
    for (int i = 0; i < world->stop_count; i++)
        swap_ints(&world->stops[i].board_slack, &world->stops[i].alight_slack);
}

static void turn_question(struct small_question *question, int64_t turned)
{
    struct small_end ends[SMALL_ENDS];
    memcpy(ends, question->sources, sizeof ends);
    memcpy(question->sources, question->targets, sizeof ends);
    memcpy(question->targets, ends, sizeof ends);
    swap_ints(&question->source_count, &question->target_count);
    for (int i = 0; i < question->via_count / 2; i++) {
        struct small_via kept = question->vias[i];
        question->vias[i] = question->vias[question->via_count - 1 - i];
        question->vias[question->via_count - 1 - i] = kept;
    }
    question->time = turned - question->time;
    question->arrive_by = !question->arrive_by;
}

static void turn(struct random *random, struct variant *variant)
{
    (void)random;
    variant->turned = 2 * (int64_t)variant->world.today * DAY + TURN;
    turn_world(&variant->world);
    turn_question(&variant->question, variant->turned);
}

static void next_week(struct random *random, struct variant *variant)
{
    (void)random;
    struct small_world *world = &variant->world;
    world->today += 7;
    for (int i = 0; i < world->feed_count; i++)
        world->zones[i].at += world->zones[i].at ? 7 * DAY : 0;
    for (int i = 0; i < world->service_count; i++) {
        struct small_service *service = &world->services[i];
        service->first_day += 7;
        service->last_day += 7;
        for (int k = 0; k < service->exception_count; k++)
            service->exceptions[k].day += 7;
    }
    variant->shifted = 7 * DAY;
    variant->question.time += variant->shifted;
}

/* Number `i` of `count` from the other end, if it is one. */
static void flip(int *number, int count)
{
    if (*number >= 0)
        *number = count - 1 - *number;
}

static void flip_list(struct small_list *list, int count)
{
    for (int i = 0; i < list->count; i++)
        flip(&list->items[i], count);
}

static void flip_names(struct small_world *world)
{
    for (int i = 0; i < world->stop_count; i++)
        flip(&world->stops[i].parent, world->stop_count);
    for (int i = 0; i < world->trip_count; i++) {
        struct small_trip *trip = &world->trips[i];
        flip(&trip->route, world->route_count);
        flip(&trip->service, world->service_count);
        for (int k = 0; k < trip->call_count; k++)
            flip(&trip->calls[k].stop, world->stop_count);
    }
    for (int i = 0; i < world->street_count; i++) {
        flip(&world->streets[i].from, world->stop_count);
        flip(&world->streets[i].to, world->stop_count);
    }
    for (int i = 0; i < world->transfer_count; i++) {
        struct small_transfer *row = &world->transfers[i];
        flip(&row->from_stop, world->stop_count);
        flip(&row->to_stop, world->stop_count);
        flip(&row->from_route, world->route_count);
        flip(&row->to_route, world->route_count);
        flip(&row->from_trip, world->trip_count);
        flip(&row->to_trip, world->trip_count);
    }
}

#define FLIP_ROWS(rows, count, type)                                                               \
    for (int i = 0; i < (count) / 2; i++) {                                                        \
        type kept = (rows)[i];                                                                     \
        (rows)[i] = (rows)[(count)-1 - i];                                                         \
        (rows)[(count)-1 - i] = kept;                                                              \
    }

/* All tables from the bottom up, with new ids; but rows of transfers.txt, whose order counts. */
static void bottom_up(struct random *random, struct variant *variant)
{
    (void)random;
    struct small_world *world = &variant->world;
    struct small_question *question = &variant->question;
    flip_names(world);
    FLIP_ROWS(world->stops, world->stop_count, struct small_stop)
    FLIP_ROWS(world->routes, world->route_count, struct small_route)
    FLIP_ROWS(world->services, world->service_count, struct small_service)
    FLIP_ROWS(world->trips, world->trip_count, struct small_trip)
    for (int i = 0; i < question->source_count; i++)
        flip(&question->sources[i].stop, world->stop_count);
    for (int i = 0; i < question->target_count; i++)
        flip(&question->targets[i].stop, world->stop_count);
    for (int i = 0; i < question->via_count; i++)
        flip(&question->vias[i].stop, world->stop_count);
    flip_list(&question->no_routes, world->route_count);
    flip_list(&question->no_stops, world->stop_count);
    flip_list(&question->no_trips, world->trip_count);
}

/* Whether no row and no wish speaks of the trip, so that a copy is treated as it is. */
static bool is_plain(const struct variant *variant, int trip)
{
    const struct small_world *world = &variant->world;
    if (world->trips[trip].headway > 0 || world->trips[trip].calls[0].depart < 60)
        return false;
    for (int i = 0; i < world->transfer_count; i++)
        if (world->transfers[i].from_trip == trip || world->transfers[i].to_trip == trip)
            return false;
    for (int i = 0; i < variant->question.no_trips.count; i++)
        if (variant->question.no_trips.items[i] == trip)
            return false;
    return true;
}

/* Leaves earlier where it can be boarded, arrives later everywhere: of no use to anybody. */
static void add_worse_trip(struct random *random, struct variant *variant)
{
    struct small_world *world = &variant->world;
    int original = random_below(random, world->trip_count);
    if (world->trip_count == SMALL_TRIPS || !is_plain(variant, original))
        return;
    struct small_trip *copy = &world->trips[world->trip_count++];
    *copy = world->trips[original];
    copy->block = -1;
    copy->calls[0].arrive -= 60;
    copy->calls[0].depart -= 60;
    for (int i = 1; i < copy->call_count; i++) {
        copy->calls[i].pickup = 1;
        copy->calls[i].arrive += 60 * i;
        copy->calls[i].depart += 60 * i;
    }
}

static const struct {
    const char *name;
    void (*make)(struct random *random, struct variant *variant);
} variants[] = {
    {"time runs backwards", turn},
    {"a week later", next_week},
    {"rows from the bottom up, other ids", bottom_up},
    {"one more trip, of no use", add_worse_trip},
};

bool variant_make(struct random *random, int number, const struct small_world *world,
                  const struct small_question *question, struct variant *variant)
{
    if (number < 0 || (size_t)number >= sizeof variants / sizeof *variants)
        return false;
    *variant = (struct variant){.world = *world, .question = *question};
    variants[number].make(random, variant);
    return true;
}

const char *variant_name(int number)
{
    return variants[number].name;
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

void variant_tell(const struct variant *variant, struct vec *results)
{
    struct small_result *items = results->data;
    for (uint32_t i = 0; i < results->count; i++) {
        int64_t depart = items[i].depart, arrive = items[i].arrive;
        items[i].depart = variant->turned ? variant->turned - arrive : depart - variant->shifted;
        items[i].arrive = variant->turned ? variant->turned - depart : arrive - variant->shifted;
    }
    if (results->count)
        qsort(items, results->count, sizeof *items, by_result);
}
