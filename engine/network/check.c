#include "engine/network/check.h"

#include "engine/network/mode.h"
#include "engine/network/walks.h"

/*
 * What a reader follows blindly must lead somewhere. Checksums find what time does to a file; this
 * finds what a faulty builder, or somebody who can make checksums, puts into one. Each section is
 * read once, in order. Sorting is not looked at: a list out of order gives wrong answers, no crash.
 */

/* A stop stands on a platform that stands in a station; nothing is nested deeper than that. */
enum { PARENTS_MAX = 8 };

bool check_fail(struct error *error, const char *section, uint32_t index, const char *what)
{
    return error_set(error, ERROR_CORRUPT, section,
                     "item %u %s; rebuild the image with `trajet build`", index, what);
}

static bool check_feeds(const struct network *network, struct error *error)
{
    uint32_t texts = network->counts.texts;
    for (uint32_t i = 0; i < network->counts.feeds; i++) {
        const struct feed *feed = &network->feeds[i];
        if (feed->tag >= texts || feed->publisher >= texts || feed->publisher_url >= texts ||
            feed->language >= texts || feed->version >= texts || feed->contact >= texts ||
            feed->licence >= texts || feed->licence_url >= texts)
            return check_fail(error, "feeds", i, "has a text outside the texts");
        if (feed->zone >= network->counts.zones)
            return check_fail(error, "feeds", i, "has no zone");
        if (feed->longest_seconds < 0 || feed->longest_seconds > CHECK_SECONDS_MAX)
            return check_fail(error, "feeds", i, "has a longest trip out of range");
        if (!check_or_none(feed->spare_route, network->counts.routes))
            return check_fail(error, "feeds", i, "has a spare route that is none");
    }
    for (uint32_t i = 0; i < network->counts.agencies; i++) {
        const struct agency *agency = &network->agencies[i];
        if (agency->id >= texts || agency->name >= texts || agency->url >= texts ||
            agency->phone >= texts || agency->language >= texts || agency->fare_url >= texts ||
            agency->email >= texts)
            return check_fail(error, "agencies", i, "has a text outside the texts");
        if (agency->feed >= network->counts.feeds || agency->zone >= network->counts.zones)
            return check_fail(error, "agencies", i, "has no feed or no zone");
    }
    return true;
}

static bool check_zones(const struct network *network, struct error *error)
{
    for (uint32_t i = 0; i < network->counts.zones; i++) {
        const struct zone_span *zone = &network->zones[i];
        if (zone->name >= network->counts.texts || !zone->count ||
            !check_within(zone->first, zone->count, network->counts.zone_changes))
            return check_fail(error, "zones", i, "has no changes");
    }
    for (uint32_t i = 0; i < network->counts.zone_changes; i++) {
        int32_t offset = network->zone_changes[i].offset_seconds;
        if (offset < -2 * 86400 || offset > 2 * 86400)
            return check_fail(error, "zone_changes", i, "is more than two days off");
    }
    return true;
}

static bool check_stop(const struct network *network, stop_ix index, struct error *error)
{
    const struct stop *stop = &network->stops[index];
    uint32_t texts = network->counts.texts;
    if (stop->id >= texts || stop->code >= texts || stop->name >= texts ||
        stop->description >= texts || stop->url >= texts || stop->platform_code >= texts ||
        stop->fare_zone >= texts || stop->level >= texts)
        return check_fail(error, "stops", index, "has a text outside the texts");
    if (stop->feed >= network->counts.feeds || stop->zone >= network->counts.zones ||
        stop->kind > STOP_BOARDING_AREA || stop->wheelchair > TRISTATE_NO)
        return check_fail(error, "stops", index, "has a feed, zone or kind that does not exist");
    uint32_t steps = 0;
    for (stop_ix at = stop->parent; at != NO_IX; at = network->stops[at].parent)
        if (at >= network->counts.stops || ++steps > PARENTS_MAX)
            return check_fail(error, "stops", index, "stands in no station, or in itself");
    return true;
}

/* Items below `limit`. */
static bool check_indices(const char *section, const uint32_t *items, uint32_t count,
                          uint32_t limit, struct error *error)
{
    for (uint32_t i = 0; i < count; i++)
        if (items[i] >= limit)
            return check_fail(error, section, i, "leads nowhere");
    return true;
}

/* The ends of a table of firsts are known since opening; here its middle. */
static bool check_rising(const char *section, const uint32_t *firsts, uint32_t count,
                         struct error *error)
{
    for (uint32_t i = 1; i < count; i++)
        if (firsts[i] < firsts[i - 1])
            return check_fail(error, section, i, "lies before the one in front of it");
    return true;
}

static bool check_stops(const struct network *network, struct error *error)
{
    uint32_t stops = network->counts.stops;
    for (stop_ix i = 0; i < stops; i++)
        if (!check_stop(network, i, error))
            return false;
    if (!check_rising("stop_child_first", network->stop_child_first,
                      network->counts.stop_child_first, error) ||
        !check_indices("stop_children", network->stop_children, network->counts.stop_children,
                       stops, error) ||
        !check_indices("stops_by_id", network->stops_by_id, network->counts.stops_by_id, stops,
                       error) ||
        !check_indices("stops_by_lat", network->stops_by_lat, network->counts.stops_by_lat, stops,
                       error))
        return false;
    for (stop_ix i = 0; i < stops; i++)
        for (uint32_t k = network->stop_child_first[i]; k < network->stop_child_first[i + 1]; k++)
            if (network->stops[network->stop_children[k]].parent != i)
                return check_fail(error, "stop_children", k, "is a child of another stop");
    return true;
}

static bool check_berths(const struct network *network, struct error *error)
{
    uint32_t berths = network->counts.berth_stops, served = network->facts->served_stops;
    for (berth_ix i = 0; i < berths; i++)
        if (i < served ? network->berth_stops[i] != i : network->berth_stops[i] >= served)
            return check_fail(error, "berth_stops", i, "is at a stop that is not its own");
    if (!check_rising("more_berth_first", network->more_berth_first,
                      network->counts.more_berth_first, error) ||
        !check_indices("more_berths", network->more_berths, network->counts.more_berths, berths,
                       error))
        return false;
    for (stop_ix i = 0; i < served; i++)
        for (uint32_t k = network->more_berth_first[i]; k < network->more_berth_first[i + 1]; k++)
            if (network->more_berths[k] < served ||
                network->berth_stops[network->more_berths[k]] != i)
                return check_fail(error, "more_berths", k, "is at another stop");
    for (berth_ix i = 0; i < berths; i++)
        if (network->change_seconds[i] != CHANGE_NEVER &&
            (network->change_seconds[i] < CHANGE_DEFAULT ||
             network->change_seconds[i] > CHECK_SECONDS_MAX))
            return check_fail(error, "change_seconds", i, "is out of range");
    return true;
}

static bool check_footpaths(const char *section, const struct footpath *footpaths, uint32_t count,
                            uint32_t berths, struct error *error)
{
    for (uint32_t i = 0; i < count; i++)
        if (footpaths[i].berth >= berths || footpaths[i].seconds < CHANGE_DEFAULT ||
            !check_seconds(footpaths[i].seconds))
            return check_fail(error, section, i, "leads nowhere");
    return true;
}

static bool check_kinds(const char *section, const uint8_t *kinds, uint32_t count,
                        struct error *error)
{
    for (uint32_t i = 0; i < count; i++)
        if (kinds[i] > FOOTPATH_STREET)
            return check_fail(error, section, i, "is of no kind");
    return true;
}

static bool check_rows(const struct network *network, struct error *error)
{
    uint32_t berths = network->counts.berth_stops;
    for (uint32_t i = 0; i < network->counts.footpath_rows; i++)
        if (network->footpath_rows[i].from >= berths || network->footpath_rows[i].to >= berths)
            return check_fail(error, "footpath_rows", i, "is about nothing");
    return true;
}

/* Walks by berth. */
struct walk_list {
    const struct footpath *items;
    const uint32_t *first; /* NULL: there is no such list */
};

/* The walks that changes need are some of all walks, in the same order. */
static bool check_some(const char *section, struct walk_list some, struct walk_list all,
                       uint32_t berths, struct error *error)
{
    for (berth_ix berth = 0; some.first && berth < berths; berth++) {
        uint32_t at = all.first[berth], end = all.first[berth + 1];
        for (uint32_t i = some.first[berth]; i < some.first[berth + 1]; i++, at++) {
            while (at < end && (all.items[at].berth != some.items[i].berth ||
                                all.items[at].seconds != some.items[i].seconds))
                at++;
            if (at >= end)
                return check_fail(error, section, i, "is a walk that nobody can walk");
        }
    }
    return true;
}

static bool check_needed(const struct network *network, bool wheelchair, struct error *error)
{
    struct walks walks = walks_of_network(network, wheelchair);
    bool apart = wheelchair && network->counts.wheel_path_out_first;
    struct walk_list some_out = {walks.changes_out, walks.change_out_first};
    struct walk_list some_in = {walks.changes_in, walks.change_in_first};
    uint32_t berths = network->counts.berth_stops;
    return check_some(apart ? "wheel_changes_out" : "changes_out", some_out,
                      (struct walk_list){walks.out, walks.out_first}, berths, error) &&
           check_some(apart ? "wheel_changes_in" : "changes_in", some_in,
                      (struct walk_list){walks.in, walks.in_first}, berths, error);
}

static bool check_walks(const struct network *network, struct error *error)
{
#define TABLE(firsts, items)                                                                       \
    (check_rising(#firsts, network->firsts, network->counts.firsts, error) &&                      \
     check_footpaths(#items, network->items, network->counts.items, berths, error))
    uint32_t berths = network->counts.berth_stops;
    return check_kinds("footpath_kinds", network->footpath_kinds, network->counts.footpath_kinds,
                       error) &&
           check_kinds("wheel_path_kinds", network->wheel_path_kinds,
                       network->counts.wheel_path_kinds, error) &&
           TABLE(footpath_out_first, footpaths_out) && TABLE(footpath_in_first, footpaths_in) &&
           TABLE(change_out_first, changes_out) && TABLE(change_in_first, changes_in) &&
           TABLE(wheel_path_out_first, wheel_paths_out) &&
           TABLE(wheel_path_in_first, wheel_paths_in) &&
           TABLE(wheel_change_out_first, wheel_changes_out) &&
           TABLE(wheel_change_in_first, wheel_changes_in) && check_rows(network, error) &&
           check_needed(network, false, error) && check_needed(network, true, error);
#undef TABLE
}

static bool check_stop_changes(const struct network *network, struct error *error)
{
    for (uint32_t i = 0; i < network->counts.stop_changes; i++) {
        const struct stop_change *change = &network->stop_changes[i];
        if (change->stop >= network->facts->served_stops || change->key >= network->counts.texts ||
            (i && change->stop <= network->stop_changes[i - 1].stop))
            return check_fail(error, "stop_changes", i, "is about no stop, or not in order");
        if (!check_seconds(change->change_seconds) || change->change_seconds < -1 ||
            !check_seconds(change->board_slack) || !check_seconds(change->alight_slack))
            return check_fail(error, "stop_changes", i, "has a time out of range");
    }
    return true;
}

static bool check_routes(const struct network *network, struct error *error)
{
    uint32_t texts = network->counts.texts;
    for (route_ix i = 0; i < network->counts.routes; i++) {
        const struct route *route = &network->routes[i];
        if (route->id >= texts || route->short_name >= texts || route->long_name >= texts ||
            route->description >= texts || route->url >= texts || route->board_key >= texts ||
            route->alight_key >= texts)
            return check_fail(error, "routes", i, "has a text outside the texts");
        if (route->agency >= network->counts.agencies || route->feed >= network->counts.feeds ||
            route->mode >= MODE_COUNT)
            return check_fail(error, "routes", i, "has an agency, feed or mode that is none");
        if (!check_seconds(route->board_slack) || !check_seconds(route->alight_slack))
            return check_fail(error, "routes", i, "has a slack out of range");
    }
    return check_indices("routes_by_id", network->routes_by_id, network->counts.routes_by_id,
                         network->counts.routes, error);
}

static bool check_services(const struct network *network, struct error *error)
{
    for (service_ix i = 0; i < network->counts.services; i++)
        if (!check_within(network->services[i].first_exception,
                          network->services[i].exception_count, network->counts.exceptions))
            return check_fail(error, "services", i, "has exceptions outside the exceptions");
    return true;
}

static bool check_words(const struct network *network, struct error *error)
{
    uint32_t texts = network->counts.texts;
    for (uint32_t i = 0; i < network->counts.translations; i++)
        if (network->translations[i].language >= texts || network->translations[i].text >= texts)
            return check_fail(error, "translations", i, "has a text outside the texts");
    for (uint32_t i = 0; i < network->counts.attributions; i++) {
        const struct attribution *attribution = &network->attributions[i];
        if (attribution->organisation >= texts || attribution->url >= texts ||
            attribution->email >= texts || attribution->phone >= texts)
            return check_fail(error, "attributions", i, "has a text outside the texts");
        if (attribution->feed >= network->counts.feeds ||
            !check_or_none(attribution->agency, network->counts.agencies) ||
            !check_or_none(attribution->route, network->counts.routes) ||
            !check_or_none(attribution->trip, network->counts.trips))
            return check_fail(error, "attributions", i, "is about nothing");
    }
    for (uint32_t i = 0; i < network->counts.credits; i++) {
        const struct credit *credit = &network->credits[i];
        if (credit->file >= texts || credit->attribution >= texts || credit->licence >= texts ||
            credit->licence_url >= texts)
            return check_fail(error, "credits", i, "has a text outside the texts");
        if (credit->kind > CREDIT_ADDRESSES)
            return check_fail(error, "credits", i, "is of no kind");
    }
    return true;
}

static bool check_facts(const struct network *network, struct error *error)
{
    int32_t seconds = network->facts->default_change_seconds;
    if (seconds < 0 || seconds > CHECK_SECONDS_MAX)
        return check_fail(error, "facts", 0, "has a change time out of range");
    if (network->facts->overlay > 1)
        return check_fail(error, "facts", 0, "has a flag that is none");
    return true;
}

bool network_check(const struct network *network, struct error *error)
{
    return check_facts(network, error) && check_zones(network, error) &&
           check_feeds(network, error) && check_stops(network, error) &&
           check_berths(network, error) && check_walks(network, error) &&
           check_stop_changes(network, error) && check_routes(network, error) &&
           check_services(network, error) && check_timetable(network, error) &&
           check_words(network, error) && check_streets(network, error) &&
           check_names(network, error) && check_tariff(network, error);
}
