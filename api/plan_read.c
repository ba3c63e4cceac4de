#include "api/plan.h"

#include <stdlib.h>
#include <string.h>

#include "api/cursor.h"
#include "api/ignored.h"
#include "api/modes.h"
#include "api/stops_of.h"
#include "engine/base/clock.h"
#include "engine/base/vec.h"
#include "engine/network/keys.h"

#define WALK_SECONDS_MAX 3600
#define DIRECT_SECONDS_MAX (6 * 3600)
#define LIST_MAX 256

/* What several readers need. */
struct reader {
    const struct request *request;
    struct plan *plan;
    const struct network *network;
    struct arena *arena;
    struct error *error;
};

void plan_add_reason(struct plan *plan, const char *code, const char *field, const char *text)
{
    if (plan->reason_count < PLAN_REASONS_MAX)
        plan->reasons[plan->reason_count++] = (struct plan_reason){code, text, field};
}

/* A whole number; what is beyond the limit counts as the limit. */
static bool read_capped(const struct reader *reader, const char *name, int64_t max, int64_t scale,
                        int32_t *value)
{
    int64_t number = *value / scale;
    if (!request_int(reader->request, name, 0, INT32_MAX, &number, reader->error))
        return false;
    *value = (int32_t)(number * scale > max ? max : number * scale);
    return true;
}

static bool read_stop_list(const struct reader *reader, const char *name, const stop_ix **stops,
                           uint32_t *count)
{
    struct request_list list = {0};
    if (!request_list(reader->request, name, LIST_MAX, &list, reader->error))
        return false;
    struct vec found = vec_of(sizeof(stop_ix));
    bool good = true;
    for (uint32_t i = 0; good && i < list.count; i++) {
        stop_ix stop;
        struct error cause = {0};
        good = keys_find_stop(reader->network, list.items[i], &stop, &cause);
        if (!good) {
            error_set(reader->error, cause.kind, name, "%s", cause.text);
            break;
        }
        struct stop_list all = stops_of_station(reader->network, reader->arena, stop);
        vec_add_many(&found, all.items, all.count);
    }
    stop_ix *copy = arena_array(reader->arena, found.count, sizeof *copy);
    for (uint32_t i = 0; i < found.count; i++)
        copy[i] = *(stop_ix *)vec_at(&found, i);
    *stops = copy;
    *count = found.count;
    vec_finish(&found);
    return good;
}

typedef bool key_finder(const struct network *network, const char *text, uint32_t *index,
                        struct error *error);

static bool read_index_list(const struct reader *reader, const char *name, key_finder *find,
                            const uint32_t **indices, uint32_t *count)
{
    struct request_list list = {0};
    if (!request_list(reader->request, name, LIST_MAX, &list, reader->error))
        return false;
    uint32_t *found = arena_array(reader->arena, list.count, sizeof *found);
    for (uint32_t i = 0; i < list.count; i++) {
        struct error cause = {0};
        if (!find(reader->network, list.items[i], &found[i], &cause))
            return error_set(reader->error, cause.kind, name, "%s", cause.text);
    }
    *indices = found;
    *count = list.count;
    return true;
}

/* A trip by its own id, or by that of one of its runs, whose day is then of no account. */
static bool find_trip(const struct network *network, const char *text, uint32_t *trip,
                      struct error *error)
{
    const char *bar = strchr(text, '_');
    const char *second = bar && bar - text == 8 ? strchr(bar + 1, '_') : NULL;
    if (second && keys_find_trip(network, second + 1, trip, NULL))
        return true;
    return keys_find_trip(network, text, trip, error);
}

static bool read_refused(const struct reader *reader)
{
    struct query_needs *needs = &reader->plan->query.needs;
    return read_stop_list(reader, "excludeStops", &needs->no_stops, &needs->no_stop_count) &&
           read_index_list(reader, "excludeRoutes", keys_find_route, &needs->no_routes,
                           &needs->no_route_count) &&
           read_index_list(reader, "excludeAgencies", keys_find_agency, &needs->no_agencies,
                           &needs->no_agency_count) &&
           read_index_list(reader, "excludeTrips", find_trip, &needs->no_trips,
                           &needs->no_trip_count);
}

/* Walking speed and the wheelchair. */
static bool read_person(const struct reader *reader)
{
    static const char *const profiles[] = {"FOOT", "WHEELCHAIR", NULL};
    static const char *const unknowns[] = {"accept", "avoid", NULL};
    struct plan *plan = reader->plan;
    uint32_t profile = 0, unknown = 0;
    if (!request_enum(reader->request, "pedestrianProfile", profiles, &profile, reader->error) ||
        !request_enum(reader->request, "unknownAccessibility", unknowns, &unknown, reader->error))
        return false;
    plan->walking = reach_default;
    if (profile == 1) {
        plan->query.needs.wheelchair = unknown == 1 ? WHEELCHAIR_STRICT : WHEELCHAIR_UNKNOWN;
        plan->walking.metres_per_second = REACH_WHEELCHAIR_SPEED;
    }
    return request_number(reader->request, "pedestrianSpeed", 0.1, 20,
                          &plan->walking.metres_per_second, reader->error) &&
           request_bool(reader->request, "requireBikeTransport", &plan->query.needs.bikes,
                        reader->error) &&
           request_bool(reader->request, "requireCarTransport", &plan->query.needs.cars,
                        reader->error);
}

static bool read_change(const struct reader *reader)
{
    struct query_change *change = &reader->plan->query.change;
    double factor = 1;
    int64_t most = change->transfers_max;
    if (request_text(reader->request, "maxTransfers")) {
        if (!request_int(reader->request, "maxTransfers", 0, INT32_MAX, &most, reader->error))
            return false;
        most -= reader->request->dialect->transfers_excess;
        most = most < 0 ? 0 : most > QUERY_TRANSFERS_MAX ? QUERY_TRANSFERS_MAX : most;
    }
    if (!request_number(reader->request, "transferTimeFactor", 0, 100, &factor, reader->error))
        return false;
    change->transfers_max = (uint32_t)most;
    change->factor_permille = factor < 1 ? 1000 : (int32_t)(factor * 1000 + 0.5);
    return read_capped(reader, "minTransferTime", 86400, 60, &change->min_seconds) &&
           read_capped(reader, "additionalTransferTime", 86400, 60, &change->added_seconds);
}

/* Stops within a walk of the point, or those of the stop. */
static void find_endpoints(const struct reader *reader, const struct request_place *place,
                           int32_t seconds_max, const struct endpoint **found, uint32_t *count)
{
    if (!place->is_stop) {
        struct reach_limits limits = reader->plan->walking;
        struct reach reach;
        limits.seconds_max = seconds_max;
        reach_run(reader->network, place->at, &limits, reader->arena, &reach);
        *found = reach.stops;
        *count = reach.count;
        return;
    }
    struct stop_list stops = stops_of_station(reader->network, reader->arena, place->stop);
    struct endpoint *ends = arena_array(reader->arena, stops.count, sizeof *ends);
    for (uint32_t i = 0; i < stops.count; i++)
        ends[i] = (struct endpoint){stops.items[i], 0};
    *found = ends;
    *count = stops.count;
}

static bool read_door(const struct reader *reader, bool from, struct request_place *place)
{
    struct plan *plan = reader->plan;
    const char *field = from ? "fromPlace" : "toPlace", *text;
    struct modes modes = {.walk = true};
    int32_t seconds = 15 * 60;
    if (!request_required(reader->request, field, &text, reader->error) ||
        !request_place(reader->request, field, place, reader->error) ||
        !modes_read(reader->request, from ? "preTransitModes" : "postTransitModes", &modes,
                    reader->error) ||
        !read_capped(reader, from ? "maxPreTransitTime" : "maxPostTransitTime", WALK_SECONDS_MAX, 1,
                     &seconds))
        return false;
    struct door *door = from ? &plan->doors.from : &plan->doors.to;
    *door = (struct door){from ? "START" : "END", place->is_stop ? place->stop : NO_IX, place->at};
    if (!place->is_stop && !modes.walk) {
        plan_add_reason(plan, "MODE_NOT_AVAILABLE", field,
                        "Only walking to and from stops is known here.");
        return true;
    }
    struct query_where *where = &plan->query.where;
    if (from)
        find_endpoints(reader, place, seconds, &where->sources, &where->source_count);
    else
        find_endpoints(reader, place, seconds, &where->targets, &where->target_count);
    return true;
}

static bool read_vias(const struct reader *reader)
{
    struct request_list stops = {0}, stays = {0};
    if (!request_list(reader->request, "via", QUERY_VIAS_MAX, &stops, reader->error) ||
        !request_list(reader->request, "viaMinimumStay", QUERY_VIAS_MAX, &stays, reader->error))
        return false;
    struct via *vias = arena_array(reader->arena, stops.count, sizeof *vias);
    for (uint32_t i = 0; i < stops.count; i++) {
        stop_ix stop;
        struct error cause = {0};
        if (!keys_find_stop(reader->network, stops.items[i], &stop, &cause))
            return error_set(reader->error, cause.kind, "via", "%s", cause.text);
        char *end = NULL;
        long minutes = i < stays.count ? strtol(stays.items[i], &end, 10) : 0;
        if (minutes < 0 || minutes > 7 * 24 * 60 || (end && *end))
            return error_set(reader->error, ERROR_INPUT, "viaMinimumStay",
                             "must be minutes, one number for each via");
        struct stop_list all = stops_of_station(reader->network, reader->arena, stop);
        vias[i] = (struct via){all.items, all.count, (int32_t)minutes * 60};
    }
    reader->plan->query.where.vias = vias;
    reader->plan->query.where.via_count = stops.count;
    return true;
}

static bool read_when(const struct reader *reader)
{
    struct plan *plan = reader->plan;
    struct query_when *when = &plan->query.when;
    int32_t least = 5, most = 0;
    plan->timetable = true;
    plan->window_seconds = 900;
    when->time = clock_now();
    if (!request_time(reader->request, "time", &when->time, reader->error) ||
        !request_bool(reader->request, "arriveBy", &when->arrive_by, reader->error) ||
        !request_bool(reader->request, "timetableView", &plan->timetable, reader->error) ||
        !read_capped(reader, "searchWindow", 86400, 1, &plan->window_seconds) ||
        !read_capped(reader, "numItineraries", 100, 1, &least) ||
        !read_capped(reader, "maxItineraries", 1000, 1, &most) ||
        !read_capped(reader, "maxTravelTime", QUERY_TRAVEL_SECONDS_MAX, 60,
                     &when->travel_seconds_max))
        return false;
    plan->least = (uint32_t)least;
    plan->most = (uint32_t)most;
    plan->window_seconds = plan->window_seconds < 60 ? 60 : plan->window_seconds;
    when->travel_seconds_max = when->travel_seconds_max < 1 ? 1 : when->travel_seconds_max;
    plan->later = !when->arrive_by;
    plan->edge = when->arrive_by ? when->time + 1 : when->time;
    if (!cursor_read(reader->request, &plan->turned, &plan->later, &plan->edge, reader->error))
        return false;
    plan->timetable = plan->timetable || plan->turned;
    return true;
}

static bool read_direct(const struct reader *reader)
{
    struct plan *plan = reader->plan;
    struct modes modes = {.walk = true};
    plan->direct_seconds_max = 1800;
    plan->direct_factor = 10;
    if (!modes_read(reader->request, "directModes", &modes, reader->error) ||
        !read_capped(reader, "maxDirectTime", DIRECT_SECONDS_MAX, 1, &plan->direct_seconds_max) ||
        !request_number(reader->request, "fastestDirectFactor", 0, 1e6, &plan->direct_factor,
                        reader->error))
        return false;
    plan->direct = modes.walk && plan->query.where.via_count == 0;
    return true;
}

bool plan_read(const struct request *request, struct plan *plan, struct error *error)
{
    *plan = (struct plan){.query = query_default};
    struct reader reader = {request, plan, request->worker->world->network, &request->worker->arena,
                            error};
    struct modes modes = {.transit = MODES_ALL};
    struct request_place from, to;
    if (!ignored_check(request, error) || !style_read(request, &plan->style, error) ||
        !modes_read(request, "transitModes", &modes, error))
        return false;
    plan->query.needs.modes = modes.transit;
    return read_person(&reader) && read_change(&reader) && read_refused(&reader) &&
           read_door(&reader, true, &from) && read_door(&reader, false, &to) &&
           read_vias(&reader) && read_when(&reader) && read_direct(&reader);
}
