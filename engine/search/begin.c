#include <string.h>

#include "engine/base/bitset.h"
#include "engine/base/memory.h"
#include "engine/search/search.h"

/* From a question to sets and numbers: after this nobody asks what the traveller wished. */

static void reserve_covers(struct search *search)
{
    uint64_t covers = search->schedule->cover_count + 1; /* Scans look one call ahead. */
    if (covers > search->covers_reserved)
        for (uint32_t i = 0; i < ROUNDS_MAX; i++) {
            memory_free(search->cover_store[i]);
            search->cover_store[i] = NULL;
        }
    if (covers > search->covers_reserved)
        search->covers_reserved = covers;
    for (uint32_t i = 0; i <= search->rounds; i++) {
        uint32_t store = search->range ? i : 0;
        if (!search->cover_store[store]) {
            size_t bytes = search->covers_reserved * sizeof(uint32_t);
            search->cover_store[store] = memory_resize(NULL, 1, bytes);
            memset(search->cover_store[store], 0xff, bytes);
        }
        search->covered[i] = search->cover_store[store];
    }
}

static void reserve(struct search *search)
{
    uint32_t berths = search->network->counts.berth_stops, lanes = search->schedule->lane_count;
    for (uint32_t i = 0; i < search->layer_count; i++) {
        labels_reserve(&search->layers[i], search->rounds + 1, berths);
        labels_share_rounds(&search->layers[i], !search->range);
    }
    if (!search->seats.item) {
        search->seats = vec_of(sizeof(struct seat));
        search->departures = vec_of(sizeof(struct departure));
        search->known = vec_of(sizeof(struct known));
        search->aboard = vec_of(sizeof(struct aboard));
        for (uint32_t i = 0; i < ROUNDS_MAX; i++)
            search->promised[i] = search->dirty_lanes[i] = vec_of(sizeof(uint32_t));
    }
    if (lanes > search->lanes_reserved) {
        search->lanes_reserved = lanes;
        search->lane_first = memory_resize(search->lane_first, lanes, sizeof *search->lane_first);
        memory_free(search->lane_set);
        search->lane_set = memory_zeroed(bitset_words(lanes), sizeof *search->lane_set);
    }
    reserve_covers(search);
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
                            world_pattern(search->world, schedule->lanes[i].pattern)))
            bitset_add(set, i);
    search->lanes_allowed = search->lane_filter = set;
}

/* Whether a run's trip is that one, or stands for it today. */
static bool is_trip(const struct world *world, trip_ix trip, trip_ix wanted)
{
    return trip == wanted || world_promised_trip(world, trip) == wanted;
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
            if (is_trip(search->world, schedule->runs[i].trip, needs->no_trips[k]))
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
            if (stop_closed(search->query, network, i))
                berths_each(network, i, close_berth, search);
    for (uint32_t i = 0; needs->wheelchair == WHEELCHAIR_NONE && i < needs->no_stop_count; i++)
        if (needs->no_stops[i] < network->facts->served_stops)
            berths_each(network, needs->no_stops[i], close_berth, search);
}

/* A stop of a via place being entered. */
struct passing {
    struct via_place *place;
    int32_t detour;
};

static void add_via_berth(void *context, berth_ix berth)
{
    struct passing *passing = context;
    struct via_place *place = passing->place;
    if (place->detours &&
        (!bitset_has(place->berths, berth) || passing->detour < place->detours[berth]))
        place->detours[berth] = passing->detour;
    bitset_add(place->berths, berth);
}

static void open_via(struct search *search, const struct via *via, struct via_place *place)
{
    uint32_t berths = search->network->counts.berth_stops;
    size_t words = bitset_words(berths);
    place->berths = memory_resize(place->berths, words, sizeof *place->berths);
    memset(place->berths, 0, words * sizeof *place->berths);
    place->stay_seconds = via->stay_seconds;
    if (via->detour_seconds && !place->detour_store)
        place->detour_store = memory_resize(NULL, berths, sizeof *place->detour_store);
    place->detours = via->detour_seconds ? place->detour_store : NULL;
    for (uint32_t k = 0; k < via->stop_count; k++) {
        struct passing passing = {place, via->detour_seconds ? via->detour_seconds[k] : 0};
        berths_each(search->network, via->stops[k], add_via_berth, &passing);
    }
}

/* The vias in the order in which the search comes to them. */
static void open_vias(struct search *search)
{
    const struct query_where *where = &search->query->where;
    bool ahead = search->schedule->span.direction == AHEAD;
    for (uint32_t i = 0; i < where->via_count; i++)
        open_via(search, &where->vias[ahead ? i : where->via_count - 1 - i], &search->vias[i]);
}

/* Whether changes may need walks that the timetable as it stands makes needless: because getting on
 * or off is refused somewhere, because one rests where one could ride through, or because times of
 * changes are not those of the network. (Factors of 1 and more, and seconds on top, only make it
 * more worth while to ride on.) */
static bool needs_all_walks(const struct query *query, const struct walks *walks)
{
    const struct query_change *change = &query->change;
    for (uint32_t i = 0; i < query->where.via_count; i++)
        if (query->where.vias[i].stay_seconds || query->where.vias[i].detour_seconds)
            return true;
    return query->needs.no_stop_count || change->min_seconds || change->factor_permille < 1000 ||
           (change->default_seconds >= 0 &&
            change->default_seconds != walks->default_change_seconds);
}

static void choose_walks(struct search *search, const struct walks *walks)
{
    const struct query_change *change = &search->query->change;
    bool ahead = search->schedule->span.direction == AHEAD;
    search->footpaths = ahead ? walks->out : walks->in;
    search->footpath_first = ahead ? walks->out_first : walks->in_first;
    search->changes = search->footpaths;
    search->change_first = search->footpath_first;
    /* What was proved of the promise does not hold where runs are late. */
    if (walks->change_out_first && !search->schedule->live &&
        !needs_all_walks(search->query, walks)) {
        search->changes = ahead ? walks->changes_out : walks->changes_in;
        search->change_first = ahead ? walks->change_out_first : walks->change_in_first;
    }
    search->walks = walks;
    search->change_seconds = walks->change_seconds;
    search->default_change_seconds =
        change->default_seconds >= 0 ? change->default_seconds : walks->default_change_seconds;
    search->tuned = change->min_seconds || change->added_seconds || change->factor_permille != 1000;
    search->stays = change->in_seat && search->schedule->link_first;
    search->promises = walks->promises && search->schedule->link_first;
}

void search_begin(struct search *search, const struct world *world, const struct schedule *schedule,
                  const struct walks *walks, const struct query *query)
{
    const struct query_where *where = &query->where;
    search->world = world;
    search->network = world->network;
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
    for (uint32_t coming = 0; coming < COMINGS; coming++)
        for (uint32_t i = 0; i < ROUNDS_MAX; i++)
            search->arrivals[coming][i] = (struct arrival){SEARCH_NEVER, NO_IX, 0};

    doors_open(search, walks);
}

static void leave_layer(struct search *search, uint32_t layer, search_time leave)
{
    const struct gate *gates = search->sources[layer].data;
    for (uint32_t i = 0; i < search->sources[layer].count; i++)
        walk_mark(search, &search->layers[layer], 0, gates[i].berth, gates[i].berth,
                  leave + gates[i].seconds);
}

void search_leave(struct search *search, search_time leave)
{
    search->bound = SEARCH_NEVER; /* Not known before the first round. */
    for (uint32_t layer = 0; layer < search->layer_count; layer++) {
        leave_layer(search, layer, leave);
        if (layer + 1 < search->layer_count)
            walk_through_via(search, layer, 0);
    }
}

void search_end(struct search *search)
{
    for (uint32_t i = 0; i < search->layer_count; i++)
        labels_clear(&search->layers[i]);
    doors_close(search);
    for (uint32_t store = 0; store < ROUNDS_MAX; store++) {
        const uint32_t *lanes = search->dirty_lanes[store].data;
        for (uint32_t i = 0; i < search->dirty_lanes[store].count; i++) {
            const struct lane *lane = &search->schedule->lanes[lanes[i]];
            memset(search->cover_store[store] + lane->first_cover, 0xff,
                   lane->call_count * sizeof(uint32_t));
        }
        search->dirty_lanes[store].count = 0;
    }
}

void search_finish(struct search *search)
{
    for (uint32_t i = 0; i <= QUERY_VIAS_MAX; i++)
        labels_finish(&search->layers[i]);
    for (uint32_t i = 0; i < QUERY_VIAS_MAX; i++) {
        memory_free(search->vias[i].berths);
        memory_free(search->vias[i].detour_store);
    }
    for (uint32_t i = 0; i < ROUNDS_MAX; i++) {
        memory_free(search->cover_store[i]);
        vec_finish(&search->promised[i]);
        vec_finish(&search->dirty_lanes[i]);
    }
    struct vec *const vecs[] = {&search->seats, &search->departures, &search->known,
                                &search->aboard};
    for (size_t i = 0; i < sizeof vecs / sizeof *vecs; i++)
        vec_finish(vecs[i]);
    for (uint32_t i = 0; i <= QUERY_VIAS_MAX; i++) {
        vec_finish(&search->sources[i]);
        for (uint32_t coming = 0; coming < COMINGS; coming++) {
            vec_finish(&search->targets[coming][i].gates);
            memory_free(search->targets[coming][i].store);
        }
    }
    memory_free(search->doorsteps);
    memory_free(search->lane_first);
    memory_free(search->lane_set);
    memory_free(search->lane_filter);
    memory_free(search->run_filter);
    *search = (struct search){0};
}
