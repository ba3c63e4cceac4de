#include "engine/live/draft.h"

/* The berth at which a pattern of the route calls there, or NO_IX. */
static berth_ix berth_of_route(const struct network *network, route_ix route, stop_ix stop)
{
    for (uint32_t i = network->stop_pattern_first[stop]; i < network->stop_pattern_first[stop + 1];
         i++) {
        const struct stop_pattern *at = &network->stop_patterns[i];
        const struct pattern *pattern = &network->patterns[at->pattern];
        if (pattern->route == route)
            return network->call_berths[pattern->first_call + at->call];
    }
    return NO_IX;
}

/* The served stop of a station, or below it, that lies nearest to the place; NO_IX: none. */
static stop_ix nearest_child(const struct network *network, stop_ix station, struct point at)
{
    stop_ix nearest = NO_IX;
    double least = 0;
    for (uint32_t i = network->stop_child_first[station];
         i < network->stop_child_first[station + 1]; i++) {
        stop_ix child = network->stop_children[i];
        double metres = geo_metres(at, network->stops[child].at);
        if (child < network->facts->served_stops && (nearest == NO_IX || metres < least)) {
            nearest = child;
            least = metres;
        }
    }
    return nearest;
}

berth_ix live_berth(const struct network *network, route_ix route, stop_ix stop)
{
    if (stop >= network->facts->served_stops) {
        stop_ix parent = network->stops[stop].parent;
        stop_ix nearest = nearest_child(network, stop, network->stops[stop].at);
        if (nearest == NO_IX && parent != NO_IX && parent < network->facts->served_stops)
            nearest = parent;
        if (nearest == NO_IX && parent != NO_IX)
            nearest = nearest_child(network, parent, network->stops[stop].at);
        if (nearest == NO_IX)
            return NO_IX;
        stop = nearest;
    }
    berth_ix berth = berth_of_route(network, route, stop);
    return berth == NO_IX ? stop : berth;
}
