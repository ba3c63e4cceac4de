#include "engine/fare/answer.h"

#include <string.h>

#define REASONS_MAX 16
#define MASK_BITS 32

static const struct fare_reason no_through_fare = {
    "NO_THROUGH_FARE", "No rule between these networks is known; the sum is what is certain.", 0};
static const struct fare_reason mixed_currencies = {
    "MIXED_CURRENCIES", "Prices are in several currencies; there is no sum of them.", 0};
static const struct fare_reason too_many_rides = {
    "TOO_MANY_RIDES", "A journey of so many rides is not priced to its end.", 0};
static const struct fare_reason too_many_rules = {
    "TOO_MANY_RULES", "Not every way of paying could be tried; there may be a cheaper one.", 0};

static const struct fare_reason overlay_missing = {
    "OVERLAY_MISSING",
    "The city's own prices (combined tickets, reductions, caps, passes) are not at hand: it may "
    "cost less.",
    0};

/* An answer in the making. */
struct answer {
    const struct fare_pricing *pricing;
    struct fare_item *items;
    uint32_t item_count;
    struct fare_reason *reasons;
    uint32_t reason_count;
    const struct fare_choice *tops[FARE_RIDES_MAX]; /* side by side */
    uint32_t top_count;
    uint32_t unknown;
    int64_t supplements;
};

static void add_reason(struct answer *answer, const struct fare_reason *reason, uint32_t rides)
{
    for (uint32_t i = 0; i < answer->reason_count; i++)
        if (strcmp(answer->reasons[i].text, reason->text) == 0) {
            answer->reasons[i].rides |= rides;
            return;
        }
    if (answer->reason_count < REASONS_MAX)
        answer->reasons[answer->reason_count++] =
            (struct fare_reason){reason->code, reason->text, rides};
}

static bool is_sum(const struct fare_choice *choice)
{
    return choice->item_count == 0 && !choice->reason && choice->parts[0];
}

/* What is on top of something (a reduction) comes after it. */
static void add_items(struct answer *answer, const struct fare_choice *choice)
{
    for (int i = 0; i < 2; i++)
        if (choice->parts[i])
            add_items(answer, choice->parts[i]);
    for (uint32_t i = 0; i < choice->item_count; i++)
        answer->items[answer->item_count++] = choice->items[i];
    if (choice->reason)
        add_reason(answer, choice->reason, choice->rides);
    if (choice->cost.unknown && !choice->parts[0])
        answer->unknown |= choice->rides;
}

static void add_tops(struct answer *answer, const struct fare_choice *choice)
{
    if (!is_sum(choice)) {
        if (answer->top_count < FARE_RIDES_MAX)
            answer->tops[answer->top_count++] = choice;
        return;
    }
    for (int i = 0; i < 2; i++)
        if (choice->parts[i])
            add_tops(answer, choice->parts[i]);
}

/* Of the many rules that were weighed only these are named with their lines. */
static void name_rules(struct answer *answer)
{
    for (uint32_t i = 0; i < answer->item_count; i++) {
        struct fare_item *item = &answer->items[i];
        if (item->line)
            item->rule = arena_format(answer->pricing->arena, "%s:%u", item->rule, item->line);
        item->line = 0;
    }
}

/* By the first ride they are for; of one ride as they were listed. */
static void sort_items(struct answer *answer)
{
    for (uint32_t i = 1; i < answer->item_count; i++) {
        struct fare_item item = answer->items[i];
        uint32_t at = i;
        for (; at > 0 && __builtin_ctz(answer->items[at - 1].rides | 1U << 31) >
                             __builtin_ctz(item.rides | 1U << 31);
             at--)
            answer->items[at] = answer->items[at - 1];
        answer->items[at] = item;
    }
}

/* The feeds on whose vehicles the rides are, a bit a feed of the pricing. */
static uint32_t feeds_of(const struct fare_pricing *pricing, uint32_t rides)
{
    uint32_t feeds = 0;
    for (uint32_t i = 0; i < pricing->unit_count; i++)
        if (pricing->units[i].rides & rides && pricing->units[i].of)
            feeds |= 1U << (pricing->units[i].of - pricing->feeds);
    return feeds;
}

/* Two that cost something, of other feeds each: nobody says that they do not belong together. */
static void find_sums(struct answer *answer)
{
    for (uint32_t i = 0; i < answer->top_count; i++)
        for (uint32_t k = i + 1; k < answer->top_count; k++) {
            const struct fare_choice *one = answer->tops[i], *two = answer->tops[k];
            uint32_t of_one = feeds_of(answer->pricing, one->rides);
            uint32_t of_two = feeds_of(answer->pricing, two->rides);
            if (one->cost.amount > 0 && two->cost.amount > 0 && of_one && of_two &&
                !(of_one & of_two) && !city_joins(answer->pricing, one->rides, two->rides))
                add_reason(answer, &no_through_fare, one->rides | two->rides);
        }
}

static uint32_t count_supplements(const struct fare_pricing *pricing)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < pricing->unit_count; i++)
        count += city_supplements(pricing, i, NULL);
    return count;
}

/* They are due whatever is bought, and so no way of paying chooses them. */
static void add_supplements(struct answer *answer)
{
    for (uint32_t i = 0; i < answer->pricing->unit_count; i++) {
        struct fare_item *items = answer->items + answer->item_count;
        uint32_t count = city_supplements(answer->pricing, i, items);
        answer->item_count += count;
        for (uint32_t k = 0; k < count; k++)
            answer->supplements += items[k].amount;
    }
}

/* Nothing is so much of some money: that of a feed that is ridden, else that of the city. */
static void name_money(const struct answer *answer, struct fare *fare)
{
    const struct fare_pricing *pricing = answer->pricing;
    const struct tariff *tariff = pricing->tariff;
    const struct overlay *overlay = &pricing->overlay;
    for (uint32_t i = 0; i < pricing->feed_count; i++)
        for (uint32_t k = 0; k < tariff->counts.fare_products; k++)
            if (tariff->fare_products[k].feed == pricing->feeds[i].feed) {
                fare->currency = world_text(tariff->world, tariff->fare_products[k].currency);
                fare->decimals = tariff->fare_products[k].decimals;
                return;
            }
    for (uint32_t i = 0; i < overlay->rule_count && !fare->currency[0]; i++) {
        fare->currency = overlay_text(overlay, overlay->rules[i].currency);
        fare->decimals = overlay->rules[i].decimals;
    }
}

static void write_total(struct answer *answer, const struct fare_choice *choice, struct fare *fare)
{
    fare->total = choice->cost.amount + answer->supplements;
    fare->total_max = choice->amount_max + answer->supplements;
    for (uint32_t i = 0; i < answer->item_count; i++) {
        const struct fare_item *item = &answer->items[i];
        if (!item->currency[0])
            continue;
        if (fare->currency[0] && strcmp(fare->currency, item->currency) != 0) {
            add_reason(answer, &mixed_currencies, choice->rides);
            fare->currency = "";
            fare->decimals = 0;
            fare->total = fare->total_max = 0;
            return;
        }
        fare->currency = item->currency;
        fare->decimals = item->decimals;
    }
    if (!fare->currency[0] && answer->item_count && !choice->cost.unknown)
        name_money(answer, fare);
}

/* A bit for each of the first `count` rides. */
static uint32_t first_rides(uint32_t count)
{
    return count < MASK_BITS ? (UINT32_C(1) << count) - 1 : UINT32_MAX;
}

/* What costs nothing costs no less in the city's own prices. */
static void find_missing(struct answer *answer, const struct fare_choice *choice)
{
    if ((choice->amount_max > 0 || choice->cost.unknown) &&
        overlay_is_missing(&answer->pricing->overlay))
        add_reason(answer, &overlay_missing, choice->rides);
}

/* Whether what a feed asks for bears on the price: not where the city lets one ride for nothing. */
static bool is_of_feeds(const struct fare_choice *choice)
{
    bool of_feed = choice->cost.unknown || choice->amount_max > 0;
    for (uint32_t i = 0; i < choice->item_count; i++)
        of_feed |= choice->items[i].feed != NO_IX;
    return of_feed;
}

/* "2 rows of fare_products.txt and 1 row of areas.txt"; empty: all that prices rides was read. */
static const char *losses_of(const struct fare_pricing *pricing, const struct fare_feed *feed)
{
    const struct tariff *tariff = pricing->tariff;
    const char *list = "";
    for (uint32_t i = 0; i < tariff->counts.fare_losses; i++) {
        const struct fare_loss *loss = &tariff->fare_losses[i];
        if (loss->feed != feed->feed || feed->form == FORM_NONE ||
            loss->flat != (feed->form == FORM_FLAT))
            continue;
        list = arena_format(pricing->arena, "%s%s%u row%s of %s", list, *list ? " and " : "",
                            loss->rows, loss->rows == 1 ? "" : "s",
                            world_text(tariff->world, loss->file));
    }
    return list;
}

/* A rule that was not read may make a price another, lower or higher. */
static void find_losses(struct answer *answer)
{
    const struct fare_pricing *pricing = answer->pricing;
    const struct network *network = pricing->tariff->world->network;
    for (uint32_t i = 0; i < pricing->feed_count; i++) {
        const struct fare_feed *feed = &pricing->feeds[i];
        const char *list = losses_of(pricing, feed);
        uint32_t rides = 0;
        for (uint32_t k = 0; k < pricing->unit_count; k++)
            rides |= pricing->units[k].of == feed ? pricing->units[k].rides : 0;
        for (uint32_t k = 0; *list && k < answer->top_count; k++) {
            struct fare_reason lost = {.code = "ROWS_NOT_READ"};
            if (!(answer->tops[k]->rides & rides) || !is_of_feeds(answer->tops[k]))
                continue;
            lost.text = arena_format(
                pricing->arena,
                "%s of the feed %s could not be read: it may cost another "
                "price.",
                list, world_text(pricing->tariff->world, network->feeds[feed->feed].tag));
            add_reason(answer, &lost, answer->tops[k]->rides & rides);
        }
    }
}

/* Of the city's own rules all but supplements make cheaper: the total is the most that it costs. */
static void find_city_losses(struct answer *answer, const struct fare_choice *choice)
{
    const struct fare_pricing *pricing = answer->pricing;
    for (int dearer = 0; dearer < 2; dearer++) {
        struct fare_reason lost = {.code = "ROWS_NOT_READ"};
        const char *list = overlay_lost(&pricing->overlay, pricing->profile, pricing->ride_count,
                                        dearer, pricing->arena);
        if (!*list || (!dearer && choice->amount_max <= 0 && !choice->cost.unknown))
            continue;
        lost.text = arena_format(pricing->arena,
                                 "%s of the city's own prices could not be read: it may cost %s.",
                                 list, dearer ? "more" : "less");
        add_reason(answer, &lost, choice->rides);
    }
}

static enum fare_status status_of(const struct answer *answer, const struct fare *fare)
{
    bool mixed = false;
    for (uint32_t i = 0; i < answer->reason_count; i++)
        mixed |= strcmp(answer->reasons[i].code, mixed_currencies.code) == 0;
    if (fare->ride_count && answer->unknown == first_rides(fare->ride_count))
        return FARE_UNKNOWN;
    if (answer->unknown || mixed)
        return FARE_PARTIAL;
    return answer->reason_count ? FARE_ESTIMATE : FARE_EXACT;
}

void answer_write(const struct fare_pricing *pricing, const struct fare_choice *choice,
                  struct fare *fare)
{
    struct answer answer = {.pricing = pricing};
    fare->status = FARE_EXACT;
    answer.items = arena_array(pricing->arena, choice->cost.items + count_supplements(pricing),
                               sizeof *answer.items);
    answer.reasons = arena_array(pricing->arena, REASONS_MAX, sizeof *answer.reasons);
    add_items(&answer, choice);
    add_supplements(&answer);
    add_tops(&answer, choice);
    name_rules(&answer);
    sort_items(&answer);
    find_sums(&answer);
    find_losses(&answer);
    find_city_losses(&answer, choice);
    write_total(&answer, choice, fare);
    if (fare->ride_count > pricing->ride_count) {
        uint32_t rest = first_rides(fare->ride_count) & ~first_rides(pricing->ride_count);
        answer.unknown |= rest;
        add_reason(&answer, &too_many_rides, rest);
    }
    if (*pricing->steps == 0)
        add_reason(&answer, &too_many_rules, first_rides(pricing->ride_count));
    find_missing(&answer, choice);
    fare->items = answer.items;
    fare->item_count = answer.item_count;
    fare->reasons = answer.reasons;
    fare->reason_count = answer.reason_count;
    fare->unknown = answer.unknown;
    fare->status = status_of(&answer, fare);
}
