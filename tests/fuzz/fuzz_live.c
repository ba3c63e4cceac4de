#include <string.h>
#include <unistd.h>

#include "tests/fuzz/forging.h"
#include "tests/rich_live.h"

/*
 * Live images that somebody forged, as fuzz_image has it of networks. What live_open lets pass,
 * questions and boards must survive.
 */

static struct built built;
static struct live live;
static char path[256], forged_path[256];

static void finish(void)
{
    live_close(&live);
    built_finish(&built);
}

static void begin(void)
{
    rich_build(&built);
    snprintf(path, sizeof path, "%s", scratch_path(&built.scratch, "live"));
    snprintf(forged_path, sizeof forged_path, "%s", scratch_path(&built.scratch, "forged"));
    rich_live_open(&built, path, &live);
    atexit(finish);
}

/* What is read of runs, vehicles and alerts without a search. */
static void read_all(const struct world *world)
{
    const struct live *forged = world->live;
    uint32_t first, sum = 0;
    for (uint32_t i = 0; i < forged->counts.runs; i++) {
        struct run run = run_live(world, i), promised;
        const struct live_call *calls = world_live_calls(world, run.trip);
        sum += (uint32_t)strlen(world_text(world, world_trip(world, run.trip)->id));
        for (uint32_t k = 0; k < world_trip_pattern(world, run.trip)->call_count; k++)
            sum += (uint32_t)strlen(world_text(world, calls[k].headsign)) +
                   world->network->stops[calls[k].stop].kind;
        if (run_promised(world, run, &promised))
            run_now(world, promised);
    }
    for (stop_ix stop = 0; stop < world->network->counts.stops; stop++) {
        uint32_t count = live_targets_of(forged, LIVE_TARGET_STOP, stop, &first);
        for (uint32_t i = first; i < first + count; i++)
            sum += forged->alerts[forged->alert_targets[i].alert].cause;
    }
    for (uint32_t i = 0; i < forged->counts.vehicles; i++)
        sum += live_find_vehicle(forged, forged->vehicles[i].trip, forged->vehicles[i].day,
                                 forged->vehicles[i].start);
    PROMISE(sum || !sum);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct forge forge;
    struct live forged;
    struct error error = {0};
    if (!*path)
        begin();
    forge_init(&forge, &live.image);
    forging_change(&forge, bytes, size);
    forge_write_live(&forge, forged_path);
    if (live_open(&forged, forged_path, &built.network, &error)) {
        struct world world = {.network = &built.network, .live = &forged};
        read_all(&world);
        forging_ask(&world);
        forging_read_boards(&world);
        live_close(&forged);
    } else {
        PROMISE(*error.text);
    }
    forge_finish(&forge);
    return 0;
}
