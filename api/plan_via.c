#include "api/plan_via.h"

#include <stdlib.h>
#include <string.h>

#include "api/stops_of.h"
#include "engine/network/keys.h"

/* How far from a stop a place may be that is passed by way of it. */
#define VIA_WALK_SECONDS 900
/* Items of the list; a place may take two. */
#define ITEMS_MAX (2 * QUERY_VIAS_MAX)

/* Whether an item is a number such as 48.1, which is no stop's id: half of a place. */
static bool is_degrees(const char *text)
{
    char *end;
    (void)strtod(text, &end);
    return end != text && *end == '\0' && strchr(text, '.');
}

static bool read_point(const struct request *request, const char *text, struct way_end *end,
                       struct error *error)
{
    struct request_place place;
    if (!request_place_of(request, "via", text, &place, error))
        return false;
    *end = way_end_of_point(place.at, person_floor(&place));
    return true;
}

static bool read_stop(const struct request *request, const char *text, struct via *via,
                      struct error *error)
{
    const struct network *network = request->worker->world->network;
    struct error cause = {0};
    stop_ix stop;
    if (!keys_find_stop(network, text, &stop, &cause))
        return error_set(error, cause.kind, "via", "%s", cause.text);
    struct stop_list all = stops_of_station(network, &request->worker->arena, stop);
    via->stops = all.items;
    via->stop_count = all.count;
    return true;
}

/* Reads the place at item `*at` of the list and moves on. */
static bool read_via(const struct request *request, const struct request_list *list, uint32_t *at,
                     struct way_end *end, struct via *via, struct error *error)
{
    struct arena *arena = &request->worker->arena;
    char *text = arena_text(arena, list->items[*at], strlen(list->items[*at]));
    char *semicolon = strchr(text, ';');
    ++*at;
    *end = way_end_of_point((struct point){0}, DOOR_ANY_LEVEL);
    for (; semicolon; semicolon = strchr(semicolon, ';'))
        *semicolon = ',';
    if (strchr(text, ','))
        return read_point(request, text, end, error);
    if (*at < list->count && is_degrees(text) && is_degrees(list->items[*at]))
        return read_point(request, arena_format(arena, "%s,%s", text, list->items[(*at)++]), end,
                          error);
    end->stop = 0; /* Some stop: what counts are the via's own. */
    return read_stop(request, text, via, error);
}

static bool read_stay(const struct request_list *stays, uint32_t i, struct via *via,
                      struct error *error)
{
    char *end = NULL;
    long minutes = i < stays->count ? strtol(stays->items[i], &end, 10) : 0;
    if (minutes < 0 || minutes > 7 * 24 * 60 || (end && *end))
        return error_set(error, ERROR_INPUT, "viaMinimumStay",
                         "must be minutes, one number for each via");
    via->stay_seconds = (int32_t)minutes * 60;
    return true;
}

bool plan_via_read(const struct request *request, struct plan *plan, struct error *error)
{
    struct request_list places = {0}, stays = {0};
    if (!request_list(request, "via", ITEMS_MAX, &places, error) ||
        !request_list(request, "viaMinimumStay", QUERY_VIAS_MAX, &stays, error))
        return false;
    struct via *vias = arena_array(&request->worker->arena, places.count, sizeof *vias);
    struct way_end *ends = arena_array(&request->worker->arena, places.count, sizeof *ends);
    uint32_t count = 0;
    for (uint32_t at = 0; at < places.count; count++) {
        if (count == QUERY_VIAS_MAX)
            return error_set(error, ERROR_INPUT, "via", "at most %d places to pass",
                             QUERY_VIAS_MAX);
        if (!read_via(request, &places, &at, &ends[count], &vias[count], error) ||
            !read_stay(&stays, count, &vias[count], error))
            return false;
    }
    plan->query.where.vias = plan->vias = vias;
    plan->query.where.via_count = count;
    plan->ways.places = ends;
    return true;
}

/* Seconds from the stop among those reached, or -1. */
static int32_t seconds_to(const struct reach *reach, stop_ix stop)
{
    for (uint32_t i = 0; i < reach->count; i++)
        if (reach->stops[i].stop == stop)
            return reach->stops[i].seconds;
    return -1;
}

static void open_via(struct plan *plan, const struct way_end *place, struct via *via)
{
    const struct way_finder *finder = &plan->ways.finder;
    const struct means walk = person_means(&plan->person, WAY_WALK, VIA_WALK_SECONDS);
    struct reach_ask ask = {.place = place->at,
                            .level = place->level,
                            .means = &walk,
                            .means_count = 1,
                            .street_metres = plan->ways.street_metres};
    struct reach there, back;
    reach_run(finder->network, finder->worker, &ask, finder->arena, &back);
    ask.to_place = true;
    reach_run(finder->network, finder->worker, &ask, finder->arena, &there);
    stop_ix *stops = arena_array(finder->arena, there.count, sizeof *stops);
    int32_t *detours = arena_array(finder->arena, there.count, sizeof *detours);
    via->stop_count = 0;
    for (uint32_t i = 0; i < there.count; i++) {
        int32_t seconds = seconds_to(&back, there.stops[i].stop);
        if (seconds < 0)
            continue;
        stops[via->stop_count] = there.stops[i].stop;
        detours[via->stop_count++] = there.stops[i].seconds + seconds;
    }
    via->stops = stops;
    via->detour_seconds = detours;
}

void plan_via_open(struct plan *plan)
{
    for (uint32_t i = 0; i < plan->query.where.via_count; i++) {
        const struct way_end *place = &plan->ways.places[i];
        if (place->stop != NO_IX)
            continue;
        open_via(plan, place, &plan->vias[i]);
        if (!plan->vias[i].stop_count)
            plan_add_reason(plan, "NO_STOPS_IN_RANGE", "via",
                            "No stop that vehicles serve is within a walk of a place to pass.");
    }
}

/* A journey whose legs are gone through, place by place. */
struct visit {
    const struct plan *plan;
    struct journey *journey;
    uint32_t at; /* the leg that comes next */
};

/* What the place and the way there and back take at that stop; -1: it is not passed there. */
static int32_t time_at(const struct via *via, stop_ix stop)
{
    for (uint32_t i = 0; i < via->stop_count; i++)
        if (via->stops[i] == stop)
            return via->stay_seconds + via->detour_seconds[i];
    return -1;
}

/* Puts two legs in front of the next one: there, and (after the stay) back. */
static void insert(struct visit *visit, uint32_t number, stop_ix stop, unix_time start)
{
    const struct via *via = &visit->plan->vias[number];
    struct journey *journey = visit->journey;
    struct leg *legs =
        arena_array(visit->plan->ways.finder.arena, journey->leg_count + 2u, sizeof *legs);
    int32_t moving = time_at(via, stop) - via->stay_seconds;
    struct leg there = {.kind = LEG_THERE,
                        .from = stop,
                        .to = NO_IX,
                        .depart = start,
                        .arrive = start + moving / 2,
                        .via = number};
    struct leg back = {.kind = LEG_BACK,
                       .from = NO_IX,
                       .to = stop,
                       .depart = there.arrive + via->stay_seconds,
                       .arrive = start + moving + via->stay_seconds,
                       .via = number};
    memcpy(legs, journey->legs, visit->at * sizeof *legs);
    legs[visit->at] = there;
    legs[visit->at + 1] = back;
    memcpy(&legs[visit->at + 2], &journey->legs[visit->at],
           (journey->leg_count - visit->at) * sizeof *legs);
    journey->legs = legs;
    journey->leg_count += 2;
    visit->at += 2;
}

/* Whether the place can be visited before the next leg, in the time that is left there. */
static bool fits(struct visit *visit, uint32_t number)
{
    const struct journey *journey = visit->journey;
    const struct leg *before = visit->at > 0 ? &journey->legs[visit->at - 1] : NULL;
    const struct leg *next = visit->at < journey->leg_count ? &journey->legs[visit->at] : NULL;
    stop_ix stop = before ? before->to : next->from;
    unix_time start = before ? before->arrive : journey->depart;
    unix_time end = next ? next->depart : journey->arrive;
    int32_t seconds = stop == NO_IX ? -1 : time_at(&visit->plan->vias[number], stop);
    if (seconds < 0 || start + seconds > end)
        return false;
    insert(visit, number, stop, start);
    return true;
}

void plan_via_visit(const struct plan *plan, struct journeys *journeys)
{
    for (uint32_t i = 0; i < journeys->count; i++) {
        struct visit visit = {plan, &journeys->items[i], 0};
        for (uint32_t k = 0; k < plan->query.where.via_count; k++) {
            if (plan->ways.places[k].stop != NO_IX)
                continue;
            while (visit.at <= visit.journey->leg_count && !fits(&visit, k))
                visit.at++;
        }
    }
}
