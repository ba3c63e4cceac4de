#ifndef TESTS_CONFORMANCE_CASE_H
#define TESTS_CONFORMANCE_CASE_H

#include "engine/base/arena.h"
#include "engine/planner.h"

/* A conformance case: a feed as a folder of tables and a question in the neutral form. */

/** Whose case it is, which decides how walks are made. */
enum case_source { CASE_NIGIRI, CASE_RRRR };

/** The open case; zeroed = closed. */
struct case_file {
    enum case_source source;
    void *question; /**< query.json as read (jansson) */
    struct network network;
    struct arena arena; /**< the lists of the query */
    struct query query;
    uint32_t journeys_min; /**< the window grows until so many are found */
    unix_time window_last; /**< but never past this */
};

/** Why a case is not asked; printed after `skip:`. */
struct case_skip {
    char reason[96]; /**< empty: it is asked */
};

/**
 * Loads `folder`/gtfs into an image at `image`, opens it and reads `folder`/query.json into
 * `query`. False: it cannot be loaded or asked; when the question wants what we do not offer,
 * `skip` says what.
 */
MUST_CHECK bool case_open(struct case_file *file, const char *folder, const char *image,
                          struct case_skip *skip, struct error *error);

/** Frees everything. */
void case_close(struct case_file *file);

/** Prints the journeys in the neutral form. */
void case_print(const struct case_file *file, const struct journeys *journeys);

/** Writes the time of an RFC 3339 text. False: it is none. */
MUST_CHECK bool case_time(const char *text, unix_time *time);

#endif
