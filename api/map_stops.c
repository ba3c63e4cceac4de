#include "api/map.h"

#include "api/modes.h"
#include "api/render_map.h"
#include "engine/base/vec.h"

/* More would choke a map; who wants all of a country reads its feed. */
#define STOPS_MAX 10000

/* Whether the map shows the stop: served, or a station; grouped, only what stands for a place. */
static bool shown(const struct places *places, stop_ix stop, bool grouped)
{
    const struct place *place = places_of_stop(places, stop);
    return place && (!grouped || place->stop == stop);
}

bool map_stops_answer(const struct request *request, struct reply *reply, struct error *error)
{
    const struct network *network = request->worker->world->network;
    struct box box;
    struct style style;
    struct modes modes = {.transit = MODES_ALL};
    bool grouped = false;
    if (!map_read_box(request, &box, error) || !style_read(request, &style, error) ||
        !request_bool(request, "grouped", &grouped, error) ||
        !modes_read(request, "modes", &modes, error))
        return false;
    const struct places *places = worker_places(request->worker);
    struct vec found = vec_of(sizeof(stop_ix));
    for (uint32_t i = network_first_at_lat(network, box.low.lat);
         i < network->counts.stops_by_lat && found.count < STOPS_MAX; i++) {
        stop_ix stop = network->stops_by_lat[i];
        if (network->stops[stop].at.lat > box.high.lat)
            break;
        if (geo_box_has(box, network->stops[stop].at) && shown(places, stop, grouped) &&
            (places_stop_modes(network, stop) & modes.transit))
            vec_push(&found, &stop);
    }
    render_map_stops(&style, places, found.data, found.count, reply);
    vec_finish(&found);
    return true;
}
