#ifndef FEEDS_FEEDER_PUBLISH_H
#define FEEDS_FEEDER_PUBLISH_H

#include "engine/network/network.h"
#include "feeds/feeder/fleets.h"
#include "feeds/feeder/prices.h"
#include "feeds/feeder/sources.h"
#include "feeds/feeder/spaces.h"

/** All that is said. */
struct publish_sources {
    const struct sources *live;
    const struct systems *shared;
    const struct spaces *spaces;
    const struct prices *prices;
};

/** What is laid onto one network, kept from one image to the next. */
struct publish_laid {
    struct fleets fleets;
    struct spaces_laid spaces;
    struct prices_laid prices;
};

/** Which image is to be made. */
struct publish_wish {
    const char *path; /**< of the live image */
    uint64_t number;  /**< of the image, see struct live_facts */
    unix_time now;
};

/**
 * Writes the live image of the network out of all that the sources say; live feeds about a
 * feed that the network does not have are left out. False: it could not be written.
 */
MUST_CHECK bool publish(struct publish_laid *laid, const struct publish_sources *sources,
                        const struct publish_wish *wish, struct error *error);

#endif
