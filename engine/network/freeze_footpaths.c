#include "engine/network/frozen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/network/freeze_rules.h"

/*
 * Change times and footpaths between berths. Which pairs of stops are looked at: those a row of
 * transfers.txt covers, those of one station, those near each other. What the walk takes: what the
 * most specific row says, else the straight line at walking speed, never below the change time.
 */

enum {
    STATION_MEMBERS_MAX = 1000,    /* a larger "station" is a mistake: its stops link by nearness */
    PAIRS_MAX = 100 * 1000 * 1000, /* pairs of stops, and of their berths, looked at */
};

struct stop_pair {
    stop_ix from, to;
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

static void sort_pairs(struct vec *pairs)
{
    if (!pairs->count)
        return;
    qsort(pairs->data, pairs->count, pairs->item, pair_order);
    struct stop_pair *items = pairs->data;
    uint32_t kept = 1;
    for (uint32_t i = 1; i < pairs->count; i++)
        if (pair_order(&items[kept - 1], &items[i]) != 0)
            items[kept++] = items[i];
    pairs->count = kept;
}

/* A footpath with both ends, before it is sorted under one of them. */
struct walk {
    berth_ix from, to;
    int32_t seconds;
    uint32_t kind;
};

static int32_t straight_seconds(const struct frozen *frozen, stop_ix from, stop_ix to)
{
    const struct stop *stops = frozen->stops.data;
    int32_t least = frozen->options.default_change_seconds;
    if (!stops[from].placed || !stops[to].placed)
        return least;
    double seconds =
        ceil(geo_metres(stops[from].at, stops[to].at) * 1000 / frozen->options.walk_mm_per_second);
    seconds = seconds < WALK_SECONDS_MAX ? seconds : WALK_SECONDS_MAX;
    return seconds > least ? (int32_t)seconds : least;
}

/* Whether two stops are joined when no row speaks of them, and as what. */
static bool joined(const struct frozen *frozen, stop_ix from, stop_ix to, uint32_t *kind)
{
    const struct stop *stops = frozen->stops.data;
    *kind = FOOTPATH_STATION;
    if (top_of(frozen, from) == top_of(frozen, to))
        return true;
    *kind = FOOTPATH_STRAIGHT;
    return frozen->options.link_metres > 0 && stops[from].placed && stops[to].placed &&
           geo_metres(stops[from].at, stops[to].at) <= frozen->options.link_metres;
}

static void add_walk(struct frozen *frozen, const struct rules *rules, berth_ix from, berth_ix to,
                     struct vec *walks)
{
    const stop_ix *stop_of = frozen->berth_stops.data;
    const struct rule_class *classes = frozen->berth_classes.data;
    stop_ix a = stop_of[from], b = stop_of[to];
    int32_t seconds = RULE_SILENT;
    uint32_t kind = FOOTPATH_RULE;
    enum rule_answer answer = rules_ask(rules, a, b, &classes[from], &classes[to], &seconds);
    int32_t *change = vec_at(&frozen->change_seconds, from);
    if (answer == RULE_NEVER) {
        if (from == to)
            *change = CHANGE_NEVER;
        return;
    }
    if (answer != RULE_SECONDS) {
        if (answer == RULE_SILENT && a != b && !joined(frozen, a, b, &kind))
            return;
        if (from == to)
            return; /* Stays CHANGE_DEFAULT. */
        seconds = a == b ? CHANGE_DEFAULT : straight_seconds(frozen, a, b);
    }
    if (from == to)
        *change = seconds;
    else
        vec_push(walks, &(struct walk){from, to, seconds, kind});
}

/* All berths of one stop against all of the other. */
static void add_walks(struct frozen *frozen, const struct rules *rules, struct stop_pair pair,
                      struct vec *walks)
{
    const uint32_t *first = frozen->more_berth_first.data;
    const berth_ix *more = frozen->more_berths.data;
    uint32_t from_count = 1 + first[pair.from + 1] - first[pair.from];
    uint32_t to_count = 1 + first[pair.to + 1] - first[pair.to];
    for (uint32_t i = 0; i < from_count; i++)
        for (uint32_t k = 0; k < to_count; k++)
            add_walk(frozen, rules, i ? more[first[pair.from] + i - 1] : pair.from,
                     k ? more[first[pair.to] + k - 1] : pair.to, walks);
}

static int out_order(const void *a, const void *b)
{
    const struct walk *one = a, *two = b;
    if (one->from != two->from)
        return one->from < two->from ? -1 : 1;
    if (one->seconds != two->seconds)
        return one->seconds < two->seconds ? -1 : 1;
    return one->to < two->to ? -1 : one->to > two->to;
}

static int in_order(const void *a, const void *b)
{
    const struct walk *one = a, *two = b;
    if (one->to != two->to)
        return one->to < two->to ? -1 : 1;
    if (one->seconds != two->seconds)
        return one->seconds < two->seconds ? -1 : 1;
    return one->from < two->from ? -1 : one->from > two->from;
}

static void write_walks(struct frozen *frozen, struct vec *walks)
{
    struct walk *walk = walks->data;
    uint32_t count = walks->count, berths = frozen->berth_stops.count;
    uint32_t *owners = memory_zeroed(count, sizeof *owners);
    if (count)
        qsort(walk, count, sizeof *walk, out_order);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t kind = (uint8_t)walk[i].kind;
        owners[i] = walk[i].from;
        vec_push(&frozen->footpaths_out, &(struct footpath){walk[i].to, walk[i].seconds});
        vec_push(&frozen->footpath_kinds, &kind);
    }
    firsts_of(&frozen->footpath_out_first, owners, count, berths);
    if (count)
        qsort(walk, count, sizeof *walk, in_order);
    for (uint32_t i = 0; i < count; i++) {
        owners[i] = walk[i].to;
        vec_push(&frozen->footpaths_in, &(struct footpath){walk[i].from, walk[i].seconds});
    }
    firsts_of(&frozen->footpath_in_first, owners, count, berths);
    frozen->report.footpaths = count;
    memory_free(owners);
}

/* Every stop changes with itself, berths included. */
static void add_own_pairs(struct frozen *frozen, struct vec *pairs)
{
    for (stop_ix i = 0; i + 1 < frozen->more_berth_first.count; i++)
        vec_push(pairs, &(struct stop_pair){i, i});
}

/* How many berths are paired when those stops are. */
static uint64_t count_berth_pairs(const struct frozen *frozen, const struct vec *pairs)
{
    const uint32_t *first = frozen->more_berth_first.data;
    const struct stop_pair *pair = pairs->data;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < pairs->count; i++)
        sum += (uint64_t)(1 + first[pair[i].from + 1] - first[pair[i].from]) *
               (1 + first[pair[i].to + 1] - first[pair[i].to]);
    return sum;
}

bool freeze_footpaths(struct frozen *frozen, struct error *error)
{
    struct rules rules;
    rules_init(&rules, frozen);
    struct vec pairs = vec_of(sizeof(struct stop_pair)), walks = vec_of(sizeof(struct walk));
    add_own_pairs(frozen, &pairs);
    bool fits = !rules.overfull && add_rule_pairs(frozen, &rules, &pairs) &&
                add_station_pairs(frozen, &pairs) && add_near_pairs(frozen, &pairs);
    if (fits)
        sort_pairs(&pairs);
    fits = fits && count_berth_pairs(frozen, &pairs) <= PAIRS_MAX;
    if (fits) {
        for (uint32_t i = 0; i < frozen->berth_stops.count; i++)
            vec_push(&frozen->change_seconds, &(int32_t){CHANGE_DEFAULT});
        const struct stop_pair *pair = pairs.data;
        for (uint32_t i = 0; i < pairs.count; i++)
            add_walks(frozen, &rules, pair[i], &walks);
        write_walks(frozen, &walks);
    } else {
        error_set(
            error, ERROR_LIMIT, "transfers.txt",
            "more than %d pairs of places to walk between; lower link_metres, repair stations "
            "with too many stops, or look for stops with rows for thousands of trips",
            PAIRS_MAX);
    }
    vec_finish(&walks);
    vec_finish(&pairs);
    rules_finish(&rules);
    return fits;
}
