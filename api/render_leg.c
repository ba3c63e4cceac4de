#include "api/render_leg.h"

#include "api/ids.h"
#include "api/known.h"
#include "api/modes.h"
#include "api/polyline.h"
#include "api/render.h"
#include "api/render_live.h"
#include "api/render_rental.h"
#include "api/render_way.h"
#include "api/renew.h"

json_t *render_end(const struct style *style, const struct end *end)
{
    return end->stop == NO_IX ? render_point(style, end->name, end->at)
                              : render_stop(style, end->stop);
}

static json_t *draw_rides(const struct style *style, const struct leg *legs, uint32_t count)
{
    struct vec points = vec_of(sizeof(struct point));
    for (uint32_t i = 0; style->legs && i < count; i++)
        polyline_ride(style->world, legs[i].run, legs[i].board_call, legs[i].alight_call, &points);
    json_t *json = render_line(style, points.data, points.count);
    vec_finish(&points);
    return json;
}

/* What every leg has. */
static json_t *start_leg(const char *mode, const struct leg *first, const struct leg *last)
{
    json_t *json = json_object();
    render_set(json, "mode", mode);
    json_object_set_new(json, "startTime", render_time(first->depart));
    json_object_set_new(json, "endTime", render_time(last->arrive));
    json_object_set_new(json, "scheduledStartTime", render_time(first->depart));
    json_object_set_new(json, "scheduledEndTime", render_time(last->arrive));
    json_object_set_new(json, "realTime", json_false());
    json_object_set_new(json, "scheduled", json_true());
    json_object_set_new(json, "duration", json_integer(last->arrive - first->depart));
    return json;
}

/* A change of hands in the middle of a way: what the place is called that is no park. */
#define HALT_NAME "Drop-off"

/* Whether the way behind a leg is to be drawn and told. */
static bool is_shown(const struct style *style, const struct leg *leg)
{
    return leg->kind == LEG_WALK ? style->transfers : style->legs;
}

static json_t *render_part(const struct style *style, const struct leg *leg,
                           const struct way_part *part, const char *const names[2])
{
    json_t *json = start_leg(part->hired ? MODE_RENTAL : render_travel(part->travel), leg, leg);
    json_t *from = render_way_end(style, &part->from, names[0]);
    json_t *to = render_way_end(style, &part->to, names[1]);
    render_set_moment(from, true, leg->depart, leg->depart);
    render_set_moment(to, false, leg->arrive, leg->arrive);
    json_object_set_new(json, "from", from);
    json_object_set_new(json, "to", to);
    render_set_way(style, json, part, is_shown(style, leg));
    json_object_set_new(json, "accessibility",
                        render_step_free(step_free_of_part(style->world->network, part)));
    return json;
}

/* A leg for each part of the way, one after the other. */
static void append_way(const struct style *style, const struct ends *ends, const struct leg *leg,
                       json_t *list)
{
    if (!ends->ways)
        return;
    const struct way *way = ways_of_leg(ends->ways, leg);
    const char *first = leg->kind == LEG_BACK ? "VIA" : ends->from.name;
    const char *last = leg->kind == LEG_THERE ? "VIA" : ends->to.name;
    struct leg part = *leg;
    for (uint32_t i = 0; i < way->part_count; i++) {
        const char *const names[2] = {i == 0 ? first : HALT_NAME,
                                      i + 1 == way->part_count ? last : HALT_NAME};
        part.depart += way->parts[i].pause;
        part.arrive = part.depart + way->parts[i].seconds;
        json_t *json = render_part(style, &part, &way->parts[i], names);
        if (way->parts[i].hired)
            json_object_set_new(json, "rental", render_rental(style, way));
        json_array_append_new(list, json);
        part.depart = part.arrive;
    }
}

/*
 * Where the vehicle became another trip: it arrives as one and departs as the other. That is one
 * call, unless the feed has it at two stops.
 */
static void append_seam(const struct style *style, const struct leg *before,
                        const struct leg *after, json_t *list)
{
    static const char *const keys[] = {"arrival", "scheduledArrival", "dropoffType"};
    json_t *end = render_call(style, before->run, before->alight_call);
    json_t *start = render_call(style, after->run, after->board_call);
    if (before->to != after->from)
        json_array_append(list, end);
    else
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            json_object_set(start, keys[i], json_object_get(end, keys[i]));
    json_array_append_new(list, start);
    json_decref(end);
}

/* Calls between boarding and alighting, those where the vehicle became another trip included. */
static json_t *render_between(const struct style *style, const struct leg *legs, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            append_seam(style, &legs[i - 1], &legs[i], list);
        json_t *part =
            render_calls(style, legs[i].run, legs[i].board_call + 1, legs[i].alight_call);
        json_array_extend(list, part);
        json_decref(part);
    }
    return list;
}

/* Alerts about the line or the run, for the time one rides. */
static void set_alerts(const struct style *style, json_t *json, const struct leg *legs,
                       uint32_t count)
{
    struct alert_topic topic = {
        .rides = true,
        .run = legs->run,
        .stop = NO_IX,
        .from = legs->depart,
        .to = legs[count - 1].arrive,
        .now = style->now,
    };
    render_set_alerts(style, json, &topic);
}

/* When one was to leave and to arrive. */
static void set_promised(const struct world *world, json_t *json, const struct leg *first,
                         const struct leg *last)
{
    json_object_set_new(json, "scheduledStartTime",
                        render_time(known_promised_depart(world, first->run, first->board_call)));
    json_object_set_new(json, "scheduledEndTime",
                        render_time(known_promised_arrive(world, last->run, last->alight_call)));
}

static json_t *render_ride(const struct style *style, const struct leg *legs, uint32_t count)
{
    const struct leg *last = &legs[count - 1];
    const struct route *route = world_trip_route(style->world, legs->run.trip);
    json_t *json = start_leg(dialect_mode_name(style->dialect, (enum mode)route->mode), legs, last);
    const struct pattern *end = world_trip_pattern(style->world, last->run.trip);
    json_object_set_new(json, "from", render_call(style, legs->run, legs->board_call));
    json_object_set_new(json, "to", render_call(style, last->run, last->alight_call));
    set_promised(style->world, json, legs, last);
    render_set_run(style, json, legs->run, legs->board_call);
    set_alerts(style, json, legs, count);
    json_object_set_new(json, "tripTo", render_call(style, last->run, end->call_count - 1));
    json_object_set_new(json, "interlineWithPreviousLeg", json_boolean(legs->stays));
    json_object_set_new(json, "guaranteed", json_boolean(legs->guaranteed));
    json_object_set_new(json, "intermediateStops", render_between(style, legs, count));
    json_object_set_new(json, "legGeometry", draw_rides(style, legs, count));
    json_object_set_new(json, "accessibility",
                        render_step_free(step_free_of(&style->words, style->arena, legs, count)));
    return json;
}

/* Changes at one stop and steps from a stop to itself are no legs to show. */
static bool moves(const struct ends *ends, const struct leg *leg)
{
    bool at_stop = leg->kind == LEG_ACCESS   ? ends->from.stop != NO_IX
                   : leg->kind == LEG_EGRESS ? ends->to.stop != NO_IX
                                             : false;
    return !(leg->kind == LEG_WALK && leg->from == leg->to) &&
           !(at_stop && leg->depart == leg->arrive);
}

/* How many legs from `first` on are shown as one: rides of one seat, or walks in a row. */
static uint32_t count_joined(const struct style *style, const struct leg *first, uint32_t left)
{
    uint32_t count = 1;
    bool ride = first->kind == LEG_RIDE;
    while (count < left &&
           (ride ? style->joined && first[count].kind == LEG_RIDE && first[count].stays
                 : leg_joins(first) && leg_joins(&first[count])))
        count++;
    return count;
}

/* Which of the legs written from `first` on is the one that may cost something. */
static uint32_t find_shown(const struct ends *ends, const struct leg *leg, uint32_t first)
{
    const struct way *way = ends->ways && leg_may_cost(leg) ? ways_of_leg(ends->ways, leg) : NULL;
    for (uint32_t i = 0; way && i < way->part_count; i++)
        if (way->parts[i].hired || way->parts[i].travel > TRAVEL_WHEELCHAIR)
            return first + i;
    return first;
}

void render_legs(const struct style *style, const struct ends *ends, const struct journey *journey,
                 json_t *list, uint32_t *shown)
{
    for (uint32_t i = 0, count; i < journey->leg_count; i += count) {
        const struct leg *leg = &journey->legs[i];
        count = count_joined(style, leg, journey->leg_count - i);
        struct leg walk = leg_joined(leg, count);
        uint32_t told = (uint32_t)json_array_size(list);
        for (uint32_t k = 0; shown && k < count; k++)
            shown[i + k] = count > 1 ? told : find_shown(ends, leg, told);
        if (leg->kind == LEG_RIDE) {
            json_t *json = render_ride(style, leg, count);
            if (renew_is_missed(journey, i))
                json_object_set_new(json, "missed", json_true());
            json_array_append_new(list, json);
        } else if (moves(ends, &walk))
            append_way(style, ends, &walk, list);
    }
}
