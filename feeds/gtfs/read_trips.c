#include "feeds/gtfs/context.h"

enum { ID, ROUTE, SERVICE, HEADSIGN, SHORT_NAME, DIRECTION, BLOCK, SHAPE, WHEELCHAIR, BIKES, CARS };

static const char *const columns[] = {
    "trip_id",      "route_id", "service_id", "trip_headsign",         "trip_short_name",
    "direction_id", "block_id", "shape_id",   "wheelchair_accessible", "bikes_allowed",
    "cars_allowed", NULL,
};

static const char file[] = "trips.txt";

#define DIRECTION_UNSAID 2

/* The trip's route and service; without either it cannot run. */
static bool resolve(struct gtfs *gtfs, const struct row *row, struct draft_trip *trip)
{
    uint32_t route = gtfs_find_id(&gtfs->route_ids, row->fields[ROUTE]);
    uint32_t service = gtfs_find_id(&gtfs->service_ids, row->fields[SERVICE]);
    trip->route = gtfs->first.routes + route;
    trip->service = gtfs->first.services + service;
    if (route == INTERN_NONE)
        gtfs_note(gtfs, KIND_TRIP_ROUTE_UNKNOWN, row, row->fields[ROUTE]);
    else if (service == INTERN_NONE)
        gtfs_note(gtfs, KIND_TRIP_SERVICE_UNKNOWN, row, row->fields[SERVICE]);
    return route != INTERN_NONE && service != INTERN_NONE;
}

static uint8_t tristate(struct gtfs *gtfs, const struct row *row, int column)
{
    return (uint8_t)gtfs_whole(gtfs, row, column, TRISTATE_NO, TRISTATE_UNKNOWN);
}

static uint32_t shape_of(struct gtfs *gtfs, struct field id)
{
    return id.length ? intern_add(&gtfs->shape_ids, id.text, id.length) : NO_IX;
}

static void take(struct gtfs *gtfs, const struct row *row)
{
    gtfs->counts->trips_read++;
    if (gtfs_new_id(gtfs, &gtfs->trip_ids, row, ID) == INTERN_NONE)
        return;
    struct gtfs_trip *trip = vec_add(&gtfs->trips);
    trip->line = row->line;
    trip->kept = NO_IX;
    if (!resolve(gtfs, row, &trip->trip)) {
        trip->fate = FATE_DROPPED;
        return;
    }
    trip->trip.id = gtfs_text(gtfs, row->fields[ID]);
    trip->trip.headsign = gtfs_text(gtfs, row->fields[HEADSIGN]);
    trip->trip.short_name = gtfs_text(gtfs, row->fields[SHORT_NAME]);
    trip->trip.block = gtfs_text(gtfs, row->fields[BLOCK]);
    trip->trip.feed = gtfs->feed;
    trip->trip.shape = shape_of(gtfs, row->fields[SHAPE]);
    trip->trip.direction = (uint8_t)gtfs_whole(gtfs, row, DIRECTION, 1, DIRECTION_UNSAID);
    trip->trip.wheelchair = tristate(gtfs, row, WHEELCHAIR);
    trip->trip.bikes = tristate(gtfs, row, BIKES);
    trip->trip.cars = tristate(gtfs, row, CARS);
}

bool gtfs_read_trips(struct gtfs *gtfs, struct error *error)
{
    static const struct gtfs_table table = {file, columns, 3, take};
    if (!gtfs_read_table(gtfs, &table, error))
        return false;
    if (!gtfs->trips.count)
        return gtfs_refuse(gtfs, error, ERROR_INPUT, file, "the file lists no trip");
    return true;
}

bool gtfs_keep_trips(struct gtfs *gtfs, struct error *error)
{
    (void)error; /* A feed none of whose trips can run is useless but not unusable. */
    struct gtfs_trip *trips = gtfs->trips.data;
    for (uint32_t i = 0; i < gtfs->trips.count; i++) {
        if (trips[i].fate != FATE_KEPT)
            continue;
        trips[i].kept = vec_push(&gtfs->draft->trips, &trips[i].trip);
        gtfs->counts->trips++;
        gtfs->counts->stop_times += trips[i].trip.call_count;
    }
    return true;
}
