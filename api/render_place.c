#include "api/render_place.h"

#include "api/ids.h"
#include "api/known.h"
#include "api/render.h"
#include "api/render_live.h"
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

void render_set_moment(json_t *place, bool departs, unix_time time, unix_time promised)
{
    json_object_set_new(place, departs ? "departure" : "arrival", render_time(time));
    json_object_set_new(place, departs ? "scheduledDeparture" : "scheduledArrival",
                        render_time(promised));
}

static const char *usable(uint8_t boarding, bool skipped)
{
    return boarding == BOARDING_NO || skipped ? "NOT_ALLOWED" : "NORMAL";
}

/* Where the vehicle was to call is another platform than where it does. */
static void set_promised_track(const struct style *style, json_t *place, struct run run,
                               uint32_t call)
{
    const struct network *network = style->world->network;
    const struct live_call *calls = world_live_calls(style->world, run.trip);
    if (!calls || calls[call].promised_stop == calls[call].stop)
        return;
    json_object_del(place, "scheduledTrack");
    if (calls[call].promised_stop != NO_IX)
        set_if(place, "scheduledTrack",
               network_text(network, network->stops[calls[call].promised_stop].platform_code));
}

/* Alerts about the stop, or about the run there. */
static void set_alerts(const struct style *style, json_t *place, struct run run, uint32_t call)
{
    const struct world *world = style->world;
    struct alert_topic topic = {
        .rides = true,
        .run = run,
        .stop = world_shown_stop(world, run.trip, call),
        .from = run_arrive(world, run, call),
        .to = run_depart(world, run, call),
        .now = style->now,
    };
    render_set_alerts(style, place, &topic);
}

json_t *render_call(const struct style *style, struct run run, uint32_t call)
{
    const struct world *world = style->world;
    const struct pattern *pattern = world_trip_pattern(world, run.trip);
    const struct call_rule *rule = &world_rules(world, pattern)[call];
    bool skipped = known_skipped(world, run, call);
    json_t *place = render_stop(style, world_shown_stop(world, run.trip, call));
    if (call > 0)
        render_set_moment(place, false, run_arrive(world, run, call),
                          known_promised_arrive(world, run, call));
    if (call + 1 < pattern->call_count)
        render_set_moment(place, true, run_depart(world, run, call),
                          known_promised_depart(world, run, call));
    render_set(place, "pickupType", usable(rule->pickup, skipped));
    render_set(place, "dropoffType", usable(rule->drop_off, skipped));
    json_object_set_new(place, "cancelled", json_boolean(skipped));
    set_promised_track(style, place, run, call);
    render_set_live_call(style, place, run, call);
    set_alerts(style, place, run, call);
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

/* Whether anybody got on or off there, as the timetable has it: a stop that is skipped is told. */
static bool is_used(const struct world *world, struct run run, uint32_t call)
{
    const struct pattern *pattern = world_trip_pattern(world, run.trip);
    struct call_rule rule = world_rules(world, pattern)[call];
    const struct live_run *live = world_live_run(world, run.trip);
    if (known_skipped(world, run, call) && live && live->origin == LIVE_CHANGED)
        rule = world_rules(world, world_trip_pattern(world, live->promised))[call];
    return rule.pickup != BOARDING_NO || rule.drop_off != BOARDING_NO;
}

json_t *render_calls(const struct style *style, struct run run, uint32_t first, uint32_t end)
{
    json_t *list = json_array();
    for (uint32_t call = first; call < end; call++)
        if (style->unused || is_used(style->world, run, call))
            json_array_append_new(list, render_call(style, run, call));
    return list;
}
