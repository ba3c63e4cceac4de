#ifndef API_CLI_CITY_H
#define API_CLI_CITY_H

#include "engine/network/network.h"

/**
 * Opens the network that `paths` name: one image is mapped as it is; a city.json, feeds or folders
 * are first built by trajet-build, in a process of its own, into a temporary image that vanishes
 * when the mapping ends. False: no such file, a damaged image, or the build failed and has said
 * why on stderr.
 */
MUST_CHECK bool city_open(struct network *network, char *const *paths, int count,
                          struct error *error);

/**
 * The same for one path, but an image once built is kept in the user's cache folder and used again
 * as long as none of its input files has changed.
 */
MUST_CHECK bool city_open_kept(struct network *network, char *path, struct error *error);

#endif
