#ifndef API_CURSOR_H
#define API_CURSOR_H

#include "api/request.h"

/**
 * Reads `pageCursor`, `EARLIER|unix` or `LATER|unix`: the page ends before that time, or starts
 * with it. Absent or empty: only `*given` is set. False: it is none of ours.
 */
MUST_CHECK bool cursor_read(const struct request *request, bool *given, bool *later,
                            unix_time *edge, struct error *error);

/** The text of a cursor, in the arena. */
const char *cursor_text(struct arena *arena, bool later, unix_time edge);

#endif
