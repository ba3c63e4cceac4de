#ifndef DATA_SHARING_GROUND_H
#define DATA_SHARING_GROUND_H

#include "engine/base/vec.h"
#include "engine/network/network.h"

/* Where vehicles can stand: on the streets of the network. */

/** Who must be allowed on a street. */
enum ground_use { GROUND_BICYCLE, GROUND_SCOOTER, GROUND_CAR };

/** Metres east and north of the forecourt of the central station, as MAP.md counts them. */
struct ground_metres {
    double east, north;
};

/** Where that is. */
struct point ground_point(struct ground_metres at);

/** And back. */
struct ground_metres ground_metres(struct point at);

/** The stop with that id in any feed of the network, moved by so many metres. False: none. */
MUST_CHECK bool ground_stop(const struct network *network, const char *id,
                            struct ground_metres step, struct point *at);

/** The nearest place on a street in the open air; the point itself where there are no streets. */
struct point ground_nearest(const struct streets *streets, enum ground_use use, struct point at);

/** Adds a point (struct point) for every so many metres of those streets to the list. */
void ground_points(const struct streets *streets, enum ground_use use, double metres,
                   struct vec *points);

/** Whether the ring, closed without saying so, goes around the place. */
bool ground_inside(const struct ground_metres *ring, uint32_t count, struct ground_metres at);

#endif
