#ifndef DATA_PARKING_PARKING_H
#define DATA_PARKING_PARKING_H

#include "engine/base/arena.h"
#include "engine/network/network.h"

/*
 * The car parks of the demo city at any moment: what those who run them would say of free spaces,
 * as ParkAPI has it. It follows from the hour, the day of the week and a seed; nothing is
 * remembered.
 */

/** How many of them count their cars. */
enum { PARKING_LOTS = 4 };

/**
 * The document of that moment, in the arena; the same for all of a minute. NULL: the network has
 * none of these parks.
 */
const char *parking_tell(const struct network *network, uint64_t seed, unix_time now,
                         struct arena *arena);

#endif
