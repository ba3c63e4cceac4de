#include "api/render_match.h"

#include "api/ids.h"
#include "api/render.h"
#include "api/render_place.h"

/* OpenStreetMap's level of a municipality. */
#define LEVEL_MUNICIPALITY 8

/* Whose stop it is: the agency of its first route, since feeds know no municipalities. */
static const char *area_name(const struct style *style, const struct places *places,
                             const struct place *place)
{
    const struct network *network = style->world->network;
    stop_ix stop = places_members(places, place)[0];
    if (network->stop_pattern_first[stop] == network->stop_pattern_first[stop + 1])
        return network_text(network, network->feeds[network->stops[stop].feed].publisher);
    pattern_ix pattern = network->stop_patterns[network->stop_pattern_first[stop]].pattern;
    agency_ix index = network->routes[network->patterns[pattern].route].agency;
    const struct agency *agency = &network->agencies[index];
    return words_say(&style->words, TRANSLATED_AGENCY_NAME, index, agency->name, agency->feed);
}

static json_t *render_area(const char *name)
{
    json_t *area = json_object(), *list = json_array();
    render_set(area, "name", name);
    json_object_set_new(area, "adminLevel", json_integer(LEVEL_MUNICIPALITY));
    json_object_set_new(area, "matched", json_false());
    json_object_set_new(area, "unique", json_true());
    json_object_set_new(area, "default", json_true());
    json_array_append_new(list, area);
    return list;
}

static json_t *render_match(const struct style *style, const struct places *places,
                            const struct places_hit *hit)
{
    const struct network *network = style->world->network;
    const struct place *place = hit->place;
    const struct stop *stop = &network->stops[place->stop];
    json_t *json = json_object();
    render_set(json, "type", "STOP");
    render_set(json, "name", words_stop(&style->words, place->stop));
    render_set(json, "id", ids_stop(style->arena, network, place->stop));
    json_object_set_new(json, "lat", json_real(geo_degrees(stop->at.lat)));
    json_object_set_new(json, "lon", json_real(geo_degrees(stop->at.lon)));
    render_set(json, "tz", network_text(network, network->zones[stop->zone].name));
    json_object_set_new(json, "tokens", json_array());
    json_object_set_new(json, "areas", render_area(area_name(style, places, place)));
    json_object_set_new(json, "score", json_real(hit->score));
    json_object_set_new(json, "modes", render_modes(style->dialect, place->modes));
    json_object_set_new(json, "importance", json_real((double)place->importance));
    return json;
}

void render_matches(const struct style *style, const struct places *places,
                    const struct places_hits *hits, struct reply *reply)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < hits->count; i++)
        json_array_append_new(list, render_match(style, places, &hits->items[i]));
    render_reply(reply, style->arena, list);
}
