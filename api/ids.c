#include "api/ids.h"

#include <string.h>

#include "engine/network/keys.h"

static const char *tagged(struct arena *arena, const struct network *network, feed_ix feed,
                          text_ix id)
{
    return arena_format(arena, "%s_%s", network_text(network, network->feeds[feed].tag),
                        network_text(network, id));
}

const char *ids_stop(struct arena *arena, const struct network *network, stop_ix stop)
{
    return tagged(arena, network, network->stops[stop].feed, network->stops[stop].id);
}

const char *ids_route(struct arena *arena, const struct network *network, route_ix route)
{
    return tagged(arena, network, network->routes[route].feed, network->routes[route].id);
}

const char *ids_run(struct arena *arena, const struct network *network, struct run run)
{
    int year, month, day;
    civil_date_of(run.day, &year, &month, &day);
    const struct trip *trip = &network->trips[run.trip];
    const char *trip_id = tagged(arena, network, keys_trip_feed(network, run.trip), trip->id);
    const char *seconds = trip->frequency_count > 0 && run.start % 60 != 0
                              ? arena_format(arena, ":%02d", run.start % 60)
                              : "";
    return arena_format(arena, "%04d%02d%02d_%02d:%02d%s_%s", year, month, day, run.start / 3600,
                        run.start / 60 % 60, seconds, trip_id);
}

/* The departure of a trip with headways that leaves at `start`, or in that minute. */
static bool find_departure(const struct network *network, const struct trip *trip, int32_t start,
                           day_time *found)
{
    for (uint32_t i = 0; i < trip->frequency_count; i++) {
        const struct frequency *frequency = &network->frequencies[trip->first_frequency + i];
        int64_t missing = (int64_t)start - frequency->first;
        int64_t count = missing <= 0 ? 0 : (missing + frequency->headway - 1) / frequency->headway;
        int64_t next = frequency->first + count * frequency->headway;
        if (next < frequency->last && next < start + 60 && (start % 60 == 0 || next == start)) {
            *found = (day_time)next;
            return true;
        }
    }
    return false;
}

bool ids_find_run(const struct network *network, const char *text, struct run *run,
                  struct error *error)
{
    const char *bar = strchr(text, '_');
    const char *second = bar ? strchr(bar + 1, '_') : NULL;
    int32_t start;
    if (!second || bar - text != 8 || !civil_parse_day(text, 8, &run->day) ||
        !civil_parse_clock(bar + 1, (size_t)(second - bar - 1), &start))
        return error_set(error, ERROR_INPUT, "tripId",
                         "`%s` is not of the form YYYYMMDD_HH:MM_tag_tripid", text);
    struct error cause = {0};
    if (!keys_find_trip(network, second + 1, &run->trip, &cause))
        return error_set(error, cause.kind, "tripId", "%s", cause.text);
    const struct trip *trip = &network->trips[run->trip];
    run->start = trip->start;
    if (!network_service_runs(network, trip->service, run->day))
        return error_set(error, ERROR_MISSING, "tripId", "the trip does not run on that day");
    if (trip->frequency_count > 0 && !find_departure(network, trip, start, &run->start))
        return error_set(error, ERROR_MISSING, "tripId", "the trip does not start at that time");
    return true;
}
