#include "engine/network/keys.h"

#include <string.h>

/* How to look things of one kind up by feed and id. */
struct kind {
    const char *noun;
    uint32_t (*in_feed)(const struct network *network, feed_ix feed, const char *id);
};

/* The key of position `at` in a table sorted by feed, then id. */
typedef const char *key_reader(const struct network *network, uint32_t at, feed_ix *feed);

feed_ix keys_feed(const struct network *network, const char *tag, size_t length)
{
    for (feed_ix i = 0; i < network->counts.feeds; i++) {
        const char *text = network_text(network, network->feeds[i].tag);
        if (strlen(text) == length && memcmp(text, tag, length) == 0)
            return i;
    }
    return NO_IX;
}

/* What stands behind the tag of a feed, which never holds a `_`; without one NULL. */
static const char *behind_tag(const struct network *network, const char *id, feed_ix *feed)
{
    const char *bar = strchr(id, '_');
    *feed = bar ? keys_feed(network, id, (size_t)(bar - id)) : NO_IX;
    return *feed == NO_IX ? NULL : bar + 1;
}

bool keys_means(const struct network *network, feed_ix feed, const char *id, const char *said)
{
    feed_ix of_said, of_id;
    if (strcmp(said, id) == 0)
        return true;
    const char *bare = behind_tag(network, said, &of_said);
    if (bare && (feed == NO_IX || feed == of_said) && strcmp(bare, id) == 0)
        return true;
    bare = feed == NO_IX ? behind_tag(network, id, &of_id) : NULL;
    return bare && strcmp(bare, said) == 0;
}

/* The position of feed and id in a sorted table of `count` keys, or NO_IX. */
static uint32_t find_key(const struct network *network, uint32_t count, key_reader *read,
                         feed_ix feed, const char *id)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        feed_ix other;
        const char *key = read(network, middle, &other);
        int order = other != feed ? (other < feed ? -1 : 1) : strcmp(key, id);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NO_IX;
}

static const char *stop_key(const struct network *network, uint32_t at, feed_ix *feed)
{
    const struct stop *stop = &network->stops[network->stops_by_id[at]];
    *feed = stop->feed;
    return network_text(network, stop->id);
}

static const char *route_key(const struct network *network, uint32_t at, feed_ix *feed)
{
    const struct route *route = &network->routes[network->routes_by_id[at]];
    *feed = route->feed;
    return network_text(network, route->id);
}

static const char *trip_key(const struct network *network, uint32_t at, feed_ix *feed)
{
    trip_ix trip = network->trips_by_id[at];
    *feed = keys_trip_feed(network, trip);
    return network_text(network, network->trips[trip].id);
}

feed_ix keys_trip_feed(const struct network *network, trip_ix trip)
{
    return network_trip_route(network, trip)->feed;
}

stop_ix keys_stop_in(const struct network *network, feed_ix feed, const char *id)
{
    uint32_t at = find_key(network, network->counts.stops_by_id, stop_key, feed, id);
    return at == NO_IX ? NO_IX : network->stops_by_id[at];
}

route_ix keys_route_in(const struct network *network, feed_ix feed, const char *id)
{
    uint32_t at = find_key(network, network->counts.routes_by_id, route_key, feed, id);
    return at == NO_IX ? NO_IX : network->routes_by_id[at];
}

trip_ix keys_trip_in(const struct network *network, feed_ix feed, const char *id)
{
    uint32_t at = find_key(network, network->counts.trips_by_id, trip_key, feed, id);
    return at == NO_IX ? NO_IX : network->trips_by_id[at];
}

agency_ix keys_agency_in(const struct network *network, feed_ix feed, const char *id)
{
    for (agency_ix i = 0; i < network->counts.agencies; i++)
        if (network->agencies[i].feed == feed &&
            strcmp(network_text(network, network->agencies[i].id), id) == 0)
            return i;
    return NO_IX;
}

/* Reads `text` as `tag_id` first and as a bare id of any feed then. */
static bool find(const struct network *network, const struct kind *kind, const char *text,
                 uint32_t *index, struct error *error)
{
    const char *bar = strchr(text, '_');
    feed_ix feed = bar ? keys_feed(network, text, (size_t)(bar - text)) : NO_IX;
    if (feed != NO_IX) {
        *index = kind->in_feed(network, feed, bar + 1);
        if (*index != NO_IX)
            return true;
    }
    *index = NO_IX;
    for (feed = 0; feed < network->counts.feeds; feed++) {
        uint32_t found = kind->in_feed(network, feed, text);
        if (found == NO_IX)
            continue;
        if (*index != NO_IX) {
            *index = NO_IX;
            return error_set(error, ERROR_MISSING, NULL,
                             "several feeds have the %s `%s`, write `%s_%s`, say", kind->noun, text,
                             network_text(network, network->feeds[feed].tag), text);
        }
        *index = found;
    }
    if (*index == NO_IX)
        return error_set(error, ERROR_MISSING, NULL, "there is no %s `%s`", kind->noun, text);
    return true;
}

bool keys_find_stop(const struct network *network, const char *text, stop_ix *stop,
                    struct error *error)
{
    return find(network, &(struct kind){"stop", keys_stop_in}, text, stop, error);
}

bool keys_find_route(const struct network *network, const char *text, route_ix *route,
                     struct error *error)
{
    return find(network, &(struct kind){"route", keys_route_in}, text, route, error);
}

bool keys_find_trip(const struct network *network, const char *text, trip_ix *trip,
                    struct error *error)
{
    return find(network, &(struct kind){"trip", keys_trip_in}, text, trip, error);
}

bool keys_find_agency(const struct network *network, const char *text, agency_ix *agency,
                      struct error *error)
{
    return find(network, &(struct kind){"agency", keys_agency_in}, text, agency, error);
}

/* Keys of feeds before `feed` in a sorted table of `count` keys. */
static uint32_t count_before(const struct network *network, uint32_t count, key_reader *read,
                             feed_ix feed)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        feed_ix other;
        read(network, middle, &other);
        if (other < feed)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t count_of(const struct network *network, uint32_t count, key_reader *read,
                         feed_ix feed)
{
    return count_before(network, count, read, feed + 1) - count_before(network, count, read, feed);
}

struct key_counts keys_count(const struct network *network, feed_ix feed)
{
    return (struct key_counts){
        .stops = count_of(network, network->counts.stops_by_id, stop_key, feed),
        .routes = count_of(network, network->counts.routes_by_id, route_key, feed),
        .trips = count_of(network, network->counts.trips_by_id, trip_key, feed),
    };
}
