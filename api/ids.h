#ifndef API_IDS_H
#define API_IDS_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "engine/world/world.h"

/*
 * The ids that answers carry. Stops and routes: `tag_id`. Runs: `YYYYMMDD_HH:MM_tag_id`, service
 * day and first departure (hours may pass 24), then the trip; where headways make several runs
 * within a minute the seconds follow, `HH:MM:SS`.
 */

/** The id of a stop, in the arena. */
const char *ids_stop(struct arena *arena, const struct network *network, stop_ix stop);

/** The id of a route, in the arena. */
const char *ids_route(struct arena *arena, const struct network *network, route_ix route);

/**
 * The id of a run, in the arena. However late it is or wherever it goes now, it keeps the id of its
 * promise; one that was added has its own day, start and trip.
 */
const char *ids_run(struct arena *arena, const struct world *world, struct run run);

/**
 * The run an id names, as it is now. A trip with times of its own is found whatever clock time the
 * id shows, so that an id outlives a small change of the timetable. False: ERROR_INPUT, it has not
 * that form; ERROR_MISSING, no such trip, or it does not run on that day or at that time, or is not
 * to be shown any more. One that is cancelled is found.
 */
MUST_CHECK bool ids_find_run(const struct world *world, const char *text, struct run *run,
                             struct error *error);

#endif
