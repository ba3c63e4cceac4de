#include "tests/oracle/plain_overlay.h"

#include <string.h>

/* Nothing here is taken from engine/fare. */

#define RIDES_MAX 7
#define SETS (1u << RIDES_MAX)
#define NOBODY UINT32_MAX
#define DAY 86400

static const struct plain_cost impossible = {NOBODY, 0};

/* All that is asked about; prices of sets are worked out once. */
static struct {
    struct small_tariff *small;
    const struct live *live;
    const char *claims[64]; /* with what they stand for */
    uint32_t claim_count;
    struct plain_cost single[SETS]; /* one ticket of a feed, one hire, one stay */
    struct plain_cost plain[SETS];  /* the best of those side by side */
    struct plain_cost any[SETS];    /* paid for at once, the overlay's ways too */
} all;

static struct plain_cost least(struct plain_cost one, struct plain_cost other)
{
    bool less =
        one.unknown != other.unknown ? one.unknown < other.unknown : one.amount < other.amount;
    return less ? one : other;
}

static struct plain_cost sum(struct plain_cost one, struct plain_cost other)
{
    if (one.unknown == NOBODY || other.unknown == NOBODY)
        return impossible;
    return (struct plain_cost){one.unknown + other.unknown, one.amount + other.amount};
}

static struct plain_cost known(int64_t amount)
{
    return (struct plain_cost){0, amount};
}

static const char *text(text_ix at)
{
    return all.small->texts + at;
}

static bool is(const char *one, const char *other)
{
    return strcmp(one, other) == 0;
}

/* --- Days and people --- */

static int64_t day_of(const struct fare_ride *ride)
{
    uint32_t zone = ride->zone_from == NO_IX ? 0 : ride->zone_from;
    const struct zone_span *span = &all.small->zones[zone];
    int64_t offset = all.small->changes[span->first].offset_seconds;
    for (uint32_t i = 0; i < span->count; i++)
        if (all.small->changes[span->first + i].at <= ride->depart)
            offset = all.small->changes[span->first + i].offset_seconds;
    return (ride->depart + offset) / DAY;
}

/* The first day of 1970 was a Thursday. */
static bool holds(const struct overlay_rule *rule, int64_t day)
{
    return day >= rule->first_day && day <= rule->last_day && rule->weekdays >> (day + 3) % 7 & 1;
}

/* Days of which the calendar has the months: April, May and June of 2026. */
static int64_t month_of(int64_t day)
{
    return day < 20574 ? 4 : day < 20605 ? 5 : 6;
}

static bool one_period(const struct overlay_rule *rule, int64_t day, int64_t other)
{
    return rule->period == OVERLAY_DAY     ? day == other
           : rule->period == OVERLAY_WEEK  ? (day + 3) / 7 == (other + 3) / 7
           : rule->period == OVERLAY_MONTH ? month_of(day) == month_of(other)
                                           : true;
}

/* What stands behind the tag of a feed, which is `a`, `b` or `c`. */
static const char *bare(const char *id)
{
    return id[0] >= 'a' && id[0] <= 'c' && id[1] == '_' ? id + 2 : id;
}

static bool said(const char *id, const char *const *list, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (is(list[i], id) || is(list[i], bare(id)) || is(bare(list[i]), id))
            return true;
    return false;
}

static bool claimed(const char *id)
{
    for (uint32_t i = 0; i < all.claim_count; i++)
        if (is(all.claims[i], id))
            return true;
    return false;
}

static bool is_of(const struct overlay_rule *rule)
{
    return !*text(rule->category) || said(text(rule->category), all.claims, all.claim_count);
}

static bool is_for(const struct overlay_rule *rule)
{
    const struct fare_profile *profile = &all.small->profile;
    const char *category = text(rule->category), *medium = text(rule->medium);
    return (!*category || said(category, all.claims, all.claim_count)) &&
           (!*medium || !profile->medium_count ||
            said(medium, profile->media, profile->medium_count));
}

/* What categories stand for on the day on which the journey begins. */
static void find_claims(void)
{
    const struct fare_profile *profile = &all.small->profile;
    all.claim_count = profile->category_count;
    for (uint32_t i = 0; i < profile->category_count; i++)
        all.claims[i] = profile->categories[i];
    for (uint32_t i = 0; i < all.live->counts.overlay_rules; i++) {
        const struct overlay_rule *rule = &all.live->overlay_rules[i];
        bool own = false;
        for (uint32_t k = 0; k < profile->category_count; k++)
            own |= is(profile->categories[k], text(rule->id));
        if (rule->kind == OVERLAY_CATEGORY && own && *text(rule->stands_for) &&
            holds(rule, day_of(&all.small->rides[0])))
            all.claims[all.claim_count++] = text(rule->stands_for);
    }
}

/* --- Networks --- */

static bool lends(const struct overlay_network *network, uint32_t product)
{
    const struct rental_system *system =
        &all.live->rental_systems[all.live->rental_products[product].system];
    return is(text(network->id), text(system->id)) ||
           is(text(network->id), text(all.live->feeds[system->feed].tag));
}

static bool is_in(const struct overlay_network *network, const struct fare_ride *ride)
{
    if (ride->kind == FARE_SHARED)
        return network->kind == OVERLAY_OF_SYSTEM && lends(network, ride->product);
    if (ride->kind == FARE_PARKING || network->kind == OVERLAY_OF_SYSTEM ||
        network->feed != ride->feed)
        return false;
    if (network->kind == OVERLAY_OF_FEED)
        return true;
    if (network->kind == OVERLAY_OF_AGENCY)
        return network->agency == ride->agency;
    return ride->network != NO_IX &&
           is(text(network->id), text(all.small->fare_networks[ride->network].id));
}

static bool on(struct rental_span networks, uint32_t ride)
{
    for (uint32_t i = networks.first; i < networks.first + networks.count; i++)
        if (is_in(&all.live->overlay_networks[i], &all.small->rides[ride]))
            return true;
    return false;
}

/* --- What is bought of one seller --- */

/* Micro-units that fall due, moment after moment. */
static int64_t due(const struct rental_span *span, const struct rental_rate *rates, int64_t amount,
                   int64_t waived)
{
    int64_t micro = 0;
    for (uint32_t i = span->first; i < span->first + span->count; i++) {
        const struct rental_rate *rate = &rates[i];
        for (int64_t at = rate->start; at < amount && at < rate->end; at += rate->interval) {
            micro += at >= waived ? rate->rate : 0;
            if (!rate->interval)
                break;
        }
    }
    return micro;
}

/* Cents of micro-units, half up. */
static int64_t cents(int64_t micro)
{
    return (micro + 5000) / 10000;
}

static int64_t by_plan(const struct rental_plan *plan, const struct fare_ride *ride, int64_t waived)
{
    int64_t lasts = 1000 * (ride->arrive - ride->depart);
    int64_t micro = waived < 0 ? plan->price : 0;
    micro += due(&plan->per_minute, all.live->rental_rates, lasts, waived);
    if (waived < 0 || lasts > waived)
        micro += due(&plan->per_km, all.live->rental_rates, (int64_t)ride->metres * 1000, 0);
    return cents(micro);
}

static struct plain_cost hire(uint32_t ride, int64_t waived)
{
    const struct fare_ride *at = &all.small->rides[ride];
    const struct live *live = all.live;
    struct plain_cost best = impossible;
    uint32_t own = at->vehicle == NO_IX ? NO_IX : live->rental_vehicles[at->vehicle].pricing;
    uint32_t kind = at->vehicle == NO_IX ? NO_IX : live->rental_vehicles[at->vehicle].type;
    for (uint32_t i = 0; i < live->counts.rental_types; i++) {
        const struct rental_type *type = &live->rental_types[i];
        bool may = own == NO_IX && type->product == at->product && type->pricing != NO_IX &&
                   (kind == NO_IX || kind == i);
        if (may)
            best = least(best, known(by_plan(&live->rental_plans[type->pricing], at, waived)));
    }
    return own == NO_IX ? best : known(by_plan(&live->rental_plans[own], at, waived));
}

static bool holds_pass(text_ix id)
{
    const struct fare_profile *profile = &all.small->profile;
    bool held = false;
    for (uint32_t i = 0; i < profile->pass_count; i++)
        held |= is(profile->passes[i], text(id));
    return held;
}

/* Whether any row of the pass holds on the day. */
static bool runs_pass(text_ix id, int64_t day)
{
    bool runs = false;
    for (uint32_t i = 0; i < all.live->counts.overlay_rules; i++) {
        const struct overlay_rule *rule = &all.live->overlay_rules[i];
        runs |= rule->kind == OVERLAY_PASS && is(text(rule->id), text(id)) && holds(rule, day) &&
                is_of(rule);
    }
    return runs;
}

static int64_t stay_price(const struct overlay_rule *rule)
{
    int64_t seconds = all.small->profile.parking_seconds, days = (seconds + DAY - 1) / DAY;
    int64_t price =
        rule->amount + cents(due(&rule->rates, all.live->overlay_rates, 1000 * seconds, 0));
    int64_t most = rule->day_most * (days ? days : 1);
    return rule->day_most && price > most ? most : price;
}

/* The ticket of a park and whom it carries on; `park` is the one stay of the set. */
static struct plain_cost stay(uint32_t set, uint32_t park)
{
    const struct fare_ride *at = &all.small->rides[park];
    struct plain_cost best = impossible;
    bool priced = false;
    for (uint32_t i = 0; i < all.live->counts.overlay_rules; i++) {
        const struct overlay_rule *rule = &all.live->overlay_rules[i];
        if (rule->kind != OVERLAY_PARKING || rule->park != at->park || !holds(rule, day_of(at)))
            continue;
        priced = true;
        bool covers = true;
        for (uint32_t k = 0; k < all.small->ride_count; k++)
            covers &= !(set >> k & 1) || k == park || on(rule->networks, k);
        best = covers ? least(best, known(stay_price(rule))) : best;
        if (set == 1u << park && holds_pass(rule->stands_for) &&
            runs_pass(rule->stands_for, day_of(at)))
            best = known(0);
    }
    bool free = !priced && set == 1u << park &&
                all.small->network.street_parks[at->park].fee == TRISTATE_NO;
    return free ? known(0) : best;
}

static struct plain_cost single_of(uint32_t set)
{
    uint32_t parks = 0, park = 0, rides = 0, ride = 0;
    struct plain_cost cost;
    bool transit = true;
    for (uint32_t i = 0; i < all.small->ride_count; i++) {
        if (!(set >> i & 1))
            continue;
        const struct fare_ride *at = &all.small->rides[i];
        rides++;
        ride = i;
        parks += at->kind == FARE_PARKING;
        park = at->kind == FARE_PARKING ? i : park;
        transit &= at->kind == FARE_TRANSIT;
    }
    if (parks == 1)
        return stay(set, park);
    if (rides == 1 && all.small->rides[ride].kind == FARE_SHARED)
        return hire(ride, -1);
    return transit && plain_ticket(all.small, set, &cost.amount) ? known(cost.amount) : impossible;
}

/* The same of what is sold on one medium, if any is named. */
static struct plain_cost single_on(uint32_t set, const char *medium)
{
    struct fare_profile *profile = &all.small->profile;
    const struct fare_profile before = *profile;
    if (*medium) {
        profile->media = &medium;
        profile->medium_count = 1;
    }
    struct plain_cost cost = single_of(set);
    *profile = before;
    return cost;
}

static bool by_legs(uint32_t ride)
{
    bool legs = false;
    for (uint32_t i = 0; i < all.small->tariff.counts.fare_leg_rules; i++)
        legs |= all.small->rides[ride].kind == FARE_TRANSIT &&
                all.small->fare_leg_rules[i].feed == all.small->rides[ride].feed;
    return legs;
}

/* Whether each vehicle that is boarded, by itself, has a ticket on the medium. */
static bool all_sold(uint32_t set, const char *medium)
{
    bool sold = true;
    for (uint32_t first = 0, end; *medium && first < all.small->ride_count; first = end) {
        for (end = first + 1; end < all.small->ride_count && plain_tied(all.small, end);)
            end++;
        uint32_t one = ((1u << (end - first)) - 1) << first;
        if (set & one && by_legs(first))
            sold &= !single_on(one, medium).unknown;
    }
    return sold;
}

/* --- What the overlay adds --- */

static uint32_t first_of(uint32_t set)
{
    return (uint32_t)__builtin_ctz(set);
}

static uint32_t last_of(uint32_t set)
{
    return 31u - (uint32_t)__builtin_clz(set);
}

static bool within(const struct overlay_rule *rule, uint32_t from, uint32_t to)
{
    return all.small->rides[to].depart - all.small->rides[from].depart <= rule->seconds;
}

/* Whether all of the rides are on its networks, on its days. */
static bool all_on(const struct overlay_rule *rule, uint32_t set)
{
    for (uint32_t i = 0; i < all.small->ride_count; i++)
        if (set >> i & 1 && (!on(rule->networks, i) || !holds(rule, day_of(&all.small->rides[i]))))
            return false;
    return true;
}

static struct plain_cost combined(const struct overlay_rule *rule, uint32_t set)
{
    uint32_t first = first_of(set);
    bool onto = false, fits = on(rule->networks, first);
    for (uint32_t i = first + 1; i < all.small->ride_count; i++) {
        if (!(set >> i & 1))
            continue;
        onto |= on(rule->onto, i);
        fits &= on(rule->onto, i) || on(rule->networks, i);
    }
    fits = fits && onto && within(rule, first, last_of(set)) && is_for(rule) &&
           holds(rule, day_of(&all.small->rides[first]));
    return fits ? known(rule->amount) : impossible;
}

static struct plain_cost taken_off(const struct overlay_rule *rule, struct plain_cost base)
{
    int64_t off = rule->percent ? (base.amount * rule->percent + 5000) / 10000 : rule->amount;
    if (base.unknown || off <= 0)
        return impossible;
    return known(off > base.amount ? 0 : base.amount - off);
}

/* The first ride in `onto` after one in `networks`. */
static bool comes_after(const struct overlay_rule *rule, uint32_t ride)
{
    if (!on(rule->onto, ride))
        return false;
    for (uint32_t i = ride; i-- > 0;)
        if (on(rule->networks, i) || on(rule->onto, i))
            return on(rule->networks, i) && within(rule, i, ride);
    return false;
}

static struct plain_cost reduced(const struct overlay_rule *rule, uint32_t set)
{
    bool fits = comes_after(rule, first_of(set)) && is_for(rule) &&
                holds(rule, day_of(&all.small->rides[first_of(set)]));
    return fits ? taken_off(rule, single_on(set, text(rule->medium))) : impossible;
}

static struct plain_cost for_category(const struct overlay_rule *rule, uint32_t set)
{
    bool fits = rule->percent && all_on(rule, set) && claimed(text(rule->id));
    return fits ? taken_off(rule, all.single[set]) : impossible;
}

/* What was spent counts in the period in which the journey begins. */
static struct plain_cost capped(const struct overlay_rule *rule, uint32_t set)
{
    const struct fare_profile *profile = &all.small->profile;
    int64_t day = day_of(&all.small->rides[first_of(set)]), spent = 0;
    bool one = true;
    for (uint32_t i = 0; i < all.small->ride_count; i++)
        one &= !(set >> i & 1) || one_period(rule, day, day_of(&all.small->rides[i]));
    for (uint32_t i = profile->spending_count; i-- > 0;)
        if (is(profile->spending[i].cap, text(rule->id)) &&
            one_period(rule, day, day_of(&all.small->rides[0])))
            spent = profile->spending[i].amount;
    spent = spent < 0 ? 0 : spent > rule->amount ? rule->amount : spent;
    bool fits = one && all_on(rule, set) && is_for(rule) && !all.plain[set].unknown &&
                all_sold(set, text(rule->medium));
    return fits ? known(rule->amount - spent) : impossible;
}

static struct plain_cost held(const struct overlay_rule *rule, uint32_t set)
{
    bool shared = false;
    for (uint32_t i = 0; i < all.small->ride_count; i++)
        shared |= set >> i & 1 && all.small->rides[i].kind == FARE_SHARED;
    if (!holds_pass(rule->id) || !is_of(rule) || !all_on(rule, set))
        return impossible;
    if (!shared || !rule->seconds)
        return known(0);
    return set & (set - 1) ? impossible : hire(first_of(set), INT64_C(1000) * rule->seconds);
}

static struct plain_cost by_rule(const struct overlay_rule *rule, uint32_t set)
{
    switch ((enum overlay_kind)rule->kind) {
    case OVERLAY_COMBINED:
        return combined(rule, set);
    case OVERLAY_REDUCTION:
        return reduced(rule, set);
    case OVERLAY_CAP:
        return capped(rule, set);
    case OVERLAY_PASS:
        return held(rule, set);
    case OVERLAY_CATEGORY:
        return for_category(rule, set);
    case OVERLAY_FREE:
        return all_on(rule, set) && is_for(rule) ? known(0) : impossible;
    default:
        return impossible;
    }
}

/* --- All of it --- */

/* Whether the set parts no rides that are one. */
static bool is_whole(uint32_t set)
{
    for (uint32_t i = 1; i < all.small->ride_count; i++)
        if (plain_tied(all.small, i) && (set >> i & 1) != (set >> (i - 1) & 1))
            return false;
    return true;
}

/* Rides that are one, and whose price nobody knows. */
static struct plain_cost unknown_of(uint32_t set)
{
    for (uint32_t i = first_of(set) + 1; i <= last_of(set); i++)
        if (!(set >> i & 1) || !plain_tied(all.small, i))
            return impossible;
    return (struct plain_cost){(uint32_t)__builtin_popcount(set), 0};
}

/* The best of all ways of parting a set: the one with its first ride, and then the rest. */
static struct plain_cost parted(const struct plain_cost *at_once, uint32_t set)
{
    struct plain_cost best = set ? impossible : known(0);
    for (uint32_t part = set; part; part = (part - 1) & set)
        if (part >> first_of(set) & 1 && at_once[part].unknown != NOBODY)
            best = least(best, sum(at_once[part], parted(at_once, set ^ part)));
    return best;
}

static void price_set(uint32_t set)
{
    struct plain_cost unsaid[SETS];
    all.single[set] = is_whole(set) ? single_of(set) : impossible;
    for (uint32_t i = 1; i <= set; i++)
        unsaid[i] = is_whole(i) ? least(all.single[i], unknown_of(i)) : impossible;
    all.plain[set] = parted(unsaid, set);
    all.any[set] = unsaid[set];
    for (uint32_t i = 0; is_whole(set) && i < all.live->counts.overlay_rules; i++)
        all.any[set] = least(all.any[set], by_rule(&all.live->overlay_rules[i], set));
}

/* Each boarding of a network costs more for who claims something. */
static int64_t supplements(void)
{
    int64_t more = 0;
    for (uint32_t first = 0, end; first < all.small->ride_count; first = end) {
        for (end = first + 1; end < all.small->ride_count && plain_tied(all.small, end);)
            end++;
        uint32_t set = ((1u << (end - first)) - 1) << first;
        for (uint32_t i = 0; i < all.live->counts.overlay_rules; i++) {
            const struct overlay_rule *rule = &all.live->overlay_rules[i];
            if (rule->kind == OVERLAY_SUPPLEMENT && all_on(rule, set) && is_for(rule))
                more += rule->amount;
        }
    }
    return more;
}

struct plain_cost plain_overlay_price(struct small_tariff *small)
{
    const struct fare_profile before = small->profile;
    uint32_t sets = 1u << small->ride_count;
    all.small = small;
    all.live = small->world.live;
    find_claims();
    small->profile.categories = all.claims;
    small->profile.category_count = all.claim_count;
    for (uint32_t set = 1; set < sets; set++)
        price_set(set);
    struct plain_cost cost = parted(all.any, sets - 1);
    cost.amount += supplements();
    small->profile = before;
    return cost;
}
