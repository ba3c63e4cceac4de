#include "api/render_fare.h"

#include "api/fare_wish.h"
#include "api/fare_words.h"
#include "api/render_place.h"
#include "engine/fare/overlay.h"
#include "engine/fare/who.h"

static uint32_t leg_number(const struct fare_shown *shown, uint32_t ride)
{
    return shown->legs ? shown->legs[shown->fare->rides[ride].leg] : ride;
}

json_t *render_fare_legs(const struct fare_shown *shown, uint32_t rides)
{
    json_t *list = json_array();
    uint32_t last = NO_IX;
    for (uint32_t i = 0; i < shown->fare->ride_count && i < 32; i++) {
        if (!(rides >> i & 1) || leg_number(shown, i) == last)
            continue;
        last = leg_number(shown, i);
        json_array_append_new(list, json_integer(last));
    }
    return list;
}

static void set_number(json_t *json, const char *key, int64_t number)
{
    json_object_set_new(json, key, json_integer(number));
}

static void set_time(json_t *json, const char *key, unix_time time)
{
    if (time)
        json_object_set_new(json, key, render_time(time));
}

static json_t *render_item(const struct fare_shown *shown, const struct fare_item *item)
{
    const struct network *network = shown->tariff->world->network;
    json_t *json = json_object();
    render_set(json, "kind", fare_item_word(item->kind));
    render_set(json, "id", item->id);
    render_set(json, "name", words_item(shown->words, item));
    render_set(json, "seller", item->seller);
    if (item->feed != NO_IX)
        render_set(json, "feed", network_text(network, network->feeds[item->feed].tag));
    if (*item->category)
        render_set(json, "category", item->category);
    if (*item->medium) {
        render_set(json, "medium", item->medium);
        const struct fare_medium *medium = who_medium(shown->tariff, item);
        render_set(json, "mediumName",
                   medium ? words_say(shown->words, TRANSLATED_FARE_MEDIUM_NAME, medium->name,
                                      medium->name, medium->feed)
                          : item->medium);
        render_set(json, "mediumType",
                   fare_medium_word(medium ? (uint8_t)medium->kind : MEDIUM_NONE));
    }
    set_number(json, "amount", item->amount);
    render_set(json, "currency", item->currency);
    set_number(json, "decimals", item->decimals);
    json_object_set_new(json, "legs", render_fare_legs(shown, item->rides));
    set_time(json, "validFrom", item->valid_from);
    set_time(json, "validTo", item->valid_to);
    json_object_set_new(json, "estimate", json_boolean(item->estimate));
    return json;
}

static json_t *render_items(const struct fare_shown *shown)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < shown->fare->item_count; i++)
        json_array_append_new(list, render_item(shown, &shown->fare->items[i]));
    return list;
}

static json_t *render_reasons(const struct fare_shown *shown)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < shown->fare->reason_count; i++) {
        const struct fare_reason *reason = &shown->fare->reasons[i];
        json_t *json = json_object();
        render_set(json, "code", reason->code);
        render_set(json, "description", reason->text);
        json_object_set_new(json, "legs", render_fare_legs(shown, reason->rides));
        json_array_append_new(list, json);
    }
    return list;
}

/* What reductions take off, in the currency of the total. */
static int64_t saved(const struct fare *fare)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < fare->item_count; i++)
        if (fare->items[i].amount < 0)
            sum -= fare->items[i].amount;
    return sum;
}

json_t *render_fare(const struct fare_shown *shown)
{
    const struct fare *fare = shown->fare;
    bool known = *fare->currency || !fare->ride_count; /* Walking costs nothing. */
    json_t *json = json_object();
    render_set(json, "status", fare_status_word(fare->status));
    json_object_set_new(json, "total", known ? json_integer(fare->total) : json_null());
    json_object_set_new(json, "totalMax", known ? json_integer(fare->total_max) : json_null());
    render_set(json, "currency", fare->currency);
    set_number(json, "decimals", fare->decimals);
    set_number(json, "saved", known ? saved(fare) : 0);
    json_object_set_new(json, "items", render_items(shown));
    json_object_set_new(json, "unknown", render_fare_legs(shown, fare->unknown));
    json_object_set_new(json, "reasons", render_reasons(shown));
    return json;
}

/* What a pass costs, as far as that is said, and for how long it holds. */
static void set_pass(const struct world *world, const struct overlay_rule *pass, json_t *json)
{
    const struct overlay overlay = overlay_of(world);
    render_set(json, "period", fare_period_word(pass->period));
    if (!*overlay_text(&overlay, pass->currency))
        return;
    set_number(json, "price", pass->amount);
    render_set(json, "currency", overlay_text(&overlay, pass->currency));
    set_number(json, "decimals", pass->decimals);
}

json_t *render_fare_alternatives(const struct fares *fares, const struct fare *fare)
{
    static const char *const kinds[] = {
        [FARES_CATEGORY] = "CATEGORY", [FARES_MEDIUM] = "MEDIUM", [FARES_PASS] = "PASS"};
    const struct fares_cheaper *list;
    uint32_t count = fares_cheaper(fares, fare, &list);
    json_t *json = json_array();
    for (uint32_t i = 0; i < count; i++) {
        json_t *one = json_object();
        render_set(one, "kind", kinds[list[i].other]);
        render_set(one, "id", list[i].id);
        render_set(one, "name", list[i].name);
        if (*list[i].url)
            render_set(one, "url", list[i].url);
        if (list[i].pass)
            set_pass(fares->tariff.world, list[i].pass, one);
        set_number(one, "total", list[i].total);
        render_set(one, "status", fare_status_word(list[i].status));
        json_array_append_new(json, one);
    }
    return json;
}

json_t *render_fare_other_media(const struct fares *fares, const struct fare *fare)
{
    const struct fares_medium *list;
    uint32_t count = fares_other_media(fares, fare, &list);
    json_t *json = json_array();
    for (uint32_t i = 0; i < count; i++) {
        bool known = *list[i].currency != '\0';
        json_t *one = json_object();
        render_set(one, "id", list[i].id);
        render_set(one, "name", list[i].name);
        json_object_set_new(one, "total", known ? json_integer(list[i].total) : json_null());
        render_set(one, "currency", list[i].currency);
        set_number(one, "decimals", list[i].decimals);
        render_set(one, "status", fare_status_word(list[i].status));
        json_array_append_new(json, one);
    }
    return json;
}

void render_set_fare(const struct style *style, struct ways *ways, const struct journey *journey,
                     const uint32_t *shown, json_t *itinerary)
{
    const struct fares fares = {tariff_of(style->world), &style->fares->profile, ways, style->arena,
                                &style->words};
    struct fare fare;
    fares_of(&fares, journey, &fare);
    const struct fare_shown what = {&style->words, &fare, &fares.tariff, shown};
    json_t *json = render_fare(&what);
    json_object_set_new(json, "alternatives", render_fare_alternatives(&fares, &fare));
    json_object_set_new(json, "otherMedia", render_fare_other_media(&fares, &fare));
    json_object_set_new(itinerary, "fare", json);
    render_set_fare_transfers(&what, itinerary);
}
