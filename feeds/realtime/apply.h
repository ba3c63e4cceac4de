#ifndef FEEDS_REALTIME_APPLY_H
#define FEEDS_REALTIME_APPLY_H

#include "engine/live/draft.h"
#include "feeds/realtime/realtime.h"

/*
 * From what live feeds said to what holds now: each feed has a store that keeps its state between
 * messages; applying matches all of it with a timetable and lays it into a draft, from nothing each
 * time, so that the order in which messages came cannot matter.
 */

/** What is said of stops before the first one an update speaks of. */
enum realtime_backward {
    BACKWARD_NONE,   /**< as promised, but never later than the stop after it */
    BACKWARD_ALWAYS, /**< late (or early) by as much as the first one told */
};

/** How a feed is read against its timetable (configuration). */
struct realtime_rules {
    feed_ix feed;            /**< whose ids it speaks */
    const char *tag;         /**< the live feed's own name */
    const char *trip_suffix; /**< NULL, or what separates the part of a trip_id that counts: ids
                                  match when what follows the last one of these is the same */
    const char *trip_prefix; /**< NULL, or likewise what precedes the first one of these */
    bool by_route;           /**< whether runs may be found by route, direction and start */
    bool by_stops;           /**< whether runs may be found by route and times at stops */
    enum realtime_backward backward;
    int32_t limit_seconds; /**< age from which the feed is stale */
};

struct realtime_store;

/** What a feed without any message has said. */
struct realtime_store *realtime_store_create(void);

/** Frees it; NULL is fine. */
void realtime_store_destroy(struct realtime_store *store);

/**
 * Takes a message: one that is full replaces what was said before, a differential one changes it
 * entity by entity. A stamp older than, or equal to, the last one changes nothing: `*news` false.
 * False: it cannot be read at all; nothing changed.
 */
MUST_CHECK bool realtime_store_take(struct realtime_store *store, struct realtime_bytes bytes,
                                    const struct realtime_limits *limits, struct findings *findings,
                                    bool *news, struct error *error);

/** Stamp of the newest message taken; 0: none, or it had none. */
unix_time realtime_store_stamp(const struct realtime_store *store);

/** One live feed to apply. */
struct realtime_source {
    const struct realtime_store *store;
    const struct realtime_rules *rules;
    uint32_t number; /**< in the draft: live_draft_add_feed */
    bool stale;      /**< nothing is applied, nothing counted but its entities */
};

/**
 * Lays all sources into the draft: trip updates first, in order; then vehicles, which also tell how
 * late a run is that no trip update speaks of; then alerts. Counts into the draft's feeds what was
 * matched how; what is odd becomes findings (one list a source, `findings[i]`), which are the
 * caller's to count.
 */
void realtime_apply(const struct network *network, const struct realtime_source *sources,
                    uint32_t count, unix_time now, struct live_draft *draft,
                    struct findings *findings);

#endif
