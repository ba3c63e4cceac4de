#include "engine/fare/legs.h"

#include "engine/fare/rows.h"

/* Where timeframe groups and areas are named: bits of their `named`. */
enum end { END_FROM = 1, END_TO = 2 };

static stop_ix station_of(const struct network *network, stop_ix stop)
{
    while (network->stops[stop].parent != NO_IX)
        stop = network->stops[stop].parent;
    return stop;
}

/* Whether the stop is that one, or a part of it. */
static bool lies_in(const struct network *network, stop_ix stop, stop_ix station)
{
    for (; stop != NO_IX; stop = network->stops[stop].parent)
        if (stop == station)
            return true;
    return false;
}

static bool joins(const struct network *network, const struct fare_join_rule *rule,
                  const struct fare_ride *from, const struct fare_ride *to)
{
    if ((rule->from_network != TARIFF_ANY && rule->from_network != from->network) ||
        (rule->to_network != TARIFF_ANY && rule->to_network != to->network))
        return false;
    if (rule->from_stop == NO_IX && rule->to_stop == NO_IX)
        return station_of(network, from->to) == station_of(network, to->from);
    return (rule->from_stop == NO_IX || lies_in(network, from->to, rule->from_stop)) &&
           (rule->to_stop == NO_IX || lies_in(network, to->from, rule->to_stop));
}

bool legs_join(const struct tariff *tariff, const struct fare_ride *from,
               const struct fare_ride *to)
{
    struct rows rows = rows_join_rules(tariff, from->feed);
    for (uint32_t i = rows.first; i < rows.end; i++)
        if (joins(tariff->world->network, &tariff->fare_join_rules[i], from, to))
            return true;
    return false;
}

static bool network_fits(const struct tariff *tariff, uint32_t wanted, uint32_t network)
{
    if (wanted == TARIFF_ELSE)
        return network == NO_IX || !tariff->fare_networks[network].named;
    return wanted == TARIFF_ANY || wanted == network;
}

/* A leg of several rides is in a network when all of them are. */
static bool networks_fit(const struct tariff *tariff, uint32_t wanted,
                         const struct fare_ride *rides, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!network_fits(tariff, wanted, rides[i].network))
            return false;
    return true;
}

/* A stop in an area that some rule names is for such rules, whatever other areas it is in. */
static bool area_fits(const struct tariff *tariff, uint32_t wanted, stop_ix stop, enum end end)
{
    if (wanted == TARIFF_ANY)
        return true;
    uint32_t at = tariff->counts.stop_area_first ? tariff->stop_area_first[stop] : 0;
    uint32_t last = tariff->counts.stop_area_first ? tariff->stop_area_first[stop + 1] : 0;
    for (; at < last; at++) {
        uint32_t area = tariff->stop_areas[at];
        if (wanted == TARIFF_ELSE && tariff->fare_areas[area].named & end)
            return false;
        if (area == wanted)
            return true;
    }
    return wanted == TARIFF_ELSE;
}

/* Days are those of the calendar on the wall: a ride at 25:10 boards tomorrow at 01:10. */
static bool group_holds(const struct tariff *tariff, const struct timeframe_group *group,
                        zone_ix zone_index, unix_time time)
{
    const struct network *network = tariff->world->network;
    struct zone zone = network_zone(network, zone_index);
    civil_day day = zone_day(&zone, time);
    unix_time wall = time + zone_offset(&zone, time) - (int64_t)day * 86400;
    for (uint32_t i = group->first; i < group->first + group->count; i++) {
        const struct timeframe *frame = &tariff->timeframes[i];
        if (frame->begin <= wall && wall < frame->end &&
            (frame->service == NO_IX || network_service_runs(network, frame->service, day)))
            return true;
    }
    return false;
}

/* When and by which clock a leg begins or ends. */
struct moment {
    feed_ix feed;
    zone_ix zone;
    unix_time time;
    enum end end;
};

static bool times_fit(const struct tariff *tariff, uint32_t wanted, const struct moment *moment)
{
    if (wanted == TARIFF_ANY)
        return true;
    if (wanted != TARIFF_ELSE)
        return group_holds(tariff, &tariff->timeframe_groups[wanted], moment->zone, moment->time);
    for (uint32_t i = 0; i < tariff->counts.timeframe_groups; i++) {
        const struct timeframe_group *group = &tariff->timeframe_groups[i];
        if (group->feed == moment->feed && group->named & moment->end &&
            group_holds(tariff, group, moment->zone, moment->time))
            return false;
    }
    return true;
}

/* The same; notes where it would be otherwise a few minutes later. */
static bool times_hold(const struct tariff *tariff, uint32_t wanted, struct moment moment,
                       bool *tight)
{
    bool now = times_fit(tariff, wanted, &moment);
    moment.time += LATE_SECONDS;
    if (times_fit(tariff, wanted, &moment) != now)
        *tight = true;
    return now;
}

static bool holds(const struct tariff *tariff, const struct fare_leg_rule *rule,
                  const struct fare_ride *rides, uint32_t count, bool *tight)
{
    const struct fare_ride *first = rides, *last = rides + count - 1;
    return networks_fit(tariff, rule->network, rides, count) &&
           area_fits(tariff, rule->from_area, first->from, END_FROM) &&
           area_fits(tariff, rule->to_area, last->to, END_TO) &&
           times_hold(tariff, rule->from_times,
                      (struct moment){first->feed, first->zone_from, first->depart, END_FROM},
                      tight) &&
           times_hold(tariff, rule->to_times,
                      (struct moment){last->feed, last->zone_to, last->arrive, END_TO}, tight);
}

/* Whether a rule like it is among those found. */
static bool is_known(const struct tariff *tariff, const struct leg_matches *found,
                     const struct fare_leg_rule *rule)
{
    for (uint32_t i = 0; i < found->count; i++) {
        const struct fare_leg_rule *other = &tariff->fare_leg_rules[found->rules[i]];
        if (other->group == rule->group && other->product.count == rule->product.count &&
            (rule->product.count == 0 || other->product.first == rule->product.first))
            return true;
    }
    return false;
}

struct leg_matches legs_match(const struct tariff *tariff, const struct fare_ride *rides,
                              uint32_t count, struct arena *arena)
{
    struct rows rows = rows_leg_rules(tariff, rides->feed);
    uint32_t list[LEG_MATCHES_MAX];
    struct leg_matches found = {.rules = list};
    for (uint32_t i = rows.first; i < rows.end && found.count < LEG_MATCHES_MAX; i++) {
        const struct fare_leg_rule *rule = &tariff->fare_leg_rules[i];
        if (found.count && rule->priority < tariff->fare_leg_rules[list[0]].priority)
            break;
        if (!holds(tariff, rule, rides, count, &found.tight))
            continue;
        if (rule->doubt)
            found.doubt = rule->doubt;
        else if (!is_known(tariff, &found, rule))
            list[found.count++] = i;
    }
    uint32_t *kept = arena_array(arena, found.count, sizeof *kept);
    for (uint32_t i = 0; i < found.count; i++)
        kept[i] = list[i];
    found.rules = kept;
    return found;
}

static bool group_fits(const struct tariff *tariff, uint32_t wanted, uint32_t group, enum end end)
{
    if (group == NO_IX)
        return false;
    return wanted == TARIFF_ELSE ? !(tariff->leg_groups[group].named & end) : wanted == group;
}

bool legs_change(const struct tariff *tariff, const struct fare_transfer_rule *rule, uint32_t from,
                 uint32_t to)
{
    return group_fits(tariff, rule->from_group, from, END_FROM) &&
           group_fits(tariff, rule->to_group, to, END_TO);
}

static bool any_fits(const struct tariff *tariff, uint32_t wanted, const struct leg_matches *legs,
                     uint32_t count, enum end end)
{
    for (uint32_t leg = 0; leg < count; leg++)
        for (uint32_t i = 0; i < legs[leg].count; i++)
            if (group_fits(tariff, wanted, tariff->fare_leg_rules[legs[leg].rules[i]].group, end))
                return true;
    return false;
}

struct transfer_matches legs_transfers(const struct tariff *tariff, feed_ix feed,
                                       const struct leg_matches *legs, uint32_t count,
                                       struct arena *arena)
{
    struct rows rows = rows_transfer_rules(tariff, feed);
    uint32_t *rules = arena_array(arena, rows.end - rows.first, sizeof *rules);
    struct transfer_matches found = {.rules = rules};
    for (uint32_t i = rows.first; i < rows.end; i++) {
        const struct fare_transfer_rule *rule = &tariff->fare_transfer_rules[i];
        if (!any_fits(tariff, rule->from_group, legs, count, END_FROM) ||
            !any_fits(tariff, rule->to_group, legs, count, END_TO))
            continue;
        if (rule->doubt)
            found.doubt = rule->doubt;
        else
            rules[found.count++] = i;
    }
    return found;
}
