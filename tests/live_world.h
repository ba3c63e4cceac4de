#ifndef TESTS_LIVE_WORLD_H
#define TESTS_LIVE_WORLD_H

#include "tests/frozen_feed.h"
#include "tests/live_feeds.h"
#include "tests/rt_words.h"

/*
 * A small timetable on which every rule about live feeds can be seen, and one live feed over it.
 * Everything is in Europe/Paris; the day is Monday 4 May 2026, now is 08:05.
 *
 *   stops   station S with P and P2; Q, R alone; E, an entrance; Z, which nothing serves
 *   L bus   T: P 08:00, Q 08:10-08:11, R 08:20         U: back, 09:00 to P2
 *           V: as T at 12:00, on Saturdays and Sundays only
 *           O: P 10:00, Q 10:10, P 10:20, R 10:30, numbered 5, 10, 15, 20
 *           N: P 23:50, Q 24:10, R 24:30               F: P 30:00, Q 49:00
 *   M tram  H: P to R in 20 min, 06:00 to 08:00 each 10 min, exactly
 *           K: P to R in 20 min, 09:00 to 10:00 each 15 min, not exactly
 *           `1:A:7` P 14:00, R 14:20   `2:A:7` likewise, Saturdays and Sundays only
 *           `1:A:8`, `1:B:8` P 15:00, R 15:20, there and back by direction_id
 */

#define WORLD_DAY 20577 /* 2026-05-04 */

/** All of it. */
struct live_world {
    struct frozen_feed frozen;
    struct live_feeds state;
    struct rt_words words;
    unix_time midnight; /**< of WORLD_DAY */
    unix_time stamp;    /**< of the message at hand; goes up by itself */
};

/** Makes the network and an empty live feed. */
void live_world_init(struct live_world *world);

/** Ends it. */
void live_world_finish(struct live_world *world);

/** Forgets all that was said, and rules and time with it. */
void live_world_reset(struct live_world *world);

/** Starts a full message, newer than the one before. */
void live_world_begin(struct live_world *world);

/** Takes the message and applies all. */
void live_world_apply(struct live_world *world);

/** One trip update alone: begins, adds, applies. */
void live_world_say(struct live_world *world, const char *line);

/** The run of that trip on WORLD_DAY as words: live_feeds_run. */
const char *live_world_run(const struct live_world *world, const char *trip);

#endif
