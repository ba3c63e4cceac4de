#ifndef TESTS_FEATURES_QUESTION_H
#define TESTS_FEATURES_QUESTION_H

#include "engine/base/arena.h"
#include "engine/search/query.h"

/* A question as a file of `key=value` lines; README.md lists the keys. */

/** A question read, and the day that times in its answer count from. */
struct question {
    struct query query;
    struct zone zone; /**< of the feed of the first `from` stop */
    civil_day day;    /**< the date asked for */
};

/** Reads the file; its lists live in `arena`. False: `error` names file and line. */
MUST_CHECK bool question_read(struct question *question, const struct network *network,
                              const char *path, struct arena *arena, struct error *error);

#endif
