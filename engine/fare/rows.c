#include "engine/fare/rows.h"

#include <stddef.h>

/* A section seen as what all of them have in common. */
struct section {
    const void *items;
    uint32_t count;
    size_t size, feed; /* of an item, and where in it the feed stands */
};

static uint32_t first_not_before(const struct section *section, feed_ix feed)
{
    uint32_t low = 0, high = section->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const char *item = (const char *)section->items + middle * section->size;
        if (*(const feed_ix *)(const void *)(item + section->feed) < feed)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct rows rows_of(const struct section *section, feed_ix feed)
{
    if (feed == NO_IX)
        return (struct rows){0, 0};
    return (struct rows){first_not_before(section, feed), first_not_before(section, feed + 1)};
}

struct rows rows_leg_rules(const struct tariff *tariff, feed_ix feed)
{
    return rows_of(&(struct section){tariff->fare_leg_rules, tariff->counts.fare_leg_rules,
                                     sizeof(struct fare_leg_rule),
                                     offsetof(struct fare_leg_rule, feed)},
                   feed);
}

struct rows rows_join_rules(const struct tariff *tariff, feed_ix feed)
{
    return rows_of(&(struct section){tariff->fare_join_rules, tariff->counts.fare_join_rules,
                                     sizeof(struct fare_join_rule),
                                     offsetof(struct fare_join_rule, feed)},
                   feed);
}

struct rows rows_transfer_rules(const struct tariff *tariff, feed_ix feed)
{
    return rows_of(&(struct section){tariff->fare_transfer_rules,
                                     tariff->counts.fare_transfer_rules,
                                     sizeof(struct fare_transfer_rule),
                                     offsetof(struct fare_transfer_rule, feed)},
                   feed);
}

struct rows rows_flat_fares(const struct tariff *tariff, feed_ix feed)
{
    return rows_of(&(struct section){tariff->flat_fares, tariff->counts.flat_fares,
                                     sizeof(struct flat_fare), offsetof(struct flat_fare, feed)},
                   feed);
}
