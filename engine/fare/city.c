#include <string.h>

#include "engine/fare/cover.h"

/* What the city's overlay adds to the tickets of feeds: combined tickets, reductions, caps, passes,
 * free days. Each looks for the cheapest of its rules that holds for just these rides. Supplements
 * are due beside all that. */

/* A set of rides that is looked at. */
struct look {
    const struct fare_pricing *pricing;
    struct overlay overlay;
    uint32_t rides;
    uint32_t first, last; /* of them */
};

static const struct fare_ride *ride_at(const struct look *look, uint32_t index)
{
    return &look->pricing->rides[index];
}

static bool is_on(const struct look *look, struct rental_span networks, uint32_t index)
{
    return overlay_is_on(&look->overlay, look->pricing->tariff, networks, ride_at(look, index));
}

static bool has(const struct look *look, uint32_t index)
{
    return look->rides >> index & 1;
}

static civil_day day_of(const struct look *look, uint32_t index)
{
    return overlay_day(look->pricing->tariff->world, ride_at(look, index));
}

/* Whether all of the rides are on the networks, on days on which the rule holds. */
static bool all_on(const struct look *look, const struct overlay_rule *rule)
{
    for (uint32_t i = look->first; i <= look->last; i++)
        if (has(look, i) &&
            (!is_on(look, rule->networks, i) || !overlay_holds(rule, day_of(look, i))))
            return false;
    return true;
}

static struct fare_item item_of(const struct look *look, const struct overlay_rule *rule,
                                enum fare_item_kind kind, int64_t amount)
{
    struct fare_item item = overlay_item(&look->overlay, rule, kind, look->pricing->arena);
    item.amount = amount;
    item.rides = look->rides;
    return item;
}

static const struct fare_choice *choose(const struct look *look, const struct fare_item *item,
                                        const struct fare_choice *base)
{
    const struct fare_choice *parts[2] = {base, NULL};
    return fare_choice_new(look->pricing, look->rides, item, 1, base ? parts : NULL);
}

/* One rule of a kind for the rides of a look; NULL: it does not hold for them. */
typedef const struct fare_choice *apply(const struct look *look, const struct overlay_rule *rule);

static const struct fare_choice *best_of(const struct fare_pricing *pricing, uint32_t rides,
                                         enum overlay_kind kind, apply *rule_of)
{
    struct look look = {pricing, pricing->overlay, rides, (uint32_t)__builtin_ctz(rides),
                        31u - (uint32_t)__builtin_clz(rides)};
    const struct fare_choice *best = NULL;
    uint32_t first, end = overlay_rules_of(&look.overlay, kind, &first);
    for (uint32_t i = first; i < end; i++) {
        const struct fare_choice *choice = rule_of(&look, &look.overlay.rules[i]);
        if (choice && (!best || fare_cost_less(choice->cost, best->cost)))
            best = choice;
    }
    return best;
}

/* The one ticket that pays for the rides; NULL: there is none. What is taken off belongs to one
 * ticket, and each has its own set. Two tickets may cost less than one before something is off. */
static const struct fare_choice *one_ticket(const struct look *look)
{
    const struct fare_choice *base = look->pricing->single[look->rides];
    return base && base->item_count && !base->cost.unknown ? base : NULL;
}

/* --- Combined tickets and reductions: interop.csv --- */

static bool is_in_time(const struct look *look, const struct overlay_rule *rule, uint32_t from,
                       uint32_t to)
{
    return ride_at(look, to)->depart - ride_at(look, from)->depart <= rule->seconds;
}

static const struct fare_choice *combine(const struct look *look, const struct overlay_rule *rule)
{
    bool changed = false;
    if (!is_on(look, rule->networks, look->first) ||
        !is_in_time(look, rule, look->first, look->last) ||
        !overlay_holds(rule, day_of(look, look->first)) ||
        !overlay_is_for(&look->overlay, rule, look->pricing->profile))
        return NULL;
    for (uint32_t i = look->first + 1; i <= look->last; i++) {
        bool onto = has(look, i) && is_on(look, rule->onto, i);
        if (has(look, i) && !onto && !is_on(look, rule->networks, i))
            return NULL;
        changed |= onto;
    }
    if (!changed)
        return NULL;
    struct fare_item item = item_of(look, rule, ITEM_COMBINED, rule->amount);
    item.valid_from = ride_at(look, look->first)->depart;
    item.valid_to = item.valid_from + rule->seconds;
    return choose(look, &item, NULL);
}

const struct fare_choice *cover_combined(const struct fare_pricing *pricing, uint32_t rides)
{
    return best_of(pricing, rides, OVERLAY_COMBINED, combine);
}

/* Whether the first of the rides is the first one of `onto` after one of `networks`, in time. */
static bool comes_from(const struct look *look, const struct overlay_rule *rule)
{
    if (!is_on(look, rule->onto, look->first))
        return false;
    for (uint32_t i = look->first; i-- > 0;) {
        if (is_on(look, rule->networks, i))
            return is_in_time(look, rule, i, look->first);
        if (is_on(look, rule->onto, i))
            return false;
    }
    return false;
}

/* Whether one of the rides `from` is before one of those `to`. */
static bool leads(uint32_t from, uint32_t to)
{
    return from && to && __builtin_ctz(from) < 31 - __builtin_clz(to);
}

bool city_joins(const struct fare_pricing *pricing, uint32_t one, uint32_t two)
{
    const struct overlay *overlay = &pricing->overlay;
    for (uint32_t i = 0; i < overlay->rule_count; i++) {
        const struct overlay_rule *rule = &overlay->rules[i];
        uint32_t from = 0, onto = 0;
        if (rule->kind != OVERLAY_COMBINED && rule->kind != OVERLAY_REDUCTION)
            continue;
        for (uint32_t k = 0; k < pricing->ride_count; k++) {
            from |= (uint32_t)overlay_is_on(overlay, pricing->tariff, rule->networks,
                                            &pricing->rides[k])
                    << k;
            onto |=
                (uint32_t)overlay_is_on(overlay, pricing->tariff, rule->onto, &pricing->rides[k])
                << k;
        }
        if (leads(from & one, onto & two) || leads(from & two, onto & one))
            return true;
    }
    return false;
}

static int64_t percent_of(int64_t amount, uint32_t percent)
{
    return (amount * percent + 5000) / 10000;
}

/* Takes something off one ticket; never more than it costs. */
static const struct fare_choice *reduce(const struct look *look, const struct overlay_rule *rule,
                                        const struct fare_choice *base)
{
    int64_t off = rule->percent ? percent_of(base->cost.amount, rule->percent) : rule->amount;
    off = off < base->cost.amount ? off : base->cost.amount;
    if (off <= 0)
        return NULL;
    struct fare_item item = item_of(look, rule, ITEM_REDUCTION, -off);
    item.seller = base->items[0].seller;
    item.currency = base->items[0].currency;
    item.decimals = base->items[0].decimals;
    item.estimate = rule->percent && base->items[0].estimate;
    struct fare_choice *choice = fare_choice_new(look->pricing, look->rides, &item, 1,
                                                 (const struct fare_choice *const[2]){base, NULL});
    if (rule->percent)
        choice->amount_max = base->amount_max - percent_of(base->amount_max, rule->percent);
    return choice;
}

static const struct fare_choice *reduce_second(const struct look *look,
                                               const struct overlay_rule *rule)
{
    const struct fare_choice *base = one_ticket(look);
    if (!base || !comes_from(look, rule) || !overlay_holds(rule, day_of(look, look->first)) ||
        !overlay_is_for(&look->overlay, rule, look->pricing->profile))
        return NULL;
    bool same = rule->percent ||
                strcmp(overlay_text(&look->overlay, rule->currency), base->items[0].currency) == 0;
    return same ? reduce(look, rule, base) : NULL;
}

const struct fare_choice *cover_reduction(const struct fare_pricing *pricing, uint32_t rides)
{
    return best_of(pricing, rides, OVERLAY_REDUCTION, reduce_second);
}

/* --- Categories: categories.csv --- */

static const struct fare_choice *reduce_category(const struct look *look,
                                                 const struct overlay_rule *rule)
{
    const struct fare_profile *profile = look->pricing->profile;
    const struct fare_choice *base = one_ticket(look);
    if (!base || !rule->percent || !all_on(look, rule) ||
        !overlay_is_listed(profile->categories, profile->category_count,
                           overlay_text(&look->overlay, rule->id)))
        return NULL;
    return reduce(look, rule, base);
}

const struct fare_choice *cover_category(const struct fare_pricing *pricing, uint32_t rides)
{
    return best_of(pricing, rides, OVERLAY_CATEGORY, reduce_category);
}

/* --- Caps: caps.csv --- */

/* What was spent so far was spent in the period in which the journey begins. */
static int64_t spent(const struct look *look, const struct overlay_rule *rule)
{
    const struct fare_profile *profile = look->pricing->profile;
    if (!overlay_same_period(rule, day_of(look, 0), day_of(look, look->first)))
        return 0;
    for (uint32_t i = 0; i < profile->spending_count; i++)
        if (strcmp(profile->spending[i].cap, overlay_text(&look->overlay, rule->id)) == 0)
            return profile->spending[i].amount;
    return 0;
}

static bool is_one_period(const struct look *look, const struct overlay_rule *rule)
{
    for (uint32_t i = look->first; i <= look->last; i++)
        if (has(look, i) && !overlay_same_period(rule, day_of(look, look->first), day_of(look, i)))
            return false;
    return true;
}

/* A cap says what is not exceeded; of a ride whose price nobody knows it does not say the price. */
static const struct fare_choice *cap(const struct look *look, const struct overlay_rule *rule)
{
    const struct fare_choice *base = look->pricing->plain[look->rides];
    int64_t before = spent(look, rule);
    int64_t left = before < rule->amount ? rule->amount - (before > 0 ? before : 0) : 0;
    if (!base || base->cost.unknown || !all_on(look, rule) || !is_one_period(look, rule) ||
        !overlay_is_for(&look->overlay, rule, look->pricing->profile))
        return NULL;
    struct fare_item item = item_of(look, rule, ITEM_CAP, left);
    return choose(look, &item, NULL);
}

const struct fare_choice *cover_cap(const struct fare_pricing *pricing, uint32_t rides)
{
    return best_of(pricing, rides, OVERLAY_CAP, cap);
}

/* --- Passes: passes.csv; free days: free.csv --- */

static bool any_shared(const struct look *look)
{
    for (uint32_t i = look->first; i <= look->last; i++)
        if (has(look, i) && ride_at(look, i)->kind == FARE_SHARED)
            return true;
    return false;
}

static const struct fare_choice *hold(const struct look *look, const struct overlay_rule *rule)
{
    const struct fare_profile *profile = look->pricing->profile;
    if (!overlay_is_listed(profile->passes, profile->pass_count,
                           overlay_text(&look->overlay, rule->id)) ||
        !all_on(look, rule))
        return NULL;
    struct fare_item item = item_of(look, rule, ITEM_PASS, 0);
    if (!any_shared(look) || !rule->seconds)
        return choose(look, &item, NULL);
    if (look->first != look->last)
        return NULL; /* Each hire has minutes of its own. */
    return cover_hire_held(look->pricing, look->rides, rule->seconds, &item);
}

const struct fare_choice *cover_pass(const struct fare_pricing *pricing, uint32_t rides)
{
    return best_of(pricing, rides, OVERLAY_PASS, hold);
}

static const struct fare_choice *give(const struct look *look, const struct overlay_rule *rule)
{
    if (!all_on(look, rule) || !overlay_is_for(&look->overlay, rule, look->pricing->profile))
        return NULL;
    struct fare_item item = item_of(look, rule, ITEM_FREE, 0);
    return choose(look, &item, NULL);
}

const struct fare_choice *cover_free(const struct fare_pricing *pricing, uint32_t rides)
{
    return best_of(pricing, rides, OVERLAY_FREE, give);
}

/* --- Supplements: supplements.csv --- */

uint32_t city_supplements(const struct fare_pricing *pricing, uint32_t unit,
                          struct fare_item *items)
{
    uint32_t rides = pricing->units[unit].rides, count = 0;
    const struct look look = {pricing, pricing->overlay, rides, pricing->units[unit].first,
                              pricing->units[unit].last};
    uint32_t first, end = overlay_rules_of(&look.overlay, OVERLAY_SUPPLEMENT, &first);
    for (uint32_t i = first; i < end; i++) {
        const struct overlay_rule *rule = &look.overlay.rules[i];
        if (!all_on(&look, rule) || !overlay_is_for(&look.overlay, rule, pricing->profile))
            continue;
        if (items)
            items[count] = item_of(&look, rule, ITEM_SUPPLEMENT, rule->amount);
        count++;
    }
    return count;
}
