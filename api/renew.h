#ifndef API_RENEW_H
#define API_RENEW_H

#include "engine/journey/journey.h"

/* Rides that were found at one time, with what is known of them at another. */

/**
 * The run of the timetable as it is now in `world`, and in `*call` which of its calls that is. A
 * run that is replaced by one that does not call there stays as promised (known_cancelled then says
 * what that means).
 */
struct run renew_call(const struct world *world, struct run promised, uint32_t *call);

/**
 * Gives the rides of a journey, runs as promised, the times and calls of now, and lets what is
 * walked between them follow: one sets out when one has arrived, to the door after the last ride,
 * and from the door as much later as the first ride leaves. Whether that still fits together,
 * renew_is_missed says.
 */
void renew_journey(const struct world *world, struct journey *journey);

/** Whether leg `index` is a ride that leaves before one can be there. */
bool renew_is_missed(const struct journey *journey, uint32_t index);

/** Whether the journey can be made: no ride is cancelled, missed, or skips where it is needed. */
bool renew_is_possible(const struct world *world, const struct journey *journey);

#endif
