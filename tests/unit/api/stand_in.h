#ifndef TESTS_UNIT_API_STAND_IN_H
#define TESTS_UNIT_API_STAND_IN_H

#include "engine/network/network.h"

/**
 * A network without a file: two feeds (`ile` with the stops `port` and `a_b`, `vide` with a `port`
 * of its own), enough for readers of parameters and the endpoints about the service. Static.
 */
const struct network *stand_in_network(void);

#endif
