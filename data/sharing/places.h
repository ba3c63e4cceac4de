#ifndef DATA_SHARING_PLACES_H
#define DATA_SHARING_PLACES_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Where people of the demo city take shared vehicles and leave them, and when they want to: the
 * stations of Vélo Rade, which draw scooters likewise.
 */

enum { PLACES = 40, REGIONS = 5 };

/** What draws people to a place, and away from it. */
enum place_kind {
    PLACE_HOME,   /**< they leave in the morning and come back in the evening */
    PLACE_CENTRE, /**< the other way round */
    PLACE_RAIL,   /**< likewise, all at once */
    PLACE_CAMPUS, /**< likewise, later */
    PLACE_BEACH,  /**< there in the afternoon, away towards evening */
    PLACE_HILL,   /**< all roll down, few ride up */
    PLACE_TOP,    /**< nobody rides up */
    PLACE_CLOSED, /**< a station out of order */
};

/** A place: so many metres east and north of a stop of the city. */
struct shared_place {
    const char *id, *stop;
    double east, north;
    const char *french, *english;
    uint32_t docks;
    uint8_t kind;   /**< enum place_kind */
    uint8_t region; /**< of `place_regions` */
};

/** All of them. */
extern const struct shared_place places[PLACES];

/** A part of the city. */
struct place_region {
    const char *id, *french, *english;
};

/** All of them. */
extern const struct place_region place_regions[REGIONS];

/** When: hours since midnight, and whether people work that day. */
struct place_hour {
    double hours;
    bool works;
};

/** How many rides begin in the whole city each minute, with docked bikes. */
double place_rides(struct place_hour hour);

/** How many of them start from a place, as a weight. */
double place_push(const struct shared_place *place, struct place_hour hour);

/** How many go to it, as a weight. */
double place_pull(const struct shared_place *place, struct place_hour hour);

#endif
