#ifndef FEEDS_INPUT_INPUT_H
#define FEEDS_INPUT_INPUT_H

#include <stddef.h>
#include <stdint.h>

#include "engine/base/error.h"
#include "feeds/findings/findings.h"

/*
 * Bytes of a feed: the members of a folder or of a zip (libzip and zlib live here). No path of an
 * archive is ever opened; sizes and ratios are limited while reading, not believed.
 */

struct input;

/** Limits against bombs (RELIABILITY: entries, bytes in all, bytes a member, ratio). */
struct input_limits {
    uint32_t members_max;      /**< entries of the archive, used or not */
    uint64_t bytes_max;        /**< unpacked, over all reads */
    uint64_t member_bytes_max; /**< unpacked, one member */
    uint32_t ratio_max;        /**< unpacked to packed, watched after the first 10 MiB */
};

/** 1,000 members, 16 GiB in all, 8 GiB a member, 200 to 1. */
extern const struct input_limits input_limits_default;

/**
 * Opens a folder or zip (recognised by content). Members are found by their last name, in a
 * folder inside the zip too, in any letter case. `limits` may be NULL: the default ones.
 * False: not usable at all (no such file, no zip, damaged, doubled or overlapping members, over a
 * limit); `error` says why and nothing is to be closed.
 */
MUST_CHECK bool input_open(struct input **input, const char *path,
                           const struct input_limits *limits, struct error *error);

/**
 * Opens one file that is no archive, plain or gzip (recognised by content), as an input whose only
 * member it is; a `.gz` is no part of the member's name. Limits and errors as above.
 */
MUST_CHECK bool input_open_file(struct input **input, const char *path,
                                const struct input_limits *limits, struct error *error);

/** Frees it; NULL is fine. */
void input_close(struct input *input);

/** Whether a member of that name (`stops.txt`) is there. */
bool input_has(const struct input *input, const char *name);

/** Number of members (for "not read" lists). */
uint32_t input_count(const struct input *input);

/** The name of member `index` in lower case, without folders; members stand sorted by name. */
const char *input_name(const struct input *input, uint32_t index);

/** The path as it was opened, for messages; lives as long as the input. */
const char *input_path(const struct input *input);

/** Adds what is odd about the archive itself: strange member names, links, a folder inside. */
void input_report(const struct input *input, struct findings *findings);

/** Takes bytes; false ends the reading without an error. */
typedef bool (*input_sink)(void *context, const char *bytes, size_t size);

/**
 * Streams a member in blocks through `sink`. False: missing, damaged, over a limit.
 */
MUST_CHECK bool input_read(struct input *input, const char *name, input_sink sink, void *context,
                           struct error *error);

/**
 * Checksum over names and bytes of all members read to their end so far, for the image. A folder
 * and a zip of the same files have the same sum, in whatever order they were read.
 */
uint64_t input_sum(const struct input *input);

/** "libzip 1.7.3, zlib 1.2.13": the libraries at run time. */
const char *input_libraries(void);

#endif
