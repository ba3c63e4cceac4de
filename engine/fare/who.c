#include "engine/fare/who.h"

#include <string.h>

#include "engine/network/keys.h"

bool who_is_meant(const struct tariff *tariff, feed_ix feed, text_ix id, const char *said)
{
    return keys_means(tariff->world->network, feed, world_text(tariff->world, id), said);
}

const struct fare_medium *who_medium(const struct tariff *tariff, const struct fare_item *item)
{
    for (uint32_t i = 0; *item->medium && i < tariff->counts.fare_media; i++) {
        const struct fare_medium *medium = &tariff->fare_media[i];
        if ((item->feed == NO_IX || item->feed == medium->feed) &&
            who_is_meant(tariff, medium->feed, medium->id, item->medium))
            return medium;
    }
    return NULL;
}

static bool is_listed(const struct tariff *tariff, feed_ix feed, text_ix id,
                      const char *const *list, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (who_is_meant(tariff, feed, id, list[i]))
            return true;
    return false;
}

/* Writes the categories and returns how many. */
static uint32_t categories(const struct tariff *tariff, feed_ix feed,
                           const struct fare_profile *profile, uint32_t *list)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < tariff->counts.rider_categories; i++) {
        const struct rider_category *category = &tariff->rider_categories[i];
        if (category->feed == feed &&
            (category->standard == 1 ||
             is_listed(tariff, feed, category->id, profile->categories, profile->category_count)))
            list[count++] = i;
    }
    if (count == 0)
        list[count++] = TARIFF_ANY;
    return count;
}

static uint32_t media(const struct tariff *tariff, feed_ix feed, const struct fare_profile *profile,
                      uint32_t *list)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < tariff->counts.fare_media; i++) {
        const struct fare_medium *medium = &tariff->fare_media[i];
        if (medium->feed == feed &&
            (profile->medium_count == 0 ||
             is_listed(tariff, feed, medium->id, profile->media, profile->medium_count)))
            list[count++] = i;
    }
    if (count == 0)
        list[count++] = TARIFF_ANY;
    return count;
}

struct who_list who_list(const struct tariff *tariff, feed_ix feed,
                         const struct fare_profile *profile, struct arena *arena)
{
    uint32_t *of_rider = arena_array(arena, tariff->counts.rider_categories + 1, sizeof(uint32_t));
    uint32_t *of_ticket = arena_array(arena, tariff->counts.fare_media + 1, sizeof(uint32_t));
    uint32_t riders = categories(tariff, feed, profile, of_rider);
    uint32_t tickets = media(tariff, feed, profile, of_ticket);
    struct who *items = arena_array(arena, (size_t)riders * tickets, sizeof *items);
    for (uint32_t i = 0; i < riders * tickets; i++)
        items[i] = (struct who){of_rider[i / tickets], of_ticket[i % tickets]};
    return (struct who_list){items, riders * tickets};
}

static bool can_buy(const struct fare_product *product, struct who who)
{
    return (product->category == TARIFF_ANY || product->category == who.category) &&
           (product->medium == TARIFF_ANY || product->medium == who.medium);
}

uint32_t who_product(const struct tariff *tariff, struct product_span span, struct who who)
{
    uint32_t best = NO_IX;
    for (uint32_t i = span.first; i < span.first + span.count; i++)
        if (can_buy(&tariff->fare_products[i], who) &&
            (best == NO_IX || tariff->fare_products[i].amount < tariff->fare_products[best].amount))
            best = i;
    return best;
}
