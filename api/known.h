#ifndef API_KNOWN_H
#define API_KNOWN_H

#include "engine/world/world.h"

/*
 * What is known of a run at one moment beside its times: the same questions for runs as promised,
 * which are answered from the timetable, and for live ones.
 */

/**
 * Whether the run does not run: it is cancelled, or it is a promise that another run stands for,
 * which was not found to call where it should.
 */
bool known_cancelled(const struct world *world, struct run run);

/** Whether the run does not call there although it was to; of a cancelled run always. */
bool known_skipped(const struct world *world, struct run run, uint32_t call);

/** Where it was promised to call; where it does where nothing was promised. */
stop_ix known_promised_stop(const struct world *world, struct run run, uint32_t call);

/** When the run was promised to arrive at the call; when it does where nothing was promised. */
unix_time known_promised_arrive(const struct world *world, struct run run, uint32_t call);

/** Likewise the departure. */
unix_time known_promised_depart(const struct world *world, struct run run, uint32_t call);

/** The vehicle that runs it, or NULL. */
const struct live_vehicle *known_vehicle(const struct world *world, struct run run);

/** How full it is when it leaves the call (GTFS-Realtime's OccupancyStatus); 255: not known. */
uint8_t known_occupancy(const struct world *world, struct run run, uint32_t call);

/** How a feed fares at `now`: one that was fresh grows stale as the clock goes on. */
enum live_feed_state known_feed_state(const struct live_feed *feed, unix_time now);

#endif
