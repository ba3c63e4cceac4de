#ifndef ENGINE_NETWORK_FREEZE_RULES_H
#define ENGINE_NETWORK_FREEZE_RULES_H

#include "engine/network/frozen.h"

/* Which row of transfers.txt decides a change (inside freezing only). */

/** No walk is longer: rows may join two ends of the world, or make chains of days. */
#define WALK_SECONDS_MAX (30 * 86400)

/** A row as it is looked up: under its two stops. */
struct rule {
    stop_ix from, to;       /**< as the row names them: platform or station */
    uint32_t rank;          /**< more specific is less: trips and routes first, see rule_rank */
    uint32_t row;           /**< place in the file; the earlier wins */
    int32_t seconds;        /**< what it says, for RULE_SECONDS */
    uint32_t answer;        /**< enum rule_answer */
    struct rule_class asks; /**< names it asks for; NO_IX: any */
};

/** All rules of a draft. */
struct rules {
    const struct frozen *frozen;
    struct vec items; /**< struct rule, by from, to, rank, row */
    bool overfull;    /**< there were more chains than we accept: of no use */
};

/** What the rules say of a change. */
enum rule_answer {
    RULE_POSSIBLE, /**< type 0: possible, in the time it takes to walk */
    RULE_SECONDS,  /**< so many seconds */
    RULE_NEVER,    /**< type 3 */
};

/** Collects the rows, with the options two_way, closed and floor_seconds applied. */
void rules_init(struct rules *rules, const struct frozen *frozen);

/** Frees them. */
void rules_finish(struct rules *rules);

/**
 * The rule for a change from stop to stop, for trips that are to the rules what the classes say.
 * Trips beat routes, two names beat one, then the platform's own name beats its station's. NULL: no
 * row speaks of it.
 */
const struct rule *rules_ask(const struct rules *rules, stop_ix from, stop_ix to,
                             const struct rule_class *from_class,
                             const struct rule_class *to_class);

#endif
