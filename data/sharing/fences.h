#ifndef DATA_SHARING_FENCES_H
#define DATA_SHARING_FENCES_H

#include "data/sharing/ground.h"

/* Where scooters may go and stand: the zones of Trott'Estran. */

enum { FENCES = 8, FENCE_POINTS = 12 };

/** A zone. Of those that overlap the first counts; outside of all nothing starts or ends. */
struct fence {
    const char *french, *english;
    double half_width; /**< metres to either side of a line; 0: a ring */
    struct ground_metres points[FENCE_POINTS];
    uint32_t count;
    struct ground_metres hole[FENCE_POINTS];
    uint32_t hole_count; /**< 0: no hole */
    uint32_t kmh;        /**< at most; 0: no limit of its own */
    bool start, end, through;
    bool painted; /**< ends only at stations */
};

/** All of them, the one that counts first in front. */
extern const struct fence fences[FENCES];

/** The ring around a zone, in `ring`, which has room for 2 * FENCE_POINTS. Returns its length. */
uint32_t fence_ring(const struct fence *fence, struct ground_metres *ring);

/** The zone that counts at a place, or NULL. */
const struct fence *fence_at(struct ground_metres at);

#endif
