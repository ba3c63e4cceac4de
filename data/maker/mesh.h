#ifndef DATA_MAKER_MESH_H
#define DATA_MAKER_MESH_H

#include "data/maker/draw.h"

/*
 * Makes a network of lines that were drawn one by one: lines of one stack get a common place where
 * they cross, an end that nearly reaches another line is moved onto it, and marks are put onto the
 * lines below them. Afterwards places are the same when their coordinates are.
 */

/** Changes the lines and marks of the drawing. */
void mesh_make(struct drawing *drawing);

#endif
