#include "feeds/realtime/match_stops.h"

#include <string.h>

#define TOLERANCE 60 /* seconds: some feeds round to minutes, others do not */

/* When the event is promised; false: the update does not let us know. */
static bool promised_at(const struct realtime_event *event, unix_time *time)
{
    *time = event->has_scheduled ? event->scheduled : event->time - event->delay;
    return event->has_scheduled || (event->has_time && event->has_delay);
}

static uint32_t call_of(const struct network *network, pattern_ix index, const char *id,
                        uint32_t from)
{
    const struct pattern *pattern = &network->patterns[index];
    for (uint32_t call = from; call < pattern->call_count; call++) {
        stop_ix stop = network_call_stop(network, pattern, call);
        if (strcmp(network_text(network, network->stops[stop].id), id) == 0)
            return call;
    }
    return NO_IX;
}

bool match_promises_of(const struct network *network, pattern_ix pattern, struct match_stops stops,
                       struct match_promises *promises)
{
    uint32_t from = 0;
    *promises = (struct match_promises){.pattern = pattern};
    for (uint32_t i = 0; i < stops.count && promises->count < MATCH_PROMISES_MAX; i++) {
        const struct realtime_stop *stop = &stops.items[i];
        unix_time time;
        bool departure = promised_at(&stop->departure, &time);
        if (!stop->stop_id.text || (!departure && !promised_at(&stop->arrival, &time)))
            continue;
        uint32_t call = call_of(network, pattern, stop->stop_id.text, from);
        if (call == NO_IX)
            return false;
        promises->items[promises->count].call = call;
        promises->items[promises->count].arrival = !departure;
        promises->items[promises->count++].time = time;
        from = call + 1;
    }
    return promises->count > 0;
}

/* When the trip does that, seconds of its day. */
static day_time time_of(const struct network *network, trip_ix index,
                        const struct match_promises *promises, uint32_t i)
{
    const struct trip *trip = &network->trips[index];
    const struct call_time *time = &network->profile_times[trip->profile + promises->items[i].call];
    return trip->start + (promises->items[i].arrival ? time->arrive : time->depart);
}

static bool near(int64_t a, int64_t b)
{
    return a - b <= TOLERANCE && b - a <= TOLERANCE;
}

bool match_promises_fit(const struct network *network, const struct zone *zone,
                        const struct match_promises *promises, trip_ix trip, civil_day *day)
{
    /* Noon of the day, so that neither a changing clock nor the tolerance leads to another one. */
    unix_time noon = promises->items[0].time - time_of(network, trip, promises, 0) + 43200;
    *day = zone_day(zone, noon);
    unix_time begin = zone_day_start(zone, *day);
    for (uint32_t i = 0; i < promises->count; i++)
        if (!near(begin + time_of(network, trip, promises, i), promises->items[i].time))
            return false;
    return true;
}
