#ifndef API_STEP_FREE_H
#define API_STEP_FREE_H

#include "api/words.h"
#include "engine/journey/journey.h"

/* What is known about a way for somebody in a wheelchair, and in which words. */

/** How a leg or journey is for somebody in a wheelchair. */
struct step_free {
    enum tristate status;
    const char *reason; /**< a sentence; borrowed, static or in the arena */
};

/**
 * Judges `count` legs that follow each other: the way on foot (one leg), or a ride and those
 * entered by staying seated: all vehicles, where one gets on first and where one gets off last.
 */
struct step_free step_free_of(const struct words *words, struct arena *arena,
                              const struct leg *legs, uint32_t count);

/** Judges a journey: its worst leg speaks for it. */
struct step_free step_free_of_journey(const struct words *words, struct arena *arena,
                                      const struct journey *journey);

#endif
