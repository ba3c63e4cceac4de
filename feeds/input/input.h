#ifndef FEEDS_INPUT_INPUT_H
#define FEEDS_INPUT_INPUT_H

#include <stddef.h>
#include <stdint.h>

#include "engine/base/error.h"

/*
 * Bytes of a feed: the members of a folder or of a zip (libzip and zlib live here). No path of an
 * archive is ever opened; sizes and ratios are limited while reading, not believed.
 */

struct input;

/** Limits against bombs (RELIABILITY: entries, bytes in all, bytes a member, ratio). */
struct input_limits {
    uint32_t members_max;
    uint64_t bytes_max, member_bytes_max;
    uint32_t ratio_max; /**< unpacked to packed, watched after the first 10 MiB */
};

/** What a real feed never reaches. */
extern const struct input_limits input_limits_default;

/**
 * Opens a folder or zip (recognised by content). Members are found by their last name, in a
 * folder inside the zip too, in any letter case. False: not usable at all; `error` says why.
 */
MUST_CHECK bool input_open(struct input **input, const char *path,
                           const struct input_limits *limits, struct error *error);

/** Frees it; NULL is fine. */
void input_close(struct input *input);

/** Whether a member of that name (`stops.txt`) is there. */
bool input_has(const struct input *input, const char *name);

/** Number of members and their names (for "not read" lists). */
uint32_t input_count(const struct input *input);
const char *input_name(const struct input *input, uint32_t index);

/** Takes bytes; false ends the reading without an error. */
typedef bool (*input_sink)(void *context, const char *bytes, size_t size);

/**
 * Streams a member in blocks through `sink`. False: missing, damaged, over a limit.
 */
MUST_CHECK bool input_read(struct input *input, const char *name, input_sink sink, void *context,
                           struct error *error);

/** Checksum over all members' names and bytes read so far, for the image. */
uint64_t input_sum(const struct input *input);

#endif
