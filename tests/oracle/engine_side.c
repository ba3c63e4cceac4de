#include "tests/oracle/engine_side.h"

#include <stdlib.h>
#include <string.h>

#include "engine/network/freeze.h"

/* Ids are a letter and the small world's number. */
static int number_of(const struct network *network, text_ix id)
{
    return (int)strtol(network_text(network, id) + 1, NULL, 10);
}

static void find_all(struct engine_side *side)
{
    const struct network *network = &side->network;
    memset(side->stops, 0xff, sizeof side->stops);
    memset(side->routes, 0xff, sizeof side->routes);
    memset(side->agencies, 0xff, sizeof side->agencies);
    memset(side->trips, 0xff, sizeof side->trips);
    for (uint32_t i = 0; i < network->facts->served_stops; i++)
        side->stops[number_of(network, network->stops[i].id)] = i;
    for (uint32_t i = 0; i < network->counts.routes_by_id; i++)
        side->routes[number_of(network, network->routes[i].id)] = i;
    for (uint32_t i = 0; i < network->counts.agencies; i++)
        side->agencies[number_of(network, network->agencies[i].id)] = i;
    for (uint32_t i = 0; i < network->counts.trips; i++)
        side->trips[number_of(network, network->trips[i].id)] = i;
}

bool engine_side_open(struct engine_side *side, const struct small_world *world, const char *path,
                      struct error *error)
{
    struct draft draft;
    struct freeze_options options = freeze_defaults;
    *side = (struct engine_side){0};
    options.default_change_seconds = world->walking.default_change;
    options.link_metres = world->walking.link_metres;
    options.walk_mm_per_second = world->walking.mm_per_second;
    draft_init(&draft);
    draft_small(world, &draft);
    bool done = network_freeze(&draft, &options, path, NULL, error);
    draft_finish(&draft);
    if (!done || !network_open(&side->network, path, error))
        return false;
    side->world = (struct world){.network = &side->network};
    side->planner = planner_create(&side->network);
    find_all(side);
    return true;
}

void engine_side_close(struct engine_side *side)
{
    planner_destroy(side->planner);
    arena_finish(&side->arena);
    network_close(&side->network);
    *side = (struct engine_side){0};
}

/* The arrays a query borrows. */
struct lists {
    struct endpoint sources[SMALL_ENDS], targets[SMALL_ENDS];
    struct via vias[SMALL_VIAS];
    stop_ix via_stops[SMALL_VIAS];
    uint32_t agencies[SMALL_LIST], routes[SMALL_LIST], stops[SMALL_LIST], trips[SMALL_LIST];
};

static uint32_t put_ends(const struct engine_side *side, const struct small_end *ends, int count,
                         struct endpoint *out)
{
    uint32_t kept = 0;
    for (int i = 0; i < count; i++)
        if (side->stops[ends[i].stop] != NO_IX)
            out[kept++] =
                (struct endpoint){.stop = side->stops[ends[i].stop], .seconds = ends[i].seconds};
    return kept;
}

static uint32_t put_list(const uint32_t *map, const struct small_list *list, uint32_t *out)
{
    uint32_t kept = 0;
    for (int i = 0; i < list->count; i++)
        if (map[list->items[i]] != NO_IX)
            out[kept++] = map[list->items[i]];
    return kept;
}

static void put_needs(const struct engine_side *side, const struct small_question *question,
                      struct lists *lists, struct query_needs *needs)
{
    needs->modes = 0;
    for (int type = 0; type < 5; type++)
        if (question->types >> type & 1)
            needs->modes |= (mode_set)1 << mode_of_route_type(type);
    needs->wheelchair = (enum wheelchair)question->wheelchair;
    needs->bikes = question->bikes;
    needs->cars = question->cars;
    needs->no_agencies = lists->agencies;
    needs->no_routes = lists->routes;
    needs->no_stops = lists->stops;
    needs->no_trips = lists->trips;
    needs->no_agency_count = put_list(side->agencies, &question->no_agencies, lists->agencies);
    needs->no_route_count = put_list(side->routes, &question->no_routes, lists->routes);
    needs->no_stop_count = put_list(side->stops, &question->no_stops, lists->stops);
    needs->no_trip_count = put_list(side->trips, &question->no_trips, lists->trips);
}

static void put_where(const struct engine_side *side, const struct small_question *question,
                      struct lists *lists, struct query_where *where)
{
    where->sources = lists->sources;
    where->targets = lists->targets;
    where->source_count = put_ends(side, question->sources, question->source_count, lists->sources);
    where->target_count = put_ends(side, question->targets, question->target_count, lists->targets);
    where->vias = lists->vias;
    where->via_count = (uint32_t)question->via_count;
    for (int i = 0; i < question->via_count; i++) {
        lists->via_stops[i] = side->stops[question->vias[i].stop];
        lists->vias[i] = (struct via){&lists->via_stops[i], 1, question->vias[i].stay, NULL};
    }
}

/* The whole question; `lists` holds what it borrows. */
static struct query put_query(const struct engine_side *side, const struct small_question *question,
                              struct lists *lists)
{
    struct query query = query_default;
    put_where(side, question, lists, &query.where);
    put_needs(side, question, lists, &query.needs);
    query.when = (struct query_when){
        .time = question->time,
        .arrive_by = question->arrive_by,
        .window_seconds = question->window,
        .travel_seconds_max = question->travel_max,
    };
    query.change = (struct query_change){
        .default_seconds = question->default_change,
        .min_seconds = question->min_change,
        .added_seconds = question->added_change,
        .factor_permille = question->factor,
        .transfers_max = (uint32_t)question->transfers_max,
        .in_seat = question->in_seat,
    };
    return query;
}

bool engine_side_ask(struct engine_side *side, const struct small_question *question,
                     struct journeys *journeys, struct error *error)
{
    struct lists lists;
    struct query query = put_query(side, question, &lists);
    *journeys = (struct journeys){0};
    arena_reset(&side->arena);
    if (query.where.source_count == 0 || query.where.target_count == 0)
        return true;
    return query_check(&query, &side->network, error) &&
           planner_run(side->planner, &side->world, &query, &side->arena, journeys, error);
}

bool engine_side_price(struct engine_side *side, const struct small_question *question,
                       const struct price_ask *ask, struct price_answer *answer,
                       struct error *error)
{
    struct lists lists;
    struct query query = put_query(side, question, &lists);
    *answer = (struct price_answer){0};
    if (query.where.source_count == 0 || query.where.target_count == 0)
        return true;
    return planner_price(side->planner, &side->world, &(struct price_question){&query, ask},
                         &side->arena, answer, error);
}

bool engine_side_spread(struct engine_side *side, const struct small_question *question,
                        struct arena *arena, struct spread *spread, struct error *error)
{
    struct lists lists;
    struct query query = put_query(side, question, &lists);
    struct spread_ask ask = {&query, true, true};
    return planner_spread(side->planner, &side->world, &ask, arena, spread, error);
}

bool engine_side_matrix(struct engine_side *side, const struct small_question *question,
                        const struct matrix_ask *how, struct arena *arena, struct matrix_row *row,
                        struct error *error)
{
    struct lists lists;
    struct query query = put_query(side, question, &lists);
    struct query_where *where = &query.where;
    struct matrix_end end = {where->targets, where->target_count};
    if (question->arrive_by)
        end = (struct matrix_end){where->sources, where->source_count};
    *(question->arrive_by ? &where->source_count : &where->target_count) = 0;
    struct matrix *matrix = matrix_create(&side->network, (const struct matrix_end[]){end, end}, 2);
    struct matrix_ask ask = *how;
    ask.world = &side->world;
    ask.query = &query;
    bool done = matrix_fill(matrix, side->planner, &ask, arena, row, error);
    matrix_destroy(matrix);
    return done;
}
