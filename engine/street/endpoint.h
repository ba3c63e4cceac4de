#ifndef ENGINE_STREET_ENDPOINT_H
#define ENGINE_STREET_ENDPOINT_H

#include <stdbool.h>

#include "engine/network/ix.h"

/** A stop at which a journey may start or end, and how far it is from the door. */
struct endpoint {
    stop_ix stop;
    int32_t seconds; /**< between door and stop, >= 0 */
    bool hired;      /**< on a shared vehicle */
};

/** How far and how fast on foot. */
struct reach_limits {
    int32_t seconds_max;      /**< of walking */
    double metres_per_second; /**< along real ways, > 0 */
};

#endif
