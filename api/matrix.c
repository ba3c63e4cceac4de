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

/* The stops around each place, or those of the stop that it is. `end`: 0 origins. */
static struct matrix_end *ends_of(const struct matrix_stream *matrix,
                                  const struct matrix_places *side, uint32_t first, uint32_t count,
                                  struct arena *arena)
{
    int end = side == &matrix->destinations;
    struct crossing crossing = crossing_of(matrix, end);
    struct matrix_end *ends = crossing_ends(&crossing, side->at + first, count, end, arena);
    for (uint32_t i = 0; i < count; i++) {
        const struct request_place *place = &side->places[first + i];
        if (!place->is_stop)
            continue;
        struct stop_list stops = stops_of_station(crossing.network, arena, place->stop);
        struct endpoint *list = arena_array(arena, stops.count, sizeof *list);
        for (uint32_t k = 0; k < stops.count; k++)
            list[k] = (struct endpoint){stops.items[k], 0};
        ends[i] = (struct matrix_end){list, stops.count};
    }
    return ends;
}

static bool fill_row(struct matrix_stream *matrix, struct matrix_row *row, struct error *error)
{
    bool by = matrix->query.when.arrive_by;
    const struct matrix_places *searching = by ? &matrix->destinations : &matrix->origins;
    struct arena *arena = &matrix->row_arena;
    struct crossing crossing = crossing_of(matrix, by);
    struct query query = matrix->query;
    int32_t *direct = arena_array(arena, matrix->laid_out.count, sizeof *direct);
    crossing_direct(&crossing, searching->at[matrix->row], &matrix->laid_out, by, direct);
    const struct matrix_end *end = ends_of(matrix, searching, matrix->row, 1, arena);
    *(by ? &query.where.targets : &query.where.sources) = end->stops;
    *(by ? &query.where.target_count : &query.where.source_count) = end->stop_count;
    const struct matrix_ask ask = {
        .world = matrix->worker->world,
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
    matrix->laid_out = crossing_side(&crossing, side->at, side->count, &worker->arena);
    const struct matrix_end *ends = ends_of(matrix, side, 0, side->count, &matrix->row_arena);
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
