#ifndef API_RENDER_RENTAL_H
#define API_RENDER_RENTAL_H

#include "api/render_place.h"
#include "engine/way/way.h"

/* Shared vehicles on the way: the `rental` of a leg, and the places where it starts and ends. */

/** The rental of a way that has one. */
json_t *render_rental(const struct style *style, const struct way *way);

/** The Place of a stand: a station by its name, or where a free vehicle stands. */
json_t *render_stand(const struct style *style, const struct way_end *end);

/** What a stand is called: by its station, else by the form of its vehicles. */
const char *rental_stand_name(const struct world *world, const struct way_end *end);

/** Sets `json[key]` unless the text is empty. */
void rental_set_words(const struct world *world, json_t *json, const char *key, text_ix text);

/** `NONE`, `ANY_STATION` or `ROUNDTRIP_STATION`. */
const char *rental_return_name(uint8_t way_back);

#endif
