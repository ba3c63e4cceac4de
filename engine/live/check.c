#include "engine/live/check.h"

#include "engine/network/check.h"

static bool is_text(const struct live *live, text_ix text)
{
    const struct network *network = live->network;
    return text < network->counts.texts || text - network->counts.texts < live->counts.texts;
}

static bool is_stop(const struct live *live, stop_ix stop)
{
    return check_or_none(stop, live->network->counts.stops);
}

/* Whether a feed of that number speaks of a timetable. */
static bool is_feed(const struct live *live, uint32_t feed)
{
    return feed < live->counts.feeds && live->feeds[feed].kind == LIVE_FEED_TIMETABLE;
}

static bool check_sizes(const struct live *live, struct error *error)
{
    const struct network *network = live->network;
    if (live->counts.runs != live->counts.trips)
        return check_fail(error, "runs", live->counts.runs, "has no trip, or is missing");
    if (live->counts.calls != live->counts.profile_times)
        return check_fail(error, "calls", live->counts.calls, "has no times, or is missing");
    if (live->counts.call_rules != live->counts.call_berths)
        return check_fail(error, "call_rules", live->counts.call_rules, "has no berth");
    if (live->counts.touched != (network->counts.trips + (uint64_t)63) / 64)
        return check_fail(error, "touched", live->counts.touched, "does not fit the trips");
    if (!live->counts.texts || live->texts[live->counts.texts - 1])
        return check_fail(error, "texts", live->counts.texts, "does not end");
    return true;
}

static bool check_patterns(const struct live *live, struct error *error)
{
    const struct network *network = live->network;
    uint32_t calls = network->counts.call_berths;
    for (uint32_t i = 0; i < live->counts.patterns; i++) {
        const struct pattern *pattern = &live->patterns[i];
        if (pattern->route >= network->counts.routes || pattern->call_count < 2 ||
            pattern->first_call != calls ||
            !check_within(calls - network->counts.call_berths, pattern->call_count,
                          live->counts.call_berths))
            return check_fail(error, "patterns", i, "has no route, or calls that are not its own");
        if (pattern->wheelchair > TRISTATE_NO || pattern->bikes > TRISTATE_NO ||
            pattern->cars > TRISTATE_NO)
            return check_fail(error, "patterns", i, "says neither yes nor no");
        if (!check_within(pattern->first_trip - network->counts.trips, pattern->trip_count,
                          live->counts.trips))
            return check_fail(error, "patterns", i, "has trips that are none");
        calls += pattern->call_count;
    }
    for (uint32_t i = 0; i < live->counts.call_berths; i++)
        if (live->call_berths[i] >= network->counts.berth_stops)
            return check_fail(error, "call_berths", i, "leads nowhere");
    for (uint32_t i = 0; i < live->counts.call_rules; i++)
        if (live->call_rules[i].pickup > BOARDING_DRIVER ||
            live->call_rules[i].drop_off > BOARDING_DRIVER)
            return check_fail(error, "call_rules", i, "is of no kind");
    return true;
}

/* The times of one trip: its own, in order, and short enough to be added. */
static bool check_times(const struct live *live, uint32_t index, uint32_t calls,
                        struct error *error)
{
    const struct network *network = live->network;
    const struct trip *trip = &live->trips[index];
    uint32_t first = trip->profile - network->counts.profile_times;
    if (trip->profile < network->counts.profile_times ||
        !check_within(first, calls, live->counts.profile_times) ||
        live->profile_times[first].depart != 0 || !check_seconds(trip->start))
        return check_fail(error, "trips", index, "has times that do not fit its calls");
    for (uint32_t i = first; i < first + calls; i++) {
        const struct call_time *time = &live->profile_times[i];
        if (!check_seconds(time->arrive) || !check_seconds(time->depart) ||
            time->depart < time->arrive || (i > first && time->arrive < time[-1].depart))
            return check_fail(error, "profile_times", i, "is out of range or order");
        if (live->calls[i].stop >= network->counts.stops ||
            !is_stop(live, live->calls[i].promised_stop) || !is_text(live, live->calls[i].headsign))
            return check_fail(error, "calls", i, "is at no stop, or has a text that is none");
    }
    return true;
}

/* What a trip takes over from the network is of a trip that calls as often. */
static bool check_loans(const struct live *live, uint32_t index, uint32_t calls)
{
    const struct network *network = live->network;
    const struct trip *trip = &live->trips[index];
    const struct live_run *run = &live->runs[index];
    if (trip->shape == NO_IX && trip->call_headsigns == NO_IX)
        return true;
    trip_ix model = run->promised != NO_IX ? run->promised : run->like;
    if (model == NO_IX)
        return false;
    const struct trip *lender = &network->trips[model];
    return network->patterns[lender->pattern].call_count == calls &&
           (trip->shape == NO_IX || trip->shape == lender->shape) &&
           (trip->call_headsigns == NO_IX || trip->call_headsigns == lender->call_headsigns);
}

static bool check_run(const struct live *live, uint32_t index, struct error *error)
{
    const struct network *network = live->network;
    const struct live_run *run = &live->runs[index];
    if (!check_or_none(run->promised, network->counts.trips) ||
        !check_or_none(run->like, network->counts.trips) || !is_feed(live, run->feed) ||
        !check_or_none(run->vehicle, live->counts.vehicles) || run->state > LIVE_DELETED ||
        run->origin > LIVE_REPLACED || run->stage >= LIVE_STAGES || !check_seconds(run->start))
        return check_fail(error, "runs", index, "is of no trip, feed, vehicle or kind");
    if ((run->promised == NO_IX) != (run->origin == LIVE_ADDED || run->origin == LIVE_COPIED))
        return check_fail(error, "runs", index, "is promised and is not");
    if (!is_text(live, run->vehicle_id) || !is_text(live, run->vehicle_label) ||
        !is_text(live, run->plate))
        return check_fail(error, "runs", index, "has a text outside the texts");
    return true;
}

/* A run in place keeps every call of its promise. */
static bool is_in_place(const struct live *live, uint32_t index, uint32_t calls)
{
    const struct network *network = live->network;
    const struct live_run *run = &live->runs[index];
    return run->origin != LIVE_CHANGED ||
           network->patterns[network->trips[run->promised].pattern].call_count == calls;
}

static bool check_trip(const struct live *live, uint32_t index, struct error *error)
{
    const struct network *network = live->network;
    const struct trip *trip = &live->trips[index];
    uint32_t patterns = network->counts.patterns;
    if (trip->pattern >= patterns && trip->pattern - patterns >= live->counts.patterns)
        return check_fail(error, "trips", index, "has no pattern");
    if (index && trip->pattern < live->trips[index - 1].pattern)
        return check_fail(error, "trips", index, "is out of order");
    uint32_t calls = trip->pattern < patterns ? network->patterns[trip->pattern].call_count
                                              : live->patterns[trip->pattern - patterns].call_count;
    if (!is_text(live, trip->id) || !is_text(live, trip->headsign) ||
        !is_text(live, trip->short_name) || trip->frequency_count || trip->direction > 2 ||
        !check_or_none(trip->block, network->counts.blocks) || trip->service != NO_IX)
        return check_fail(error, "trips", index, "has a text, block, service or direction amiss");
    if (!check_loans(live, index, calls) || !is_in_place(live, index, calls))
        return check_fail(error, "trips", index, "is not as the trip that it was promised as");
    return check_times(live, index, calls, error);
}

static bool check_runs(const struct live *live, struct error *error)
{
    for (uint32_t i = 0; i < live->counts.runs; i++)
        if (!check_run(live, i, error) || !check_trip(live, i, error))
            return false;
    for (uint32_t i = 0; i < live->counts.runs_by_promise; i++)
        if (live->runs_by_promise[i] >= live->counts.runs ||
            live->runs[live->runs_by_promise[i]].promised == NO_IX)
            return check_fail(error, "runs_by_promise", i, "leads nowhere");
    for (uint32_t i = 0; i < live->counts.stop_patterns; i++) {
        const struct live_stop_pattern *at = &live->stop_patterns[i];
        uint32_t pattern = at->pattern - live->network->counts.patterns;
        if (at->stop >= live->network->facts->served_stops ||
            at->pattern < live->network->counts.patterns || pattern >= live->counts.patterns ||
            at->call >= live->patterns[pattern].call_count)
            return check_fail(error, "stop_patterns", i, "leads nowhere");
    }
    return true;
}

static bool check_feeds(const struct live *live, struct error *error)
{
    for (uint32_t i = 0; i < live->counts.feeds; i++) {
        const struct live_feed *feed = &live->feeds[i];
        if (!is_text(live, feed->tag) || !is_text(live, feed->problem) ||
            feed->state > LIVE_FEED_SILENT || feed->kind > LIVE_FEED_FARES)
            return check_fail(error, "feeds", i, "has a text, state or kind that is none");
        if (feed->kind == LIVE_FEED_TIMETABLE ? feed->feed >= live->network->counts.feeds
                                              : feed->feed != NO_IX)
            return check_fail(error, "feeds", i, "speaks of a timetable that is none");
    }
    return true;
}

static bool check_vehicles(const struct live *live, struct error *error)
{
    for (uint32_t i = 0; i < live->counts.vehicles; i++) {
        const struct live_vehicle *vehicle = &live->vehicles[i];
        if (!check_or_none(vehicle->run, live->counts.runs) ||
            !check_or_none(vehicle->trip, live->network->counts.trips) ||
            !is_feed(live, vehicle->feed) || !is_stop(live, vehicle->stop) ||
            !is_text(live, vehicle->id) || !is_text(live, vehicle->label) ||
            !is_text(live, vehicle->plate))
            return check_fail(error, "vehicles", i, "leads nowhere");
    }
    for (uint32_t i = 0; i < live->counts.vehicles_by_trip; i++)
        if (live->vehicles_by_trip[i] >= live->counts.vehicles)
            return check_fail(error, "vehicles_by_trip", i, "leads nowhere");
    return true;
}

static bool check_selector(const struct live *live, uint32_t index, struct error *error)
{
    const struct network *network = live->network;
    const struct live_selector *selector = &live->alert_selectors[index];
    if (!check_or_none(selector->agency, network->counts.agencies) ||
        !check_or_none(selector->route, network->counts.routes) || !is_stop(live, selector->stop) ||
        !check_or_none(selector->trip, network->counts.trips) || selector->direction > 2)
        return check_fail(error, "alert_selectors", index, "names nothing");
    return true;
}

static bool check_alert(const struct live *live, uint32_t index, struct error *error)
{
    const struct live_alert *alert = &live->alerts[index];
    bool texts = is_text(live, alert->id) && is_text(live, alert->image_url) &&
                 is_text(live, alert->image_type) &&
                 alert->first_text[LIVE_ALERT_TEXTS] <= live->counts.alert_texts;
    for (uint32_t i = 0; i < LIVE_ALERT_TEXTS; i++)
        texts &= alert->first_text[i] <= alert->first_text[i + 1];
    if (!texts || !is_feed(live, alert->feed) ||
        !check_within(alert->first_period, alert->period_count, live->counts.alert_periods) ||
        !check_within(alert->first_impact, alert->impact_count, live->counts.alert_periods) ||
        !check_within(alert->first_selector, alert->selector_count, live->counts.alert_selectors))
        return check_fail(error, "alerts", index, "has a text, period or selector that is none");
    return true;
}

static bool check_alerts(const struct live *live, struct error *error)
{
    for (uint32_t i = 0; i < live->counts.alerts; i++)
        if (!check_alert(live, i, error))
            return false;
    for (uint32_t i = 0; i < live->counts.alert_texts; i++)
        if (!is_text(live, live->alert_texts[i].text) ||
            !is_text(live, live->alert_texts[i].language))
            return check_fail(error, "alert_texts", i, "is outside the texts");
    for (uint32_t i = 0; i < live->counts.alert_selectors; i++)
        if (!check_selector(live, i, error))
            return false;
    for (uint32_t i = 0; i < live->counts.alert_targets; i++)
        if (live->alert_targets[i].alert >= live->counts.alerts ||
            live->alert_targets[i].selector >= live->counts.alert_selectors)
            return check_fail(error, "alert_targets", i, "leads nowhere");
    return true;
}

/* They are looked up by their number. */
static bool check_parks(const struct live *live, struct error *error)
{
    for (uint32_t i = 0; i < live->counts.parks; i++) {
        const struct live_park *park = &live->parks[i];
        if (park->park >= live->network->counts.street_parks ||
            (i && park->park <= live->parks[i - 1].park) || park->feed >= live->counts.feeds ||
            live->feeds[park->feed].kind != LIVE_FEED_PARKS || park->state > LIVE_PARK_CLOSED)
            return check_fail(error, "parks", i, "is none, out of order, or of no feed");
    }
    return true;
}

static bool check_messages(const struct live *live, struct error *error)
{
    for (uint32_t i = 0; i < live->counts.messages; i++) {
        const struct live_message *message = &live->messages[i];
        if (message->feed >= live->network->counts.feeds ||
            !check_within(message->first, message->size, live->counts.republished))
            return check_fail(error, "messages", i, "is about no feed, or has bytes outside");
    }
    return true;
}

bool live_check(const struct live *live, struct error *error)
{
    return check_sizes(live, error) && check_patterns(live, error) && check_feeds(live, error) &&
           check_runs(live, error) && check_vehicles(live, error) && check_alerts(live, error) &&
           check_messages(live, error) && check_parks(live, error) && check_rental(live, error) &&
           check_overlay(live, error);
}
