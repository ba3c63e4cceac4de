#ifndef ENGINE_IMAGE_IMAGE_H
#define ENGINE_IMAGE_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "engine/base/error.h"
#include "engine/base/mapfile.h"

/*
 * The file form of what we freeze: a head, a table of sections, the sections. Offsets, no
 * pointers; sections start on 64-byte borders. The head carries a checksum of itself and the
 * table, the table one of each section, so that damage is found: in head and table at opening, in
 * the sections by image_verify.
 */

/** One section to write or as found. */
struct image_section {
    char name[24];     /**< NUL-padded */
    uint64_t offset;   /**< from the start of the file; a multiple of 64 */
    uint64_t count;    /**< items */
    uint32_t item;     /**< bytes of one item */
    uint32_t reserved; /**< zero */
    uint64_t sum;      /**< checksum of the bytes */
};

/** An open image. Zeroed = closed. */
struct image {
    struct mapfile file;
    const struct image_section *sections;
    uint32_t section_count;
};

/** What a writer hands over for one section. */
struct image_part {
    const char *name;
    const void *items;
    uint64_t count;
    uint32_t item;
};

/**
 * Writes an image of `kind` (eight characters) and `version`, aside and renamed.
 * False: nothing at `path` changed.
 */
MUST_CHECK bool image_write(const char *path, const char kind[8], uint32_t version,
                            const struct image_part *parts, uint32_t count, struct error *error);

/** Whether the file begins as our images do, of any kind and version, damaged or not. */
bool image_recognises(const char *path);

/** Maps an image and checks head, table and sizes. False: not usable; `error` says why. */
MUST_CHECK bool image_open(struct image *image, const char *path, const char kind[8],
                           uint32_t version, struct error *error);

/** The items of the named section, which must hold items of `item` bytes. False: it does not. */
MUST_CHECK bool image_section(const struct image *image, const char *name, uint32_t item,
                              const void **items, uint64_t *count, struct error *error);

/** Sums every section again. False: damaged; `error` names the section. */
MUST_CHECK bool image_verify(const struct image *image, struct error *error);

/** A number that images of the same content share and others do not; 0 of a closed one. */
uint64_t image_id(const struct image *image);

/** Unmaps; fine on a zeroed struct. */
void image_close(struct image *image);

#endif
