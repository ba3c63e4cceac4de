#include "data/live/traffic.h"

enum { TOLD_BEFORE = 45 * 60, CANCELLED_BEFORE = 3600, TOLD_AFTER = 180, STOPS_AHEAD = 20 };

/* Feeds differ in how they say it: the first tells times, the second delays, and so on. */
static bool tells_delays(const struct traffic *traffic, const struct traffic_ride *ride)
{
    return traffic->feed % 2 == 1 && !ride->headway && ride->fate != FATE_ADDED;
}

static struct realtime_event event_of(const struct traffic *traffic,
                                      const struct traffic_ride *ride, unix_time time,
                                      unix_time promised)
{
    struct realtime_event event = {0};
    if (tells_delays(traffic, ride)) {
        event.has_delay = event.has_uncertainty = true;
        event.delay = (int32_t)(time - promised);
        event.uncertainty = time <= ride->heard ? 0 : 30;
        return event;
    }
    event.has_time = true;
    event.time = time;
    event.has_scheduled = ride->fate == FATE_ADDED;
    event.scheduled = event.has_scheduled ? promised : 0;
    return event;
}

static const struct realtime_stop_change *
elsewhere(const struct traffic *traffic, const struct traffic_ride *ride, struct arena *arena)
{
    struct realtime_stop_change *change = arena_alloc(arena, sizeof *change);
    change->assigned_stop_id = traffic_own(traffic, traffic->network->stops[ride->platform].id);
    return change;
}

/* The feed's own number of a call. */
static uint32_t sequence_of(const struct network *network, const struct trip *trip, uint32_t call)
{
    uint32_t first = trip->call_sequences;
    return first == NO_IX ? call + 1 : network->call_sequences[first + call];
}

static struct realtime_stop stop_of(const struct traffic *traffic, const struct traffic_ride *ride,
                                    uint32_t call, const struct traffic_time *time,
                                    struct arena *arena)
{
    const struct network *network = traffic->network;
    struct traffic_time promised = traffic_promised(traffic, ride, call);
    struct realtime_stop stop = {
        .stop_id = traffic_own(traffic,
                               network->stops[network_call_stop(network, ride->pattern, call)].id),
        .occupancy = OCCUPANCY_NOT_GIVEN,
    };
    if (tells_delays(traffic, ride)) {
        stop.has_sequence = true;
        stop.sequence = sequence_of(network, ride->trip, call);
    }
    if (ride->fate == FATE_SKIPS && call == ride->call) {
        stop.relation = STOP_SKIPPED;
        return stop;
    }
    if (ride->headway)
        stop.relation = STOP_UNSCHEDULED;
    if (ride->fate == FATE_ELSEWHERE && !call)
        stop.change = elsewhere(traffic, ride, arena);
    if (call)
        stop.arrival = event_of(traffic, ride, time->arrive, promised.arrive);
    if (call + 1 < ride->pattern->call_count) {
        stop.departure = event_of(traffic, ride, time->depart, promised.depart);
        stop.occupancy = traffic_occupancy(traffic_full(traffic, ride, call));
    }
    return stop;
}

static const struct realtime_trip_change *
added(const struct traffic *traffic, const struct traffic_ride *ride, struct arena *arena)
{
    struct realtime_trip_change *change = arena_alloc(arena, sizeof *change);
    change->headsign = traffic_own(traffic, ride->trip->headsign);
    if (traffic_copies(ride)) {
        change->trip_id = traffic_added_id(traffic, ride, arena);
        change->has_start_date = change->has_start_time = true;
        change->start_date = ride->run.day;
        change->start_time = ride->start;
    }
    return change;
}

/* What has been, and the next stops; of an added ride all. */
static void fill_stops(const struct traffic *traffic, const struct traffic_ride *ride,
                       const struct traffic_time *times, struct arena *arena,
                       struct realtime_trip *trip)
{
    uint32_t count = ride->pattern->call_count, ahead = 0;
    struct realtime_stop *stops = arena_array(arena, count, sizeof *stops);
    for (uint32_t i = 0; i < count && (ahead < STOPS_AHEAD || ride->fate == FATE_ADDED); i++) {
        stops[i] = stop_of(traffic, ride, i, &times[i], arena);
        ahead += times[i].depart > ride->heard;
        trip->stop_count++;
    }
    trip->stops = stops;
}

/* A cancelled ride is told as early as the alert about it: nobody is offered it meanwhile. */
static bool is_told(const struct traffic *traffic, const struct traffic_ride *ride,
                    const struct traffic_time *times)
{
    unix_time before = ride->fate == FATE_CANCELLED ? CANCELLED_BEFORE : TOLD_BEFORE;
    return times[0].depart <= traffic->now + before &&
           times[ride->pattern->call_count - 1].arrive + TOLD_AFTER > traffic->now;
}

static void add_trip(const struct traffic *traffic, const struct traffic_ride *ride,
                     struct arena *arena, struct vec *trips)
{
    struct traffic_time *times = traffic_foreseen(traffic, ride, arena);
    if (!is_told(traffic, ride, times))
        return;
    struct realtime_trip *trip = vec_add(trips);
    trip->entity = traffic_entity(traffic, ride, arena);
    trip->run = traffic_run(traffic, ride, arena);
    trip->stamp = ride->heard;
    if (ride->fate == FATE_CANCELLED)
        return;
    trip->vehicle = traffic_vehicle_name(traffic, ride, arena);
    if (ride->fate == FATE_ADDED)
        trip->change = added(traffic, ride, arena);
    fill_stops(traffic, ride, times, arena, trip);
}

struct realtime_message traffic_trips(const struct traffic *traffic, struct arena *arena)
{
    struct realtime_message message = traffic_message(traffic);
    const struct traffic_ride *rides = traffic->rides.data;
    struct vec trips = vec_of(sizeof(struct realtime_trip));
    for (uint32_t i = 0; i < traffic->rides.count; i++)
        add_trip(traffic, &rides[i], arena, &trips);
    message.trip_count = trips.count;
    message.trips = traffic_keep(&trips, arena);
    return message;
}
