#include "feeds/realtime/match.h"

#include <string.h>

#include "engine/base/checksum.h"
#include "engine/network/keys.h"
#include "feeds/realtime/match_stops.h"

#define DAY 86400

/* In an index: a trip, or a pattern, under what it is looked up by. Keys may be shared. */
struct match_entry {
    uint64_t key;
    uint32_t index;
};

/* Trips that repeat stand under this instead of a start. */
#define REPEATS UINT32_MAX

static const struct match nothing = {
    .trip = NO_IX, .stage = LIVE_BY_NOTHING, .problem = RT_RUN_UNKNOWN};

void matcher_init(struct matcher *matcher, const struct network *network,
                  const struct realtime_rules *rules, unix_time now)
{
    *matcher = (struct matcher){
        .network = network,
        .rules = rules,
        .zone = network_zone(network, network->feeds[rules->feed].zone),
        .now = now,
        .by_suffix.entries = vec_of(sizeof(struct match_entry)),
        .by_prefix.entries = vec_of(sizeof(struct match_entry)),
        .by_route.entries = vec_of(sizeof(struct match_entry)),
        .by_pattern.entries = vec_of(sizeof(struct match_entry)),
    };
    matcher->today = zone_day(&matcher->zone, now);
}

void matcher_finish(struct matcher *matcher)
{
    vec_finish(&matcher->by_suffix.entries);
    vec_finish(&matcher->by_prefix.entries);
    vec_finish(&matcher->by_route.entries);
    vec_finish(&matcher->by_pattern.entries);
}

bool matcher_knows_day(const struct matcher *matcher, civil_day day)
{
    const struct feed *feed = &matcher->network->feeds[matcher->rules->feed];
    return day >= feed->first_day && day <= feed->last_day;
}

/* Which departure of a trip that repeats is meant. */

/* The departure of one frequency that is meant by `said`; false: none is. */
static bool departure_of(const struct frequency *frequency, day_time said, day_time *start)
{
    int64_t after = (int64_t)said - frequency->first, headway = frequency->headway;
    int64_t count = ((int64_t)frequency->last - frequency->first + headway - 1) / headway;
    int64_t number = (after + headway / 2) / headway;
    if (after <= -headway || count < 1 || after >= (count + 1) * headway)
        return false;
    if (frequency->exact && (after < 0 || after % headway || after / headway >= count))
        return false;
    number = number < 0 ? 0 : number;
    number = number < count ? number : count - 1;
    *start = (day_time)(frequency->first + number * headway);
    return true;
}

/* Finds the start of the run; false: nobody can know it. */
static bool find_start(const struct network *network, const struct realtime_run *run,
                       struct match *match)
{
    const struct trip *trip = &network->trips[match->trip];
    int64_t nearest = INT64_MAX;
    match->start = match->base = trip->start;
    if (!trip->frequency_count)
        return true;
    for (uint32_t i = 0; run->has_start_time && i < trip->frequency_count; i++) {
        const struct frequency *frequency = &network->frequencies[trip->first_frequency + i];
        day_time start;
        if (!departure_of(frequency, run->start_time, &start))
            continue;
        int64_t off = (int64_t)start - run->start_time;
        off = off < 0 ? -off : off;
        if (off >= nearest)
            continue;
        nearest = off;
        match->start = start;
        match->base = run->start_time;
        match->unscheduled = !frequency->exact;
    }
    return nearest < INT64_MAX;
}

/* When the run ends, seconds of its day. */
static day_time end_of(const struct network *network, const struct match *match)
{
    const struct trip *trip = &network->trips[match->trip];
    uint32_t last = network->patterns[trip->pattern].call_count - 1;
    return match->base + network->profile_times[trip->profile + last].arrive;
}

/* Seconds between now and the run on that day. */
static int64_t distance(const struct matcher *matcher, const struct match *match, civil_day day)
{
    unix_time midnight = zone_day_start(&matcher->zone, day);
    unix_time begin = midnight + match->base, end = midnight + end_of(matcher->network, match);
    if (matcher->now < begin)
        return begin - matcher->now;
    return matcher->now > end ? matcher->now - end : 0;
}

/* Where no day is said: the one on which the run is nearest to now, the earlier one of two. */
static bool find_nearest_day(const struct matcher *matcher, struct match *match)
{
    const struct trip *trip = &matcher->network->trips[match->trip];
    civil_day back = 1 + end_of(matcher->network, match) / DAY;
    bool found = false;
    for (civil_day day = matcher->today - back; day <= matcher->today + 1; day++) {
        if (!network_service_runs(matcher->network, trip->service, day))
            continue;
        int64_t away = distance(matcher, match, day);
        if (found && away >= match->distance)
            continue;
        match->day = day;
        match->distance = away;
        found = true;
    }
    return found;
}

static bool find_day(const struct matcher *matcher, const struct realtime_run *run,
                     struct match *match)
{
    const struct trip *trip = &matcher->network->trips[match->trip];
    if (!run->has_start_date)
        return find_nearest_day(matcher, match);
    match->day = run->start_date;
    return network_service_runs(matcher->network, trip->service, run->start_date);
}

/* The run of a trip that is meant; `problem` says so when none is. */
static struct match settle(const struct matcher *matcher, const struct realtime_run *run,
                           trip_ix trip, enum live_stage stage)
{
    struct match match = {.trip = trip, .stage = (uint8_t)stage, .problem = RT_ODDITIES};
    if (run->unclear || !find_start(matcher->network, run, &match))
        match.problem = RT_RUN_UNCLEAR;
    else if (run->has_start_date && !matcher_knows_day(matcher, run->start_date))
        match.problem = RT_RUN_OUTSIDE;
    else if (!find_day(matcher, run, &match))
        match.problem = RT_RUN_NOT_RUNNING;
    return match;
}

/* Choosing among several trips. */

/* The best one so far. */
struct choice {
    struct match best;
    bool tied;  /* with another that is as good */
    bool split; /* there are usable ones that start at different times of day */
};

/* A run that can be used beats one that cannot. Of trips that start alike (one for each kind of
 * day, say) the nearer one is meant; of others nobody can know. */
static void consider(struct choice *choice, const struct match *match)
{
    bool usable = match->problem == RT_ODDITIES, had = choice->best.problem == RT_ODDITIES;
    choice->split |= usable && had && match->base != choice->best.base;
    if (choice->best.trip == NO_IX || (usable && !had) ||
        (usable && match->distance < choice->best.distance)) {
        choice->best = *match;
        choice->tied = false;
    } else if (usable == had && (!usable || match->distance == choice->best.distance)) {
        choice->tied = true;
    }
}

static struct match chosen(const struct choice *choice)
{
    struct match match = choice->best;
    if (match.trip == NO_IX || (!choice->tied && !choice->split))
        return match;
    if (match.problem != RT_ODDITIES)
        return nothing; /* Several, and none that runs: the next stage may know better. */
    match.trip = NO_IX;
    match.stage = LIVE_BY_NOTHING;
    match.problem = RT_RUN_AMBIGUOUS;
    return match;
}

/* Indexes. */

static int entry_order(const void *a, const void *b)
{
    const struct match_entry *one = a, *two = b;
    if (one->key != two->key)
        return one->key < two->key ? -1 : 1;
    return one->index < two->index ? -1 : one->index > two->index;
}

/* Whether it has yet to be made; an index of nothing is made once, too. */
static bool is_due(struct match_index *index)
{
    bool due = index->made == 0;
    index->made += due;
    return due;
}

/* The entry, or NULL: there is none there under that key. */
static const struct match_entry *entry_of(const struct match_index *index, uint32_t at,
                                          uint64_t key)
{
    const struct match_entry *entries = index->entries.data;
    return at < index->entries.count && entries[at].key == key ? &entries[at] : NULL;
}

/* The first entry under the key, or where it would stand. */
static uint32_t first_of(const struct match_index *index, uint64_t key)
{
    const struct match_entry *entries = index->entries.data;
    uint32_t low = 0, high = index->entries.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (entries[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A stretch of a trip_id that counts. */
struct part {
    const char *text;
    size_t length;
};

/* What follows the last separator, or precedes the first one; the whole id where there is none. */
static struct part part_of(const char *id, const char *separator, bool behind)
{
    struct part part = {id, strlen(id)};
    size_t length = strlen(separator);
    const char *at = length ? strstr(id, separator) : NULL;
    if (!at)
        return part;
    if (!behind)
        return (struct part){id, (size_t)(at - id)};
    for (const char *next = at; next; next = strstr(next + 1, separator))
        at = next;
    return (struct part){at + length, part.length - (size_t)(at - id) - length};
}

static void index_parts(struct matcher *matcher, struct match_index *index, const char *separator,
                        bool behind)
{
    const struct network *network = matcher->network;
    for (trip_ix trip = 0; trip < network->counts.trips; trip++) {
        if (keys_trip_feed(network, trip) != matcher->rules->feed)
            continue;
        struct part part =
            part_of(network_text(network, network->trips[trip].id), separator, behind);
        vec_push(&index->entries, &(struct match_entry){checksum(part.text, part.length), trip});
    }
    vec_sort(&index->entries, entry_order);
}

static bool same_part(struct part a, struct part b)
{
    return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

/* Whether the trip has the route, start and direction that the run is said to have. */
static bool agrees(const struct matcher *matcher, const struct realtime_run *run, trip_ix index)
{
    const struct network *network = matcher->network;
    const struct trip *trip = &network->trips[index];
    const char *route = network_text(network, network_trip_route(network, index)->id);
    if (run->route_id.text && strcmp(run->route_id.text, route) != 0)
        return false;
    if (run->has_start_time && !trip->frequency_count && trip->start != run->start_time)
        return false;
    return !run->has_direction || trip->direction > 1 || trip->direction == run->direction;
}

static struct match find_by_part(struct matcher *matcher, const struct realtime_run *run,
                                 bool behind)
{
    const struct network *network = matcher->network;
    const char *separator = behind ? matcher->rules->trip_suffix : matcher->rules->trip_prefix;
    struct match_index *index = behind ? &matcher->by_suffix : &matcher->by_prefix;
    struct choice choice = {.best = nothing};
    if (!separator || !run->trip_id.text)
        return nothing;
    if (is_due(index))
        index_parts(matcher, index, separator, behind);
    struct part part = part_of(run->trip_id.text, separator, behind);
    uint64_t key = checksum(part.text, part.length);
    const struct match_entry *entry;
    for (uint32_t i = first_of(index, key); (entry = entry_of(index, i, key)); i++) {
        const char *id = network_text(network, network->trips[entry->index].id);
        if (!same_part(part, part_of(id, separator, behind)) || !agrees(matcher, run, entry->index))
            continue;
        struct match match = settle(matcher, run, entry->index, LIVE_BY_SUFFIX);
        consider(&choice, &match);
    }
    return chosen(&choice);
}

static uint64_t route_key(route_ix route, uint32_t start)
{
    return (uint64_t)route << 32 | start;
}

static void index_routes(struct matcher *matcher)
{
    const struct network *network = matcher->network;
    for (trip_ix i = 0; i < network->counts.trips; i++) {
        const struct trip *trip = &network->trips[i];
        route_ix route = network->patterns[trip->pattern].route;
        if (network->routes[route].feed != matcher->rules->feed)
            continue;
        uint32_t start = trip->frequency_count ? REPEATS : (uint32_t)trip->start;
        vec_push(&matcher->by_route.entries, &(struct match_entry){route_key(route, start), i});
    }
    vec_sort(&matcher->by_route.entries, entry_order);
}

static struct match find_by_route(struct matcher *matcher, const struct realtime_run *run,
                                  route_ix route)
{
    struct choice choice = {.best = nothing};
    const uint64_t keys[] = {route_key(route, (uint32_t)run->start_time),
                             route_key(route, REPEATS)};
    if (!matcher->rules->by_route || !run->has_start_time)
        return nothing;
    if (is_due(&matcher->by_route))
        index_routes(matcher);
    for (int k = 0; k < 2; k++) {
        uint32_t i = first_of(&matcher->by_route, keys[k]);
        const struct match_entry *entry;
        for (; (entry = entry_of(&matcher->by_route, i, keys[k])); i++) {
            if (!agrees(matcher, run, entry->index))
                continue;
            struct match match = settle(matcher, run, entry->index, LIVE_BY_ROUTE);
            consider(&choice, &match);
        }
    }
    return chosen(&choice);
}

static void index_patterns(struct matcher *matcher)
{
    const struct network *network = matcher->network;
    for (pattern_ix i = 0; i < network->counts.patterns; i++)
        if (network->routes[network->patterns[i].route].feed == matcher->rules->feed)
            vec_push(&matcher->by_pattern.entries,
                     &(struct match_entry){network->patterns[i].route, i});
    vec_sort(&matcher->by_pattern.entries, entry_order);
}

/* Looks at the trips of one pattern, whose promised times must be those that the feed gives. */
static void look_at_pattern(const struct matcher *matcher, const struct realtime_run *run,
                            const struct match_promises *promises, struct choice *choice)
{
    const struct network *network = matcher->network;
    const struct pattern *pattern = &network->patterns[promises->pattern];
    for (uint32_t i = 0; i < pattern->trip_count; i++) {
        trip_ix trip = pattern->first_trip + i;
        civil_day day;
        if (network->trips[trip].frequency_count || !agrees(matcher, run, trip) ||
            !match_promises_fit(network, &matcher->zone, promises, trip, &day) ||
            (run->has_start_date && run->start_date != day))
            continue;
        struct realtime_run on_day = *run;
        on_day.has_start_date = true;
        on_day.start_date = day;
        struct match match = settle(matcher, &on_day, trip, LIVE_BY_STOPS);
        if (match.problem == RT_ODDITIES)
            consider(choice, &match);
    }
}

static struct match find_by_stops(struct matcher *matcher, const struct realtime_run *run,
                                  route_ix route, struct match_stops stops)
{
    struct choice choice = {.best = nothing};
    if (!matcher->rules->by_stops || !stops.count || run->unclear)
        return nothing;
    if (is_due(&matcher->by_pattern))
        index_patterns(matcher);
    const struct match_entry *entry;
    uint32_t i = first_of(&matcher->by_pattern, route);
    for (; (entry = entry_of(&matcher->by_pattern, i, route)); i++) {
        struct match_promises promises;
        if (match_promises_of(matcher->network, entry->index, stops, &promises))
            look_at_pattern(matcher, run, &promises, &choice);
    }
    return chosen(&choice);
}

struct match matcher_find(struct matcher *matcher, const struct realtime_run *run,
                          struct match_stops stops)
{
    const struct network *network = matcher->network;
    feed_ix feed = matcher->rules->feed;
    const char *id = run->trip_id.text;
    trip_ix trip = id ? keys_trip_in(network, feed, id) : NO_IX;
    if (trip != NO_IX)
        return settle(matcher, run, trip, LIVE_BY_TRIP);
    struct match match = find_by_part(matcher, run, true);
    if (match.problem == RT_RUN_UNKNOWN)
        match = find_by_part(matcher, run, false);
    route_ix route = run->route_id.text ? keys_route_in(network, feed, run->route_id.text) : NO_IX;
    if (match.problem == RT_RUN_UNKNOWN && route != NO_IX)
        match = find_by_route(matcher, run, route);
    if (match.problem == RT_RUN_UNKNOWN && route != NO_IX)
        match = find_by_stops(matcher, run, route, stops);
    return match;
}

struct match matcher_find_trip(struct matcher *matcher, const struct realtime_run *run)
{
    const struct network *network = matcher->network;
    trip_ix trip =
        run->trip_id.text ? keys_trip_in(network, matcher->rules->feed, run->trip_id.text) : NO_IX;
    if (trip != NO_IX)
        return (struct match){.trip = trip, .stage = LIVE_BY_TRIP, .problem = RT_ODDITIES};
    struct match match = matcher_find(matcher, run, (struct match_stops){0});
    if (match.trip != NO_IX)
        match.problem = RT_ODDITIES;
    return match;
}
