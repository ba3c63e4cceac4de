#ifndef ENGINE_BOARD_BOARD_H
#define ENGINE_BOARD_BOARD_H

#include "engine/base/arena.h"
#include "engine/network/mode.h"
#include "engine/world/world.h"

/*
 * What a departure board or a live map shows: runs at stops and runs under way, found without a
 * search. All service days whose runs can touch the wanted time are looked at, and headways are
 * written out as single runs. Any thread; answers live in the caller's arena.
 */

/** One departure or arrival. */
struct board_call {
    unix_time time; /**< when the run leaves the call, or arrives there */
    struct run run;
    uint32_t call; /**< position in the run's pattern */
    stop_ix stop;  /**< where that is */
    bool arrives;  /**< an arrival, not a departure */
};

/** Calls in order of time, then trip and position. */
struct board {
    struct board_call *calls;
    uint32_t count;
};

/** Which calls a board shows. */
struct board_query {
    const stop_ix *stops; /**< borrowed; stops that nothing serves are passed over */
    uint32_t stop_count;
    bool departures, arrivals; /**< either or both */
    bool unusable;             /**< also calls where nobody may get on (arrivals: off) */
    bool cancelled;            /**< also what was promised: runs cancelled, calls skipped */
    mode_set modes;
};

/** A stretch of time; `to` no longer belongs to it. */
struct board_span {
    unix_time from, to;
};

/** How far one page reaches. */
struct board_page {
    unix_time time;
    bool later;             /**< the page starts at `time`; otherwise it ends before `time` */
    uint32_t least;         /**< as many calls, when there are so many, 1 .. most */
    uint32_t most;          /**< about as many at most, whatever the window says */
    int32_t window_seconds; /**< and at least all calls of so long a time, >= 0 */
};

/** All calls within the span. */
void board_between(const struct world *world, const struct board_query *query,
                   struct board_span span, struct arena *arena, struct board *board);

/**
 * The calls of one page, and in `span` the time it covers: what follows starts at span->to, what
 * comes before ends at span->from, so that pages lose and repeat nothing. Calls of one second are
 * never torn apart, hence there may be a few more than asked for.
 */
void board_turn(const struct world *world, const struct board_query *query,
                const struct board_page *page, struct arena *arena, struct board *board,
                struct board_span *span);

/** A run between two calls that follow each other. */
struct board_segment {
    struct run run;
    uint32_t call; /**< the segment goes from this call to the next one */
    unix_time depart, arrive;
};

/** All that was found. */
struct board_segments {
    struct board_segment *items; /**< by departure, then trip */
    uint32_t count;
};

/** Which vehicles a map shows. */
struct board_area {
    struct box box;         /**< segments whose straight line may touch it */
    struct board_span span; /**< and that are under way at some moment of it */
    mode_set modes;
    uint32_t most; /**< segments at most; which ones are left out then is not said */
};

/** The segments under way. */
void board_moving(const struct world *world, const struct board_area *area, struct arena *arena,
                  struct board_segments *segments);

#endif
