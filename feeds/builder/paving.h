#ifndef FEEDS_BUILDER_PAVING_H
#define FEEDS_BUILDER_PAVING_H

#include "engine/street/changes.h"
#include "feeds/builder/steps.h"
#include "feeds/config/config.h"
#include "feeds/streets/compile.h"
#include "feeds/streets/heights.h"
#include "feeds/streets/read.h"
#include "feeds/streets/tie.h"

/*
 * The streets of a build: maps are read, stops tied to them, all is compiled and packed into the
 * draft, and walks between stops are found on it. A map that cannot be used is left out like a feed
 * that cannot; without any map stops are joined by straight lines.
 */

/** How many kinds of things are counted. */
#define PAVING_COUNTS 31

/** What was made. */
struct paving {
    struct findings findings;
    struct vec unusable; /**< struct paving_file, maps that were left out */
    struct streets_counts read;
    struct height_counts heights;
    struct compile_counts compiled;
    struct tie_counts tied;
    struct changes_report on_foot, in_wheelchair;
    struct error error; /**< of the streets as a whole; ERROR_NONE: there are some, or none asked */
    struct error flat;  /**< why they have no heights though there are files of them */
    struct report_count rows[PAVING_COUNTS];
    uint32_t row_count;
    bool paved; /**< the draft has streets */
};

/** A map that cannot be used. */
struct paving_file {
    const char *path;
    struct error error;
};

/** Makes it empty. */
void paving_init(struct paving *paving);

/** Frees it. */
void paving_finish(struct paving *paving);

/** Reads the maps of the configuration and makes the streets of the draft, whose feeds are in. */
void paving_lay(struct paving *paving, const struct config *config, struct draft *draft,
                struct steps *steps);

/** Finds the walks between the stops of the draft, on foot and in a wheelchair. */
void paving_walk(struct paving *paving, const struct config *config, struct draft *draft,
                 struct steps *steps);

/** As a report prints it; valid as long as `paving`. Call after the last of the above. */
struct report_feed paving_report(struct paving *paving);

#endif
