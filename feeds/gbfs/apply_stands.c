#include <string.h>

#include "feeds/gbfs/kept.h"

/* Where vehicles are taken and given back, and where those places meet the streets. */

/* --- On the streets --- */

/* Stands being written. */
struct stands {
    struct applying *applying;
    struct intern places; /* struct stand_place: where spots were looked for */
    struct vec spots;     /* struct rental_span, by place */
    struct vec ranges;    /* uint32_t, by station: how far the best vehicle known there goes, of the
                             product at hand; 0: none is known */
};

/* All that spots depend on. */
struct stand_place {
    struct point at;
    uint32_t travel;
};

static struct rental_span find_spots(struct applying *applying, struct point at, enum travel travel)
{
    struct vec *spots = &applying->fleet->rental_spots;
    struct rental_span span = {spots->count, 0};
    struct door door;
    if (!applying->worker)
        return span;
    const struct profile profile = profile_of(travel);
    door_at(applying->worker, street_worker_metric(applying->worker, &profile), at, DOOR_ANY_LEVEL,
            DOOR_METRES, &door);
    for (; span.count < door.spot_count && span.count < RENTAL_SPOTS_MAX; span.count++) {
        const struct spot *spot = &door.spots[span.count];
        vec_push(spots, &(struct rental_spot){spot->edge, spot->along_mm, spot->off_mm});
    }
    return span;
}

/* A station is the same place for all its products, to take from and to give back to. */
static struct rental_span add_spots(struct stands *stands, struct point at, enum travel travel)
{
    const struct stand_place place = {at, travel};
    uint32_t number = intern_add(&stands->places, &place, sizeof place);
    if (number == stands->spots.count) {
        struct rental_span span = find_spots(stands->applying, at, travel);
        vec_push(&stands->spots, &span);
    }
    return *(const struct rental_span *)vec_at(&stands->spots, number);
}

/* --- What a station has for a product --- */

static const struct rental_product *product_at(const struct applying *applying, uint32_t product)
{
    return vec_at(&applying->fleet->rental_products, product);
}

static bool is_of(const struct applying *applying, uint32_t type, uint32_t product)
{
    return ((const struct rental_type *)vec_at(&applying->fleet->rental_types, type))->product ==
           product;
}

static uint32_t vehicles_of(const struct applying *applying, const struct rental_station *station,
                            uint32_t product)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < station->stocks.count; i++) {
        const struct rental_stock *stock =
            vec_at(&applying->fleet->rental_stocks, station->stocks.first + i);
        if (is_of(applying, stock->type, product))
            count += stock->vehicles;
    }
    return count;
}

/* Free docks for a product; NO_IX: unsaid. What a feed says by type counts more than the sum; where
 * there is nothing to dock at, nothing is ever full. */
static uint32_t docks_of(const struct applying *applying, const struct rental_station *station,
                         uint32_t product)
{
    uint32_t count = NO_IX;
    for (uint32_t i = 0; i < station->stocks.count; i++) {
        const struct rental_stock *stock =
            vec_at(&applying->fleet->rental_stocks, station->stocks.first + i);
        if (is_of(applying, stock->type, product) && stock->docks != NO_IX)
            count = (count == NO_IX ? 0 : count) + stock->docks;
    }
    count = count > station->docks ? station->docks : count;
    return !count && !station->docks && station->flags & RENTAL_VIRTUAL ? NO_IX : count;
}

/* How far the vehicle goes that goes farthest of those known to stand at each station. */
static void find_ranges(struct stands *stands, uint32_t product)
{
    const struct fleet *fleet = stands->applying->fleet;
    const struct rental_vehicle *vehicles = fleet->rental_vehicles.data;
    vec_resize(&stands->ranges, 0);
    vec_resize(&stands->ranges, fleet->rental_stations.count);
    uint32_t *ranges = stands->ranges.data;
    for (uint32_t i = 0; i < fleet->rental_vehicles.count; i++) {
        uint32_t station = vehicles[i].station;
        if (station != NO_IX && is_of(stands->applying, vehicles[i].type, product) &&
            vehicles[i].range_metres > ranges[station])
            ranges[station] = vehicles[i].range_metres;
    }
}

static uint32_t range_at(const struct stands *stands, uint32_t station)
{
    uint32_t best = *(const uint32_t *)vec_at(&stands->ranges, station);
    return best ? best : NO_IX;
}

/* --- Pickups --- */

static bool lends(const struct rental_station *station)
{
    const uint32_t wanted = RENTAL_RENTING | RENTAL_INSTALLED | RENTAL_OPEN;
    return (station->flags & wanted) == wanted;
}

static void add_station_pickups(struct stands *stands, uint32_t product, enum travel travel)
{
    struct applying *applying = stands->applying;
    struct fleet *fleet = applying->fleet;
    find_ranges(stands, product);
    for (uint32_t i = 0; i < fleet->rental_stations.count; i++) {
        const struct rental_station *station = vec_at(&fleet->rental_stations, i);
        uint32_t vehicles = vehicles_of(applying, station, product);
        if (!vehicles || !lends(station))
            continue;
        const struct rental_pickup pickup = {
            .station = i,
            .vehicle = NO_IX,
            .at = station->at,
            .range_metres = range_at(stands, i),
            .vehicles = vehicles,
            .foot = add_spots(stands, station->at, TRAVEL_FOOT),
            .ride = add_spots(stands, station->at, travel),
        };
        vec_push(&fleet->rental_pickups, &pickup);
    }
}

/* Whether none of a station's vehicles are counted, since nobody says of which type they are. */
static bool is_uncounted(const struct applying *applying, const struct rental_station *station)
{
    for (uint32_t i = 0; i < station->stocks.count; i++) {
        const struct rental_stock *stock =
            vec_at(&applying->fleet->rental_stocks, station->stocks.first + i);
        if (stock->vehicles)
            return false;
    }
    return station->vehicles;
}

/* Whether the vehicle is not counted with a station already. */
static bool stands_alone(const struct applying *applying, const struct rental_vehicle *vehicle)
{
    if (vehicle->station == NO_IX)
        return true;
    const struct rental_station *station =
        vec_at(&applying->fleet->rental_stations, vehicle->station);
    return station->flags & RENTAL_NO_STATUS || is_uncounted(applying, station);
}

static bool can_be_taken(const struct applying *applying, const struct rental_vehicle *vehicle)
{
    return !(vehicle->flags & (RENTAL_RESERVED | RENTAL_DISABLED | RENTAL_NOT_HERE)) &&
           (!vehicle->free_until || vehicle->free_until > applying->now) &&
           vehicle->range_metres != 0;
}

static void add_free_pickups(struct stands *stands, uint32_t product, enum travel travel)
{
    struct applying *applying = stands->applying;
    struct fleet *fleet = applying->fleet;
    for (uint32_t i = 0; i < fleet->rental_vehicles.count; i++) {
        const struct rental_vehicle *vehicle = vec_at(&fleet->rental_vehicles, i);
        if (!is_of(applying, vehicle->type, product) || !stands_alone(applying, vehicle) ||
            !can_be_taken(applying, vehicle))
            continue;
        const struct rental_pickup pickup = {
            .station = NO_IX,
            .vehicle = i,
            .at = vehicle->at,
            .range_metres = vehicle->range_metres,
            .vehicles = 1,
            .foot = add_spots(stands, vehicle->at, TRAVEL_FOOT),
            .ride = add_spots(stands, vehicle->at, travel),
        };
        vec_push(&fleet->rental_pickups, &pickup);
    }
}

/* --- Docks --- */

/* Whether vehicles of the product fit in there. What a station says of its room by type counts;
 * else free ones do not fit into racks that are not said to be for them, and painted places are for
 * all. */
static bool fits(const struct applying *applying, const struct rental_station *station,
                 uint32_t product)
{
    uint64_t places = 0;
    bool stocked = false, said = false;
    for (uint32_t i = 0; i < station->stocks.count; i++) {
        const struct rental_stock *stock =
            vec_at(&applying->fleet->rental_stocks, station->stocks.first + i);
        if (!is_of(applying, stock->type, product))
            continue;
        stocked = true;
        said |= stock->places != NO_IX;
        places += stock->places == NO_IX ? 0 : stock->places;
    }
    return said ? places > 0
                : stocked || station->flags & RENTAL_VIRTUAL ||
                      product_at(applying, product)->way_back != RENTAL_ANYWHERE;
}

static bool takes_back(const struct rental_station *station)
{
    const uint32_t wanted = RENTAL_RETURNING | RENTAL_INSTALLED;
    return (station->flags & wanted) == wanted;
}

static void add_dock(struct stands *stands, const struct rental_dock *like, struct point at,
                     enum travel travel)
{
    struct rental_dock dock = *like;
    dock.at = at;
    dock.foot = add_spots(stands, at, TRAVEL_FOOT);
    dock.ride = add_spots(stands, at, travel);
    vec_push(&stands->applying->fleet->rental_docks, &dock);
}

/* How far beside a street that both may use a landing may lie, in millimetres. */
enum { LANDING_OFF_MM = 10000 };

static bool is_near(const struct stands *stands, struct rental_span spots)
{
    return spots.count &&
           ((const struct rental_spot *)vec_at(&stands->applying->fleet->rental_spots, spots.first))
                   ->off_mm <= LANDING_OFF_MM;
}

/* In the area of a station one gives back as at the station itself, where one can ride and walk
 * on. `*next` is the first landing that is not of a station before it. */
static void add_landings(struct stands *stands, const struct rental_dock *like, uint32_t *next,
                         enum travel travel)
{
    const struct vec *landings = &stands->applying->memory->landings;
    for (; *next < landings->count; ++*next) {
        const struct landing *landing = vec_at(landings, *next);
        if (landing->station > like->station)
            return;
        if (landing->station == like->station &&
            is_near(stands, add_spots(stands, landing->at, TRAVEL_FOOT)) &&
            is_near(stands, add_spots(stands, landing->at, travel)))
            add_dock(stands, like, landing->at, travel);
    }
}

static void add_docks(struct stands *stands, uint32_t product, enum travel travel)
{
    struct applying *applying = stands->applying;
    struct fleet *fleet = applying->fleet;
    uint32_t landing = 0;
    for (uint32_t i = 0; i < fleet->rental_stations.count; i++) {
        const struct rental_station *station = vec_at(&fleet->rental_stations, i);
        const struct rental_dock dock = {.station = i,
                                         .docks = docks_of(applying, station, product)};
        if (!dock.docks || !takes_back(station) || !fits(applying, station, product))
            continue;
        add_dock(stands, &dock, station->at, travel);
        if (station->area.count)
            add_landings(stands, &dock, &landing, travel);
    }
}

void apply_stands(struct applying *applying)
{
    struct fleet *fleet = applying->fleet;
    struct stands stands = {.applying = applying,
                            .spots = vec_of(sizeof(struct rental_span)),
                            .ranges = vec_of(sizeof(uint32_t))};
    for (uint32_t i = 0; i < fleet->rental_products.count; i++) {
        enum travel travel = apply_travel(product_at(applying, i)->form);
        struct rental_span pickups = {fleet->rental_pickups.count, 0};
        struct rental_span docks = {fleet->rental_docks.count, 0};
        if (applying->open) {
            add_station_pickups(&stands, i, travel);
            add_free_pickups(&stands, i, travel);
            add_docks(&stands, i, travel);
        }
        pickups.count = fleet->rental_pickups.count - pickups.first;
        docks.count = fleet->rental_docks.count - docks.first;
        struct rental_product *product = vec_at(&fleet->rental_products, i);
        product->pickups = pickups;
        product->docks = docks;
    }
    intern_finish(&stands.places);
    vec_finish(&stands.spots);
    vec_finish(&stands.ranges);
}
