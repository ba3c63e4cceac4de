#ifndef TESTS_RICH_FLEET_H
#define TESTS_RICH_FLEET_H

#include "engine/live/fleet.h"
#include "engine/network/network.h"

/**
 * Shared vehicles of a system of that id on the network's streets, with something in every rental
 * section: two bicycle stations, a free scooter, a zone with a hole where scooters must not end.
 */
void rich_fleet_make(struct fleet *fleet, const char *id, const struct network *network);

#endif
