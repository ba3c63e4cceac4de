#include "tests/rich_live.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/network/keys.h"
#include "tests/rich_fleet.h"

enum { CALLS_MAX = 8 };

/* A run of the timetable with its calls as promised, ready to be changed. */
struct saying {
    struct live_draft_run run;
    struct live_draft_call calls[CALLS_MAX];
};

static void promise(const struct network *network, const char *id, day_time start,
                    struct saying *saying)
{
    trip_ix trip = keys_trip_in(network, 0, id);
    const struct pattern *pattern = &network->patterns[network->trips[trip].pattern];
    const struct call_time *times = network->profile_times + network->trips[trip].profile;
    *saying = (struct saying){.run = {.run = {.promised = trip,
                                              .like = NO_IX,
                                              .day = RICH_DAY,
                                              .start = start,
                                              .vehicle = NO_IX},
                                      .route = NO_IX,
                                      .direction = 2,
                                      .call_count = pattern->call_count}};
    for (uint32_t i = 0; i < pattern->call_count; i++) {
        stop_ix stop = network_call_stop(network, pattern, i);
        struct call_rule rule = network->call_rules[pattern->first_call + i];
        saying->calls[i] = (struct live_draft_call){.stop = stop,
                                                    .promised_stop = stop,
                                                    .arrive = start + times[i].arrive,
                                                    .depart = start + times[i].depart,
                                                    .promised_arrive = start + times[i].arrive,
                                                    .promised_depart = start + times[i].depart,
                                                    .uncertainty = -1,
                                                    .pickup = rule.pickup,
                                                    .drop_off = rule.drop_off,
                                                    .flags = LIVE_ARRIVE_SAID | LIVE_DEPART_SAID,
                                                    .occupancy = 255};
    }
}

static void say(struct live_draft *draft, struct saying *saying)
{
    saying->run.calls = saying->calls;
    live_draft_add_run(draft, &saying->run);
}

static void delay(struct saying *saying, uint32_t from, int32_t seconds)
{
    for (uint32_t i = from; i < saying->run.call_count; i++) {
        saying->calls[i].arrive += seconds;
        saying->calls[i].depart += seconds;
    }
}

static void say_late(const struct network *network, struct live_draft *draft)
{
    struct saying saying;
    promise(network, "fast", 8 * 3600 + 300, &saying);
    delay(&saying, 1, 1500); /* It is overtaken by `slow`. */
    saying.run.vehicle_id = "bus-7";
    saying.run.wheelchair = TRISTATE_YES;
    say(draft, &saying);
}

static void say_skipped(const struct network *network, struct live_draft *draft)
{
    struct saying saying;
    promise(network, "slow", 8 * 3600, &saying);
    saying.calls[1].pickup = saying.calls[1].drop_off = BOARDING_NO;
    saying.calls[1].flags = LIVE_SKIPPED;
    saying.calls[2].headsign = "Dd direct";
    say(draft, &saying);
}

static void say_moved(const struct network *network, struct live_draft *draft)
{
    struct saying saying;
    promise(network, "one", 8 * 3600 + 120, &saying);
    saying.calls[0].stop = keys_stop_in(network, 0, "S1");
    say(draft, &saying);
}

static void say_headway(const struct network *network, struct live_draft *draft)
{
    struct saying saying;
    promise(network, "headway", 6 * 3600 + 600, &saying);
    delay(&saying, 0, 240);
    say(draft, &saying);
}

static void say_cancelled(const struct network *network, struct live_draft *draft)
{
    struct saying saying;
    promise(network, "late", 10 * 3600, &saying);
    saying.run.run.state = LIVE_CANCELLED;
    saying.run.call_count = 0;
    say(draft, &saying);
}

static void say_deleted(const struct network *network, struct live_draft *draft)
{
    struct saying saying;
    promise(network, "wait", 8 * 3600 + 720, &saying);
    saying.run.run.state = LIVE_DELETED;
    say(draft, &saying);
}

/* A run of two calls that the timetable does not have. */
static void say_new(const struct network *network, struct live_draft *draft,
                    enum live_origin origin, const char *id)
{
    struct saying saying = {.run = {.run = {.promised = NO_IX,
                                            .like = NO_IX,
                                            .day = RICH_DAY,
                                            .start = 9 * 3600,
                                            .vehicle = NO_IX,
                                            .origin = (uint8_t)origin},
                                    .route = NO_IX,
                                    .direction = 1,
                                    .id = id,
                                    .headsign = "Extra",
                                    .call_count = 2}};
    if (origin == LIVE_COPIED)
        saying.run.run.like = keys_trip_in(network, 0, "one");
    const char *const stops[] = {"A", "D"};
    for (uint32_t i = 0; i < 2; i++)
        saying.calls[i] = (struct live_draft_call){.stop = keys_stop_in(network, 0, stops[i]),
                                                   .promised_stop = NO_IX,
                                                   .arrive = 9 * 3600 + (day_time)i * 600,
                                                   .depart = 9 * 3600 + (day_time)i * 600,
                                                   .promised_arrive = LIVE_NO_TIME,
                                                   .promised_depart = LIVE_NO_TIME,
                                                   .uncertainty = 60,
                                                   .flags = LIVE_ADDED_CALL,
                                                   .occupancy = 1};
    say(draft, &saying);
}

static void say_added(const struct network *network, struct live_draft *draft)
{
    say_new(network, draft, LIVE_ADDED, "extra");
}

static void say_copied(const struct network *network, struct live_draft *draft)
{
    say_new(network, draft, LIVE_COPIED, "one-again");
}

static void say_vehicles(const struct network *network, struct live_draft *draft)
{
    const char *const trips[] = {"fast", "slow", NULL};
    const day_time starts[] = {8 * 3600 + 300, 8 * 3600, 0};
    for (int i = 0; i < 3; i++) {
        struct live_draft_vehicle vehicle = {
            .vehicle = {.run = NO_IX,
                        .trip = trips[i] ? keys_trip_in(network, 0, trips[i]) : NO_IX,
                        .day = RICH_DAY,
                        .start = starts[i],
                        .at = geo_point(46.01 + 0.001 * i, -5),
                        .stop = keys_stop_in(network, 0, "A"),
                        .bearing = 90,
                        .speed = -1,
                        .percentage = -1,
                        .placed = 1},
            .id = trips[i] ? trips[i] : "parked"};
        live_draft_add_vehicle(draft, &vehicle);
    }
}

static void say_alerts(const struct network *network, struct live_draft *draft)
{
    const struct live_draft_text texts[] = {{"Travaux", "fr"}, {"Works", "en"}};
    const struct live_period periods[] = {{1777593600, 1777680000}, {1777680000, 0}};
    const struct live_selector any = {NO_IX, NO_IX, NO_IX, NO_IX, INT32_MIN, INT32_MIN, -1, 2, {0}};
    struct live_selector selectors[] = {any, any, any, any, any};
    selectors[0].stop = keys_stop_in(network, 0, "S");
    selectors[1].route = keys_route_in(network, 0, "L");
    selectors[1].direction = 0;
    selectors[2].trip = keys_trip_in(network, 0, "fast");
    selectors[3].agency = 0;
    selectors[4].route_type = 3;
    struct live_draft_alert alert = {.id = "works",
                                     .periods = periods,
                                     .impacts = periods,
                                     .period_count = 2,
                                     .impact_count = 1,
                                     .selectors = selectors,
                                     .selector_count = 5,
                                     .cause = 10,
                                     .effect = 1,
                                     .severity = 3};
    alert.texts[LIVE_ALERT_HEADER].items = texts;
    alert.texts[LIVE_ALERT_HEADER].count = 2;
    live_draft_add_alert(draft, &alert);
    alert.id = "other";
    alert.selector_count = 1;
    alert.image_url = "http://example.org/works.png";
    live_draft_add_alert(draft, &alert);
}

/* Drafts borrow them. */
static struct fleet fleets[2];

static void say_fleets(const struct network *network, struct live_draft *draft)
{
    static const char *const ids[] = {"bikes-b", "bikes-a"};
    for (uint32_t i = 0; i < 2; i++) {
        fleet_finish(&fleets[i]);
        rich_fleet_make(&fleets[i], ids[i], network);
        live_draft_add_fleet(draft, &fleets[i], 0);
    }
}

static void say_prices(const struct network *network, struct live_draft *draft)
{
    static const struct rental_rate rate = {0, RENTAL_RATE_ENDLESS, 60000, 50000};
    static const struct live_draft_network of_feed = {{OVERLAY_OF_FEED, 0, NO_IX, 0}, NULL},
                                           of_agency = {{OVERLAY_OF_AGENCY, 0, 0, 0}, NULL};
    const struct live_draft_rule combined = {
        .rule = {.kind = OVERLAY_COMBINED,
                 .line = 2,
                 .amount = 250,
                 .decimals = 2,
                 .seconds = 3600,
                 .first_day = OVERLAY_ALWAYS_FROM,
                 .last_day = OVERLAY_ALWAYS_TO,
                 .weekdays = 127,
                 .park = NO_IX},
        .id = "both",
        .name = "Both of them",
        .currency = "EUR",
        .networks = &of_feed,
        .network_count = 1,
        .onto = &of_agency,
        .onto_count = 1,
    };
    struct live_draft_rule parking = combined;
    (void)network;
    parking.rule.kind = OVERLAY_PARKING;
    parking.rule.park = 0;
    parking.rates = &rate;
    parking.rate_count = 1;
    live_draft_add_rule(draft, &parking);
    live_draft_add_rule(draft, &combined);
    live_draft_lose_rows(draft, OVERLAY_SUPPLEMENT, 1);
}

typedef void sayer(const struct network *network, struct live_draft *draft);

static sayer *const sayers[] = {say_late,      say_skipped, say_moved,  say_headway,
                                say_cancelled, say_deleted, say_added,  say_copied,
                                say_vehicles,  say_alerts,  say_fleets, say_prices};

enum { SAYERS = sizeof sayers / sizeof *sayers };

static struct live_draft *empty_draft(const struct network *network)
{
    struct live_draft *draft = live_draft_create(network);
    struct live_feed feed = {.stamp = 1777593600, .fetched = 1777593601, .limit_seconds = 600};
    live_draft_add_feed(draft, &feed, "buses", NULL);
    live_draft_republish(draft, 0, "bytes", 5);
    return draft;
}

struct live_draft *rich_live_draft(const struct network *network)
{
    struct live_draft *draft = empty_draft(network);
    for (int i = 0; i < SAYERS; i++)
        sayers[i](network, draft);
    return draft;
}

struct live_draft *rich_live_reversed(const struct network *network)
{
    struct live_draft *draft = empty_draft(network);
    for (int i = SAYERS; i-- > 0;)
        sayers[i](network, draft);
    return draft;
}

void rich_live_open(const struct built *built, const char *path, struct live *live)
{
    struct error error;
    struct live_draft *draft = rich_live_draft(&built->network);
    bool done = live_freeze(draft, 1777593600, 1, path, &error) &&
                live_open(live, path, &built->network, &error);
    live_draft_destroy(draft);
    if (done)
        return;
    fprintf(stderr, "%s: %s\n", error.place, error.text);
    exit(1);
}
