#include "api/query_read.h"

#include <string.h>

#include "api/modes.h"
#include "api/stops_of.h"
#include "engine/base/vec.h"
#include "engine/network/keys.h"
#include "engine/street/reach.h"

#define LIST_MAX 256

bool query_read_capped(const struct request *request, const char *name, struct query_cap cap,
                       int32_t *value, struct error *error)
{
    int64_t number = *value / cap.scale;
    if (!request_int(request, name, 0, INT32_MAX, &number, error))
        return false;
    *value = (int32_t)(number * cap.scale > cap.max ? cap.max : number * cap.scale);
    return true;
}

static bool read_stop_list(const struct request *request, const char *name, const stop_ix **stops,
                           uint32_t *count, struct error *error)
{
    struct request_list list = {0};
    if (!request_list(request, name, LIST_MAX, &list, error))
        return false;
    struct vec found = vec_of(sizeof(stop_ix));
    bool good = true;
    for (uint32_t i = 0; good && i < list.count; i++) {
        stop_ix stop;
        struct error cause = {0};
        good = keys_find_stop(request->worker->world->network, list.items[i], &stop, &cause);
        if (!good) {
            error_set(error, cause.kind, name, "%s", cause.text);
            break;
        }
        struct stop_list all =
            stops_of_station(request->worker->world->network, &request->worker->arena, stop);
        vec_add_many(&found, all.items, all.count);
    }
    stop_ix *copy = arena_array(&request->worker->arena, found.count, sizeof *copy);
    for (uint32_t i = 0; i < found.count; i++)
        copy[i] = *(stop_ix *)vec_at(&found, i);
    *stops = copy;
    *count = found.count;
    vec_finish(&found);
    return good;
}

/* What ids of a list name. */
struct kind {
    const char *parameter;
    bool (*find)(const struct network *network, const char *text, uint32_t *index,
                 struct error *error);
};

static bool read_indices(const struct request *request, const struct kind *kind,
                         const uint32_t **indices, uint32_t *count, struct error *error)
{
    struct request_list list = {0};
    if (!request_list(request, kind->parameter, LIST_MAX, &list, error))
        return false;
    uint32_t *found = arena_array(&request->worker->arena, list.count, sizeof *found);
    for (uint32_t i = 0; i < list.count; i++) {
        struct error cause = {0};
        if (!kind->find(request->worker->world->network, list.items[i], &found[i], &cause))
            return error_set(error, cause.kind, kind->parameter, "%s", cause.text);
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

static bool read_refused(const struct request *request, struct query_needs *needs,
                         struct error *error)
{
    return read_stop_list(request, "excludeStops", &needs->no_stops, &needs->no_stop_count,
                          error) &&
           read_indices(request, &(struct kind){"excludeRoutes", keys_find_route},
                        &needs->no_routes, &needs->no_route_count, error) &&
           read_indices(request, &(struct kind){"excludeAgencies", keys_find_agency},
                        &needs->no_agencies, &needs->no_agency_count, error) &&
           read_indices(request, &(struct kind){"excludeTrips", find_trip}, &needs->no_trips,
                        &needs->no_trip_count, error);
}

bool query_read_needs(const struct request *request, struct query_needs *needs, struct error *error)
{
    struct modes modes = {.transit = MODES_ALL};
    if (!modes_read(request, "transitModes", &modes, error))
        return false;
    needs->modes = modes.transit;
    return read_refused(request, needs, error) &&
           request_bool(request, "requireBikeTransport", &needs->bikes, error) &&
           request_bool(request, "requireCarTransport", &needs->cars, error);
}

bool query_read_change(const struct request *request, struct query_change *change,
                       struct error *error)
{
    double factor = 1;
    int64_t most = change->transfers_max;
    struct query_cap day = {86400, 60};
    if (request_text(request, "maxTransfers")) {
        if (!request_int(request, "maxTransfers", 0, INT32_MAX, &most, error))
            return false;
        most -= request->dialect->transfers_excess;
        most = most < 0 ? 0 : most > QUERY_TRANSFERS_MAX ? QUERY_TRANSFERS_MAX : most;
    }
    if (!request_number(request, "transferTimeFactor", 0, 100, &factor, error))
        return false;
    change->transfers_max = (uint32_t)most;
    change->factor_permille = factor < 1 ? 1000 : (int32_t)(factor * 1000 + 0.5);
    return query_read_capped(request, "minTransferTime", day, &change->min_seconds, error) &&
           query_read_capped(request, "additionalTransferTime", day, &change->added_seconds, error);
}
