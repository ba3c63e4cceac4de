#ifndef API_PARKS_H
#define API_PARKS_H

#include "engine/base/arena.h"
#include "engine/world/world.h"

/* Parks as they are now: their spaces, as far as a live feed tells. */

/** How far ahead what is said of now is believed, in seconds. */
#define PARKS_AHEAD_SECONDS 3600

/** What is known of a park now. */
struct park_now {
    uint32_t free;  /**< spaces; NO_IX: unsaid; 0 where it is closed */
    uint32_t total; /**< spaces, as the feed has it or else the map; NO_IX: unsaid */
    uint8_t state;  /**< enum live_park_state */
    unix_time said; /**< when, or when that came in */
};

/** False: nothing is known of the park (of `street_parks`), or what was said is too old. */
bool parks_now(const struct world *world, uint32_t park, unix_time now, struct park_now *is);

/**
 * The parks without space for one who sets out, or wants to be there, at `time`: a bit for each of
 * street_parks, in the arena. NULL: there are none, or `time` is so far from now that nobody knows.
 */
const uint64_t *parks_full(const struct world *world, unix_time now, unix_time time,
                           struct arena *arena);

/** What the park is called; one without a name by what it is. */
const char *parks_name(const struct network *network, uint32_t park);

#endif
