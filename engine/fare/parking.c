#include "engine/base/money.h"
#include "engine/fare/cover.h"
#include "engine/fare/hire.h"

/* A vehicle that is left in a park, and whom its ticket carries on. */

enum { DAY_SECONDS = 86400 };

static const struct fare_reason unknown_stay = {
    "PARKING_DURATION_UNKNOWN", "How long one parks is not said; it is what is due at once.", 0};

/* The one ride of the set that is parking; NULL: there are none or several. */
static const struct fare_ride *parked(const struct fare_pricing *pricing, uint32_t rides)
{
    const struct fare_ride *found = NULL;
    for (uint32_t i = 0; i < pricing->ride_count; i++) {
        if (!(rides >> i & 1) || pricing->rides[i].kind != FARE_PARKING)
            continue;
        if (found)
            return NULL;
        found = &pricing->rides[i];
    }
    return found;
}

/* Whether all that is not parking is on networks that the ticket covers. */
static bool covers_rest(const struct fare_pricing *pricing, const struct overlay *overlay,
                        const struct overlay_rule *rule, uint32_t rides)
{
    for (uint32_t i = 0; i < pricing->ride_count; i++)
        if (rides >> i & 1 && pricing->rides[i].kind != FARE_PARKING &&
            !overlay_is_on(overlay, pricing->tariff, rule->networks, &pricing->rides[i]))
            return false;
    return true;
}

/* Of a stay of several days no day costs more than the most of one. */
static int64_t price_of(const struct overlay *overlay, const struct overlay_rule *rule,
                        int64_t seconds)
{
    int64_t grown = hire_rates(overlay->live->overlay_rates + rule->rates.first, rule->rates.count,
                               1000 * seconds, 0);
    int64_t price = rule->amount + money_minor(grown, rule->decimals);
    int64_t days = (seconds + DAY_SECONDS - 1) / DAY_SECONDS;
    int64_t most = rule->day_most * (days ? days : 1);
    return rule->day_most && price > most ? most : price;
}

static const struct fare_choice *choose(const struct fare_pricing *pricing,
                                        const struct overlay *overlay,
                                        const struct overlay_rule *rule, uint32_t rides)
{
    int32_t said = pricing->profile->parking_seconds, stay = said > 0 ? said : 0;
    bool open = rule->rates.count && !stay;
    struct fare_item item = overlay_item(overlay, rule, ITEM_PARKING);
    item.amount = price_of(overlay, rule, stay);
    item.rides = rides;
    item.estimate = open;
    struct fare_choice *choice = fare_choice_new(pricing, rides, &item, 1, NULL);
    if (!open)
        return choice;
    choice->reason = &unknown_stay;
    choice->amount_max = rule->day_most > item.amount ? rule->day_most : item.amount;
    return choice;
}

/* Whether a row of the pass is held, and holds on the day. */
static bool is_valid(const struct fare_pricing *pricing, text_ix pass, civil_day day)
{
    const struct overlay *overlay = &pricing->overlay;
    uint32_t first, end = overlay_rules_of(overlay, OVERLAY_PASS, &first);
    for (uint32_t i = first; i < end; i++)
        if (overlay->rules[i].id == pass && overlay_holds(&overlay->rules[i], day) &&
            overlay_is_held(overlay, &overlay->rules[i], pricing->profile))
            return true;
    return false;
}

/* Who holds a pass that has the park leaves his vehicle there for nothing. */
static const struct fare_choice *hold(const struct fare_pricing *pricing,
                                      const struct overlay *overlay,
                                      const struct overlay_rule *rule, uint32_t rides)
{
    const char *pass = overlay_text(overlay, rule->stands_for);
    if (!*pass || rides & (rides - 1) ||
        !is_valid(pricing, rule->stands_for, pricing->days[__builtin_ctz(rides)]))
        return NULL;
    struct fare_item item = overlay_item(overlay, rule, ITEM_PASS);
    item.id = pass;
    item.rides = rides;
    return fare_choice_new(pricing, rides, &item, 1, NULL);
}

/* The map says that a park costs nothing: that is known. */
static const struct fare_choice *free_park(const struct fare_pricing *pricing, uint32_t park,
                                           uint32_t rides)
{
    const struct world *world = pricing->tariff->world;
    const struct street_park *at = &world->network->street_parks[park];
    if (at->fee != TRISTATE_NO || rides & (rides - 1))
        return NULL;
    const struct fare_item item = {.kind = ITEM_PARKING,
                                   .id = world_text(world, at->id),
                                   .name = world_text(world, at->name),
                                   .seller = "",
                                   .feed = NO_IX,
                                   .category = "",
                                   .medium = "",
                                   .currency = "",
                                   .rides = rides,
                                   .rule = "map: fee=no"};
    return fare_choice_new(pricing, rides, &item, 1, NULL);
}

const struct fare_choice *cover_parking(const struct fare_pricing *pricing, uint32_t rides)
{
    const struct overlay overlay = pricing->overlay;
    const struct fare_ride *ride = parked(pricing, rides);
    if (!ride || ride->park >= pricing->tariff->world->network->counts.street_parks)
        return NULL;
    uint32_t first, end = overlay_rules_of(&overlay, OVERLAY_PARKING, &first);
    bool priced = false;
    const struct fare_choice *best = NULL;
    for (uint32_t i = first; i < end; i++) {
        const struct overlay_rule *rule = &overlay.rules[i];
        if (rule->park != ride->park || !overlay_holds(rule, pricing->days[ride - pricing->rides]))
            continue;
        priced = true;
        if (!covers_rest(pricing, &overlay, rule, rides))
            continue;
        const struct fare_choice *held = hold(pricing, &overlay, rule, rides);
        const struct fare_choice *choice = held ? held : choose(pricing, &overlay, rule, rides);
        best = !best || fare_cost_less(choice->cost, best->cost) ? choice : best;
    }
    return priced ? best : free_park(pricing, ride->park, rides);
}
