#ifndef API_CLI_BATCH_LIST_H
#define API_CLI_BATCH_LIST_H

#include "engine/base/vec.h"
#include "engine/network/walks.h"

/* What `trajet batch` reads: a list of questions and, perhaps, a table of footpaths. */

/** One line of the list. */
struct batch_question {
    const char *text; /**< `from to date time` as given; borrowed from the file */
    uint32_t length;
    stop_ix from, to;    /**< NO_IX: the network has no such stop */
    unix_time time;      /**< the local time of the source stop's agency */
    unix_time day_start; /**< where the answer's clock times count from */
};

/** The list; `questions` holds struct batch_question. */
struct batch_list {
    struct mapfile file;
    struct vec questions;
    uint32_t unknown; /**< questions that name a stop that is not there */
};

/** Reads the list. False: the file cannot be read, or a line is no question; `error` names it. */
MUST_CHECK bool batch_list_read(struct batch_list *list, const char *path,
                                const struct network *network, struct error *error);

/** Frees it. */
void batch_list_finish(struct batch_list *list);

/** A table of footpaths by berth, both ways round. */
struct batch_walks {
    struct vec out, in, out_first, in_first, change;
    struct walks walks; /**< views of these */
};

/**
 * Reads `from to seconds` lines: the only walks there are. A line with from = to is the change
 * time at that stop; elsewhere the default counts. Lines with unknown stops are skipped. False:
 * the file cannot be read, or a line has no such form.
 */
MUST_CHECK bool batch_walks_read(struct batch_walks *walks, const char *path,
                                 const struct network *network, struct error *error);

/** Frees them. */
void batch_walks_finish(struct batch_walks *walks);

#endif
