#include "engine/network/walks.h"

struct walks walks_of_network(const struct network *network)
{
    return (struct walks){
        .out = network->footpaths_out,
        .in = network->footpaths_in,
        .out_first = network->footpath_out_first,
        .in_first = network->footpath_in_first,
        .change_seconds = network->change_seconds,
        .default_change_seconds = network->facts->default_change_seconds,
        .promises = true,
    };
}
