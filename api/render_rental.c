#include "api/render_rental.h"

#include "api/render.h"
#include "api/rental_wish.h"

const char *rental_return_name(uint8_t way_back)
{
    static const char *const names[] = {"NONE", "ANY_STATION", "ROUNDTRIP_STATION"};
    return names[way_back <= RENTAL_ROUNDTRIP ? way_back : RENTAL_ANYWHERE];
}

void rental_set_words(const struct world *world, json_t *json, const char *key, text_ix text)
{
    const char *words = world_text(world, text);
    if (*words)
        render_set(json, key, words);
}

static void set_text(const struct style *style, json_t *json, const char *key, text_ix text)
{
    rental_set_words(style->world, json, key, text);
}

static const struct rental_station *station_of(const struct world *world, const struct way_end *end)
{
    const struct lending *lending = end->lending;
    uint32_t station =
        end->is_dock ? lending->docks[end->stand].station : lending->pickups[end->stand].station;
    return station == NO_IX ? NULL : &world->live->rental_stations[station];
}

const char *rental_stand_name(const struct world *world, const struct way_end *end)
{
    static const char *const free_ones[RENTAL_FORMS] = {
        "Bicycle", "Cargo bicycle", "Car", "Moped", "Scooter", "Scooter", "Vehicle"};
    const struct rental_station *station = station_of(world, end);
    const char *name = station ? world_text(world, station->name) : "";
    return *name ? name : station ? world_text(world, station->id) : free_ones[end->lending->form];
}

json_t *render_stand(const struct style *style, const struct way_end *end)
{
    json_t *place = render_point(style, rental_stand_name(style->world, end), end->at);
    render_set(place, "vertexType", "BIKESHARE");
    return place;
}

/* Where to hire this very vehicle: by its own links, else by those of its station. */
static void set_links(const struct style *style, json_t *json, const struct rental_pickup *pickup)
{
    const struct live *live = style->world->live;
    if (pickup->vehicle != NO_IX) {
        const struct rental_vehicle *vehicle = &live->rental_vehicles[pickup->vehicle];
        set_text(style, json, "rentalUriAndroid", vehicle->android);
        set_text(style, json, "rentalUriIOS", vehicle->ios);
        set_text(style, json, "rentalUriWeb", vehicle->web);
        return;
    }
    const struct rental_station *station = &live->rental_stations[pickup->station];
    set_text(style, json, "rentalUriAndroid", station->android);
    set_text(style, json, "rentalUriIOS", station->ios);
    set_text(style, json, "rentalUriWeb", station->web);
}

static void set_provider(const struct style *style, json_t *json,
                         const struct rental_system *system)
{
    set_text(style, json, "providerId", system->id);
    set_text(style, json, "providerGroupId", system->group);
    set_text(style, json, "systemId", system->id);
    set_text(style, json, "systemName", system->name);
    set_text(style, json, "url", system->url);
    set_text(style, json, "color", system->color);
}

static void set_stations(const struct style *style, json_t *json, const struct way *way)
{
    const struct live *live = style->world->live;
    uint32_t from = way->lending->pickups[way->hire.pickup].station;
    uint32_t to = way->hire.dock == NO_IX ? NO_IX : way->lending->docks[way->hire.dock].station;
    if (from != NO_IX) {
        set_text(style, json, "stationName", live->rental_stations[from].name);
        set_text(style, json, "fromStationName", live->rental_stations[from].name);
    }
    if (to != NO_IX)
        set_text(style, json, "toStationName", live->rental_stations[to].name);
}

/* What stands there now, beyond what MOTIS says; the chance that it still does is for later. */
static void set_availability(json_t *json, const struct way *way)
{
    const struct rental_pickup *pickup = &way->lending->pickups[way->hire.pickup];
    json_object_set_new(json, "vehiclesAvailable", json_integer(pickup->vehicles));
    if (pickup->range_metres != NO_IX)
        json_object_set_new(json, "rangeMeters", json_integer(pickup->range_metres));
    if (way->hire.dock != NO_IX && way->lending->docks[way->hire.dock].docks != NO_IX)
        json_object_set_new(json, "docksAvailable",
                            json_integer(way->lending->docks[way->hire.dock].docks));
    json_object_set_new(json, "availability", json_null());
}

/* The type of the vehicle that is taken, or the only one of its product; NO_IX: one of
 * several. */
static uint32_t type_of(const struct live *live, const struct way *way)
{
    uint32_t vehicle = way->lending->pickups[way->hire.pickup].vehicle, type = NO_IX;
    if (vehicle != NO_IX)
        return live->rental_vehicles[vehicle].type;
    for (uint32_t i = 0; i < live->counts.rental_types; i++) {
        if (live->rental_types[i].product != way->lending->product)
            continue;
        if (type != NO_IX)
            return NO_IX;
        type = i;
    }
    return type;
}

static void set_type(const struct style *style, json_t *json, const struct way *way)
{
    const struct live *live = style->world->live;
    uint32_t type = type_of(live, way);
    if (type >= live->counts.rental_types)
        return;
    set_text(style, json, "vehicleTypeId", live->rental_types[type].id);
    set_text(style, json, "vehicleTypeName", live->rental_types[type].name);
}

json_t *render_rental(const struct style *style, const struct way *way)
{
    const struct live *live = style->world->live;
    const struct rental_product *product = &live->rental_products[way->lending->product];
    json_t *json = json_object();
    set_provider(style, json, &live->rental_systems[product->system]);
    set_stations(style, json, way);
    set_links(style, json, &way->lending->pickups[way->hire.pickup]);
    render_set(json, "formFactor", rental_form_name((enum rental_form)product->form));
    render_set(json, "propulsionType",
               rental_propulsion_name((enum rental_propulsion)product->propulsion));
    render_set(json, "returnConstraint", rental_return_name(product->way_back));
    set_type(style, json, way);
    set_availability(json, way);
    return json;
}
