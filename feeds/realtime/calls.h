#ifndef FEEDS_REALTIME_CALLS_H
#define FEEDS_REALTIME_CALLS_H

#include "feeds/realtime/applying.h"

/*
 * The calls of one run: as promised, then with what an update says of them. `said` has what was
 * said of each.
 */

/** Fills `calls` as promised, and `said` with nothing. */
void calls_promise(struct applying *applying, const struct match *match);

/**
 * Finds the call that each stop of the update is about; stops where the run calls elsewhere are
 * changed at once. RT_ODDITIES, or why the update cannot be used: then nothing of it holds.
 */
enum realtime_oddity calls_locate(struct applying *applying, const struct match *match,
                                  const struct realtime_trip *trip);

/**
 * Works out all times and what else changes. A time or delay holds for what comes after it until
 * the next one; `delay` (NULL: none) stands for updates that give none at any stop. Told times
 * stand; what is told of no call lies between the told ones. Times that fall are carried forward.
 */
void calls_settle(struct applying *applying, unix_time midnight, const int32_t *delay);

/** Takes over what a stop of an update says beside its times. */
void calls_change(struct live_draft_call *call, const struct realtime_stop *stop);

/** Lets no time of `calls` lie before the one ahead of it. True: one that was said did. */
bool calls_carry_forward(struct applying *applying);

/** A call as nobody has promised it. */
struct live_draft_call calls_unpromised(stop_ix stop);

#endif
