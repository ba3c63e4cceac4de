#ifndef ENGINE_BASE_MAPFILE_H
#define ENGINE_BASE_MAPFILE_H

#include <stddef.h>

#include "engine/base/error.h"

/** A whole file seen as read-only memory. Zeroed = closed. */
struct mapfile {
    const unsigned char *bytes; /**< NULL for an empty or closed file */
    size_t size;
};

/** Maps the file at `path`. False: it cannot be opened, is no regular file, or cannot be mapped. */
MUST_CHECK bool mapfile_open(struct mapfile *file, const char *path, struct error *error);

/** Ends the mapping; fine on a closed one. */
void mapfile_close(struct mapfile *file);

/** How safely a file is put in place. */
struct mapfile_part {
    const void *bytes;
    size_t size;
};

/**
 * Writes the parts, one behind the other, to a new file beside `path`, syncs it, renames it over
 * `path` and syncs the folder: whoever opens `path` sees the old file or the new one, whole.
 * False: nothing at `path` has changed.
 */
MUST_CHECK bool mapfile_write(const char *path, const struct mapfile_part *parts, size_t count,
                              struct error *error);

#endif
