#include "engine/fare/cover.h"

fare_cover *const fare_plain_covers[] = {cover_ticket,  cover_flat,    cover_hire,
                                         cover_parking, cover_unknown, NULL};
fare_cover *const fare_further_covers[] = {
    cover_combined, cover_reduction, cover_category, cover_cap, cover_pass, cover_free, NULL};

struct fare_choice *fare_choice_new(const struct fare_pricing *pricing, uint32_t rides,
                                    const struct fare_item *items, uint32_t count,
                                    const struct fare_choice *const parts[2])
{
    struct fare_choice *choice = arena_array(pricing->arena, 1, sizeof *choice);
    struct fare_item *own = arena_array(pricing->arena, count, sizeof *own);
    *choice = (struct fare_choice){.rides = rides, .items = own, .item_count = count};
    for (uint32_t i = 0; i < count; i++) {
        own[i] = items[i];
        choice->cost.amount += items[i].amount;
        choice->amount_max += items[i].amount;
    }
    choice->cost.items = count;
    for (int i = 0; parts && i < 2 && parts[i]; i++) {
        choice->parts[i] = parts[i];
        choice->cost.unknown += parts[i]->cost.unknown;
        choice->cost.amount += parts[i]->cost.amount;
        choice->cost.items += parts[i]->cost.items;
        choice->amount_max += parts[i]->amount_max;
    }
    return choice;
}

struct fare_item fare_item_of(const struct tariff *tariff, uint32_t index)
{
    const struct world *world = tariff->world;
    const struct fare_product *product = &tariff->fare_products[index];
    struct fare_item item = {
        .id = world_text(world, product->id),
        .name = world_text(world, product->name),
        .title = product->name,
        .seller = "",
        .feed = product->feed,
        .category = "",
        .medium = "",
        .amount = product->amount,
        .currency = world_text(world, product->currency),
        .decimals = product->decimals,
    };
    if (product->category != TARIFF_ANY)
        item.category = world_text(world, tariff->rider_categories[product->category].id);
    if (product->medium != TARIFF_ANY) {
        const struct fare_medium *medium = &tariff->fare_media[product->medium];
        item.medium = world_text(world, medium->id);
    }
    return item;
}

uint32_t fare_units_of(const struct fare_pricing *pricing, uint32_t rides,
                       uint32_t units[FARE_RIDES_MAX])
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < pricing->unit_count; i++)
        if (pricing->units[i].rides & rides)
            units[count++] = i;
    return count;
}

bool fare_in_time(const struct fare_pricing *pricing, int64_t seconds, int64_t limit)
{
    if (seconds <= limit && seconds + LATE_SECONDS > limit)
        *pricing->tight = true;
    return seconds <= limit;
}

const char *fare_seller(const struct fare_pricing *pricing, uint32_t ride)
{
    const struct world *world = pricing->tariff->world;
    agency_ix agency = pricing->rides[ride].agency;
    return agency == NO_IX ? "" : world_text(world, world->network->agencies[agency].name);
}

const struct fare_reason *fare_doubt(const struct fare_pricing *pricing, text_ix column)
{
    struct fare_reason *reason = arena_array(pricing->arena, 1, sizeof *reason);
    reason->code = "RULE_UNCERTAIN";
    reason->text = arena_format(pricing->arena,
                                "The feed lets the price hang on %s, which no standard explains.",
                                world_text(pricing->tariff->world, column));
    return reason;
}

static const struct fare_reason *reason_of(const struct fare_unit *unit)
{
    static const struct fare_reason no_data = {"NO_FARE_DATA",
                                               "Nothing is published of what this costs.", 0};
    static const struct fare_reason no_rule = {"NO_RULE", "No published rule says what this costs.",
                                               0};
    static const struct fare_reason no_product = {
        "NO_PRODUCT", "No ticket for this is sold to these travellers on these media.", 0};
    if (!unit->of || unit->of->form == FORM_NONE)
        return &no_data;
    return unit->of->form == FORM_LEGS && unit->matches.count ? &no_product : &no_rule;
}

const struct fare_choice *cover_unknown(const struct fare_pricing *pricing, uint32_t rides)
{
    uint32_t units[FARE_RIDES_MAX];
    if (fare_units_of(pricing, rides, units) != 1)
        return NULL;
    struct fare_choice *choice = fare_choice_new(pricing, rides, NULL, 0, NULL);
    choice->cost.unknown = (uint32_t)__builtin_popcount(rides);
    choice->reason = reason_of(&pricing->units[units[0]]);
    return choice;
}
