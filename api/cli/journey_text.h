#ifndef API_CLI_JOURNEY_TEXT_H
#define API_CLI_JOURNEY_TEXT_H

#include "api/cli/screen.h"
#include "api/cli/where.h"
#include "engine/journey/journey.h"
#include "engine/network/mode.h"
#include "engine/way/ways.h"

/* Journeys as a person reads them. */

/** What the text is about beside the journey. */
struct journey_text {
    const struct screen *screen;
    const struct world *world;
    const char *from, *to;    /**< names of the doors */
    struct zone zone;         /**< of the clock at the start; stops show their own */
    civil_day day;            /**< of the question: other days are named */
    unix_time now;            /**< for "leaves in 5 min" */
    bool step_free;           /**< say what is known for somebody in a wheelchair */
    const struct where *vias; /**< places to pass, by number; NULL: none that are no stops */
    struct ways *ways;        /**< what is behind legs that are no rides; NULL: only how long */
    bool steps;               /**< tell these step by step */
};

/** Prints one journey, numbered. */
void journey_text_print(const struct journey_text *text, const struct journey *journey,
                        uint32_t number);

/** Prints a way from door to door without a ride. */
void journey_text_direct(const struct journey_text *text, const struct way *way);

/**
 * Prints who made the timetables that these journeys rest on, and how old the live data is that
 * they and the ways without a ride rest on.
 */
void journey_text_sources(const struct journey_text *text, const struct journeys *journeys,
                          const struct way *const *directs, uint32_t direct_count);

#endif
