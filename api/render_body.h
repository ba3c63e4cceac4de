#ifndef API_RENDER_BODY_H
#define API_RENDER_BODY_H

#include "api/request.h"

/**
 * Reads a JSON object as parameters: texts as they are, numbers, true and false as they are
 * written, an array as its items with commas between them; null is left out. `parameters` has room
 * for REQUEST_PARAMETERS_MAX; the texts live in the arena. False (ERROR_INPUT, ERROR_LIMIT): it is
 * no such object, a text holds control characters, or there are too many members.
 */
MUST_CHECK bool render_body_read(const struct request_body *body, struct arena *arena,
                                 struct parameter *parameters, uint32_t *count,
                                 struct error *error);

#endif
