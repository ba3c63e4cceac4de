#include <math.h>
#include <stdlib.h>

#include "engine/base/memory.h"
#include "engine/network/frozen.h"

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
static void number_places(struct frozen *frozen, const struct network *network,
                          const stop_ix *roots)
{
    vec_resize(&frozen->place_of_stop, network->counts.stops);
    uint32_t *place_of = frozen->place_of_stop.data;
    for (stop_ix i = 0; i < network->counts.stops; i++)
        place_of[i] = NO_IX;
    for (stop_ix i = 0; i < network->facts->served_stops; i++) {
        stop_ix root = roots[i];
        if (place_of[root] == NO_IX)
            place_of[root] = vec_push(&frozen->places, &(struct place){.stop = root});
        ((struct place *)vec_at(&frozen->places, place_of[root]))->member_count++;
    }
}

/* Puts the members of each place behind each other. */
static void place_members(struct frozen *frozen, const struct network *network,
                          const stop_ix *roots)
{
    struct place *places = frozen->places.data;
    uint32_t *place_of = frozen->place_of_stop.data, first = 0;
    vec_resize(&frozen->place_members, network->facts->served_stops);
    stop_ix *members = frozen->place_members.data;
    for (uint32_t i = 0; i < frozen->places.count; i++) {
        places[i].first_member = first;
        first += places[i].member_count;
        places[i].member_count = 0;
    }
    for (stop_ix i = 0; i < network->facts->served_stops; i++) {
        place_of[i] = place_of[roots[i]];
        struct place *place = &places[place_of[i]];
        members[place->first_member + place->member_count++] = i;
    }
}

static void weigh(struct frozen *frozen, const struct network *network)
{
    struct place *places = frozen->places.data;
    const stop_ix *members = frozen->place_members.data;
    double most = 1;
    for (uint32_t i = 0; i < frozen->places.count; i++) {
        uint64_t trips = 0;
        for (uint32_t k = 0; k < places[i].member_count; k++)
            places[i].modes |=
                network_stop_modes(network, members[places[i].first_member + k], &trips);
        places[i].importance = (float)log1p((double)trips);
        most = places[i].importance > most ? places[i].importance : most;
    }
    for (uint32_t i = 0; i < frozen->places.count; i++)
        places[i].importance = (float)(places[i].importance / most);
}

void freeze_places(struct frozen *frozen)
{
    struct network network = frozen_view(frozen);
    stop_ix *roots = memory_zeroed(network.counts.stops, sizeof *roots);
    for (stop_ix i = 0; i < network.counts.stops; i++)
        roots[i] = root_of(&network, i);
    join_neighbours(&network, roots);
    number_places(frozen, &network, roots);
    place_members(frozen, &network, roots);
    memory_free(roots);
    weigh(frozen, &network);
}
