#ifndef API_RENDER_LIVE_H
#define API_RENDER_LIVE_H

#include <jansson.h>

#include "api/alerts.h"
#include "api/style.h"

/* What is known of today beside the times: states, vehicles, alerts. */

/**
 * Sets what live data says of a run at one of its calls: realTime, scheduled, cancelled,
 * realTimeState, delay, occupancy, vehicle. Without live data only the first four.
 */
void render_set_live(const struct style *style, json_t *object, struct run run, uint32_t call);

/** Sets what it says of the call alone: realTime, uncertainty, occupancy; nothing if nothing. */
void render_set_live_call(const struct style *style, json_t *place, struct run run, uint32_t call);

/** Sets `alerts` when there are any and they are wanted. */
void render_set_alerts(const struct style *style, json_t *object, const struct alert_topic *topic);

/** A vehicle: id, label, plate, position, bearing, speed, stamp. The caller owns it. */
json_t *render_vehicle(const struct style *style, const struct live_vehicle *vehicle);

#endif
