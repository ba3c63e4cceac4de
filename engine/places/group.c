#include "engine/places/index.h"

#include <math.h>
#include <stdlib.h>

#include "engine/base/memory.h"

/* Stops of one name and feed that stand this close are one place. */
#define CLOSE_METRES 300.0

/* The station a stop belongs to, or the stop itself; NO_IX for what is no place to get on. */
static stop_ix root_of(const struct network *network, stop_ix stop)
{
    for (int depth = 0; depth < 3; depth++) {
        stop_ix parent = network->stops[stop].parent;
        if (parent == NO_IX)
            break;
        stop = parent;
    }
    return stop;
}

static mode_set served_modes(const struct network *network, stop_ix stop, uint64_t *trips)
{
    mode_set modes = 0;
    if (stop >= network->facts->served_stops)
        return 0;
    for (uint32_t i = network->stop_pattern_first[stop]; i < network->stop_pattern_first[stop + 1];
         i++) {
        const struct pattern *pattern = &network->patterns[network->stop_patterns[i].pattern];
        modes |= (mode_set)1 << network->routes[pattern->route].mode;
        *trips += pattern->trip_count;
    }
    return modes;
}

mode_set places_stop_modes(const struct network *network, stop_ix stop)
{
    uint64_t trips = 0;
    mode_set modes = served_modes(network, stop, &trips);
    for (uint32_t i = network->stop_child_first[stop]; i < network->stop_child_first[stop + 1]; i++)
        modes |= served_modes(network, network->stop_children[i], &trips);
    return modes;
}

/* A stop by what makes it one place with others. */
struct candidate {
    uint32_t feed, name;
    struct point at;
    stop_ix stop;
};

static int candidate_order(const void *a, const void *b)
{
    const struct candidate *one = a, *two = b;
    if (one->feed != two->feed)
        return one->feed < two->feed ? -1 : 1;
    if (one->name != two->name)
        return one->name < two->name ? -1 : 1;
    if (one->at.lat != two->at.lat)
        return one->at.lat < two->at.lat ? -1 : 1;
    return (one->stop > two->stop) - (one->stop < two->stop);
}

/* The root of an earlier candidate near `all[i]` with the same name, or its own. */
static stop_ix close_root(const struct candidate *all, uint32_t i, const stop_ix *roots)
{
    struct box box = geo_box_around(all[i].at, CLOSE_METRES);
    for (uint32_t k = i; k-- > 0;) {
        if (all[k].feed != all[i].feed || all[k].name != all[i].name || all[k].at.lat < box.low.lat)
            break;
        if (geo_metres(all[k].at, all[i].at) < CLOSE_METRES)
            return roots[all[k].stop];
    }
    return all[i].stop;
}

/* Gives stops without a station the root of their like-named neighbours. */
static void join_neighbours(const struct network *network, stop_ix *roots)
{
    struct vec found = vec_of(sizeof(struct candidate));
    for (stop_ix i = 0; i < network->facts->served_stops; i++) {
        const struct stop *stop = &network->stops[i];
        if (roots[i] == i && stop->placed && stop->name)
            vec_push(&found, &(struct candidate){stop->feed, stop->name, stop->at, i});
    }
    struct candidate *all = found.data;
    if (found.count > 0)
        qsort(all, found.count, sizeof *all, candidate_order);
    for (uint32_t i = 0; i < found.count; i++)
        roots[all[i].stop] = close_root(all, i, roots);
    vec_finish(&found);
}

/* Numbers the roots as places and counts the members of each. */
static void number_places(struct places *places, const stop_ix *roots)
{
    const struct network *network = places->network;
    for (stop_ix i = 0; i < network->counts.stops; i++)
        places->place_of[i] = NO_IX;
    for (stop_ix i = 0; i < network->facts->served_stops; i++) {
        stop_ix root = roots[i];
        if (places->place_of[root] == NO_IX)
            places->place_of[root] = vec_push(&places->items, &(struct place){.stop = root});
        ((struct place *)vec_at(&places->items, places->place_of[root]))->member_count++;
    }
}

/* Puts the members of each place behind each other. */
static void place_members(struct places *places, const stop_ix *roots)
{
    const struct network *network = places->network;
    uint32_t first = 0;
    vec_resize(&places->members, network->facts->served_stops);
    for (uint32_t i = 0; i < places->items.count; i++) {
        struct place *place = vec_at(&places->items, i);
        place->first_member = first;
        first += place->member_count;
        place->member_count = 0;
    }
    for (stop_ix i = 0; i < network->facts->served_stops; i++) {
        places->place_of[i] = places->place_of[roots[i]];
        struct place *place = vec_at(&places->items, places->place_of[i]);
        *(stop_ix *)vec_at(&places->members, place->first_member + place->member_count++) = i;
    }
}

static void weigh(struct places *places)
{
    double most = 1;
    for (uint32_t i = 0; i < places->items.count; i++) {
        struct place *place = vec_at(&places->items, i);
        uint64_t trips = 0;
        for (uint32_t k = 0; k < place->member_count; k++)
            place->modes |= served_modes(places->network, places_members(places, place)[k], &trips);
        place->importance = (float)log1p((double)trips);
        most = place->importance > most ? place->importance : most;
    }
    for (uint32_t i = 0; i < places->items.count; i++) {
        struct place *place = vec_at(&places->items, i);
        place->importance = (float)(place->importance / most);
    }
}

void places_group(struct places *places)
{
    const struct network *network = places->network;
    stop_ix *roots = memory_zeroed(network->counts.stops, sizeof *roots);
    for (stop_ix i = 0; i < network->counts.stops; i++)
        roots[i] = root_of(network, i);
    join_neighbours(network, roots);
    number_places(places, roots);
    place_members(places, roots);
    memory_free(roots);
    weigh(places);
}
