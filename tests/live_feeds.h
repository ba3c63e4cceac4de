#ifndef TESTS_LIVE_FEEDS_H
#define TESTS_LIVE_FEEDS_H

#include "engine/live/live.h"
#include "feeds/realtime/apply.h"
#include "tests/scratch.h"

/* What live feeds make of a timetable, for tests: applied, frozen, mapped, and read as words. */

/** Findings that each feed is said to have before it is applied. */
#define LIVE_FEEDS_FINDINGS 7

/** Live feeds over one network; the fields may be changed before live_feeds_apply. */
struct live_feeds {
    const struct network *network;
    unix_time now;
    struct realtime_rules rules[2];
    struct realtime_store *stores[2];
    bool stale[2];
    uint32_t count;             /**< of feeds; 1 to begin with */
    struct findings taken;      /**< of messages */
    struct findings applied[2]; /**< of applying */
    struct scratch scratch;
    struct live live;
    bool open;
};

/** Begins with one empty feed that speaks the ids of the network's first. */
void live_feeds_init(struct live_feeds *state, const struct network *network, unix_time now);

/** Ends it. */
void live_feeds_finish(struct live_feeds *state);

/** Lets feed number `feed` take a message; whether it was news. Ends the program if it cannot. */
bool live_feeds_take(struct live_feeds *state, uint32_t feed, struct realtime_bytes bytes);

/** Applies all anew and maps the image; checks it as the server would. */
void live_feeds_apply(struct live_feeds *state);

/**
 * The run of that trip (or of that id, if the timetable has none) on that day and start
 * (INT32_MIN: any) as words: state (if it does not run), then for each call stop, arrival,
 * departure and a letter for each flag: s skipped, n no data, u unscheduled, + added, > elsewhere.
 * Calls are told apart by bars. Empty: nothing is said of it. Valid until the next call.
 */
const char *live_feeds_run(const struct live_feeds *state, const char *trip, civil_day day,
                           day_time start);

/** The run that live_feeds_run would describe; NULL: none. */
const struct live_run *live_feeds_find(const struct live_feeds *state, const char *trip,
                                       civil_day day, day_time start);

/** How often that was found in a feed while applying. */
uint64_t live_feeds_found(const struct live_feeds *state, const char *code);

#endif
