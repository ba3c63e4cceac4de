#include "engine/network/frozen.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/bitset.h"
#include "engine/base/memory.h"

/* A stop on its way to its place. */
struct spot {
    uint32_t unserved;
    uint32_t draft_index;
    uint64_t z_order;
};

static int place_order(const void *a, const void *b)
{
    const struct spot *one = a, *two = b;
    if (one->unserved != two->unserved)
        return one->unserved < two->unserved ? -1 : 1;
    if (one->z_order != two->z_order)
        return one->z_order < two->z_order ? -1 : 1;
    return one->draft_index < two->draft_index ? -1 : one->draft_index > two->draft_index;
}

/* Fills stop_of and returns how many stops some trip calls at. */
static uint32_t order_stops(struct frozen *frozen)
{
    const struct draft *draft = frozen->draft;
    const struct draft_call *calls = draft->calls.data;
    const struct stop *stops = draft->stops.data;
    uint32_t count = draft->stops.count, served_count = 0;
    uint64_t *served = memory_zeroed(bitset_words(count), sizeof *served);
    for (uint32_t i = 0; i < draft->calls.count; i++)
        bitset_add(served, calls[i].stop);
    struct spot *places = memory_zeroed(count, sizeof *places);
    for (uint32_t i = 0; i < count; i++) {
        bool is_served = bitset_has(served, i);
        places[i] = (struct spot){!is_served, i, is_served ? geo_z_order(stops[i].at) : 0};
        served_count += is_served;
    }
    qsort(places, count, sizeof *places, place_order);
    frozen->stop_of = memory_zeroed(count, sizeof *frozen->stop_of);
    for (uint32_t i = 0; i < count; i++)
        frozen->stop_of[places[i].draft_index] = i;
    memory_free(places);
    memory_free(served);
    return served_count;
}

static void move_stops(struct frozen *frozen)
{
    const struct stop *from = frozen->draft->stops.data;
    uint32_t count = frozen->draft->stops.count;
    vec_resize(&frozen->stops, count);
    struct stop *to = frozen->stops.data;
    for (uint32_t i = 0; i < count; i++) {
        struct stop *stop = &to[frozen->stop_of[i]];
        *stop = from[i];
        if (stop->parent != NO_IX)
            stop->parent = frozen->stop_of[stop->parent];
    }
}

static int by_parent(const void *a, const void *b, void *context)
{
    const struct frozen *frozen = context;
    const struct stop *stops = frozen->stops.data;
    stop_ix one = *(const stop_ix *)a, two = *(const stop_ix *)b;
    if (stops[one].parent != stops[two].parent)
        return stops[one].parent < stops[two].parent ? -1 : 1;
    return one < two ? -1 : one > two;
}

static int by_lat(const void *a, const void *b, void *context)
{
    const struct frozen *frozen = context;
    const struct stop *stops = frozen->stops.data;
    stop_ix one = *(const stop_ix *)a, two = *(const stop_ix *)b;
    if (stops[one].at.lat != stops[two].at.lat)
        return stops[one].at.lat < stops[two].at.lat ? -1 : 1;
    return one < two ? -1 : one > two;
}

static int by_stop_id(const void *a, const void *b, void *context)
{
    const struct frozen *frozen = context;
    const struct stop *stops = frozen->stops.data;
    const struct stop *one = &stops[*(const stop_ix *)a], *two = &stops[*(const stop_ix *)b];
    if (one->feed != two->feed)
        return one->feed < two->feed ? -1 : 1;
    return strcmp(draft_text_at(frozen->draft, one->id), draft_text_at(frozen->draft, two->id));
}

static int by_route_id(const void *a, const void *b, void *context)
{
    const struct frozen *frozen = context;
    const struct route *routes = frozen->routes.data;
    const struct route *one = &routes[*(const route_ix *)a], *two = &routes[*(const route_ix *)b];
    if (one->feed != two->feed)
        return one->feed < two->feed ? -1 : 1;
    return strcmp(draft_text_at(frozen->draft, one->id), draft_text_at(frozen->draft, two->id));
}

/* The orders above look into `frozen`, which is handed to them. */
static void sort_indices(struct frozen *frozen, struct vec *indices,
                         int (*order)(const void *, const void *, void *))
{
    if (indices->count)
        qsort_r(indices->data, indices->count, indices->item, order, frozen);
}

static void write_children(struct frozen *frozen)
{
    const struct stop *stops = frozen->stops.data;
    for (stop_ix i = 0; i < frozen->stops.count; i++)
        if (stops[i].parent != NO_IX)
            vec_push(&frozen->stop_children, &i);
    sort_indices(frozen, &frozen->stop_children, by_parent);
    uint32_t count = frozen->stop_children.count;
    uint32_t *owners = memory_zeroed(count, sizeof *owners);
    const stop_ix *children = frozen->stop_children.data;
    for (uint32_t i = 0; i < count; i++)
        owners[i] = stops[children[i]].parent;
    firsts_of(&frozen->stop_child_first, owners, count, frozen->stops.count);
    memory_free(owners);
}

static void write_orders(struct frozen *frozen)
{
    const struct stop *stops = frozen->stops.data;
    for (stop_ix i = 0; i < frozen->stops.count; i++) {
        vec_push(&frozen->stops_by_id, &i);
        if (stops[i].placed)
            vec_push(&frozen->stops_by_lat, &i);
    }
    for (route_ix i = 0; i < frozen->routes.count; i++)
        vec_push(&frozen->routes_by_id, &i);
    sort_indices(frozen, &frozen->stops_by_id, by_stop_id);
    sort_indices(frozen, &frozen->stops_by_lat, by_lat);
    sort_indices(frozen, &frozen->routes_by_id, by_route_id);
}

void freeze_stops(struct frozen *frozen)
{
    uint32_t served = order_stops(frozen);
    move_stops(frozen);
    write_children(frozen);
    write_orders(frozen);
    for (stop_ix i = 0; i < served; i++)
        vec_push(&frozen->berth_stops, &i);
}

void freeze_ties(struct frozen *frozen)
{
    struct street_tie *ties = frozen->street_ties.data;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < frozen->street_ties.count; i++) {
        struct street_tie tie = ties[i];
        if (tie.kind == TIE_STOP)
            tie.record = frozen->stop_of[tie.record];
        if (tie.kind != TIE_STOP || tie.record < frozen->berth_stops.count)
            ties[kept++] = tie;
    }
    vec_resize(&frozen->street_ties, kept);
    streets_sort_ties(&frozen->street_ties, &frozen->street_vertex_ties);
}

static int stop_change_order(const void *a, const void *b)
{
    const struct stop_change *one = a, *two = b;
    return one->stop < two->stop ? -1 : one->stop > two->stop;
}

void freeze_stop_changes(struct frozen *frozen)
{
    struct stop_change *changes = frozen->stop_changes.data;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < frozen->stop_changes.count; i++) {
        struct stop_change change = changes[i];
        change.stop = frozen->stop_of[change.stop];
        if (change.stop < frozen->berth_stops.count)
            changes[kept++] = change;
    }
    frozen->stop_changes.count = kept;
    if (kept)
        qsort(changes, kept, sizeof *changes, stop_change_order);
}

const struct stop_change *frozen_stop_change(const struct frozen *frozen, stop_ix stop)
{
    struct stop_change key = {.stop = stop};
    if (!frozen->stop_changes.count)
        return NULL;
    return bsearch(&key, frozen->stop_changes.data, frozen->stop_changes.count, sizeof key,
                   stop_change_order);
}
