#include "engine/network/frozen.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

/*
 * Trips of one route that call at the same berths under the same rules form a pattern. Trips that
 * take the same times relative to their start share them, which is most of them: a day of service
 * is few profiles and many starts.
 */

/* A pattern's key starts with this, then come its calls. */
struct pattern_head {
    route_ix route;
    uint8_t wheelchair, bikes, cars, reserved;
};

struct pattern_call {
    berth_ix berth;
    struct call_rule rule;
    uint8_t reserved[2];
};

/* A trip on its way to its place. */
struct trip_place {
    uint32_t pattern; /* rank among patterns */
    day_time start;
    uint32_t draft_index;
};

static int trip_order(const void *a, const void *b)
{
    const struct trip_place *one = a, *two = b;
    if (one->pattern != two->pattern)
        return one->pattern < two->pattern ? -1 : 1;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    return one->draft_index < two->draft_index ? -1 : one->draft_index > two->draft_index;
}

static uint32_t pattern_of(struct frozen *frozen, const struct draft_trip *trip,
                           struct intern *keys, struct vec *buffer)
{
    const struct draft_call *calls = frozen->draft->calls.data;
    vec_resize(buffer, 0);
    struct pattern_head head = {.route = trip->route,
                                .wheelchair = trip->wheelchair,
                                .bikes = trip->bikes,
                                .cars = trip->cars};
    vec_add_many(buffer, &head, sizeof head);
    for (uint32_t i = 0; i < trip->call_count; i++) {
        uint32_t call = trip->first_call + i;
        struct pattern_call key = {.berth = frozen->call_berth[call],
                                   .rule = {calls[call].pickup, calls[call].drop_off}};
        vec_add_many(buffer, &key, sizeof key);
    }
    return intern_add(keys, buffer->data, buffer->count);
}

static struct trip_place *group_trips(struct frozen *frozen, struct intern *keys)
{
    const struct draft_trip *trips = frozen->draft->trips.data;
    const struct draft_call *calls = frozen->draft->calls.data;
    uint32_t count = frozen->draft->trips.count;
    struct trip_place *places = memory_zeroed(count, sizeof *places);
    struct vec buffer = vec_of(1);
    for (uint32_t i = 0; i < count; i++)
        places[i] = (struct trip_place){pattern_of(frozen, &trips[i], keys, &buffer),
                                        calls[trips[i].first_call].depart, i};
    vec_finish(&buffer);
    return places;
}

/* Keys lie in memory as they come: read them by copying. */
static struct pattern_call key_call(const struct intern *keys, uint32_t number, uint32_t index)
{
    struct pattern_call call;
    memcpy(&call, intern_key(keys, number) + sizeof(struct pattern_head) + index * sizeof call,
           sizeof call);
    return call;
}

/* What ranks patterns: those that start near each other lie near each other. */
struct pattern_place {
    berth_ix first_berth;
    uint32_t number;
};

static int pattern_order(const void *a, const void *b)
{
    const struct pattern_place *one = a, *two = b;
    if (one->first_berth != two->first_berth)
        return one->first_berth < two->first_berth ? -1 : 1;
    return one->number < two->number ? -1 : one->number > two->number;
}

static void write_pattern(struct frozen *frozen, const struct intern *keys, uint32_t number)
{
    struct pattern_head head;
    memcpy(&head, intern_key(keys, number), sizeof head);
    struct pattern *pattern = vec_add(&frozen->patterns);
    pattern->route = head.route;
    pattern->wheelchair = head.wheelchair;
    pattern->bikes = head.bikes;
    pattern->cars = head.cars;
    pattern->first_call = frozen->call_berths.count;
    pattern->call_count =
        (uint32_t)((keys->lengths[number] - sizeof head) / sizeof(struct pattern_call));
    for (uint32_t i = 0; i < pattern->call_count; i++) {
        struct pattern_call call = key_call(keys, number, i);
        vec_push(&frozen->call_berths, &call.berth);
        vec_push(&frozen->call_rules, &call.rule);
    }
}

/* Writes the patterns in rank order and turns the places' pattern numbers into ranks. */
static void write_patterns(struct frozen *frozen, const struct intern *keys,
                           struct trip_place *places)
{
    struct pattern_place *order = memory_zeroed(keys->count, sizeof *order);
    uint32_t *rank = memory_zeroed(keys->count, sizeof *rank);
    for (uint32_t i = 0; i < keys->count; i++) {
        order[i] = (struct pattern_place){key_call(keys, i, 0).berth, i};
    }
    qsort(order, keys->count, sizeof *order, pattern_order);
    for (uint32_t i = 0; i < keys->count; i++) {
        rank[order[i].number] = i;
        write_pattern(frozen, keys, order[i].number);
    }
    for (uint32_t i = 0; i < frozen->draft->trips.count; i++)
        places[i].pattern = rank[places[i].pattern];
    memory_free(rank);
    memory_free(order);
}

/* Sequences kept once: the number of each, and where it starts in its section. */
struct shared {
    struct intern keys;
    struct vec starts; /* uint32_t */
    struct vec buffer; /* bytes */
};

static void shared_finish(struct shared *shared)
{
    intern_finish(&shared->keys);
    vec_finish(&shared->starts);
    vec_finish(&shared->buffer);
}

/* Where the buffered sequence starts in `section`, appended when it is new. */
static uint32_t share(struct shared *shared, struct vec *section)
{
    uint32_t known = shared->keys.count;
    uint32_t number = intern_add(&shared->keys, shared->buffer.data, shared->buffer.count);
    if (number == known) {
        vec_push(&shared->starts, &section->count);
        vec_add_many(section, shared->buffer.data, shared->buffer.count / section->item);
    }
    return ((const uint32_t *)shared->starts.data)[number];
}

static uint32_t share_profile(struct frozen *frozen, const struct draft_trip *trip,
                              struct shared *profiles)
{
    const struct draft_call *calls =
        (struct draft_call *)frozen->draft->calls.data + trip->first_call;
    vec_resize(&profiles->buffer, 0);
    for (uint32_t i = 0; i < trip->call_count; i++) {
        struct call_time time = {calls[i].arrive - calls[0].depart,
                                 calls[i].depart - calls[0].depart};
        vec_add_many(&profiles->buffer, &time, sizeof time);
    }
    return share(profiles, &frozen->profile_times);
}

static uint32_t share_headsigns(struct frozen *frozen, const struct draft_trip *trip,
                                struct shared *headsigns)
{
    const struct draft_call *calls =
        (struct draft_call *)frozen->draft->calls.data + trip->first_call;
    bool any = false;
    vec_resize(&headsigns->buffer, 0);
    for (uint32_t i = 0; i < trip->call_count; i++) {
        any |= calls[i].headsign != 0;
        vec_add_many(&headsigns->buffer, &calls[i].headsign, sizeof calls[i].headsign);
    }
    return any ? share(headsigns, &frozen->call_headsigns) : NO_IX;
}

/* Most feeds number the calls of a trip 1, 2, 3 ...: then there is nothing to keep. */
static uint32_t share_sequences(struct frozen *frozen, const struct draft_trip *trip,
                                struct shared *sequences)
{
    const struct draft_call *calls =
        (struct draft_call *)frozen->draft->calls.data + trip->first_call;
    bool plain = true, said = false;
    vec_resize(&sequences->buffer, 0);
    for (uint32_t i = 0; i < trip->call_count; i++) {
        plain &= calls[i].sequence == i + 1;
        said |= calls[i].sequence != 0;
        vec_add_many(&sequences->buffer, &calls[i].sequence, sizeof calls[i].sequence);
    }
    return plain || !said ? NO_IX : share(sequences, &frozen->call_sequences);
}

static uint32_t outline_of(const struct draft_trip *trip, pattern_ix pattern, struct intern *keys)
{
    struct outline_key key = {trip->shape, pattern};
    return trip->shape == NO_IX ? NO_IX : intern_add(keys, &key, sizeof key);
}

static void write_trips(struct frozen *frozen, const struct trip_place *places)
{
    struct shared profiles = {.starts = vec_of(sizeof(uint32_t)), .buffer = vec_of(1)};
    struct shared headsigns = {.starts = vec_of(sizeof(uint32_t)), .buffer = vec_of(1)};
    struct shared sequences = {.starts = vec_of(sizeof(uint32_t)), .buffer = vec_of(1)};
    struct intern outlines = {0};
    struct pattern *patterns = frozen->patterns.data;
    uint32_t count = frozen->draft->trips.count;
    frozen->trip_of = memory_zeroed(count, sizeof *frozen->trip_of);
    vec_resize(&frozen->trips, count);
    struct trip *trips = frozen->trips.data;
    for (uint32_t i = 0; i < count; i++) {
        const struct trip_place *place = &places[i];
        const struct draft_trip *from = vec_at(&frozen->draft->trips, place->draft_index);
        struct pattern *pattern = &patterns[place->pattern];
        if (!pattern->trip_count++)
            pattern->first_trip = i;
        frozen->trip_of[place->draft_index] = i;
        trips[i] = (struct trip){
            .id = from->id,
            .headsign = from->headsign,
            .short_name = from->short_name,
            .pattern = place->pattern,
            .service = from->service,
            .start = place->start,
            .profile = share_profile(frozen, from, &profiles),
            .shape = outline_of(from, place->pattern, &outlines),
            .call_headsigns = share_headsigns(frozen, from, &headsigns),
            .call_sequences = share_sequences(frozen, from, &sequences),
            .block = NO_IX,
            .first_frequency = from->first_frequency,
            .frequency_count = (uint16_t)from->frequency_count,
            .direction = from->direction,
            .estimated = from->estimated,
        };
    }
    for (uint32_t i = 0; i < outlines.count; i++)
        vec_add_many(&frozen->outline_keys, intern_key(&outlines, i), 1);
    frozen->report.patterns = frozen->patterns.count;
    frozen->report.profiles = profiles.keys.count;
    intern_finish(&outlines);
    shared_finish(&headsigns);
    shared_finish(&sequences);
    shared_finish(&profiles);
}

static feed_ix feed_of_trip(const struct frozen *frozen, const struct trip *trip)
{
    const struct pattern *patterns = frozen->patterns.data;
    const struct route *routes = frozen->routes.data;
    return routes[patterns[trip->pattern].route].feed;
}

static int by_trip_id(const void *a, const void *b, void *context)
{
    const struct frozen *frozen = context;
    const struct trip *trips = frozen->trips.data;
    const struct trip *one = &trips[*(const trip_ix *)a], *two = &trips[*(const trip_ix *)b];
    feed_ix feeds[2] = {feed_of_trip(frozen, one), feed_of_trip(frozen, two)};
    if (feeds[0] != feeds[1])
        return feeds[0] < feeds[1] ? -1 : 1;
    return strcmp(draft_text_at(frozen->draft, one->id), draft_text_at(frozen->draft, two->id));
}

static void write_trips_by_id(struct frozen *frozen)
{
    for (trip_ix i = 0; i < frozen->trips.count; i++)
        vec_push(&frozen->trips_by_id, &i);
    if (frozen->trips.count)
        qsort_r(frozen->trips_by_id.data, frozen->trips.count, sizeof(trip_ix), by_trip_id, frozen);
}

/* The list "who calls at this stop", pattern after pattern. */
static void write_stop_patterns(struct frozen *frozen)
{
    const struct pattern *patterns = frozen->patterns.data;
    const berth_ix *berths = frozen->call_berths.data;
    const stop_ix *stops = frozen->berth_stops.data;
    uint32_t served = frozen->more_berth_first.count - 1, calls = frozen->call_berths.count;
    vec_resize(&frozen->stop_pattern_first, served + 1);
    vec_resize(&frozen->stop_patterns, calls);
    uint32_t *first = frozen->stop_pattern_first.data;
    struct stop_pattern *entries = frozen->stop_patterns.data;
    for (uint32_t i = 0; i < calls; i++)
        first[stops[berths[i]] + 1]++;
    for (uint32_t i = 0; i < served; i++)
        first[i + 1] += first[i];
    uint32_t *next = memory_zeroed(served, sizeof *next);
    memcpy(next, first, served * sizeof *next);
    for (pattern_ix p = 0; p < frozen->patterns.count; p++)
        for (uint32_t i = 0; i < patterns[p].call_count; i++)
            entries[next[stops[berths[patterns[p].first_call + i]]]++] =
                (struct stop_pattern){p, i};
    memory_free(next);
}

void freeze_trips(struct frozen *frozen)
{
    struct intern keys = {0};
    struct trip_place *places = group_trips(frozen, &keys);
    write_patterns(frozen, &keys, places);
    intern_finish(&keys);
    if (frozen->draft->trips.count)
        qsort(places, frozen->draft->trips.count, sizeof *places, trip_order);
    write_trips(frozen, places);
    memory_free(places);
    write_trips_by_id(frozen);
    write_stop_patterns(frozen);
}
