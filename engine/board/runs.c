#include "engine/board/runs.h"

/* What one visit carries along. */
struct visit {
    const struct world *world;
    runs_visitor *visitor;
    void *context;
    const struct runs_part *part;
};

/* One service day, and the span as its day_time. */
struct day {
    civil_day day;
    unix_time start;
    int64_t from, to;
};

/* A run as promised, unless a live one stands for it. */
static bool visit_promised(const struct visit *visit, struct run run, unix_time day_start)
{
    return world_is_changed(visit->world, run) || visit->visitor(visit->context, run, day_start);
}

static int32_t event_offset(const struct call_time *time, bool arrives)
{
    return arrives ? time->arrive : time->depart;
}

/* The runs of a trip that goes by headways: the k for which some first + k * headway matters. */
static bool visit_frequency(const struct visit *visit, const struct day *day, trip_ix trip,
                            const struct frequency *frequency, int64_t early, int64_t late)
{
    int64_t start = frequency->first;
    if (start + late < day->from) {
        int64_t missing = day->from - late - start;
        start += (missing + frequency->headway - 1) / frequency->headway * frequency->headway;
    }
    for (; start < frequency->last && start + early < day->to; start += frequency->headway) {
        struct run run = {.trip = trip, .day = day->day, .start = (day_time)start};
        if (!visit_promised(visit, run, day->start))
            return false;
    }
    return true;
}

static bool visit_trip(const struct visit *visit, const struct day *day, trip_ix trip_index)
{
    const struct network *network = visit->world->network;
    const struct trip *trip = &network->trips[trip_index];
    const struct call_time *times = network->profile_times + trip->profile;
    const struct runs_part *part = visit->part;
    int64_t early = event_offset(&times[part->first_call], part->first_arrives);
    int64_t late = event_offset(&times[part->last_call], part->last_arrives);
    if (trip->frequency_count == 0) {
        if (trip->start + late < day->from || trip->start + early >= day->to ||
            !network_service_runs(network, trip->service, day->day))
            return true;
        struct run run = {.trip = trip_index, .day = day->day, .start = trip->start};
        return visit_promised(visit, run, day->start);
    }
    if (!network_service_runs(network, trip->service, day->day))
        return true;
    for (uint32_t i = 0; i < trip->frequency_count; i++)
        if (!visit_frequency(visit, day, trip_index,
                             &network->frequencies[trip->first_frequency + i], early, late))
            return false;
    return true;
}

/* The live runs of the pattern, whatever their day. */
static bool visit_live(const struct visit *visit, pattern_ix pattern, const struct zone *zone,
                       struct board_span span)
{
    const struct live *live = visit->world->live;
    const struct runs_part *part = visit->part;
    uint32_t first, count = live_runs_of(live, pattern, &first);
    for (uint32_t i = first; i < first + count; i++) {
        struct run run = run_live(visit->world, i);
        const struct call_time *times = world_times(visit->world, run.trip);
        unix_time start = zone_day_start(zone, run.day);
        unix_time early =
            start + run.start + event_offset(&times[part->first_call], part->first_arrives);
        unix_time late =
            start + run.start + event_offset(&times[part->last_call], part->last_arrives);
        if (live->runs[i].state != LIVE_DELETED && late >= span.from && early < span.to &&
            !visit->visitor(visit->context, run, start))
            return false;
    }
    return true;
}

bool runs_visit(const struct world *world, pattern_ix pattern_index, const struct runs_part *part,
                struct board_span span, runs_visitor *visitor, void *context)
{
    const struct network *network = world->network;
    const struct pattern *pattern = world_pattern(world, pattern_index);
    const struct feed *feed = &network->feeds[network->routes[pattern->route].feed];
    struct visit visit = {world, visitor, context, part};
    struct zone zone = network_zone(network, feed->zone);
    civil_day first = zone_day(&zone, span.from) - feed->longest_seconds / 86400 - 1;
    civil_day last = zone_day(&zone, span.to) + 1;
    first = first < feed->first_day ? feed->first_day : first;
    last = last > feed->last_day ? feed->last_day : last;
    bool promised = pattern_index < network->counts.patterns;
    for (civil_day day = first; promised && day <= last; day++) {
        unix_time start = zone_day_start(&zone, day);
        struct day facts = {day, start, span.from - start, span.to - start};
        for (uint32_t i = 0; i < pattern->trip_count; i++)
            if (!visit_trip(&visit, &facts, pattern->first_trip + i))
                return false;
    }
    return !world->live || visit_live(&visit, pattern_index, &zone, span);
}
