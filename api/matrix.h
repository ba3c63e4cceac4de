#ifndef API_MATRIX_H
#define API_MATRIX_H

#include "api/crossing.h"
#include "api/person.h"
#include "api/reply.h"
#include "engine/base/vec.h"

/*
 * /x/v1/matrix: a search for each origin (arrive-by: destination), made while the answer goes out,
 * so that a long one keeps nobody waiting but him who asked for it.
 */

#define MATRIX_PERCENTILES_MAX 8

/** Stops around all places of the side that is laid out; and vertices settled to find them. */
#define MATRIX_STOPS_MAX (UINT64_C(1) << 23)
#define MATRIX_VERTICES_MAX UINT64_C(50000000)

/** How rows are written. */
enum matrix_format { MATRIX_JSONL, MATRIX_CSV };

/** The places of one side. */
struct matrix_places {
    struct request_place *places;
    struct point *at;
    int16_t *levels;
    uint32_t count;
};

/** An answer under way. It owns the arena in which its question was read. */
struct matrix_stream {
    struct reply_stream stream;
    struct worker *worker;
    struct arena arena, row_arena;
    struct matrix_places origins, destinations;
    struct query query;
    bool promised; /**< of the timetable alone */
    struct person person;
    struct means direct;
    bool has_direct;
    const struct means *means[2]; /**< at the origins, at the destinations */
    uint32_t mean_counts[2];
    uint32_t percentiles[MATRIX_PERCENTILES_MAX], percentile_count;
    enum matrix_format format;
    struct matrix *matrix;
    struct crossing_side laid_out;
    uint32_t row;     /**< the next one */
    struct vec first; /**< the first row's bytes: it is made before anything is sent */
};

/** Reads the question, all but what it is asked of. False: as all readers, and the limits. */
MUST_CHECK bool matrix_read(const struct request *request, struct matrix_stream *matrix,
                            struct error *error);

/** Appends the line that names the columns, if the format has one. */
void matrix_put_head(const struct matrix_stream *matrix, struct vec *piece);

/** Appends row `matrix->row`. */
void matrix_put_row(const struct matrix_stream *matrix, const struct matrix_row *row,
                    struct vec *piece);

#endif
