#ifndef FEEDS_FEEDER_PUBLISH_H
#define FEEDS_FEEDER_PUBLISH_H

#include "engine/network/network.h"
#include "feeds/feeder/fleets.h"
#include "feeds/feeder/sources.h"

/** All that is said. */
struct publish_sources {
    const struct sources *live;
    const struct systems *shared;
};

/** Which image is to be made. */
struct publish_wish {
    const char *path; /**< of the live image */
    uint64_t number;  /**< of the image, see struct live_facts */
    unix_time now;
};

/**
 * Writes the live image of the fleets' network out of all that the sources say; live feeds about a
 * feed that the network does not have are left out. False: it could not be written.
 */
MUST_CHECK bool publish(struct fleets *fleets, const struct publish_sources *sources,
                        const struct publish_wish *wish, struct error *error);

#endif
