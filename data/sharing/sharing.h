#ifndef DATA_SHARING_SHARING_H
#define DATA_SHARING_SHARING_H

#include "data/sharing/ground.h"
#include "data/sharing/places.h"
#include "engine/base/arena.h"

/*
 * The shared vehicles of the demo city at any moment: what three operators would say of them as
 * GBFS 3.0. A day goes from four in the morning, when all stand where their operators put them, to
 * the next; what has happened since is played anew for each moment, nothing is remembered.
 */

enum { SHARING_PAINTED = 3, SHARING_LOTS = 6 };

/** Where a scooter may be left. */
struct sharing_spot {
    struct point at;
    uint32_t painted; /**< the painted place it is, or NO_IX */
};

/** A city and where vehicles stand in it. */
struct sharing {
    const struct network *network; /**< borrowed */
    struct zone zone;              /**< of its clocks */
    const char *zone_name;
    uint64_t seed;
    struct point places[PLACES];           /**< where the stations of Vélo Rade are */
    double metres[PLACES][PLACES];         /**< from one to another along the straight line */
    struct point painted[SHARING_PAINTED]; /**< places for scooters */
    struct point lots[SHARING_LOTS];       /**< stations of cars */
    struct vec spots;                      /**< struct sharing_spot, by place */
    uint32_t first_spot[PLACES + 1];
};

/** The day that a moment belongs to. */
struct sharing_day {
    unix_time now;
    unix_time start; /**< four in the morning */
    int32_t minute;  /**< whole ones from then to now */
    bool works;      /**< Monday to Friday */
    uint64_t seed;   /**< of this day */
};

/** A document of a system. */
struct sharing_document {
    const char *system, *name; /**< `velo-rade`, `station_status.json` */
    const char *text;
    size_t length;
};

/**
 * Looks where vehicles can stand; the network must stay open. False: it is not that of the demo
 * city, there is nothing to close.
 */
MUST_CHECK bool sharing_open(struct sharing *sharing, const struct network *network, uint64_t seed);

/** Ends it. */
void sharing_close(struct sharing *sharing);

/** The day at that moment. */
struct sharing_day sharing_day_at(const struct sharing *sharing, unix_time now);

/** What hour it is so many minutes after the day began: 4 .. 28. */
struct place_hour sharing_hour(const struct sharing_day *day, int32_t minute);

/** All documents of that moment, gbfs.json last in each system; in the arena. */
const struct sharing_document *sharing_tell(const struct sharing *sharing, unix_time now,
                                            struct arena *arena, uint32_t *count);

#endif
