#include "engine/base/bitset.h"
#include "engine/search/search.h"

/* A walk of years can be added to any time of a schedule without running over. */
enum { WALK_SECONDS_MAX = INT32_MAX / 4 };

int32_t walk_door_seconds(const struct search *search, int32_t seconds)
{
    int64_t factor = search->query->change.factor_permille;
    if (factor == 1000 && seconds >= 0 && seconds < WALK_SECONDS_MAX)
        return seconds;
    int64_t slower = ((int64_t)seconds * factor + 999) / 1000;
    return slower < WALK_SECONDS_MAX ? (int32_t)slower : WALK_SECONDS_MAX;
}

int32_t walk_seconds(const struct search *search, int32_t seconds)
{
    if (seconds == CHANGE_DEFAULT)
        seconds = search->default_change_seconds;
    if (!search->tuned)
        return seconds;
    const struct query_change *change = &search->query->change;
    int32_t slower = walk_door_seconds(search, seconds);
    return (slower > change->min_seconds ? slower : change->min_seconds) + change->added_seconds;
}

void walk_mark(struct search *search, struct labels *labels, uint32_t round, berth_ix from,
               berth_ix to, search_time time)
{
    if (time >= labels->ready[round][to] || time >= search->bound)
        return;
    if (labels->now[to] == SEARCH_NEVER)
        vec_push_number(&labels->marked[round], to);
    labels_touch(labels, to);
    labels->ready[round][to] = time;
    labels->walked_from[round][to] = from;
    labels->now[to] = time;
}

/* Where one can board after getting off at `from`: there, and wherever a footpath leads. The
 * shortest come first, so the first that is too long ends the list ("Early Pruning"); those that
 * take the default change time come before all. */
static void walk_from(struct search *search, struct labels *labels, uint32_t round, berth_ix from)
{
    search_time off = labels->vehicle[round][from];
    int32_t change = search->change_seconds[from];
    if (change != CHANGE_NEVER)
        walk_mark(search, labels, round, from, from, off + walk_seconds(search, change));
    const struct footpath *path = search->changes + search->change_first[from];
    const struct footpath *end = search->changes + search->change_first[from + 1];
    for (; path < end; path++) {
        search_time time = off + walk_seconds(search, path->seconds);
        if (time >= search->bound && path->seconds != CHANGE_DEFAULT)
            break;
        search->stats.footpaths++;
        walk_mark(search, labels, round, from, path->berth, time);
    }
}

/* A berth at a via place where one stands ready is ready in the next layer too. */
void walk_through_via(struct search *search, uint32_t layer, uint32_t round)
{
    struct labels *labels = &search->layers[layer], *next = &search->layers[layer + 1];
    const struct via_place *via = &search->vias[layer];
    const berth_ix *marked = labels->marked[round].data;
    for (uint32_t i = 0; i < labels->marked[round].count; i++) {
        berth_ix berth = marked[i];
        if (!bitset_has(via->berths, berth))
            continue;
        if (labels->walked_from[round][berth] == berth && round > 0)
            continue; /* Got off here: follow_via has seen to it. */
        walk_mark(search, next, round, berth | WALKED_THROUGH_VIA, berth,
                  labels->ready[round][berth] + via_stay(via, berth));
    }
}

void walk_on(struct search *search, uint32_t layer, uint32_t round)
{
    struct labels *labels = &search->layers[layer];
    const berth_ix *improved = labels->improved[round].data;
    uint32_t count = labels->improved[round].count;
    for (uint32_t i = 0; i < count; i++)
        bitset_remove(labels->improved_set, improved[i]);
    if (round < search->rounds)
        for (uint32_t i = 0; i < count; i++)
            walk_from(search, labels, round, improved[i]);
    if (layer + 1 < search->layer_count)
        walk_through_via(search, layer, round);
}
