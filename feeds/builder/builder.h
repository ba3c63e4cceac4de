#ifndef FEEDS_BUILDER_BUILDER_H
#define FEEDS_BUILDER_BUILDER_H

#include "feeds/builder/naming.h"
#include "feeds/builder/paving.h"
#include "feeds/builder/pricing.h"
#include "feeds/config/config.h"
#include "feeds/findings/report.h"
#include "feeds/gtfs/gtfs.h"

/*
 * A build from end to end: configuration -> feeds -> draft -> slack -> names -> streets -> walks
 * between stops -> image, and what there is to say about it. One file that cannot be used is
 * reported and left out; the others go on.
 */

/** How many kinds of rows are counted in reports. */
#define BUILDER_COUNTS (12 + GTFS_FARE_FILES)

/** One feed of the build. */
struct builder_feed {
    const struct config_feed *config; /**< borrowed */
    struct error error;               /**< kind ERROR_NONE: the feed is usable */
    struct findings findings;
    struct gtfs_counts counts;
    struct report_count rows[BUILDER_COUNTS]; /**< `counts` by name */
    civil_day first_day, last_day;            /**< on which trips run; first > last: never */
};

/** A build under way and its report. */
struct builder {
    const struct config *config; /**< borrowed */
    struct steps steps;          /**< its progress may be set before the first step */
    struct vec feeds;            /**< struct builder_feed, as configured */
    struct vec unmet;            /**< const char *: slack keys that name no mode and no agency */
    struct naming naming;        /**< of maps and address files */
    struct paving paving;        /**< of maps */
    struct pricing pricing;      /**< of the city's folder of prices; builder_check only */
    struct freeze_report frozen;
    uint64_t image_bytes;
};

/** Begins a build; `config` must live as long. */
void builder_init(struct builder *builder, const struct config *config);

/** Frees the report. */
void builder_finish(struct builder *builder);

/** Reads all feeds into the draft and sets slack. False: not one of them can be used. */
MUST_CHECK bool builder_read(struct builder *builder, struct draft *draft, struct error *error);

/**
 * Freezes the draft, reads the image back against its checksums, and puts it at `path`: the file
 * there is the old one or a new one that is whole. False: nothing was put there.
 */
MUST_CHECK bool builder_freeze(struct builder *builder, struct draft *draft, const char *path,
                               struct error *error);

/**
 * Reads each feed for its report only, the streets when there are maps, and the city's folder of
 * prices when it has one. False: a feed, a map or the folder is unusable.
 */
MUST_CHECK bool builder_check(struct builder *builder);

/** The feed as a report prints it; valid as long as the builder. */
struct report_feed builder_report(const struct builder_feed *feed);

/** The image and the steps as a report prints them; valid as long as the builder. */
struct report_build builder_report_build(const struct builder *builder, const char *path);

#endif
