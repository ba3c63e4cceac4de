#ifndef ENGINE_FARE_COVER_H
#define ENGINE_FARE_COVER_H

#include "engine/fare/fare.h"
#include "engine/fare/legs.h"
#include "engine/fare/overlay.h"
#include "engine/fare/who.h"

/*
 * How another way of paying is added. A *cover* is a function that looks at a set of rides and
 * answers with a *choice*, or NULL when it does not pay for just these. Two lists in covers.c name
 * them all: plain ones know the rides only; further ones may stand on what is known so far (a
 * reduction on top of two tickets, a cap over a day) and take it as a part of theirs. The table in
 * fare.c does the rest: it asks every cover for every set, small sets first, and keeps the cheapest
 * way of parting each set.
 *
 * A cover must answer the same for the same rides, and allocates from the pricing's arena only.
 */

/** What a choice costs, compared in this order. */
struct fare_cost {
    uint32_t unknown; /**< rides without a known price */
    int64_t amount;   /**< of the others, minor units */
    uint32_t items;   /**< things to buy */
};

/** Whether `a` is better than `b`; of equals the one found first stays. */
static inline bool fare_cost_less(struct fare_cost a, struct fare_cost b)
{
    return a.unknown != b.unknown ? a.unknown < b.unknown
           : a.amount != b.amount ? a.amount < b.amount
                                  : a.items < b.items;
}

/** One way of paying for some rides. Never changed once it is made; of the arena. */
struct fare_choice {
    uint32_t rides;                     /**< a bit a ride */
    struct fare_cost cost;              /**< with that of its parts */
    int64_t amount_max;                 /**< likewise; more than the amount: by a long ride, say */
    const struct fare_choice *parts[2]; /**< what it stands on; NULL: nothing */
    const struct fare_item *items;      /**< its own */
    uint32_t item_count;                /**< 0: just the two parts side by side */
    const struct fare_reason *reason;   /**< why it is no surer, or NULL; `rides` is filled in */
};

/** What prices the rides of a feed. */
enum fare_form { FORM_NONE, FORM_FLAT, FORM_LEGS };

/** Leg rules go before flat fares, unless the profile says so: who has both means the same. */
enum fare_form fare_form_of(const struct tariff *tariff, const struct fare_profile *profile,
                            feed_ix feed);

/** A feed on whose vehicles some rides are. */
struct fare_feed {
    feed_ix feed;
    enum fare_form form;
    struct who_list whos;              /**< FORM_LEGS: who travels, on which medium */
    struct transfer_matches transfers; /**< FORM_LEGS: rules about what the legs may be */
};

/** Rides that no cover parts: one vehicle, or joined by a rule of their feed. */
struct fare_unit {
    uint32_t rides;             /**< a bit a ride */
    uint32_t first, last;       /**< rides */
    const struct fare_feed *of; /**< NULL: no transit */
    struct leg_matches matches; /**< FORM_LEGS: the leg rules that hold */
};

/** A rule of the overlay that may bear on the rides; masks have a bit a ride. */
struct fare_rule {
    const struct overlay_rule *rule;
    uint32_t on, onto; /**< on its networks, of a cap also sold on its medium; on `onto` */
    uint32_t days;     /**< that begin on days on which it holds */
    bool meant;        /**< it is for who travels; of others only interop.csv's are here */
};

/** A pricing under way. */
struct fare_pricing {
    const struct tariff *tariff;
    const struct fare_ride *rides;
    uint32_t ride_count; /**< at most FARE_RIDES_MAX */
    const struct fare_profile *profile;
    struct overlay overlay;
    const struct fare_rule *rules;          /**< by kind: city_find */
    uint32_t rule_first[OVERLAY_KINDS + 1]; /**< those of kind k are [k], [k + 1] */
    civil_day days[FARE_RIDES_MAX];         /**< on which the rides begin */
    struct arena *arena;
    struct fare_unit units[FARE_RIDES_MAX]; /**< in order of travel */
    uint32_t unit_count;
    struct fare_feed feeds[FARE_RIDES_MAX];
    uint32_t feed_count;
    bool *tight;     /**< to be set where LATE_SECONDS more would change what holds */
    uint32_t *steps; /**< that rules may still be tried; 0: give up, say so */
    const struct fare_choice **single; /**< by set of rides: the best plain cover of it at once */
    const struct fare_choice **plain;  /**< likewise: the best by plain covers alone */
    const struct fare_choice **best;   /**< the best known so far; NULL: such a set parts a unit */
};

/** Steps that a pricing may take, so that no feed can make it slow: some ten milliseconds. */
#define FARE_STEPS_MAX 4000000

/** Prices just these rides, which are whole units; NULL: it cannot. */
typedef const struct fare_choice *fare_cover(const struct fare_pricing *pricing, uint32_t rides);

/** Covers that know the rides only; ends with NULL. */
extern fare_cover *const fare_plain_covers[];

/**
 * Covers that may stand on `pricing->single` and `plain` of the same rides and `best` of these or
 * fewer.
 */
extern fare_cover *const fare_further_covers[];

/**
 * A choice of its own items, `amount_max` and costs summed up with those of up to two parts. Its
 * items are copied; what they cover should lie in `rides`.
 */
struct fare_choice *fare_choice_new(const struct fare_pricing *pricing, uint32_t rides,
                                    const struct fare_item *items, uint32_t count,
                                    const struct fare_choice *const parts[2]);

/** The item's id, name, amount, currency, category and medium, from a fare product. */
struct fare_item fare_item_of(const struct tariff *tariff, uint32_t product);

/** The units of a set, in order. Returns how many. */
uint32_t fare_units_of(const struct fare_pricing *pricing, uint32_t rides,
                       uint32_t units[FARE_RIDES_MAX]);

/** The reason that a price may hang on a column, `column=value`, which no standard knows. */
const struct fare_reason *fare_doubt(const struct fare_pricing *pricing, text_ix column);

/** Whether `seconds` are within the limit; notes where that is so by a few minutes only. */
bool fare_in_time(const struct fare_pricing *pricing, int64_t seconds, int64_t limit);

/** Name of the agency that runs the ride, or an empty text. */
const char *fare_seller(const struct fare_pricing *pricing, uint32_t ride);

/** One ticket by leg rules (Fares v2): ticket.c. */
const struct fare_choice *cover_ticket(const struct fare_pricing *pricing, uint32_t rides);

/** The same of those sold on that medium, as the overlay names it, or on none that is said. */
const struct fare_choice *cover_ticket_on(const struct fare_pricing *pricing, uint32_t rides,
                                          const char *medium);

/** One flat fare (Fares v1): flat.c. */
const struct fare_choice *cover_flat(const struct fare_pricing *pricing, uint32_t rides);

/** A hire, by the plan of its vehicle: hire.c. */
const struct fare_choice *cover_hire(const struct fare_pricing *pricing, uint32_t rides);

/** One hire of which a pass, which is listed beside it, pays for the first seconds. */
const struct fare_choice *cover_hire_held(const struct fare_pricing *pricing, uint32_t rides,
                                          int32_t free_seconds, const struct fare_item *pass);

/** A stay in a park, and rides that its ticket is good for: parking.c. */
const struct fare_choice *cover_parking(const struct fare_pricing *pricing, uint32_t rides);

/** Finds days and rules; when units are known, before any cover is asked. */
void city_find(struct fare_pricing *pricing);

/** The city's overlay, a cover for each of its files: city.c. */
fare_cover cover_combined, cover_reduction, cover_category, cover_cap, cover_pass, cover_free;

/**
 * Whether interop.csv has a rule from a ride of one set to a later one of the other, applicable or
 * not: then it is known what both cost, if only their sum.
 */
bool city_joins(const struct fare_pricing *pricing, uint32_t one, uint32_t two);

/**
 * What a boarding costs more, however it is paid for: for a dog, a bicycle. Writes the items unless
 * `items` is NULL; returns how many.
 */
uint32_t city_supplements(const struct fare_pricing *pricing, uint32_t unit,
                          struct fare_item *items);

/** A unit of which nothing is known, and why: always possible, never wanted. */
const struct fare_choice *cover_unknown(const struct fare_pricing *pricing, uint32_t rides);

#endif
