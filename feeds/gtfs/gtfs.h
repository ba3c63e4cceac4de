#ifndef FEEDS_GTFS_GTFS_H
#define FEEDS_GTFS_GTFS_H

#include "engine/network/draft.h"
#include "feeds/findings/findings.h"
#include "feeds/input/input.h"

/* GTFS Schedule: reads the tables of one feed into a draft, with findings for all that is odd. */

/** What is known of a feed beside its files. */
struct gtfs_options {
    const char *tag;                   /**< unique; `_` already replaced */
    const char *licence, *licence_url; /**< may be NULL */
    const char *time_zone; /**< used when agency.txt gives none that exists; may be NULL */
};

#define GTFS_KEPT_MAX 24

/** A file that is recognised and counted, for later issues (fares, flex). */
struct gtfs_kept {
    const char *name; /**< `pathways.txt`; a literal */
    uint64_t rows;    /**< without the head; features in a GeoJSON file */
};

/** Rows kept against rows read, for the report. */
struct gtfs_counts {
    uint64_t stops, routes, trips, stop_times, services, frequencies, transfers, shapes,
        shape_points, levels, pathways, stops_read, routes_read, trips_read, stop_times_read,
        levels_read, pathways_read;
    uint64_t stop_times_of_dropped; /**< rows that went with their trip */
    uint64_t files_kept;            /**< items of `kept` */
    struct gtfs_kept kept[GTFS_KEPT_MAX];
};

/**
 * Adds one feed to the draft. False: the feed is unusable (no stops, no trips, no calendar, no time
 * zone that exists, damaged); `error` says why in words for its publisher, and the draft is as it
 * was before. A feed none of whose trips can run is read all the same, with the finding
 * `feed_runs_nothing`. `counts` is set anew.
 */
MUST_CHECK bool gtfs_read(struct draft *draft, struct input *input,
                          const struct gtfs_options *options, struct findings *findings,
                          struct gtfs_counts *counts, struct error *error);

#endif
