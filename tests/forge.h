#ifndef TESTS_FORGE_H
#define TESTS_FORGE_H

#include "engine/image/image.h"

/*
 * Images with sound checksums and unsound contents: a copy of an image whose sections can be
 * written to and cut short before it is written again.
 */

#define FORGE_SECTIONS_MAX 128

/** A copy in memory. */
struct forge {
    struct image_part parts[FORGE_SECTIONS_MAX];
    unsigned char *items[FORGE_SECTIONS_MAX]; /**< what the parts point to; ours to change */
    uint32_t count;
};

/** Copies the sections of an open image, which must outlive the copy. */
void forge_init(struct forge *forge, const struct image *image);

/** The number of the section of that name; there must be one. */
uint32_t forge_section(const struct forge *forge, const char *name);

/** Writes it as a network image of this program's version. Ends the program when it cannot. */
void forge_write(const struct forge *forge, const char *path);

/** Writes it as a live image, likewise. */
void forge_write_live(const struct forge *forge, const char *path);

/** Frees it. */
void forge_finish(struct forge *forge);

#endif
