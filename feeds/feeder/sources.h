#ifndef FEEDS_FEEDER_SOURCES_H
#define FEEDS_FEEDER_SOURCES_H

#include "engine/live/live.h"
#include "feeds/fetch/fetch.h"
#include "feeds/realtime/apply.h"

/* What each live feed has said so far, and how it fares. */

/** One live feed. */
struct source {
    const struct config_live *live;
    const char *feed_tag; /**< of the feed it speaks of */
    struct realtime_store *store;
    struct findings findings; /**< of its newest message */
    unix_time heard;          /**< when it last said something new; 0: never */
    unix_time fetched;        /**< last success; 0: never */
    unix_time tried;          /**< last attempt; 0: none */
    uint32_t messages, failures;
    enum live_feed_state state;
    struct error problem; /**< of the last attempt; zeroed: it did not fail */
    bool failing;         /**< `problem` was there when it was judged last */
};

/** All of a city, in the order of the configuration's `live`. */
struct sources {
    struct source *items;
    uint32_t count;
};

/** Nothing said yet; the configuration is borrowed. */
void sources_init(struct sources *sources, const struct config *config);

/** Frees all. */
void sources_finish(struct sources *sources);

/**
 * Takes the end of an attempt; its bytes are freed. `name` is the source's as it may be shown.
 * `*usable` false: what came cannot be read, and is to be asked for again. Returns whether there is
 * something new to apply.
 */
bool source_take(struct source *source, struct fetch_answer *answer, const char *name,
                 unix_time now, bool *usable);

/** Seconds since what it says was made (its stamp, else since it came); -1: it said nothing. */
int64_t source_age(const struct source *source, unix_time now);

/** Sees how it fares at `now`. Returns whether that has changed; if so, a line is logged. */
bool source_judge(struct source *source, unix_time now);

#endif
