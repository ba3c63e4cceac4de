#ifndef ENGINE_FARE_LEGS_H
#define ENGINE_FARE_LEGS_H

#include "engine/base/arena.h"
#include "engine/fare/fare.h"

/* Which rules of Fares v2 hold for a leg: one ride, or several that are priced as one. */

/** How late a ride may come; where that would change what holds, it is *tight*. */
#define LATE_SECONDS 300

/** The leg rules that hold for one leg: all of the highest priority that any has. */
struct leg_matches {
    const uint32_t *rules; /**< in fare_leg_rules, in their order */
    uint32_t count;
    text_ix doubt; /**< not empty: another rule may hold, too, or instead; its own */
    bool tight;    /**< a few minutes later other rules would hold */
};

/** Alternatives of one leg that are looked at: different in group or product. */
#define LEG_MATCHES_MAX 64

/** Transfer rules about groups that some legs may be in. */
struct transfer_matches {
    const uint32_t *rules; /**< in fare_transfer_rules, in their order */
    uint32_t count;
    text_ix doubt; /**< likewise */
};

/** Whether a rule of their feed joins two rides that follow each other. */
bool legs_join(const struct tariff *tariff, const struct fare_ride *from,
               const struct fare_ride *to);

/** Those that hold for `count` rides of one feed as one leg. */
struct leg_matches legs_match(const struct tariff *tariff, const struct fare_ride *rides,
                              uint32_t count, struct arena *arena);

/** Those rules of a feed that are about a change from one of such legs to one of them. */
struct transfer_matches legs_transfers(const struct tariff *tariff, feed_ix feed,
                                       const struct leg_matches *legs, uint32_t count,
                                       struct arena *arena);

/** Whether the transfer rule is about a change from a leg of that group to one of the other. */
bool legs_change(const struct tariff *tariff, const struct fare_transfer_rule *rule, uint32_t from,
                 uint32_t to);

#endif
