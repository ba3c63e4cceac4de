#ifndef FEEDS_FEEDER_PRICES_H
#define FEEDS_FEEDER_PRICES_H

#include "feeds/config/config.h"
#include "feeds/fares/lay.h"

/* The city's overlay of prices: a folder that is read again when one of its files changes, and what
 * that is on a network. */

/** What the folder says. */
struct prices {
    const char *folder; /**< NULL: the city has none */
    struct fares_names systems;
    struct fares fares;
    struct findings findings; /**< of reading it */
    struct error problem;     /**< zeroed: it was read */
    uint64_t seen;            /**< a sum of the names, sizes and times of its files */
    uint64_t version;         /**< goes up whenever it was read; 0: never */
    unix_time stamp;          /**< of its newest file */
    unix_time fetched, tried;
    uint32_t failures;
    int64_t looked;     /**< in clock_ticks */
    struct arena arena; /**< of `systems` */
    bool failed;        /**< the last look */
};

/** Nothing read yet; the configuration is borrowed. */
void prices_init(struct prices *prices, const struct config *config);

/** Frees all. */
void prices_finish(struct prices *prices);

/**
 * Looks at the folder, every two seconds at most, and reads it if it has changed. What it said
 * before stands while it cannot be read. Returns whether there is something new.
 */
bool prices_look(struct prices *prices, unix_time now);

/** Whether the folder was looked at, or there is none. */
bool prices_are_tried(const struct prices *prices);

/** It on a network, kept until the folder says something else; zeroed is nothing. */
struct prices_laid {
    struct fares_laid laid;
    uint64_t version;         /**< of the prices */
    struct findings findings; /**< of laying it */
};

/** Frees it. */
void prices_laid_finish(struct prices_laid *laid);

/** Writes the row of the overlay, if there is one, and its rules. */
void prices_lay(struct prices_laid *laid, const struct prices *prices,
                const struct network *network, struct live_draft *draft);

#endif
