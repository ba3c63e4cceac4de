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

/** A file that is recognised and counted, for later issues (flex). */
struct gtfs_kept {
    const char *name; /**< `pathways.txt`; a literal */
    uint64_t rows;    /**< without the head; features in a GeoJSON file */
};

/* Files of fares without their `.txt`; the first two are Fares v1. */
#define GTFS_FARES(FILE)                                                                           \
    FILE(FARE_ATTRIBUTES, "fare_attributes")                                                       \
    FILE(FARE_RULES, "fare_rules")                                                                 \
    FILE(FARE_CATEGORIES, "rider_categories")                                                      \
    FILE(FARE_MEDIA, "fare_media")                                                                 \
    FILE(FARE_PRODUCTS, "fare_products")                                                           \
    FILE(FARE_NETWORKS, "networks")                                                                \
    FILE(FARE_ROUTE_NETWORKS, "route_networks")                                                    \
    FILE(FARE_AREAS, "areas")                                                                      \
    FILE(FARE_STOP_AREAS, "stop_areas")                                                            \
    FILE(FARE_TIMEFRAMES, "timeframes")                                                            \
    FILE(FARE_LEG_RULES, "fare_leg_rules")                                                         \
    FILE(FARE_JOIN_RULES, "fare_leg_join_rules")                                                   \
    FILE(FARE_TRANSFER_RULES, "fare_transfer_rules")

/** One of them. */
enum gtfs_fare_file {
#define FILE(number, name) number,
    GTFS_FARES(FILE)
#undef FILE
        GTFS_FARE_FILES
};

/** Names of the files, and of their rows in reports. */
extern const char *const gtfs_fare_files[GTFS_FARE_FILES], *const gtfs_fare_names[GTFS_FARE_FILES];

/** Rows of one file. */
struct gtfs_rows {
    uint64_t kept, read;
};

/** Rows kept against rows read, for the report. */
struct gtfs_counts {
    uint64_t stops, routes, trips, stop_times, services, frequencies, transfers, shapes,
        shape_points, levels, pathways, stops_read, routes_read, trips_read, stop_times_read,
        levels_read, pathways_read;
    uint64_t stop_times_of_dropped; /**< rows that went with their trip */
    struct gtfs_rows fares[GTFS_FARE_FILES];
    uint64_t files_kept; /**< items of `kept` */
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
