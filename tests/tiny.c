#include "tests/tiny.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/civil.h"
#include "engine/network/draft.h"
#include "engine/network/freeze.h"
#include "engine/network/mode.h"

static text_ix text(struct draft *draft, const char *words)
{
    return draft_text(draft, words, strlen(words));
}

static feed_ix add_feed(struct draft *draft, const char *tag, const char *licence_url)
{
    struct feed feed = {
        .tag = text(draft, tag),
        .publisher = text(draft, "Compagnie des \"trams\" de l'\xc3\x8ele"),
        .version = text(draft, "bad\xff"
                               "byte"),
        .licence_url = text(draft, licence_url),
        .stated_first = INT32_MIN,
        .stated_last = civil_day_of(2026, 12, 31),
    };
    return vec_push(&draft->feeds, &feed);
}

static stop_ix add_stop(struct draft *draft, const char *id, double lat, double lon)
{
    struct stop stop = {
        .id = text(draft, id),
        .name = text(draft, id),
        .parent = NO_IX,
        .at = geo_point(lat, lon),
        .kind = STOP_PLATFORM,
        .placed = 1,
    };
    return vec_push(&draft->stops, &stop);
}

static void add_trip(struct draft *draft, const stop_ix *stops, uint32_t count, day_time start)
{
    struct draft_trip trip = {
        .id = text(draft, "t1"),
        .shape = NO_IX,
        .first_call = draft->calls.count,
        .call_count = count,
        .direction = 2,
    };
    for (uint32_t i = 0; i < count; i++) {
        struct draft_call call = {
            .stop = stops[i],
            .arrive = start + (day_time)i * 300,
            .depart = start + (day_time)i * 300,
            .shape_distance = NAN,
        };
        vec_push(&draft->calls, &call);
    }
    vec_push(&draft->trips, &trip);
}

static void fill(struct draft *draft, unsigned empty_feeds)
{
    const struct zone_change utc = {0};
    vec_push(&draft->zone_changes, &utc);
    vec_push(&draft->zones, &(struct zone_span){.name = text(draft, "Etc/UTC"), .count = 1});
    add_feed(draft, "ile", "https://example.org/licence");
    for (unsigned i = 0; i < empty_feeds; i++) {
        char tag[24] = "vide";
        if (i > 0)
            snprintf(tag, sizeof tag, "vide%u", i);
        add_feed(draft, tag, "");
    }
    struct agency agency = {.id = text(draft, "a"), .name = text(draft, "Trams")};
    vec_push(&draft->agencies, &agency);
    struct route route = {.id = text(draft, "r"),
                          .short_name = text(draft, "T1"),
                          .colour = NO_IX,
                          .text_colour = NO_IX,
                          .mode = MODE_TRAM};
    vec_push(&draft->routes, &route);
    struct service service = {.first_day = civil_day_of(2026, 1, 1),
                              .last_day = civil_day_of(2026, 12, 31),
                              .weekdays = 127};
    vec_push(&draft->services, &service);
    const stop_ix stops[] = {add_stop(draft, "port", 46.0, -1.5),
                             add_stop(draft, "gare", 46.01, -1.5),
                             add_stop(draft, "plage", 46.02, -1.5)};
    add_trip(draft, stops, 3, 8 * 3600);
    struct attribution attribution = {.organisation = text(draft, "L'\xc3\x8ele"),
                                      .roles = 5,
                                      .agency = NO_IX,
                                      .route = NO_IX,
                                      .trip = NO_IX};
    vec_push(&draft->attributions, &attribution);
    struct credit credit = {.file = text(draft, "island.osm"),
                            .attribution = text(draft, "Islanders"),
                            .licence = text(draft, "CC0-1.0"),
                            .licence_url = text(draft, "https://example.org/cc0")};
    vec_push(&draft->credits, &credit);
}

bool tiny_write(const char *path, unsigned empty_feeds, struct error *error)
{
    struct draft draft;
    draft_init(&draft);
    fill(&draft, empty_feeds);
    bool written = network_freeze(&draft, &freeze_defaults, path, NULL, error);
    draft_finish(&draft);
    return written;
}
