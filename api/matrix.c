#include "api/matrix.h"

#include "api/answers.h"
#include "api/stops_of.h"
#include "engine/base/memory.h"

static struct crossing crossing_of(const struct matrix_stream *matrix, int end)
{
    return (struct crossing){
        .network = matrix->worker->world->network,
        .streets = planner_streets(worker_planner(matrix->worker)),
        .means = matrix->means[end],
        .means_count = matrix->mean_counts[end],
        .direct = matrix->has_direct ? &matrix->direct : NULL,
        .street_metres = matrix->person.street_metres,
    };
}

/* Some of the places, as they are to the streets. */
static struct crossing_side part_of(const struct matrix_places *side, uint32_t first,
                                    uint32_t count)
{
    return (struct crossing_side){
        .at = side->at + first, .levels = side->levels + first, .count = count};
}

/* The stops around a place, or those of the stop that it is. */
static struct matrix_end end_of(const struct matrix_stream *matrix,
                                const struct matrix_places *side, uint32_t number,
                                struct arena *arena)
{
    int end = side == &matrix->destinations;
    const struct request_place *place = &side->places[number];
    struct crossing crossing = crossing_of(matrix, end);
    const struct crossing_side one = part_of(side, number, 1);
    if (!place->is_stop)
        return *crossing_ends(&crossing, &one, end, arena);
    struct reach reach = stops_as_reach(crossing.network, arena, place->stop);
    return (struct matrix_end){reach.stops, reach.count};
}

/* Vertices that were settled so far. */
static uint64_t effort_of(const struct matrix_stream *matrix)
{
    struct street_worker *streets = planner_streets(worker_planner(matrix->worker));
    return streets ? street_worker_effort(streets) : 0;
}

/* The ends of all places of the side that is not searched from. They are all needed before the
 * first row, so what they may take is bounded: in time, and in memory. */
static bool lay_ends(const struct matrix_stream *matrix, const struct matrix_places *side,
                     struct matrix_end **ends, struct arena *arena, struct error *error)
{
    uint64_t before = effort_of(matrix), stops = 0;
    *ends = arena_array(arena, side->count, sizeof **ends);
    for (uint32_t i = 0; i < side->count; i++) {
        (*ends)[i] = end_of(matrix, side, i, arena);
        stops += (*ends)[i].stop_count;
        if (stops > MATRIX_STOPS_MAX || effort_of(matrix) - before > MATRIX_VERTICES_MAX)
            return error_set(error, ERROR_LIMIT,
                             side == &matrix->destinations ? "destinations" : "origins",
                             "too many stops and streets around so many places; ask in parts, or "
                             "for less time between doors and stops");
    }
    return true;
}

static bool fill_row(struct matrix_stream *matrix, struct matrix_row *row, struct error *error)
{
    bool by = matrix->query.when.arrive_by;
    const struct matrix_places *searching = by ? &matrix->destinations : &matrix->origins;
    struct arena *arena = &matrix->row_arena;
    struct crossing crossing = crossing_of(matrix, by);
    struct query query = matrix->query;
    int32_t *direct = arena_array(arena, matrix->laid_out.count, sizeof *direct);
    const struct crossing_side one = part_of(searching, matrix->row, 1);
    crossing_direct(&crossing, &one, &matrix->laid_out, by, direct);
    const struct matrix_end end = end_of(matrix, searching, matrix->row, arena);
    *(by ? &query.where.targets : &query.where.sources) = end.stops;
    *(by ? &query.where.target_count : &query.where.source_count) = end.stop_count;
    struct world promise = *matrix->worker->world;
    promise.live = NULL;
    const struct matrix_ask ask = {
        .world = matrix->promised ? &promise : matrix->worker->world,
        .query = &query,
        .direct = direct,
        .percentiles = matrix->percentiles,
        .percentile_count = matrix->percentile_count,
    };
    return matrix_fill(matrix->matrix, worker_planner(matrix->worker), &ask, arena, row, error);
}

static uint32_t rows_of(const struct matrix_stream *matrix)
{
    return matrix->query.when.arrive_by ? matrix->destinations.count : matrix->origins.count;
}

static bool make_row(struct matrix_stream *matrix, struct vec *piece, struct error *error)
{
    struct matrix_row row;
    arena_reset(&matrix->row_arena);
    if (!fill_row(matrix, &row, error))
        return false;
    matrix_put_row(matrix, &row, piece);
    matrix->row++;
    return true;
}

static enum reply_more next(struct reply_stream *stream, struct vec *piece)
{
    struct matrix_stream *matrix = (struct matrix_stream *)stream;
    if (matrix->first.count) {
        vec_add_many(piece, matrix->first.data, matrix->first.count);
        vec_finish(&matrix->first);
        return REPLY_MORE;
    }
    if (matrix->row == rows_of(matrix))
        return REPLY_END;
    return make_row(matrix, piece, NULL) ? REPLY_MORE : REPLY_BROKEN;
}

static void end(struct reply_stream *stream)
{
    struct matrix_stream *matrix = (struct matrix_stream *)stream;
    matrix_destroy(matrix->matrix);
    vec_finish(&matrix->first);
    arena_finish(&matrix->row_arena);
    arena_finish(&matrix->arena);
    memory_free(matrix);
}

/* Lays out the side that is not searched from, and makes the first row. */
static bool begin(struct matrix_stream *matrix, struct error *error)
{
    struct worker *worker = matrix->worker;
    bool by = matrix->query.when.arrive_by;
    const struct matrix_places *side = by ? &matrix->origins : &matrix->destinations;
    struct crossing crossing = crossing_of(matrix, !by);
    struct matrix_end *ends;
    matrix->laid_out = part_of(side, 0, side->count);
    crossing_doors(&crossing, &matrix->laid_out, &worker->arena);
    if (!lay_ends(matrix, side, &ends, &matrix->row_arena, error))
        return false;
    matrix->matrix = matrix_create(worker->world->network, ends, side->count);
    matrix->first = vec_of(1);
    matrix_put_head(matrix, &matrix->first);
    return make_row(matrix, &matrix->first, error);
}

bool matrix_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct worker *worker = request->worker;
    struct matrix_stream *matrix = memory_zeroed(1, sizeof *matrix);
    matrix->stream = (struct reply_stream){next, end};
    matrix->worker = worker;
    if (!matrix_read(request, matrix, error) || !begin(matrix, error)) {
        end(&matrix->stream);
        return false;
    }
    matrix->arena = worker->arena; /* What was read lives on. */
    worker->arena = (struct arena){0};
    reply->stream = &matrix->stream;
    reply->content_type =
        matrix->format == MATRIX_CSV ? "text/csv; charset=utf-8" : "application/x-ndjson";
    return true;
}
