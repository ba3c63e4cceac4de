#ifndef TESTS_SMALL_FEED_H
#define TESTS_SMALL_FEED_H

#include "feeds/gtfs/gtfs.h"
#include "tests/scratch.h"

/*
 * A small sound feed in a folder of its own, of which a test replaces files:
 *
 *   stops     station S with platforms P and P2; Q and R alone
 *   routes    L, a bus of agency A in Europe/Paris
 *   trips     T: P 08:00, Q 08:10, R 08:20; U: R 09:00, Q 09:10, P2 09:20
 *   calendar  WK, each day of 2026
 */

/** A file that a test puts in place of the sound one; without text the file is taken away. */
struct small_file {
    const char *name, *text;
};

/** What came of it. */
struct small_feed {
    struct draft draft;
    struct findings findings;
    struct gtfs_counts counts;
    struct error error;
    bool read;
};

/** Writes the feed with up to `count` files replaced, and reads it into a new draft. */
void small_feed_read(struct small_feed *feed, const struct small_file *files, size_t count,
                     const struct gtfs_options *options);

/** The same, into a draft that holds something already. */
void small_feed_add(struct small_feed *feed, const struct small_file *files, size_t count,
                    const struct gtfs_options *options);

/** Frees it. */
void small_feed_finish(struct small_feed *feed);

#endif
