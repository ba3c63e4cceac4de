#include "tests/sound_draft.h"

#include <stdbool.h>
#include <stddef.h>

#define LATEST_SECONDS ((720 + 48) * 3600)

static bool inside(uint32_t index, const struct vec *vec)
{
    return index < vec->count;
}

static bool inside_or_none(uint32_t index, const struct vec *vec)
{
    return index == NO_IX || inside(index, vec);
}

static bool range_inside(uint32_t first, uint32_t count, const struct vec *vec)
{
    return !count || (uint64_t)first + count <= vec->count;
}

static const char *unsound_places(const struct draft *draft)
{
    const struct feed *feeds = draft->feeds.data;
    const struct agency *agencies = draft->agencies.data;
    const struct stop *stops = draft->stops.data;
    const struct route *routes = draft->routes.data;
    for (uint32_t i = 0; i < draft->feeds.count; i++)
        if (!inside(feeds[i].zone, &draft->zones))
            return "a feed has no zone";
    for (uint32_t i = 0; i < draft->agencies.count; i++)
        if (!inside(agencies[i].zone, &draft->zones) || !inside(agencies[i].feed, &draft->feeds))
            return "an agency leads nowhere";
    for (uint32_t i = 0; i < draft->stops.count; i++)
        if (!inside(stops[i].zone, &draft->zones) || stops[i].kind > STOP_BOARDING_AREA ||
            !inside_or_none(stops[i].parent, &draft->stops) || stops[i].parent == i ||
            stops[i].wheelchair > TRISTATE_NO)
            return "a stop leads nowhere";
    for (uint32_t i = 0; i < draft->routes.count; i++)
        if (!inside(routes[i].agency, &draft->agencies))
            return "a route has no agency";
    return NULL;
}

static const char *unsound_pathways(const struct draft *draft)
{
    const struct draft_pathway *pathways = draft->pathways.data;
    const struct stop *stops = draft->stops.data;
    for (uint32_t i = 0; i < draft->pathways.count; i++) {
        const struct draft_pathway *pathway = &pathways[i];
        if (!inside(pathway->from, &draft->stops) || !inside(pathway->to, &draft->stops) ||
            pathway->from == pathway->to || stops[pathway->from].kind == STOP_STATION ||
            stops[pathway->to].kind == STOP_STATION)
            return "a pathway leads nowhere";
        if (pathway->mode < PATHWAY_WALKWAY || pathway->mode > PATHWAY_EXIT_GATE ||
            pathway->seconds < -1)
            return "a pathway is of no kind";
    }
    return NULL;
}

static const char *unsound_services(const struct draft *draft)
{
    const struct service *services = draft->services.data;
    const struct service_exception *exceptions = draft->exceptions.data;
    for (uint32_t i = 0; i < draft->services.count; i++) {
        uint32_t first = services[i].first_exception, count = services[i].exception_count;
        if (!range_inside(first, count, &draft->exceptions))
            return "exceptions lie outside";
        for (uint32_t k = 1; k < count; k++)
            if (exceptions[first + k].day <= exceptions[first + k - 1].day)
                return "exceptions are not in order";
    }
    return NULL;
}

static const char *unsound_calls(const struct draft *draft, const struct draft_trip *trip)
{
    const struct draft_call *calls = draft->calls.data;
    day_time last = 0;
    for (uint32_t i = trip->first_call; i < trip->first_call + trip->call_count; i++) {
        if (!inside(calls[i].stop, &draft->stops) || calls[i].pickup > BOARDING_DRIVER ||
            calls[i].drop_off > BOARDING_DRIVER)
            return "a call leads nowhere";
        if (calls[i].arrive < last || calls[i].depart < calls[i].arrive)
            return "times fall";
        last = calls[i].depart;
    }
    return last > LATEST_SECONDS ? "a time is too late" : NULL;
}

static const char *unsound_trip(const struct draft *draft, const struct draft_trip *trip)
{
    const struct frequency *frequencies = draft->frequencies.data;
    if (!inside(trip->route, &draft->routes) || !inside(trip->service, &draft->services) ||
        !inside_or_none(trip->shape, &draft->shapes) || trip->call_count < 2 ||
        !range_inside(trip->first_call, trip->call_count, &draft->calls) ||
        !range_inside(trip->first_frequency, trip->frequency_count, &draft->frequencies))
        return "a trip leads nowhere";
    for (uint32_t i = 0; i < trip->frequency_count; i++) {
        const struct frequency *frequency = &frequencies[trip->first_frequency + i];
        if (frequency->headway <= 0 || frequency->last <= frequency->first)
            return "a frequency never or always runs";
    }
    return unsound_calls(draft, trip);
}

static const char *unsound_trips(const struct draft *draft)
{
    const struct draft_trip *trips = draft->trips.data;
    for (uint32_t i = 0; i < draft->trips.count; i++) {
        const char *wrong = unsound_trip(draft, &trips[i]);
        if (wrong)
            return wrong;
    }
    return NULL;
}

static const char *unsound_rest(const struct draft *draft)
{
    const struct draft_transfer *transfers = draft->transfers.data;
    const struct draft_shape *shapes = draft->shapes.data;
    for (uint32_t i = 0; i < draft->transfers.count; i++)
        if (!inside_or_none(transfers[i].from_stop, &draft->stops) ||
            !inside_or_none(transfers[i].to_stop, &draft->stops) ||
            !inside_or_none(transfers[i].from_route, &draft->routes) ||
            !inside_or_none(transfers[i].to_route, &draft->routes) ||
            !inside_or_none(transfers[i].from_trip, &draft->trips) ||
            !inside_or_none(transfers[i].to_trip, &draft->trips) || transfers[i].type > 5)
            return "a transfer leads nowhere";
    for (uint32_t i = 0; i < draft->shapes.count; i++)
        if (!range_inside(shapes[i].first_point, shapes[i].point_count, &draft->shape_points))
            return "a shape lies outside";
    if (draft->shape_points.count != draft->shape_distances.count)
        return "points and distances differ in number";
    return NULL;
}

/* Where the records of a kind of translation are; NULL: they are texts. */
static const struct vec *translated_by(const struct draft *draft, uint32_t kind)
{
    switch (kind) {
    case TRANSLATED_AGENCY_NAME:
        return &draft->agencies;
    case TRANSLATED_STOP_NAME:
        return &draft->stops;
    case TRANSLATED_ROUTE_SHORT_NAME:
    case TRANSLATED_ROUTE_LONG_NAME:
        return &draft->routes;
    case TRANSLATED_TRIP_HEADSIGN:
        return &draft->trips;
    default:
        return NULL;
    }
}

static const char *unsound_words(const struct draft *draft)
{
    const struct translation *translations = draft->translations.data;
    const struct attribution *attributions = draft->attributions.data;
    for (uint32_t i = 0; i < draft->translations.count; i++) {
        const struct vec *records = translated_by(draft, translations[i].kind);
        if (translations[i].kind > TRANSLATED_FARE_MEDIUM_NAME ||
            (records ? !inside(translations[i].record, records)
                     : translations[i].record >= draft->texts.byte_count))
            return "a translation leads nowhere";
    }
    for (uint32_t i = 0; i < draft->attributions.count; i++)
        if (!inside_or_none(attributions[i].agency, &draft->agencies) ||
            !inside_or_none(attributions[i].route, &draft->routes) ||
            !inside_or_none(attributions[i].trip, &draft->trips))
            return "an attribution leads nowhere";
    return NULL;
}

static bool condition_inside(uint32_t index, const struct vec *vec)
{
    return inside(index, vec) || index == TARIFF_ANY || index == TARIFF_ELSE;
}

static bool products_inside(const struct product_span *span, const struct vec *products)
{
    return range_inside(span->first, span->count, products);
}

static const char *unsound_legs(const struct draft *draft)
{
    const struct tariff_draft *tariff = &draft->tariff;
    const struct fare_leg_rule *legs = tariff->fare_leg_rules.data;
    const struct fare_transfer_rule *changes = tariff->fare_transfer_rules.data;
    const struct timeframe_group *groups = tariff->timeframe_groups.data;
    for (uint32_t i = 0; i < tariff->fare_leg_rules.count; i++)
        if (!products_inside(&legs[i].product, &tariff->fare_products) || !legs[i].product.count ||
            !inside_or_none(legs[i].group, &tariff->leg_groups) ||
            legs[i].doubt >= draft->texts.byte_count ||
            !condition_inside(legs[i].network, &tariff->fare_networks) ||
            !condition_inside(legs[i].from_area, &tariff->fare_areas) ||
            !condition_inside(legs[i].to_area, &tariff->fare_areas) ||
            !condition_inside(legs[i].from_times, &tariff->timeframe_groups) ||
            !condition_inside(legs[i].to_times, &tariff->timeframe_groups))
            return "a rule of a ride leads nowhere";
    for (uint32_t i = 0; i < tariff->fare_transfer_rules.count; i++)
        if (!products_inside(&changes[i].product, &tariff->fare_products) ||
            !condition_inside(changes[i].from_group, &tariff->leg_groups) ||
            !condition_inside(changes[i].to_group, &tariff->leg_groups) ||
            changes[i].doubt >= draft->texts.byte_count || changes[i].limit_seconds == 0 ||
            changes[i].limit_seconds < -1)
            return "a rule of a change leads nowhere";
    for (uint32_t i = 0; i < tariff->timeframe_groups.count; i++)
        if (!range_inside(groups[i].first, groups[i].count, &tariff->timeframes))
            return "timeframes lie outside";
    return NULL;
}

static const char *unsound_flat(const struct draft *draft)
{
    const struct tariff_draft *tariff = &draft->tariff;
    const struct flat_fare *fares = tariff->flat_fares.data;
    const struct flat_rule *rules = tariff->flat_rules.data;
    for (uint32_t i = 0; i < tariff->flat_fares.count; i++)
        if (!inside(fares[i].product, &tariff->fare_products) ||
            !inside_or_none(fares[i].agency, &draft->agencies) ||
            fares[i].doubt >= draft->texts.byte_count ||
            !range_inside(fares[i].first_rule, fares[i].rule_count, &tariff->flat_rules))
            return "a flat fare leads nowhere";
    for (uint32_t i = 0; i < tariff->flat_rules.count; i++)
        if (!inside_or_none(rules[i].route, &draft->routes) ||
            !range_inside(rules[i].first_zone, rules[i].zone_count, &tariff->flat_zones))
            return "a rule of a flat fare leads nowhere";
    return NULL;
}

static const char *unsound_members(const struct draft *draft)
{
    const struct tariff_draft *tariff = &draft->tariff;
    const struct membership *stops = tariff->stop_members.data;
    const struct membership *routes = tariff->route_members.data;
    for (uint32_t i = 0; i < tariff->stop_members.count; i++)
        if (!inside(stops[i].member, &draft->stops) || !inside(stops[i].group, &tariff->fare_areas))
            return "a stop is in no area";
    for (uint32_t i = 0; i < tariff->route_members.count; i++)
        if (!inside(routes[i].member, &draft->routes) ||
            !inside(routes[i].group, &tariff->fare_networks))
            return "a route is in no network";
    return NULL;
}

const char *unsound_draft(const struct draft *draft)
{
    static const char *(*const checks[])(const struct draft *draft) = {
        unsound_places, unsound_pathways, unsound_services, unsound_trips,   unsound_rest,
        unsound_words,  unsound_legs,     unsound_flat,     unsound_members,
    };
    const char *wrong = NULL;
    for (size_t i = 0; !wrong && i < sizeof checks / sizeof *checks; i++)
        wrong = checks[i](draft);
    return wrong;
}
