#include "api/stops_of.h"

/* Stations hold platforms hold boarding areas: no chain of parents is longer. */
#define DEPTH_MAX 3

stop_ix stops_root(const struct network *network, stop_ix stop)
{
    for (int depth = 0; depth < DEPTH_MAX && network->stops[stop].parent != NO_IX; depth++)
        stop = network->stops[stop].parent;
    return stop;
}

/* Counts the stop and what is below it, and lists them once there is room. */
static void add(const struct network *network, stop_ix stop, int depth, struct stop_list *list)
{
    if (stop < network->facts->served_stops) {
        if (list->items)
            list->items[list->count] = stop;
        list->count++;
    }
    if (depth == DEPTH_MAX)
        return;
    for (uint32_t i = network->stop_child_first[stop]; i < network->stop_child_first[stop + 1]; i++)
        add(network, network->stop_children[i], depth + 1, list);
}

struct stop_list stops_of_station(const struct network *network, struct arena *arena, stop_ix stop)
{
    struct stop_list list = {0};
    stop_ix root = stops_root(network, stop);
    add(network, root, 0, &list);
    list = (struct stop_list){.items = arena_array(arena, list.count, sizeof *list.items)};
    add(network, root, 0, &list);
    return list;
}

struct reach stops_as_reach(const struct network *network, struct arena *arena, stop_ix stop)
{
    struct stop_list stops = stops_of_station(network, arena, stop);
    struct endpoint *ends = arena_array(arena, stops.count, sizeof *ends);
    for (uint32_t i = 0; i < stops.count; i++)
        ends[i] = (struct endpoint){.stop = stops.items[i], .seconds = 0};
    return (struct reach){.stops = ends, .count = stops.count};
}
