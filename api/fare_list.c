#include "api/fare_list.h"

#include <string.h>

#include "api/ids.h"
#include "engine/base/vec.h"
#include "engine/network/keys.h"

/* A list being made. */
struct listing {
    const struct words *words;
    struct arena *arena;
    struct tariff tariff;
    struct overlay overlay;
    struct vec list; /* struct fare_listed */
};

const char *fare_list_parameter(enum fare_list_kind kind)
{
    static const char *const names[FARE_LIST_KINDS] = {
        [FARE_LIST_CATEGORY] = "fareCategories",
        [FARE_LIST_MEDIUM] = "fareMedia",
        [FARE_LIST_PASS] = "farePasses",
        [FARE_LIST_CAP] = "fareSpending",
    };
    return names[kind];
}

static const char *tagged(const struct listing *listing, feed_ix feed, text_ix id)
{
    const struct network *network = listing->tariff.world->network;
    return arena_format(listing->arena, "%s_%s", network_text(network, network->feeds[feed].tag),
                        network_text(network, id));
}

/* A flag a category: whether a product is for it, or it is that of who claims nothing. */
static const bool *find_sold(const struct listing *listing)
{
    const struct tariff *tariff = &listing->tariff;
    bool *sold = arena_array(listing->arena, tariff->counts.rider_categories + 1, sizeof *sold);
    for (uint32_t i = 0; i < tariff->counts.rider_categories; i++)
        sold[i] = tariff->rider_categories[i].standard;
    for (uint32_t i = 0; i < tariff->counts.fare_products; i++)
        if (tariff->fare_products[i].category != TARIFF_ANY)
            sold[tariff->fare_products[i].category] = true;
    return sold;
}

static void add_feed_categories(struct listing *listing)
{
    const bool *sold = find_sold(listing);
    for (uint32_t i = 0; i < listing->tariff.counts.rider_categories; i++) {
        const struct rider_category *category = &listing->tariff.rider_categories[i];
        if (!sold[i])
            continue;
        const struct fare_listed listed = {
            .kind = FARE_LIST_CATEGORY,
            .id = tagged(listing, category->feed, category->id),
            .name = words_say(listing->words, TRANSLATED_RIDER_CATEGORY_NAME, category->name,
                              category->name, category->feed),
            .url = world_text(listing->tariff.world, category->url),
            .feed = category->feed,
            .standard = category->standard,
        };
        vec_push(&listing->list, &listed);
    }
}

static void add_feed_media(struct listing *listing)
{
    for (uint32_t i = 0; i < listing->tariff.counts.fare_media; i++) {
        const struct fare_medium *medium = &listing->tariff.fare_media[i];
        const struct fare_listed listed = {
            .kind = FARE_LIST_MEDIUM,
            .id = tagged(listing, medium->feed, medium->id),
            .name = words_say(listing->words, TRANSLATED_FARE_MEDIUM_NAME, medium->name,
                              medium->name, medium->feed),
            .url = "",
            .feed = medium->feed,
            .medium = medium->kind,
        };
        vec_push(&listing->list, &listed);
    }
}

/* Whether a category of several rules is there already. */
static bool is_again(const struct listing *listing, const struct overlay_rule *rule)
{
    const struct fare_listed *list = listing->list.data;
    for (uint32_t i = 0; rule->kind == OVERLAY_CATEGORY && i < listing->list.count; i++)
        if (list[i].rule && list[i].rule->kind == rule->kind && list[i].rule->id == rule->id)
            return true;
    return false;
}

static void add_rules(struct listing *listing, enum fare_list_kind kind, enum overlay_kind of)
{
    const struct overlay *overlay = &listing->overlay;
    uint32_t first, end = overlay_rules_of(overlay, of, &first);
    for (uint32_t i = first; i < end; i++) {
        const struct overlay_rule *rule = &overlay->rules[i];
        const struct fare_listed listed = {
            .kind = kind,
            .id = overlay_text(overlay, rule->id),
            .name = overlay_text(overlay, rule->name),
            .url = overlay_text(overlay, rule->url),
            .feed = NO_IX,
            .rule = rule,
        };
        if (!is_again(listing, rule))
            vec_push(&listing->list, &listed);
    }
}

/* Whether what a rule names is in the list: with or without the tag of its feed. */
static bool is_listed(const struct listing *listing, enum fare_list_kind kind, const char *id)
{
    const struct fare_listed *list = listing->list.data;
    for (uint32_t i = 0; i < listing->list.count; i++)
        if (list[i].kind == kind &&
            keys_means(listing->tariff.world->network, NO_IX, list[i].id, id))
            return true;
    return false;
}

/* What only rules name: nobody says what it is called. */
static void add_named(struct listing *listing, enum fare_list_kind kind)
{
    const struct overlay *overlay = &listing->overlay;
    for (uint32_t i = 0; i < overlay->rule_count; i++) {
        const struct overlay_rule *rule = &overlay->rules[i];
        const struct fare_listed listed = {
            .kind = kind,
            .id = overlay_text(overlay, kind == FARE_LIST_MEDIUM ? rule->medium : rule->category),
            .name = "",
            .url = "",
            .feed = NO_IX,
        };
        if (*listed.id && !is_listed(listing, kind, listed.id))
            vec_push(&listing->list, &listed);
    }
}

uint32_t fare_list(const struct words *words, struct arena *arena, const struct fare_listed **list)
{
    struct listing listing = {.words = words,
                              .arena = arena,
                              .tariff = tariff_of(words->world),
                              .overlay = overlay_of(words->world),
                              .list = vec_of(sizeof(struct fare_listed))};
    add_feed_categories(&listing);
    add_rules(&listing, FARE_LIST_CATEGORY, OVERLAY_CATEGORY);
    add_named(&listing, FARE_LIST_CATEGORY);
    add_feed_media(&listing);
    add_named(&listing, FARE_LIST_MEDIUM);
    add_rules(&listing, FARE_LIST_PASS, OVERLAY_PASS);
    add_rules(&listing, FARE_LIST_CAP, OVERLAY_CAP);
    add_rules(&listing, FARE_LIST_FREE, OVERLAY_FREE);
    add_rules(&listing, FARE_LIST_COMBINED, OVERLAY_COMBINED);
    add_rules(&listing, FARE_LIST_COMBINED, OVERLAY_REDUCTION);
    add_rules(&listing, FARE_LIST_SUPPLEMENT, OVERLAY_SUPPLEMENT);
    uint32_t count = listing.list.count;
    struct fare_listed *kept = arena_array(arena, count + 1, sizeof *kept);
    if (count)
        memcpy(kept, listing.list.data, count * sizeof *kept);
    vec_finish(&listing.list);
    *list = kept;
    return count;
}

const struct overlay_rule *fare_list_next(const struct overlay *overlay,
                                          const struct overlay_rule *rule)
{
    const struct overlay_rule *end = overlay->rules + overlay->rule_count;
    for (const struct overlay_rule *at = rule + 1; at < end && at->kind == rule->kind; at++)
        if (at->id == rule->id)
            return at;
    return NULL;
}

const char *fare_list_network(const struct overlay *overlay, const struct overlay_network *network,
                              struct arena *arena)
{
    const struct network *of = overlay->world->network;
    const char *tag = network->feed == NO_IX ? "" : network_text(of, of->feeds[network->feed].tag);
    switch ((enum overlay_network_kind)network->kind) {
    case OVERLAY_OF_FEED:
        return tag;
    case OVERLAY_OF_NETWORK:
        return arena_format(arena, "%s:%s", tag, overlay_text(overlay, network->id));
    case OVERLAY_OF_AGENCY:
        return arena_format(arena, "%s:agency:%s", tag,
                            network_text(of, of->agencies[network->agency].id));
    case OVERLAY_OF_SYSTEM:
    case OVERLAY_NETWORK_KINDS:
        break;
    }
    return overlay_text(overlay, network->id);
}
