#ifndef API_RENDER_PLACE_H
#define API_RENDER_PLACE_H

#include <jansson.h>

#include "api/style.h"

/** Sets `object[key]`; the text may hold anything (see render_text). */
void render_set(json_t *object, const char *key, const char *text);

/** The Place of a stop, without times. The caller owns it, as for all that follow. */
json_t *render_stop(const struct style *style, stop_ix stop);

/** The Place of a call of a run: arrival and departure, how one may get on and off. */
json_t *render_call(const struct style *style, struct run run, uint32_t call);

/** The Place of a point that is no stop. */
json_t *render_point(const struct style *style, const char *name, struct point at);

/** Sets `departure` and `scheduledDeparture`, when it was promised, or the two of the arrival. */
void render_set_moment(json_t *place, bool departs, unix_time time, unix_time promised);

/** The modes of a set, as strings. */
json_t *render_modes(const struct dialect *dialect, mode_set modes);

/** Calls from `first` to before `end`, as `intermediateStops` has them. */
json_t *render_calls(const struct style *style, struct run run, uint32_t first, uint32_t end);

#endif
