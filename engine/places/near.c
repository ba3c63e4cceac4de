#include "engine/places/places.h"

#include <stdlib.h>

/* The nearest places so far, nearest first. */
struct nearest {
    struct places_hits *hits;
    uint32_t most;
};

/* Where the place stands in the list, or the list's length. */
static uint32_t find_place(const struct places_hits *hits, const struct place *place)
{
    uint32_t i = 0;
    while (i < hits->count && hits->items[i].place != place)
        i++;
    return i;
}

/* Takes a place in at its distance, or moves it nearer. */
static void take(struct nearest *nearest, const struct place *place, double metres)
{
    struct places_hits *hits = nearest->hits;
    uint32_t at = find_place(hits, place);
    if (at < hits->count && hits->items[at].metres <= metres)
        return;
    if (at == hits->count) {
        if (hits->count == nearest->most && hits->items[hits->count - 1].metres <= metres)
            return;
        if (hits->count < nearest->most)
            hits->count++;
        else
            at--;
    }
    for (; at > 0 && hits->items[at - 1].metres > metres; at--)
        hits->items[at] = hits->items[at - 1];
    hits->items[at] = (struct places_hit){.place = place, .score = -metres, .metres = metres};
}

static void look_within(const struct places *places, const struct network *network,
                        struct point point, double metres, struct nearest *nearest)
{
    struct box box = geo_box_around(point, metres);
    for (uint32_t i = network_first_at_lat(network, box.low.lat); i < network->counts.stops_by_lat;
         i++) {
        stop_ix stop = network->stops_by_lat[i];
        struct point at = network->stops[stop].at;
        if (at.lat > box.high.lat)
            break;
        const struct place *place = places_of_stop(places, stop);
        if (!place || !geo_box_has(box, at))
            continue;
        double distance = geo_metres(point, at);
        if (distance <= metres)
            take(nearest, place, distance);
    }
}

void places_near(const struct places *places, struct point point, double metres, uint32_t most,
                 struct arena *arena, struct places_hits *hits)
{
    *hits = (struct places_hits){.items = arena_array(arena, most, sizeof *hits->items)};
    struct nearest nearest = {hits, most};
    const struct network *network = places_network(places);
    for (double radius = metres < 400 ? metres : 400; most > 0; radius *= 4) {
        radius = radius < metres ? radius : metres;
        hits->count = 0;
        look_within(places, network, point, radius, &nearest);
        if (hits->count == most || radius >= metres)
            break;
    }
}
