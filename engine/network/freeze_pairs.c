#include <stdlib.h>

#include "engine/base/bitset.h"
#include "engine/base/memory.h"
#include "engine/network/freeze_walks.h"

/* Which pairs of stops may be walked between: asked before anybody says how long it takes. */

enum {
    STATION_MEMBERS_MAX = 1000, /* a larger "station" is a mistake: its stops link by nearness */
};

static int pair_order(const void *a, const void *b)
{
    const struct stop_pair *one = a, *two = b;
    if (one->from != two->from)
        return one->from < two->from ? -1 : 1;
    return one->to < two->to ? -1 : one->to > two->to;
}

static stop_ix top_of(const struct frozen *frozen, stop_ix stop)
{
    const struct stop *stops = frozen->stops.data;
    while (stops[stop].parent != NO_IX)
        stop = stops[stop].parent;
    return stop;
}

/* The served stops at or below `stop`. */
static void served_below(const struct frozen *frozen, stop_ix stop, struct vec *found)
{
    const uint32_t *first = frozen->stop_child_first.data;
    const stop_ix *children = frozen->stop_children.data;
    if (stop < frozen->more_berth_first.count - 1)
        vec_push(found, &stop);
    for (uint32_t i = first[stop]; i < first[stop + 1]; i++)
        served_below(frozen, children[i], found);
}

static bool add_pairs(struct vec *pairs, const struct vec *from, const struct vec *to)
{
    if ((uint64_t)pairs->count + (uint64_t)from->count * to->count > PAIRS_MAX)
        return false;
    const stop_ix *a = from->data, *b = to->data;
    for (uint32_t i = 0; i < from->count; i++)
        for (uint32_t k = 0; k < to->count; k++)
            vec_push(pairs, &(struct stop_pair){a[i], b[k]});
    return true;
}

/* Whether a rule is its row as it stands, and not turned round or chained with others. */
static bool is_plain(const struct frozen *frozen, const struct rule *rule)
{
    const struct draft_transfer *row = vec_at(&frozen->draft->transfers, rule->row);
    return rule->from == frozen->stop_of[row->from_stop] &&
           rule->to == frozen->stop_of[row->to_stop];
}

static bool add_rule_pairs(struct frozen *frozen, const struct rules *rules, struct vec *pairs)
{
    struct vec from = vec_of(sizeof(stop_ix)), to = vec_of(sizeof(stop_ix));
    bool fits = true;
    for (uint32_t i = 0; fits && i < rules->items.count; i++) {
        const struct rule *rule = vec_at(&rules->items, i);
        vec_resize(&from, 0);
        vec_resize(&to, 0);
        served_below(frozen, rule->from, &from);
        served_below(frozen, rule->to, &to);
        frozen->report.dead_transfers += (!from.count || !to.count) && is_plain(frozen, rule);
        fits = add_pairs(pairs, &from, &to);
    }
    vec_finish(&from);
    vec_finish(&to);
    return fits;
}

static bool add_station_pairs(struct frozen *frozen, struct vec *pairs)
{
    const struct stop *stops = frozen->stops.data;
    struct vec members = vec_of(sizeof(stop_ix));
    bool fits = true;
    for (stop_ix i = 0; fits && i < frozen->stops.count; i++) {
        if (stops[i].parent != NO_IX)
            continue;
        vec_resize(&members, 0);
        served_below(frozen, i, &members);
        if (members.count <= STATION_MEMBERS_MAX)
            fits = add_pairs(pairs, &members, &members);
    }
    vec_finish(&members);
    return fits;
}

static bool add_near_pairs(struct frozen *frozen, struct vec *pairs)
{
    const struct stop *stops = frozen->stops.data;
    const stop_ix *by_lat = frozen->stops_by_lat.data;
    uint32_t served = frozen->more_berth_first.count - 1, count = frozen->stops_by_lat.count;
    double metres = frozen->options.link_metres;
    for (uint32_t i = 0; metres > 0 && i < count; i++) {
        stop_ix from = by_lat[i];
        if (from >= served)
            continue;
        struct box box = geo_box_around(stops[from].at, metres);
        for (uint32_t k = i + 1; k < count && stops[by_lat[k]].at.lat <= box.high.lat; k++) {
            stop_ix to = by_lat[k];
            if (to >= served || !geo_box_has(box, stops[to].at) ||
                geo_metres(stops[from].at, stops[to].at) > metres)
                continue;
            if (pairs->count > PAIRS_MAX - 2)
                return false;
            vec_push(pairs, &(struct stop_pair){from, to});
            vec_push(pairs, &(struct stop_pair){to, from});
        }
    }
    return true;
}

/* Every stop changes with itself, berths included. */
static void add_own_pairs(struct frozen *frozen, struct vec *pairs)
{
    for (stop_ix i = 0; i + 1 < frozen->more_berth_first.count; i++)
        vec_push(pairs, &(struct stop_pair){i, i});
}

static bool add_street_pairs(const struct street_walks *streets, struct vec *pairs)
{
    const struct vec *tables[] = {&streets->on_foot, &streets->in_wheelchair};
    for (size_t k = 0; k < 2; k++) {
        const struct draft_walk *walks = tables[k]->data;
        if ((uint64_t)pairs->count + tables[k]->count > PAIRS_MAX)
            return false;
        for (uint32_t i = 0; i < tables[k]->count; i++)
            vec_push(pairs, &(struct stop_pair){walks[i].from, walks[i].to});
    }
    return true;
}

static void sort_pairs(struct vec *pairs)
{
    if (!pairs->count)
        return;
    vec_sort(pairs, pair_order);
    struct stop_pair *items = pairs->data;
    uint32_t kept = 1;
    for (uint32_t i = 1; i < pairs->count; i++)
        if (pair_order(&items[kept - 1], &items[i]) != 0)
            items[kept++] = items[i];
    pairs->count = kept;
}

bool pairs_one_station(const struct frozen *frozen, stop_ix a, stop_ix b)
{
    return top_of(frozen, a) == top_of(frozen, b);
}

bool pairs_collect(struct frozen *frozen, const struct rules *rules,
                   const struct street_walks *streets, struct vec *pairs)
{
    add_own_pairs(frozen, pairs);
    bool fits = !rules->overfull && add_rule_pairs(frozen, rules, pairs) &&
                add_station_pairs(frozen, pairs) && add_near_pairs(frozen, pairs) &&
                add_street_pairs(streets, pairs);
    if (fits)
        sort_pairs(pairs);
    return fits;
}

static int walk_order(const void *a, const void *b)
{
    const struct draft_walk *one = a, *two = b;
    if (one->from != two->from)
        return one->from < two->from ? -1 : 1;
    if (one->to != two->to)
        return one->to < two->to ? -1 : 1;
    return one->seconds < two->seconds ? -1 : one->seconds > two->seconds;
}

/* Walks of served stops by their numbers in the image, each pair once and the fastest. */
static void take_walks(const struct frozen *frozen, struct vec *from, struct vec *to)
{
    uint32_t served = frozen->more_berth_first.count - 1;
    *to = *from;
    *from = vec_of(sizeof(struct draft_walk));
    struct draft_walk *walks = to->data;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < to->count; i++) {
        stop_ix ends[2] = {frozen->stop_of[walks[i].from], frozen->stop_of[walks[i].to]};
        if (ends[0] < served && ends[1] < served && ends[0] != ends[1])
            walks[kept++] = (struct draft_walk){ends[0], ends[1], walks[i].seconds};
    }
    if (kept)
        qsort(walks, kept, sizeof *walks, walk_order);
    uint32_t count = kept;
    kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!kept || walks[kept - 1].from != walks[i].from || walks[kept - 1].to != walks[i].to)
            walks[kept++] = walks[i];
    to->count = kept;
}

void street_walks_init(struct street_walks *streets, struct frozen *frozen)
{
    *streets = (struct street_walks){
        .tied = memory_zeroed(bitset_words(frozen->stops.count), sizeof *streets->tied)};
    bool walked = frozen->draft->walks.count || frozen->draft->wheelchair_walks.count;
    take_walks(frozen, &frozen->draft->walks, &streets->on_foot);
    take_walks(frozen, &frozen->draft->wheelchair_walks, &streets->in_wheelchair);
    const struct street_tie *ties = frozen->street_ties.data;
    for (uint32_t i = 0; walked && i < frozen->street_ties.count; i++)
        if (ties[i].kind == TIE_STOP) {
            bitset_add(streets->tied, ties[i].record);
            streets->any = true;
        }
}

void street_walks_finish(struct street_walks *streets)
{
    vec_finish(&streets->on_foot);
    vec_finish(&streets->in_wheelchair);
    memory_free(streets->tied);
}

int32_t street_walks_seconds(const struct vec *walks, stop_ix from, stop_ix to)
{
    const struct draft_walk *items = walks->data;
    uint32_t low = 0, high = walks->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (items[middle].from != from ? items[middle].from < from : items[middle].to < to)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < walks->count && items[low].from == from && items[low].to == to;
    return found ? items[low].seconds : -1;
}
