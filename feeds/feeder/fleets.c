#include "feeds/feeder/fleets.h"

#include <string.h>

#include "engine/base/memory.h"
#include "engine/street/worker.h"
#include "feeds/gbfs/apply.h"

#define MADE_SECONDS 300

void fleets_init(struct fleets *fleets, const struct network *network)
{
    const struct streets streets = network_streets(network);
    *fleets = (struct fleets){.network = network, .items = vec_of(sizeof(struct fleet_kept *))};
    if (streets_exist(&streets))
        fleets->worker = street_worker_create(&streets);
}

static struct fleet_kept *kept_at(const struct fleets *fleets, uint32_t index)
{
    return *(struct fleet_kept **)vec_at(&fleets->items, index);
}

static void kept_destroy(struct fleet_kept *kept)
{
    fleet_finish(&kept->fleet);
    gbfs_memory_destroy(kept->zones);
    memory_free(kept);
}

void fleets_finish(struct fleets *fleets)
{
    for (uint32_t i = 0; i < fleets->items.count; i++)
        kept_destroy(kept_at(fleets, i));
    vec_finish(&fleets->items);
    street_worker_destroy(fleets->worker);
    fleets->worker = NULL;
}

static enum rental_return way_back(enum config_return said)
{
    switch (said) {
    case CONFIG_RETURN_ANY_STATION:
        return RENTAL_ANY_STATION;
    case CONFIG_RETURN_ANYWHERE:
        return RENTAL_ANYWHERE;
    case CONFIG_RETURN_ROUNDTRIP:
        return RENTAL_ROUNDTRIP;
    default:
        return RENTAL_RETURN_UNSAID;
    }
}

static void make(struct fleets *fleets, const struct system *system, unix_time now,
                 struct fleet_kept *kept)
{
    const struct gbfs_rules rules = {.tag = system->tag,
                                     .group = system->shared->group,
                                     .group_name = system->shared->group_name,
                                     .way_back = way_back(system->shared->way_back),
                                     .memory = kept->zones};
    struct findings findings;
    findings_init(&findings);
    fleet_finish(&kept->fleet);
    gbfs_apply(gbfs_store_system(system->store),
               &(struct gbfs_scene){fleets->network, fleets->worker, now}, &rules, &kept->fleet,
               &findings);
    kept->version = system->version;
    kept->made = now;
    kept->findings = findings_total(&findings);
    findings_finish(&findings);
}

static struct fleet_kept *find(struct fleets *fleets, const struct system *system)
{
    for (uint32_t i = 0; i < fleets->items.count; i++)
        if (kept_at(fleets, i)->serial == system->serial)
            return kept_at(fleets, i);
    struct fleet_kept *kept = memory_zeroed(1, sizeof *kept);
    kept->serial = system->serial;
    kept->zones = gbfs_memory_create();
    vec_push(&fleets->items, &kept);
    return kept;
}

const struct fleet_kept *fleets_of(struct fleets *fleets, const struct system *system,
                                   unix_time now)
{
    struct fleet_kept *kept = find(fleets, system);
    bool old = now - kept->made >= MADE_SECONDS || now < kept->made;
    if (!kept->made || kept->version != system->version || old)
        make(fleets, system, now, kept);
    kept->used = true;
    return kept;
}

void fleets_sweep(struct fleets *fleets)
{
    struct fleet_kept **items = fleets->items.data;
    uint32_t left = 0;
    for (uint32_t i = 0; i < fleets->items.count; i++) {
        struct fleet_kept *kept = items[i];
        if (!kept->used) {
            kept_destroy(kept);
            continue;
        }
        kept->used = false;
        items[left++] = kept;
    }
    fleets->items.count = left;
}

/* Vehicles at stations are told by their station, whether or not it names them one by one. */
static uint32_t count_vehicles(const struct fleet *fleet)
{
    const struct rental_station *stations = fleet->rental_stations.data;
    const struct rental_vehicle *vehicles = fleet->rental_vehicles.data;
    uint64_t count = 0;
    for (uint32_t i = 0; i < fleet->rental_stations.count; i++)
        count += stations[i].vehicles;
    for (uint32_t i = 0; i < fleet->rental_vehicles.count; i++)
        count += vehicles[i].station == NO_IX && !vehicles[i].flags;
    return count > UINT32_MAX ? UINT32_MAX : (uint32_t)count;
}

static uint32_t count_docks(const struct fleet *fleet)
{
    const struct rental_station *stations = fleet->rental_stations.data;
    uint64_t count = 0;
    for (uint32_t i = 0; i < fleet->rental_stations.count; i++)
        count += stations[i].docks == NO_IX ? 0 : stations[i].docks;
    return count > UINT32_MAX ? UINT32_MAX : (uint32_t)count;
}

void fleet_count(const struct fleet_kept *kept, struct live_feed *row)
{
    const struct fleet *fleet = &kept->fleet;
    row->stations = fleet->rental_stations.count;
    row->vehicles = count_vehicles(fleet);
    row->docks = count_docks(fleet);
    row->zones = fleet->rental_zones.count;
    row->alerts = fleet->rental_alerts.count;
    row->findings += kept->findings;
}
