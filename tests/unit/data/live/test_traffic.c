#include "data/live/traffic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/network/keys.h"
#include "feeds/realtime/write.h"
#include "tests/built.h"

/* What the operators of the demo city tell can be believed, at any hour. */

enum { HOUR = 3600, KINDS = 3, TRIPS = 0, VEHICLES = 1, ALERTS = 2 };

static struct built city;
static struct arena arena;

/* One decoded message and its bytes. */
struct told {
    struct realtime_message message;
    struct findings findings;
    struct arena arena;
    struct vec bytes;
};

static unix_time at(int month, int day, int hour, int minute)
{
    struct zone zone = network_zone(&city.network, city.network.feeds[0].zone);
    return zone_time(&zone, civil_day_of(2026, month, day), hour * 3600 + minute * 60);
}

static void tell(struct told *told, feed_ix feed, int kind, unix_time now, uint64_t seed)
{
    static struct realtime_message (*const makers[KINDS])(
        const struct traffic *, struct arena *) = {traffic_trips, traffic_vehicles, traffic_alerts};
    const struct realtime_limits limits = realtime_limits_usual(now);
    struct traffic traffic;
    struct error error = {0};
    *told = (struct told){.bytes = vec_of(1)};
    findings_init(&told->findings);
    arena_reset(&arena);
    traffic_open(&traffic, &city.network, feed, seed, now);
    struct realtime_message message = makers[kind](&traffic, &arena);
    realtime_write(&message, &told->bytes);
    traffic_close(&traffic);
    const struct realtime_bytes bytes = {told->bytes.data, told->bytes.count, "live.pb"};
    if (!realtime_decode(bytes, &limits, &told->arena, &told->findings, &told->message, &error))
        fail_msg("%s", error.text);
}

static void forget(struct told *told)
{
    findings_finish(&told->findings);
    arena_finish(&told->arena);
    vec_finish(&told->bytes);
}

/* A working day, a Sunday, the night of the last tram, and the two nights that are not 24 h. */
static unix_time moment(int number)
{
    const unix_time moments[] = {at(5, 4, 8, 10),  at(5, 5, 12, 30),  at(5, 8, 17, 45),
                                 at(5, 10, 15, 0), at(5, 9, 0, 20),   at(5, 9, 3, 50),
                                 at(3, 29, 3, 5),  at(10, 25, 2, 30), at(12, 24, 23, 59)};
    return number < (int)(sizeof moments / sizeof *moments) ? moments[number] : 0;
}

static void nothing_is_odd(void **state)
{
    (void)state;
    for (int i = 0; moment(i); i++)
        for (feed_ix feed = 0; feed < 2; feed++)
            for (int kind = 0; kind < KINDS; kind++) {
                struct told told;
                tell(&told, feed, kind, moment(i), 1);
                assert_int_equal(told.message.stamp, moment(i));
                if (told.findings.items.count)
                    fail_msg("moment %d, feed %u: %s", i, feed,
                             ((const struct finding *)told.findings.items.data)->code);
                forget(&told);
            }
}

/* The trip of a run, which must run on that date. */
static const struct trip *trip_of(feed_ix feed, const struct realtime_run *run)
{
    const struct network *network = &city.network;
    char id[64];
    snprintf(id, sizeof id, "%.*s", (int)strcspn(run->trip_id.text, "+"), run->trip_id.text);
    if (strcmp(id, run->trip_id.text) != 0) /* of a vehicle that runs a copy, too */
        assert_true(run->relation == TRIP_NEW || run->relation == TRIP_DUPLICATED);
    trip_ix trip = keys_trip_in(network, feed, id);
    if (trip == NO_IX)
        fail_msg("nobody knows %s", id);
    assert_true(network_service_runs(network, network->trips[trip].service, run->start_date));
    assert_string_equal(run->route_id.text,
                        network_text(network, network_trip_route(network, trip)->id));
    return &network->trips[trip];
}

/* When something happens at a call: as told, or as promised and so much later. */
static unix_time told_time(const struct realtime_event *event, const struct trip *trip,
                           const struct realtime_run *run, int32_t offset)
{
    struct zone zone = network_zone(&city.network, city.network.feeds[0].zone);
    if (event->has_time)
        return event->time;
    return zone_day_start(&zone, run->start_date) + trip->start + offset + event->delay;
}

static void look_at_stops(feed_ix feed, const struct realtime_trip *told)
{
    const struct network *network = &city.network;
    const struct trip *trip = trip_of(feed, &told->run);
    const struct pattern *pattern = &network->patterns[trip->pattern];
    unix_time last = 0;
    assert_true(told->stop_count <= pattern->call_count);
    assert_int_equal(told->stop_count == 0, told->run.relation == TRIP_CANCELED);
    for (uint32_t i = 0; i < told->stop_count; i++) {
        const struct realtime_stop *stop = &told->stops[i];
        const struct call_time *promised = &network->profile_times[trip->profile + i];
        const struct stop *own = &network->stops[network_call_stop(network, pattern, i)];
        assert_string_equal(stop->stop_id.text, network_text(network, own->id));
        trip_ix index = (trip_ix)(trip - network->trips);
        if (stop->has_sequence)
            assert_int_equal(network_call_at(network, index, stop->sequence), i);
        if (stop->relation == STOP_SKIPPED)
            continue;
        if (stop->arrival.has_time || stop->arrival.has_delay) {
            unix_time arrive = told_time(&stop->arrival, trip, &told->run, promised->arrive);
            assert_true(arrive >= last);
            last = arrive;
        }
        if (stop->departure.has_time || stop->departure.has_delay) {
            unix_time depart = told_time(&stop->departure, trip, &told->run, promised->depart);
            assert_true(depart >= last);
            last = depart;
        }
    }
}

static void trips_are_known_and_times_never_fall(void **state)
{
    (void)state;
    for (int i = 0; moment(i); i++)
        for (feed_ix feed = 0; feed < 2; feed++) {
            struct told told;
            tell(&told, feed, TRIPS, moment(i), 1);
            for (uint32_t k = 0; k < told.message.trip_count; k++)
                look_at_stops(feed, &told.message.trips[k]);
            forget(&told);
        }
}

static void the_same_moment_gives_the_same_bytes(void **state)
{
    (void)state;
    for (int kind = 0; kind < KINDS; kind++) {
        struct told first, again, other;
        tell(&first, 0, kind, at(5, 4, 8, 10), 1);
        tell(&again, 0, kind, at(5, 4, 8, 10), 1);
        tell(&other, 0, kind, at(5, 4, 8, 10), 2);
        assert_int_equal(first.bytes.count, again.bytes.count);
        assert_memory_equal(first.bytes.data, again.bytes.data, first.bytes.count);
        assert_true(first.bytes.count != other.bytes.count ||
                    memcmp(first.bytes.data, other.bytes.data, first.bytes.count) != 0);
        forget(&first);
        forget(&again);
        forget(&other);
    }
}

/* How late a run is at the last stop that is told; INT32_MIN: nothing is. */
static int32_t lateness(feed_ix feed, const struct realtime_trip *told)
{
    const struct trip *trip = trip_of(feed, &told->run);
    struct zone zone = network_zone(&city.network, city.network.feeds[0].zone);
    if (told->run.relation != TRIP_SCHEDULED || !told->stop_count || trip->frequency_count)
        return INT32_MIN;
    uint32_t last = told->stop_count - 1;
    int32_t offset = city.network.profile_times[trip->profile + last].arrive;
    unix_time promised = zone_day_start(&zone, told->run.start_date) + trip->start + offset;
    return (int32_t)(told_time(&told->stops[last].arrival, trip, &told->run, offset) - promised);
}

static uint32_t late_runs(unix_time now, struct intern *ids)
{
    uint32_t count = 0;
    struct told told;
    tell(&told, 0, TRIPS, now, 1);
    for (uint32_t i = 0; i < told.message.trip_count; i++) {
        const struct realtime_trip *trip = &told.message.trips[i];
        if (lateness(0, trip) > 60) {
            intern_add(ids, trip->run.route_id.text, trip->run.route_id.length);
            count++;
        }
    }
    forget(&told);
    return count;
}

/* Lines have good and bad hours. */
static void an_hour_later_others_are_late(void **state)
{
    (void)state;
    struct intern now = {0}, later = {0};
    uint32_t differ = 0;
    assert_in_range(late_runs(at(5, 4, 8, 10), &now), 5, 80);
    assert_in_range(late_runs(at(5, 4, 9, 10), &later), 3, 80);
    for (uint32_t i = 0; i < later.count; i++)
        differ += intern_find(&now, intern_key(&later, i), later.lengths[i]) == UINT32_MAX;
    for (uint32_t i = 0; i < now.count; i++)
        differ += intern_find(&later, intern_key(&now, i), now.lengths[i]) == UINT32_MAX;
    assert_true(differ > 0);
    intern_finish(&now);
    intern_finish(&later);
}

/* What was seen in the course of a day. */
struct seen {
    uint32_t relations[TRIP_NEW + 1], skipped, elsewhere, early, late;
};

static void note(feed_ix feed, const struct realtime_trip *trip, struct seen *seen)
{
    int32_t late = lateness(feed, trip);
    seen->relations[trip->run.relation]++;
    seen->early += late < -20 && late != INT32_MIN;
    seen->late += late > 180;
    for (uint32_t i = 0; i < trip->stop_count; i++) {
        const struct realtime_stop *stop = &trip->stops[i];
        seen->skipped += stop->relation == STOP_SKIPPED;
        seen->elsewhere += stop->change != NULL;
        if (!stop->change)
            continue;
        const struct network *network = &city.network;
        stop_ix own = keys_stop_in(network, feed, stop->stop_id.text);
        stop_ix other = keys_stop_in(network, feed, stop->change->assigned_stop_id.text);
        assert_true(own != other && network->stops[own].parent == network->stops[other].parent);
    }
}

static void a_day_has_something_of_everything(void **state)
{
    (void)state;
    for (feed_ix feed = 0; feed < 2; feed++) {
        struct seen seen = {0};
        for (int hour = 7; hour < 21; hour++) {
            struct told told;
            tell(&told, feed, TRIPS, at(5, 4, hour, 20), 1);
            for (uint32_t i = 0; i < told.message.trip_count; i++)
                note(feed, &told.message.trips[i], &seen);
            forget(&told);
        }
        assert_true(seen.relations[TRIP_CANCELED] && seen.skipped && seen.elsewhere);
        assert_true(seen.early && seen.late);
        /* Buses and trams get new runs, trains and coaches copies. */
        assert_true(feed ? seen.relations[TRIP_DUPLICATED] : seen.relations[TRIP_NEW]);
        assert_int_equal(seen.relations[TRIP_UNSCHEDULED] > 0, feed == 0);
        assert_true(seen.relations[TRIP_CANCELED] < seen.relations[TRIP_SCHEDULED] / 5);
    }
}

/* Of two messages about one run, the later one leaves what has passed as it was. */
static uint32_t compare_past(const struct realtime_trip *before, const struct realtime_trip *after)
{
    uint32_t passed = 0;
    for (uint32_t i = 0; i < before->stop_count; i++) {
        if (!before->stops[i].departure.has_time || before->stops[i].departure.time > before->stamp)
            continue;
        assert_int_equal(before->stops[i].departure.time, after->stops[i].departure.time);
        passed++;
    }
    return passed;
}

static void what_has_passed_stays(void **state)
{
    (void)state;
    struct told before, after;
    uint32_t passed = 0;
    tell(&before, 0, TRIPS, at(5, 4, 8, 10), 1);
    tell(&after, 0, TRIPS, at(5, 4, 8, 11), 1);
    for (uint32_t i = 0; i < before.message.trip_count; i++)
        for (uint32_t k = 0; k < after.message.trip_count; k++)
            if (strcmp(before.message.trips[i].entity.text, after.message.trips[k].entity.text) ==
                0)
                passed += compare_past(&before.message.trips[i], &after.message.trips[k]);
    assert_true(passed > 100);
    forget(&before);
    forget(&after);
}

/* The nearest stop of its trip is not far, and it speaks of one of them. */
static void look_at_vehicle(feed_ix feed, const struct realtime_vehicle *vehicle)
{
    const struct network *network = &city.network;
    const struct trip *trip = trip_of(feed, &vehicle->run);
    const struct pattern *pattern = &network->patterns[trip->pattern];
    double nearest = 1e9, longest = 0;
    bool named = false;
    for (uint32_t i = 0; i < pattern->call_count; i++) {
        const struct stop *stop = &network->stops[network_call_stop(network, pattern, i)];
        double metres = geo_metres(stop->at, vehicle->place);
        nearest = metres < nearest ? metres : nearest;
        if (i) {
            stop_ix before = network_call_stop(network, pattern, i - 1);
            metres = geo_metres(stop->at, network->stops[before].at);
            longest = metres > longest ? metres : longest;
        }
        named |= strcmp(network_text(network, stop->id), vehicle->stop_id.text) == 0;
    }
    assert_true(named);
    assert_true(nearest < longest);
    assert_true(vehicle->has_bearing && vehicle->has_speed);
    assert_in_range((int)vehicle->speed, 0, 40);
}

static void vehicles_are_on_their_way(void **state)
{
    (void)state;
    for (int i = 0; moment(i); i++)
        for (feed_ix feed = 0; feed < 2; feed++) {
            struct told told;
            tell(&told, feed, VEHICLES, moment(i), 1);
            for (uint32_t k = 0; k < told.message.vehicle_count; k++)
                look_at_vehicle(feed, &told.message.vehicles[k]);
            if (i < 3)
                assert_true(told.message.vehicle_count > 0);
            forget(&told);
        }
}

static void vehicles_move(void **state)
{
    (void)state;
    struct told before, after;
    uint32_t moved = 0, both = 0;
    tell(&before, 0, VEHICLES, at(5, 4, 8, 10), 1);
    tell(&after, 0, VEHICLES, at(5, 4, 8, 11), 1);
    for (uint32_t i = 0; i < before.message.vehicle_count; i++)
        for (uint32_t k = 0; k < after.message.vehicle_count; k++) {
            const struct realtime_vehicle *a = &before.message.vehicles[i];
            const struct realtime_vehicle *b = &after.message.vehicles[k];
            if (strcmp(a->name.id.text, b->name.id.text) != 0)
                continue;
            double metres = geo_metres(a->place, b->place);
            assert_true(metres < 1500);
            both++;
            moved += metres > 100;
        }
    assert_true(both > 20 && moved * 2 > both);
    forget(&before);
    forget(&after);
}

/* What a vehicle runs that the timetable does not have, a trip update has told by the same name. */
static bool is_told(const struct realtime_message *message, const struct realtime_run *run)
{
    for (uint32_t i = 0; i < message->trip_count; i++) {
        const struct realtime_trip *trip = &message->trips[i];
        bool copy = trip->run.relation == TRIP_DUPLICATED;
        const char *id = copy ? trip->change->trip_id.text : trip->run.trip_id.text;
        day_time start = copy ? trip->change->start_time : trip->run.start_time;
        if (strcmp(id, run->trip_id.text) == 0 && start == run->start_time)
            return trip->run.relation == run->relation;
    }
    return false;
}

static void vehicles_of_added_runs_bear_their_names(void **state)
{
    (void)state;
    uint32_t added[2] = {0};
    for (int minute = 0; minute < 12 * 60; minute += 10)
        for (feed_ix feed = 0; feed < 2; feed++) {
            struct told trips, vehicles;
            tell(&trips, feed, TRIPS, at(5, 4, 7, minute), 1);
            tell(&vehicles, feed, VEHICLES, at(5, 4, 7, minute), 1);
            for (uint32_t i = 0; i < vehicles.message.vehicle_count; i++) {
                const struct realtime_run *run = &vehicles.message.vehicles[i].run;
                assert_true(is_told(&trips.message, run));
                added[feed] += run->relation == TRIP_NEW || run->relation == TRIP_DUPLICATED;
            }
            forget(&trips);
            forget(&vehicles);
        }
    assert_true(added[0] && added[1]);
}

/* Whom the alert of a cancelled run reaches, the run is not offered to. */
static uint32_t look_at_cancelled(const struct realtime_alert *alert,
                                  const struct realtime_message *trips)
{
    const struct realtime_run *run = alert->selectors[0].run;
    const struct zone zone = network_zone(&city.network, city.network.feeds[0].zone);
    if (!run || zone_day_start(&zone, run->start_date) + run->start_time < trips->stamp)
        return 0;
    for (uint32_t i = 0; i < trips->trip_count; i++) {
        const struct realtime_run *told = &trips->trips[i].run;
        if (strcmp(told->trip_id.text, run->trip_id.text) == 0 &&
            told->start_date == run->start_date && told->relation == TRIP_CANCELED)
            return 1;
    }
    fail_msg("an alert says that %s is cancelled, and nothing else does", run->trip_id.text);
    return 0;
}

static void alerts_and_trips_agree_on_what_is_cancelled(void **state)
{
    (void)state;
    uint32_t cancelled = 0;
    for (int hour = 6; hour < 22; hour++)
        for (feed_ix feed = 0; feed < 2; feed++) {
            struct told trips, alerts;
            tell(&trips, feed, TRIPS, at(5, 4, hour, 20), 1);
            tell(&alerts, feed, ALERTS, at(5, 4, hour, 20), 1);
            for (uint32_t i = 0; i < alerts.message.alert_count; i++)
                cancelled += look_at_cancelled(&alerts.message.alerts[i], &trips.message);
            forget(&trips);
            forget(&alerts);
        }
    assert_true(cancelled > 10);
}

static void alerts_speak_two_languages(void **state)
{
    (void)state;
    uint32_t no_service = 0, sections = 0;
    struct told told;
    tell(&told, 0, ALERTS, at(5, 4, 8, 10), 1);
    for (uint32_t i = 0; i < told.message.alert_count; i++) {
        const struct realtime_alert *alert = &told.message.alerts[i];
        const struct realtime_texts *header = &alert->texts[ALERT_HEADER];
        assert_int_equal(header->count, 2);
        assert_string_equal(header->items[0].language.text, "fr");
        assert_string_equal(header->items[1].language.text, "en");
        no_service += alert->effect == 1;
        for (uint32_t k = 0; k < alert->selector_count; k++) {
            const struct realtime_selector *who = &alert->selectors[k];
            if (who->route_id.text)
                assert_true(keys_route_in(&city.network, 0, who->route_id.text) != NO_IX);
            if (who->stop_id.text)
                assert_true(keys_stop_in(&city.network, 0, who->stop_id.text) != NO_IX);
            if (who->run)
                trip_of(0, who->run);
            sections += who->route_id.text && who->stop_id.text;
        }
    }
    assert_true(no_service >= 2 && sections == 6);
    forget(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_odd),
        cmocka_unit_test(trips_are_known_and_times_never_fall),
        cmocka_unit_test(the_same_moment_gives_the_same_bytes),
        cmocka_unit_test(an_hour_later_others_are_late),
        cmocka_unit_test(a_day_has_something_of_everything),
        cmocka_unit_test(what_has_passed_stays),
        cmocka_unit_test(vehicles_are_on_their_way),
        cmocka_unit_test(vehicles_move),
        cmocka_unit_test(vehicles_of_added_runs_bear_their_names),
        cmocka_unit_test(alerts_and_trips_agree_on_what_is_cancelled),
        cmocka_unit_test(alerts_speak_two_languages),
    };
    built_from_paths(&city, (const char *const[]){"data/city/maree", "data/city/rivages", NULL});
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    built_finish(&city);
    return failed;
}
