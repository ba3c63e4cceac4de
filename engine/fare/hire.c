#include "engine/fare/hire.h"

#include <math.h>

#include "engine/base/money.h"
#include "engine/fare/cover.h"
#include "engine/fare/overlay.h"

/* Nobody rides so far or long; up to it no sum of rates comes to its end. */
#define AMOUNT_MAX INT64_C(1000000000)
#define SUM_MAX INT64_C(1000000000000000)

/* --- A plan --- */

/* How often a rate falls due. */
static int64_t times_due(const struct rental_rate *rate, int64_t amount, int64_t free)
{
    int64_t end = amount < rate->end ? amount : rate->end;
    if (end <= rate->start)
        return 0;
    if (!rate->interval)
        return rate->start >= free;
    int64_t all = (end - rate->start + rate->interval - 1) / rate->interval;
    int64_t waived =
        free > rate->start ? (free - rate->start + rate->interval - 1) / rate->interval : 0;
    return all > waived ? all - waived : 0;
}

static int64_t within(int64_t value, int64_t most)
{
    return value > most ? most : value < -most ? -most : value;
}

int64_t hire_rates(const struct rental_rate *rates, uint32_t count, int64_t amount, int64_t free)
{
    int64_t sum = 0;
    amount = within(amount, AMOUNT_MAX);
    for (uint32_t i = 0; i < count; i++)
        sum += within(rates[i].rate * times_due(&rates[i], amount, free), SUM_MAX);
    return sum;
}

int64_t hire_price(const struct rental_plan *plan, const struct rental_rate *rates,
                   const struct hire_use *use)
{
    bool free = use->free_milliseconds >= 0;
    int64_t price = free ? 0 : plan->price;
    price += hire_rates(rates + plan->per_minute.first, plan->per_minute.count, use->milliseconds,
                        use->free_milliseconds);
    if (!free || use->milliseconds > use->free_milliseconds)
        price += hire_rates(rates + plan->per_km.first, plan->per_km.count, use->millimetres, 0);
    return within(price, SUM_MAX);
}

/* --- A ride --- */

/* How far off the time that a ride takes may be. */
enum { OFF_PERCENT = 20 };

static const struct fare_reason reasons[] = {
    {"SURGE_PRICING", "More is asked for at this moment; nobody says how much.", 0},
    {"TAX_NOT_INCLUDED", "A tax is added to the price; nobody says how much.", 0},
    {"PLAN_UNCERTAIN", "Vehicles that may be taken there have prices of several kinds.", 0},
    {"DURATION_UNCERTAIN", "It is paid for by the time that the ride takes.", 0},
};

/* What a ride costs, by whichever plan is its. */
struct quote {
    const struct rental_plan *plan; /* the cheapest */
    int64_t least, low, most;       /* minor units: as long as expected, shorter, longer */
    bool several, held;
};

static void quote_plan(const struct live *live, const struct fare_ride *ride, uint32_t index,
                       int64_t free_milliseconds, struct quote *quote)
{
    const struct rental_plan *plan = &live->rental_plans[index];
    int64_t lasts = 1000 * (ride->arrive - ride->depart), prices[3];
    for (int i = 0; i < 3; i++) {
        const struct hire_use use = {lasts * (100 + (i - 1) * OFF_PERCENT) / 100,
                                     llround(fmin(ride->metres, 1e6) * 1000), free_milliseconds};
        prices[i] = money_minor(hire_price(plan, live->rental_rates, &use), plan->decimals);
        prices[i] = prices[i] < 0 ? 0 : prices[i];
    }
    quote->several |= quote->plan && quote->plan != plan;
    if (!quote->plan || prices[1] < quote->least) {
        quote->plan = plan;
        quote->least = prices[1];
        quote->low = prices[0];
    }
    if (prices[2] > quote->most)
        quote->most = prices[2];
}

/* A vehicle's own plan, else those of the types that the product may be. */
static struct quote quote_of(const struct fare_pricing *pricing, const struct fare_ride *ride,
                             int64_t free_milliseconds)
{
    const struct live *live = pricing->tariff->world->live;
    struct quote quote = {.most = INT64_MIN, .held = free_milliseconds >= 0};
    if (!live || ride->kind != FARE_SHARED || ride->product >= live->counts.rental_products ||
        ride->arrive < ride->depart)
        return quote;
    uint32_t own = NO_IX, type = NO_IX;
    if (ride->vehicle < live->counts.rental_vehicles) {
        own = live->rental_vehicles[ride->vehicle].pricing;
        type = live->rental_vehicles[ride->vehicle].type;
    }
    if (own != NO_IX)
        quote_plan(live, ride, own, free_milliseconds, &quote);
    for (uint32_t i = 0; i < live->counts.rental_types && own == NO_IX; i++)
        if (live->rental_types[i].product == ride->product && (type == NO_IX || type == i) &&
            live->rental_types[i].pricing != NO_IX)
            quote_plan(live, ride, live->rental_types[i].pricing, free_milliseconds, &quote);
    return quote;
}

/* What a pass pays for altogether is certain, whatever the plan says. */
static const struct fare_reason *reason_of(const struct quote *quote)
{
    if (quote->held && quote->most <= 0)
        return NULL;
    if (quote->plan->surge)
        return &reasons[0];
    if (quote->plan->taxable)
        return &reasons[1];
    if (quote->several)
        return &reasons[2];
    return quote->low != quote->most ? &reasons[3] : NULL;
}

static struct fare_item item_of(const struct fare_pricing *pricing, const struct quote *quote,
                                const struct fare_ride *ride, uint32_t rides)
{
    const struct world *world = pricing->tariff->world;
    const struct rental_plan *plan = quote->plan;
    return (struct fare_item){
        .kind = ITEM_HIRE,
        .id = world_text(world, plan->id),
        .name = world_text(world, plan->name),
        .seller = world_text(world, world->live->rental_systems[plan->system].name),
        .feed = NO_IX,
        .category = "",
        .medium = "",
        .amount = quote->least,
        .currency = world_text(world, plan->currency),
        .decimals = plan->decimals,
        .rides = rides,
        .valid_from = ride->depart,
        .estimate = reason_of(quote) != NULL,
        .rule =
            arena_format(pricing->arena, "system_pricing_plans:%s", world_text(world, plan->id)),
    };
}

/* The ride, paid for by its plan beside an item of another's. */
static const struct fare_choice *choice_of(const struct fare_pricing *pricing, uint32_t rides,
                                           const struct quote *quote, const struct fare_item *pass)
{
    struct fare_item items[2];
    uint32_t count = 0;
    const struct fare_ride *ride = &pricing->rides[__builtin_ctz(rides)];
    if (pass)
        items[count++] = *pass;
    if (!pass || quote->most > 0)
        items[count++] = item_of(pricing, quote, ride, rides);
    struct fare_choice *choice = fare_choice_new(pricing, rides, items, count, NULL);
    choice->amount_max = quote->most;
    choice->reason = reason_of(quote);
    return choice;
}

const struct fare_choice *cover_hire(const struct fare_pricing *pricing, uint32_t rides)
{
    if (rides & (rides - 1))
        return NULL;
    struct quote quote = quote_of(pricing, &pricing->rides[__builtin_ctz(rides)], -1);
    return quote.plan ? choice_of(pricing, rides, &quote, NULL) : NULL;
}

const struct fare_choice *cover_hire_held(const struct fare_pricing *pricing, uint32_t rides,
                                          int32_t free_seconds, const struct fare_item *pass)
{
    struct quote quote =
        quote_of(pricing, &pricing->rides[__builtin_ctz(rides)], INT64_C(1000) * free_seconds);
    return quote.plan ? choice_of(pricing, rides, &quote, pass) : NULL;
}
