#include "engine/price/traits.h"

#include <string.h>

#include "engine/base/memory.h"
#include "engine/fare/rows.h"
#include "engine/fare/who.h"

/* Rules for changes of one feed that are compared with each other. */
#define RULES_READ_MAX 1000

static bool may_be_equal(uint32_t group, uint32_t other)
{
    return group == other || group == TARIFF_ELSE || other == TARIFF_ELSE;
}

/* Of rules for changes within one group the one that allows the fewest hides the others, but only
 * while it is in time. */
static bool hides(const struct tariff *tariff, struct rows rows,
                  const struct fare_transfer_rule *rule)
{
    if (rule->count <= 0 || rule->limit_seconds < 0 ||
        !may_be_equal(rule->from_group, rule->to_group))
        return false;
    for (uint32_t i = rows.first; i < rows.end; i++) {
        const struct fare_transfer_rule *other = &tariff->fare_transfer_rules[i];
        if ((other->count <= 0 || other->count > rule->count) &&
            may_be_equal(other->from_group, rule->from_group) &&
            may_be_equal(other->to_group, rule->to_group))
            return true;
    }
    return false;
}

/* Once there are too many, only equal times are equal, and nobody looks at them. */
static void add_limit(struct traits *traits, int64_t seconds)
{
    if (traits->limits.count == TRAITS_LIMITS_MAX)
        return;
    for (uint32_t i = 0; i < traits->limits.count; i++)
        if (*(const int64_t *)vec_at(&traits->limits, i) == seconds)
            return;
    vec_push(&traits->limits, &seconds);
}

/* What the traveller pays for a product at least; of what is sold to nobody, or for nothing, 0.
 * `sold`: whether anybody whom he may be can buy it. */
static int64_t price_of(const struct tariff *tariff, struct product_span span,
                        const struct who_list *whos, bool *sold)
{
    int64_t least = INT64_MAX;
    for (uint32_t i = 0; i < whos->count && span.count; i++) {
        uint32_t product = who_product(tariff, span, whos->items[i]);
        if (product != NO_IX && tariff->fare_products[product].amount < least)
            least = tariff->fare_products[product].amount;
    }
    *sold = !span.count || least != INT64_MAX;
    return least == INT64_MAX ? 0 : least;
}

/* The most that a ride to which the rule leads costs alone. False: some cannot be paid for. */
static bool price_behind(const struct tariff *tariff, const struct fare_transfer_rule *rule,
                         const struct who_list *whos, int64_t *most)
{
    struct rows rows = rows_leg_rules(tariff, rule->feed);
    bool sold = true;
    *most = 0;
    for (uint32_t i = rows.first; i < rows.end && sold; i++) {
        const struct fare_leg_rule *leg = &tariff->fare_leg_rules[i];
        int64_t price = price_of(tariff, leg->product, whos, &sold);
        bool leads = leg->group != NO_IX && may_be_equal(rule->to_group, leg->group);
        *most = leads && price > *most ? price : *most;
    }
    return sold;
}

/* Whether no change is under two rules, so that what comes before a ride never hides one. */
static bool is_plain(const struct tariff *tariff, struct rows rows)
{
    for (uint32_t i = rows.first; i < rows.end; i++)
        for (uint32_t k = i + 1; k < rows.end; k++) {
            const struct fare_transfer_rule *one = &tariff->fare_transfer_rules[i];
            const struct fare_transfer_rule *two = &tariff->fare_transfer_rules[k];
            if (may_be_equal(one->from_group, two->from_group) &&
                may_be_equal(one->to_group, two->to_group))
                return false;
        }
    return true;
}

/*
 * A chain costs no less than the part of it that was searched first, and what its changes cost. The
 * rest alone costs a ticket for its first ride, and the same changes where they can be had without
 * what comes before: free ones can, where there is one rule for each; else it costs a ticket a ride
 * at most. All that holds where every ride can be paid for alone and no change comes instead of
 * what was bought.
 */
static void read_savings(struct traits *traits, feed_ix feed, bool instead)
{
    const struct tariff *tariff = traits->tariff;
    struct feed_traits *of = &traits->feeds[feed];
    struct rows rows = rows_transfer_rules(tariff, feed);
    struct arena arena = {0};
    const struct who_list whos = who_list(tariff, feed, traits->profile, &arena);
    bool sold = !instead && !of->joined, plain = is_plain(tariff, rows);
    for (uint32_t i = rows.first; i < rows.end && sold; i++) {
        const struct fare_transfer_rule *rule = &tariff->fare_transfer_rules[i];
        bool bought;
        int64_t behind, change = price_of(tariff, rule->product, &whos, &bought);
        sold = price_behind(tariff, rule, &whos, &behind);
        int64_t saved = behind - change;
        if (saved > of->saving)
            of->saving = saved;
        if (saved > of->saving_each && (!plain || rule->product.count))
            of->saving_each = saved;
    }
    if (!sold)
        of->saving = TRAITS_ANY_SAVING;
    arena_finish(&arena);
}

/* Of a feed with very many rules for changes all is feared: to compare each with each takes longer
 * than the search. */
static void know_nothing(struct feed_traits *of)
{
    of->clocked = of->exact = true;
    of->saving = TRAITS_ANY_SAVING;
    of->grows = false;
}

static void read_changes(struct traits *traits, feed_ix feed)
{
    const struct tariff *tariff = traits->tariff;
    struct feed_traits *of = &traits->feeds[feed];
    struct rows rows = rows_transfer_rules(tariff, feed);
    bool instead = false;
    of->joined = !rows_empty(rows_join_rules(tariff, feed));
    traits->joined |= of->joined;
    of->several = of->joined || !rows_empty(rows);
    if (rows.end - rows.first > RULES_READ_MAX) {
        know_nothing(of);
        return;
    }
    for (uint32_t i = rows.first; i < rows.end; i++) {
        const struct fare_transfer_rule *rule = &tariff->fare_transfer_rules[i];
        of->shadowed |= hides(tariff, rows, rule);
        instead |= rule->kind == TRANSFER_CHANGE;
        if (rule->limit_seconds < 0)
            continue;
        of->clocked = true;
        add_limit(traits, rule->limit_seconds);
    }
    /* Searched backwards, what comes before may make free what was paid for. */
    of->grows = traits->ahead && !of->joined && !instead;
    if (of->several)
        read_savings(traits, feed, instead);
}

static void read_legs(struct traits *traits, feed_ix feed)
{
    const struct tariff *tariff = traits->tariff;
    struct rows rows = rows_leg_rules(tariff, feed);
    for (uint32_t i = rows.first; i < rows.end; i++)
        traits->feeds[feed].framed |= tariff->fare_leg_rules[i].from_times != TARIFF_ANY ||
                                      tariff->fare_leg_rules[i].to_times != TARIFF_ANY;
    read_changes(traits, feed);
}

/* Whether the fare is about places, and so perhaps good for a journey, but for no part of it. */
static bool read_flat_rules(const struct tariff *tariff, const struct flat_fare *fare,
                            struct feed_traits *traits)
{
    bool placed = false;
    for (uint32_t i = fare->first_rule; i < fare->first_rule + fare->rule_count; i++) {
        const struct flat_rule *rule = &tariff->flat_rules[i];
        traits->by_route |= rule->route != NO_IX;
        placed |= rule->origin || rule->destination || rule->zone_count;
    }
    traits->by_zone |= placed;
    return placed;
}

/* A fare that is good for both parts of a journey is good for each alone, unless it is about
 * places. */
static void read_flat(struct traits *traits, feed_ix feed)
{
    const struct tariff *tariff = traits->tariff;
    struct feed_traits *of = &traits->feeds[feed];
    struct rows rows = rows_flat_fares(tariff, feed);
    for (uint32_t i = rows.first; i < rows.end; i++) {
        const struct flat_fare *fare = &tariff->flat_fares[i];
        int64_t amount = tariff->fare_products[fare->product].amount;
        bool placed = read_flat_rules(tariff, fare, of);
        of->by_agency |= fare->agency != NO_IX;
        of->grows &= !placed;
        if (!fare->transfers)
            continue;
        of->several = true;
        of->clocked |= fare->seconds >= 0;
        if (fare->seconds >= 0)
            add_limit(traits, fare->seconds);
        if (placed || fare->agency != NO_IX)
            of->saving = TRAITS_ANY_SAVING;
        else if (amount > of->saving)
            of->saving = amount;
    }
}

static void read_feed(struct traits *traits, feed_ix feed)
{
    struct feed_traits *of = &traits->feeds[feed];
    of->form = fare_form_of(traits->tariff, traits->profile, feed);
    of->grows = true;
    if (of->form == FORM_LEGS)
        read_legs(traits, feed);
    else if (of->form == FORM_FLAT)
        read_flat(traits, feed);
    if (of->several && traits->overlay_joins) {
        of->saving = TRAITS_ANY_SAVING;
        of->grows &= traits->opens;
    }
}

static bool is_joint(const struct overlay_rule *rule)
{
    return rule->kind == OVERLAY_COMBINED || rule->kind == OVERLAY_REDUCTION ||
           rule->kind == OVERLAY_CAP;
}

static void read_route(struct traits *traits, const struct overlay *overlay, route_ix index,
                       struct vec *said)
{
    const struct route *route = &traits->tariff->world->network->routes[index];
    struct route_traits *of = &traits->routes[index];
    struct fare_ride ride = fare_ride_on(FARE_TRANSIT, 0);
    ride.feed = route->feed;
    ride.agency = route->agency;
    ride.network = tariff_network(traits->tariff, index);
    said->count = 0;
    for (uint32_t i = 0; i < overlay->rule_count; i++) {
        const struct overlay_rule *rule = &overlay->rules[i];
        bool on = overlay_is_on(overlay, traits->tariff, rule->networks, &ride);
        bool onto = overlay_is_on(overlay, traits->tariff, rule->onto, &ride);
        vec_push_number(said, on + 2u * onto);
        of->several |= (on || onto) && is_joint(rule);
        of->dated |=
            (on || onto) && (rule->weekdays != 127 || rule->first_day != OVERLAY_ALWAYS_FROM ||
                             rule->last_day != OVERLAY_ALWAYS_TO || rule->kind == OVERLAY_CAP);
    }
    of->facts = intern_add(&traits->facts, said->data, said->count * sizeof(uint32_t));
}

static void read_overlay(struct traits *traits)
{
    const struct overlay overlay = overlay_of(traits->tariff->world);
    const struct network *network = traits->tariff->world->network;
    struct vec said = vec_of(sizeof(uint32_t));
    traits->overlay = overlay_exists(&overlay);
    if (traits->overlay)
        traits->routes = memory_zeroed(network->counts.routes, sizeof *traits->routes);
    for (uint32_t i = 0; i < overlay.rule_count; i++) {
        traits->overlay_joins |= is_joint(&overlay.rules[i]);
        if (is_joint(&overlay.rules[i]) && overlay.rules[i].kind != OVERLAY_CAP)
            add_limit(traits, overlay.rules[i].seconds);
    }
    for (route_ix i = 0; traits->overlay && i < network->counts.routes; i++)
        read_route(traits, &overlay, i, &said);
    vec_finish(&said);
}

static bool is_other(const char *currency, const char **found)
{
    bool other = *currency && **found && strcmp(currency, *found) != 0;
    *found = *currency ? currency : *found;
    return other;
}

static bool has_one_currency(const struct tariff *tariff)
{
    const struct overlay overlay = overlay_of(tariff->world);
    const char *found = "";
    for (uint32_t i = 0; i < tariff->counts.fare_products; i++)
        if (is_other(world_text(tariff->world, tariff->fare_products[i].currency), &found))
            return false;
    for (uint32_t i = 0; i < overlay.rule_count; i++)
        if (is_other(overlay_text(&overlay, overlay.rules[i].currency), &found))
            return false;
    return true;
}

static int shorter_first(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, two = *(const int64_t *)b;
    return (one > two) - (one < two);
}

void traits_begin(struct traits *traits, const struct tariff *tariff,
                  const struct fare_profile *profile, bool ahead)
{
    const struct network *network = tariff->world->network;
    *traits = (struct traits){.tariff = tariff, .profile = profile, .ahead = ahead};
    traits->limits = vec_of(sizeof(int64_t));
    traits->feeds = memory_zeroed(network->counts.feeds, sizeof *traits->feeds);
    traits->route_keys = memory_resize(NULL, network->counts.routes, sizeof *traits->route_keys);
    for (route_ix i = 0; i < network->counts.routes; i++)
        traits->route_keys[i] = NO_IX;
    traits->one_currency = has_one_currency(tariff);
    traits->opens = ahead && traits->one_currency;
    read_overlay(traits);
    for (feed_ix i = 0; i < network->counts.feeds; i++)
        read_feed(traits, i);
    vec_sort(&traits->limits, shorter_first);
    int64_t least = 0;
    for (uint32_t i = 0; i < tariff->counts.fare_products; i++)
        if (tariff->fare_products[i].amount < least)
            least = tariff->fare_products[i].amount;
    /* Of each ride a product and one for the change to it. */
    traits->debit = -least * 2 * FARE_RIDES_MAX;
}

void traits_finish(struct traits *traits)
{
    vec_finish(&traits->limits);
    memory_free(traits->feeds);
    memory_free(traits->routes);
    memory_free(traits->route_keys);
    intern_finish(&traits->facts);
    intern_finish(&traits->keys);
}

/* Rules that name the route, as far as they differ: which fare's, and what else they ask for. */
static uint32_t make_route_key(struct traits *traits, route_ix route)
{
    const struct tariff *tariff = traits->tariff;
    struct rows rows = rows_flat_fares(tariff, tariff->world->network->routes[route].feed);
    struct vec said = vec_of(sizeof(uint32_t));
    for (uint32_t fare = rows.first; fare < rows.end; fare++)
        for (uint32_t i = 0; i < tariff->flat_fares[fare].rule_count; i++) {
            const struct flat_rule *rule =
                &tariff->flat_rules[tariff->flat_fares[fare].first_rule + i];
            if (rule->route != route)
                continue;
            vec_add_many(
                &said, (const uint32_t[]){fare, rule->origin, rule->destination, rule->zone_count},
                4);
            vec_add_many(&said, tariff->flat_zones + rule->first_zone, rule->zone_count);
        }
    uint32_t key =
        intern_add(&traits->keys, said.count ? said.data : "", said.count * sizeof(uint32_t));
    vec_finish(&said);
    return key;
}

uint32_t traits_route_key(struct traits *traits, route_ix route)
{
    if (traits->route_keys[route] == NO_IX)
        traits->route_keys[route] = make_route_key(traits, route);
    return traits->route_keys[route];
}

bool traits_wait_pays(const struct traits *traits, route_ix route)
{
    feed_ix feed = traits->tariff->world->network->routes[route].feed;
    return traits->feeds[feed].clocked || traits->feeds[feed].framed ||
           (traits->overlay && (traits->routes[route].several || traits->routes[route].dated));
}
