#ifndef FEEDS_FEEDER_SYSTEMS_H
#define FEEDS_FEEDER_SYSTEMS_H

#include "engine/live/live.h"
#include "feeds/fetch/fetch.h"
#include "feeds/gbfs/gbfs.h"

/*
 * What each system of shared vehicles has said so far, and how it fares. A system is a dozen
 * documents, each fetched at a pace of its own; one more leads to them. Which there are is only
 * learnt by reading it, so systems and sources of the fetcher come and go. One document that fails
 * takes nothing from the others, one system nothing from another.
 */

/** One document of a system, or the one that leads to them. */
struct document {
    struct vec where;     /**< chars, ends with NUL: what is fetched; empty: there is none */
    uint32_t source;      /**< in the fetcher; NO_IX: not fetched */
    bool is_url, has;     /**< has: what it says counts, it stands in the store */
    int32_t ttl;          /**< seconds that it gives itself to live; -1: unsaid */
    uint64_t sum;         /**< of the bytes that were taken last */
    unix_time stamp;      /**< that it gives itself; 0: none */
    unix_time heard;      /**< when it last said something new; 0: never */
    unix_time fetched;    /**< last success; 0: never */
    unix_time tried;      /**< last attempt; 0: none */
    struct error problem; /**< of the last attempt; zeroed: it did not fail */
    struct findings findings;
};

/** What the first document of a system turned out to be. */
enum system_kind {
    SYSTEM_UNKNOWN,  /**< nothing usable came yet */
    SYSTEM_PLAIN,    /**< a discovery document, or a folder of documents */
    SYSTEM_MANIFEST, /**< it names systems, which stand for themselves in the list */
};

/** One system. */
struct system {
    const struct config_shared *shared;
    char tag[112];
    uint64_t serial;  /**< its own among all there ever were */
    uint64_t version; /**< goes up with all that changes what it says */
    uint64_t parent;  /**< serial of the manifest that names it; 0: the configuration does */
    enum system_kind kind;
    bool is_folder; /**< the configuration names a folder: without a discovery file names tell */
    struct document lead;
    struct document documents[GBFS_DOCUMENTS];
    struct gbfs_store *store;
    uint32_t messages, failures;
    enum live_feed_state state;
    char problem[320]; /**< the most telling one; empty: none */
};

/** All of a city. */
struct systems {
    struct vec items;  /**< struct system *; NULL: its place is free */
    struct vec owners; /**< struct owner, by source of the fetcher */
    struct fetch *fetch;
    const struct config *config;
    uint64_t serials; /**< given so far */
};

/** One for each of the configuration's `shared`; both are borrowed. */
void systems_init(struct systems *systems, const struct config *config, struct fetch *fetch);

/** Frees all; the sources stay in the fetcher. */
void systems_finish(struct systems *systems);

/** The system at a place of the list, or NULL. */
struct system *systems_at(const struct systems *systems, uint32_t index);

/**
 * Takes the end of an attempt at one of their sources; its bytes are freed. Returns whether there
 * is something new.
 */
bool systems_take(struct systems *systems, struct fetch_answer *answer, unix_time now);

/**
 * Sees how each fares at `now`, and drops documents that say how things stand and are too old.
 * Returns whether anything has changed; then a line is logged.
 */
bool systems_judge(struct systems *systems, unix_time now);

/** Whether every document that is known to be there was asked for. */
bool systems_are_tried(const struct systems *systems);

/**
 * Whether it is worth a row of its own: a manifest that works has nothing to tell but its systems.
 */
bool system_is_shown(const struct systems *systems, const struct system *system);

/** Whether what it says can be used: it says how things stand, and that is not too old. */
bool system_is_usable(const struct system *system);

/** Its row, without what only its fleet shows. */
struct live_feed system_row(const struct system *system);

#endif
