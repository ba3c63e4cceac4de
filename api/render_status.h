#ifndef API_RENDER_STATUS_H
#define API_RENDER_STATUS_H

#include "api/routes.h"

/* Endpoints about the service itself: what there is to say is all in the world. */

/** `/`: what is here, as a short JSON object. */
endpoint_handler status_index;

/** `/live`: the process answers. */
endpoint_handler status_live;

/** `/ready`: the image is there and was checked; 503 while the server winds down. */
endpoint_handler status_ready;

/**
 * `/health`, `/api/v1/health`: 200 when some timetable still runs, else 400 (as MOTIS answers).
 * `rt` says whether a live feed is fresh, as long as there are or were any.
 */
endpoint_handler status_health;

/** `/x/v1/feeds`: every feed with publisher, licence, attribution, validity and counts. */
endpoint_handler status_feeds;

#endif
