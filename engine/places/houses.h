#ifndef ENGINE_PLACES_HOUSES_H
#define ENGINE_PLACES_HOUSES_H

#include "engine/places/places.h"

/* House numbers of one street or place. */

/** Where a number is, or must be. */
struct house_found {
    const char *number; /**< as shown */
    struct point at;
    bool between; /**< worked out between the neighbours of its side */
};

/**
 * Finds `12`, `12bis`, `12 b`; a number that is not there lies between those before and after it on
 * its side of the street. False: outside of all that is known.
 */
bool houses_find(const struct network *network, uint32_t named, const char *number,
                 struct arena *arena, struct house_found *found);

/** The number that a point at the street would have between its two nearest houses. */
bool houses_guess(const struct network *network, uint32_t named, struct point point,
                  struct arena *arena, struct house_found *found);

#endif
