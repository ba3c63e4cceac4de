#include "api/fare_claims.h"

#include <string.h>

#include "engine/fare/overlay.h"
#include "engine/fare/who.h"

/* Whether a rule of that kind of the city's overlay has that id. */
static bool in_overlay(const struct world *world, enum overlay_kind kind, const char *claim)
{
    const struct overlay overlay = overlay_of(world);
    uint32_t first, end = overlay_rules_of(&overlay, kind, &first);
    for (uint32_t i = first; i < end; i++)
        if (strcmp(world_text(world, overlay.rules[i].id), claim) == 0)
            return true;
    return false;
}

/* A rule may be for a category, or ask for a medium, that no feed has. */
static bool is_named(const struct world *world, const char *claim)
{
    const struct overlay overlay = overlay_of(world);
    for (uint32_t i = 0; i < overlay.rule_count; i++)
        if (strcmp(world_text(world, overlay.rules[i].category), claim) == 0 ||
            strcmp(world_text(world, overlay.rules[i].medium), claim) == 0)
            return true;
    return false;
}

static bool is_category(const struct tariff *tariff, const char *claim)
{
    const struct world *world = tariff->world;
    for (uint32_t i = 0; i < tariff->counts.rider_categories; i++)
        if (who_is_meant(tariff, tariff->rider_categories[i].feed, tariff->rider_categories[i].id,
                         claim))
            return true;
    return in_overlay(world, OVERLAY_CATEGORY, claim) || is_named(world, claim);
}

static bool is_medium(const struct tariff *tariff, const char *claim)
{
    const struct world *world = tariff->world;
    for (uint32_t i = 0; i < tariff->counts.fare_media; i++)
        if (who_is_meant(tariff, tariff->fare_media[i].feed, tariff->fare_media[i].id, claim))
            return true;
    return is_named(world, claim);
}

const char *fare_claims_stranger(const struct tariff *tariff, const struct fare_profile *profile,
                                 const char **name)
{
    *name = "fareCategories";
    for (uint32_t i = 0; i < profile->category_count; i++)
        if (!is_category(tariff, profile->categories[i]))
            return profile->categories[i];
    *name = "fareMedia";
    for (uint32_t i = 0; i < profile->medium_count; i++)
        if (!is_medium(tariff, profile->media[i]))
            return profile->media[i];
    *name = "farePasses";
    for (uint32_t i = 0; i < profile->pass_count; i++)
        if (!in_overlay(tariff->world, OVERLAY_PASS, profile->passes[i]))
            return profile->passes[i];
    *name = "fareSpending";
    for (uint32_t i = 0; i < profile->spending_count; i++)
        if (!in_overlay(tariff->world, OVERLAY_CAP, profile->spending[i].cap))
            return profile->spending[i].cap;
    return NULL;
}
