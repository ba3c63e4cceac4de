#ifndef FEEDS_STREETS_SURFACES_H
#define FEEDS_STREETS_SURFACES_H

#include "engine/network/streets.h"
#include "feeds/streets/tags.h"

/* What one rolls on, how steep and how wide it is, and whether a wheelchair gets along. */

/** By surface, else tracktype, else smoothness. */
enum street_surface surface_of(const struct tags *tags);

/** The slope in percent upwards as drawn, -100 .. 100; 0: not said. `incline=up` says no number. */
int8_t incline_of(const struct tags *tags);

/** 1: upwards as drawn, -1 downwards, 0 not said. */
int8_t incline_sense(const struct tags *tags);

/** The narrowest clear width in centimetres, rounded down to 10 and at most 200, so that there are
 * few kinds of ways; 0: not said. */
uint16_t width_of(const struct tags *tags);

/**
 * How a wheelchair passes where one walks (`foot` is not ACCESS_NO): as its tag says; else not on
 * steps without a ramp for it and on escalators, nor where it is narrower than 80 cm or the ground
 * is too bad; ACCESS_PUSH on bad ground; ACCESS_YES in lifts and on even paving; else unknown.
 */
enum street_access wheelchair_of(const struct tags *tags, const struct street_trait *trait);

#endif
