#include "tests/oracle/raw_streets.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

/* --- The graph --- */

static const node_ix *refs_of(const struct map *map)
{
    return map->refs.data;
}

static struct raw_arc arc_between(const struct map *map, uint32_t piece, bool against)
{
    const node_ix *refs = refs_of(map);
    const struct map_node *a = map_node_at(map, refs[piece + against]);
    const struct map_node *b = map_node_at(map, refs[piece + !against]);
    struct raw_arc arc = {
        .head = refs[piece + !against],
        .piece = piece << 1 | against,
        .length_mm = street_millimetres(a->at, b->at),
    };
    if (a->height_dm != MAP_NO_HEIGHT && b->height_dm != MAP_NO_HEIGHT) {
        int32_t up = b->height_dm - a->height_dm;
        arc.up_dm = up > 0 ? (uint32_t)up : 0;
        arc.down_dm = up < 0 ? (uint32_t)-up : 0;
    }
    return arc;
}

/* A way's seconds up to the end of a piece: by length, whole seconds, all of them at the end. */
static uint64_t seconds_until(const struct map_way *way, uint64_t length, uint64_t total, bool last)
{
    return last ? way->seconds : length * way->seconds / (total + 1);
}

static void each_way_arc(const struct map *map, const struct map_way *way,
                         void (*add)(struct raw *, node_ix, const struct raw_arc *),
                         struct raw *raw)
{
    uint64_t total = 0, length = 0;
    for (uint32_t i = 0; i + 1 < way->ref_count; i++)
        total += arc_between(map, way->first_ref + i, false).length_mm;
    for (uint32_t i = 0; i + 1 < way->ref_count; i++) {
        struct raw_arc there = arc_between(map, way->first_ref + i, false);
        struct raw_arc back = arc_between(map, way->first_ref + i, true);
        uint64_t before = seconds_until(way, length, total, false);
        length += there.length_mm;
        there.seconds = back.seconds =
            (uint32_t)(seconds_until(way, length, total, i + 2 == way->ref_count) - before);
        there.trait = way->trait;
        back.trait = way->back;
        add(raw, back.head, &there);
        add(raw, there.head, &back);
    }
}

static void count_arc(struct raw *raw, node_ix tail, const struct raw_arc *arc)
{
    (void)arc;
    ((uint32_t *)raw->first.data)[tail + 2]++;
}

static void place_arc(struct raw *raw, node_ix tail, const struct raw_arc *arc)
{
    uint32_t *first = raw->first.data;
    ((struct raw_arc *)raw->arcs.data)[first[tail + 1]++] = *arc;
}

void raw_init(struct raw *raw, const struct map *map)
{
    *raw = (struct raw){.map = map,
                        .arcs = vec_of(sizeof(struct raw_arc)),
                        .first = vec_of(sizeof(uint32_t)),
                        .words = vec_of(sizeof(struct raw_word))};
    vec_resize(&raw->first, map->nodes.count + 2);
    for (way_ix way = 0; way < map->ways.count; way++)
        each_way_arc(map, map_way_at(map, way), count_arc, raw);
    uint32_t *first = raw->first.data;
    for (uint32_t i = 1; i < raw->first.count; i++)
        first[i] += first[i - 1];
    vec_resize(&raw->arcs, first[raw->first.count - 1]);
    for (way_ix way = 0; way < map->ways.count; way++)
        each_way_arc(map, map_way_at(map, way), place_arc, raw);
    raw_add_turns(raw);
}

void raw_finish(struct raw *raw)
{
    vec_finish(&raw->arcs);
    vec_finish(&raw->first);
    vec_finish(&raw->words);
}

/* --- The search --- */

/* Where one is, by what ways for residents one came, what was driven last (where that matters), and
 * how far into which words one is. */
struct where {
    node_ix node;
    uint32_t phase;    /* 0 only ways for residents, 1 others since, 2 those again */
    uint32_t came_by;  /* a piece; NO_IX: it does not matter */
    uint32_t progress; /* number of a set of (word, pieces so far) */
};

struct waiting {
    uint64_t cost;
    uint32_t state;
};

struct search {
    const struct raw *raw;
    const struct metric *metric;
    struct intern states;   /* struct where */
    struct intern progress; /* sets: pairs of word and pieces so far; 0 the empty one */
    struct vec costs;       /* uint64_t, one a state */
    struct vec heap;        /* struct waiting, the least first: a plain binary heap */
    uint64_t cost_max;
    bool cars;
};

static void swap(struct waiting *a, struct waiting *b)
{
    struct waiting kept = *a;
    *a = *b;
    *b = kept;
}

static void push(struct search *search, uint64_t cost, uint32_t state)
{
    vec_push(&search->heap, &(struct waiting){cost, state});
    struct waiting *heap = search->heap.data;
    for (uint32_t at = search->heap.count - 1; at && heap[at].cost < heap[(at - 1) / 2].cost;
         at = (at - 1) / 2)
        swap(&heap[at], &heap[(at - 1) / 2]);
}

static struct waiting pop(struct search *search)
{
    struct waiting *heap = search->heap.data, top = heap[0];
    uint32_t count = --search->heap.count, at = 0;
    heap[0] = heap[count];
    for (;;) {
        uint32_t least = at;
        for (uint32_t child = 2 * at + 1; child <= 2 * at + 2 && child < count; child++)
            least = heap[child].cost < heap[least].cost ? child : least;
        if (least == at)
            return top;
        swap(&heap[at], &heap[least]);
        at = least;
    }
}

static void offer(struct search *search, const struct where *where, uint64_t cost)
{
    if (cost > search->cost_max)
        return;
    uint32_t state = intern_add(&search->states, where, sizeof *where);
    while (search->costs.count <= state)
        vec_push(&search->costs, &(uint64_t){COST_NEVER});
    uint64_t *known = vec_at(&search->costs, state);
    if (*known <= cost)
        return;
    *known = cost;
    push(search, cost, state);
}

/* The words one is in after one more piece. False: it would be the last piece of one. */
static bool progress_after(struct search *search, uint32_t before, uint32_t piece, uint32_t *after)
{
    uint32_t pairs[256], count = 0, old[256], old_count;
    const struct raw_word *words = search->raw->words.data;
    old_count = search->progress.lengths[before] / sizeof(uint32_t);
    memcpy(old, intern_key(&search->progress, before), search->progress.lengths[before]);
    for (uint32_t i = 0; i < old_count; i += 2) {
        const struct raw_word *word = &words[old[i]];
        if (word->pieces[old[i + 1]] != piece)
            continue;
        if (old[i + 1] + 1 == word->count)
            return false;
        pairs[count++] = old[i];
        pairs[count++] = old[i + 1] + 1;
    }
    for (uint32_t w = 0; w < search->raw->words.count; w++)
        if (words[w].pieces[0] == piece && count + 2 <= 256) {
            pairs[count++] = w;
            pairs[count++] = 1;
        }
    *after = intern_add(&search->progress, pairs, count * sizeof *pairs);
    return true;
}

static bool turns_round(const struct search *search, const struct where *at, uint32_t piece)
{
    return search->cars && at->came_by != NO_IX && (at->came_by ^ 1) == piece;
}

static void go(struct search *search, const struct where *at, uint64_t cost,
               const struct raw_arc *arc)
{
    const struct metric_pace *pace = &search->metric->paces[arc->trait];
    struct where next = {arc->head, 0, NO_IX, 0};
    if (!pace->cost || turns_round(search, at, arc->piece) ||
        (at->phase == 2 && !pace->destination))
        return;
    next.phase = !pace->destination ? 1 : at->phase == 0 ? 0 : 2;
    if (search->cars && !progress_after(search, at->progress, arc->piece, &next.progress))
        return;
    if (search->raw->inside && search->raw->inside[arc->head])
        next.came_by = arc->piece;
    offer(search, &next,
          cost + (uint64_t)pace->cost * arc->length_mm + search->metric->up_cost * arc->up_dm +
              search->metric->down_cost * arc->down_dm + (uint64_t)arc->seconds * 1000000000);
}

static void leave(struct search *search, const struct where *at, uint64_t cost)
{
    const uint32_t *first = search->raw->first.data;
    for (uint32_t i = first[at->node]; i < first[at->node + 1]; i++)
        go(search, at, cost, vec_at(&search->raw->arcs, i));
}

uint32_t raw_search(const struct raw *raw, const struct metric *metric, node_ix source,
                    uint64_t cost_max, uint64_t *costs)
{
    struct search search = {.raw = raw,
                            .metric = metric,
                            .costs = vec_of(sizeof(uint64_t)),
                            .heap = vec_of(sizeof(struct waiting)),
                            .cost_max = cost_max,
                            .cars = metric->profile.travel == TRAVEL_CAR};
    uint32_t reached = 1;
    for (uint32_t i = 0; i < raw->map->nodes.count; i++)
        costs[i] = COST_NEVER;
    intern_add(&search.progress, "", 0);
    costs[source] = 0;
    leave(&search, &(struct where){source, 0, NO_IX, 0}, 0);
    while (search.heap.count) {
        struct waiting next = pop(&search);
        struct where at;
        if (*(uint64_t *)vec_at(&search.costs, next.state) != next.cost)
            continue;
        memcpy(&at, intern_key(&search.states, next.state), sizeof at);
        uint16_t marks = map_node_at(raw->map, at.node)->marks;
        reached += costs[at.node] == COST_NEVER;
        if (next.cost < costs[at.node])
            costs[at.node] = next.cost;
        if (!(marks & metric->blocked))
            leave(&search, &at, next.cost + (marks & VERTEX_SIGNALS ? metric->signal_cost : 0));
    }
    intern_finish(&search.states);
    intern_finish(&search.progress);
    vec_finish(&search.costs);
    vec_finish(&search.heap);
    return reached;
}
