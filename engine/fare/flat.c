#include "engine/fare/cover.h"
#include "engine/fare/rows.h"

/*
 * One flat fare of Fares v1 for rides in a row. A fare holds when each ride is met by one of its
 * rules; the route is that of the ride, where the rest (origin, destination, zones passed) is that
 * of all of them together. Rules may so name a route each, and one without a route is for all.
 */

/* What is asked of a fare. */
struct basket {
    const struct fare_pricing *pricing;
    uint32_t units[FARE_RIDES_MAX];
    uint32_t unit_count;
    uint32_t rides;       /* a bit a ride */
    uint32_t first, last; /* ride */
};

/* Whether the fare knows the ride at all. */
static bool is_for(const struct flat_fare *fare, const struct fare_ride *ride)
{
    return fare->agency == NO_IX || fare->agency == ride->agency;
}

/* Whether all rides are the fare's, and it is left out of no ride of its own between them. */
static bool in_a_row(const struct basket *basket, const struct flat_fare *fare)
{
    const struct fare_ride *rides = basket->pricing->rides;
    for (uint32_t i = basket->first; i <= basket->last; i++) {
        bool own =
            rides[i].kind == FARE_TRANSIT && rides[i].feed == fare->feed && is_for(fare, &rides[i]);
        if (own != (basket->rides >> i & 1))
            return false;
    }
    return true;
}

/* A ticket must be good when the last vehicle is boarded; one ride has all the time it takes. */
static bool is_in_time(const struct basket *basket, const struct flat_fare *fare)
{
    const struct fare_pricing *pricing = basket->pricing;
    uint32_t last = pricing->units[basket->units[basket->unit_count - 1]].first;
    return basket->unit_count == 1 || fare->seconds < 0 ||
           fare_in_time(pricing, pricing->rides[last].depart - pricing->rides[basket->first].depart,
                        fare->seconds);
}

static bool has_zone(const text_ix *zones, uint32_t count, text_ix zone)
{
    for (uint32_t i = 0; i < count; i++)
        if (zones[i] == zone)
            return true;
    return false;
}

static bool passes(const struct basket *basket, text_ix zone)
{
    for (uint32_t i = basket->first; i <= basket->last; i++)
        if (basket->rides >> i & 1 &&
            has_zone(basket->pricing->rides[i].zones, basket->pricing->rides[i].zone_count, zone))
            return true;
    return false;
}

/* Whether the rule names the zones that are passed, all of them and no other (DECISIONS.md, 7). */
static bool zones_fit(const struct basket *basket, const struct flat_rule *rule)
{
    if (rule->zone_count == 0)
        return true;
    const text_ix *zones = basket->pricing->tariff->flat_zones + rule->first_zone;
    for (uint32_t i = 0; i < rule->zone_count; i++)
        if (!passes(basket, zones[i]))
            return false;
    for (uint32_t i = basket->first; i <= basket->last; i++) {
        const struct fare_ride *ride = &basket->pricing->rides[i];
        for (uint32_t k = 0; k < ride->zone_count; k++)
            if (basket->rides >> i & 1 && ride->zones[k] != 0 &&
                !has_zone(zones, rule->zone_count, ride->zones[k]))
                return false;
    }
    return true;
}

/* The fare zone where the rides begin or end; 0: its stop has none. */
static text_ix zone_at(const struct fare_ride *ride, bool end)
{
    return ride->zone_count == 0 ? 0 : ride->zones[end ? ride->zone_count - 1 : 0];
}

/* Which rides are left without a rule. */
static uint32_t unmet(const struct basket *basket, const struct flat_fare *fare)
{
    const struct fare_pricing *pricing = basket->pricing;
    text_ix from = zone_at(&pricing->rides[basket->first], false);
    text_ix to = zone_at(&pricing->rides[basket->last], true);
    uint32_t left = fare->rule_count ? basket->rides : 0;
    for (uint32_t i = 0; i < fare->rule_count && left; i++) {
        const struct flat_rule *rule = &pricing->tariff->flat_rules[fare->first_rule + i];
        uint32_t met = 0;
        for (uint32_t k = basket->first; k <= basket->last; k++)
            if (rule->route == NO_IX || rule->route == pricing->rides[k].route)
                met |= UINT32_C(1) << k;
        if ((met & left) && (rule->origin == 0 || rule->origin == from) &&
            (rule->destination == 0 || rule->destination == to) && zones_fit(basket, rule))
            left &= ~met;
    }
    return left;
}

static bool holds(const struct basket *basket, const struct flat_fare *fare)
{
    return (fare->transfers < 0 || basket->unit_count <= (uint32_t)fare->transfers + 1) &&
           is_in_time(basket, fare) && in_a_row(basket, fare) && unmet(basket, fare) == 0;
}

/* Whether all units are of one feed with flat fares. */
static bool is_flat(const struct basket *basket)
{
    const struct fare_unit *units = basket->pricing->units;
    const struct fare_feed *of = units[basket->units[0]].of;
    if (!of || of->form != FORM_FLAT)
        return false;
    for (uint32_t i = 1; i < basket->unit_count; i++)
        if (units[basket->units[i]].of != of)
            return false;
    return true;
}

/* Whether there is time to look at so many rules; a single unit is always looked at. */
static bool spend(const struct basket *basket, struct rows rows)
{
    uint32_t *steps = basket->pricing->steps;
    const struct flat_fare *fares = basket->pricing->tariff->flat_fares;
    uint64_t cost = 0;
    for (uint32_t i = rows.first; i < rows.end; i++)
        cost += (uint64_t)fares[i].rule_count + 1;
    if (basket->unit_count > 1 && cost > *steps) {
        *steps = 0;
        return false;
    }
    *steps -= (uint32_t)(cost < *steps ? cost : *steps);
    return true;
}

/* What the units cost at most when each is paid for alone; smaller sets are known by now. */
static int64_t singly(const struct basket *basket)
{
    const struct fare_pricing *pricing = basket->pricing;
    int64_t sum = 0;
    for (uint32_t i = 0; i < basket->unit_count; i++)
        sum += pricing->plain[pricing->units[basket->units[i]].rides]->amount_max;
    return sum;
}

/*
 * What it costs where the best, a doubtful fare, does not hold: the cheapest that is sure; else the
 * dearest that asks for something else; else a ticket a ride.
 */
static int64_t worst(const struct basket *basket, const struct flat_fare *best, struct rows rows)
{
    const struct tariff *tariff = basket->pricing->tariff;
    int64_t sure = INT64_MAX, other = -1, own = tariff->fare_products[best->product].amount;
    for (uint32_t i = rows.first; i < rows.end; i++) {
        const struct flat_fare *fare = &tariff->flat_fares[i];
        int64_t amount = tariff->fare_products[fare->product].amount;
        if (fare->doubt == best->doubt || !holds(basket, fare))
            continue; /* what asks for the same holds when the best does */
        if (!fare->doubt && amount < sure)
            sure = amount;
        if (fare->doubt && amount > other)
            other = amount;
    }
    int64_t most = sure < INT64_MAX         ? sure
                   : other >= 0             ? other
                   : basket->unit_count > 1 ? singly(basket)
                                            : own;
    return most > own ? most : own;
}

/* A doubtful fare is an estimate where it is known what else may hold. */
static struct fare_choice *choice_of(const struct basket *basket, const struct flat_fare *fare,
                                     struct rows rows)
{
    const struct fare_pricing *pricing = basket->pricing;
    struct fare_item item = fare_item_of(pricing->tariff, fare->product);
    item.kind = ITEM_TICKET;
    item.feed = fare->feed;
    item.seller = fare_seller(pricing, basket->first);
    item.rides = basket->rides;
    item.valid_from = pricing->rides[basket->first].depart;
    item.valid_to = fare->seconds < 0 ? 0 : item.valid_from + fare->seconds;
    item.rule = "fare_attributes.txt";
    item.line = fare->line;
    int64_t most = fare->doubt ? worst(basket, fare, rows) : item.amount;
    item.estimate = most > item.amount;
    struct fare_choice *choice = fare_choice_new(pricing, basket->rides, &item, 1, NULL);
    choice->amount_max = most;
    if (item.estimate)
        choice->reason = fare_doubt(pricing, fare->doubt);
    return choice;
}

const struct fare_choice *cover_flat(const struct fare_pricing *pricing, uint32_t rides)
{
    struct basket basket = {.pricing = pricing, .rides = rides};
    basket.unit_count = fare_units_of(pricing, rides, basket.units);
    if (!is_flat(&basket))
        return NULL;
    basket.first = pricing->units[basket.units[0]].first;
    basket.last = pricing->units[basket.units[basket.unit_count - 1]].last;
    const struct tariff *tariff = pricing->tariff;
    const struct flat_fare *best = NULL;
    struct rows rows = rows_flat_fares(tariff, pricing->rides[basket.first].feed);
    if (!spend(&basket, rows))
        return NULL;
    for (uint32_t i = rows.first; i < rows.end; i++) {
        const struct flat_fare *fare = &tariff->flat_fares[i];
        if ((!best || tariff->fare_products[fare->product].amount <
                          tariff->fare_products[best->product].amount) &&
            holds(&basket, fare))
            best = fare;
    }
    return best ? choice_of(&basket, best, rows) : NULL;
}
