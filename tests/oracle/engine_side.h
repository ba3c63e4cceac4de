#ifndef TESTS_ORACLE_ENGINE_SIDE_H
#define TESTS_ORACLE_ENGINE_SIDE_H

#include "engine/base/vec.h"
#include "engine/network/draft.h"
#include "engine/matrix.h"
#include "tests/oracle/small.h"

/* A small world as the engine sees it: frozen, opened, and ready to be asked. */
struct engine_side {
    struct network network;
    struct world world;
    struct planner *planner;
    struct arena arena;
    stop_ix stops[SMALL_STOPS]; /**< by the small world's numbers; NO_IX: not there or not served */
    route_ix routes[SMALL_ROUTES];
    agency_ix agencies[SMALL_AGENCIES];
    trip_ix trips[SMALL_TRIPS];
};

/** Writes the world's tables into an empty draft. */
void draft_small(const struct small_world *world, struct draft *draft);

/** Freezes `world` to the file `path` and opens it. False: `error` says why. */
MUST_CHECK bool engine_side_open(struct engine_side *side, const struct small_world *world,
                                 const char *path, struct error *error);

/**
 * Asks. `journeys` is valid until the next question. False: the engine refuses the question. Ends
 * at stops that nothing serves are left out; without any end there is no journey.
 */
MUST_CHECK bool engine_side_ask(struct engine_side *side, const struct small_question *question,
                                struct journeys *journeys, struct error *error);

/** Asks for what costs less than the ordinary journeys, which are those of the last question. */
MUST_CHECK bool engine_side_price(struct engine_side *side, const struct small_question *question,
                                  const struct price_ask *ask, struct price_answer *answer,
                                  struct error *error);

/** Asks for all stops; the answer lives in `arena`. False: the engine refuses the question. */
MUST_CHECK bool engine_side_spread(struct engine_side *side, const struct small_question *question,
                                   struct arena *arena, struct spread *spread, struct error *error);

/**
 * Asks for a row of a matrix of the one end that `question` has on the side that is not searched
 * from: as its first two ends, so that they must be alike.
 */
MUST_CHECK bool engine_side_matrix(struct engine_side *side, const struct small_question *question,
                                   const struct matrix_ask *how, struct arena *arena,
                                   struct matrix_row *row, struct error *error);

/** Ends it; fine on a zeroed one. */
void engine_side_close(struct engine_side *side);

#endif
