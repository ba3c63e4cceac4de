#ifndef API_OUTWARD_H
#define API_OUTWARD_H

#include "api/person.h"
#include "api/style.h"
#include "engine/search/query.h"

/*
 * Questions from one place to everywhere, or from everywhere to it: what one-to-all and reach have
 * in common.
 */

/** How many notes there may be. */
#define OUTWARD_NOTES_MAX 4

/** The longest travel time that may be asked for. */
#define OUTWARD_MINUTES_MAX 90

struct rental_wish;
struct reason;

/** One place, and how one travels from it. */
struct outward {
    struct style style;
    struct end end;             /**< the place */
    struct request_place place; /**< as it was given */
    struct person person;
    uint32_t ways;                  /**< bits of enum way_mode: between a place and its stops */
    const struct rental_wish *wish; /**< and these shared vehicles; NULL: none */
    struct reason *notes;           /**< what of that is not here; OUTWARD_NOTES_MAX of them */
    uint32_t note_count;
    struct query query; /**< without the ends: travel time and ends are the caller's to set */
    bool straight;      /**< stops were looked for along straight lines */
};

/**
 * Reads the place from parameter `name`, and the time, direction, person, changes and needs as
 * `plan` does. False: as all readers.
 */
MUST_CHECK bool outward_read(const struct request *request, const char *name,
                             struct outward *outward, struct error *error);

/**
 * Opens the query's one end, with ways to stops of at most `seconds_max`, the question's own
 * maxPreTransitTime (arrive-by: maxPostTransitTime) and the travel time.
 */
MUST_CHECK bool outward_open(const struct request *request, struct outward *outward,
                             int32_t seconds_max, struct error *error);

#endif
