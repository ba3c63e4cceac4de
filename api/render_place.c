#include "api/render_place.h"

#include "api/ids.h"
#include "api/render.h"
#include "engine/places/places.h"

void render_set(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, render_text(text));
}

static void set_point(const struct style *style, json_t *place, struct point at)
{
    json_object_set_new(place, "lat", json_real(geo_degrees(at.lat)));
    json_object_set_new(place, "lon", json_real(geo_degrees(at.lon)));
    if (style->dialect->writes_unknown_level)
        json_object_set_new(place, "level", json_real(0));
}

json_t *render_point(const struct style *style, const char *name, struct point at)
{
    json_t *place = json_object();
    render_set(place, "name", name);
    set_point(style, place, at);
    render_set(place, "vertexType", "NORMAL");
    return place;
}

static void set_if(json_t *object, const char *key, const char *text)
{
    if (*text)
        render_set(object, key, text);
}

json_t *render_stop(const struct style *style, stop_ix index)
{
    const struct network *network = style->world->network;
    const struct stop *stop = &network->stops[index];
    json_t *place = json_object();
    render_set(place, "name", words_stop(&style->words, index));
    render_set(place, "stopId", ids_stop(style->arena, network, index));
    if (stop->parent != NO_IX)
        render_set(place, "parentId", ids_stop(style->arena, network, stop->parent));
    set_point(style, place, stop->at);
    if (stop->floor != STOP_NO_FLOOR)
        json_object_set_new(place, "level", json_real(stop->floor / 10.0));
    render_set(place, "tz", network_text(network, network->zones[stop->zone].name));
    set_if(place, "stopCode", network_text(network, stop->code));
    set_if(place, "description", network_text(network, stop->description));
    const char *track = network_text(network, stop->platform_code);
    set_if(place, "scheduledTrack", track);
    set_if(place, "track", track);
    render_set(place, "vertexType", "TRANSIT");
    return place;
}

void render_set_moment(json_t *place, bool departs, unix_time time)
{
    json_object_set_new(place, departs ? "departure" : "arrival", render_time(time));
    json_object_set_new(place, departs ? "scheduledDeparture" : "scheduledArrival",
                        render_time(time));
}

static const char *usable(uint8_t boarding)
{
    return boarding == BOARDING_NO ? "NOT_ALLOWED" : "NORMAL";
}

json_t *render_call(const struct style *style, struct run run, uint32_t call)
{
    const struct pattern *pattern = world_trip_pattern(style->world, run.trip);
    const struct call_rule *rule = &world_rules(style->world, pattern)[call];
    json_t *place = render_stop(style, world_shown_stop(style->world, run.trip, call));
    if (call > 0)
        render_set_moment(place, false, run_arrive(style->world, run, call));
    if (call + 1 < pattern->call_count)
        render_set_moment(place, true, run_depart(style->world, run, call));
    render_set(place, "pickupType", usable(rule->pickup));
    render_set(place, "dropoffType", usable(rule->drop_off));
    json_object_set_new(place, "cancelled", json_false());
    return place;
}

json_t *render_modes(const struct dialect *dialect, mode_set modes)
{
    json_t *list = json_array();
    for (unsigned mode = 0; mode < MODE_COUNT; mode++)
        if (modes >> mode & 1)
            json_array_append_new(list, json_string(dialect_mode_name(dialect, (enum mode)mode)));
    return list;
}

json_t *render_calls(const struct style *style, struct run run, uint32_t first, uint32_t end)
{
    const struct pattern *pattern = world_trip_pattern(style->world, run.trip);
    const struct call_rule *rules = world_rules(style->world, pattern);
    json_t *list = json_array();
    for (uint32_t call = first; call < end; call++) {
        bool used = rules[call].pickup != BOARDING_NO || rules[call].drop_off != BOARDING_NO;
        if (used || style->unused)
            json_array_append_new(list, render_call(style, run, call));
    }
    return list;
}
