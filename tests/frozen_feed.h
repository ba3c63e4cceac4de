#ifndef TESTS_FROZEN_FEED_H
#define TESTS_FROZEN_FEED_H

#include "engine/network/freeze.h"
#include "tests/small_feed.h"

/* The small feed of small_feed.h, files of it replaced, frozen with options of a test's own. */

/** The network made of it. What goes wrong ends the test program. */
struct frozen_feed {
    struct small_feed feed;
    struct scratch scratch;
    struct network network;
    struct freeze_report report;
};

/** Reads, freezes and opens. `options` may be NULL: the defaults. */
void frozen_feed_make(struct frozen_feed *frozen, const struct small_file *files, size_t count,
                      const struct freeze_options *options);

/** The same, when `fill` has added to the draft what no file of a feed says. */
void frozen_feed_fill(struct frozen_feed *frozen, const struct small_file *files, size_t count,
                      const struct freeze_options *options, void (*fill)(struct draft *draft));

/** Ends it. */
void frozen_feed_finish(struct frozen_feed *frozen);

/** The stop, route or trip of that id; there must be one. */
stop_ix frozen_stop(const struct frozen_feed *frozen, const char *id);
route_ix frozen_route(const struct frozen_feed *frozen, const char *id);
trip_ix frozen_trip(const struct frozen_feed *frozen, const char *id);

#endif
