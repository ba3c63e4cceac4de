#ifndef ENGINE_LIVE_FLEET_H
#define ENGINE_LIVE_FLEET_H

#include "engine/base/intern.h"
#include "engine/base/vec.h"
#include "engine/live/rental.h"

/*
 * The shared vehicles of one system while they are put together: the rental sections of an image of
 * its own, as it were. Records hold numbers within the fleet, texts are those of fleet_text. Made
 * when its system says something new and kept until then, so that a live image that changes for
 * another reason only copies it. Whoever makes it sees to the order that rental.h says. One owner,
 * one thread.
 */
struct fleet {
    struct intern words; /**< word 0 is the empty one */
#define SECTION(name, type) struct vec name;
    RENTAL_SECTIONS(SECTION)
#undef SECTION
};

/** An empty fleet, without even its system. */
void fleet_init(struct fleet *fleet);

/** Frees it; fine on a zeroed one. */
void fleet_finish(struct fleet *fleet);

/** The number of a text in the records of the fleet; NULL is the empty one. */
text_ix fleet_text(struct fleet *fleet, const char *text);

/** The id of its system; empty: it has none. */
const char *fleet_id(const struct fleet *fleet);

/** Packs a bitset over `count` things (see engine/base/bitset.h) into the fleet's pages. */
struct rental_set fleet_set(struct fleet *fleet, const uint64_t *bits, uint32_t count);

#endif
