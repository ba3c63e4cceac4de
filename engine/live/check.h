#ifndef ENGINE_LIVE_CHECK_H
#define ENGINE_LIVE_CHECK_H

#include "engine/live/live.h"

/**
 * Follows everything in an open live image that a reader follows without looking: after this no
 * question can make the engine read or loop outside the image or its network, whoever wrote it.
 * False: `error` names section and item.
 */
MUST_CHECK bool live_check(const struct live *live, struct error *error);

/** Its part about shared vehicles. */
MUST_CHECK bool check_rental(const struct live *live, struct error *error);

#endif
