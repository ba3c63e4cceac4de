#ifndef DATA_MAKER_RELIEF_H
#define DATA_MAKER_RELIEF_H

#include "data/maker/draw.h"
#include "data/maker/sheet.h"

/* The heights of the land, from the hills of the drawing, and the tile made of them. */

/** Metres over the sea at a place; 0 at sea. */
double relief_height(const struct drawing *drawing, double x, double y);

/**
 * Writes the tile: a GeoTIFF of whole metres, WGS 84, a thousandth of a degree a sample, packed by
 * LZW over differences (TIFF 6.0, sections 13 and 14).
 */
void relief_write(const struct drawing *drawing, struct sheet *sheet);

#endif
