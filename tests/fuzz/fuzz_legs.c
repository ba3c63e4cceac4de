/*
 * The file of `trajet fare --legs`: a line is refused with its number, or is a ride of the network,
 * which then has a price or says why it has none.
 */
#include <string.h>

#include "api/cli/fare_legs.h"
#include "engine/base/clock.h"
#include "tests/fuzz/fuzz.h"
#include "tests/rich_live.h"
#include "tests/scratch.h"

static struct built built;
static struct live live;
static struct world world;
static bool begun;

static void finish(void)
{
    live_close(&live);
    built_finish(&built);
}

static void begin(void)
{
    clock_set_now(1777622400); /* 2026-05-01T08:00:00Z */
    rich_build(&built);
    rich_live_open(&built, scratch_path(&built.scratch, "live"), &live);
    world = (struct world){.network = &built.network, .live = &live, .prices = &live};
    atexit(finish);
    begun = true;
}

static void check_rides(const struct vec *rides)
{
    const struct network *network = &built.network;
    const struct fare_ride *list = rides->data;
    for (uint32_t i = 0; i < rides->count; i++) {
        const struct fare_ride *ride = &list[i];
        PROMISE(ride->kind == FARE_TRANSIT && ride->leg == i);
        PROMISE(ride->feed < network->counts.feeds && ride->route < network->counts.routes);
        PROMISE(ride->from < network->counts.stops && ride->to < network->counts.stops);
        PROMISE(ride->agency == NO_IX || ride->agency < network->counts.agencies);
        PROMISE(ride->zone_count > 0 && ride->arrive >= ride->depart);
    }
}

static void check_price(const struct tariff *tariff, const struct vec *rides, struct arena *arena)
{
    const struct fare_profile nobody = {0};
    struct fare fare;
    fare_price_rides(tariff, rides->data, rides->count, &nobody, arena, &fare);
    int64_t sum = 0;
    for (uint32_t i = 0; i < fare.item_count; i++)
        sum += fare.items[i].amount;
    PROMISE(fare.ride_count == rides->count && fare.total <= fare.total_max);
    PROMISE(!*fare.currency || sum == fare.total);
    PROMISE(fare.status == FARE_EXACT || fare.reason_count > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (!begun)
        begin();
    struct arena arena = {0};
    struct error error = {0};
    struct vec rides = vec_of(sizeof(struct fare_ride));
    const struct tariff tariff = tariff_of(&world);
    const char *path = scratch_write(&built.scratch, "legs.csv", bytes, size);
    if (fare_legs_read(&tariff, path, &arena, &rides, &error)) {
        check_rides(&rides);
        if (rides.count)
            check_price(&tariff, &rides, &arena);
    } else {
        PROMISE(error.kind != ERROR_NONE && *error.text && strncmp(error.place, path, 1) == 0);
    }
    vec_finish(&rides);
    arena_finish(&arena);
    return 0;
}
