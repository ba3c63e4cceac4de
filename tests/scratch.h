#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include <stddef.h>
#include <stdint.h>

/* A folder of a test's own, and the files in it. What cannot be written ends the test program. */

/** A temporary folder. */
struct scratch {
    char path[64];
};

/** Makes an empty folder. */
void scratch_init(struct scratch *scratch);

/** Removes the folder and all that is in it. */
void scratch_finish(struct scratch *scratch);

/** The path of `name` in it; valid until the fourth call after this one. */
const char *scratch_path(const struct scratch *scratch, const char *name);

/** Writes a file; folders on its way are made. Returns its path as scratch_path does. */
const char *scratch_write(const struct scratch *scratch, const char *name, const void *bytes,
                          size_t size);

/** Writes a text. */
const char *scratch_text(const struct scratch *scratch, const char *name, const char *text);

/** A member of a zip to be; zeroes in the lower part mean what an honest packer writes. */
struct packed {
    const char *name;
    const char *text;    /**< stored as it is */
    size_t size;         /**< of the text; 0: up to its NUL */
    uint32_t claim_size; /**< another unpacked size than the true one */
    uint32_t claim_sum;  /**< another CRC */
    uint16_t method;     /**< another method than stored */
    uint16_t flags;      /**< bit 0: encrypted */
    uint32_t mode;       /**< unix mode */
    uint32_t back;       /**< its place, counted back from where it would be: overlaps */
};

/** Writes a zip of stored members; `members` ends with a zeroed one. Returns its path. */
const char *scratch_zip(const struct scratch *scratch, const char *name,
                        const struct packed *members);

#endif
