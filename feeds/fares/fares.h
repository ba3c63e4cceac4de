#ifndef FEEDS_FARES_FARES_H
#define FEEDS_FARES_FARES_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "engine/base/vec.h"
#include "engine/live/overlay.h"
#include "feeds/findings/findings.h"

/*
 * The city's own overlay of prices, as people write it: a folder of small tables (README.md has an
 * example of each), of which none is needed. A row that makes no sense is a finding that names file
 * and line, and is left out; the others stay.
 */

#define FARES_RULES_MAX 5000 /**< of all files; the rest is a finding */
#define FARES_LIST_MAX 64    /**< networks of one row */

/** A list of names of networks, as written. */
struct fares_names {
    const char *const *items;
    uint32_t count;
};

/** A row. Texts are never NULL. */
struct fares_rule {
    struct overlay_rule rule; /**< numbers only: texts, lists and the park are below */
    const char *id, *name, *url, *category, *medium, *stands_for, *currency;
    const char *park; /**< id or name */
    struct fares_names networks, onto;
    const struct rental_rate *rates;
    uint32_t rate_count;
};

/** All rows of a folder; zeroed is empty. */
struct fares {
    struct arena arena;           /**< texts and lists */
    struct vec rules;             /**< struct fares_rule, by file */
    uint32_t files;               /**< of those known that are there */
    uint32_t lost[OVERLAY_KINDS]; /**< rows that were left out, or read in part */
    bool torn[OVERLAY_KINDS];     /**< the file could not be read to its end */
};

/**
 * Reads the folder into `fares`, which is initialised here and the caller's to finish. What is
 * wrong is a finding; so is a file that cannot be read. False: there is no such folder; nothing is
 * to be freed.
 */
MUST_CHECK bool fares_read_folder(const char *folder, struct fares *fares,
                                  struct findings *findings, struct error *error);

/** Frees it; fine on a zeroed one. */
void fares_finish(struct fares *fares);

/** The names of the files, in order; ends with NULL. */
extern const char *const fares_files[];

#endif
