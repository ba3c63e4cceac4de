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

static uint32_t length(const struct world *world, text_ix text)
{
    return (uint32_t)strlen(world_text(world, text));
}

/* Edges and vertices are looked up in the sets of a product, and its stands are gone through. */
static uint32_t read_product(const struct world *world, uint32_t index)
{
    const struct live *of = world->live;
    const struct rental_product *product = &of->rental_products[index];
    const struct rental_pickup *pickups = of->rental_pickups + product->pickups.first;
    const struct rental_dock *docks = of->rental_docks + product->docks.first;
    uint32_t sum = 0;
    for (uint32_t i = 0; i < product->pickups.count; i++)
        for (uint32_t k = 0; k < pickups[i].ride.count; k++)
            sum +=
                world->network->street_edges[of->rental_spots[pickups[i].ride.first + k].edge].from;
    for (uint32_t i = 0; i < product->docks.count; i++)
        sum += length(world, of->rental_stations[docks[i].station].name);
    if (product->ground == NO_IX)
        return sum;
    const struct rental_ground *ground = &of->rental_grounds[product->ground];
    const struct rental_set sets[] = {ground->shut, ground->no_end, ground->slow};
    for (uint32_t i = 0; i < 3; i++)
        for (uint32_t number = 0; number < 9000; number += 7)
            sum += rental_set_has(of->rental_set_pages, of->rental_set_words, sets[i], number);
    for (uint32_t i = 0; i < ground->limits.count; i++)
        sum += 1000 / of->rental_limits[ground->limits.first + i].mm_per_second;
    return sum;
}

static uint32_t read_zone(const struct world *world, const struct rental_zone *zone)
{
    const struct live *of = world->live;
    uint32_t sum = length(world, zone->name);
    for (uint32_t at = 0; at < zone->points.count;) {
        const struct rental_point *ring = &of->rental_points[zone->points.first + at];
        for (uint32_t i = 0; i < ring->ring >> 1; i++)
            sum += (uint32_t)ring[i].at.lat;
        at += ring->ring >> 1;
    }
    for (uint32_t i = 0; i < zone->rules.count; i++) {
        const struct rental_rule *rule = &of->rental_rules[zone->rules.first + i];
        for (uint32_t k = 0; k < rule->types.count; k++)
            sum += of->rental_types[of->rental_rule_types[rule->types.first + k]].form;
    }
    return sum;
}

static void read_rentals(const struct world *world)
{
    const struct live *of = world->live;
    uint32_t sum = 0;
    for (uint32_t i = 0; i < of->counts.rental_products; i++)
        sum += read_product(world, i);
    for (uint32_t i = 0; i < of->counts.rental_zones; i++)
        sum += read_zone(world, &of->rental_zones[i]);
    for (uint32_t i = 0; i < of->counts.rental_systems; i++) {
        struct rental_span span = of->rental_systems[i].stations;
        for (uint32_t k = span.first; k < span.first + span.count; k++) {
            struct rental_span stocks = of->rental_stations[k].stocks;
            for (uint32_t n = stocks.first; n < stocks.first + stocks.count; n++)
                sum += length(world, of->rental_types[of->rental_stocks[n].type].name);
        }
        sum += length(world, of->rental_systems[i].name);
    }
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
        read_rentals(&world);
        forging_ask(&world);
        forging_read_boards(&world);
        live_close(&forged);
    } else {
        PROMISE(*error.text);
    }
    forge_finish(&forge);
    return 0;
}
