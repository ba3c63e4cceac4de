#include "api/answers.h"
#include "api/map.h"
#include "api/render.h"
#include "api/render_leg.h"
#include "api/render_live.h"
#include "api/render_snapshot.h"

#define VEHICLES_MAX 4000

static bool is_within(const struct box *box, const struct live_vehicle *vehicle)
{
    return vehicle->placed && vehicle->at.lat >= box->low.lat && vehicle->at.lat <= box->high.lat &&
           vehicle->at.lon >= box->low.lon && vehicle->at.lon <= box->high.lon;
}

/* The run that the vehicle is on; false: nobody says. */
static bool run_of(const struct world *world, const struct live_vehicle *vehicle, struct run *run)
{
    if (vehicle->run != NO_IX)
        *run = run_live(world, vehicle->run);
    else
        *run = (struct run){vehicle->trip, vehicle->day, vehicle->start};
    return run->trip != NO_IX;
}

static json_t *render_one(const struct style *style, const struct live_vehicle *vehicle)
{
    static const char *const keys[] = {
        "mode",   "headsign", "routeId",       "routeShortName", "displayName",   "routeColor",
        "tripId", "realTime", "realTimeState", "delay",          "routeTextColor"};
    json_t *json = render_vehicle(style, vehicle);
    struct run run;
    if (!run_of(style->world, vehicle, &run))
        return json;
    json_t *about = json_object();
    render_set_run(style, about, run, 0);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (json_object_get(about, keys[i]))
            json_object_set(json, keys[i], json_object_get(about, keys[i]));
    json_decref(about);
    return json;
}

bool vehicles_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct box box;
    struct style style;
    if (!map_read_box(request, &box, error) || !style_read(request, &style, error))
        return false;
    const struct live *live = style.world->live;
    json_t *json = json_object(), *list = json_array();
    style.alerts = false;
    for (uint32_t i = 0; live && i < live->counts.vehicles; i++)
        if (is_within(&box, &live->vehicles[i]) && json_array_size(list) < VEHICLES_MAX)
            json_array_append_new(list, render_one(&style, &live->vehicles[i]));
    json_object_set_new(json, "vehicles", list);
    json_object_set_new(json, "snapshot", render_snapshot(style.world, style.arena));
    render_reply(reply, style.arena, json);
    return true;
}
