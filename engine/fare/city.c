#include <string.h>

#include "engine/fare/cover.h"

/* What the city's overlay adds to the tickets of feeds: combined tickets, reductions, caps, passes,
 * free days. Each looks for the cheapest of its rules that holds for just these rides. Supplements
 * are due beside all that. */

/* --- Which rules bear on the rides --- */

static uint32_t rides_on(const struct fare_pricing *pricing, struct rental_span networks)
{
    uint32_t on = 0;
    for (uint32_t i = 0; i < pricing->ride_count; i++)
        on |= (uint32_t)overlay_is_on(&pricing->overlay, pricing->tariff, networks,
                                      &pricing->rides[i])
              << i;
    return on;
}

static uint32_t rides_held(const struct fare_pricing *pricing, const struct overlay_rule *rule)
{
    uint32_t days = 0;
    for (uint32_t i = 0; i < pricing->ride_count; i++)
        days |= (uint32_t)overlay_holds(rule, pricing->days[i]) << i;
    return days;
}

static bool is_by_legs(const struct fare_unit *unit)
{
    return unit->of && unit->of->form == FORM_LEGS;
}

/* The rides for which a ticket is sold on that medium; flat fares and hires say nothing of it. */
static uint32_t rides_sold(const struct fare_pricing *pricing, const char *medium)
{
    uint32_t sold = 0;
    for (uint32_t i = 0; i < pricing->unit_count; i++) {
        const struct fare_unit *unit = &pricing->units[i];
        if (!is_by_legs(unit) || cover_ticket_on(pricing, unit->rides, medium))
            sold |= unit->rides;
    }
    return sold;
}

/* Passes and categories are named by who travels, the others are for some, or all. */
static bool is_meant(const struct fare_pricing *pricing, const struct overlay_rule *rule)
{
    const struct fare_profile *profile = pricing->profile;
    const char *id = overlay_text(&pricing->overlay, rule->id);
    switch ((enum overlay_kind)rule->kind) {
    case OVERLAY_PASS:
        return overlay_is_held(&pricing->overlay, rule, profile);
    case OVERLAY_CATEGORY:
        return rule->percent && overlay_is_listed(profile->categories, profile->category_count, id);
    case OVERLAY_PARKING:
        return false; /* It knows its park: parking.c. */
    default:
        return overlay_is_for(&pricing->overlay, rule, profile);
    }
}

static bool is_interop(const struct overlay_rule *rule)
{
    return rule->kind == OVERLAY_COMBINED || rule->kind == OVERLAY_REDUCTION;
}

/* Whether it can bear on any set of the rides. */
static bool find_rule(const struct fare_pricing *pricing, const struct overlay_rule *rule,
                      struct fare_rule *found)
{
    *found = (struct fare_rule){.rule = rule, .meant = is_meant(pricing, rule)};
    if (!found->meant && !is_interop(rule))
        return false;
    found->on = rides_on(pricing, rule->networks);
    const char *medium = overlay_text(&pricing->overlay, rule->medium);
    if (found->on && rule->kind == OVERLAY_CAP && *medium)
        found->on &= rides_sold(pricing, medium);
    if (!found->on)
        return false;
    found->onto = is_interop(rule) ? rides_on(pricing, rule->onto) : 0;
    found->days = rides_held(pricing, rule);
    bool awaited = pricing->profile->open && rule->kind == OVERLAY_COMBINED;
    return found->onto || !is_interop(rule) || awaited;
}

void city_find(struct fare_pricing *pricing)
{
    const struct overlay *overlay = &pricing->overlay;
    struct fare_rule *rules = arena_array(pricing->arena, overlay->rule_count, sizeof *rules);
    uint32_t count = 0, kind = 0;
    for (uint32_t i = 0; i < pricing->ride_count; i++)
        pricing->days[i] = overlay_day(pricing->tariff->world, &pricing->rides[i]);
    for (uint32_t i = 0; i < overlay->rule_count; i++) {
        while (kind < overlay->rules[i].kind)
            pricing->rule_first[++kind] = count;
        count += find_rule(pricing, &overlay->rules[i], &rules[count]);
    }
    while (kind < OVERLAY_KINDS)
        pricing->rule_first[++kind] = count;
    pricing->rules = rules;
}

/* --- A set of rides that is looked at --- */

struct look {
    const struct fare_pricing *pricing;
    uint32_t rides;
    uint32_t first, last;           /* of them */
    const struct fare_choice *best; /* of the rules looked at so far */
};

static const struct fare_ride *ride_at(const struct look *look, uint32_t index)
{
    return &look->pricing->rides[index];
}

/* Whether all of the rides are on the networks, on days on which the rule holds. */
static bool all_on(const struct look *look, const struct fare_rule *rule)
{
    return !(look->rides & ~(rule->on & rule->days));
}

static struct fare_item item_of(const struct look *look, const struct fare_rule *rule,
                                enum fare_item_kind kind, int64_t amount)
{
    struct fare_item item = overlay_item(&look->pricing->overlay, rule->rule, kind);
    item.amount = amount;
    item.rides = look->rides;
    return item;
}

/* Whether something of that cost is of any use: no other rule, and nothing that is known already,
 * is as good. Most rules for most sets end here. */
static bool is_better(const struct look *look, struct fare_cost cost)
{
    const struct fare_choice *known = look->pricing->best[look->rides];
    return (!known || fare_cost_less(cost, known->cost)) &&
           (!look->best || fare_cost_less(cost, look->best->cost));
}

/* One thing that costs nothing, in whatever currency. */
static const struct fare_cost nothing = {0, 0, 1};

static const char *currency_of(const struct fare_choice *choice)
{
    while (!choice->item_count && choice->parts[0])
        choice = choice->parts[0];
    return choice->item_count ? choice->items[0].currency : "";
}

/* Whether the rule's money is that of what is known: nobody compares two currencies. */
static bool is_alike(const struct look *look, const struct fare_rule *rule)
{
    const struct fare_choice *known = look->pricing->best[look->rides];
    const char *currency = known ? currency_of(known) : "";
    return !*currency ||
           strcmp(currency, overlay_text(&look->pricing->overlay, rule->rule->currency)) == 0;
}

/* Whether one thing of that amount in the rule's currency for all of the rides is. */
static bool is_better_at(const struct look *look, const struct fare_rule *rule, int64_t amount)
{
    return is_better(look, (struct fare_cost){0, amount, 1}) && is_alike(look, rule);
}

static const struct fare_choice *choose(const struct look *look, const struct fare_item *item)
{
    return fare_choice_new(look->pricing, look->rides, item, 1, NULL);
}

/* One rule of a kind for the rides of a look; NULL: it does not hold for them. */
typedef const struct fare_choice *apply(const struct look *look, const struct fare_rule *rule);

/* Whether there is time to look at the rules of a kind; a single ride is always looked at. */
static bool spend(const struct fare_pricing *pricing, uint32_t rides, enum overlay_kind kind)
{
    uint32_t count = pricing->rule_first[kind + 1] - pricing->rule_first[kind];
    if (count > *pricing->steps) {
        *pricing->steps = 0;
        return !(rides & (rides - 1));
    }
    *pricing->steps -= count;
    return true;
}

static const struct fare_choice *best_of(const struct fare_pricing *pricing, uint32_t rides,
                                         enum overlay_kind kind, apply *rule_of)
{
    struct look look = {pricing, rides, (uint32_t)__builtin_ctz(rides),
                        31u - (uint32_t)__builtin_clz(rides), NULL};
    const bool looks = spend(pricing, rides, kind);
    for (uint32_t i = pricing->rule_first[kind]; looks && i < pricing->rule_first[kind + 1]; i++) {
        const struct fare_rule *rule = &pricing->rules[i];
        const struct fare_choice *choice = rule->meant ? rule_of(&look, rule) : NULL;
        if (choice && (!look.best || fare_cost_less(choice->cost, look.best->cost)))
            look.best = choice;
    }
    return look.best;
}

/* The one ticket that pays for the rides; NULL: there is none. What is taken off belongs to one
 * ticket, and each has its own set. Two tickets may cost less than one before something is off. */
static const struct fare_choice *one_ticket(const struct look *look)
{
    const struct fare_choice *base = look->pricing->single[look->rides];
    return base && base->item_count && !base->cost.unknown ? base : NULL;
}

/* The same where a rule is about tickets of its medium only. */
static const struct fare_choice *one_ticket_of(const struct look *look,
                                               const struct overlay_rule *rule)
{
    const char *medium = overlay_text(&look->pricing->overlay, rule->medium);
    uint32_t units[FARE_RIDES_MAX];
    uint32_t count = *medium ? fare_units_of(look->pricing, look->rides, units) : 0;
    bool by_legs = count > 0;
    for (uint32_t i = 0; i < count; i++)
        by_legs &= is_by_legs(&look->pricing->units[units[i]]);
    return by_legs ? cover_ticket_on(look->pricing, look->rides, medium) : one_ticket(look);
}

/* --- Combined tickets and reductions: interop.csv --- */

static bool is_in_time(const struct look *look, const struct fare_rule *rule, uint32_t from,
                       uint32_t to)
{
    return fare_in_time(look->pricing, ride_at(look, to)->depart - ride_at(look, from)->depart,
                        rule->rule->seconds);
}

static const struct fare_choice *combine(const struct look *look, const struct fare_rule *rule)
{
    uint32_t first = UINT32_C(1) << look->first;
    bool second = (look->rides ^ first) & rule->onto || look->pricing->profile->open;
    if (!(first & rule->on & rule->days) || !second || look->rides & ~(rule->on | rule->onto) ||
        !is_better_at(look, rule, rule->rule->amount) ||
        !is_in_time(look, rule, look->first, look->last))
        return NULL;
    struct fare_item item = item_of(look, rule, ITEM_COMBINED, rule->rule->amount);
    item.valid_from = ride_at(look, look->first)->depart;
    item.valid_to = item.valid_from + rule->rule->seconds;
    return choose(look, &item);
}

const struct fare_choice *cover_combined(const struct fare_pricing *pricing, uint32_t rides)
{
    return best_of(pricing, rides, OVERLAY_COMBINED, combine);
}

/* Whether the first of the rides is the first one of `onto` after one of `networks`, in time. */
static bool comes_from(const struct look *look, const struct fare_rule *rule)
{
    uint32_t before = (UINT32_C(1) << look->first) - 1;
    before &= rule->on | rule->onto;
    if (!(rule->onto >> look->first & 1) || !before)
        return false;
    uint32_t last = 31u - (uint32_t)__builtin_clz(before);
    return rule->on >> last & 1 && is_in_time(look, rule, last, look->first);
}

/* Whether one of the rides `from` is before one of those `to`. */
static bool leads(uint32_t from, uint32_t to)
{
    return from && to && __builtin_ctz(from) < 31 - __builtin_clz(to);
}

bool city_joins(const struct fare_pricing *pricing, uint32_t one, uint32_t two)
{
    for (uint32_t i = 0; i < pricing->rule_first[OVERLAY_REDUCTION + 1]; i++) {
        const struct fare_rule *rule = &pricing->rules[i];
        if (leads(rule->on & one, rule->onto & two) || leads(rule->on & two, rule->onto & one))
            return true;
    }
    return false;
}

static int64_t percent_of(int64_t amount, uint32_t percent)
{
    return (amount * percent + 5000) / 10000;
}

/* Takes something off one ticket; never more than it costs. */
static const struct fare_choice *reduce(const struct look *look, const struct fare_rule *rule,
                                        const struct fare_choice *base)
{
    uint32_t percent = rule->rule->percent;
    int64_t off = percent ? percent_of(base->cost.amount, percent) : rule->rule->amount;
    off = off < base->cost.amount ? off : base->cost.amount;
    const struct fare_cost cost = {0, base->cost.amount - off, base->cost.items + 1};
    if (off <= 0 || !is_better(look, cost))
        return NULL;
    struct fare_item item = item_of(look, rule, ITEM_REDUCTION, -off);
    item.seller = base->items[0].seller;
    item.currency = base->items[0].currency;
    item.decimals = base->items[0].decimals;
    item.estimate = percent && base->items[0].estimate;
    struct fare_choice *choice = fare_choice_new(look->pricing, look->rides, &item, 1,
                                                 (const struct fare_choice *const[2]){base, NULL});
    if (percent)
        choice->amount_max = base->amount_max - percent_of(base->amount_max, percent);
    return choice;
}

static const struct fare_choice *reduce_second(const struct look *look,
                                               const struct fare_rule *rule)
{
    if (!(rule->days >> look->first & 1) || !comes_from(look, rule))
        return NULL;
    const struct fare_choice *base = one_ticket_of(look, rule->rule);
    if (!base)
        return NULL;
    bool same =
        rule->rule->percent || strcmp(overlay_text(&look->pricing->overlay, rule->rule->currency),
                                      base->items[0].currency) == 0;
    return same ? reduce(look, rule, base) : NULL;
}

const struct fare_choice *cover_reduction(const struct fare_pricing *pricing, uint32_t rides)
{
    return best_of(pricing, rides, OVERLAY_REDUCTION, reduce_second);
}

/* --- Categories: categories.csv --- */

static const struct fare_choice *reduce_category(const struct look *look,
                                                 const struct fare_rule *rule)
{
    const struct fare_choice *base = all_on(look, rule) ? one_ticket(look) : NULL;
    return base ? reduce(look, rule, base) : NULL;
}

const struct fare_choice *cover_category(const struct fare_pricing *pricing, uint32_t rides)
{
    return best_of(pricing, rides, OVERLAY_CATEGORY, reduce_category);
}

/* --- Caps: caps.csv --- */

/* What was spent so far was spent in the period in which the journey begins. */
static int64_t spent(const struct look *look, const struct overlay_rule *rule)
{
    const struct fare_pricing *pricing = look->pricing;
    const struct fare_profile *profile = pricing->profile;
    if (!overlay_same_period(rule, pricing->days[0], pricing->days[look->first]))
        return 0;
    for (uint32_t i = 0; i < profile->spending_count; i++)
        if (strcmp(profile->spending[i].cap, overlay_text(&pricing->overlay, rule->id)) == 0)
            return profile->spending[i].amount;
    return 0;
}

static bool is_one_period(const struct look *look, const struct overlay_rule *rule)
{
    const civil_day *days = look->pricing->days;
    for (uint32_t i = look->first; i <= look->last; i++)
        if (look->rides >> i & 1 && !overlay_same_period(rule, days[look->first], days[i]))
            return false;
    return true;
}

/* A cap says what is not exceeded; of a ride whose price nobody knows it does not say the price. */
static const struct fare_choice *cap(const struct look *look, const struct fare_rule *rule)
{
    const struct fare_choice *base = look->pricing->plain[look->rides];
    if (!base || base->cost.unknown || !all_on(look, rule))
        return NULL;
    int64_t before = spent(look, rule->rule), most = rule->rule->amount;
    int64_t left = before < most ? most - (before > 0 ? before : 0) : 0;
    if (!is_better_at(look, rule, left) || !is_one_period(look, rule->rule))
        return NULL;
    struct fare_item item = item_of(look, rule, ITEM_CAP, left);
    return choose(look, &item);
}

const struct fare_choice *cover_cap(const struct fare_pricing *pricing, uint32_t rides)
{
    return best_of(pricing, rides, OVERLAY_CAP, cap);
}

/* --- Passes: passes.csv; free days: free.csv --- */

static bool any_shared(const struct look *look)
{
    for (uint32_t i = look->first; i <= look->last; i++)
        if (look->rides >> i & 1 && ride_at(look, i)->kind == FARE_SHARED)
            return true;
    return false;
}

static const struct fare_choice *hold(const struct look *look, const struct fare_rule *rule)
{
    if (!all_on(look, rule) || !is_better(look, nothing))
        return NULL;
    struct fare_item item = item_of(look, rule, ITEM_PASS, 0);
    if (!any_shared(look) || !rule->rule->seconds)
        return choose(look, &item);
    if (look->first != look->last)
        return NULL; /* Each hire has minutes of its own. */
    return cover_hire_held(look->pricing, look->rides, rule->rule->seconds, &item);
}

const struct fare_choice *cover_pass(const struct fare_pricing *pricing, uint32_t rides)
{
    return best_of(pricing, rides, OVERLAY_PASS, hold);
}

static const struct fare_choice *give(const struct look *look, const struct fare_rule *rule)
{
    if (!all_on(look, rule) || !is_better(look, nothing))
        return NULL;
    struct fare_item item = item_of(look, rule, ITEM_FREE, 0);
    return choose(look, &item);
}

const struct fare_choice *cover_free(const struct fare_pricing *pricing, uint32_t rides)
{
    return best_of(pricing, rides, OVERLAY_FREE, give);
}

/* --- Supplements: supplements.csv --- */

uint32_t city_supplements(const struct fare_pricing *pricing, uint32_t unit,
                          struct fare_item *items)
{
    const struct fare_unit *boarded = &pricing->units[unit];
    const struct look look = {pricing, boarded->rides, boarded->first, boarded->last, NULL};
    const uint32_t *first = &pricing->rule_first[OVERLAY_SUPPLEMENT];
    uint32_t count = 0;
    for (uint32_t i = first[0]; i < first[1]; i++) {
        const struct fare_rule *rule = &pricing->rules[i];
        if (!all_on(&look, rule))
            continue;
        if (items)
            items[count] = item_of(&look, rule, ITEM_SUPPLEMENT, rule->rule->amount);
        count++;
    }
    return count;
}
