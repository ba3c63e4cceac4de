#ifndef ENGINE_PRICE_TRAITS_H
#define ENGINE_PRICE_TRAITS_H

#include "engine/base/intern.h"
#include "engine/base/vec.h"
#include "engine/fare/cover.h"
#include "engine/fare/overlay.h"

/*
 * What the prices of a feed depend on: the less that is, the more journeys are alike, and the
 * smaller the search. All of it is read off the rules, nothing is guessed of real tariffs.
 */

/** In `saving`: nobody can say. */
#define TRAITS_ANY_SAVING INT64_MAX

/** Of one feed. */
struct feed_traits {
    enum fare_form form;
    bool several;  /**< a ticket may be for several rides */
    bool joined;   /**< rules make one leg of several rides */
    bool clocked;  /**< how long one travels counts */
    bool shadowed; /**< and being in time for one rule may hide another: shorter is not better */
    bool exact;    /**< nothing is known of what counts: only equal times are equal */
    bool framed;   /**< the time of day counts */
    bool by_agency, by_zone, by_route; /**< Fares v1 */
    bool grows; /**< the rides never cost less for more of them behind (backwards: before) */
    /** What one ticket for rides of two parts of a journey may save of the price of both apart: for
     * the first ride of the second part (backwards: of the part that was searched first), and for
     * each further one; at most. */
    int64_t saving, saving_each;
};

/** What the city's overlay says of a route. */
struct route_traits {
    uint32_t facts; /**< number: routes of which it says the same have the same */
    bool several;   /**< of several rides at once: combined tickets, reductions, caps */
    bool dated;     /**< of some days only, or of each anew */
};

/** Limits of time that are told apart; with as many all times are. */
#define TRAITS_LIMITS_MAX UINT8_MAX

/** Of all feeds and routes of a tariff, for one traveller and one direction of search. */
struct traits {
    const struct tariff *tariff;
    const struct fare_profile *profile;
    bool ahead;
    bool one_currency;  /**< all prices are in it */
    bool overlay;       /**< there is one */
    bool overlay_joins; /**< with rules about several rides */
    bool opens;         /**< these give a floor, too: as if what a combined ticket asks for came */
    bool joined;        /**< of any feed: then what is ridden between two rides counts */
    int64_t debit;      /**< what products that cost less than nothing may take off, at most */
    struct vec limits;  /**< int64_t: seconds that some rule allows, the shortest first */
    struct feed_traits *feeds;
    struct route_traits *routes; /**< NULL: no overlay */
    uint32_t *route_keys;        /**< routes that flat fares treat alike; NO_IX: not yet known */
    struct intern facts, keys;
};

/** Reads them; traits_finish ends it. The tariff and the profile are borrowed. */
void traits_begin(struct traits *traits, const struct tariff *tariff,
                  const struct fare_profile *profile, bool ahead);

/** Frees all memory. */
void traits_finish(struct traits *traits);

/** A number that is the same for routes which the flat fares of their feed treat alike. */
uint32_t traits_route_key(struct traits *traits, route_ix route);

/** Whether a ride on the route may cost less, or hold longer, when one waits for a later run. */
bool traits_wait_pays(const struct traits *traits, route_ix route);

#endif
