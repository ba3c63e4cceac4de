#include "feeds/gtfs/context.h"

#include <stdlib.h>
#include <string.h>

/* What no single row shows: what nothing calls at, vehicles in two places, impossible speeds. */

static const char stops_file[] = "stops.txt";
static const char trips_file[] = "trips.txt";

static void check_unused(struct gtfs *gtfs)
{
    const struct gtfs_stop *notes = gtfs->stops.data;
    const struct stop *stops = (const struct stop *)gtfs->draft->stops.data + gtfs->first.stops;
    for (uint32_t i = 0; i < gtfs->stops.count; i++)
        if (stops[i].kind == STOP_PLATFORM && !notes[i].served)
            gtfs_note_at(gtfs, KIND_STOP_UNUSED, stops_file, notes[i].line,
                         intern_key(&gtfs->stop_ids, i));
}

/* A trip of a block: when it starts and ends. */
struct shift {
    text_ix block;
    service_ix service;
    day_time start, end;
    uint32_t trip; /* number of trip_ids */
};

static int by_block(const void *left, const void *right)
{
    const struct shift *a = left, *b = right;
    if (a->block != b->block)
        return a->block < b->block ? -1 : 1;
    if (a->service != b->service)
        return a->service < b->service ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->trip > b->trip) - (a->trip < b->trip);
}

static const struct draft_call *calls_of(struct gtfs *gtfs, const struct gtfs_trip *trip)
{
    return (const struct draft_call *)gtfs->draft->calls.data + trip->trip.first_call;
}

static void list_shifts(struct gtfs *gtfs, struct vec *shifts)
{
    const struct gtfs_trip *trips = gtfs->trips.data;
    for (uint32_t i = 0; i < gtfs->trips.count; i++) {
        const struct draft_trip *trip = &trips[i].trip;
        if (trips[i].fate != FATE_KEPT || !trip->block || trip->frequency_count)
            continue;
        const struct draft_call *calls = calls_of(gtfs, &trips[i]);
        struct shift shift = {trip->block, trip->service, calls[0].depart,
                              calls[trip->call_count - 1].arrive, i};
        vec_push(shifts, &shift);
    }
}

static void check_blocks(struct gtfs *gtfs)
{
    struct vec list = vec_of(sizeof(struct shift));
    list_shifts(gtfs, &list);
    struct shift *shifts = list.data;
    if (list.count)
        qsort(shifts, list.count, sizeof *shifts, by_block);
    for (uint32_t i = 1; i < list.count; i++) {
        const struct shift *before = &shifts[i - 1], *shift = &shifts[i];
        if (before->block != shift->block || before->service != shift->service ||
            before->end <= shift->start)
            continue;
        const struct gtfs_trip *trip = vec_at(&gtfs->trips, shift->trip);
        gtfs_note_at(gtfs, KIND_BLOCK_OVERLAP, trips_file, trip->line,
                     intern_key(&gtfs->trip_ids, shift->trip));
    }
    vec_finish(&list);
}

#define FASTEST_METRES_PER_SECOND 150 /* 540 km/h */
#define SLACK_SECONDS 90              /* times are often whole minutes */
#define UNIT_METRES 0.0111            /* of latitude, for a check without trigonometry */

static bool too_far(const struct stop *a, const struct stop *b, int32_t seconds)
{
    double reach = (double)(seconds + SLACK_SECONDS) * FASTEST_METRES_PER_SECOND;
    double lat = (double)a->at.lat - b->at.lat, lon = (double)a->at.lon - b->at.lon;
    if ((lat < 0 ? -lat : lat) * UNIT_METRES + (lon < 0 ? -lon : lon) * UNIT_METRES * 1.01 < reach)
        return false;
    return a->placed && b->placed && geo_metres(a->at, b->at) > reach;
}

static bool flies(const struct stop *stops, const struct draft_call *calls, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        if (too_far(&stops[calls[i - 1].stop], &stops[calls[i].stop],
                    calls[i].arrive - calls[i - 1].depart))
            return true;
    return false;
}

static void check_speeds(struct gtfs *gtfs)
{
    const struct gtfs_trip *trips = gtfs->trips.data;
    const struct route *routes = gtfs->draft->routes.data;
    for (uint32_t i = 0; i < gtfs->trips.count; i++) {
        if (trips[i].fate != FATE_KEPT)
            continue;
        const struct draft_trip *trip = &trips[i].trip;
        bool airborne = routes[trip->route].type / 100 == 11;
        if (!airborne &&
            flies(gtfs->draft->stops.data, calls_of(gtfs, &trips[i]), trip->call_count))
            gtfs_note_at(gtfs, KIND_TRIP_TOO_FAST, trips_file, trips[i].line,
                         intern_key(&gtfs->trip_ids, i));
    }
}

#define STOPS_MANY 1000
#define SECONDS_MANY (10 * 86400)

static void check_lengths(struct gtfs *gtfs)
{
    const struct gtfs_trip *trips = gtfs->trips.data;
    for (uint32_t i = 0; i < gtfs->trips.count; i++) {
        if (trips[i].fate != FATE_KEPT)
            continue;
        const struct draft_call *calls = calls_of(gtfs, &trips[i]);
        uint32_t count = trips[i].trip.call_count;
        if (count > STOPS_MANY || calls[count - 1].arrive - calls[0].depart > SECONDS_MANY)
            gtfs_note_at(gtfs, KIND_TRIP_TOO_LONG, trips_file, trips[i].line,
                         intern_key(&gtfs->trip_ids, i));
    }
}

/* A trip runs if its service has a day and it is still there. */
static bool runs(struct gtfs *gtfs, const struct draft_trip *trip)
{
    const struct service *service = vec_at(&gtfs->draft->services, trip->service);
    if (service->first_day <= service->last_day)
        return true;
    const struct service_exception *exceptions = gtfs->draft->exceptions.data;
    for (uint32_t i = 0; i < service->exception_count; i++)
        if (exceptions[service->first_exception + i].runs)
            return true;
    return false;
}

static void check_runs(struct gtfs *gtfs)
{
    const struct draft_trip *trips = gtfs->draft->trips.data;
    for (uint32_t i = gtfs->first.trips; i < gtfs->draft->trips.count; i++)
        if (runs(gtfs, &trips[i]))
            return;
    gtfs_note_at(gtfs, KIND_FEED_RUNS_NOTHING, trips_file, 0, NULL);
}

bool gtfs_check(struct gtfs *gtfs, struct error *error)
{
    (void)error; /* Odd is not unusable. */
    check_unused(gtfs);
    check_blocks(gtfs);
    check_speeds(gtfs);
    check_lengths(gtfs);
    check_runs(gtfs);
    return true;
}
