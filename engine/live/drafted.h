#ifndef ENGINE_LIVE_DRAFTED_H
#define ENGINE_LIVE_DRAFTED_H

#include "engine/base/arena.h"
#include "engine/base/intern.h"
#include "engine/base/vec.h"
#include "engine/live/draft.h"
#include "engine/live/fleet.h"

/* Inside drafting and freezing only: what a draft holds, and the sections it becomes. */

struct live_draft {
    const struct network *network;
    struct arena arena;                /**< texts, calls, selectors: all that was handed over */
    struct vec feeds;                  /**< struct live_feed */
    struct vec feed_texts;             /**< const char *: tag and problem of each feed */
    struct vec runs;                   /**< struct live_draft_run */
    struct intern run_keys;            /**< what tells runs apart; key i is of run i */
    struct vec vehicles;               /**< struct live_draft_vehicle */
    struct vec alerts;                 /**< struct live_draft_alert */
    struct vec messages;               /**< struct live_message, to publish again */
    struct vec republished;            /**< their bytes */
    struct vec fleets;                 /**< struct drafted_fleet */
    struct vec parks;                  /**< struct live_park */
    struct vec rules;                  /**< struct live_draft_rule */
    uint32_t rows_lost[OVERLAY_KINDS]; /**< of the overlay's files */
    bool rest_lost[OVERLAY_KINDS];     /**< likewise */
};

/** Shared vehicles of one system, borrowed. */
struct drafted_fleet {
    const struct fleet *fleet;
    uint32_t feed;
};

/** A draft on its way into an image. */
struct live_frozen {
    const struct live_draft *draft;
    const struct network *network;
    struct intern words;        /**< texts; word 0 is the empty one */
    struct intern pattern_keys; /**< all that makes a pattern what it is; key k is of pattern k */
    int32_t longest_seconds;    /**< when the last of the runs ends, from its service day */
    struct vec order;           /**< uint32_t: runs of the draft in the order of the image */
#define SECTION(name, type) struct vec name;
    LIVE_SECTIONS(SECTION)
#undef SECTION
};

/** The number of a text (NULL: the empty one). */
text_ix frozen_text(struct live_frozen *frozen, const char *text);

/** Writes runs, their trips, patterns and calls, and who calls where. */
void freeze_runs(struct live_frozen *frozen);

/** Writes vehicles and joins them to the runs; after freeze_runs. */
void freeze_vehicles(struct live_frozen *frozen);

/** Writes alerts and their index. */
void freeze_alerts(struct live_frozen *frozen);

/** Writes the shared vehicles of all fleets, by the id of their system. */
void freeze_rental(struct live_frozen *frozen);

/** Writes what is said of parks, by park. */
void freeze_parks(struct live_frozen *frozen);

/** Writes the overlay of prices. */
void freeze_overlay(struct live_frozen *frozen);

#endif
