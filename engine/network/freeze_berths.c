#include "engine/network/frozen.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/bitset.h"
#include "engine/base/memory.h"

/*
 * Berths. A row of transfers.txt may hold for certain routes or trips only. The search knows no
 * such rules: wherever one asks, at a stop, for the route or trip one comes with or goes on with,
 * the trips it asks for call at a berth of their own there, and footpaths between berths carry the
 * rule's time. Rows that merely promise a connection between two trips (type 1) are links instead,
 * so that a feed with thousands of them keeps its patterns whole.
 */

bool transfer_is_walk(const struct draft_transfer *row)
{
    return row->type <= 3 && row->from_stop != NO_IX && row->to_stop != NO_IX;
}

bool transfer_is_guarantee(const struct draft_transfer *row)
{
    return row->type == 1 && row->from_trip != NO_IX && row->to_trip != NO_IX;
}

/* "At stop `stop`, rows ask for `name`": which side and whether the name is a trip. */
struct ask {
    stop_ix stop;  /* of the image */
    uint32_t side; /* 0 coming from, 1 going to */
    uint32_t is_trip;
    uint32_t name;
};

static int ask_order(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct ask)); /* Any order will do, as long as it is one. */
}

/* Adds `ask` for the stop and everything below it. */
static void ask_below(struct frozen *frozen, struct vec *asks, struct ask ask)
{
    const uint32_t *first = frozen->stop_child_first.data;
    const stop_ix *children = frozen->stop_children.data;
    vec_push(asks, &ask);
    for (uint32_t i = first[ask.stop]; i < first[ask.stop + 1]; i++) {
        struct ask below = ask;
        below.stop = children[i];
        ask_below(frozen, asks, below);
    }
}

static void ask_side(struct frozen *frozen, struct vec *asks, uint32_t stop, uint32_t side,
                     route_ix route, uint32_t trip)
{
    stop_ix at = frozen->stop_of[stop];
    if (route != NO_IX)
        ask_below(frozen, asks, (struct ask){at, side, 0, route});
    if (trip != NO_IX)
        ask_below(frozen, asks, (struct ask){at, side, 1, trip});
}

static struct vec collect_asks(struct frozen *frozen)
{
    struct vec asks = vec_of(sizeof(struct ask));
    const struct draft_transfer *rows = frozen->draft->transfers.data;
    for (uint32_t i = 0; i < frozen->draft->transfers.count; i++) {
        const struct draft_transfer *row = &rows[i];
        if (!transfer_is_walk(row) || transfer_is_guarantee(row))
            continue;
        ask_side(frozen, &asks, row->from_stop, 0, row->from_route, row->from_trip);
        ask_side(frozen, &asks, row->to_stop, 1, row->to_route, row->to_trip);
    }
    vec_sort(&asks, ask_order);
    return asks;
}

static uint32_t asked(const struct vec *asks, stop_ix stop, uint32_t side, uint32_t is_trip,
                      uint32_t name)
{
    struct ask wanted = {stop, side, is_trip, name};
    return bsearch(&wanted, asks->data, asks->count, asks->item, ask_order) ? name : NO_IX;
}

static struct rule_class class_of(const struct vec *asks, stop_ix stop, route_ix route,
                                  uint32_t trip)
{
    return (struct rule_class){
        .from_route = asked(asks, stop, 0, 0, route),
        .to_route = asked(asks, stop, 1, 0, route),
        .from_trip = asked(asks, stop, 0, 1, trip),
        .to_trip = asked(asks, stop, 1, 1, trip),
    };
}

static const struct rule_class no_class = {NO_IX, NO_IX, NO_IX, NO_IX};

/* Berths beyond the stops' own, by stop and class; key i is berth served + i. */
struct berth_key {
    stop_ix stop;
    struct rule_class class;
};

static void find_berths(struct frozen *frozen, const struct vec *asks, const uint64_t *asked_stops,
                        struct intern *keys)
{
    const struct draft_trip *trips = frozen->draft->trips.data;
    const struct draft_call *calls = frozen->draft->calls.data;
    uint32_t served = frozen->berth_stops.count;
    for (uint32_t t = 0; t < frozen->draft->trips.count; t++) {
        for (uint32_t i = 0; i < trips[t].call_count; i++) {
            uint32_t call = trips[t].first_call + i;
            stop_ix stop = frozen->stop_of[calls[call].stop];
            frozen->call_berth[call] = stop;
            if (!bitset_has(asked_stops, stop))
                continue;
            struct berth_key key = {stop, class_of(asks, stop, trips[t].route, t)};
            if (memcmp(&key.class, &no_class, sizeof no_class) != 0)
                frozen->call_berth[call] = served + intern_add(keys, &key, sizeof key);
        }
    }
}

static int berth_order(const void *a, const void *b)
{
    const uint32_t *one = a, *two = b; /* stop, berth */
    if (one[0] != two[0])
        return one[0] < two[0] ? -1 : 1;
    return one[1] < two[1] ? -1 : one[1] > two[1];
}

/* Writes the lists "further berths of a stop". */
static void write_berths(struct frozen *frozen, const struct intern *keys, uint32_t served)
{
    uint32_t(*pairs)[2] = memory_zeroed(keys->count, sizeof *pairs);
    for (uint32_t i = 0; i < keys->count; i++) {
        struct berth_key key;
        memcpy(&key, intern_key(keys, i), sizeof key);
        vec_push(&frozen->berth_stops, &key.stop);
        pairs[i][0] = key.stop;
        pairs[i][1] = served + i;
    }
    qsort(pairs, keys->count, sizeof *pairs, berth_order);
    uint32_t *owners = memory_zeroed(keys->count, sizeof *owners);
    for (uint32_t i = 0; i < keys->count; i++) {
        owners[i] = pairs[i][0];
        vec_push(&frozen->more_berths, &pairs[i][1]);
    }
    firsts_of(&frozen->more_berth_first, owners, keys->count, served);
    memory_free(owners);
    memory_free(pairs);
}

void freeze_berths(struct frozen *frozen)
{
    uint32_t served = frozen->berth_stops.count;
    struct vec asks = collect_asks(frozen);
    uint64_t *asked_stops = memory_zeroed(bitset_words(frozen->stops.count), sizeof *asked_stops);
    const struct ask *ask = asks.data;
    for (uint32_t i = 0; i < asks.count; i++)
        bitset_add(asked_stops, ask[i].stop);
    frozen->call_berth = memory_zeroed(frozen->draft->calls.count, sizeof *frozen->call_berth);
    struct intern keys = {0};
    find_berths(frozen, &asks, asked_stops, &keys);
    write_berths(frozen, &keys, served);
    for (uint32_t i = 0; i < served; i++)
        vec_push(&frozen->berth_classes, &no_class);
    for (uint32_t i = 0; i < keys.count; i++) {
        struct berth_key key;
        memcpy(&key, intern_key(&keys, i), sizeof key);
        vec_push(&frozen->berth_classes, &key.class);
    }
    frozen->report.berths = served + keys.count;
    intern_finish(&keys);
    memory_free(asked_stops);
    vec_finish(&asks);
}
