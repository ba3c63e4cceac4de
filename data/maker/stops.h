#ifndef DATA_MAKER_STOPS_H
#define DATA_MAKER_STOPS_H

#include "data/maker/plan.h"
#include "data/maker/sheet.h"

/** Writes stops.txt: a station and its poles for each place, then the points as drawn. */
void stops_write(const struct plan *plan, struct sheet *sheet);

/** Writes stop_areas.txt: each place belongs to the fare area named as its zone. */
void stops_areas(const struct plan *plan, struct sheet *sheet);

#endif
