#ifndef FEEDS_FINDINGS_REPORT_H
#define FEEDS_FINDINGS_REPORT_H

#include <stdio.h>

#include "engine/base/civil.h"
#include "engine/base/error.h"
#include "feeds/findings/findings.h"

/* What was found in feeds, printed: text for people, JSON (jansson) for machines. */

/** In `read`: only what was kept is known. */
#define REPORT_UNCOUNTED UINT64_MAX

/** Rows of one kind. */
struct report_count {
    const char *name; /**< "stop_times" */
    uint64_t kept, read;
};

/** Something else to be said of a feed. */
struct report_fact {
    const char *name, *text;
};

/** One feed. All is borrowed. */
struct report_feed {
    const char *tag, *path;
    const struct error *error; /**< why it is unusable, or NULL */
    const struct report_count *counts;
    uint32_t count_count;
    bool has_days;                   /**< the next two are known */
    civil_day first_day, last_day;   /**< on which trips run */
    const struct report_fact *facts; /**< may be NULL */
    uint32_t fact_count;
    const struct findings *findings;
};

/** A step of a build. */
struct report_step {
    const char *name;
    double seconds;
    uint64_t peak_bytes; /**< memory at its fullest; 0 unknown */
};

#define REPORT_BUILD_COUNTS 12

/** A whole build: the image and how it was made. */
struct report_build {
    const char *path;
    uint64_t bytes;
    struct report_count counts[REPORT_BUILD_COUNTS];
    uint32_t count_count;
    const struct report_step *steps;
    uint32_t step_count;
};

/** How much of the findings to print. */
enum report_detail {
    REPORT_SHORT, /**< a line a finding, with its first place */
    REPORT_FULL,  /**< the sentence and all places kept */
};

/** Prints one feed for a person. */
void report_print(FILE *out, const struct report_feed *feed, enum report_detail detail);

/**
 * Prints `{"feeds": [...]}`, of each feed: `tag`, `path`, `usable`, if it is not an `error`
 * (`kind`, `place`, `text`), if trips run `firstDay`, `lastDay` and `expired` (today), `counts` (of
 * rows by file: `kept`, and `read` where rows can go with a trip), `facts` if there are any (name
 * and text) and `findings` (`code`, `action`, `count`, `text`, and the first `places` with `file`,
 * `line`, `detail`); and with `build` (may be NULL) `image`: its `path`, `bytes`, `counts`, and
 * `steps` (`name`, `seconds`, `peakBytes`). False: it could not be written.
 */
MUST_CHECK bool report_print_json(FILE *out, const struct report_feed *feeds, size_t count,
                                  const struct report_build *build, struct error *error);

/** Prints the steps of a build for a person, a line each. */
void report_print_steps(FILE *out, const struct report_build *build);

#endif
