#include "api/render_way.h"

#include <math.h>

#include "api/parks.h"
#include "api/polyline.h"
#include "api/render.h"
#include "api/render_rental.h"
#include "engine/street/steps.h"

const char *render_travel(enum travel travel)
{
    switch (travel) {
    case TRAVEL_BICYCLE:
        return "BIKE";
    case TRAVEL_CAR:
        return "CAR";
    default:
        return "WALK";
    }
}

json_t *render_line(const struct style *style, const struct point *points, uint32_t count)
{
    struct polyline line = polyline_encode(style->arena, points, count, style->dialect->precision);
    json_t *json = json_object();
    json_object_set_new(json, "points", json_string(line.points));
    json_object_set_new(json, "precision", json_integer(style->dialect->precision));
    json_object_set_new(json, "length", json_integer(line.length));
    return json;
}

/* Its spaces now, as far as known. */
static void set_spaces(const struct style *style, json_t *json, uint32_t park)
{
    static const char *const states[] = {
        [LIVE_PARK_UNKNOWN] = "UNKNOWN", [LIVE_PARK_OPEN] = "OPEN", [LIVE_PARK_CLOSED] = "CLOSED"};
    struct park_now is;
    if (!parks_now(style->world, park, style->now, &is))
        return;
    if (is.free != NO_IX)
        json_object_set_new(json, "freeSpaces", json_integer(is.free));
    if (is.total != NO_IX)
        json_object_set_new(json, "totalSpaces", json_integer(is.total));
    render_set(json, "state", states[is.state]);
    json_object_set_new(json, "stamp", render_time(is.said));
    json_object_set_new(json, "age", json_integer(style->now - is.said));
}

static json_t *render_park(const struct style *style, uint32_t index)
{
    static const char *const said[] = {"UNKNOWN", "YES", "NO"};
    const struct network *network = style->world->network;
    const struct street_park *park = &network->street_parks[index];
    bool cars = park->kind == TIE_CAR_PARK;
    json_t *place = render_point(style, parks_name(network, index), park->at);
    json_t *json = json_object();
    render_set(json, "id", network_text(network, park->id));
    render_set(json, "kind", cars ? "CAR" : "BICYCLE");
    if (park->capacity != NO_IX)
        json_object_set_new(json, "capacity", json_integer(park->capacity));
    if (park->disabled != UINT16_MAX)
        json_object_set_new(json, "disabledCapacity", json_integer(park->disabled));
    render_set(json, "fee", said[park->fee]);
    render_set(json, "parkRide", said[park->park_ride]);
    set_spaces(style, json, index);
    json_object_set_new(place, "park", json);
    return place;
}

json_t *render_way_end(const struct style *style, const struct way_end *end, const char *name)
{
    if (end->stop != NO_IX)
        return render_stop(style, end->stop);
    if (end->park != NO_IX)
        return render_park(style, end->park);
    if (end->lending)
        return render_stand(style, end);
    json_t *place = render_point(style, name, end->at);
    if (end->level != DOOR_ANY_LEVEL)
        json_object_set_new(place, "level", json_real(end->level / 10.0));
    return place;
}

static json_t *start_step(enum turn turn, double metres)
{
    json_t *json = json_object();
    render_set(json, "relativeDirection", turn_name(turn));
    json_object_set_new(json, "distance", json_real(metres));
    return json;
}

static void end_step(json_t *json, const char *street, const char *exit, bool stay_on, bool area)
{
    render_set(json, "streetName", street);
    render_set(json, "exit", exit);
    json_object_set_new(json, "stayOn", json_boolean(stay_on));
    json_object_set_new(json, "area", json_boolean(area));
}

static json_t *render_step(const struct style *style, const struct street_step *step,
                           const struct point *points)
{
    json_t *json = start_step(step->turn, step->length_mm / 1000.0);
    json_object_set_new(json, "fromLevel", json_real(step->from_level / 10.0));
    json_object_set_new(json, "toLevel", json_real(step->to_level / 10.0));
    if (step->osm_way)
        json_object_set_new(json, "osmWay", json_integer(step->osm_way));
    json_object_set_new(json, "polyline",
                        render_line(style, points + step->first_point, step->point_count));
    end_step(json, network_text(style->world->network, step->name),
             step->exit ? arena_format(style->arena, "%u", step->exit) : "", step->stay_on,
             step->area);
    if (step->toll)
        json_object_set_new(json, "toll", json_true());
    if (step->restricted)
        render_set(json, "accessRestriction", "destination");
    if (step->up_metres >= 0.5)
        json_object_set_new(json, "elevationUp", json_integer(lround(step->up_metres)));
    if (step->down_metres >= 0.5)
        json_object_set_new(json, "elevationDown", json_integer(lround(step->down_metres)));
    return json;
}

static void set_streets(const struct style *style, json_t *leg, const struct way_part *part)
{
    struct streets streets = network_streets(style->world->network);
    struct street_steps steps;
    const struct street_steps_ask ask = {part->travel, &part->path, part->from.at, part->to.at};
    street_steps_of(&streets, &ask, style->arena, &steps);
    json_t *list = json_array();
    for (uint32_t i = 0; i < steps.count; i++)
        json_array_append_new(list, render_step(style, &steps.items[i], steps.points));
    json_object_set_new(leg, "legGeometry", render_line(style, steps.points, steps.point_count));
    json_object_set_new(leg, "steps", list);
}

/* One step from end to end: nothing is known of what lies between. */
static void set_straight(const struct style *style, json_t *leg, const struct way_part *part)
{
    const struct point points[] = {part->from.at, part->to.at};
    json_t *step = start_step(TURN_DEPART, part->metres);
    json_object_set_new(step, "fromLevel", json_real(0));
    json_object_set_new(step, "toLevel", json_real(0));
    json_object_set_new(step, "polyline", render_line(style, points, 2));
    end_step(step, "", "", false, false);
    json_object_set_new(leg, "legGeometry", render_line(style, points, 2));
    json_object_set_new(leg, "steps", json_pack("[o]", step));
}

void render_set_way(const struct style *style, json_t *leg, const struct way_part *part, bool shown)
{
    if (!part->bare) {
        json_object_set_new(leg, "distance", json_real(part->metres));
        json_object_set_new(leg, "straightLine", json_boolean(part->straight));
    }
    if (!shown || part->bare)
        json_object_set_new(leg, "legGeometry", render_line(style, NULL, 0));
    else if (part->straight)
        set_straight(style, leg, part);
    else
        set_streets(style, leg, part);
    if (part->up_metres >= 0.5)
        json_object_set_new(leg, "elevationUp", json_integer(lround(part->up_metres)));
    if (part->down_metres >= 0.5)
        json_object_set_new(leg, "elevationDown", json_integer(lround(part->down_metres)));
}
