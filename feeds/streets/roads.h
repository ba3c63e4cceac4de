#ifndef FEEDS_STREETS_ROADS_H
#define FEEDS_STREETS_ROADS_H

#include "feeds/streets/access.h"
#include "feeds/streets/levels.h"

/* What a way is to those who move on it: its two traits, by the class of its main tag. */

/** A way as its tags describe it. */
struct road {
    struct street_trait trait, back; /**< as drawn, and against */
    struct levels levels;
    int8_t rises;  /**< see struct slant */
    bool area;     /**< one may cross it, if its ends meet */
    bool ferry;    /**< its seconds are still to be worked out */
    bool platform; /**< of transit */
    bool odd_speed, odd_level;
    struct osm_text odd; /**< the value that is none */
};

/** False: nobody moves on it. */
bool road_read(const struct tags *tags, struct road *road);

#endif
