#ifndef API_CLI_LIVE_BESIDE_H
#define API_CLI_LIVE_BESIDE_H

#include "engine/world/world.h"

/** What live images are called: that of the network, and this. */
#define LIVE_SUFFIX ".live"

/**
 * Opens the live image that lies beside the network's (or beside what that is a link to), if there
 * is one, and lays it over the world, of which the network is set; to be closed in any case. One
 * that cannot be used is named on stderr and left alone, of one that is too old only the prices
 * count, and that there is none is said in a run folder of `trajet serve`, where one is to be
 * expected.
 */
void live_beside_open(struct world *world, struct live *live, const char *image);

#endif
