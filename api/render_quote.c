#include "api/render_quote.h"

#include "api/fare_claims.h"
#include "api/fare_words.h"
#include "api/ids.h"
#include "api/render_fare.h"
#include "api/render_place.h"
#include "api/render_reasons.h"
#include "api/render_snapshot.h"

static const char *line_name(const struct network *network, const struct route *route)
{
    const char *name = network_text(network, route->short_name);
    return *name ? name : network_text(network, route->long_name);
}

/* `Chrono 1 from Les Halles to Quai Saint-Elme`. */
static const char *ride_text(const struct quote *quote, const struct fare_ride *ride)
{
    const struct network *network = quote->world->network;
    if (ride->kind != FARE_TRANSIT)
        return ride->kind == FARE_SHARED ? "the shared vehicle" : "the park";
    return arena_format(quote->arena, "%s from %s to %s",
                        line_name(network, &network->routes[ride->route]),
                        network_text(network, network->stops[ride->from].name),
                        network_text(network, network->stops[ride->to].name));
}

static json_t *render_zones(const struct network *network, const struct fare_ride *ride)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < ride->zone_count; i++)
        json_array_append_new(list, render_text(network_text(network, ride->zones[i])));
    return list;
}

static json_t *render_leg(const struct quote *quote, const struct fare_ride *ride)
{
    static const char *const kinds[] = {"TRANSIT", "SHARED", "PARKING"};
    const struct network *network = quote->world->network;
    json_t *json = json_object();
    render_set(json, "kind", kinds[ride->kind]);
    render_set(json, "text", ride_text(quote, ride));
    json_object_set_new(json, "depart", render_time(ride->depart));
    json_object_set_new(json, "arrive", render_time(ride->arrive));
    if (ride->kind != FARE_TRANSIT)
        return json;
    render_set(json, "feed", network_text(network, network->feeds[ride->feed].tag));
    render_set(json, "routeId", ids_route(quote->arena, network, ride->route));
    render_set(json, "fromStopId", ids_stop(quote->arena, network, ride->from));
    render_set(json, "toStopId", ids_stop(quote->arena, network, ride->to));
    json_object_set_new(json, "zones", render_zones(network, ride));
    return json;
}

static json_t *render_legs(const struct quote *quote)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < quote->fare->ride_count; i++)
        json_array_append_new(list, render_leg(quote, &quote->fare->rides[i]));
    return list;
}

static const char *covered(const struct quote *quote, uint32_t rides)
{
    const char *text = "nothing that is ridden";
    bool begun = false;
    for (uint32_t i = 0; i < quote->fare->ride_count && i < FARE_RIDES_MAX; i++) {
        if (!(rides >> i & 1))
            continue;
        const char *ride = ride_text(quote, &quote->fare->rides[i]);
        text = begun ? arena_format(quote->arena, "%s, then %s", text, ride) : ride;
        begun = true;
    }
    return text;
}

/* `1.80 EUR for Ticket 1 heure of Marée, which pays for ...: fare_leg_rules.txt:12 says so.` */
static const char *item_text(const struct quote *quote, const struct fare_item *item)
{
    const char *who =
        *item->category ? arena_format(quote->arena, " (category %s)", item->category) : "";
    const char *of =
        *item->seller ? arena_format(quote->arena, " of %s", item->seller) : item->seller;
    return arena_format(quote->arena, "%s %s for %s%s%s, which %s %s%s%s",
                        fare_money(quote->arena, item->amount, item->decimals), item->currency,
                        *item->name ? item->name : item->id, of, who,
                        item->amount < 0 ? "is off" : "pays for", covered(quote, item->rides),
                        *item->rule ? ": " : "", fare_rule_place(quote->world, item, quote->arena));
}

static json_t *render_rules(const struct quote *quote, const struct fare_shown *shown)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < quote->fare->item_count; i++) {
        const struct fare_item *item = &quote->fare->items[i];
        json_t *json = json_object();
        render_set(json, "product", item->id);
        render_set(json, "rule", item->rule);
        if (item->feed != NO_IX)
            render_set(
                json, "feed",
                network_text(quote->world->network, quote->world->network->feeds[item->feed].tag));
        json_object_set_new(json, "legs", render_fare_legs(shown, item->rides));
        render_set(json, "text", item_text(quote, item));
        json_array_append_new(list, json);
    }
    return list;
}

json_t *render_quote_notes(const struct quote *quote)
{
    const struct tariff tariff = tariff_of(quote->world);
    struct reason notes[FARE_STRANGERS_MAX];
    uint32_t count = fare_claims_strangers(&tariff, quote->profile, quote->arena, notes);
    return render_reasons(notes, count);
}

/* Sets what a quote and rides without one have in common; `fare` is the answer's own. */
static void set_explained(const struct quote *quote, const struct fare_shown *shown, json_t *fare,
                          json_t *json)
{
    json_object_set_new(json, "fare", fare);
    json_object_set_new(json, "legs", render_legs(quote));
    json_object_set_new(json, "rules", render_rules(quote, shown));
    json_object_set_new(json, "notes", render_quote_notes(quote));
}

void render_quote_explained(const struct quote *quote, struct reply *reply)
{
    const struct tariff tariff = tariff_of(quote->world);
    const struct words words = {.world = quote->world};
    const struct fare_shown shown = {&words, quote->fare, &tariff, NULL};
    json_t *json = json_object();
    render_set(json, "quoteId", quote->id);
    set_explained(quote, &shown, render_fare(&shown), json);
    render_reply(reply, quote->arena, json);
}

void render_rides_explained(const struct fares *fares, const struct fare *fare, struct reply *reply)
{
    const struct quote quote = {.world = fares->tariff.world,
                                .profile = fares->profile,
                                .fare = fare,
                                .arena = fares->arena};
    const struct words words = {.world = quote.world};
    const struct fare_shown shown = {&words, fare, &fares->tariff, NULL};
    json_t *json = json_object(), *priced = render_fare(&shown);
    json_object_set_new(priced, "alternatives", render_fare_alternatives(fares, fare));
    json_object_set_new(priced, "otherMedia", render_fare_other_media(fares, fare));
    set_explained(&quote, &shown, priced, json);
    json_object_set_new(json, "snapshot", render_snapshot(quote.world, quote.arena));
    render_reply(reply, quote.arena, json);
}
