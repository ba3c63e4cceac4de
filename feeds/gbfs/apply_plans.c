#include <string.h>

#include "engine/base/money.h"
#include "feeds/gbfs/applying.h"

/* Pricing plans: what a hire costs. Exact numbers of the feed become whole micro-units of money,
 * and whole milliseconds and millimetres. */

enum { MINUTE_MS = 60000, KILOMETRE_MM = 1000000 };

static int64_t scaled(struct gbfs_amount amount, int64_t unit)
{
    int64_t divisor = 1;
    for (int32_t i = 0; i < amount.scale; i++)
        divisor *= 10;
    /* Units are below 10^(9 + scale); in two parts, so that no product comes to its end. */
    return amount.units / divisor * unit + amount.units % divisor * unit / divisor;
}

static bool money_of(struct gbfs_amount amount, int64_t *micro)
{
    *micro = scaled(amount, 1000000);
    return *micro >= -MONEY_MICRO_MAX && *micro <= MONEY_MICRO_MAX;
}

/* False: it makes no sense. */
static bool rate_of(const struct gbfs_segment *said, int64_t unit, struct rental_rate *rate)
{
    *rate = (struct rental_rate){
        .start = scaled(said->start, unit),
        .end = said->ends ? scaled(said->end, unit) : RENTAL_RATE_ENDLESS,
        .interval = scaled(said->interval, unit),
    };
    return money_of(said->rate, &rate->rate) && rate->start >= 0 &&
           rate->start <= RENTAL_RATE_ENDLESS && rate->end >= 0 &&
           rate->end <= RENTAL_RATE_ENDLESS && rate->interval <= RENTAL_RATE_ENDLESS &&
           (rate->interval == 0 || rate->interval >= 1000);
}

/* False: one of them makes no sense. */
static bool add_rates(struct applying *applying, const struct gbfs_segment *said, uint32_t count,
                      int64_t unit, struct rental_span *span)
{
    struct vec *rates = &applying->fleet->rental_rates;
    *span = (struct rental_span){rates->count, count};
    for (uint32_t i = 0; i < count; i++) {
        struct rental_rate rate;
        if (i == RENTAL_RATES_MAX || !rate_of(&said[i], unit, &rate))
            return false;
        vec_push(rates, &rate);
    }
    return true;
}

/* A plan of which a part cannot be used has no price at all: the rest of it would be too low. */
static bool add_plan(struct applying *applying, const struct gbfs_plan *said)
{
    struct fleet *fleet = applying->fleet;
    uint32_t rates = fleet->rental_rates.count;
    struct rental_plan plan = {
        .id = fleet_text(fleet, said->id),
        .name = fleet_text(fleet, said->name),
        .url = fleet_text(fleet, said->url),
        .currency = fleet_text(fleet, said->currency),
        .decimals = money_digits(said->currency),
        .taxable = said->taxable,
        .surge = said->surge,
    };
    if (money_is_currency(said->currency) && money_of(said->price, &plan.price) &&
        add_rates(applying, said->per_minute, said->per_minute_count, MINUTE_MS,
                  &plan.per_minute) &&
        add_rates(applying, said->per_km, said->per_km_count, KILOMETRE_MM, &plan.per_km)) {
        vec_push(&fleet->rental_plans, &plan);
        return true;
    }
    vec_resize(&fleet->rental_rates, rates);
    return false;
}

void apply_plans(struct applying *applying)
{
    const struct gbfs_system *system = applying->system;
    for (uint32_t i = 0; i < system->plan_count; i++)
        if (add_plan(applying, &system->plans[i]))
            intern_add(&applying->plan_ids, system->plans[i].id, strlen(system->plans[i].id));
        else
            apply_note(applying, "gbfs_plan_unusable", FINDING_ROW,
                       "A pricing plan has no currency of ISO 4217, or numbers that make no "
                       "sense; hires by it have no price.",
                       system->plans[i].id);
}

uint32_t apply_plan(const struct applying *applying, const char *id)
{
    uint32_t number = intern_find(&applying->plan_ids, id, strlen(id));
    if (number != INTERN_NONE)
        return number;
    if (*id)
        apply_note(applying, "gbfs_plan_unknown", FINDING_NOTED,
                   "A vehicle or type has a pricing plan that is not described; what it costs is "
                   "not known.",
                   id);
    return NO_IX;
}
