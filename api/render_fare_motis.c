#include <string.h>

#include "api/fare_words.h"
#include "api/render_fare.h"
#include "api/render_place.h"
#include "engine/fare/who.h"

/*
 * Fares as clients of MOTIS read them. There a *fare transfer* is a row of *effective legs* with
 * the products that each may be paid with, and the client finds out what has to be bought. Here
 * that is known already: what shares rides becomes one fare transfer, each product stands at the
 * first leg it pays for, and a client that adds up what it shows comes to our total.
 *
 *   one leg                           no rule
 *   all is paid at the first leg      A_AB, the charge for changes as its transfer products
 *   tickets at several legs           A_AB_B, likewise
 */

/* One fare transfer in the making. */
struct transfer {
    const struct fare_shown *shown;
    uint32_t rides; /* a bit each */
    uint32_t legs[FARE_RIDES_MAX];
    uint32_t leg_count;
    json_t *products[FARE_RIDES_MAX]; /* of each leg, all to be bought */
    json_t *changes;
};

/* The rides that share a product with one of `rides`, themselves included. */
static uint32_t spread(const struct fare *fare, uint32_t rides)
{
    for (uint32_t before = 0; before != rides;) {
        before = rides;
        for (uint32_t i = 0; i < fare->item_count; i++)
            if (fare->items[i].rides & rides)
                rides |= fare->items[i].rides;
    }
    return rides;
}

/* MOTIS has amounts as decimal numbers. */
static json_t *render_decimal(int64_t amount, uint32_t decimals)
{
    int64_t unit = 1;
    for (uint32_t i = 0; i < decimals; i++)
        unit *= 10;
    return json_real((double)amount / (double)unit);
}

static bool is_of(const struct tariff *tariff, const struct fare_item *item, feed_ix feed,
                  text_ix id)
{
    return feed == item->feed &&
           strcmp(network_text(tariff->world->network, id), item->category) == 0;
}

static void set_category(const struct fare_shown *shown, const struct fare_item *item, json_t *json)
{
    const struct tariff *tariff = shown->tariff;
    const struct network *network = tariff->world->network;
    json_t *category = json_object();
    const char *name = item->category, *url = "";
    bool standard = false;
    for (uint32_t i = 0; i < tariff->counts.rider_categories; i++) {
        const struct rider_category *row = &tariff->rider_categories[i];
        if (!is_of(tariff, item, row->feed, row->id))
            continue;
        name = words_say(shown->words, TRANSLATED_RIDER_CATEGORY_NAME, row->name, row->name,
                         row->feed);
        url = network_text(network, row->url);
        standard = row->standard;
    }
    render_set(category, "riderCategoryName", name);
    json_object_set_new(category, "isDefaultFareCategory", json_boolean(standard));
    if (*url)
        render_set(category, "eligibilityUrl", url);
    json_object_set_new(json, "riderCategory", category);
}

static void set_medium(const struct fare_shown *shown, const struct fare_item *item, json_t *json)
{
    const struct fare_medium *row = who_medium(shown->tariff, item);
    json_t *medium = json_object();
    if (row)
        render_set(
            medium, "fareMediaName",
            words_say(shown->words, TRANSLATED_FARE_MEDIUM_NAME, row->name, row->name, row->feed));
    render_set(medium, "fareMediaType", fare_medium_word(row ? (uint8_t)row->kind : MEDIUM_NONE));
    json_object_set_new(json, "media", medium);
}

static json_t *render_product(const struct fare_shown *shown, const struct fare_item *item)
{
    const char *name = words_item(shown->words, item);
    json_t *json = json_object();
    render_set(json, "name", *name ? name : item->id);
    json_object_set_new(json, "amount", render_decimal(item->amount, item->decimals));
    render_set(json, "currency", item->currency);
    if (*item->category)
        set_category(shown, item, json);
    if (*item->medium)
        set_medium(shown, item, json);
    return json;
}

/* The effective legs: rides of one leg that is shown are one. */
static void add_legs(struct transfer *transfer)
{
    const struct fare *fare = transfer->shown->fare;
    for (uint32_t i = 0; i < fare->ride_count && i < FARE_RIDES_MAX; i++) {
        uint32_t leg = transfer->shown->legs[fare->rides[i].leg], count = transfer->leg_count;
        if (!(transfer->rides >> i & 1) || (count && transfer->legs[count - 1] == leg))
            continue;
        transfer->products[count] = json_array();
        transfer->legs[transfer->leg_count++] = leg;
    }
}

/* Where the first ride that the item pays for is among the legs. */
static uint32_t first_leg(const struct transfer *transfer, const struct fare_item *item)
{
    const struct fare *fare = transfer->shown->fare;
    uint32_t ride = (uint32_t)__builtin_ctz(item->rides), at = 0;
    while (at + 1 < transfer->leg_count &&
           transfer->legs[at] != transfer->shown->legs[fare->rides[ride].leg])
        at++;
    return at;
}

static void add_products(struct transfer *transfer)
{
    const struct fare *fare = transfer->shown->fare;
    for (uint32_t i = 0; i < fare->item_count; i++) {
        const struct fare_item *item = &fare->items[i];
        if (!(item->rides & transfer->rides))
            continue;
        bool change = item->kind == ITEM_CHANGE && transfer->leg_count > 1;
        json_array_append_new(change ? transfer->changes
                                     : transfer->products[first_leg(transfer, item)],
                              render_product(transfer->shown, item));
    }
}

static bool is_paid_first(const struct transfer *transfer)
{
    for (uint32_t i = 1; i < transfer->leg_count; i++)
        if (json_array_size(transfer->products[i]))
            return false;
    return true;
}

static json_t *render_transfer(struct transfer *transfer)
{
    json_t *json = json_object(), *legs = json_array();
    if (transfer->leg_count > 1)
        render_set(json, "rule", is_paid_first(transfer) ? "A_AB" : "A_AB_B");
    if (json_array_size(transfer->changes))
        json_object_set(json, "transferProducts", transfer->changes);
    json_decref(transfer->changes);
    for (uint32_t i = 0; i < transfer->leg_count; i++) {
        json_t *ways = json_array(); /* of paying: there is one, or nothing is to be paid here */
        if (json_array_size(transfer->products[i]))
            json_array_append(ways, transfer->products[i]);
        json_decref(transfer->products[i]);
        json_array_append_new(legs, ways);
    }
    json_object_set_new(json, "effectiveFareLegProducts", legs);
    return json;
}

static void mark_legs(const struct transfer *transfer, size_t number, json_t *legs)
{
    for (uint32_t i = 0; i < transfer->leg_count; i++) {
        json_t *leg = json_array_get(legs, transfer->legs[i]);
        if (!leg || json_object_get(leg, "fareTransferIndex"))
            continue;
        json_object_set_new(leg, "fareTransferIndex", json_integer((json_int_t)number));
        json_object_set_new(leg, "effectiveFareLegIndex", json_integer(i));
    }
}

void render_set_fare_transfers(const struct fare_shown *shown, json_t *itinerary)
{
    json_t *list = json_array(), *legs = json_object_get(itinerary, "legs");
    uint32_t done = 0;
    for (uint32_t i = 0; i < shown->fare->item_count; i++) {
        uint32_t rides = shown->fare->items[i].rides;
        if (!rides || rides & done)
            continue;
        struct transfer transfer = {.shown = shown, .rides = spread(shown->fare, rides)};
        transfer.changes = json_array();
        done |= transfer.rides;
        add_legs(&transfer);
        add_products(&transfer);
        mark_legs(&transfer, json_array_size(list), legs);
        json_array_append_new(list, render_transfer(&transfer));
    }
    json_object_set_new(itinerary, "fareTransfers", list);
}
