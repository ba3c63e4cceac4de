#ifndef ENGINE_BOARD_RUNS_H
#define ENGINE_BOARD_RUNS_H

#include "engine/board/board.h"

/** The part of a pattern's runs that must touch a span: from one event to a later one. */
struct runs_part {
    uint32_t first_call, last_call;   /**< first_call <= last_call */
    bool first_arrives, last_arrives; /**< the event is the arrival there, not the departure */
};

/** Called with each run and where its day_time 0 lies; false ends the visit. */
typedef bool runs_visitor(void *context, struct run run, unix_time day_start);

/**
 * Visits all runs of the pattern whose part touches the span: its last event lies at span.from or
 * later, its first event before span.to. In no special order. Runs are as they are now; cancelled
 * ones are among them, deleted ones are not.
 */
bool runs_visit(const struct world *world, pattern_ix pattern, const struct runs_part *part,
                struct board_span span, runs_visitor *visitor, void *context);

#endif
