#ifndef FEEDS_FEEDER_PUBLISH_H
#define FEEDS_FEEDER_PUBLISH_H

#include "engine/network/network.h"
#include "feeds/feeder/sources.h"

/** Which image is to be made. */
struct publish_wish {
    const char *path; /**< of the live image */
    uint64_t number;  /**< of the image, see struct live_facts */
    unix_time now;
};

/**
 * Writes the live image of a network out of all that the sources say; those whose feed the network
 * does not have are left out. False: it could not be written.
 */
MUST_CHECK bool publish(const struct network *network, const struct sources *sources,
                        const struct publish_wish *wish, struct error *error);

#endif
