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

/* The tag of a trip's feed. */
static const char *tag_of(const struct world *world, trip_ix trip)
{
    return network_text(world->network,
                        world->network->feeds[world_trip_route(world, trip)->feed].tag);
}

const char *ids_run(struct arena *arena, const struct world *world, struct run run)
{
    int year, month, day;
    const struct live_run *live = world_live_run(world, run.trip);
    if (live)
        run = (struct run){live->promised == NO_IX ? run.trip : live->promised, live->day,
                           live->start};
    civil_date_of(run.day, &year, &month, &day);
    const struct trip *trip = world_trip(world, run.trip);
    const char *seconds = trip->frequency_count > 0 && run.start % 60 != 0
                              ? arena_format(arena, ":%02d", run.start % 60)
                              : "";
    return arena_format(arena, "%04d%02d%02d_%02d:%02d%s_%s_%s", year, month, day, run.start / 3600,
                        run.start / 60 % 60, seconds, tag_of(world, run.trip),
                        world_text(world, trip->id));
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

/* The promised run that the rest of an id names; `start` is what the id says. */
static bool find_promised(const struct network *network, const char *id, int32_t start,
                          struct run *run, struct error *error)
{
    struct error cause = {0};
    if (!keys_find_trip(network, id, &run->trip, &cause))
        return error_set(error, cause.kind, "tripId", "%s", cause.text);
    const struct trip *trip = &network->trips[run->trip];
    run->start = trip->start;
    if (!network_service_runs(network, trip->service, run->day))
        return error_set(error, ERROR_MISSING, "tripId", "the trip does not run on that day");
    if (trip->frequency_count > 0 && !find_departure(network, trip, start, &run->start))
        return error_set(error, ERROR_MISSING, "tripId", "the trip does not start at that time");
    return true;
}

/* Whether a live trip has that id, with its feed's tag in front. */
static bool has_id(const struct world *world, trip_ix trip, const char *id)
{
    const char *tag = tag_of(world, trip);
    size_t length = strlen(tag);
    return strncmp(tag, id, length) == 0 && id[length] == '_' &&
           strcmp(world_text(world, world_trip(world, trip)->id), id + length + 1) == 0;
}

/* A run of that day that nobody promised; they are few enough to look at each. */
static bool find_added(const struct world *world, const char *id, struct run *run)
{
    for (uint32_t i = 0; world->live && i < world->live->counts.runs; i++) {
        struct run added = run_live(world, i);
        if (world->live->runs[i].promised == NO_IX && added.day == run->day &&
            has_id(world, added.trip, id)) {
            *run = added;
            return true;
        }
    }
    return false;
}

bool ids_find_run(const struct world *world, const char *text, struct run *run, struct error *error)
{
    const char *bar = strchr(text, '_');
    const char *second = bar ? strchr(bar + 1, '_') : NULL;
    int32_t start;
    if (!second || bar - text != 8 || !civil_parse_day(text, 8, &run->day) ||
        !civil_parse_clock(bar + 1, (size_t)(second - bar - 1), &start))
        return error_set(error, ERROR_INPUT, "tripId",
                         "`%s` is not of the form YYYYMMDD_HH:MM_tag_tripid", text);
    if (!find_added(world, second + 1, run)) {
        if (!find_promised(world->network, second + 1, start, run, error))
            return false;
        *run = run_now(world, *run);
    }
    const struct live_run *live = world_live_run(world, run->trip);
    if (live && live->state == LIVE_DELETED)
        return error_set(error, ERROR_MISSING, "tripId", "the trip was taken out of the timetable");
    return true;
}
