#ifndef API_RENDER_INFO_H
#define API_RENDER_INFO_H

#include <stdbool.h>
#include <stdio.h>

#include "engine/live/live.h"

/** Prints what is in an open image as one JSON object. False: it cannot be written. */
bool render_info_print(const struct network *network, FILE *out);

/** Likewise what is in a live image: when it was made, its counts, and each live feed. */
MUST_CHECK bool render_info_live_print(const struct live *live, FILE *out);

#endif
