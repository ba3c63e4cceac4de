#include "api/around.h"

#include <stdlib.h>

#include "engine/base/vec.h"
#include "engine/places/places.h"

#define RADIUS_MAX 20000

/* Where to look, as read. */
struct circle {
    struct point at;
    int64_t radius; /* -1: not given */
    bool exact;
};

static int stop_order(const void *a, const void *b)
{
    stop_ix one = *(const stop_ix *)a, two = *(const stop_ix *)b;
    return (one > two) - (one < two);
}

/* Sorts, drops doubles and moves the stops to the arena, which ends `found`. */
static struct stop_list take_over(struct vec *found, struct arena *arena)
{
    struct stop_list list = {.items = arena_array(arena, found->count, sizeof *list.items)};
    stop_ix *stops = found->data;
    if (found->count > 0)
        qsort(stops, found->count, sizeof *stops, stop_order);
    for (uint32_t i = 0; i < found->count; i++)
        if (i == 0 || stops[i] != stops[i - 1])
            list.items[list.count++] = stops[i];
    vec_finish(found);
    return list;
}

static void add_place(const struct places *places, const struct place *place, struct vec *found)
{
    if (place)
        vec_add_many(found, places_members(places, place), place->member_count);
}

/* The served stops within the circle, or the whole places that reach into it. */
static void add_circle(const struct request *request, const struct circle *circle,
                       struct vec *found)
{
    const struct network *network = request->worker->world->network;
    const struct places *places = worker_places(request->worker);
    struct box box = geo_box_around(circle->at, (double)circle->radius);
    for (uint32_t i = network_first_at_lat(network, box.low.lat); i < network->counts.stops_by_lat;
         i++) {
        stop_ix stop = network->stops_by_lat[i];
        struct point at = network->stops[stop].at;
        if (at.lat > box.high.lat)
            break;
        if (!geo_box_has(box, at) || geo_metres(at, circle->at) > (double)circle->radius)
            continue;
        if (!circle->exact)
            add_place(places, places_of_stop(places, stop), found);
        else if (stop < network->facts->served_stops)
            vec_push(found, &stop);
    }
}

static void add_stop(const struct request *request, stop_ix stop, const struct circle *circle,
                     struct vec *found)
{
    const struct network *network = request->worker->world->network;
    const struct places *places = worker_places(request->worker);
    if (circle->exact && circle->radius >= 0) {
        if (stop < network->facts->served_stops)
            vec_push(found, &stop);
        return;
    }
    struct stop_list station = stops_of_station(network, &request->worker->arena, stop);
    vec_add_many(found, station.items, station.count);
    add_place(places, places_of_stop(places, stop), found);
}

bool around_read(const struct request *request, struct around *around, struct error *error)
{
    struct circle circle = {.radius = -1};
    bool centred;
    *around = (struct around){.stop = NO_IX};
    if (!request_point(request, "center", &centred, &circle.at, error) ||
        !request_int(request, "radius", 0, RADIUS_MAX, &circle.radius, error) ||
        !request_bool(request, "exactRadius", &circle.exact, error))
        return false;
    if (!request_text(request, "stopId") && !centred)
        return error_set(error, ERROR_INPUT, "stopId", "the parameter is missing");
    if (!request_stop(request, "stopId", &around->stop, error) && !centred)
        return false;
    if (around->stop == NO_IX && circle.radius < 0)
        return error_set(error, ERROR_INPUT, "radius", "a centre needs a radius in metres");
    struct vec found = vec_of(sizeof(stop_ix));
    if (around->stop != NO_IX) {
        circle.at = request->worker->world->network->stops[around->stop].at;
        add_stop(request, around->stop, &circle, &found);
    }
    if (circle.radius >= 0)
        add_circle(request, &circle, &found);
    around->at = circle.at;
    around->stops = take_over(&found, &request->worker->arena);
    return true;
}
