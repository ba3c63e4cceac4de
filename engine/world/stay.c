#include "engine/world/stay.h"

enum { NEAR_METRES = 200 }; /* A vehicle that turns round a corner between two trips. */

static stop_ix top_of(const struct network *network, stop_ix stop)
{
    while (network->stops[stop].parent != NO_IX)
        stop = network->stops[stop].parent;
    return stop;
}

/* Whether a vehicle that ends with one trip can be where the other begins. */
static bool begins_near(const struct world *world, trip_ix from, trip_ix to)
{
    const struct network *network = world->network;
    const struct pattern *one = world_trip_pattern(world, from);
    const struct pattern *two = world_trip_pattern(world, to);
    stop_ix last = world_call_stop(world, one, one->call_count - 1);
    stop_ix first = world_call_stop(world, two, 0);
    const struct stop *a = &network->stops[last], *b = &network->stops[first];
    return top_of(network, last) == top_of(network, first) ||
           (a->placed && b->placed && geo_metres(a->at, b->at) <= NEAR_METRES);
}

static const struct trip_link *first_row(const struct network *network, trip_ix from)
{
    uint32_t low = 0, high = network->counts.trip_links;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (network->trip_links[middle].from < from)
            low = middle + 1;
        else
            high = middle;
    }
    return network->trip_links + low;
}

/* Whether transfers.txt makes everybody get off between the two. */
static bool must_get_off(const struct network *network, trip_ix from, trip_ix to)
{
    const struct trip_link *row = first_row(network, from);
    const struct trip_link *end = network->trip_links + network->counts.trip_links;
    for (; row < end && row->from == from; row++)
        if (row->to == to && row->kind == LINK_NO_STAY)
            return true;
    return false;
}

bool stay_allowed(const struct world *world, trip_ix from, trip_ix to)
{
    trip_ix promised_from = world_promised_trip(world, from);
    trip_ix promised_to = world_promised_trip(world, to);
    return begins_near(world, from, to) && promised_from != NO_IX && promised_to != NO_IX &&
           !must_get_off(world->network, promised_from, promised_to);
}

/* The trip's run on that day as it is now, if it runs. */
static bool run_of(const struct world *world, trip_ix trip, civil_day day, struct run *run)
{
    const struct trip *promised = &world->network->trips[trip];
    if (promised->frequency_count || !network_service_runs(world->network, promised->service, day))
        return false;
    *run = run_now(world, (struct run){.trip = trip, .day = day, .start = promised->start});
    const struct live_run *live = world_live_run(world, run->trip);
    return !live || live->state == LIVE_RUNS;
}

/* Whether `next` leaves no earlier than `run` has arrived, both taken from end to end. */
static bool in_time(const struct world *world, struct run run, struct run next)
{
    uint32_t last = world_trip_pattern(world, run.trip)->call_count - 1;
    return run_depart(world, next, 0) >= run_arrive(world, run, last);
}

/* The trip of the block that runs next on the run's day. */
static bool next_in_block(const struct world *world, struct run run, trip_ix promised,
                          struct run *next)
{
    const struct network *network = world->network;
    if (network->trips[promised].block == NO_IX)
        return false;
    const struct block *block = &network->blocks[network->trips[promised].block];
    const trip_ix *trips = network->block_trips + block->first;
    uint32_t at = 0;
    while (at < block->count && trips[at] != promised)
        at++;
    for (at++; at < block->count; at++)
        if (run_of(world, trips[at], run.day, next))
            return stay_allowed(world, run.trip, next->trip) && in_time(world, run, *next);
    return false;
}

/* Whether the row keeps people in their seats from the end of one trip to the start of the other.
 */
static bool joins_ends(const struct network *network, const struct trip_link *row)
{
    const struct pattern *pattern = &network->patterns[network->trips[row->from].pattern];
    return row->kind == LINK_STAY && row->to_call == 0 && row->from_call + 1 == pattern->call_count;
}

bool stay_next(const struct world *world, struct run run, struct run *next)
{
    const struct network *network = world->network;
    const struct trip_link *end = network->trip_links + network->counts.trip_links;
    trip_ix promised = world_promised_trip(world, run.trip);
    if (promised == NO_IX)
        return false;
    for (const struct trip_link *row = first_row(network, promised);
         row < end && row->from == promised; row++)
        if (joins_ends(network, row) && run_of(world, row->to, run.day, next) &&
            in_time(world, run, *next))
            return true;
    return next_in_block(world, run, promised, next);
}
