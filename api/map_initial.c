#include "api/map.h"

#include <math.h>

#include "api/render_map.h"

/* Latitude `permille` of the way through the stops, from south to north. */
static int32_t lat_at(const struct network *network, uint32_t permille)
{
    uint32_t count = network->counts.stops_by_lat;
    uint64_t at = (uint64_t)(count - 1) * permille / 1000;
    return network->stops[network->stops_by_lat[at]].at.lat;
}

/* Whether heights were known when the streets were made: somewhere it goes up. */
static bool has_heights(const struct network *network)
{
    for (uint32_t i = 0; i < network->counts.street_arcs_out; i++)
        if (network->street_arcs_out[i].up_dm)
            return true;
    return false;
}

/* Opens the map where most of the stops are. */
static struct map_view view_of(const struct network *network)
{
    struct map_view view = {
        .zoom = 2, .streets = network->counts.street_edges > 0, .heights = has_heights(network)};
    uint32_t count = network->counts.stops_by_lat;
    if (count == 0)
        return view;
    int32_t south = lat_at(network, 100), north = lat_at(network, 900);
    double sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += network->stops[network->stops_by_lat[i]].at.lon;
    view.center = (struct point){south / 2 + north / 2, (int32_t)(sum / count)};
    double degrees = geo_degrees(north) - geo_degrees(south);
    double zoom = degrees > 0 ? floor(log2(360 / degrees)) : 14;
    view.zoom = zoom < 2 ? 2 : zoom > 14 ? 14 : zoom;
    return view;
}

bool map_initial_answer(const struct request *request, struct reply *reply, struct error *error)
{
    (void)error;
    const struct network *network = request->worker->world->network;
    render_map_initial(network, view_of(network), &request->worker->arena, reply);
    return true;
}
