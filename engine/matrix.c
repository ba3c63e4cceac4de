#include "engine/matrix.h"

#include "engine/base/memory.h"

/* An end that a stop is near to. */
struct near {
    uint32_t end;
    int32_t seconds;
};

struct matrix {
    uint32_t stops, ends;
    bool at_stops;   /* some end is a stop itself */
    uint32_t *first; /* in `near`, one a served stop and one more */
    struct near *near;
};

struct matrix *matrix_create(const struct network *network, const struct matrix_end *ends,
                             uint32_t count)
{
    struct matrix *matrix = memory_zeroed(1, sizeof *matrix);
    matrix->stops = network->facts->served_stops;
    matrix->ends = count;
    matrix->first = memory_zeroed((size_t)matrix->stops + 2, sizeof *matrix->first);
    uint32_t *first = matrix->first + 1; /* One behind while they are counted and filled. */
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < ends[i].stop_count; k++)
            first[ends[i].stops[k].stop + 1]++;
    for (uint32_t i = 0; i < matrix->stops; i++)
        first[i + 1] += first[i];
    matrix->near = memory_zeroed(first[matrix->stops], sizeof *matrix->near);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < ends[i].stop_count; k++)
            matrix->near[first[ends[i].stops[k].stop]++] =
                (struct near){i, ends[i].stops[k].seconds};
    for (uint32_t i = 0; i < first[matrix->stops] && !matrix->at_stops; i++)
        matrix->at_stops = matrix->near[i].seconds == 0;
    return matrix;
}

void matrix_destroy(struct matrix *matrix)
{
    if (!matrix)
        return;
    memory_free(matrix->first);
    memory_free(matrix->near);
    memory_free(matrix);
}

/* The best so far for each end. */
static void begin(const struct matrix *matrix, const struct matrix_ask *ask,
                  struct matrix_cell *cells)
{
    for (uint32_t i = 0; i < matrix->ends; i++) {
        int32_t direct = ask->direct ? ask->direct[i] : MATRIX_NEVER;
        if (direct > ask->query->when.travel_seconds_max)
            direct = MATRIX_NEVER;
        cells[i] = (struct matrix_cell){direct, direct == MATRIX_NEVER ? 0 : direct, 0};
    }
}

/* A door that is the stop itself may be come to by a footpath; from any other, walks are not
 * chained (see engine/search/doors.c). */
static void relax(struct matrix_cell *cell, const struct standing *standing, int32_t door,
                  int32_t most)
{
    int32_t before = door ? standing->off : standing->here;
    uint8_t rides = door ? standing->off_rides : standing->here_rides;
    if (before == SPREAD_NEVER || door > most - before)
        return;
    int32_t seconds = before + door;
    if (seconds > cell->seconds || (seconds == cell->seconds && rides >= cell->rides))
        return;
    int32_t walk = door ? standing->off_walk + door : standing->here_walk;
    *cell = (struct matrix_cell){seconds, walk, rides};
}

static void fill(const struct matrix *matrix, const struct spread *spread, uint32_t row,
                 int32_t most, struct matrix_cell *cells)
{
    const struct standing *standings = spread_row(spread, row);
    for (uint32_t i = 0; i < spread->stop_count; i++) {
        stop_ix stop = spread->stops[i];
        for (uint32_t k = matrix->first[stop]; k < matrix->first[stop + 1]; k++)
            relax(&cells[matrix->near[k].end], &standings[i], matrix->near[k].seconds, most);
    }
}

/* From all minutes of one end to its percentiles. */
static void pick(const struct matrix_ask *ask, int32_t *times, uint32_t rows,
                 struct matrix_cell *cells)
{
    for (uint32_t i = 0; i < ask->percentile_count; i++)
        cells[i] = (struct matrix_cell){times[spread_rank(ask->percentiles[i], rows)], 0, 0};
}

static void fill_window(const struct matrix *matrix, const struct matrix_ask *ask,
                        const struct spread *spread, struct arena *arena, struct matrix_row *out)
{
    struct matrix_cell *minute = arena_array(arena, matrix->ends, sizeof *minute);
    int32_t *times = arena_array(arena, (size_t)matrix->ends * spread->rows, sizeof *times);
    for (uint32_t row = 0; row < spread->rows; row++) {
        begin(matrix, ask, minute);
        fill(matrix, spread, row, ask->query->when.travel_seconds_max, minute);
        for (uint32_t i = 0; i < matrix->ends; i++)
            times[(size_t)i * spread->rows + row] = minute[i].seconds;
    }
    for (uint32_t i = 0; i < matrix->ends; i++) {
        int32_t *own = times + (size_t)i * spread->rows;
        out->missed[i] = spread_sort(own, spread->rows);
        pick(ask, own, spread->rows, out->cells + (size_t)i * ask->percentile_count);
    }
}

bool matrix_fill(const struct matrix *matrix, struct planner *planner, const struct matrix_ask *ask,
                 struct arena *arena, struct matrix_row *row, struct error *error)
{
    bool window = ask->query->when.window_seconds > 0;
    struct spread_ask spread_ask = {ask->query, !window, matrix->at_stops};
    struct spread spread;
    if (!planner_spread(planner, ask->world, &spread_ask, arena, &spread, error))
        return false;
    row->cells = arena_array(arena, (size_t)matrix->ends * (window ? ask->percentile_count : 1),
                             sizeof *row->cells);
    row->missed = arena_array(arena, matrix->ends, sizeof *row->missed);
    if (window) {
        fill_window(matrix, ask, &spread, arena, row);
        return true;
    }
    begin(matrix, ask, row->cells);
    fill(matrix, &spread, 0, ask->query->when.travel_seconds_max, row->cells);
    for (uint32_t i = 0; i < matrix->ends; i++)
        row->missed[i] = row->cells[i].seconds == MATRIX_NEVER;
    return true;
}
