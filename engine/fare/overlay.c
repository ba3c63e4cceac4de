#include "engine/fare/overlay.h"

#include <string.h>

#include "engine/network/keys.h"

struct overlay overlay_of(const struct world *world)
{
    const struct live *live = world->prices ? world->prices : world->live;
    if (!live)
        return (struct overlay){.world = world};
    return (struct overlay){world, live, live->overlay_rules, live->counts.overlay_rules};
}

/* A folder that was read once is here with what it said then. */
bool overlay_is_missing(const struct overlay *overlay)
{
    const struct network_facts *facts = overlay->world->network->facts;
    bool named = facts && facts->overlay;
    for (uint32_t i = 0; overlay->live && i < overlay->live->counts.feeds; i++) {
        const struct live_feed *feed = &overlay->live->feeds[i];
        if (feed->kind == LIVE_FEED_FARES)
            return feed->state == LIVE_FEED_SILENT;
    }
    return named && !overlay_exists(overlay);
}

/* Whether a rule of the kind may be about who travels; supplements alone make it dearer. */
static bool may_concern(enum overlay_kind kind, const struct fare_profile *profile, uint32_t count)
{
    switch (kind) {
    case OVERLAY_COMBINED:
    case OVERLAY_REDUCTION:
        return count > 1;
    case OVERLAY_PASS:
        return profile->pass_count > 0;
    case OVERLAY_CATEGORY:
    case OVERLAY_SUPPLEMENT:
        return profile->category_count > 0;
    default:
        return true;
    }
}

/* "1 row of caps.csv", "2 rows and the rest of free.csv". */
static const char *loss_text(const struct overlay_loss *loss, bool first, struct arena *arena)
{
    const char *rows =
        loss->rows ? arena_format(arena, "%u row%s", loss->rows, loss->rows == 1 ? "" : "s") : "";
    const char *rest = !loss->rest  ? ""
                       : loss->rows ? " and the rest"
                       : first      ? "The rest"
                                    : "the rest";
    return arena_format(arena, "%s%s of %s", rows, rest, overlay_file(loss->kind));
}

const char *overlay_lost(const struct overlay *overlay, const struct fare_profile *profile,
                         uint32_t count, bool dearer, struct arena *arena)
{
    const char *list = "";
    for (uint32_t i = 0; overlay->live && i < overlay->live->counts.overlay_losses; i++) {
        const struct overlay_loss *loss = &overlay->live->overlay_losses[i];
        if ((loss->kind == OVERLAY_SUPPLEMENT) == dearer && may_concern(loss->kind, profile, count))
            list = arena_format(arena, "%s%s%s", list, *list ? " and " : "",
                                loss_text(loss, !*list, arena));
    }
    return list;
}

const char *overlay_text(const struct overlay *overlay, text_ix text)
{
    const struct world of = {.network = overlay->world->network, .live = overlay->live};
    return world_text(&of, text);
}

uint32_t overlay_rules_of(const struct overlay *overlay, enum overlay_kind kind, uint32_t *first)
{
    uint32_t at = 0;
    while (at < overlay->rule_count && overlay->rules[at].kind < kind)
        at++;
    *first = at;
    while (at < overlay->rule_count && overlay->rules[at].kind == kind)
        at++;
    return at;
}

/* A system goes by its id, or by the tag of the configuration. */
static bool is_of_system(const struct overlay *overlay, text_ix id, uint32_t product)
{
    const struct world *world = overlay->world;
    const struct live *live = world->live;
    if (!live || product >= live->counts.rental_products)
        return false;
    const struct rental_system *system =
        &live->rental_systems[live->rental_products[product].system];
    const char *name = overlay_text(overlay, id);
    return strcmp(name, world_text(world, system->id)) == 0 ||
           strcmp(name, world_text(world, live->feeds[system->feed].tag)) == 0;
}

static bool is_on(const struct overlay *overlay, const struct tariff *tariff,
                  const struct overlay_network *network, const struct fare_ride *ride)
{
    if (network->kind == OVERLAY_OF_SYSTEM)
        return ride->kind == FARE_SHARED && is_of_system(overlay, network->id, ride->product);
    if (ride->kind != FARE_TRANSIT || ride->feed != network->feed)
        return false;
    if (network->kind == OVERLAY_OF_AGENCY)
        return ride->agency == network->agency;
    return network->kind == OVERLAY_OF_FEED ||
           (ride->network < tariff->counts.fare_networks &&
            strcmp(overlay_text(overlay, network->id),
                   world_text(overlay->world, tariff->fare_networks[ride->network].id)) == 0);
}

bool overlay_is_on(const struct overlay *overlay, const struct tariff *tariff,
                   struct rental_span networks, const struct fare_ride *ride)
{
    for (uint32_t i = 0; i < networks.count; i++)
        if (is_on(overlay, tariff, &overlay->live->overlay_networks[networks.first + i], ride))
            return true;
    return false;
}

civil_day overlay_day(const struct world *world, const struct fare_ride *ride)
{
    const struct network *network = world->network;
    zone_ix zone = ride->zone_from != NO_IX ? ride->zone_from : network->feeds[0].zone;
    const struct zone clock = network_zone(network, zone);
    return zone_day(&clock, ride->depart);
}

bool overlay_holds(const struct overlay_rule *rule, civil_day day)
{
    return day >= rule->first_day && day <= rule->last_day &&
           rule->weekdays >> civil_weekday(day) & 1;
}

bool overlay_same_period(const struct overlay_rule *rule, civil_day one, civil_day other)
{
    int years[2], months[2], days[2];
    if (one == other)
        return true;
    civil_date_of(one, &years[0], &months[0], &days[0]);
    civil_date_of(other, &years[1], &months[1], &days[1]);
    switch ((enum overlay_period)rule->period) {
    case OVERLAY_DAY:
        return one == other;
    case OVERLAY_WEEK:
        return one - civil_weekday(one) == other - civil_weekday(other);
    case OVERLAY_MONTH:
        return years[0] == years[1] && months[0] == months[1];
    case OVERLAY_YEAR:
    case OVERLAY_PERIODS:
        break;
    }
    return years[0] == years[1];
}

bool overlay_is_listed(const char *const *list, uint32_t count, const char *id)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(list[i], id) == 0)
            return true;
    return false;
}

/* Clients name ids of feeds with `tag_` before them; the overlay and they need not do it alike. */
static bool is_claimed(const struct overlay *overlay, const char *const *list, uint32_t count,
                       const char *id)
{
    for (uint32_t i = 0; i < count; i++)
        if (keys_means(overlay->world->network, NO_IX, id, list[i]))
            return true;
    return false;
}

bool overlay_is_held(const struct overlay *overlay, const struct overlay_rule *pass,
                     const struct fare_profile *profile)
{
    const char *category = overlay_text(overlay, pass->category);
    return overlay_is_listed(profile->passes, profile->pass_count,
                             overlay_text(overlay, pass->id)) &&
           (!*category ||
            is_claimed(overlay, profile->categories, profile->category_count, category));
}

bool overlay_is_for(const struct overlay *overlay, const struct overlay_rule *rule,
                    const struct fare_profile *profile)
{
    const char *category = overlay_text(overlay, rule->category);
    const char *medium = overlay_text(overlay, rule->medium);
    return (!*category ||
            is_claimed(overlay, profile->categories, profile->category_count, category)) &&
           (!*medium || !profile->medium_count ||
            is_claimed(overlay, profile->media, profile->medium_count, medium));
}

const struct fare_profile *overlay_profile(const struct overlay *overlay,
                                           const struct fare_profile *profile, civil_day day,
                                           struct arena *arena)
{
    uint32_t first, end = overlay_rules_of(overlay, OVERLAY_CATEGORY, &first);
    uint32_t count = profile->category_count;
    if (!count || first == end)
        return profile;
    const char **categories = arena_array(arena, count + end - first, sizeof *categories);
    for (uint32_t i = 0; i < count; i++)
        categories[i] = profile->categories[i];
    for (uint32_t i = first; i < end; i++) {
        const char *other = overlay_text(overlay, overlay->rules[i].stands_for);
        if (*other && overlay_holds(&overlay->rules[i], day) &&
            overlay_is_listed(profile->categories, profile->category_count,
                              overlay_text(overlay, overlay->rules[i].id)))
            categories[count++] = other;
    }
    struct fare_profile *more = arena_array(arena, 1, sizeof *more);
    *more = *profile;
    more->categories = categories;
    more->category_count = count;
    return more;
}

struct fare_item overlay_item(const struct overlay *overlay, const struct overlay_rule *rule,
                              enum fare_item_kind kind)
{
    return (struct fare_item){
        .kind = kind,
        .id = overlay_text(overlay, rule->id),
        .name = overlay_text(overlay, rule->name),
        .seller = "",
        .feed = NO_IX,
        .category = overlay_text(overlay, rule->category),
        .medium = overlay_text(overlay, rule->medium),
        .currency = overlay_text(overlay, rule->currency),
        .decimals = rule->decimals,
        .rule = overlay_file((enum overlay_kind)rule->kind),
        .line = rule->line,
    };
}
