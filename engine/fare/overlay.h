#ifndef ENGINE_FARE_OVERLAY_H
#define ENGINE_FARE_OVERLAY_H

#include "engine/fare/fare.h"
#include "engine/live/overlay.h"

/* The city's own overlay of prices (engine/live/overlay.h), as pricing asks it. */

/** A view; empty where there is no live image. */
struct overlay {
    const struct world *world;
    const struct live *live;          /**< where the rules lie, perhaps not that of the world */
    const struct overlay_rule *rules; /**< by kind */
    uint32_t rule_count;
};

/** That of a world; valid while it is. */
struct overlay overlay_of(const struct world *world);

/** Whether there is any rule. */
static inline bool overlay_exists(const struct overlay *overlay)
{
    return overlay->rule_count > 0;
}

/**
 * Whether the city has an overlay that nobody has read: the network or the live image says that
 * there is one, and it is not here. Then a price may be lower than what is known of it.
 */
bool overlay_is_missing(const struct overlay *overlay);

/**
 * What of the overlay was not read that might lower (`dearer`: raise) the price of `count` rides
 * for that traveller: "1 row of caps.csv and 2 rows of free.csv"; empty: nothing.
 */
const char *overlay_lost(const struct overlay *overlay, const struct fare_profile *profile,
                         uint32_t count, bool dearer, struct arena *arena);

/** A text of a rule or of one of its networks; never NULL. */
const char *overlay_text(const struct overlay *overlay, text_ix text);

/** The rules of a kind: [*first, return value). */
uint32_t overlay_rules_of(const struct overlay *overlay, enum overlay_kind kind, uint32_t *first);

/** Whether the ride is on one of the networks; parking is on none. */
bool overlay_is_on(const struct overlay *overlay, const struct tariff *tariff,
                   struct rental_span networks, const struct fare_ride *ride);

/** The day on which a ride begins, by the clock where it begins. */
civil_day overlay_day(const struct world *world, const struct fare_ride *ride);

/** Whether the rule holds on that day. */
bool overlay_holds(const struct overlay_rule *rule, civil_day day);

/** Whether two days lie in one period of the rule, by the calendar. */
bool overlay_same_period(const struct overlay_rule *rule, civil_day one, civil_day other);

/** Whether the client claims the rule's category and accepts its medium, as far as it has any. */
bool overlay_is_for(const struct overlay *overlay, const struct overlay_rule *rule,
                    const struct fare_profile *profile);

/** Whether he holds the pass, and is of the category that it is for, if any. */
bool overlay_is_held(const struct overlay *overlay, const struct overlay_rule *pass,
                     const struct fare_profile *profile);

/** Whether a list of ids that a client gave has that one. */
bool overlay_is_listed(const char *const *list, uint32_t count, const char *id);

/**
 * The profile with what its categories stand for on that day added; in the arena, or the one given
 * where nothing is to be added.
 */
const struct fare_profile *overlay_profile(const struct overlay *overlay,
                                           const struct fare_profile *profile, civil_day day,
                                           struct arena *arena);

/** An item of a rule for some rides, without an amount; `rule` and `line` are file and line. */
struct fare_item overlay_item(const struct overlay *overlay, const struct overlay_rule *rule,
                              enum fare_item_kind kind);

#endif
