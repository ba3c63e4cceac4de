#include "engine/base/memory.h"
#include "engine/network/check.h"

/* Patterns follow one another without a gap: each owns its calls and its trips. */
static bool check_patterns(const struct network *network, struct error *error)
{
    uint32_t calls = 0, trips = 0;
    for (pattern_ix i = 0; i < network->counts.patterns; i++) {
        const struct pattern *pattern = &network->patterns[i];
        if (pattern->route >= network->counts.routes)
            return check_fail(error, "patterns", i, "has no route");
        if (pattern->call_count < 2 || pattern->first_call != calls ||
            !check_within(calls, pattern->call_count, network->counts.call_berths))
            return check_fail(error, "patterns", i, "has calls that are not its own");
        if (pattern->first_trip != trips ||
            !check_within(trips, pattern->trip_count, network->counts.trips))
            return check_fail(error, "patterns", i, "has trips that are not its own");
        if (pattern->wheelchair > TRISTATE_NO || pattern->bikes > TRISTATE_NO ||
            pattern->cars > TRISTATE_NO)
            return check_fail(error, "patterns", i, "says neither yes nor no");
        calls += pattern->call_count;
        trips += pattern->trip_count;
    }
    if (calls != network->counts.call_berths || trips != network->counts.trips)
        return check_fail(error, "patterns", network->counts.patterns, "is missing");
    return true;
}

static bool check_calls(const struct network *network, struct error *error)
{
    for (uint32_t i = 0; i < network->counts.call_berths; i++)
        if (network->call_berths[i] >= network->counts.berth_stops)
            return check_fail(error, "call_berths", i, "leads nowhere");
    for (uint32_t i = 0; i < network->counts.call_rules; i++)
        if (network->call_rules[i].pickup > BOARDING_DRIVER ||
            network->call_rules[i].drop_off > BOARDING_DRIVER)
            return check_fail(error, "call_rules", i, "is of no kind");
    return true;
}

static bool check_stop_patterns(const struct network *network, struct error *error)
{
    const uint32_t *first = network->stop_pattern_first;
    for (stop_ix stop = 0; stop < network->facts->served_stops; stop++) {
        if (first[stop + 1] < first[stop] || first[stop + 1] > network->counts.stop_patterns)
            return check_fail(error, "stop_pattern_first", stop, "lies before the one in front");
        for (uint32_t i = first[stop]; i < first[stop + 1]; i++) {
            const struct stop_pattern *entry = &network->stop_patterns[i];
            if (entry->pattern >= network->counts.patterns ||
                entry->call >= network->patterns[entry->pattern].call_count)
                return check_fail(error, "stop_patterns", i, "leads nowhere");
            const struct pattern *pattern = &network->patterns[entry->pattern];
            if (network_call_stop(network, pattern, entry->call) != stop)
                return check_fail(error, "stop_patterns", i, "is a call at another stop");
        }
    }
    return true;
}

/* What the trips are measured against, made beforehand in one pass each. */
struct lengths {
    uint32_t *profiles; /* by call_time: where the times that never fall from there on end */
    uint32_t *outlines; /* by outline: how many calls it places */
};

/* Trips share profiles, so where one may start is known only from them: how far each goes is not
 * looked up trip by trip. */
static bool measure_profiles(const struct network *network, struct lengths *lengths,
                             struct error *error)
{
    uint32_t count = network->counts.profile_times;
    lengths->profiles = memory_zeroed(count, sizeof *lengths->profiles);
    for (uint32_t i = count; i-- > 0;) {
        const struct call_time *time = &network->profile_times[i], *next = time + 1;
        if (!check_seconds(time->arrive) || !check_seconds(time->depart) ||
            time->depart < time->arrive)
            return check_fail(error, "profile_times", i, "is out of range");
        bool goes_on = i + 1 < count && time->depart <= next->arrive;
        lengths->profiles[i] = goes_on ? lengths->profiles[i + 1] : i + 1;
    }
    return true;
}

/* Each outline's calls end where those of the next one begin. */
static bool measure_outlines(const struct network *network, struct lengths *lengths,
                             struct error *error)
{
    uint32_t count = network->counts.outlines, calls = network->counts.outline_calls;
    lengths->outlines = memory_zeroed(count, sizeof *lengths->outlines);
    for (uint32_t i = 0; i < count; i++) {
        const struct outline *outline = &network->outlines[i];
        uint32_t end = i + 1 < count ? outline[1].first_call : calls;
        if (!check_within(outline->first_point, outline->point_count, network->counts.shape_points))
            return check_fail(error, "outlines", i, "has points outside the points");
        if (end < outline->first_call || end > calls)
            return check_fail(error, "outlines", i, "has calls that are not its own");
        for (uint32_t k = outline->first_call; outline->point_count && k < end; k++)
            if (network->outline_calls[k] >= outline->point_count ||
                (k > outline->first_call &&
                 network->outline_calls[k] < network->outline_calls[k - 1]))
                return check_fail(error, "outline_calls", k, "is no point after the one before");
        lengths->outlines[i] = end - outline->first_call;
    }
    return true;
}

static bool check_trip(const struct network *network, const struct lengths *lengths, trip_ix index,
                       struct error *error)
{
    const struct trip *trip = &network->trips[index];
    uint32_t texts = network->counts.texts, calls = network->patterns[trip->pattern].call_count;
    if (trip->id >= texts || trip->headsign >= texts || trip->short_name >= texts)
        return check_fail(error, "trips", index, "has a text outside the texts");
    if (trip->service >= network->counts.services || !check_seconds(trip->start))
        return check_fail(error, "trips", index, "has no service, or a start out of range");
    if (trip->profile >= network->counts.profile_times ||
        lengths->profiles[trip->profile] - trip->profile < calls ||
        network->profile_times[trip->profile].depart != 0)
        return check_fail(error, "trips", index, "has times that do not fit its calls");
    if (trip->shape != NO_IX &&
        (trip->shape >= network->counts.outlines || lengths->outlines[trip->shape] < calls))
        return check_fail(error, "trips", index, "has an outline that does not fit its calls");
    if (trip->call_headsigns != NO_IX &&
        !check_within(trip->call_headsigns, calls, network->counts.call_headsigns))
        return check_fail(error, "trips", index, "has headsigns outside the headsigns");
    if (trip->call_sequences != NO_IX &&
        !check_within(trip->call_sequences, calls, network->counts.call_sequences))
        return check_fail(error, "trips", index, "has sequences outside the sequences");
    if (!check_or_none(trip->block, network->counts.blocks) || trip->direction > 2)
        return check_fail(error, "trips", index, "has a block or direction that is none");
    return true;
}

static bool check_trips(const struct network *network, const struct lengths *lengths,
                        struct error *error)
{
    uint64_t repeats = 0;
    for (pattern_ix p = 0; p < network->counts.patterns; p++) {
        const struct pattern *pattern = &network->patterns[p];
        for (uint32_t i = 0; i < pattern->trip_count; i++) {
            trip_ix index = pattern->first_trip + i;
            const struct trip *trip = &network->trips[index];
            if (trip->pattern != p)
                return check_fail(error, "trips", index, "is of another pattern");
            if (!check_trip(network, lengths, index, error))
                return false;
            repeats += trip->frequency_count;
            if (trip->frequency_count &&
                (!check_within(trip->first_frequency, trip->frequency_count,
                               network->counts.frequencies) ||
                 repeats > network->counts.frequencies))
                return check_fail(error, "trips", index, "has frequencies that are not its own");
        }
    }
    for (uint32_t i = 0; i < network->counts.trips_by_id; i++)
        if (network->trips_by_id[i] >= network->counts.trips)
            return check_fail(error, "trips_by_id", i, "leads nowhere");
    for (uint32_t i = 0; i < network->counts.call_headsigns; i++)
        if (network->call_headsigns[i] >= network->counts.texts)
            return check_fail(error, "call_headsigns", i, "has a text outside the texts");
    return true;
}

static bool check_frequencies(const struct network *network, struct error *error)
{
    for (uint32_t i = 0; i < network->counts.frequencies; i++) {
        const struct frequency *frequency = &network->frequencies[i];
        if (frequency->headway <= 0 || frequency->headway > INT32_MAX / 2 ||
            !check_seconds(frequency->first) || !check_seconds(frequency->last))
            return check_fail(error, "frequencies", i, "is out of range");
        if ((frequency->last - frequency->first) / frequency->headway > FREQUENCY_DEPARTURES_MAX)
            return check_fail(error, "frequencies", i, "has too many departures");
    }
    return true;
}

static bool check_blocks(const struct network *network, struct error *error)
{
    uint32_t trips = 0;
    for (uint32_t i = 0; i < network->counts.blocks; i++) {
        const struct block *block = &network->blocks[i];
        if (block->first != trips ||
            !check_within(trips, block->count, network->counts.block_trips))
            return check_fail(error, "blocks", i, "has trips that are not its own");
        trips += block->count;
    }
    for (uint32_t i = 0; i < network->counts.block_trips; i++)
        if (network->block_trips[i] >= network->counts.trips)
            return check_fail(error, "block_trips", i, "leads nowhere");
    return true;
}

static uint32_t last_call(const struct network *network, trip_ix trip)
{
    return network->patterns[network->trips[trip].pattern].call_count - 1;
}

/* One gets off after the first call and on before the last; who stays seated does so at the end. */
static bool check_links(const struct network *network, struct error *error)
{
    for (uint32_t i = 0; i < network->counts.trip_links; i++) {
        const struct trip_link *link = &network->trip_links[i];
        if (link->from >= network->counts.trips || link->to >= network->counts.trips ||
            link->kind > LINK_GUARANTEE)
            return check_fail(error, "trip_links", i, "leads nowhere");
        uint32_t from_last = last_call(network, link->from), to_last = last_call(network, link->to);
        bool fits =
            link->kind == LINK_GUARANTEE
                ? link->from_call > 0 && link->from_call <= from_last && link->to_call < to_last
                : link->from_call == from_last && link->to_call == 0;
        if (!fits)
            return check_fail(error, "trip_links", i, "leads to a call that is none");
    }
    return true;
}

bool check_timetable(const struct network *network, struct error *error)
{
    struct lengths lengths = {0};
    bool fits = check_patterns(network, error) && check_calls(network, error) &&
                check_stop_patterns(network, error) && measure_profiles(network, &lengths, error) &&
                measure_outlines(network, &lengths, error) && check_frequencies(network, error) &&
                check_trips(network, &lengths, error) && check_blocks(network, error) &&
                check_links(network, error);
    memory_free(lengths.profiles);
    memory_free(lengths.outlines);
    return fits;
}
