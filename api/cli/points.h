#ifndef API_CLI_POINTS_H
#define API_CLI_POINTS_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "engine/base/geo.h"
#include "engine/base/vec.h"

/*
 * A file of points: CSV with a line of column names, of which `id`, `lat` and `lon` (or `latitude`,
 * `longitude`, `lng`; any letter case, any order) are read and all others passed over.
 */

/** One row. */
struct named_point {
    const char *id; /**< as in the file, without quotes; in the arena */
    struct point at;
};

/** More rows than these are a mistake, or want to be asked in parts. */
#define POINTS_MAX 10000000

/**
 * Reads all rows into `points` (struct named_point). False: the file cannot be read, a column is
 * missing, or a row is wrong; `error` names file and line, and the column in its text.
 */
MUST_CHECK bool points_read(const char *path, struct arena *arena, struct vec *points,
                            struct error *error);

/** Appends a text as a CSV field to bytes: quoted when it must be. */
void points_write_field(struct vec *bytes, const char *text);

#endif
