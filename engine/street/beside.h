#ifndef ENGINE_STREET_BESIDE_H
#define ENGINE_STREET_BESIDE_H

#include "engine/network/streets.h"

/**
 * The name of the street that a nameless way runs along, as a sidewalk does: that of the nearest
 * road within 25 m of its middle that goes the same way. 0: there is none.
 */
text_ix street_beside(const struct streets *streets, edge_ix edge);

#endif
