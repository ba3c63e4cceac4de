#ifndef API_STEP_FREE_H
#define API_STEP_FREE_H

#include "api/words.h"
#include "engine/journey/journey.h"

/* What is known about a way for somebody in a wheelchair, and in which words. */

struct way_part;
struct ways;

/** How a leg or journey is for somebody in a wheelchair. */
struct step_free {
    enum tristate status;
    const char *reason; /**< a sentence; borrowed, static or in the arena */
};

/**
 * Judges `count` rides that follow each other without getting off: all vehicles, where one gets on
 * first and where one gets off last.
 */
struct step_free step_free_of(const struct words *words, struct arena *arena,
                              const struct leg *legs, uint32_t count);

/** Judges a part of a way that is not ridden, by what the map says of every stretch of it. */
struct step_free step_free_of_part(const struct network *network, const struct way_part *part);

/** Judges a journey: its worst leg speaks for it. `ways` may be NULL: then they are unknown. */
struct step_free step_free_of_journey(const struct words *words, struct arena *arena,
                                      const struct journey *journey, struct ways *ways);

#endif
