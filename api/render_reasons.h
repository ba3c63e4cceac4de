#ifndef API_RENDER_REASONS_H
#define API_RENDER_REASONS_H

#include <jansson.h>
#include <stdint.h>

#include "api/reply.h"

/** The list of `count` reasons as answers have it. */
json_t *render_reasons(const struct reason *reasons, uint32_t count);

#endif
