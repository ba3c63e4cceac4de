#ifndef DATA_MAKER_QUARTER_H
#define DATA_MAKER_QUARTER_H

#include "data/maker/draw.h"

/*
 * A quarter: streets in two directions, as far as its edge reaches. Its edge may run along streets
 * drawn before, into which its own then lead.
 */

/**
 * The row `quarter | style | DX,DY | METRES METRES | places of the edge | names between commas |
 * tags`: lines along (DX, DY) so many metres apart, then lines across, each with the next name as
 * long as there are any.
 */
MUST_CHECK bool quarter_add(struct drawing *drawing, const struct row *row, struct error *error);

#endif
