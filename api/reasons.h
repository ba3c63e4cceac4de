#ifndef API_REASONS_H
#define API_REASONS_H

#include "api/reply.h"
#include "engine/base/arena.h"
#include "engine/network/network.h"

/* Why there is nothing in an answer, said alike wherever somebody may wonder. */

/** Whether some feed runs on the days from `from` to `to`, runs of the day before included. */
bool reasons_in_service(const struct network *network, unix_time from, unix_time to);

/** OUTSIDE_SERVICE_PERIOD: which timetables have ended at that `time`, or begin later. */
struct reason reasons_outside(const struct network *network, unix_time time, struct arena *arena);

/**
 * OUTSIDE_SERVICE_PERIOD: in a gap of the timetables nothing runs on the days from `from` to `to`,
 * nor on the day before; the next day on which something does is named. False: something runs.
 */
bool reasons_gap(const struct network *network, unix_time from, unix_time to, struct arena *arena,
                 struct reason *reason);

#endif
