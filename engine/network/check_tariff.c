#include "engine/network/check.h"

static bool check_buyers(const struct network *network, struct error *error)
{
    uint32_t texts = network->counts.texts, feeds = network->counts.feeds;
    for (uint32_t i = 0; i < network->counts.rider_categories; i++) {
        const struct rider_category *category = &network->rider_categories[i];
        if (category->id >= texts || category->name >= texts || category->url >= texts ||
            category->feed >= feeds)
            return check_fail(error, "rider_categories", i, "has a text or feed that is none");
    }
    for (uint32_t i = 0; i < network->counts.fare_media; i++) {
        const struct fare_medium *medium = &network->fare_media[i];
        if (medium->id >= texts || medium->name >= texts || medium->feed >= feeds ||
            medium->kind > MEDIUM_APP)
            return check_fail(error, "fare_media", i, "has a text, feed or kind that is none");
    }
    return true;
}

static bool check_products(const struct network *network, struct error *error)
{
    uint32_t texts = network->counts.texts;
    for (uint32_t i = 0; i < network->counts.fare_products; i++) {
        const struct fare_product *product = &network->fare_products[i];
        if (product->id >= texts || product->name >= texts || product->currency >= texts)
            return check_fail(error, "fare_products", i, "has a text outside the texts");
        if (product->feed >= network->counts.feeds ||
            !check_or_none(product->category, network->counts.rider_categories) ||
            !check_or_none(product->medium, network->counts.fare_media))
            return check_fail(error, "fare_products", i, "is sold to nobody or on nothing");
        if (product->amount < -TARIFF_AMOUNT_MAX || product->amount > TARIFF_AMOUNT_MAX ||
            product->decimals > TARIFF_DECIMALS_MAX)
            return check_fail(error, "fare_products", i, "has a price out of range");
    }
    return true;
}

static bool check_regions(const struct network *network, struct error *error)
{
    uint32_t texts = network->counts.texts, feeds = network->counts.feeds;
    for (uint32_t i = 0; i < network->counts.fare_networks; i++) {
        const struct fare_network *item = &network->fare_networks[i];
        if (item->id >= texts || item->name >= texts || item->feed >= feeds)
            return check_fail(error, "fare_networks", i, "has a text or feed that is none");
    }
    for (uint32_t i = 0; i < network->counts.fare_areas; i++) {
        const struct fare_area *area = &network->fare_areas[i];
        if (area->id >= texts || area->name >= texts || area->feed >= feeds)
            return check_fail(error, "fare_areas", i, "has a text or feed that is none");
    }
    for (uint32_t i = 0; i < network->counts.route_networks; i++)
        if (!check_or_none(network->route_networks[i], network->counts.fare_networks))
            return check_fail(error, "route_networks", i, "leads nowhere");
    for (uint32_t i = 0; i < network->counts.stop_areas; i++)
        if (network->stop_areas[i] >= network->counts.fare_areas)
            return check_fail(error, "stop_areas", i, "leads nowhere");
    for (uint32_t i = 1; i < network->counts.stop_area_first; i++)
        if (network->stop_area_first[i] < network->stop_area_first[i - 1])
            return check_fail(error, "stop_area_first", i, "lies before the one in front of it");
    return true;
}

static bool check_times(const struct network *network, struct error *error)
{
    for (uint32_t i = 0; i < network->counts.timeframes; i++) {
        const struct timeframe *frame = &network->timeframes[i];
        if (frame->begin < 0 || frame->end < frame->begin || frame->end > 86400 ||
            !check_or_none(frame->service, network->counts.services))
            return check_fail(error, "timeframes", i, "is no part of any day");
    }
    for (uint32_t i = 0; i < network->counts.timeframe_groups; i++) {
        const struct timeframe_group *group = &network->timeframe_groups[i];
        if (group->id >= network->counts.texts || group->feed >= network->counts.feeds ||
            !check_within(group->first, group->count, network->counts.timeframes))
            return check_fail(error, "timeframe_groups", i, "has times that are not its own");
    }
    return true;
}

/* An index, or one of the two that stand for an empty field. */
static bool is_condition(uint32_t index, uint32_t items)
{
    return index < items || index == TARIFF_ANY || index == TARIFF_ELSE;
}

static bool is_span(const struct network *network, const struct product_span *span)
{
    return check_within(span->first, span->count, network->counts.fare_products);
}

static bool check_leg_rules(const struct network *network, struct error *error)
{
    uint32_t areas = network->counts.fare_areas, groups = network->counts.timeframe_groups;
    for (uint32_t i = 0; i < network->counts.leg_groups; i++)
        if (network->leg_groups[i].id >= network->counts.texts ||
            network->leg_groups[i].feed >= network->counts.feeds)
            return check_fail(error, "leg_groups", i, "has a text or feed that is none");
    for (uint32_t i = 0; i < network->counts.fare_leg_rules; i++) {
        const struct fare_leg_rule *rule = &network->fare_leg_rules[i];
        if (rule->feed >= network->counts.feeds || !is_span(network, &rule->product) ||
            !check_or_none(rule->group, network->counts.leg_groups))
            return check_fail(error, "fare_leg_rules", i, "has no feed, group or product");
        if (rule->doubt >= network->counts.texts)
            return check_fail(error, "fare_leg_rules", i, "has a text outside the texts");
        if (!is_condition(rule->network, network->counts.fare_networks) ||
            !is_condition(rule->from_area, areas) || !is_condition(rule->to_area, areas) ||
            !is_condition(rule->from_times, groups) || !is_condition(rule->to_times, groups))
            return check_fail(error, "fare_leg_rules", i, "has a condition that leads nowhere");
    }
    return true;
}

static bool check_join_rules(const struct network *network, struct error *error)
{
    uint32_t networks = network->counts.fare_networks, stops = network->counts.stops;
    for (uint32_t i = 0; i < network->counts.fare_join_rules; i++) {
        const struct fare_join_rule *rule = &network->fare_join_rules[i];
        if (rule->feed >= network->counts.feeds || !check_or_none(rule->from_network, networks) ||
            !check_or_none(rule->to_network, networks) || !check_or_none(rule->from_stop, stops) ||
            !check_or_none(rule->to_stop, stops))
            return check_fail(error, "fare_join_rules", i, "is about nothing");
    }
    return true;
}

static bool check_transfer_rules(const struct network *network, struct error *error)
{
    uint32_t groups = network->counts.leg_groups;
    for (uint32_t i = 0; i < network->counts.fare_transfer_rules; i++) {
        const struct fare_transfer_rule *rule = &network->fare_transfer_rules[i];
        if (rule->feed >= network->counts.feeds || !is_span(network, &rule->product))
            return check_fail(error, "fare_transfer_rules", i, "has no feed or product");
        if (rule->doubt >= network->counts.texts)
            return check_fail(error, "fare_transfer_rules", i, "has a text outside the texts");
        if ((rule->from_group >= groups && rule->from_group != TARIFF_ELSE) ||
            (rule->to_group >= groups && rule->to_group != TARIFF_ELSE))
            return check_fail(error, "fare_transfer_rules", i, "is about no group");
        if (rule->count < -1 || rule->limit_seconds < -1 || !check_seconds(rule->limit_seconds) ||
            rule->limit_kind > DURATION_ARRIVE_ARRIVE || rule->kind > TRANSFER_CHANGE)
            return check_fail(error, "fare_transfer_rules", i, "has a limit or kind out of range");
    }
    return true;
}

static bool check_flat_rules(const struct network *network, struct error *error)
{
    uint32_t texts = network->counts.texts;
    for (uint32_t i = 0; i < network->counts.flat_rules; i++) {
        const struct flat_rule *rule = &network->flat_rules[i];
        if (!check_or_none(rule->route, network->counts.routes) || rule->origin >= texts ||
            rule->destination >= texts ||
            !check_within(rule->first_zone, rule->zone_count, network->counts.flat_zones))
            return check_fail(error, "flat_rules", i, "is about nothing");
    }
    for (uint32_t i = 0; i < network->counts.flat_zones; i++)
        if (network->flat_zones[i] >= texts)
            return check_fail(error, "flat_zones", i, "is a text outside the texts");
    return true;
}

static bool check_flat_fares(const struct network *network, struct error *error)
{
    for (uint32_t i = 0; i < network->counts.flat_fares; i++) {
        const struct flat_fare *fare = &network->flat_fares[i];
        if (fare->feed >= network->counts.feeds ||
            !check_or_none(fare->agency, network->counts.agencies) ||
            fare->product >= network->counts.fare_products ||
            !check_within(fare->first_rule, fare->rule_count, network->counts.flat_rules))
            return check_fail(error, "flat_fares", i, "leads nowhere");
        if (fare->doubt >= network->counts.texts)
            return check_fail(error, "flat_fares", i, "has a text outside the texts");
        if (fare->transfers < -1 || fare->seconds < -1 || !check_seconds(fare->seconds))
            return check_fail(error, "flat_fares", i, "has a limit out of range");
    }
    return true;
}

static bool check_fare_losses(const struct network *network, struct error *error)
{
    for (uint32_t i = 0; i < network->counts.fare_losses; i++) {
        const struct fare_loss *loss = &network->fare_losses[i];
        if (loss->feed >= network->counts.feeds || loss->file >= network->counts.texts)
            return check_fail(error, "fare_losses", i, "has a text or feed that is none");
    }
    return true;
}

bool check_tariff(const struct network *network, struct error *error)
{
    return check_buyers(network, error) && check_products(network, error) &&
           check_regions(network, error) && check_times(network, error) &&
           check_leg_rules(network, error) && check_join_rules(network, error) &&
           check_transfer_rules(network, error) && check_flat_fares(network, error) &&
           check_fare_losses(network, error) && check_flat_rules(network, error);
}
