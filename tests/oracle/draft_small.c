#include "tests/oracle/engine_side.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static text_ix numbered(struct draft *draft, char letter, int number)
{
    char text[16];
    int length = snprintf(text, sizeof text, "%c%d", letter, number);
    return draft_text(draft, text, (size_t)length);
}

static uint32_t index_or_none(int number)
{
    return number < 0 ? NO_IX : (uint32_t)number;
}

static void add_feed(const struct small_world *world, struct draft *draft, int number)
{
    const struct small_zone *zone = &world->zones[number];
    struct zone_change changes[2] = {{.at = 0, .offset_seconds = zone->before},
                                     {.at = zone->at, .offset_seconds = zone->after}};
    struct zone_span *span = vec_add(&draft->zones);
    span->name = numbered(draft, 'z', number);
    span->first = draft->zone_changes.count;
    span->count = zone->at > 0 ? 2 : 1;
    vec_add_many(&draft->zone_changes, changes, span->count);
    struct feed *feed = vec_add(&draft->feeds);
    feed->tag = numbered(draft, 'f', number);
    feed->zone = (zone_ix)number;
    feed->stated_first = INT32_MIN;
    feed->stated_last = INT32_MAX;
}

static void add_agency(const struct small_world *world, struct draft *draft, int number)
{
    struct agency *agency = vec_add(&draft->agencies);
    agency->id = agency->name = numbered(draft, 'a', number);
    agency->feed = agency->zone = (uint32_t)world->agency_feeds[number];
}

static void add_stop(const struct small_world *world, struct draft *draft, int number)
{
    const struct small_stop *row = &world->stops[number];
    struct stop *stop = vec_add(&draft->stops);
    stop->id = stop->name = numbered(draft, 's', number);
    stop->parent = index_or_none(row->parent);
    stop->feed = stop->zone = (uint32_t)row->feed;
    stop->at = row->placed ? (struct point){row->lat, row->lon} : (struct point){0, 0};
    stop->kind = (uint8_t)row->kind;
    stop->wheelchair = (uint8_t)row->wheelchair;
    stop->placed = row->placed;
}

static void add_route(const struct small_world *world, struct draft *draft, int number)
{
    const struct small_route *row = &world->routes[number];
    struct route *route = vec_add(&draft->routes);
    route->id = route->short_name = numbered(draft, 'r', number);
    route->agency = (agency_ix)row->agency;
    route->feed = (feed_ix)row->feed;
    route->colour = route->text_colour = NO_IX;
    route->type = (uint16_t)row->type;
    route->mode = (uint8_t)mode_of_route_type(row->type);
    route->board_slack = row->board_slack;
    route->alight_slack = row->alight_slack;
}

static void add_service(const struct small_world *world, struct draft *draft, int number)
{
    const struct small_service *row = &world->services[number];
    struct service *service = vec_add(&draft->services);
    *service = (struct service){
        .first_day = row->first_day,
        .last_day = row->last_day,
        .weekdays = row->weekdays,
        .first_exception = draft->exceptions.count,
        .exception_count = (uint32_t)row->exception_count,
    };
    for (int i = 0; i < row->exception_count; i++)
        vec_push(&draft->exceptions,
                 &(struct service_exception){row->exceptions[i].day, row->exceptions[i].added});
}

static void add_calls(const struct small_trip *row, struct draft *draft)
{
    for (int i = 0; i < row->call_count; i++) {
        const struct small_call *call = &row->calls[i];
        vec_push(&draft->calls, &(struct draft_call){
                                    .stop = (stop_ix)call->stop,
                                    .arrive = call->arrive,
                                    .depart = call->depart,
                                    .shape_distance = NAN,
                                    .pickup = (uint8_t)call->pickup,
                                    .drop_off = (uint8_t)call->drop_off,
                                });
    }
}

static void add_trip(const struct small_world *world, struct draft *draft, int number)
{
    const struct small_trip *row = &world->trips[number];
    struct draft_trip trip = {
        .id = numbered(draft, 't', number),
        .block = row->block >= 0 ? numbered(draft, 'b', row->block) : 0,
        .feed = (feed_ix)world->routes[row->route].feed,
        .route = (route_ix)row->route,
        .service = (service_ix)row->service,
        .shape = NO_IX,
        .first_call = draft->calls.count,
        .call_count = (uint32_t)row->call_count,
        .first_frequency = draft->frequencies.count,
        .frequency_count = row->headway > 0,
        .direction = 2,
        .wheelchair = (uint8_t)row->wheelchair,
        .bikes = (uint8_t)row->bikes,
        .cars = (uint8_t)row->cars,
    };
    add_calls(row, draft);
    if (row->headway > 0)
        vec_push(&draft->frequencies,
                 &(struct frequency){row->first, row->last, row->headway, (uint32_t)row->exact});
    vec_push(&draft->trips, &trip);
}

static void add_transfer(const struct small_world *world, struct draft *draft, int number)
{
    const struct small_transfer *row = &world->transfers[number];
    int trip = row->from_trip >= 0 ? row->from_trip : row->to_trip;
    int feed = row->from_stop >= 0 ? world->stops[row->from_stop].feed
                                   : world->routes[world->trips[trip].route].feed;
    vec_push(&draft->transfers, &(struct draft_transfer){
                                    .feed = (feed_ix)feed,
                                    .from_stop = index_or_none(row->from_stop),
                                    .to_stop = index_or_none(row->to_stop),
                                    .from_route = index_or_none(row->from_route),
                                    .to_route = index_or_none(row->to_route),
                                    .from_trip = index_or_none(row->from_trip),
                                    .to_trip = index_or_none(row->to_trip),
                                    .type = (uint32_t)row->type,
                                    .min_seconds = row->min_seconds,
                                });
}

/* One street with all ties at its end: how far stops are from each other is said apart. */
static void add_streets(const struct small_world *world, struct draft *draft)
{
    struct streets_draft raw;
    streets_draft_init(&raw);
    vertex_ix a = streets_draft_vertex(&raw, (struct point){480000000, 20000000}, 0);
    vertex_ix b = streets_draft_vertex(&raw, (struct point){480010000, 20000000}, 0);
    vec_push(&raw.traits, &(struct street_trait){.kind = STREET_FOOTWAY, .foot = ACCESS_YES});
    edge_ix edge = streets_draft_edge(&raw, &(struct street_edge){.from = a, .to = b}, NULL, 0);
    streets_draft_arc(&raw, &(struct draft_arc){.tail = a, .head = b, .way = edge << 1});
    for (int i = 0; i < world->stop_count; i++)
        if (world->stops[i].tied)
            vec_push(&raw.ties, &(struct street_tie){(stop_ix)i, b, 0, TIE_STOP});
    streets_pack(&raw, &draft->streets);
    streets_draft_finish(&raw);
    for (int i = 0; i < world->street_count; i++) {
        const struct small_street *row = &world->streets[i];
        struct draft_walk walk = {(stop_ix)row->from, (stop_ix)row->to, row->on_foot};
        if (row->on_foot >= 0)
            vec_push(&draft->walks, &walk);
        walk.seconds = row->in_wheelchair;
        if (row->in_wheelchair >= 0)
            vec_push(&draft->wheelchair_walks, &walk);
    }
}

static void add_stop_changes(const struct small_world *world, struct draft *draft)
{
    for (int i = 0; i < world->stop_count; i++) {
        const struct small_stop *row = &world->stops[i];
        if (row->special)
            vec_push(&draft->stop_changes,
                     &(struct stop_change){(stop_ix)i, row->change, row->board_slack,
                                           row->alight_slack, 0});
    }
}

void draft_small(const struct small_world *world, struct draft *draft)
{
    for (int i = 0; i < world->feed_count; i++)
        add_feed(world, draft, i);
    for (int i = 0; i < world->agency_count; i++)
        add_agency(world, draft, i);
    for (int i = 0; i < world->stop_count; i++)
        add_stop(world, draft, i);
    for (int i = 0; i < world->route_count; i++)
        add_route(world, draft, i);
    for (int i = 0; i < world->service_count; i++)
        add_service(world, draft, i);
    for (int i = 0; i < world->trip_count; i++)
        add_trip(world, draft, i);
    for (int i = 0; i < world->transfer_count; i++)
        add_transfer(world, draft, i);
    if (world->street_count)
        add_streets(world, draft);
    add_stop_changes(world, draft);
}
