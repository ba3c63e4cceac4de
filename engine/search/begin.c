#include <assert.h>
#include <string.h>

#include "engine/base/bitset.h"
#include "engine/base/memory.h"
#include "engine/search/search.h"

/* From a question to sets and numbers: after this nobody asks what the traveller wished. */

static void reserve(struct search *search)
{
    uint32_t berths = search->network->counts.berth_stops, lanes = search->schedule->lane_count;
    for (uint32_t i = 0; i < search->layer_count; i++) {
        labels_reserve(&search->layers[i], search->rounds + 1, berths);
        labels_share_rounds(&search->layers[i], !search->range);
    }
    if (!search->target_seconds) {
        search->target_seconds = memory_resize(NULL, berths, sizeof *search->target_seconds);
        for (uint32_t i = 0; i < berths; i++)
            search->target_seconds[i] = SEARCH_NEVER;
        search->sources = search->targets = vec_of(sizeof(struct gate));
        search->seats = vec_of(sizeof(struct seat));
        search->departures = vec_of(sizeof(struct departure));
        search->dirty_stays = vec_of(sizeof(uint32_t));
        search->ridden = vec_of(sizeof(struct ridden));
        for (uint32_t i = 0; i < ROUNDS_MAX; i++)
            search->promised[i] = vec_of(sizeof(uint32_t));
    }
    if (lanes > search->lanes_reserved) {
        search->lanes_reserved = lanes;
        search->lane_first = memory_resize(search->lane_first, lanes, sizeof *search->lane_first);
        memory_free(search->lane_set);
        search->lane_set = memory_zeroed(bitset_words(lanes), sizeof *search->lane_set);
        for (uint32_t i = 0; i < ROUNDS_MAX; i++) {
            memory_free(search->stay_store[i]);
            search->stay_store[i] = NULL;
        }
    }
    for (uint32_t i = 0; i <= search->rounds; i++) {
        uint32_t store = search->range ? i : 0;
        if (!search->stay_store[store]) {
            size_t bytes = search->lanes_reserved * sizeof(uint32_t);
            search->stay_store[store] = memory_resize(NULL, search->lanes_reserved, 4);
            memset(search->stay_store[store], 0xff, bytes);
        }
        search->stay_best[i] = search->stay_store[store];
    }
}

/* Calls `each` for all berths of a stop. */
static void each_berth(const struct network *network, stop_ix stop,
                       void (*each)(void *context, berth_ix berth), void *context)
{
    each(context, stop);
    for (uint32_t i = network->more_berth_first[stop]; i < network->more_berth_first[stop + 1]; i++)
        each(context, network->more_berths[i]);
}

/* Doors under construction: the best gate of each berth. */
struct doors {
    struct vec *gates;
    search_time *seconds; /* by berth */
    const uint64_t *closed;
    struct gate gate;
};

static void add_gate(void *context, berth_ix berth)
{
    struct doors *doors = context;
    if (doors->seconds[berth] <= doors->gate.seconds)
        return;
    doors->gate.berth = berth;
    if (doors->seconds[berth] == SEARCH_NEVER) {
        vec_push(doors->gates, &doors->gate);
    } else {
        struct gate *gates = doors->gates->data;
        for (uint32_t i = 0; i < doors->gates->count; i++)
            if (gates[i].berth == berth)
                gates[i] = doors->gate;
    }
    doors->seconds[berth] = doors->gate.seconds;
}

static bool is_closed(const struct query *query, const struct network *network, stop_ix stop)
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

/* Doors at the endpoints themselves, and one footpath beyond them. */
static void open_doors(struct search *search, struct doors *doors, const struct endpoint *endpoints,
                       uint32_t count, const struct footpath *footpaths, const uint32_t *first)
{
    const struct network *network = search->network;
    uint32_t served = network->facts->served_stops;
    doors->gates->count = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (is_closed(search->query, network, endpoints[i].stop))
            continue;
        doors->gate = (struct gate){.seconds = endpoints[i].seconds, .stop = endpoints[i].stop};
        each_berth(network, endpoints[i].stop, add_gate, doors);
    }
    for (uint32_t i = 0; i < count; i++) {
        stop_ix stop = endpoints[i].stop;
        if (is_closed(search->query, network, stop))
            continue;
        for (uint32_t k = first[stop]; k < first[stop + 1]; k++) {
            if (footpaths[k].berth >= served ||
                is_closed(search->query, network, footpaths[k].berth))
                continue;
            doors->gate = (struct gate){.seconds = endpoints[i].seconds +
                                                   walk_door_seconds(search, footpaths[k].seconds),
                                        .stop = stop};
            each_berth(network, footpaths[k].berth, add_gate, doors);
        }
    }
}

static bool pattern_allowed(const struct query_needs *needs, const struct network *network,
                            const struct pattern *pattern)
{
    const struct route *route = &network->routes[pattern->route];
    if (!(needs->modes >> route->mode & 1) || (needs->bikes && pattern->bikes != TRISTATE_YES) ||
        (needs->cars && pattern->cars != TRISTATE_YES) ||
        (needs->wheelchair == WHEELCHAIR_STRICT && pattern->wheelchair != TRISTATE_YES) ||
        (needs->wheelchair == WHEELCHAIR_UNKNOWN && pattern->wheelchair == TRISTATE_NO))
        return false;
    for (uint32_t i = 0; i < needs->no_agency_count; i++)
        if (needs->no_agencies[i] == route->agency)
            return false;
    for (uint32_t i = 0; i < needs->no_route_count; i++)
        if (needs->no_routes[i] == pattern->route)
            return false;
    return true;
}

static bool filters_lanes(const struct query_needs *needs)
{
    return needs->modes != MODES_ALL || needs->bikes || needs->cars ||
           needs->wheelchair != WHEELCHAIR_NONE || needs->no_agency_count || needs->no_route_count;
}

static void filter_lanes(struct search *search)
{
    const struct schedule *schedule = search->schedule;
    const struct query_needs *needs = &search->query->needs;
    search->lanes_allowed = NULL;
    if (!filters_lanes(needs))
        return;
    size_t words = bitset_words(schedule->lane_count);
    uint64_t *set = memory_resize(search->lane_filter, words, sizeof *set);
    memset(set, 0, words * sizeof *set);
    for (uint32_t i = 0; i < schedule->lane_count; i++)
        if (pattern_allowed(needs, search->network,
                            &search->network->patterns[schedule->lanes[i].pattern]))
            bitset_add(set, i);
    search->lanes_allowed = search->lane_filter = set;
}

static void filter_runs(struct search *search)
{
    const struct schedule *schedule = search->schedule;
    const struct query_needs *needs = &search->query->needs;
    search->runs_banned = NULL;
    if (!needs->no_trip_count)
        return;
    size_t words = bitset_words(schedule->run_count);
    uint64_t *set = memory_resize(search->run_filter, words, sizeof *set);
    memset(set, 0, words * sizeof *set);
    for (uint32_t i = 0; i < schedule->run_count; i++)
        for (uint32_t k = 0; k < needs->no_trip_count; k++)
            if (needs->no_trips[k] == schedule->runs[i].trip)
                bitset_add(set, i);
    search->runs_banned = search->run_filter = set;
}

static void close_berth(void *context, berth_ix berth)
{
    struct search *search = context;
    for (uint32_t i = 0; i < search->layer_count; i++)
        labels_close(&search->layers[i], berth);
}

static void close_stops(struct search *search)
{
    const struct query_needs *needs = &search->query->needs;
    const struct network *network = search->network;
    if (needs->wheelchair != WHEELCHAIR_NONE)
        for (stop_ix i = 0; i < network->facts->served_stops; i++)
            if (is_closed(search->query, network, i))
                each_berth(network, i, close_berth, search);
    for (uint32_t i = 0; needs->wheelchair == WHEELCHAIR_NONE && i < needs->no_stop_count; i++)
        if (needs->no_stops[i] < network->facts->served_stops)
            each_berth(network, needs->no_stops[i], close_berth, search);
}

static void add_via_berth(void *context, berth_ix berth)
{
    bitset_add(context, berth);
}

/* The vias in the order in which the search comes to them. */
static void open_vias(struct search *search)
{
    const struct query_where *where = &search->query->where;
    size_t words = bitset_words(search->network->counts.berth_stops);
    bool ahead = search->schedule->span.direction == AHEAD;
    for (uint32_t i = 0; i < where->via_count; i++) {
        const struct via *via = &where->vias[ahead ? i : where->via_count - 1 - i];
        struct via_place *place = &search->vias[i];
        place->berths = memory_resize(place->berths, words, sizeof *place->berths);
        memset(place->berths, 0, words * sizeof *place->berths);
        place->stay_seconds = via->stay_seconds;
        for (uint32_t k = 0; k < via->stop_count; k++)
            each_berth(search->network, via->stops[k], add_via_berth, place->berths);
    }
}

static void choose_walks(struct search *search, const struct walks *walks)
{
    const struct query_change *change = &search->query->change;
    bool ahead = search->schedule->span.direction == AHEAD;
    search->footpaths = ahead ? walks->out : walks->in;
    search->footpath_first = ahead ? walks->out_first : walks->in_first;
    search->change_seconds = walks->change_seconds;
    search->default_change_seconds =
        change->default_seconds >= 0 ? change->default_seconds : walks->default_change_seconds;
    search->tuned = change->min_seconds || change->added_seconds || change->factor_permille != 1000;
    search->stays = change->in_seat && search->schedule->link_first;
    search->promises = walks->promises && search->schedule->link_first;
}

void search_begin(struct search *search, const struct network *network,
                  const struct schedule *schedule, const struct walks *walks,
                  const struct query *query)
{
    const struct query_where *where = &query->where;
    bool ahead = schedule->span.direction == AHEAD;
    search->network = network;
    search->schedule = schedule;
    search->query = query;
    search->layer_count = where->via_count + 1;
    search->rounds = query->needs.modes ? query->change.transfers_max + 1 : 0;
    search->range = query->when.window_seconds > 0;
    search->stats = (struct search_stats){0};
    reserve(search);
    choose_walks(search, walks);
    filter_lanes(search);
    filter_runs(search);
    open_vias(search);
    close_stops(search);
    for (uint32_t i = 0; i < ROUNDS_MAX; i++)
        search->arrivals[i] = (struct arrival){SEARCH_NEVER, NO_IX};

    /* Sources borrow the array by berth that targets keep. */
    struct doors doors = {.gates = &search->sources, .seconds = search->target_seconds};
    open_doors(search, &doors, ahead ? where->sources : where->targets,
               ahead ? where->source_count : where->target_count, search->footpaths,
               search->footpath_first);
    const struct gate *gates = search->sources.data;
    for (uint32_t i = 0; i < search->sources.count; i++)
        search->target_seconds[gates[i].berth] = SEARCH_NEVER;
    doors.gates = &search->targets;
    open_doors(search, &doors, ahead ? where->targets : where->sources,
               ahead ? where->target_count : where->source_count, ahead ? walks->in : walks->out,
               ahead ? walks->in_first : walks->out_first);
}

void search_leave(struct search *search, search_time leave)
{
    const struct gate *gates = search->sources.data;
    struct labels *labels = &search->layers[0];
    for (uint32_t i = 0; i < search->sources.count; i++) {
        search_time time = leave + gates[i].seconds;
        if (time >= labels->ready[0][gates[i].berth])
            continue;
        labels_set_ready(labels, 0, gates[i].berth, time);
        labels->walked_from[0][gates[i].berth] = gates[i].berth;
        labels->now[gates[i].berth] = time;
        vec_push(&labels->marked[0], &gates[i].berth);
    }
    for (uint32_t layer = 0; layer + 1 < search->layer_count; layer++)
        walk_through_via(search, layer, 0);
}

void search_end(struct search *search)
{
    for (uint32_t i = 0; i < search->layer_count; i++)
        labels_clear(&search->layers[i]);
    const struct gate *gates = search->targets.data;
    for (uint32_t i = 0; i < search->targets.count; i++)
        search->target_seconds[gates[i].berth] = SEARCH_NEVER;
    const uint32_t *lanes = search->dirty_stays.data;
    for (uint32_t i = 0; i < search->dirty_stays.count; i++)
        for (uint32_t round = 0; round < ROUNDS_MAX; round++)
            if (search->stay_store[round])
                search->stay_store[round][lanes[i]] = NO_IX;
    search->dirty_stays.count = 0;
}

void search_finish(struct search *search)
{
    for (uint32_t i = 0; i <= QUERY_VIAS_MAX; i++)
        labels_finish(&search->layers[i]);
    for (uint32_t i = 0; i < QUERY_VIAS_MAX; i++)
        memory_free(search->vias[i].berths);
    for (uint32_t i = 0; i < ROUNDS_MAX; i++) {
        memory_free(search->stay_store[i]);
        vec_finish(&search->promised[i]);
    }
    struct vec *const vecs[] = {&search->sources,    &search->targets,     &search->seats,
                                &search->departures, &search->dirty_stays, &search->ridden};
    for (size_t i = 0; i < sizeof vecs / sizeof *vecs; i++)
        vec_finish(vecs[i]);
    memory_free(search->target_seconds);
    memory_free(search->lane_first);
    memory_free(search->lane_set);
    memory_free(search->lane_filter);
    memory_free(search->run_filter);
    *search = (struct search){0};
}
