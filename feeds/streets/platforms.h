#ifndef FEEDS_STREETS_PLATFORMS_H
#define FEEDS_STREETS_PLATFORMS_H

#include "feeds/streets/reading.h"

/** Lists the platforms on the map, once areas are laid: nodes, lines, and areas by their ring, of a
 * relation the first one. */
void platforms_lay(struct reading *reading);

#endif
