#include "api/rentals.h"

#include "api/map.h"

enum { RADIUS_MAX = 100000, IDS_MAX = 256 };

static bool is_empty(struct box box)
{
    return box.low.lat > box.high.lat;
}

static bool overlap(struct box a, struct box b)
{
    return a.low.lat <= b.high.lat && b.low.lat <= a.high.lat && a.low.lon <= b.high.lon &&
           b.low.lon <= a.high.lon;
}

/* --- The question --- */

/* What both share; nothing, if so it is. */
static struct box shared(struct box a, struct box b)
{
    if (!overlap(a, b))
        return GEO_BOX_EMPTY;
    return (struct box){
        {a.low.lat > b.low.lat ? a.low.lat : b.low.lat,
         a.low.lon > b.low.lon ? a.low.lon : b.low.lon},
        {a.high.lat < b.high.lat ? a.high.lat : b.high.lat,
         a.high.lon < b.high.lon ? a.high.lon : b.high.lon},
    };
}

static bool read_box(const struct request *request, struct rentals_ask *ask, struct error *error)
{
    ask->boxed = request_text(request, "min") || request_text(request, "max");
    return !ask->boxed || map_read_box(request, &ask->box, error);
}

static bool read_circle(const struct request *request, struct rentals_ask *ask, struct error *error)
{
    struct request_place place = {0};
    ask->radius = -1;
    if (!request_place(request, "point", &place, error) ||
        !request_int(request, "radius", 0, RADIUS_MAX, &ask->radius, error))
        return false;
    if (!place.given)
        return ask->radius < 0 ||
               error_set(error, ERROR_INPUT, "point", "a radius needs a point around which it is");
    if (ask->radius < 0)
        return error_set(error, ERROR_INPUT, "radius", "a point needs a radius in metres");
    struct box box = geo_box_around(place.at, (double)ask->radius);
    ask->box = ask->boxed ? shared(ask->box, box) : box;
    ask->boxed = ask->circled = true;
    ask->centre = place.at;
    return true;
}

bool rentals_read(const struct request *request, struct rentals_ask *ask, struct error *error)
{
    *ask = (struct rentals_ask){
        .world = request->worker->world,
        .arena = &request->worker->arena,
        .with_systems = true,
        .with_stations = true,
        .with_vehicles = true,
        .with_zones = true,
    };
    return read_box(request, ask, error) && read_circle(request, ask, error) &&
           request_list(request, "providers", IDS_MAX, &ask->systems, error) &&
           request_list(request, "providerGroups", IDS_MAX, &ask->groups, error) &&
           request_bool(request, "withProviders", &ask->with_systems, error) &&
           request_bool(request, "withStations", &ask->with_stations, error) &&
           request_bool(request, "withVehicles", &ask->with_vehicles, error) &&
           request_bool(request, "withZones", &ask->with_zones, error);
}

/* --- What fits --- */

bool rentals_is_narrow(const struct rentals_ask *ask)
{
    return ask->boxed || ask->systems.count || ask->groups.count;
}

bool rentals_has_system(const struct rentals_ask *ask, const struct rental_system *system)
{
    if ((ask->systems.count || ask->groups.count) &&
        !request_list_has(&ask->systems, world_text(ask->world, system->id)) &&
        !request_list_has(&ask->groups, world_text(ask->world, system->group)))
        return false;
    return rentals_has_area(ask, rentals_box_of(ask->world->live, system));
}

bool rentals_has_point(const struct rentals_ask *ask, struct point at)
{
    return (!ask->boxed || geo_box_has(ask->box, at)) &&
           (!ask->circled || geo_metres(at, ask->centre) <= (double)ask->radius);
}

static int32_t within(int32_t value, int32_t low, int32_t high)
{
    return value < low ? low : value > high ? high : value;
}

bool rentals_has_area(const struct rentals_ask *ask, struct box box)
{
    if (!ask->boxed)
        return true;
    if (is_empty(ask->box) || is_empty(box) || !overlap(ask->box, box))
        return false;
    const struct point nearest = {within(ask->centre.lat, box.low.lat, box.high.lat),
                                  within(ask->centre.lon, box.low.lon, box.high.lon)};
    return !ask->circled || geo_metres(nearest, ask->centre) <= (double)ask->radius;
}

struct box rentals_box_of(const struct live *live, const struct rental_system *system)
{
    struct box box = GEO_BOX_EMPTY;
    if (system->low.lat <= system->high.lat)
        box = (struct box){system->low, system->high};
    for (uint32_t i = 0; i < system->zones.count; i++) {
        const struct rental_zone *zone = &live->rental_zones[system->zones.first + i];
        geo_box_stretch(&box, zone->low);
        geo_box_stretch(&box, zone->high);
    }
    return box;
}
