#include "api/fare_claims.h"

#include <string.h>

#include "engine/fare/overlay.h"
#include "engine/fare/who.h"
#include "engine/network/keys.h"

/* Whether a rule of that kind of the city's overlay has that id. */
static bool in_overlay(const struct world *world, enum overlay_kind kind, const char *claim)
{
    const struct overlay overlay = overlay_of(world);
    uint32_t first, end = overlay_rules_of(&overlay, kind, &first);
    for (uint32_t i = first; i < end; i++)
        if (strcmp(overlay_text(&overlay, overlay.rules[i].id), claim) == 0)
            return true;
    return false;
}

/* A rule may be for a category, or ask for a medium, that no feed has; tags count as in prices. */
static bool is_named(const struct world *world, bool as_medium, const char *claim)
{
    const struct overlay overlay = overlay_of(world);
    for (uint32_t i = 0; i < overlay.rule_count; i++) {
        const struct overlay_rule *rule = &overlay.rules[i];
        const char *id = overlay_text(&overlay, as_medium ? rule->medium : rule->category);
        if (*id && keys_means(world->network, NO_IX, id, claim))
            return true;
    }
    return false;
}

/* Feeds may have categories that none of their products is for. */
static bool is_sold_to(const struct tariff *tariff, uint32_t category)
{
    bool sold = tariff->rider_categories[category].standard;
    for (uint32_t i = 0; i < tariff->counts.fare_products && !sold; i++)
        sold = tariff->fare_products[i].category == category;
    return sold;
}

static bool is_category(const struct tariff *tariff, const char *claim)
{
    const struct world *world = tariff->world;
    for (uint32_t i = 0; i < tariff->counts.rider_categories; i++)
        if (who_is_meant(tariff, tariff->rider_categories[i].feed, tariff->rider_categories[i].id,
                         claim) &&
            is_sold_to(tariff, i))
            return true;
    return in_overlay(world, OVERLAY_CATEGORY, claim) || is_named(world, false, claim);
}

static bool is_medium(const struct tariff *tariff, const char *claim)
{
    const struct world *world = tariff->world;
    for (uint32_t i = 0; i < tariff->counts.fare_media; i++)
        if (who_is_meant(tariff, tariff->fare_media[i].feed, tariff->fare_media[i].id, claim))
            return true;
    return is_named(world, true, claim);
}

static bool is_pass(const struct tariff *tariff, const char *claim)
{
    return in_overlay(tariff->world, OVERLAY_PASS, claim);
}

static bool is_cap(const struct tariff *tariff, const char *claim)
{
    return in_overlay(tariff->world, OVERLAY_CAP, claim);
}

/* What one parameter claims. */
struct claims {
    const char *parameter, *told; /* and how its ids are told of */
    const char *const *ids;
    uint32_t count;
    bool (*is_known)(const struct tariff *tariff, const char *claim);
};

/* "`one`, `two`": those that nobody knows; empty: all are known. */
static const char *strangers_of(const struct tariff *tariff, const struct claims *claims,
                                struct arena *arena)
{
    const char *list = "";
    for (uint32_t i = 0; i < claims->count; i++)
        if (!claims->is_known(tariff, claims->ids[i]))
            list = arena_format(arena, "%s%s`%s`", list, *list ? ", " : "", claims->ids[i]);
    return list;
}

/* Whether a category that is claimed stands for another on some day. */
static bool stands_for(const struct overlay *overlay, const struct fare_profile *profile,
                       const char *other)
{
    uint32_t first, end = overlay_rules_of(overlay, OVERLAY_CATEGORY, &first);
    for (uint32_t i = first; i < end; i++)
        if (strcmp(overlay_text(overlay, overlay->rules[i].stands_for), other) == 0 &&
            overlay_is_listed(profile->categories, profile->category_count,
                              overlay_text(overlay, overlay->rules[i].id)))
            return true;
    return false;
}

/* "`scolaire` (for `jeune`)": passes that are for a category which is not claimed; or empty. */
static const char *passes_of_others(const struct tariff *tariff, const struct fare_profile *profile,
                                    struct arena *arena)
{
    const struct overlay overlay = overlay_of(tariff->world);
    const char *list = "";
    uint32_t first, end = overlay_rules_of(&overlay, OVERLAY_PASS, &first);
    for (uint32_t i = first; i < end; i++) {
        const struct overlay_rule *pass = &overlay.rules[i];
        const char *id = overlay_text(&overlay, pass->id);
        const char *category = overlay_text(&overlay, pass->category);
        if (overlay_is_listed(profile->passes, profile->pass_count, id) &&
            !overlay_is_held(&overlay, pass, profile) && !stands_for(&overlay, profile, category))
            list =
                arena_format(arena, "%s%s`%s` (for `%s`)", list, *list ? ", " : "", id, category);
    }
    return list;
}

uint32_t fare_claims_strangers(const struct tariff *tariff, const struct fare_profile *profile,
                               struct arena *arena, struct reason notes[FARE_STRANGERS_MAX])
{
    const char **caps = arena_array(arena, profile->spending_count + 1, sizeof *caps);
    for (uint32_t i = 0; i < profile->spending_count; i++)
        caps[i] = profile->spending[i].cap;
    const struct claims all[] = {
        {"fareCategories", "No price here depends on the category", profile->categories,
         profile->category_count, is_category},
        {"fareMedia", "Nothing here is sold on the medium", profile->media, profile->medium_count,
         is_medium},
        {"farePasses", "No price here depends on the pass", profile->passes, profile->pass_count,
         is_pass},
        {"fareSpending", "No price here depends on the cap", caps, profile->spending_count, is_cap},
    };
    uint32_t count = 0;
    for (uint32_t i = 0; i < sizeof all / sizeof *all; i++) {
        const char *list = strangers_of(tariff, &all[i], arena);
        if (*list)
            notes[count++] =
                (struct reason){"UNKNOWN_FARE_ID", arena_format(arena, "%s %s.", all[i].told, list),
                                all[i].parameter};
    }
    const char *others = passes_of_others(tariff, profile, arena);
    if (*others)
        notes[count++] = (struct reason){
            "PASS_OF_OTHERS",
            arena_format(arena, "Passes for a category that is not claimed do not count: %s.",
                         others),
            "farePasses"};
    return count;
}
