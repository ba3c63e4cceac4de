#include "api/render_match.h"

#include <stdlib.h>
#include <string.h>

#include "api/ids.h"
#include "api/render.h"
#include "api/render_place.h"

/* OpenStreetMap's level of a municipality, and the one that clients want to see beside a name. */
#define LEVEL_MUNICIPALITY 8
#define LEVEL_SHOWN 7

/* Whose stop it is: the agency of its first route, where no map knows municipalities. */
static const char *agency_name(const struct style *style, const struct place *place)
{
    const struct network *network = style->world->network;
    stop_ix stop = network->place_members[place->first_member];
    if (network->stop_pattern_first[stop] == network->stop_pattern_first[stop + 1])
        return network_text(network, network->feeds[network->stops[stop].feed].publisher);
    pattern_ix pattern = network->stop_patterns[network->stop_pattern_first[stop]].pattern;
    agency_ix index = network->routes[network->patterns[pattern].route].agency;
    const struct agency *agency = &network->agencies[index];
    return words_say(&style->words, TRANSLATED_AGENCY_NAME, index, agency->name, agency->feed);
}

/* Clients read `default` of every area, so that it is always there. */
static json_t *render_area(const char *name, uint32_t level, bool shown)
{
    json_t *area = json_object();
    render_set(area, "name", name);
    json_object_set_new(area, "adminLevel", json_integer(level));
    json_object_set_new(area, "matched", json_false());
    json_object_set_new(area, "default", json_boolean(shown));
    return area;
}

/* The area to show: of those around, the one nearest to level 7; NO_IX: none. */
static uint32_t default_area(const struct network *network, uint32_t area)
{
    uint32_t best = NO_IX, far = UINT32_MAX;
    for (; area != NO_IX; area = network->name_areas[area].parent) {
        int off = abs((int)network->name_areas[area].level - LEVEL_SHOWN);
        if ((uint32_t)off < far) {
            far = (uint32_t)off;
            best = area;
        }
    }
    return best;
}

/* Another answer of the same name in the same town: then the smallest area must tell them apart. */
static bool is_ambiguous(const struct network *network, const struct places_hits *hits,
                         const struct places_hit *hit)
{
    const struct named *named = &network->named[hit->named];
    for (uint32_t i = 0; i < hits->count; i++) {
        const struct named *other = &network->named[hits->items[i].named];
        if (other != named && other->name == named->name &&
            default_area(network, other->area) == default_area(network, named->area))
            return true;
    }
    return false;
}

static json_t *render_areas(const struct style *style, const struct places_hits *hits,
                            const struct places_hit *hit)
{
    const struct network *network = style->world->network;
    const struct named *named = &network->named[hit->named];
    json_t *list = json_array();
    uint32_t shown = default_area(network, named->area);
    bool ambiguous = is_ambiguous(network, hits, hit);
    for (uint32_t at = named->area; at != NO_IX; at = network->name_areas[at].parent) {
        const struct name_area *record = &network->name_areas[at];
        json_t *area = render_area(network_text(network, record->name), record->level, at == shown);
        if (places_area_matched(network, hit, at))
            json_object_set_new(area, "matched", json_true());
        if (ambiguous && at == named->area && at != shown)
            json_object_set_new(area, "unique", json_true());
        json_array_append_new(list, area);
    }
    if (json_array_size(list) == 0 && hit->place)
        json_array_append_new(
            list, render_area(agency_name(style, hit->place), LEVEL_MUNICIPALITY, true));
    return list;
}

/* Which parts of what was typed were found. */
static json_t *render_tokens(const struct places_hits *hits, const struct places_hit *hit)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < PLACES_TERMS_MAX; i++)
        if (hit->words >> i & 1)
            json_array_append_new(
                list, json_pack("[i,i]", (int)hits->tokens[i].first, (int)hits->tokens[i].length));
    return list;
}

static void render_stop_parts(const struct style *style, const struct places_hit *hit, json_t *json)
{
    const struct network *network = style->world->network;
    const struct stop *stop = &network->stops[hit->place->stop];
    render_set(json, "name", words_stop(&style->words, hit->place->stop));
    render_set(json, "id", ids_stop(style->arena, network, hit->place->stop));
    render_set(json, "tz", network_text(network, network->zones[stop->zone].name));
    json_object_set_new(json, "modes", render_modes(style->dialect, hit->place->modes));
}

/* `node/123`, `way/45`; of a house and of what no map knows its `lat,lon`, which plan takes. */
static const char *id_of(const struct style *style, const struct places_hit *hit)
{
    static const char *const kinds[] = {"", "node", "way", "relation"};
    uint64_t osm = style->world->network->named[hit->named].osm;
    if (hit->number || !osm)
        return arena_format(style->arena, "%.7f,%.7f", geo_degrees(hit->at.lat),
                            geo_degrees(hit->at.lon));
    return arena_format(style->arena, "%s/%llu", kinds[osm & 3], (unsigned long long)(osm >> 2));
}

/* The name in the best language there is one in. */
static const char *title_of(const struct style *style, const struct places_hit *hit)
{
    const struct network *network = style->world->network;
    for (uint32_t i = 0; i < style->words.count; i++)
        if (places_name_in(network, hit->named, style->words.languages[i]))
            return places_title(network, hit, style->words.languages[i], style->arena);
    return places_title(network, hit, NULL, style->arena);
}

static void render_map_parts(const struct style *style, const struct places_hit *hit, json_t *json)
{
    const struct network *network = style->world->network;
    const struct named *named = &network->named[hit->named];
    struct places_hit street = *hit;
    street.number = NULL;
    render_set(json, "name", title_of(style, hit));
    render_set(json, "id", id_of(style, hit));
    if (named->kind == NAMED_STREET)
        render_set(json, "street", title_of(style, &street));
    else
        render_set(json, "category", named_category_name(named->category));
    if (hit->number)
        render_set(json, "houseNumber", hit->number);
    if (hit->between)
        json_object_set_new(json, "houseNumberEstimated", json_true());
    if (network->counts.zones == 1)
        render_set(json, "tz", network_text(network, network->zones[0].name));
}

static const char *type_of(const struct network *network, const struct places_hit *hit)
{
    static const char *const types[NAMED_KINDS] = {
        [NAMED_STOP] = "STOP", [NAMED_STREET] = "ADDRESS", [NAMED_PLACE] = "PLACE"};
    return types[network->named[hit->named].kind];
}

static json_t *render_match(const struct style *style, const struct places_hits *hits,
                            const struct places_hit *hit)
{
    const struct network *network = style->world->network;
    const struct named *named = &network->named[hit->named];
    json_t *json = json_object();
    render_set(json, "type", type_of(network, hit));
    if (hit->place)
        render_stop_parts(style, hit, json);
    else
        render_map_parts(style, hit, json);
    json_object_set_new(json, "lat", json_real(geo_degrees(hit->at.lat)));
    json_object_set_new(json, "lon", json_real(geo_degrees(hit->at.lon)));
    if (named->zip)
        render_set(json, "zip", network_text(network, named->zip));
    const char *country = places_country(network, named->area);
    if (*country)
        render_set(json, "country", country);
    json_object_set_new(json, "tokens", render_tokens(hits, hit));
    json_object_set_new(json, "areas", render_areas(style, hits, hit));
    json_object_set_new(json, "score", json_real(hit->score));
    json_object_set_new(json, "importance", json_real((double)named->importance));
    return json;
}

void render_matches(const struct style *style, const struct places_hits *hits, struct reply *reply)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < hits->count; i++)
        json_array_append_new(list, render_match(style, hits, &hits->items[i]));
    render_reply(reply, style->arena, list);
}
