#include "engine/network/walks.h"

static struct walks on_foot(const struct network *network)
{
    return (struct walks){
        .out = network->footpaths_out,
        .in = network->footpaths_in,
        .out_first = network->footpath_out_first,
        .in_first = network->footpath_in_first,
        .kinds = network->footpath_kinds,
        .changes_out = network->changes_out,
        .changes_in = network->changes_in,
        .change_out_first = network->counts.change_out_first ? network->change_out_first : NULL,
        .change_in_first = network->counts.change_out_first ? network->change_in_first : NULL,
        .change_seconds = network->change_seconds,
        .default_change_seconds = network->facts->default_change_seconds,
        .promises = true,
    };
}

struct walks walks_of_network(const struct network *network, bool wheelchair)
{
    struct walks walks = on_foot(network);
    if (!wheelchair || !network->counts.wheel_path_out_first)
        return walks;
    bool reduced = network->counts.wheel_change_out_first;
    walks.out = network->wheel_paths_out;
    walks.in = network->wheel_paths_in;
    walks.out_first = network->wheel_path_out_first;
    walks.in_first = network->wheel_path_in_first;
    walks.kinds = network->wheel_path_kinds;
    walks.changes_out = network->wheel_changes_out;
    walks.changes_in = network->wheel_changes_in;
    walks.change_out_first = reduced ? network->wheel_change_out_first : NULL;
    walks.change_in_first = reduced ? network->wheel_change_in_first : NULL;
    return walks;
}

enum footpath_kind walks_kind(const struct walks *walks, berth_ix from, berth_ix to)
{
    if (from == to && walks->change_seconds[from] == CHANGE_DEFAULT)
        return FOOTPATH_STATION;
    for (uint32_t i = walks->out_first[from]; walks->kinds && i < walks->out_first[from + 1]; i++)
        if (walks->out[i].berth == to)
            return (enum footpath_kind)walks->kinds[i];
    return FOOTPATH_RULE;
}
