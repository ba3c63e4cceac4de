#include <math.h>
#include <stdlib.h>

#include "engine/base/bitset.h"
#include "engine/network/freeze_walks.h"

/*
 * Change times and footpaths between berths: one model, for every pair the first of
 *
 *   1. the most specific row of transfers.txt (freeze_rules.c): type 2 and 1 say how long it takes,
 *      type 0 that it takes what moving takes, type 3 that it cannot be done;
 *   2. the way on the streets;
 *   3. one station: the straight line;
 *   4. stops near each other of which one is not on the streets: the straight line.
 *
 * What no row decides never takes less than the change time (getting out, looking around), and what
 * the streets say is moving alone, so the larger of both counts. In a wheelchair rows hold too, but
 * for a way on the streets that takes longer; a pair between which one can walk on the streets but
 * not roll is not joined at all.
 */

/* What decides. */
struct deciding {
    struct frozen *frozen;
    struct rules rules;
    struct street_walks streets;
};

/* The change time of a stop where no row speaks, or CHANGE_DEFAULT: as everywhere. */
static int32_t change_at(const struct frozen *frozen, stop_ix stop)
{
    const struct stop_change *change = frozen_stop_change(frozen, stop);
    return change && change->change_seconds >= 0 ? change->change_seconds : CHANGE_DEFAULT;
}

/* What a walk takes at least: the longer change time of its ends. */
static int32_t least_seconds(const struct frozen *frozen, stop_ix from, stop_ix to)
{
    int32_t ends[2] = {change_at(frozen, from), change_at(frozen, to)};
    for (int i = 0; i < 2; i++)
        if (ends[i] == CHANGE_DEFAULT)
            ends[i] = frozen->options.default_change_seconds;
    return ends[0] > ends[1] ? ends[0] : ends[1];
}

static int32_t straight_seconds(const struct frozen *frozen, stop_ix from, stop_ix to)
{
    const struct stop *stops = frozen->stops.data;
    int32_t least = least_seconds(frozen, from, to);
    if (!stops[from].placed || !stops[to].placed)
        return least;
    double seconds =
        ceil(geo_metres(stops[from].at, stops[to].at) * 1000 / frozen->options.walk_mm_per_second);
    seconds = seconds < WALK_SECONDS_MAX ? seconds : WALK_SECONDS_MAX;
    return seconds > least ? (int32_t)seconds : least;
}

static bool is_near(const struct frozen *frozen, stop_ix from, stop_ix to)
{
    const struct stop *stops = frozen->stops.data;
    return frozen->options.link_metres > 0 && stops[from].placed && stops[to].placed &&
           geo_metres(stops[from].at, stops[to].at) <= frozen->options.link_metres;
}

static bool on_streets(const struct deciding *deciding, stop_ix from, stop_ix to)
{
    return bitset_has(deciding->streets.tied, from) && bitset_has(deciding->streets.tied, to);
}

/* What moving from stop to stop takes. */
struct moving {
    int32_t seconds; /* on the streets as this traveller moves; -1: they do not say */
    bool blocked;    /* they say that one can walk but not roll */
};

static struct moving moving_between(const struct deciding *deciding, stop_ix from, stop_ix to,
                                    bool wheelchair)
{
    const struct street_walks *streets = &deciding->streets;
    int32_t walked = street_walks_seconds(&streets->on_foot, from, to);
    if (!wheelchair)
        return (struct moving){walked, false};
    int32_t rolled = street_walks_seconds(&streets->in_wheelchair, from, to);
    return (struct moving){rolled, rolled < 0 && walked >= 0};
}

/* Where no row speaks, or one that leaves the time open. False: not joined. */
static bool decide_silent(const struct deciding *deciding, const struct moving *moving,
                          struct stop_pair pair, bool by_row, struct walk *walk)
{
    const struct frozen *frozen = deciding->frozen;
    int32_t least = least_seconds(frozen, pair.from, pair.to);
    if (moving->seconds >= 0) {
        walk->seconds = moving->seconds > least ? moving->seconds : least;
        walk->kind = FOOTPATH_STREET;
        return true;
    }
    walk->seconds = straight_seconds(frozen, pair.from, pair.to);
    walk->kind = FOOTPATH_STATION;
    if (by_row || pairs_one_station(frozen, pair.from, pair.to))
        return true;
    walk->kind = FOOTPATH_STRAIGHT;
    return is_near(frozen, pair.from, pair.to) && !on_streets(deciding, pair.from, pair.to);
}

/* The walk between berths of two stops. False: there is none. */
static bool decide_walk(const struct deciding *deciding, struct stop_pair pair,
                        const struct rule *rule, bool wheelchair, struct walk *walk)
{
    struct moving moving = moving_between(deciding, pair.from, pair.to, wheelchair);
    if (moving.blocked)
        return false;
    if (!rule || rule->answer == RULE_POSSIBLE) {
        bool joined = decide_silent(deciding, &moving, pair, rule, walk);
        if (rule)
            walk->kind = FOOTPATH_RULE;
        return joined;
    }
    walk->kind = FOOTPATH_RULE;
    walk->seconds = rule->seconds;
    if (wheelchair && moving.seconds > walk->seconds)
        walk->seconds = moving.seconds;
    return true;
}

/* Keeps which row decided. */
static void note_row(struct frozen *frozen, const struct rule *rule, berth_ix from, berth_ix to)
{
    const struct draft_transfer *row = vec_at(&frozen->draft->transfers, rule->row);
    vec_push(&frozen->footpath_rows, &(struct footpath_row){from, to, row->line});
}

static void decide_change(struct frozen *frozen, const struct rule *rule, berth_ix berth)
{
    int32_t *change = vec_at(&frozen->change_seconds, berth);
    if (rule->answer == RULE_NEVER)
        *change = CHANGE_NEVER;
    else if (rule->answer == RULE_SECONDS)
        *change = rule->seconds;
    note_row(frozen, rule, berth, berth);
}

static void add_walk(struct deciding *deciding, struct walk walk, bool wheelchair,
                     struct vec *walks)
{
    struct frozen *frozen = deciding->frozen;
    const stop_ix *stop_of = frozen->berth_stops.data;
    const struct rule_class *classes = frozen->berth_classes.data;
    struct stop_pair pair = {stop_of[walk.from], stop_of[walk.to]};
    const struct rule *rule =
        rules_ask(&deciding->rules, pair.from, pair.to, &classes[walk.from], &classes[walk.to]);
    if (walk.from == walk.to) {
        if (rule && !wheelchair)
            decide_change(frozen, rule, walk.from);
        return;
    }
    if (rule && !wheelchair)
        note_row(frozen, rule, walk.from, walk.to);
    if (rule && rule->answer == RULE_NEVER)
        return;
    if (pair.from == pair.to) {
        walk.kind = FOOTPATH_RULE;
        walk.seconds =
            rule && rule->answer == RULE_SECONDS ? rule->seconds : change_at(frozen, pair.from);
    } else if (!decide_walk(deciding, pair, rule, wheelchair, &walk)) {
        return;
    }
    vec_push(walks, &walk);
}

/* All berths of one stop against all of the other. */
static void add_walks(struct deciding *deciding, struct stop_pair pair, bool wheelchair,
                      struct vec *walks)
{
    const uint32_t *first = deciding->frozen->more_berth_first.data;
    const berth_ix *more = deciding->frozen->more_berths.data;
    uint32_t from_count = 1 + first[pair.from + 1] - first[pair.from];
    uint32_t to_count = 1 + first[pair.to + 1] - first[pair.to];
    for (uint32_t i = 0; i < from_count; i++)
        for (uint32_t k = 0; k < to_count; k++) {
            struct walk walk = {.from = i ? more[first[pair.from] + i - 1] : pair.from,
                                .to = k ? more[first[pair.to] + k - 1] : pair.to};
            add_walk(deciding, walk, wheelchair, walks);
        }
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

static int row_order(const void *a, const void *b)
{
    const struct footpath_row *one = a, *two = b;
    if (one->from != two->from)
        return one->from < two->from ? -1 : 1;
    return one->to < two->to ? -1 : one->to > two->to;
}

/* The whole table of one kind of traveller. */
static void make_table(struct deciding *deciding, const struct vec *pairs, bool wheelchair)
{
    struct vec walks = vec_of(sizeof(struct walk));
    const struct stop_pair *pair = pairs->data;
    for (uint32_t i = 0; i < pairs->count; i++)
        add_walks(deciding, pair[i], wheelchair, &walks);
    walks_write(deciding->frozen, &walks, wheelchair, deciding->streets.any);
    vec_finish(&walks);
}

bool freeze_footpaths(struct frozen *frozen, struct error *error)
{
    struct deciding deciding = {.frozen = frozen};
    struct vec pairs = vec_of(sizeof(struct stop_pair));
    rules_init(&deciding.rules, frozen);
    street_walks_init(&deciding.streets, frozen);
    bool fits = pairs_collect(frozen, &deciding.rules, &deciding.streets, &pairs) &&
                count_berth_pairs(frozen, &pairs) <= PAIRS_MAX;
    if (fits) {
        for (uint32_t i = 0; i < frozen->berth_stops.count; i++) {
            int32_t seconds = change_at(frozen, *(stop_ix *)vec_at(&frozen->berth_stops, i));
            vec_push(&frozen->change_seconds, &seconds);
        }
        make_table(&deciding, &pairs, false);
        vec_sort(&frozen->footpath_rows, row_order);
        if (deciding.streets.any)
            make_table(&deciding, &pairs, true);
    } else {
        error_set(
            error, ERROR_LIMIT, "transfers.txt",
            "more than %d pairs of places to walk between; lower link_metres or walking_minutes, "
            "repair stations with too many stops, or look for stops with rows for thousands of "
            "trips",
            PAIRS_MAX);
    }
    vec_finish(&pairs);
    street_walks_finish(&deciding.streets);
    rules_finish(&deciding.rules);
    return fits;
}
