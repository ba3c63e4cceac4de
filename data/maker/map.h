#ifndef DATA_MAKER_MAP_H
#define DATA_MAKER_MAP_H

#include "data/maker/draw.h"
#include "data/maker/sheet.h"

/**
 * Writes the drawing as an OpenStreetMap file: nodes, ways, turn restrictions. Ids of nodes are
 * their places and ids of ways what they are, so that a change of the drawing changes few lines.
 * `doors` (struct door) become nodes with a house number. Call mesh_make before. False: a turn
 * names a way or place that is not there, or two ways are the same.
 */
MUST_CHECK bool map_write(struct drawing *drawing, const struct vec *doors, struct sheet *sheet,
                          struct error *error);

#endif
