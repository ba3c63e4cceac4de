#include "engine/search/query.h"

const struct query query_default = {
    .when = {.travel_seconds_max = 24 * 3600},
    .change = {.default_seconds = -1, .factor_permille = 1000, .transfers_max = 7, .in_seat = true},
    .needs = {.modes = MODES_ALL},
};

static bool bad(struct error *error, const char *field, const char *text)
{
    return error_set(error, ERROR_INPUT, field, "%s", text);
}

static bool check_endpoints(const struct endpoint *endpoints, uint32_t count, const char *field,
                            const struct network *network, struct error *error)
{
    for (uint32_t i = 0; i < count; i++) {
        if (endpoints[i].stop >= network->facts->served_stops)
            return bad(error, field, "no vehicle serves this stop");
        if (endpoints[i].seconds < 0 || endpoints[i].seconds > QUERY_TRAVEL_SECONDS_MAX)
            return bad(error, field, "the walk to this stop is out of range");
    }
    return true;
}

static bool check_vias(const struct query_where *where, const struct network *network,
                       struct error *error)
{
    if (where->via_count > QUERY_VIAS_MAX)
        return error_set(error, ERROR_LIMIT, "via", "at most %d places to pass", QUERY_VIAS_MAX);
    for (uint32_t i = 0; i < where->via_count; i++) {
        const struct via *via = &where->vias[i];
        if (via->stay_seconds < 0 || via->stay_seconds > QUERY_TRAVEL_SECONDS_MAX)
            return bad(error, "via", "the stay is out of range");
        for (uint32_t k = 0; k < via->stop_count; k++) {
            if (via->stops[k] >= network->facts->served_stops)
                return bad(error, "via", "no vehicle serves this stop");
            if (via->detour_seconds &&
                (via->detour_seconds[k] < 0 || via->detour_seconds[k] > QUERY_TRAVEL_SECONDS_MAX))
                return bad(error, "via", "the way from a stop and back is out of range");
        }
    }
    return true;
}

static bool check_when(const struct query_when *when, struct error *error)
{
    if (when->time < QUERY_TIME_MIN || when->time > QUERY_TIME_MAX)
        return error_set(error, ERROR_LIMIT, "time", "must lie between the years 1 and 9999");
    if (when->window_seconds < 0 || when->window_seconds > QUERY_WINDOW_SECONDS_MAX)
        return error_set(error, ERROR_LIMIT, "window", "must be between 0 and %d seconds",
                         QUERY_WINDOW_SECONDS_MAX);
    if (when->travel_seconds_max <= 0 || when->travel_seconds_max > QUERY_TRAVEL_SECONDS_MAX)
        return error_set(error, ERROR_LIMIT, "travel time", "must be between 1 and %d seconds",
                         QUERY_TRAVEL_SECONDS_MAX);
    return true;
}

static bool check_change(const struct query_change *change, struct error *error)
{
    if (change->transfers_max > QUERY_TRANSFERS_MAX)
        return error_set(error, ERROR_LIMIT, "transfers", "at most %d", QUERY_TRANSFERS_MAX);
    if (change->default_seconds < -1 || change->default_seconds > 86400 ||
        change->min_seconds < 0 || change->min_seconds > 86400 || change->added_seconds < 0 ||
        change->added_seconds > 86400 || change->factor_permille < 100 ||
        change->factor_permille > 100000)
        return bad(error, "change time", "out of range");
    return true;
}

bool query_check(const struct query *query, const struct network *network, struct error *error)
{
    const struct query_where *where = &query->where;
    return check_endpoints(where->sources, where->source_count, "from", network, error) &&
           check_endpoints(where->targets, where->target_count, "to", network, error) &&
           check_vias(where, network, error) && check_when(&query->when, error) &&
           check_change(&query->change, error);
}
