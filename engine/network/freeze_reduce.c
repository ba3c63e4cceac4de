#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/pool.h"
#include "engine/network/freeze_walks.h"

/*
 * Which walks changes need. A walk from A to B serves a change from a trip that calls at A to a
 * trip that calls at B. It is needless for the second trip when that is caught at least as well
 * where it called before B, walking there from A or waiting at A itself; and for the first trip
 * when one may as well ride on and walk to B from where it calls after A, or be at B itself.
 * "As well": every single trip that the walk catches is caught, with the same number of rides.
 * The walk goes when it is needless for all second trips, or for all first ones. (The reduction of
 * transfers of Witt, "Trip-Based Public Transit Routing", 2015, section 3.1, by pairs of stops.)
 *
 * Neither asks whether the walk that stands in was itself taken away: that one has a stand-in
 * too, further ahead on the first trip or further back on the second, and so on; calls are finite,
 * so the last one stands.
 */

enum { RANKS = 4, RANK_ITSELF = RANKS - 1 }; /* wheelchairs: no, unknown, yes; no other stop */

/* A call that can be reached from, or can reach, the berth in the middle. */
struct visit {
    pattern_ix pattern;
    uint32_t call;
    int32_t seconds; /* between it and the middle */
    int32_t slack;   /* between being there and leaving, or arriving and being out */
    uint32_t walk;   /* which walk that is; NO_IX: a change in the middle itself */
    uint32_t rank;
};

struct reducing {
    const struct frozen *frozen;
    struct walk *walks;
    const uint32_t *order;       /* walks by the end that is in the middle */
    const uint32_t *first;       /* in `order`, by berth; one more */
    uint8_t *needed;             /* by walk, for the side at hand */
    const uint32_t *berth_first; /* in `berth_calls` */
    struct stop_pattern *berth_calls;
    const uint32_t *profile_first; /* in `profiles`, by pattern */
    const uint32_t *profiles;      /* each once */
    bool on; /* the side: boarding, with where one gets off in the middle; else the other */
    bool ranked;
    struct vec visits[POOL_THREADS_MAX]; /* struct visit, scratch of each thread */
};

static uint32_t rank_of(const struct reducing *reducing, berth_ix berth)
{
    const struct stop *stops = reducing->frozen->stops.data;
    const stop_ix *stop_of = reducing->frozen->berth_stops.data;
    static const uint8_t ranks[] = {[TRISTATE_NO] = 0, [TRISTATE_UNKNOWN] = 1, [TRISTATE_YES] = 2};
    return reducing->ranked ? ranks[stops[stop_of[berth]].wheelchair] : 0;
}

/* Whether one may get on (off) there, as schedules are laid out. */
static bool usable(const struct reducing *reducing, const struct stop_pattern *at)
{
    const struct pattern *pattern = vec_at(&reducing->frozen->patterns, at->pattern);
    const struct call_rule *rule =
        vec_at(&reducing->frozen->call_rules, pattern->first_call + at->call);
    if (reducing->on)
        return rule->pickup != BOARDING_NO && at->call + 1 < pattern->call_count;
    return rule->drop_off != BOARDING_NO && at->call > 0;
}

static int32_t slack_of(const struct reducing *reducing, berth_ix berth, pattern_ix index)
{
    const struct frozen *frozen = reducing->frozen;
    const struct pattern *pattern = vec_at(&frozen->patterns, index);
    const struct route *route = vec_at(&frozen->routes, pattern->route);
    const stop_ix *stop = vec_at(&frozen->berth_stops, berth);
    const struct stop_change *change = frozen_stop_change(frozen, *stop);
    int32_t by_stop = !change ? -1 : reducing->on ? change->board_slack : change->alight_slack;
    return by_stop >= 0 ? by_stop : reducing->on ? route->board_slack : route->alight_slack;
}

static void add_visits(const struct reducing *reducing, berth_ix berth, struct visit visit,
                       struct vec *visits)
{
    for (uint32_t i = reducing->berth_first[berth]; i < reducing->berth_first[berth + 1]; i++) {
        const struct stop_pattern *at = &reducing->berth_calls[i];
        if (!usable(reducing, at))
            continue;
        visit.pattern = at->pattern;
        visit.call = at->call;
        visit.slack = slack_of(reducing, berth, at->pattern);
        vec_push(visits, &visit);
    }
}

static int32_t change_seconds(const struct reducing *reducing, int32_t seconds)
{
    return seconds == CHANGE_DEFAULT ? reducing->frozen->options.default_change_seconds : seconds;
}

static void collect_visits(const struct reducing *reducing, berth_ix middle, struct vec *visits)
{
    const int32_t *changes = reducing->frozen->change_seconds.data;
    visits->count = 0;
    for (uint32_t i = reducing->first[middle]; i < reducing->first[middle + 1]; i++) {
        uint32_t index = reducing->order[i];
        const struct walk *walk = &reducing->walks[index];
        berth_ix berth = reducing->on ? walk->to : walk->from;
        struct visit visit = {.seconds = change_seconds(reducing, walk->seconds),
                              .walk = index,
                              .rank = rank_of(reducing, berth)};
        add_visits(reducing, berth, visit, visits);
    }
    struct visit itself = {
        .seconds = change_seconds(reducing, changes[middle]), .walk = NO_IX, .rank = RANK_ITSELF};
    if (changes[middle] != CHANGE_NEVER)
        add_visits(reducing, middle, itself, visits);
}

static int first_calls_first(const void *a, const void *b)
{
    const struct visit *one = a, *two = b;
    if (one->pattern != two->pattern)
        return one->pattern < two->pattern ? -1 : 1;
    return one->call < two->call ? -1 : one->call > two->call;
}

static int last_calls_first(const void *a, const void *b)
{
    const struct visit *one = a, *two = b;
    if (one->pattern != two->pattern)
        return one->pattern < two->pattern ? -1 : 1;
    return one->call > two->call ? -1 : one->call < two->call;
}

/* The calls of one profile: boarded at call after call, the later ones must be reached the sooner.
 * Getting off is the same backwards. */
static void judge_profile(const struct reducing *reducing, uint32_t profile,
                          const struct visit *visits, uint32_t count)
{
    const struct call_time *times =
        (const struct call_time *)reducing->frozen->profile_times.data + profile;
    int64_t best[RANKS], last = INT64_MIN;
    for (int rank = 0; rank < RANKS; rank++)
        best[rank] = INT64_MIN;
    for (uint32_t i = 0; i < count; i++) {
        const struct visit *visit = &visits[i];
        const struct call_time *call = &times[visit->call];
        int64_t time = reducing->on ? (int64_t)call->depart - visit->slack
                                    : -((int64_t)call->arrive + visit->slack);
        int64_t leave = time - visit->seconds; /* the middle, at the latest */
        if (time < last)
            for (int rank = 0; rank < RANKS; rank++)
                best[rank] = INT64_MIN; /* With slack by stop: as if nothing came before. */
        last = time;
        if (visit->walk != NO_IX && best[visit->rank] < leave)
            reducing->needed[visit->walk] = 1;
        for (uint32_t rank = 0; rank <= visit->rank; rank++)
            best[rank] = best[rank] > leave ? best[rank] : leave;
    }
}

static void judge_middle(void *context, uint32_t middle, uint32_t worker)
{
    struct reducing *reducing = context;
    struct vec *list = &reducing->visits[worker];
    collect_visits(reducing, middle, list);
    const struct visit *visits = list->data;
    if (list->count)
        qsort(list->data, list->count, list->item,
              reducing->on ? first_calls_first : last_calls_first);
    for (uint32_t i = 0, same; i < list->count; i += same) {
        pattern_ix pattern = visits[i].pattern;
        for (same = 1; i + same < list->count && visits[i + same].pattern == pattern; same++)
            ;
        for (uint32_t k = reducing->profile_first[pattern];
             k < reducing->profile_first[pattern + 1]; k++)
            judge_profile(reducing, reducing->profiles[k], &visits[i], same);
    }
}

static int number_order(const void *a, const void *b)
{
    uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
    return one < two ? -1 : one > two;
}

/* The profiles of each pattern, each once. */
static void list_profiles(const struct frozen *frozen, struct vec *firsts, struct vec *profiles)
{
    const struct pattern *patterns = frozen->patterns.data;
    const struct trip *trips = frozen->trips.data;
    for (pattern_ix p = 0; p < frozen->patterns.count; p++) {
        uint32_t begin = profiles->count, kept = begin;
        vec_push_number(firsts, begin);
        for (uint32_t i = 0; i < patterns[p].trip_count; i++)
            vec_push_number(profiles, trips[patterns[p].first_trip + i].profile);
        uint32_t *items = profiles->data;
        if (profiles->count > begin)
            qsort(items + begin, profiles->count - begin, sizeof *items, number_order);
        for (uint32_t i = begin; i < profiles->count; i++)
            if (kept == begin || items[kept - 1] != items[i])
                items[kept++] = items[i];
        profiles->count = kept;
    }
    vec_push_number(firsts, profiles->count);
}

/* Numbers sorted into buckets: fills `first` (buckets + 1) and `order` by `keys`. */
static void sort_into(const uint32_t *keys, uint32_t count, uint32_t buckets, struct vec *first,
                      struct vec *order)
{
    vec_resize(first, buckets + 1);
    vec_resize(order, count);
    uint32_t *starts = first->data, *items = order->data;
    memset(starts, 0, first->count * sizeof *starts);
    for (uint32_t i = 0; i < count; i++)
        starts[keys[i] + 1]++;
    for (uint32_t i = 0; i < buckets; i++)
        starts[i + 1] += starts[i];
    uint32_t *next = memory_zeroed(buckets, sizeof *next);
    memcpy(next, starts, buckets * sizeof *next);
    for (uint32_t i = 0; i < count; i++)
        items[next[keys[i]]++] = i;
    memory_free(next);
}

/* Who calls at each berth. */
static struct stop_pattern *list_calls(const struct frozen *frozen, struct vec *firsts)
{
    const struct pattern *patterns = frozen->patterns.data;
    uint32_t calls = frozen->call_berths.count;
    struct vec order = vec_of(sizeof(uint32_t));
    struct stop_pattern *of_call = memory_zeroed(calls, sizeof *of_call);
    struct stop_pattern *sorted = memory_zeroed(calls, sizeof *sorted);
    for (pattern_ix p = 0; p < frozen->patterns.count; p++)
        for (uint32_t i = 0; i < patterns[p].call_count; i++)
            of_call[patterns[p].first_call + i] = (struct stop_pattern){p, i};
    sort_into(frozen->call_berths.data, calls, frozen->berth_stops.count, firsts, &order);
    for (uint32_t i = 0; i < calls; i++)
        sorted[i] = of_call[((const uint32_t *)order.data)[i]];
    memory_free(of_call);
    vec_finish(&order);
    return sorted;
}

/* Marks the walks that one side needs. */
static uint8_t *judge_side(struct reducing *reducing, uint32_t count, bool on)
{
    uint32_t berths = reducing->frozen->berth_stops.count;
    struct vec first = vec_of(sizeof(uint32_t)), order = vec_of(sizeof(uint32_t));
    uint32_t *middles = memory_zeroed(count, sizeof *middles);
    for (uint32_t i = 0; i < count; i++)
        middles[i] = on ? reducing->walks[i].from : reducing->walks[i].to;
    sort_into(middles, count, berths, &first, &order);
    memory_free(middles);
    reducing->on = on;
    reducing->first = first.data;
    reducing->order = order.data;
    reducing->needed = memory_zeroed(count, 1);
    pool_run(pool_threads(), berths, judge_middle, reducing);
    vec_finish(&first);
    vec_finish(&order);
    return reducing->needed;
}

void walks_reduce(const struct frozen *frozen, struct vec *walks, bool ranked)
{
    struct vec berth_first = vec_of(sizeof(uint32_t));
    struct vec profile_first = vec_of(sizeof(uint32_t)), profiles = vec_of(sizeof(uint32_t));
    struct reducing reducing = {.frozen = frozen, .walks = walks->data, .ranked = ranked};
    for (int i = 0; i < POOL_THREADS_MAX; i++)
        reducing.visits[i] = vec_of(sizeof(struct visit));
    list_profiles(frozen, &profile_first, &profiles);
    reducing.berth_calls = list_calls(frozen, &berth_first);
    reducing.berth_first = berth_first.data;
    reducing.profile_first = profile_first.data;
    reducing.profiles = profiles.data;
    uint8_t *on = judge_side(&reducing, walks->count, true);
    uint8_t *off = judge_side(&reducing, walks->count, false);
    for (uint32_t i = 0; i < walks->count; i++)
        reducing.walks[i].needed = on[i] && off[i];
    for (int i = 0; i < POOL_THREADS_MAX; i++)
        vec_finish(&reducing.visits[i]);
    memory_free(on);
    memory_free(off);
    memory_free(reducing.berth_calls);
    vec_finish(&berth_first);
    vec_finish(&profile_first);
    vec_finish(&profiles);
}
