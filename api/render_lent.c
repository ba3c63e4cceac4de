#include "api/render_lent.h"

#include "api/polyline.h"
#include "api/render.h"
#include "api/render_lenders.h"
#include "api/render_rental.h"
#include "api/rental_wish.h"
#include "engine/base/vec.h"

/* Decimals of the lines around areas, whatever the version of the API. */
enum { AREA_PRECISION = 6 };

static const struct rental_system *system_at(const struct rentals_ask *ask, uint32_t system)
{
    return &ask->world->live->rental_systems[system];
}

static void set_whose(const struct rentals_ask *ask, json_t *json, uint32_t system)
{
    render_set(json, "providerId", world_text(ask->world, system_at(ask, system)->id));
    render_set(json, "providerGroupId", world_text(ask->world, system_at(ask, system)->group));
}

static void set_at(json_t *json, struct point at)
{
    json_object_set_new(json, "lat", json_real(geo_degrees(at.lat)));
    json_object_set_new(json, "lon", json_real(geo_degrees(at.lon)));
}

static void set_links(const struct rentals_ask *ask, json_t *json, text_ix android, text_ix ios,
                      text_ix web)
{
    rental_set_words(ask->world, json, "rentalUriAndroid", android);
    rental_set_words(ask->world, json, "rentalUriIOS", ios);
    rental_set_words(ask->world, json, "rentalUriWeb", web);
}

/* --- Areas --- */

/* A ring is closed here, as MOTIS has it. */
static json_t *render_ring(const struct rentals_ask *ask, const struct rental_point *points,
                           uint32_t count)
{
    struct vec line = vec_of(sizeof(struct point));
    for (uint32_t i = 0; i <= count; i++)
        vec_push(&line, &points[i % count].at);
    struct polyline encoded = polyline_encode(ask->arena, line.data, line.count, AREA_PRECISION);
    vec_finish(&line);
    json_t *json = json_object();
    render_set(json, "points", encoded.points);
    json_object_set_new(json, "precision", json_integer(AREA_PRECISION));
    json_object_set_new(json, "length", json_integer(encoded.length));
    return json;
}

/* Polygons as lists of rings, the outer one first. */
static json_t *render_area(const struct rentals_ask *ask, struct rental_span span)
{
    const struct rental_point *points = ask->world->live->rental_points + span.first;
    json_t *area = json_array(), *polygon = NULL;
    for (uint32_t i = 0; i < span.count;) {
        uint32_t count = points[i].ring >> 1;
        if (!(points[i].ring & 1)) {
            polygon = json_array();
            json_array_append_new(area, polygon);
        }
        json_array_append_new(polygon, render_ring(ask, &points[i], count));
        i += count;
    }
    return area;
}

static struct box area_box(const struct rentals_ask *ask, struct rental_span span, struct point at)
{
    struct box box = GEO_BOX_EMPTY;
    geo_box_stretch(&box, at);
    for (uint32_t i = 0; i < span.count; i++)
        geo_box_stretch(&box, ask->world->live->rental_points[span.first + i].at);
    return box;
}

/* --- Stations --- */

/* What of its types a station has: vehicles or free docks, by the types' ids. */
static void set_stocks(const struct rentals_ask *ask, json_t *json,
                       const struct rental_station *station)
{
    const struct live *live = ask->world->live;
    json_t *vehicles = json_object(), *docks = json_object();
    for (uint32_t i = 0; i < station->stocks.count; i++) {
        const struct rental_stock *stock = &live->rental_stocks[station->stocks.first + i];
        json_t *id = render_text(world_text(ask->world, live->rental_types[stock->type].id));
        const char *key = json_string_value(id);
        json_object_set_new(vehicles, key, json_integer(stock->vehicles));
        if (stock->docks != NO_IX)
            json_object_set_new(docks, key, json_integer(stock->docks));
        json_decref(id);
    }
    json_object_set_new(json, "vehicleTypesAvailable", vehicles);
    json_object_set_new(json, "vehicleDocksAvailable", docks);
}

/* Its forms, that which it has most of first; of a station that does not say, its system's. */
static json_t *render_forms(const struct live *live, const struct rental_station *station)
{
    uint64_t counts[RENTAL_FORMS] = {0};
    uint32_t forms = 0;
    for (uint32_t i = 0; i < station->stocks.count; i++) {
        const struct rental_stock *stock = &live->rental_stocks[station->stocks.first + i];
        uint32_t form = live->rental_types[stock->type].form;
        if (!stock->vehicles && !stock->places)
            continue; /* It does not even fit. */
        forms |= 1u << form;
        counts[form] += stock->vehicles + (stock->docks == NO_IX ? 0 : (uint64_t)stock->docks);
    }
    if (!forms)
        return render_lender_form_names(
            render_lender_forms(live, &live->rental_systems[station->system]));
    json_t *json = json_array();
    while (forms) {
        uint32_t most = RENTAL_FORMS;
        for (uint32_t form = 0; form < RENTAL_FORMS; form++)
            if (forms >> form & 1 && (most == RENTAL_FORMS || counts[form] > counts[most]))
                most = form;
        json_array_append_new(json, json_string(rental_form_name((enum rental_form)most)));
        forms &= ~(1u << most);
    }
    return json;
}

/* Whether all of these are said of it. */
static json_t *flags(const struct rental_station *station, uint32_t wanted)
{
    return json_boolean((station->flags & wanted) == wanted);
}

/* What MOTIS does not say of a station. */
static void set_station_more(json_t *json, const struct rental_station *station)
{
    if (station->docks != NO_IX)
        json_object_set_new(json, "numDocksAvailable", json_integer(station->docks));
    if (station->capacity != NO_IX)
        json_object_set_new(json, "capacity", json_integer(station->capacity));
    json_object_set_new(json, "isOpen", flags(station, RENTAL_OPEN));
    json_object_set_new(json, "isVirtual", flags(station, RENTAL_VIRTUAL));
    json_object_set_new(json, "isCharging", flags(station, RENTAL_CHARGING));
    json_object_set_new(json, "hasStatus", json_boolean(!(station->flags & RENTAL_NO_STATUS)));
}

json_t *render_lent_station(const struct rentals_ask *ask, const struct rental_station *station)
{
    const struct world *world = ask->world;
    const char *name = world_text(world, station->name);
    const uint32_t in_use = RENTAL_INSTALLED | RENTAL_OPEN;
    json_t *json = json_object();
    render_set(json, "id", world_text(world, station->id));
    set_whose(ask, json, station->system);
    render_set(json, "name", *name ? name : world_text(world, station->id));
    set_at(json, station->at);
    rental_set_words(world, json, "address", station->address);
    rental_set_words(world, json, "crossStreet", station->cross_street);
    set_links(ask, json, station->android, station->ios, station->web);
    json_object_set_new(json, "isRenting", flags(station, in_use | RENTAL_RENTING));
    json_object_set_new(json, "isReturning", flags(station, in_use | RENTAL_RETURNING));
    json_object_set_new(json, "numVehiclesAvailable", json_integer(station->vehicles));
    json_object_set_new(json, "formFactors", render_forms(world->live, station));
    set_stocks(ask, json, station);
    if (station->area.count)
        json_object_set_new(json, "stationArea", render_area(ask, station->area));
    json_object_set_new(json, "bbox", render_lender_box(area_box(ask, station->area, station->at)));
    set_station_more(json, station);
    return json;
}

/* --- Vehicles --- */

static void set_station_id(const struct rentals_ask *ask, json_t *json, const char *key,
                           uint32_t station)
{
    if (station != NO_IX)
        render_set(json, key,
                   world_text(ask->world, ask->world->live->rental_stations[station].id));
}

/* What MOTIS does not say of a vehicle. */
static void set_vehicle_more(json_t *json, const struct rental_vehicle *vehicle)
{
    json_object_set_new(json, "rideStartAllowed",
                        json_boolean(!(vehicle->flags & RENTAL_NOT_HERE)));
    if (vehicle->range_metres != NO_IX)
        json_object_set_new(json, "rangeMeters", json_integer(vehicle->range_metres));
    if (vehicle->fuel_percent != 255)
        json_object_set_new(json, "fuelPercent", json_integer(vehicle->fuel_percent));
    if (vehicle->free_until)
        json_object_set_new(json, "availableUntil", render_time(vehicle->free_until));
}

json_t *render_lent_vehicle(const struct rentals_ask *ask, const struct rental_vehicle *vehicle)
{
    const struct rental_type *type = &ask->world->live->rental_types[vehicle->type];
    json_t *json = json_object();
    render_set(json, "id", world_text(ask->world, vehicle->id));
    set_whose(ask, json, vehicle->system);
    render_set(json, "typeId", world_text(ask->world, type->id));
    set_at(json, vehicle->at);
    render_set(json, "formFactor", rental_form_name((enum rental_form)type->form));
    render_set(json, "propulsionType",
               rental_propulsion_name((enum rental_propulsion)type->propulsion));
    render_set(json, "returnConstraint", rental_return_name(type->way_back));
    set_station_id(ask, json, "stationId", vehicle->station);
    set_station_id(ask, json, "homeStationId", vehicle->home);
    json_object_set_new(json, "isReserved", json_boolean(vehicle->flags & RENTAL_RESERVED));
    json_object_set_new(json, "isDisabled", json_boolean(vehicle->flags & RENTAL_DISABLED));
    set_links(ask, json, vehicle->android, vehicle->ios, vehicle->web);
    set_vehicle_more(json, vehicle);
    return json;
}

/* --- Zones --- */

json_t *render_lent_zone(const struct rentals_ask *ask, const struct rental_zone *zone)
{
    const struct rental_system *system = system_at(ask, zone->system);
    json_t *json = json_object();
    set_whose(ask, json, zone->system);
    rental_set_words(ask->world, json, "name", zone->name);
    json_object_set_new(json, "z", json_integer((json_int_t)system->zones.count - zone->order));
    json_object_set_new(json, "bbox", render_lender_box((struct box){zone->low, zone->high}));
    json_object_set_new(json, "area", render_area(ask, zone->points));
    json_object_set_new(json, "rules", render_lender_rules(ask->world->live, system, zone->rules));
    if (zone->start)
        json_object_set_new(json, "start", render_time(zone->start));
    if (zone->end)
        json_object_set_new(json, "end", render_time(zone->end));
    return json;
}
