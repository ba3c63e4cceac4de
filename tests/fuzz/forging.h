#ifndef TESTS_FUZZ_FORGING_H
#define TESTS_FUZZ_FORGING_H

#include "engine/world/world.h"
#include "tests/forge.h"
#include "tests/fuzz/fuzz.h"

/* What the targets share that forge images: changes, and questions to what was let pass. */

/** Makes the changes that the bytes say, eight bytes each, and not too many. */
void forging_change(struct forge *forge, const uint8_t *bytes, size_t size);

/** From each stop to each, forward, back and over a day with something to pass on the way. */
void forging_ask(const struct world *world);

/** The boards of all stops, and all that moves. */
void forging_read_boards(const struct world *world);

#endif
