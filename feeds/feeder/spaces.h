#ifndef FEEDS_FEEDER_SPACES_H
#define FEEDS_FEEDER_SPACES_H

#include "engine/live/draft.h"
#include "feeds/fetch/fetch.h"
#include "feeds/parks/match.h"

/* What each feed of parks has said so far and how it fares, and what that is on a network. */

/** One feed of parks. */
struct space_source {
    const struct config_parks *parks;
    struct arena arena; /**< of the lots */
    struct lots lots;
    struct findings findings; /**< of its newest document */
    uint64_t version;         /**< goes up with every document that was read */
    unix_time heard;          /**< when it last said something; 0: never */
    unix_time fetched;        /**< last success; 0: never */
    unix_time tried;          /**< last attempt; 0: none */
    uint32_t messages, failures;
    enum live_feed_state state;
    struct error problem; /**< of the last attempt; zeroed: it did not fail */
};

/** All of a city, in the order of the configuration's `parks`. */
struct spaces {
    struct space_source *items;
    uint32_t count;
    uint32_t first; /**< number of the first one in the fetcher */
    struct fetch *fetch;
};

/** Nothing said yet; adds them to the fetcher, one behind the other. Both are borrowed. */
void spaces_init(struct spaces *spaces, const struct config *config, struct fetch *fetch);

/** Frees all. */
void spaces_finish(struct spaces *spaces);

/** Whether the source of the fetcher is one of them. */
bool spaces_own(const struct spaces *spaces, uint32_t source);

/** Takes the end of an attempt; its bytes are freed. Returns whether there is something new. */
bool spaces_take(struct spaces *spaces, struct fetch_answer *answer, unix_time now);

/** Sees how each fares at `now`. Returns whether any has changed; then a line is logged. */
bool spaces_judge(struct spaces *spaces, unix_time now);

/** Whether every one was asked. */
bool spaces_are_tried(const struct spaces *spaces);

/** The lots of a feed on a network, kept until the feed says more. */
struct spaces_laid {
    const struct network *network;
    struct park_index cars, bicycles;
    struct vec items; /**< struct laid_lots, by feed */
};

/** None yet; the network is borrowed. */
void spaces_laid_init(struct spaces_laid *laid, const struct network *network);

/** Frees all; fine on a zeroed one. */
void spaces_laid_finish(struct spaces_laid *laid);

/** Writes the rows of all feeds and, of those that are not too old, the parks. */
void spaces_lay(struct spaces_laid *laid, const struct spaces *spaces, struct live_draft *draft);

#endif
