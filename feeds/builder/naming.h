#ifndef FEEDS_BUILDER_NAMING_H
#define FEEDS_BUILDER_NAMING_H

#include "feeds/config/config.h"
#include "feeds/findings/report.h"
#include "feeds/names/names.h"

/* The names of a build: all its maps and address files become streets, houses and places. */

/** How many kinds of rows are counted. */
#define NAMING_COUNTS 7

/** What was read and made. */
struct naming {
    struct findings findings;
    struct error error; /**< of the first file that cannot be used; the others went on */
    struct names_counts counts;
    struct report_count rows[NAMING_COUNTS]; /**< `counts` by name */
    double seconds;
};

/** Makes it empty. */
void naming_init(struct naming *naming);

/** Frees it. */
void naming_finish(struct naming *naming);

/** Reads the maps and address files of the configuration into the draft, whose stops are in. */
void naming_read(struct naming *naming, const struct config *config, struct draft *draft);

/** As a report prints it; valid as long as `naming`. */
struct report_feed naming_report(const struct naming *naming);

#endif
