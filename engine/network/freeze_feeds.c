#include "engine/network/frozen.h"
#include "engine/network/mode.h"

enum { SPARE_ROUTE_TYPE = 1700 }; /* "Miscellaneous" of the extended route types. */

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

/* A route without a name for each feed; routes_by_id, which is made from the others, lacks it. */
void freeze_spare_routes(struct frozen *frozen)
{
    struct feed *feeds = frozen->feeds.data;
    for (feed_ix i = 0; i < frozen->feeds.count; i++)
        feeds[i].spare_route = NO_IX;
    const struct agency *agencies = frozen->agencies.data;
    for (agency_ix i = 0; i < frozen->agencies.count; i++) {
        struct feed *feed = &feeds[agencies[i].feed];
        struct route spare = {.agency = i,
                              .feed = agencies[i].feed,
                              .sort_order = NO_IX,
                              .colour = NO_IX,
                              .text_colour = NO_IX,
                              .type = SPARE_ROUTE_TYPE,
                              .mode = MODE_OTHER};
        if (feed->spare_route == NO_IX)
            feed->spare_route = vec_push(&frozen->routes, &spare);
    }
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
        const struct service_exception *own =
            service->exception_count ? exceptions + service->first_exception : NULL;
        civil_day first = draft_first_day(service, own), last = draft_last_day(service, own);
        day_time end = end_of(frozen, &trips[i]);
        feed->first_day = first < feed->first_day ? first : feed->first_day;
        feed->last_day = last > feed->last_day ? last : feed->last_day;
        feed->longest_seconds = end > feed->longest_seconds ? end : feed->longest_seconds;
    }
}
