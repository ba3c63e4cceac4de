#include "engine/network/frozen.h"

/* What a feed says only by its trips: on which days anything runs, and how long a day may last. */

/* The last moment of any of the trip's departures, seen from its service day. */
static day_time end_of(const struct frozen *frozen, const struct draft_trip *trip)
{
    const struct draft_call *calls =
        (const struct draft_call *)frozen->draft->calls.data + trip->first_call;
    const struct frequency *frequencies = frozen->frequencies.data;
    day_time end = calls[trip->call_count - 1].depart, length = end - calls[0].depart;
    for (uint32_t i = 0; i < trip->frequency_count; i++) {
        day_time shifted = frequencies[trip->first_frequency + i].last + length;
        end = shifted > end ? shifted : end;
    }
    return end;
}

void freeze_feeds(struct frozen *frozen)
{
    struct feed *feeds = frozen->feeds.data;
    const struct draft_trip *trips = frozen->draft->trips.data;
    const struct service *services = frozen->services.data;
    const struct service_exception *exceptions = frozen->exceptions.data;
    for (uint32_t i = 0; i < frozen->feeds.count; i++) {
        feeds[i].first_day = INT32_MAX;
        feeds[i].last_day = INT32_MIN;
        feeds[i].longest_seconds = 0;
    }
    for (uint32_t i = 0; i < frozen->draft->trips.count; i++) {
        struct feed *feed = &feeds[trips[i].feed];
        const struct service *service = &services[trips[i].service];
        civil_day first = draft_first_day(service, exceptions + service->first_exception);
        civil_day last = draft_last_day(service, exceptions + service->first_exception);
        day_time end = end_of(frozen, &trips[i]);
        feed->first_day = first < feed->first_day ? first : feed->first_day;
        feed->last_day = last > feed->last_day ? last : feed->last_day;
        feed->longest_seconds = end > feed->longest_seconds ? end : feed->longest_seconds;
    }
}
