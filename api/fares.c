#include "api/fares.h"

#include <stdlib.h>
#include <string.h>

#include "api/words.h"
#include "engine/base/vec.h"
#include "engine/fare/overlay.h"
#include "engine/fare/who.h"
#include "engine/network/keys.h"

/* Whether leaving something there costs money, as far as the map says; a car wherever it does not
 * say that it is free. */
static bool may_cost(const struct network *network, const struct way_part *part)
{
    if (part->to.park == NO_IX)
        return false;
    uint8_t fee = network->street_parks[part->to.park].fee;
    return part->travel == TRAVEL_CAR       ? fee != TRISTATE_NO
           : part->travel == TRAVEL_BICYCLE ? fee == TRISTATE_YES
                                            : false;
}

/* A hire runs from unlocking to locking: with the pauses before and after the riding. */
static void add_part(const struct fares *fares, const struct way *way, uint32_t at,
                     struct fare_ride ride, struct vec *rides)
{
    const struct way_part *part = &way->parts[at];
    if (part->hired) {
        ride.kind = FARE_SHARED;
        ride.product = way->lending->product;
        if (way->hire.pickup < way->lending->pickup_count)
            ride.vehicle = way->lending->pickups[way->hire.pickup].vehicle;
        ride.metres = part->metres;
        ride.arrive += at + 1 < way->part_count ? way->parts[at + 1].pause : 0;
        vec_push(rides, &ride);
    } else if (may_cost(fares->tariff.world->network, part)) {
        ride.kind = FARE_PARKING;
        ride.park = part->to.park;
        ride.depart = ride.arrive;
        vec_push(rides, &ride);
    }
}

static void add_way(const struct fares *fares, const struct leg *leg, uint32_t at,
                    struct vec *rides)
{
    const struct way *way = ways_of_leg(fares->ways, leg);
    unix_time begin = leg->depart;
    for (uint32_t i = 0; i < way->part_count; i++) {
        struct fare_ride ride = fare_ride_on(FARE_SHARED, at);
        ride.depart = begin;
        ride.arrive = begin + way->parts[i].pause + way->parts[i].seconds;
        add_part(fares, way, i, ride, rides);
        begin = ride.arrive;
    }
}

/* What the engine sees in a journey, and between it what is hired and parked. */
static uint32_t find_rides(const struct fares *fares, const struct journey *journey,
                           const struct fare_ride **list)
{
    const struct fare_ride *ridden;
    struct vec rides = vec_of(sizeof *ridden);
    uint32_t count = fare_rides(&fares->tariff, journey, fares->arena, &ridden), at = 0;
    for (uint32_t i = 0; i < journey->leg_count; i++) {
        const struct leg *leg = &journey->legs[i];
        if (fares->ways && leg_may_cost(leg))
            add_way(fares, leg, i, &rides);
        for (; at < count && ridden[at].leg == i; at++)
            if (ridden[at].kind == FARE_TRANSIT || !fares->ways)
                vec_push(&rides, &ridden[at]);
    }
    struct fare_ride *kept = arena_array(fares->arena, rides.count + 1, sizeof *kept);
    if (rides.count)
        memcpy(kept, rides.data, rides.count * sizeof *kept);
    *list = kept;
    count = rides.count;
    vec_finish(&rides);
    return count;
}

void fares_of(const struct fares *fares, const struct journey *journey, struct fare *fare)
{
    const struct fare_ride *rides;
    uint32_t count = find_rides(fares, journey, &rides);
    fare_price_rides(&fares->tariff, rides, count, fares->profile, fares->arena, fare);
}

/* A list of what would be cheaper, being made. */
struct search {
    const struct fares *fares;
    const struct fare *fare;
    struct fares_cheaper *list;
    uint32_t count;
};

/* Prices the same rides for another traveller, and notes it if that is cheaper. */
static void try(struct search *search, const struct fare_profile *profile,
                struct fares_cheaper cheaper)
{
    const struct fares *fares = search->fares;
    const struct fare *fare = search->fare;
    struct fare other;
    if (search->count == FARES_CHEAPER_MAX)
        return;
    fare_price_rides(&fares->tariff, fare->rides, fare->ride_count, profile, fares->arena, &other);
    if (strcmp(other.currency, fare->currency) != 0 || other.total >= fare->total ||
        __builtin_popcount(other.unknown) > __builtin_popcount(fare->unknown))
        return;
    cheaper.total = other.total;
    cheaper.status = other.status;
    search->list[search->count++] = cheaper;
}

/* Whether one of the claims names that: as it is, or with its feed's tag before it. */
static bool is_claimed(const struct search *search, const char *const *claims, uint32_t count,
                       const char *id)
{
    for (uint32_t i = 0; i < count; i++)
        if (keys_means(search->fares->tariff.world->network, NO_IX, id, claims[i]))
            return true;
    return false;
}

static bool rides_with(const struct fare *fare, feed_ix feed)
{
    for (uint32_t i = 0; i < fare->ride_count; i++)
        if (fare->rides[i].feed == feed)
            return true;
    return false;
}

static const char *tagged(const struct fares *fares, feed_ix feed, text_ix id)
{
    const struct network *network = fares->tariff.world->network;
    return arena_format(fares->arena, "%s_%s", network_text(network, network->feeds[feed].tag),
                        network_text(network, id));
}

/* The claims, and one more. */
static const char *const *claimed(const struct fares *fares, const char *const *claims,
                                  uint32_t count, const char *id)
{
    const char **list = arena_array(fares->arena, count + 1, sizeof *list);
    if (count)
        memcpy(list, claims, count * sizeof *list);
    list[count] = id;
    return list;
}

/* Who claims a category of a feed, too. */
static void try_category(struct search *search, struct fares_cheaper cheaper)
{
    struct fare_profile other = *search->fares->profile;
    if (is_claimed(search, other.categories, other.category_count, cheaper.id))
        return;
    cheaper.other = FARES_CATEGORY;
    other.categories = claimed(search->fares, other.categories, other.category_count, cheaper.id);
    other.category_count++;
    try(search, &other, cheaper);
}

/* The name of a category or medium of a feed. */
static const char *name_of(const struct fares *fares, enum translated kind, text_ix name,
                           feed_ix feed)
{
    return fares->words ? words_say(fares->words, kind, name, name, feed)
                        : world_text(fares->tariff.world, name);
}

static void try_categories(struct search *search)
{
    const struct tariff *tariff = &search->fares->tariff;
    for (uint32_t i = 0; i < tariff->counts.rider_categories; i++) {
        const struct rider_category *category = &tariff->rider_categories[i];
        struct fares_cheaper cheaper = {
            .id = tagged(search->fares, category->feed, category->id),
            .name = name_of(search->fares, TRANSLATED_RIDER_CATEGORY_NAME, category->name,
                            category->feed),
            .url = world_text(tariff->world, category->url),
        };
        if (!category->standard && rides_with(search->fare, category->feed))
            try_category(search, cheaper);
    }
}

/* Who accepts all media has the cheapest already. */
static void try_media(struct search *search)
{
    const struct fares *fares = search->fares;
    const struct fare_profile *profile = fares->profile;
    for (uint32_t i = 0; profile->medium_count && i < fares->tariff.counts.fare_media; i++) {
        const struct fare_medium *medium = &fares->tariff.fare_media[i];
        struct fare_profile other = *profile;
        struct fares_cheaper cheaper = {
            .other = FARES_MEDIUM,
            .id = tagged(fares, medium->feed, medium->id),
            .name = name_of(fares, TRANSLATED_FARE_MEDIUM_NAME, medium->name, medium->feed),
            .url = "",
        };
        if (!rides_with(search->fare, medium->feed) ||
            is_claimed(search, profile->media, profile->medium_count, cheaper.id))
            continue;
        other.media = claimed(fares, profile->media, profile->medium_count, cheaper.id);
        other.medium_count++;
        try(search, &other, cheaper);
    }
}

/* Whether a pass may pay for any of it: a ride on its networks, or perhaps a park. */
static bool is_of_use(const struct search *search, const struct overlay *overlay,
                      const struct overlay_rule *pass)
{
    const struct fare *fare = search->fare;
    for (uint32_t i = 0; i < fare->ride_count; i++)
        if (fare->rides[i].kind == FARE_PARKING ||
            overlay_is_on(overlay, &search->fares->tariff, pass->networks, &fare->rides[i]))
            return true;
    return false;
}

static void try_pass(struct search *search, struct fares_cheaper cheaper)
{
    struct fare_profile other = *search->fares->profile;
    for (uint32_t i = 0; i < other.pass_count; i++)
        if (strcmp(other.passes[i], cheaper.id) == 0)
            return;
    cheaper.other = FARES_PASS;
    other.passes = claimed(search->fares, other.passes, other.pass_count, cheaper.id);
    other.pass_count++;
    try(search, &other, cheaper);
}

/* What the city's overlay has: passes, and categories of its own. A rule of some lines is one. */
static void try_overlay(struct search *search)
{
    const struct overlay overlay = overlay_of(search->fares->tariff.world);
    for (uint32_t i = 0; i < overlay.rule_count; i++) {
        const struct overlay_rule *rule = &overlay.rules[i];
        bool again = i && rule[-1].kind == rule->kind && rule[-1].id == rule->id;
        struct fares_cheaper cheaper = {
            .id = overlay_text(&overlay, rule->id),
            .name = overlay_text(&overlay, rule->name),
            .url = overlay_text(&overlay, rule->url),
            .pass = rule->kind == OVERLAY_PASS ? rule : NULL,
        };
        if (again || !*cheaper.id)
            continue;
        if (cheaper.pass && overlay_is_for(&overlay, rule, search->fares->profile) &&
            is_of_use(search, &overlay, rule))
            try_pass(search, cheaper);
        else if (rule->kind == OVERLAY_CATEGORY)
            try_category(search, cheaper);
    }
}

static int by_total(const void *a, const void *b)
{
    const struct fares_cheaper *left = a, *right = b;
    return left->total != right->total ? (left->total > right->total) - (left->total < right->total)
                                       : strcmp(left->id, right->id);
}

uint32_t fares_cheaper(const struct fares *fares, const struct fare *fare,
                       const struct fares_cheaper **list)
{
    struct search search = {fares, fare, NULL, 0};
    search.list = arena_array(fares->arena, FARES_CHEAPER_MAX, sizeof *search.list);
    if (fare->total > 0) {
        try_media(&search);
        try_overlay(&search);
        try_categories(&search);
        qsort(search.list, search.count, sizeof *search.list, by_total);
    }
    *list = search.list;
    return search.count;
}

/* --- Other media --- */

/* What is bought on any medium costs the same on each: only then nobody needs to look. */
static bool hangs_on_medium(const struct fare *fare)
{
    for (uint32_t i = 0; i < fare->item_count; i++)
        if (*fare->items[i].medium)
            return true;
    return false;
}

static bool are_alike(const struct fares *fares, const struct fare_medium *one,
                      const struct fare_medium *other)
{
    const struct world *world = fares->tariff.world;
    return strcmp(world_text(world, one->id), world_text(world, other->id)) == 0;
}

/* The first medium of a ridden feed that is like that one, itself at the latest. `*count`: in how
 * many feeds. */
static const struct fare_medium *first_like(const struct fares *fares, const struct fare *fare,
                                            const struct fare_medium *medium, uint32_t *count)
{
    const struct fare_medium *first = NULL;
    *count = 0;
    for (uint32_t i = 0; i < fares->tariff.counts.fare_media; i++) {
        const struct fare_medium *other = &fares->tariff.fare_media[i];
        if (!rides_with(fare, other->feed) || !are_alike(fares, medium, other))
            continue;
        first = first ? first : other;
        ++*count;
    }
    return first;
}

static bool has_like(const struct fares *fares, feed_ix feed, const struct fare_medium *medium)
{
    for (uint32_t i = 0; i < fares->tariff.counts.fare_media; i++)
        if (fares->tariff.fare_media[i].feed == feed &&
            are_alike(fares, &fares->tariff.fare_media[i], medium))
            return true;
    return false;
}

/* Only that medium in the feeds that have it; in others, which do not know it, all of theirs. */
static struct fare_profile paying_with(const struct fares *fares, const struct fare *fare,
                                       const struct fare_medium *medium)
{
    struct fare_profile other = *fares->profile;
    const char **list =
        arena_array(fares->arena, fares->tariff.counts.fare_media + 1, sizeof *list);
    for (uint32_t i = 0; i < fares->tariff.counts.fare_media; i++) {
        const struct fare_medium *one = &fares->tariff.fare_media[i];
        if (rides_with(fare, one->feed) &&
            (are_alike(fares, one, medium) || !has_like(fares, one->feed, medium)))
            list[other.medium_count++] = tagged(fares, one->feed, one->id);
    }
    other.media = list;
    return other;
}

/* Prices the same rides paid for with that medium. False: it makes no difference. */
static bool try_medium(const struct fares *fares, const struct fare *fare,
                       const struct fare_medium *medium, struct fares_medium *found)
{
    const struct fare_profile paying = paying_with(fares, fare, medium);
    struct fare other;
    fare_price_rides(&fares->tariff, fare->rides, fare->ride_count, &paying, fares->arena, &other);
    found->total = other.total;
    found->currency = other.currency;
    found->decimals = other.decimals;
    found->status = other.status;
    found->sold = !(other.unknown & ~fare->unknown);
    return other.total != fare->total || other.unknown != fare->unknown ||
           strcmp(other.currency, fare->currency) != 0;
}

static int by_sold(const void *a, const void *b)
{
    const struct fares_medium *left = a, *right = b;
    if (left->sold != right->sold)
        return left->sold ? -1 : 1;
    return left->total != right->total ? (left->total > right->total) - (left->total < right->total)
                                       : strcmp(left->id, right->id);
}

uint32_t fares_other_media(const struct fares *fares, const struct fare *fare,
                           const struct fares_medium **list)
{
    const uint32_t all = fares->tariff.counts.fare_media;
    struct fares_medium *media = arena_array(fares->arena, FARES_MEDIA_MAX, sizeof *media);
    bool looked = !fares->profile->medium_count && hangs_on_medium(fare);
    uint32_t count = 0, tried = 0;
    for (uint32_t i = 0; looked && i < all && tried < FARES_MEDIA_MAX; i++) {
        const struct fare_medium *medium = &fares->tariff.fare_media[i];
        uint32_t feeds;
        if (first_like(fares, fare, medium, &feeds) != medium)
            continue;
        tried++;
        media[count].id = feeds > 1 ? world_text(fares->tariff.world, medium->id)
                                    : tagged(fares, medium->feed, medium->id);
        media[count].name = name_of(fares, TRANSLATED_FARE_MEDIUM_NAME, medium->name, medium->feed);
        count += try_medium(fares, fare, medium, &media[count]);
    }
    qsort(media, count, sizeof *media, by_sold);
    *list = media;
    return count;
}
