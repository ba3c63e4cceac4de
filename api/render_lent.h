#ifndef API_RENDER_LENT_H
#define API_RENDER_LENT_H

#include <jansson.h>

#include "api/rentals.h"

/* What is lent, and where: for maps. The caller owns what is returned. */

/** A station, with what can be taken and left there. */
json_t *render_lent_station(const struct rentals_ask *ask, const struct rental_station *station);

/** A vehicle that is known by itself. */
json_t *render_lent_vehicle(const struct rentals_ask *ask, const struct rental_vehicle *vehicle);

/** A zone, with its area and rules. */
json_t *render_lent_zone(const struct rentals_ask *ask, const struct rental_zone *zone);

#endif
