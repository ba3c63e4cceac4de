#include "api/cli/where.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/base/vec.h"
#include "engine/network/keys.h"

#define NAMES_SHOWN 3

/* Reads `45.99,-4.00`; false: the text is no such pair. */
static bool read_pair(const char *text, double *lat, double *lon)
{
    char *end;
    if (!isdigit((unsigned char)*text) && !strchr("+-.", *text))
        return false;
    *lat = strtod(text, &end);
    if (end == text || *end != ',')
        return false;
    const char *second = end + 1;
    *lon = strtod(second, &end);
    return end != second && *end == '\0';
}

static bool take_point(struct where *where, double lat, double lon, const char *role,
                       struct error *error)
{
    if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180))
        return error_set(error, ERROR_INPUT, role,
                         "latitude goes from -90 to 90 and longitude from -180 to 180");
    where->is_point = true;
    where->stop = NO_IX;
    where->at = geo_point(lat, lon);
    return true;
}

/* The stop, if served, and whatever lies below it. */
static void collect(const struct network *network, stop_ix stop, struct vec *stops)
{
    if (stop < network->facts->served_stops)
        vec_push(stops, &stop);
    for (uint32_t i = network->stop_child_first[stop]; i < network->stop_child_first[stop + 1]; i++)
        collect(network, network->stop_children[i], stops);
}

static void keep(struct where *where, const stop_ix *stops, uint32_t count, struct arena *arena)
{
    where->endpoints = arena_array(arena, count, sizeof *where->endpoints);
    for (uint32_t i = 0; i < count; i++)
        where->endpoints[i].stop = stops[i];
    where->count = count;
}

/* A platform means itself, a station all its platforms, an entrance those of its station. */
static void take_stop(struct where *where, const struct network *network, stop_ix stop,
                      struct arena *arena)
{
    const struct stop *record = &network->stops[stop];
    struct vec stops = vec_of(sizeof(stop_ix));
    collect(network, stop, &stops);
    if (!stops.count && record->parent != NO_IX)
        collect(network, record->parent, &stops);
    where->stop = stop;
    where->at = record->at;
    where->name = network_text(network, record->name);
    keep(where, stops.data, stops.count, arena);
    vec_finish(&stops);
}

/* `"A", "B", "C"` of the hits that are not called like the first; NULL: none. */
static const char *list_others(const struct network *network, const struct places_hits *hits,
                               const char *first, struct arena *arena)
{
    const char *list = NULL;
    for (uint32_t i = 0; i < hits->count; i++) {
        const char *name = places_title(network, &hits->items[i], NULL, arena);
        if (strcmp(name, first) != 0)
            list = list ? arena_format(arena, "%s, \"%s\"", list, name)
                        : arena_format(arena, "\"%s\"", name);
    }
    return list;
}

static void reach_stops(struct where *where, const struct finder *finder)
{
    struct reach reach;
    reach_on_foot(places_network(finder->places), NULL, where->at, &finder->limits, finder->arena,
                  &reach);
    where->endpoints = reach.stops;
    where->count = reach.count;
}

/* Whether a stop is the one that its town is known by, and the place is that town. */
static bool is_hub_of(const struct network *network, const struct places_hit *hit,
                      const struct named *town)
{
    const struct named *named = &network->named[hit->named];
    if (!(named->marks & NAMED_HUB))
        return false;
    for (uint32_t area = named->area; area != NO_IX; area = network->name_areas[area].parent)
        if (network->name_areas[area].name == town->name)
            return true;
    return false;
}

/* The best hit; but who travels from or to a town as such travels by its station. */
static const struct places_hit *choose(const struct network *network,
                                       const struct places_hits *hits)
{
    const struct named *best = &network->named[hits->items[0].named];
    if (best->category >= CATEGORY_CITY && best->category <= CATEGORY_VILLAGE)
        for (uint32_t i = 1; i < hits->count; i++)
            if (is_hub_of(network, &hits->items[i], best))
                return &hits->items[i];
    return &hits->items[0];
}

/* A stop means itself; a house, a street or a place of the map is a point to walk from. */
static bool take_name(struct where *where, const struct finder *finder, const char *text)
{
    const struct network *network = places_network(finder->places);
    struct places_hits hits;
    const struct places_query query = {
        .text = text, .modes = MODES_ALL, .bias = 1, .most = NAMES_SHOWN + 1};
    places_search(finder->places, &query, finder->arena, &hits);
    if (!hits.count)
        return false;
    const struct places_hit *hit = choose(network, &hits);
    where->name = places_title(network, hit, NULL, finder->arena);
    where->at = hit->at;
    where->missing = hit->missing;
    where->is_point = !hit->place;
    where->stop = hit->place ? hit->place->stop : NO_IX;
    if (hit->place)
        keep(where, places_members(finder->places, hit->place), hit->place->member_count,
             finder->arena);
    else
        reach_stops(where, finder);
    if (strcasecmp(where->name, text) != 0)
        where->others = list_others(network, &hits, where->name, finder->arena);
    return true;
}

static void copy_stops(struct where *where, struct arena *arena)
{
    where->stops = arena_array(arena, where->count, sizeof *where->stops);
    for (uint32_t i = 0; i < where->count; i++)
        where->stops[i] = where->endpoints[i].stop;
}

bool where_find(const struct finder *finder, const char *role, const char *text,
                struct where *where, struct error *error)
{
    const struct places *places = finder->places;
    struct arena *arena = finder->arena;
    const struct network *network = places_network(places);
    double lat, lon;
    stop_ix stop;
    *where = (struct where){.name = text};
    if (read_pair(text, &lat, &lon)) {
        if (!take_point(where, lat, lon, role, error))
            return false;
        reach_stops(where, finder);
    } else if (keys_find_stop(network, text, &stop, NULL)) {
        take_stop(where, network, stop, arena);
    } else if (!take_name(where, finder, text)) {
        return error_set(error, ERROR_MISSING, role,
                         "nothing is called \"%s\": no stop, street or place, by id or by name",
                         text);
    }
    copy_stops(where, arena);
    return true;
}
