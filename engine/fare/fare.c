#include "engine/fare/fare.h"

#include "engine/fare/answer.h"
#include "engine/fare/cover.h"
#include "engine/fare/late.h"
#include "engine/fare/overlay.h"
#include "engine/fare/rows.h"

/* The table of all sets of rides; how covers take part in it is told in cover.h. */

enum fare_form fare_form_of(const struct tariff *tariff, const struct fare_profile *profile,
                            feed_ix feed)
{
    bool legs = !rows_empty(rows_leg_rules(tariff, feed));
    bool flat = !rows_empty(rows_flat_fares(tariff, feed));
    if (legs && !(flat && profile->flat))
        return FORM_LEGS;
    return flat ? FORM_FLAT : FORM_NONE;
}

static struct fare_feed *feed_of(struct fare_pricing *pricing, feed_ix feed)
{
    for (uint32_t i = 0; i < pricing->feed_count; i++)
        if (pricing->feeds[i].feed == feed)
            return &pricing->feeds[i];
    struct fare_feed *added = &pricing->feeds[pricing->feed_count++];
    *added =
        (struct fare_feed){feed, fare_form_of(pricing->tariff, pricing->profile, feed), {0}, {0}};
    if (added->form == FORM_LEGS)
        added->whos = who_list(pricing->tariff, feed, pricing->profile, pricing->arena);
    return added;
}

/* Whether the ride and the one before are one to whoever sells tickets. */
static bool is_tied(struct fare_pricing *pricing, uint32_t ride)
{
    const struct fare_ride *rides = pricing->rides;
    if (ride == 0 || rides[ride].kind != FARE_TRANSIT || rides[ride - 1].kind != FARE_TRANSIT ||
        rides[ride].feed != rides[ride - 1].feed)
        return false;
    return rides[ride].stays || (feed_of(pricing, rides[ride].feed)->form == FORM_LEGS &&
                                 legs_join(pricing->tariff, &rides[ride - 1], &rides[ride]));
}

static void find_units(struct fare_pricing *pricing)
{
    for (uint32_t i = 0; i < pricing->ride_count; i++) {
        const struct fare_ride *ride = &pricing->rides[i];
        if (!is_tied(pricing, i))
            pricing->units[pricing->unit_count++] = (struct fare_unit){
                .first = i, .of = ride->kind == FARE_TRANSIT ? feed_of(pricing, ride->feed) : NULL};
        struct fare_unit *unit = &pricing->units[pricing->unit_count - 1];
        unit->rides |= UINT32_C(1) << i;
        unit->last = i;
    }
}

/* Finds the rules of legs that hold, then those of changes between them. */
static void find_rules(struct fare_pricing *pricing)
{
    struct leg_matches legs[FARE_RIDES_MAX];
    for (uint32_t i = 0; i < pricing->unit_count; i++) {
        struct fare_unit *unit = &pricing->units[i];
        if (unit->of && unit->of->form == FORM_LEGS)
            unit->matches = legs_match(pricing->tariff, pricing->rides + unit->first,
                                       unit->last - unit->first + 1, pricing->arena);
        *pricing->tight |= unit->matches.tight;
    }
    for (uint32_t i = 0; i < pricing->feed_count; i++) {
        struct fare_feed *feed = &pricing->feeds[i];
        uint32_t count = 0;
        for (uint32_t k = 0; k < pricing->unit_count; k++)
            if (pricing->units[k].of == feed)
                legs[count++] = pricing->units[k].matches;
        if (feed->form == FORM_LEGS && count > 1)
            feed->transfers =
                legs_transfers(pricing->tariff, feed->feed, legs, count, pricing->arena);
    }
}

/* Of two choices the better one; NULL is none. */
static const struct fare_choice *better(const struct fare_choice *old,
                                        const struct fare_choice *found)
{
    return !old || (found && fare_cost_less(found->cost, old->cost)) ? found : old;
}

/* All sets of units. */
struct table {
    struct fare_pricing *pricing;
    uint32_t *rides;                  /* the same set as one of rides */
    const struct fare_choice **plain; /* the best single plain cover of each */
    const struct fare_choice **any;   /* the best single cover */
};

/* The best of paying for a set at once, or for its first ride with some and then the rest. */
static const struct fare_choice *part(const struct table *table, uint32_t set,
                                      const struct fare_choice *const *single,
                                      const struct fare_choice *const *rest)
{
    uint32_t lowest = set & (~set + 1), others = set ^ lowest;
    const struct fare_choice *best = single[set];
    const struct fare_choice *parts[2] = {0};
    struct fare_cost least = best ? best->cost : (struct fare_cost){UINT32_MAX, INT64_MAX, 0};
    for (uint32_t more = others; more > 0;) { /* the larger first, the whole set left out */
        more = (more - 1) & others;
        const struct fare_choice *one = single[more | lowest];
        if (!one)
            continue;
        const struct fare_choice *two = rest[table->rides[others ^ more]];
        struct fare_cost cost = {one->cost.unknown + two->cost.unknown,
                                 one->cost.amount + two->cost.amount,
                                 one->cost.items + two->cost.items};
        if (fare_cost_less(cost, least)) {
            least = cost;
            parts[0] = one;
            parts[1] = two;
        }
    }
    return parts[0] ? fare_choice_new(table->pricing, table->rides[set], NULL, 0, parts) : best;
}

static void fill(struct table *table, uint32_t set)
{
    struct fare_pricing *pricing = table->pricing;
    uint32_t lowest = set & (~set + 1);
    uint32_t rides = table->rides[set ^ lowest] | pricing->units[__builtin_ctz(set)].rides;
    table->rides[set] = rides;
    for (fare_cover *const *cover = fare_plain_covers; *cover; cover++)
        table->plain[set] = better(table->plain[set], (*cover)(pricing, rides));
    table->any[set] = pricing->single[rides] = table->plain[set];
    pricing->plain[rides] = part(table, set, table->plain, pricing->plain);
    pricing->best[rides] = part(table, set, table->any, pricing->best);
    for (fare_cover *const *cover = fare_further_covers; *cover; cover++) {
        table->any[set] = better(table->any[set], (*cover)(pricing, rides));
        pricing->best[rides] = better(pricing->best[rides], table->any[set]);
    }
}

static const struct fare_choice *cheapest(struct fare_pricing *pricing)
{
    uint32_t sets = UINT32_C(1) << pricing->unit_count;
    struct table table = {.pricing = pricing};
    table.rides = arena_array(pricing->arena, sets, sizeof *table.rides);
    table.plain = arena_array(pricing->arena, sets, sizeof *table.plain);
    table.any = arena_array(pricing->arena, sets, sizeof *table.any);
    for (uint32_t set = 1; set < sets; set++)
        fill(&table, set);
    return pricing->best[table.rides[sets - 1]];
}

/*
 * Prices the rides of a pricing that holds what was asked, in so many steps. False: they were too
 * few to try everything.
 */
static bool price(struct fare_pricing *pricing, uint32_t steps, struct fare *fare)
{
    size_t sets = (size_t)1 << pricing->ride_count;
    pricing->steps = &steps;
    pricing->single = arena_array(pricing->arena, sets, sizeof *pricing->single);
    pricing->plain = arena_array(pricing->arena, sets, sizeof *pricing->plain);
    pricing->best = arena_array(pricing->arena, sets, sizeof *pricing->best);
    find_units(pricing);
    find_rules(pricing);
    city_find(pricing);
    answer_write(pricing, cheapest(pricing), fare);
    pricing->steps = NULL;
    return steps > 0;
}

/* All that are late may take as many steps together as those that are not. */
static bool price_late(const struct fare_pricing *like, const struct fare_ride *rides,
                       struct fare *fare)
{
    bool tight = false; /* nobody asks again */
    struct fare_pricing pricing = {
        .tight = &tight,
        .tariff = like->tariff,
        .rides = rides,
        .ride_count = like->ride_count,
        .profile = like->profile,
        .overlay = like->overlay,
        .arena = like->arena,
    };
    *fare = (struct fare){.currency = "", .rides = rides, .ride_count = like->ride_count};
    return price(&pricing, FARE_STEPS_MAX / FARE_RIDES_MAX, fare);
}

void fare_price_rides(const struct tariff *tariff, const struct fare_ride *rides, uint32_t count,
                      const struct fare_profile *profile, struct arena *arena, struct fare *fare)
{
    *fare = (struct fare){.currency = "", .rides = rides, .ride_count = count};
    if (!count)
        return;
    const struct overlay overlay = overlay_of(tariff->world);
    bool tight = false;
    struct fare_pricing pricing = {
        .tight = &tight,
        .tariff = tariff,
        .rides = rides,
        .ride_count = count < FARE_RIDES_MAX ? count : FARE_RIDES_MAX,
        .profile = overlay_profile(&overlay, profile, overlay_day(tariff->world, &rides[0]), arena),
        .overlay = overlay,
        .arena = arena,
    };
    if (price(&pricing, FARE_STEPS_MAX, fare) && tight && !profile->punctual)
        late_look(&pricing, price_late, fare);
}

void fare_price(const struct tariff *tariff, const struct journey *journey,
                const struct fare_profile *profile, struct arena *arena, struct fare *fare)
{
    const struct fare_ride *rides;
    uint32_t count = fare_rides(tariff, journey, arena, &rides);
    fare_price_rides(tariff, rides, count, profile, arena, fare);
}
