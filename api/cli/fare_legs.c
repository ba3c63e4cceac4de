#include "api/cli/fare_legs.h"

#include <string.h>

#include "api/cli/when.h"
#include "engine/base/mapfile.h"
#include "engine/network/keys.h"

enum { FIELDS = 6 };

/* In the order of the words. */
enum field { FEED, ROUTE, FROM, TO, DEPART, ARRIVE };

/* What a ride is made of. */
struct typed {
    const struct tariff *tariff;
    const char *fields[FIELDS];
    const char *place;
    struct arena *arena;
    struct error *error;
};

static char *trimmed(char *text)
{
    text += strspn(text, " \t");
    size_t length = strlen(text);
    while (length && strchr(" \t\r", text[length - 1]))
        text[--length] = '\0';
    return text;
}

static bool cut(struct typed *typed, const char *words)
{
    char *at = arena_text(typed->arena, words, strlen(words));
    uint32_t count = 0;
    while (at) {
        char *comma = strchr(at, ',');
        if (comma)
            *comma++ = '\0';
        if (count < FIELDS)
            typed->fields[count] = trimmed(at);
        count++;
        at = comma;
    }
    return count == FIELDS ||
           error_set(typed->error, ERROR_INPUT, typed->place,
                     "a ride is feed,route,from,to,depart,arrive, and these are %u words", count);
}

/* Where the pattern calls at that stop, or at one of that station, from `least` on. */
static uint32_t find_call(const struct network *network, const struct pattern *pattern,
                          stop_ix stop, uint32_t least)
{
    for (uint32_t i = least; i < pattern->call_count; i++) {
        stop_ix at = network_call_stop(network, pattern, i);
        if (at == stop || network->stops[at].parent == stop)
            return i;
    }
    return NO_IX;
}

/* The zones passed between the two calls, neighbours that are the same as one. */
static void write_zones(const struct network *network, const struct pattern *pattern,
                        const uint32_t calls[2], struct arena *arena, struct fare_ride *ride)
{
    text_ix *zones = arena_array(arena, calls[1] - calls[0] + 1, sizeof *zones);
    ride->zone_count = 0;
    for (uint32_t i = calls[0]; i <= calls[1]; i++) {
        text_ix zone = network->stops[network_call_stop(network, pattern, i)].fare_zone;
        if (!ride->zone_count || zones[ride->zone_count - 1] != zone)
            zones[ride->zone_count++] = zone;
    }
    ride->zones = zones;
    ride->from = network_call_stop(network, pattern, calls[0]);
    ride->to = network_call_stop(network, pattern, calls[1]);
}

/* Where the route goes from one stop to the other. */
static bool find_pattern(const struct typed *typed, struct fare_ride *ride)
{
    const struct network *network = typed->tariff->world->network;
    for (pattern_ix i = 0; i < network->counts.patterns; i++) {
        const struct pattern *pattern = &network->patterns[i];
        if (pattern->route != ride->route)
            continue;
        uint32_t calls[2] = {find_call(network, pattern, ride->from, 0), NO_IX};
        if (calls[0] != NO_IX)
            calls[1] = find_call(network, pattern, ride->to, calls[0] + 1);
        if (calls[1] == NO_IX)
            continue;
        write_zones(network, pattern, calls, typed->arena, ride);
        return true;
    }
    return error_set(typed->error, ERROR_MISSING, typed->place, "%s does not go from %s to %s",
                     typed->fields[ROUTE], typed->fields[FROM], typed->fields[TO]);
}

static bool read_places(const struct typed *typed, struct fare_ride *ride)
{
    const struct network *network = typed->tariff->world->network;
    const char *const *fields = typed->fields;
    ride->feed = keys_feed(network, fields[FEED], strlen(fields[FEED]));
    if (ride->feed == NO_IX)
        return error_set(typed->error, ERROR_MISSING, typed->place, "there is no feed %s",
                         fields[FEED]);
    ride->route = keys_route_in(network, ride->feed, fields[ROUTE]);
    ride->from = keys_stop_in(network, ride->feed, fields[FROM]);
    ride->to = keys_stop_in(network, ride->feed, fields[TO]);
    const uint32_t found[] = {ride->route, ride->from, ride->to};
    for (size_t i = 0; i < sizeof found / sizeof *found; i++)
        if (found[i] == NO_IX)
            return error_set(typed->error, ERROR_MISSING, typed->place, "%s has no %s %s",
                             fields[FEED], i ? "stop" : "route", fields[ROUTE + i]);
    ride->agency = network->routes[ride->route].agency;
    ride->network = tariff_network(typed->tariff, ride->route);
    return find_pattern(typed, ride);
}

static bool read_times(const struct typed *typed, struct fare_ride *ride)
{
    const struct network *network = typed->tariff->world->network;
    ride->zone_from = network->stops[ride->from].zone;
    ride->zone_to = network->stops[ride->to].zone;
    const struct zone from = network_zone(network, ride->zone_from);
    const struct zone to = network_zone(network, ride->zone_to);
    if (!when_read(&from, typed->place, typed->fields[DEPART], &ride->depart, typed->error) ||
        !when_read(&to, typed->place, typed->fields[ARRIVE], &ride->arrive, typed->error))
        return false;
    return ride->arrive >= ride->depart ||
           error_set(typed->error, ERROR_INPUT, typed->place, "it arrives before it leaves");
}

bool fare_legs_add(const struct tariff *tariff, const char *words, const char *place,
                   struct arena *arena, struct vec *rides, struct error *error)
{
    struct typed typed = {.tariff = tariff, .place = place, .arena = arena, .error = error};
    struct fare_ride ride = fare_ride_on(FARE_TRANSIT, rides->count);
    if (!cut(&typed, words) || !read_places(&typed, &ride) || !read_times(&typed, &ride))
        return false;
    const struct fare_ride *before = rides->count ? vec_at(rides, rides->count - 1) : NULL;
    if (before && ride.depart < before->arrive)
        return error_set(error, ERROR_INPUT, place, "it leaves before the ride before it arrives");
    vec_push(rides, &ride);
    return true;
}

/* Whether a line tells of a ride. */
static bool is_ride(const char *line, uint32_t number)
{
    line += strspn(line, " \t\r");
    return *line && *line != '#' && !(number == 1 && strncmp(line, "feed,", 5) == 0);
}

bool fare_legs_read(const struct tariff *tariff, const char *path, struct arena *arena,
                    struct vec *rides, struct error *error)
{
    struct mapfile file;
    if (!mapfile_open(&file, path, error))
        return false;
    const char *at = file.size ? (const char *)file.bytes : "", *end = at + file.size;
    bool good = true;
    for (uint32_t number = 1; good && at < end; number++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((stop ? stop : end) - at);
        const char *line = arena_text(arena, at, length);
        good = !is_ride(line, number) ||
               fare_legs_add(tariff, line, arena_format(arena, "%s:%u", path, number), arena, rides,
                             error);
        at += length + (stop != NULL);
    }
    mapfile_close(&file);
    return good;
}
