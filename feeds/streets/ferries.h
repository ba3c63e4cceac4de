#ifndef FEEDS_STREETS_FERRIES_H
#define FEEDS_STREETS_FERRIES_H

#include "feeds/streets/reading.h"

/*
 * Ferries take the time that a tag says, of the way or, by length, of its line; else that of
 * FERRY_KMH. At each end that touches another way half of FERRY_BOARDING is added.
 */

#define FERRY_KMH 12.0
#define FERRY_BOARDING 300 /* seconds: to wait, to get on and off */

/** Lays the ways that are ferries only as members (without a role) of a line of ferries. */
void ferries_lay(struct reading *reading);

/** Sets the seconds of all ferries. */
void ferries_time(struct reading *reading);

#endif
