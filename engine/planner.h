#ifndef ENGINE_PLANNER_H
#define ENGINE_PLANNER_H

#include "engine/journey/journey.h"
#include "engine/price/price.h"
#include "engine/search/query.h"
#include "engine/search/spread.h"
#include "engine/search/stats.h"
#include "engine/network/walks.h"
#include "engine/world/schedules.h"
#include "engine/world/world.h"

/*
 * The one door of the engine: a world and a question in, journeys out. A planner owns the memory
 * one worker searches with and is used by one thread at a time; kept alive, it allocates next to
 * nothing for a question.
 */

struct planner;
struct street_worker;

/** A planner for worlds of `network` (which must outlive it). */
struct planner *planner_create(const struct network *network);

/**
 * Makes the planner use schedules that others use too, instead of laying out its own. They are
 * borrowed until the planner ends. Before its first question.
 */
void planner_share_schedules(struct planner *planner, struct schedules *schedules);

/** Frees it; NULL is fine. */
void planner_destroy(struct planner *planner);

/**
 * Answers the question. `journeys` lives in `arena`; it is empty when there is no way. The world
 * must be one of the planner's network. False: the query does not pass query_check, or
 * (ERROR_LIMIT) the days it touches are too large to lay out.
 */
MUST_CHECK bool planner_run(struct planner *planner, const struct world *world,
                            const struct query *query, struct arena *arena,
                            struct journeys *journeys, struct error *error);

/**
 * Finds when one can be at every stop, from the query's sources (arrive-by: how long before one
 * must leave every stop, to its targets), within `travel_seconds_max`; the other end and vias must
 * be empty. A window asks for each of its minutes. `spread` lives in `arena`. Times are those of
 * planner_run asked for each stop by itself. False: as planner_run, or (ERROR_LIMIT) stops times
 * minutes are more than SPREAD_CELLS_MAX.
 */
MUST_CHECK bool planner_spread(struct planner *planner, const struct world *world,
                               const struct spread_ask *ask, struct arena *arena,
                               struct spread *spread, struct error *error);

/**
 * Finds what costs less than the journeys that planner_run found to the same query, within the
 * bounds of the ask; `journeys` lives in `arena` and has none of the ordinary ones. Journeys that
 * start or end on a shared vehicle are neither looked for nor compared with. False: as planner_run,
 * or (ERROR_INPUT) there are places to pass.
 */
MUST_CHECK bool planner_price(struct planner *planner, const struct world *world,
                              const struct price_question *question, struct arena *arena,
                              struct price_answer *answer, struct error *error);

/**
 * Lays out beforehand what a question like this needs (the schedule of its days), so that
 * planner_run does not. False: as planner_run.
 */
MUST_CHECK bool planner_prepare(struct planner *planner, const struct world *world,
                                const struct query *query, struct error *error);

/**
 * Replaces the network's own walking between stops (NULL: back to it). The arrays of the walks are
 * borrowed until the planner ends or gets others.
 */
void planner_use_walks(struct planner *planner, const struct walks *walks);

/**
 * The planner's memory for ways on the streets, made when it is first asked for; NULL where the
 * network has none.
 */
struct street_worker *planner_streets(struct planner *planner);

/** What the last run with a window found at its end (struct query_known); the planner's own. */
const struct query_beyond *planner_beyond(const struct planner *planner);

/** Counters of the last run; the planner's own. */
const struct search_stats *planner_stats(const struct planner *planner);

#endif
