#ifndef FEEDS_FETCH_FILE_H
#define FEEDS_FETCH_FILE_H

#include <sys/stat.h>

#include "engine/base/error.h"
#include "engine/base/vec.h"

/** A file that is looked at again and again. Zeroed but for the first two: never seen. */
struct file {
    const char *path;
    size_t limit; /**< bytes it may have */
    struct stat seen;
    bool known; /**< `seen` is what was read last */
};

/**
 * Reads the file into `bytes` (chars) when it is not the one seen last: another size, time or
 * inode. `*changed` says whether. False: it cannot be read, is no file, or has too many bytes.
 */
MUST_CHECK bool file_read(struct file *file, struct vec *bytes, bool *changed, struct error *error);

#endif
