#include "tests/unit/api/stand_in.h"

/* Offsets into these are counted by hand: "", "ile", "vide", "port", "a_b", the URL, "Etc/UTC". */
static const char texts[] = "\0ile\0vide\0port\0a_b\0https://example.org/l\0Etc/UTC";
enum { ILE = 1, VIDE = 5, PORT = 10, A_B = 15, LICENCE = 19, UTC = 41 };

static const struct zone_change change = {0};
static const struct zone_span zone = {.name = UTC, .count = 1};

static const struct feed feeds[] = {
    {.tag = ILE,
     .licence_url = LICENCE,
     .last_day = 100000,
     .stated_first = INT32_MIN,
     .stated_last = INT32_MAX},
    {.tag = VIDE, .last_day = -1, .stated_first = INT32_MIN, .stated_last = INT32_MAX},
};

static const struct credit credits[] = {
    {.file = ILE, .attribution = A_B, .licence = VIDE, .licence_url = LICENCE, .kind = CREDIT_MAP},
    {.file = VIDE, .kind = CREDIT_ADDRESSES},
};

static const struct stop stops[] = {
    {.id = PORT, .feed = 0, .parent = NO_IX, .at = {460000000, -15000000}, .placed = 1},
    {.id = A_B, .feed = 0, .parent = NO_IX},
    {.id = PORT, .feed = 1, .parent = NO_IX},
};

static const stop_ix stops_by_id[] = {1, 0, 2};

const struct network *stand_in_network(void)
{
    static struct network network;
    network.texts = texts;
    network.zones = &zone;
    network.zone_changes = &change;
    network.feeds = feeds;
    network.stops = stops;
    network.credits = credits;
    network.stops_by_id = stops_by_id;
    network.counts.texts = sizeof texts;
    network.counts.zones = network.counts.zone_changes = 1;
    network.counts.feeds = network.counts.credits = 2;
    network.counts.stops = network.counts.stops_by_id = 3;
    return &network;
}
