#ifndef API_CLI_LIVE_BESIDE_H
#define API_CLI_LIVE_BESIDE_H

#include "engine/live/live.h"

/** What live images are called: that of the network, and this. */
#define LIVE_SUFFIX ".live"

/**
 * Opens the live image that lies beside the network's (or beside what that is a link to), if there
 * is one. One that cannot be used is named on stderr and left alone, and that there is none is said
 * in a run folder of `trajet serve`, where one is to be expected. Whether it was opened.
 */
bool live_beside_open(struct live *live, const struct network *network, const char *image);

#endif
