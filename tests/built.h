#ifndef TESTS_BUILT_H
#define TESTS_BUILT_H

#include "engine/network/draft.h"
#include "engine/world/world.h"
#include "feeds/findings/findings.h"
#include "tests/scratch.h"

/* A network made of GTFS for a test. What goes wrong ends the test program. */

struct built {
    struct scratch scratch;
    struct network network;
    struct world world;
    struct findings findings; /**< of all its feeds */
};

/** A file of a feed. */
struct built_file {
    const char *name, *text;
};

/** Reads the files, which end with a zeroed one, as a feed tagged `demo`. */
void built_from(struct built *built, const struct built_file *files);

/** The same with what `add` adds to the draft before it is frozen. */
void built_with(struct built *built, const struct built_file *files,
                void (*add)(struct draft *draft));

/** Reads folders or zips, which end with NULL; tags are their names up to the first dot. */
void built_from_paths(struct built *built, const char *const *paths);

/** The same, and `add` puts more into the draft before it is frozen. */
void built_paths_with(struct built *built, const char *const *paths,
                      void (*add)(struct draft *draft));

/** Ends it all. */
void built_finish(struct built *built);

#endif
