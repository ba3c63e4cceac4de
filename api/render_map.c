#include "api/render_map.h"

#include "api/ids.h"
#include "api/known.h"
#include "api/outward.h"
#include "api/polyline.h"
#include "api/render.h"
#include "api/render_credits.h"
#include "api/render_leg.h"
#include "api/render_one_to_many.h"

void render_map_stops(const struct style *style, const struct places *places, const stop_ix *stops,
                      uint32_t count, struct reply *reply)
{
    const struct network *network = style->world->network;
    struct render_list list = render_list_of(style->arena);
    for (uint32_t i = 0; i < count; i++) {
        json_t *place = render_stop(style, stops[i]);
        const struct place *group = places_of_stop(places, stops[i]);
        json_object_set_new(place, "modes",
                            render_modes(style->dialect, places_stop_modes(network, stops[i])));
        if (group)
            json_object_set_new(place, "importance", json_real((double)group->importance));
        render_list_add(&list, place);
    }
    render_list_reply(&list, reply);
}

static json_t *render_trips(const struct style *style, const json_t *about)
{
    json_t *trip = json_object();
    const char *name = style->dialect->has_display_name ? "displayName" : "routeShortName";
    json_object_set(trip, "tripId", json_object_get(about, "tripId"));
    json_object_set(trip, name, json_object_get(about, name));
    json_t *list = json_array();
    json_array_append_new(list, trip);
    return list;
}

/* The same as of the run, where there is anything. */
static void copy(json_t *json, const json_t *about, const char *key)
{
    if (json_object_get(about, key))
        json_object_set(json, key, json_object_get(about, key));
}

static json_t *render_segment(const struct style *style, const struct board_segment *segment,
                              uint32_t precision)
{
    json_t *json = json_object(), *about = json_object();
    struct vec points = vec_of(sizeof(struct point));
    polyline_ride(style->world, segment->run, segment->call, segment->call + 1, &points);
    render_set_run(style, about, segment->run, segment->call);
    json_object_set_new(json, "trips", render_trips(style, about));
    copy(json, about, "mode");
    copy(json, about, "routeColor");
    json_object_set_new(json, "distance", json_real(polyline_metres(points.data, points.count)));
    json_object_set_new(json, "from", render_call(style, segment->run, segment->call));
    json_object_set_new(json, "to", render_call(style, segment->run, segment->call + 1));
    render_set_moment(json, true, segment->depart,
                      known_promised_depart(style->world, segment->run, segment->call));
    render_set_moment(json, false, segment->arrive,
                      known_promised_arrive(style->world, segment->run, segment->call + 1));
    copy(json, about, "realTime");
    copy(json, about, "realTimeState");
    copy(json, about, "vehicle");
    render_set(json, "polyline",
               polyline_encode(style->arena, points.data, points.count, precision).points);
    vec_finish(&points);
    json_decref(about);
    return json;
}

void render_map_trips(const struct style *style, const struct board_segments *segments,
                      uint32_t precision, struct reply *reply)
{
    struct render_list list = render_list_of(style->arena);
    for (uint32_t i = 0; i < segments->count; i++)
        render_list_add(&list, render_segment(style, &segments->items[i], precision));
    render_list_reply(&list, reply);
}

void render_map_initial(const struct network *network, struct map_view view, struct arena *arena,
                        struct reply *reply)
{
    json_t *json = json_object(), *config = json_object(), *credits = json_array();
    json_object_set_new(json, "lat", json_real(geo_degrees(view.center.lat)));
    json_object_set_new(json, "lon", json_real(geo_degrees(view.center.lon)));
    json_object_set_new(json, "zoom", json_real(view.zoom));
    render_set(config, "motisVersion", "trajet " TRAJET_VERSION);
    json_object_set_new(config, "hasElevation", json_boolean(view.heights));
    json_object_set_new(config, "hasRoutedTransfers", json_boolean(view.streets));
    json_object_set_new(config, "hasStreetRouting", json_boolean(view.streets));
    json_object_set_new(config, "maxOneToManySize", json_integer(ONE_TO_MANY_MAX));
    json_object_set_new(config, "maxOneToAllTravelTimeLimit", json_integer(OUTWARD_MINUTES_MAX));
    json_object_set_new(config, "maxPrePostTransitTimeLimit", json_integer(3600));
    json_object_set_new(config, "maxDirectTimeLimit", json_integer(6 * 3600));
    json_object_set_new(config, "shapesDebugEnabled", json_false());
    json_object_set_new(json, "serverConfig", config);
    render_credits(network, credits);
    json_object_set_new(json, "attribution", credits);
    render_reply(reply, arena, json);
}

void render_map_levels(const int16_t *levels, uint32_t count, struct arena *arena,
                       struct reply *reply)
{
    struct render_list list = render_list_of(arena);
    for (uint32_t i = 0; i < count; i++)
        render_list_add(&list, json_real(levels[i] / 10.0));
    render_list_reply(&list, reply);
}
