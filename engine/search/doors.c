#include "engine/base/bitset.h"
#include "engine/base/memory.h"
#include "engine/search/search.h"

/*
 * Where a search starts and ends: at the endpoints of the question, and one footpath beyond those
 * that are not a walk away from the door already (walks are not chained).
 * An endpoint that is itself a via place counts as having passed it, so each layer has doors of its
 * own.
 */

void berths_each(const struct network *network, stop_ix stop,
                 void (*each)(void *context, berth_ix berth), void *context)
{
    each(context, stop);
    for (uint32_t i = network->more_berth_first[stop]; i < network->more_berth_first[stop + 1]; i++)
        each(context, network->more_berths[i]);
}

bool stop_closed(const struct query *query, const struct network *network, stop_ix stop)
{
    const struct query_needs *needs = &query->needs;
    uint8_t wheelchair = network->stops[stop].wheelchair;
    if ((needs->wheelchair == WHEELCHAIR_STRICT && wheelchair != TRISTATE_YES) ||
        (needs->wheelchair == WHEELCHAIR_UNKNOWN && wheelchair == TRISTATE_NO))
        return true;
    for (uint32_t i = 0; i < needs->no_stop_count; i++)
        if (needs->no_stops[i] == stop)
            return true;
    return false;
}

/* One side's doors under construction. */
struct doors {
    struct vec *gates;
    search_time *seconds; /* by berth: of its gate */
    struct gate gate;     /* the one at hand */
};

/* Keeps the best gate of each berth. */
static void add_gate(void *context, berth_ix berth)
{
    struct doors *doors = context;
    if (doors->seconds[berth] <= doors->gate.seconds)
        return;
    doors->gate.berth = berth;
    struct gate *gates = doors->gates->data;
    uint32_t at = 0;
    while (doors->seconds[berth] != SEARCH_NEVER && gates[at].berth != berth)
        at++;
    if (doors->seconds[berth] == SEARCH_NEVER)
        vec_push(doors->gates, &doors->gate);
    else
        gates[at] = doors->gate;
    doors->seconds[berth] = doors->gate.seconds;
}

/* Which endpoints count: those that are via places first .. last - 1 all at once. */
struct side {
    const struct endpoint *endpoints;
    uint32_t count;
    const struct footpath *footpaths; /* away from the door */
    const uint32_t *first;
    uint32_t via_first, via_last;
    bool target; /* only endpoints that are come to in this way count */
    enum coming coming;
};

static bool counts(const struct side *side, const struct endpoint *endpoint)
{
    return !side->target || endpoint->hired == (side->coming == COMING_HIRED);
}

static bool passes(const struct search *search, const struct side *side, stop_ix stop,
                   int32_t *rest)
{
    *rest = 0;
    for (uint32_t i = side->via_first; i < side->via_last; i++) {
        if (!bitset_has(search->vias[i].berths, stop))
            return false;
        *rest += via_stay(&search->vias[i], stop);
    }
    return !stop_closed(search->query, search->network, stop);
}

static void add_beyond(struct search *search, const struct side *side,
                       const struct endpoint *endpoint, int32_t rest, struct doors *doors)
{
    const struct network *network = search->network;
    for (uint32_t k = side->first[endpoint->stop]; k < side->first[endpoint->stop + 1]; k++) {
        const struct footpath *path = &side->footpaths[k];
        if (path->berth >= network->facts->served_stops ||
            stop_closed(search->query, network, path->berth))
            continue;
        int32_t walk = endpoint->seconds + walk_door_seconds(search, path->seconds);
        doors->gate = (struct gate){.seconds = walk + rest, .rest = rest, .stop = endpoint->stop};
        berths_each(network, path->berth, add_gate, doors);
    }
}

static void open_side(struct search *search, const struct side *side, struct doors *doors)
{
    int32_t rest;
    doors->gates->count = 0;
    for (uint32_t i = 0; i < side->count; i++) {
        const struct endpoint *endpoint = &side->endpoints[i];
        if (!counts(side, endpoint) || !passes(search, side, endpoint->stop, &rest))
            continue;
        doors->gate = (struct gate){.seconds = endpoint->seconds + rest,
                                    .rest = rest,
                                    .stop = endpoint->stop,
                                    .hired = endpoint->hired};
        berths_each(search->network, endpoint->stop, add_gate, doors);
    }
    for (uint32_t i = 0; i < side->count; i++)
        if (!side->endpoints[i].seconds && counts(side, &side->endpoints[i]) &&
            passes(search, side, side->endpoints[i].stop, &rest))
            add_beyond(search, side, &side->endpoints[i], rest, doors);
}

static void forget(const struct vec *gates, search_time *seconds)
{
    const struct gate *items = gates->data;
    for (uint32_t i = 0; i < gates->count; i++)
        seconds[items[i].berth] = SEARCH_NEVER;
}

static void reserve(struct search *search, struct target *target)
{
    uint32_t berths = search->network->counts.berth_stops;
    if (target->store)
        return;
    target->store = memory_resize(NULL, berths, sizeof(search_time));
    for (uint32_t i = 0; i < berths; i++)
        target->store[i] = SEARCH_NEVER;
    target->gates = vec_of(sizeof(struct gate));
}

static void open_source(struct search *search, struct side *side, uint32_t layer)
{
    struct target *lender = &search->targets[COMING_OWN][layer];
    struct doors doors = {&search->sources[layer], lender->store, {0}};
    search->sources[layer].item = sizeof(struct gate);
    side->via_last = layer;
    open_side(search, side, &doors);
    forget(&search->sources[layer], lender->store);
}

static void open_target(struct search *search, struct side *side, uint32_t layer)
{
    struct target *target = &search->targets[side->coming][layer];
    struct doors doors = {&target->gates, target->store, {0}};
    side->via_first = layer;
    side->via_last = search->layer_count - 1;
    open_side(search, side, &doors);
    target->seconds = target->gates.count ? target->store : NULL;
}

void doors_open(struct search *search, const struct walks *walks)
{
    const struct query_where *where = &search->query->where;
    bool ahead = search->schedule->span.direction == AHEAD;
    struct side from = {where->sources, where->source_count, walks->out, walks->out_first, 0, 0,
                        false,          COMING_OWN};
    struct side to = {where->targets, where->target_count, walks->in, walks->in_first, 0, 0,
                      false,          COMING_OWN};
    struct side source = ahead ? from : to, target = ahead ? to : from;
    target.target = true;
    for (uint32_t layer = 0; layer < search->layer_count; layer++) {
        for (target.coming = COMING_OWN; target.coming < COMINGS; target.coming++)
            reserve(search, &search->targets[target.coming][layer]);
        open_source(search, &source, layer);
        for (target.coming = COMING_OWN; target.coming < COMINGS; target.coming++)
            open_target(search, &target, layer);
    }
}

void doors_close(struct search *search)
{
    for (uint32_t coming = 0; coming < COMINGS; coming++)
        for (uint32_t layer = 0; layer < search->layer_count; layer++) {
            const struct target *target = &search->targets[coming][layer];
            forget(&target->gates, target->store);
        }
}
