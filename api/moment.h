#ifndef API_MOMENT_H
#define API_MOMENT_H

#include "api/request.h"

/**
 * The time a request is about, before anybody answers it: that of its `time`, `startTime` or
 * `pageCursor`, noon (UTC) of the service day of its `tripId` or `itineraryId`, else now. `body` is
 * that of a POST, or NULL. Uses the worker's arena, which the answer resets.
 */
unix_time moment_of(struct worker *worker, const char *target, const struct request_body *body);

#endif
