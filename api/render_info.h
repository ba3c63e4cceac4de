#ifndef API_RENDER_INFO_H
#define API_RENDER_INFO_H

#include <stdbool.h>
#include <stdio.h>

#include "engine/network/network.h"

/** Prints what is in an open image as one JSON object. False: it cannot be written. */
bool render_info_print(const struct network *network, FILE *out);

#endif
