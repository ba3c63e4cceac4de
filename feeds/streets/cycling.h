#ifndef FEEDS_STREETS_CYCLING_H
#define FEEDS_STREETS_CYCLING_H

#include "engine/network/streets.h"
#include "feeds/streets/tags.h"

/* One-way streets and where cyclists have a lane. Traffic keeps right. */

/** Which directions are open, as drawn; CLOSED: sometimes the one and sometimes the other. */
enum oneway { ONEWAY_FORWARD = 1, ONEWAY_BACKWARD = 2, ONEWAY_NONE = 3, ONEWAY_CLOSED = 4 };

/** For vehicles: by oneway, roundabout and motorway. */
enum oneway oneway_of(const struct tags *tags);

/** For bicycles and scooters: the same and all that is allowed against it. */
enum oneway oneway_bicycle(const struct tags *tags, enum oneway vehicles);

/** On foot: as oneway:foot says, and along moving stairs. */
enum oneway oneway_foot(const struct tags *tags);

/** How bicycles are kept from cars on a road, in one direction. */
enum street_cycling cycling_of(const struct tags *tags, bool backward);

#endif
