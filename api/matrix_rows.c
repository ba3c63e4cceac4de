#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "api/matrix.h"

static void put(struct vec *piece, const char *text)
{
    vec_add_many(piece, text, strlen(text));
}

static void put_number(struct vec *piece, bool there, int64_t number, const char *none)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, number);
    put(piece, there ? text : none);
}

/* What a cell says in one of its columns. */
enum column { COLUMN_SECONDS, COLUMN_TRANSFERS, COLUMN_WALK };

static void put_cell(struct vec *piece, const struct matrix_cell *cell, enum column column,
                     const char *none)
{
    bool there = cell->seconds != MATRIX_NEVER;
    if (column == COLUMN_SECONDS)
        put_number(piece, there, cell->seconds, none);
    else if (column == COLUMN_WALK)
        put_number(piece, there, cell->walk_seconds, none);
    else
        put_number(piece, there && cell->rides, (int64_t)cell->rides - 1, none);
}

/* `"name":[...]` of one column of a row. */
static void put_column(const struct matrix_stream *matrix, const struct matrix_cell *cells,
                       enum column column, struct vec *piece)
{
    uint32_t wide = matrix->percentile_count ? matrix->percentile_count : 1;
    for (uint32_t i = 0; i < matrix->laid_out.count; i++) {
        put(piece, i ? "," : "[");
        put_cell(piece, &cells[(size_t)i * wide], column, "null");
    }
    put(piece, "]");
}

static void put_jsonl(const struct matrix_stream *matrix, const struct matrix_row *row,
                      struct vec *piece)
{
    bool by = matrix->query.when.arrive_by;
    put(piece, by ? "{\"to\":" : "{\"from\":");
    put_number(piece, true, matrix->row, "");
    for (uint32_t i = 0; i < matrix->percentile_count; i++) {
        put(piece, ",\"p");
        put_number(piece, true, matrix->percentiles[i], "");
        put(piece, "\":");
        put_column(matrix, row->cells + i, COLUMN_SECONDS, piece);
    }
    if (matrix->percentile_count) {
        put(piece, ",\"missedMinutes\":");
        for (uint32_t i = 0; i < matrix->laid_out.count; i++) {
            put(piece, i ? "," : "[");
            put_number(piece, true, row->missed[i], "");
        }
        put(piece, "]}\n");
        return;
    }
    put(piece, ",\"seconds\":");
    put_column(matrix, row->cells, COLUMN_SECONDS, piece);
    put(piece, ",\"transfers\":");
    put_column(matrix, row->cells, COLUMN_TRANSFERS, piece);
    put(piece, ",\"walkSeconds\":");
    put_column(matrix, row->cells, COLUMN_WALK, piece);
    put(piece, "}\n");
}

static void put_csv(const struct matrix_stream *matrix, const struct matrix_row *row,
                    struct vec *piece)
{
    bool by = matrix->query.when.arrive_by;
    uint32_t wide = matrix->percentile_count;
    for (uint32_t i = 0; i < matrix->laid_out.count; i++) {
        put_number(piece, true, by ? i : matrix->row, "");
        put(piece, ",");
        put_number(piece, true, by ? matrix->row : i, "");
        for (uint32_t k = 0; k < (wide ? wide : 3); k++) {
            put(piece, ",");
            put_cell(piece, &row->cells[wide ? (size_t)i * wide + k : i],
                     wide ? COLUMN_SECONDS : (enum column)k, "");
        }
        if (wide) {
            put(piece, ",");
            put_number(piece, true, row->missed[i], "");
        }
        put(piece, "\n");
    }
}

static void put_csv_head(const struct matrix_stream *matrix, struct vec *piece)
{
    put(piece, "from,to");
    for (uint32_t i = 0; i < matrix->percentile_count; i++) {
        put(piece, ",p");
        put_number(piece, true, matrix->percentiles[i], "");
    }
    put(piece,
        matrix->percentile_count ? ",missed_minutes\n" : ",seconds,transfers,walk_seconds\n");
}

void matrix_put_head(const struct matrix_stream *matrix, struct vec *piece)
{
    if (matrix->format == MATRIX_CSV)
        put_csv_head(matrix, piece);
}

void matrix_put_row(const struct matrix_stream *matrix, const struct matrix_row *row,
                    struct vec *piece)
{
    if (matrix->format == MATRIX_CSV)
        put_csv(matrix, row, piece);
    else
        put_jsonl(matrix, row, piece);
}
