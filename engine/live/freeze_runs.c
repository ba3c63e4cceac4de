#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/live/drafted.h"

/*
 * Runs become trips of patterns. A run that keeps the berths and rules it was promised stays in its
 * pattern, so that it is dealt to lanes with its neighbours; every other combination of berths and
 * rules is a pattern of its own, shared by the runs that have it.
 */

/* All that makes a pattern what it is, but for its calls. */
struct pattern_key {
    route_ix route;
    uint8_t wheelchair, bikes, cars, reserved;
};

/* One call as a pattern sees it. */
struct pattern_call {
    berth_ix berth;
    struct call_rule rule;
    uint16_t reserved;
};

/* A run being written. */
struct writing {
    const struct live_draft_run *run;
    const struct pattern *promised; /* the pattern it was promised in, or that of `like`, or NULL */
    struct vec calls;               /* struct live_draft_call: those that are kept */
    struct vec places;              /* struct pattern_call, one each */
};

static const struct trip *trip_of(const struct network *network, trip_ix trip)
{
    return trip == NO_IX ? NULL : &network->trips[trip];
}

/* The trip that tells what the run itself does not: carriage of bicycles, shape, names. */
static const struct trip *model_of(const struct network *network, const struct live_draft_run *run)
{
    return trip_of(network, run->run.promised != NO_IX ? run->run.promised : run->run.like);
}

static route_ix route_of(const struct live_frozen *frozen, const struct live_draft_run *run)
{
    const struct network *network = frozen->network;
    const struct trip *model = model_of(network, run);
    if (model)
        return network->patterns[model->pattern].route;
    const struct live_feed *feed = vec_at(&frozen->draft->feeds, run->run.feed);
    return run->route != NO_IX ? run->route : network->feeds[feed->feed].spare_route;
}

/* The calls of a promised run, as promised: of one that does not run. */
static void take_promised(const struct network *network, struct writing *writing)
{
    const struct live_run *run = &writing->run->run;
    const struct pattern *pattern = writing->promised;
    const struct call_time *times = network->profile_times + network->trips[run->promised].profile;
    for (uint32_t i = 0; i < pattern->call_count; i++) {
        stop_ix stop = network_call_stop(network, pattern, i);
        struct call_rule rule = network->call_rules[pattern->first_call + i];
        struct live_draft_call call = {
            .stop = stop,
            .promised_stop = stop,
            .arrive = run->start + times[i].arrive,
            .depart = run->start + times[i].depart,
            .promised_arrive = run->start + times[i].arrive,
            .promised_depart = run->start + times[i].depart,
            .uncertainty = -1,
            .pickup = rule.pickup,
            .drop_off = rule.drop_off,
            .occupancy = 255,
        };
        vec_push(&writing->calls, &call);
    }
}

/* Where the search sees call `i` of the run; NO_IX: nowhere. */
static berth_ix berth_of(const struct live_frozen *frozen, const struct writing *writing,
                         route_ix route, uint32_t i)
{
    const struct network *network = frozen->network;
    const struct live_draft_call *call = vec_at(&writing->calls, i);
    bool in_place = writing->run->run.origin == LIVE_CHANGED;
    berth_ix promised =
        in_place ? network->call_berths[writing->promised->first_call + i] : (berth_ix)NO_IX;
    if (in_place && call->stop == call->promised_stop)
        return promised;
    berth_ix berth = live_berth(network, route, call->stop);
    return berth == NO_IX ? promised : berth;
}

/* Finds the berths, and leaves out calls that have none. */
static void place_calls(const struct live_frozen *frozen, struct writing *writing, route_ix route)
{
    uint32_t kept = 0;
    struct live_draft_call *calls = writing->calls.data;
    vec_resize(&writing->places, 0);
    for (uint32_t i = 0; i < writing->calls.count; i++) {
        struct pattern_call place = {.berth = berth_of(frozen, writing, route, i),
                                     .rule = {calls[i].pickup, calls[i].drop_off}};
        if (place.berth == NO_IX)
            continue;
        calls[kept++] = calls[i];
        vec_push(&writing->places, &place);
    }
    vec_resize(&writing->calls, kept);
}

/* Whether the run calls as its promised pattern does. */
static bool is_as_promised(const struct network *network, const struct writing *writing,
                           const struct pattern_key *key)
{
    const struct pattern *pattern = writing->promised;
    const struct pattern_call *places = writing->places.data;
    if (writing->run->run.origin == LIVE_REPLACED || !pattern ||
        pattern->call_count != writing->places.count || pattern->wheelchair != key->wheelchair)
        return false;
    for (uint32_t i = 0; i < pattern->call_count; i++) {
        struct call_rule rule = network->call_rules[pattern->first_call + i];
        if (network->call_berths[pattern->first_call + i] != places[i].berth ||
            rule.pickup != places[i].rule.pickup || rule.drop_off != places[i].rule.drop_off)
            return false;
    }
    return true;
}

static void add_pattern(struct live_frozen *frozen, const struct pattern_key *key,
                        const struct vec *places)
{
    const struct pattern_call *items = places->data;
    struct pattern pattern = {
        .route = key->route,
        .first_call = frozen->network->counts.call_berths + frozen->call_berths.count,
        .call_count = places->count,
        .wheelchair = key->wheelchair,
        .bikes = key->bikes,
        .cars = key->cars,
    };
    for (uint32_t i = 0; i < places->count; i++) {
        vec_push(&frozen->call_berths, &items[i].berth);
        vec_push(&frozen->call_rules, &items[i].rule);
    }
    vec_push(&frozen->patterns, &pattern);
}

static pattern_ix pattern_of(struct live_frozen *frozen, const struct writing *writing,
                             route_ix route)
{
    const struct network *network = frozen->network;
    const struct pattern *like = writing->promised;
    uint8_t said = writing->run->wheelchair;
    struct pattern_key key = {
        .route = route,
        .wheelchair = said   ? said
                      : like ? like->wheelchair
                             : (uint8_t)TRISTATE_UNKNOWN,
        .bikes = like ? like->bikes : (uint8_t)TRISTATE_UNKNOWN,
        .cars = like ? like->cars : (uint8_t)TRISTATE_UNKNOWN,
    };
    if (is_as_promised(network, writing, &key))
        return (pattern_ix)(like - network->patterns);
    size_t calls = writing->places.count * sizeof(struct pattern_call);
    char *bytes = memory_resize(NULL, 1, sizeof key + calls);
    memcpy(bytes, &key, sizeof key);
    memcpy(bytes + sizeof key, writing->places.data, calls);
    uint32_t number = intern_add(&frozen->pattern_keys, bytes, sizeof key + calls);
    memory_free(bytes);
    if (number == frozen->patterns.count)
        add_pattern(frozen, &key, &writing->places);
    return network->counts.patterns + number;
}

/* One call beside its times. */
static void add_call(struct live_frozen *frozen, const struct live_draft_call *call)
{
    *(struct live_call *)vec_add(&frozen->calls) = (struct live_call){
        .promised_arrive = call->promised_arrive,
        .promised_depart = call->promised_depart,
        .stop = call->stop,
        .promised_stop = call->promised_stop,
        .headsign = frozen_text(frozen, call->headsign),
        .uncertainty = call->uncertainty,
        .flags = call->flags,
        .occupancy = call->occupancy,
    };
}

/* The times of the run, from its first departure; returns when that is. */
static day_time add_times(struct live_frozen *frozen, const struct vec *calls)
{
    const struct live_draft_call *items = calls->data;
    day_time start = items[0].depart, end = items[calls->count - 1].depart;
    frozen->longest_seconds = end > frozen->longest_seconds ? end : frozen->longest_seconds;
    for (uint32_t i = 0; i < calls->count; i++) {
        struct call_time time = {items[i].arrive - start, items[i].depart - start};
        assert(time.depart >= time.arrive && (i == 0 || items[i].arrive >= items[i - 1].depart));
        vec_push(&frozen->profile_times, &time);
        add_call(frozen, &items[i]);
    }
    return start;
}

static void add_trip(struct live_frozen *frozen, const struct writing *writing, pattern_ix pattern)
{
    const struct network *network = frozen->network;
    const struct live_draft_run *run = writing->run;
    const struct trip *model = model_of(network, run);
    bool promised = run->run.promised != NO_IX;
    bool in_place = run->run.origin == LIVE_CHANGED;
    struct trip trip = {
        .id = promised ? model->id : frozen_text(frozen, run->id),
        .headsign = run->headsign || !model ? frozen_text(frozen, run->headsign) : model->headsign,
        .short_name =
            run->short_name || !model ? frozen_text(frozen, run->short_name) : model->short_name,
        .pattern = pattern,
        .service = NO_IX,
        .profile = network->counts.profile_times + frozen->profile_times.count,
        .shape = in_place ? model->shape : NO_IX,
        .call_headsigns = in_place ? model->call_headsigns : NO_IX,
        .call_sequences = in_place ? model->call_sequences : NO_IX,
        .block = in_place ? model->block : NO_IX,
        .direction = model ? model->direction : run->direction,
        .estimated = in_place ? model->estimated : 0,
    };
    if (run->run.origin == LIVE_COPIED && writing->places.count == writing->promised->call_count) {
        trip.shape = model->shape;
        trip.call_headsigns = model->call_headsigns;
    }
    trip.start = add_times(frozen, &writing->calls);
    vec_push(&frozen->trips, &trip);
    struct live_run kept = run->run;
    kept.vehicle = NO_IX;
    kept.vehicle_id = frozen_text(frozen, run->vehicle_id);
    kept.vehicle_label = frozen_text(frozen, run->vehicle_label);
    kept.plate = frozen_text(frozen, run->plate);
    kept.reserved[0] = kept.reserved[1] = 0;
    vec_push(&frozen->runs, &kept);
}

static void add_run(struct live_frozen *frozen, struct writing *writing)
{
    const struct network *network = frozen->network;
    const struct live_draft_run *run = writing->run;
    const struct trip *model = model_of(network, run);
    route_ix route = route_of(frozen, run);
    if (route == NO_IX)
        return;
    writing->promised = model ? &network->patterns[model->pattern] : NULL;
    vec_resize(&writing->calls, 0);
    if (run->run.state != LIVE_RUNS && run->run.promised != NO_IX)
        take_promised(network, writing);
    else
        vec_add_many(&writing->calls, run->calls, run->call_count);
    place_calls(frozen, writing, route);
    if (writing->calls.count >= 2)
        add_trip(frozen, writing, pattern_of(frozen, writing, route));
}

/* In an order that does not depend on who said what when. */
static int run_order(const void *a, const void *b, void *context)
{
    const struct live_draft_run *runs = ((const struct live_draft *)context)->runs.data;
    const struct live_draft_run *one = &runs[*(const uint32_t *)a];
    const struct live_draft_run *two = &runs[*(const uint32_t *)b];
    const int64_t keys[2][3] = {{one->run.promised, one->run.day, one->run.start},
                                {two->run.promised, two->run.day, two->run.start}};
    for (int i = 0; i < 3; i++)
        if (keys[0][i] != keys[1][i])
            return keys[0][i] < keys[1][i] ? -1 : 1;
    int by_id = strcmp(one->id ? one->id : "", two->id ? two->id : "");
    return by_id ? by_id : (one->run.feed > two->run.feed) - (one->run.feed < two->run.feed);
}

static void order_runs(struct live_frozen *frozen)
{
    for (uint32_t i = 0; i < frozen->draft->runs.count; i++)
        vec_push(&frozen->order, &i);
    if (frozen->order.count)
        qsort_r(frozen->order.data, frozen->order.count, sizeof(uint32_t), run_order,
                (void *)(uintptr_t)frozen->draft);
}

/* By pattern, then by when they leave. */
static int trip_order(const void *a, const void *b, void *context)
{
    const struct trip *trips = ((const struct vec *)context)->data;
    uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
    const struct trip *one = &trips[i], *two = &trips[k];
    if (one->pattern != two->pattern)
        return one->pattern < two->pattern ? -1 : 1;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    return (i > k) - (i < k);
}

/* Brings trips and their runs into the order of their patterns. */
static void sort_trips(struct live_frozen *frozen)
{
    uint32_t count = frozen->trips.count;
    uint32_t *order = memory_zeroed(count, sizeof *order);
    struct vec trips = vec_of(sizeof(struct trip)), runs = vec_of(sizeof(struct live_run));
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    if (count)
        qsort_r(order, count, sizeof *order, trip_order, &frozen->trips);
    for (uint32_t i = 0; i < count; i++) {
        vec_push(&trips, vec_at(&frozen->trips, order[i]));
        vec_push(&runs, vec_at(&frozen->runs, order[i]));
    }
    vec_move(&frozen->trips, &trips);
    vec_move(&frozen->runs, &runs);
    memory_free(order);
}

/* Patterns of the image know their trips. */
static void give_trips(struct live_frozen *frozen)
{
    const struct network *network = frozen->network;
    const struct trip *trips = frozen->trips.data;
    struct pattern *patterns = frozen->patterns.data;
    for (uint32_t i = frozen->trips.count; i-- > 0;) {
        if (trips[i].pattern < network->counts.patterns)
            break;
        struct pattern *pattern = &patterns[trips[i].pattern - network->counts.patterns];
        pattern->first_trip = network->counts.trips + i;
        pattern->trip_count++;
    }
}

static int promise_order(const void *a, const void *b, void *context)
{
    const struct live_run *runs = ((const struct vec *)context)->data;
    const struct live_run *one = &runs[*(const uint32_t *)a], *two = &runs[*(const uint32_t *)b];
    if (one->promised != two->promised)
        return one->promised < two->promised ? -1 : 1;
    if (one->day != two->day)
        return one->day < two->day ? -1 : 1;
    return (one->start > two->start) - (one->start < two->start);
}

static void index_promises(struct live_frozen *frozen)
{
    const struct live_run *runs = frozen->runs.data;
    vec_resize(&frozen->touched, (frozen->network->counts.trips + 63) / 64);
    uint64_t *touched = frozen->touched.data;
    for (uint32_t i = 0; i < frozen->runs.count; i++) {
        if (runs[i].promised == NO_IX)
            continue;
        vec_push(&frozen->runs_by_promise, &i);
        touched[runs[i].promised / 64] |= (uint64_t)1 << runs[i].promised % 64;
    }
    if (frozen->runs_by_promise.count)
        qsort_r(frozen->runs_by_promise.data, frozen->runs_by_promise.count, sizeof(uint32_t),
                promise_order, &frozen->runs);
}

static int stop_order(const void *a, const void *b)
{
    const struct live_stop_pattern *one = a, *two = b;
    if (one->stop != two->stop)
        return one->stop < two->stop ? -1 : 1;
    if (one->pattern != two->pattern)
        return one->pattern < two->pattern ? -1 : 1;
    return (one->call > two->call) - (one->call < two->call);
}

/* Who calls at a stop by a pattern of the image: seen from where the search sees it. */
static void index_stops(struct live_frozen *frozen)
{
    const struct network *network = frozen->network;
    const struct pattern *patterns = frozen->patterns.data;
    const berth_ix *berths = frozen->call_berths.data;
    for (uint32_t p = 0; p < frozen->patterns.count; p++)
        for (uint32_t i = 0; i < patterns[p].call_count; i++) {
            berth_ix berth = berths[patterns[p].first_call - network->counts.call_berths + i];
            vec_push(&frozen->stop_patterns,
                     &(struct live_stop_pattern){network->berth_stops[berth],
                                                 network->counts.patterns + p, i});
        }
    vec_sort(&frozen->stop_patterns, stop_order);
}

void freeze_runs(struct live_frozen *frozen)
{
    struct writing writing = {.calls = vec_of(sizeof(struct live_draft_call)),
                              .places = vec_of(sizeof(struct pattern_call))};
    order_runs(frozen);
    const uint32_t *order = frozen->order.data;
    for (uint32_t i = 0; i < frozen->order.count; i++) {
        writing.run = vec_at(&frozen->draft->runs, order[i]);
        add_run(frozen, &writing);
    }
    vec_finish(&writing.calls);
    vec_finish(&writing.places);
    sort_trips(frozen);
    give_trips(frozen);
    index_promises(frozen);
    index_stops(frozen);
}
