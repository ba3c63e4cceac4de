#include "tests/gbfs_town.h"

void gbfs_town_make(struct gbfs_town *it)
{
    *it = (struct gbfs_town){0};
    street_town_make(&it->town);
    struct streets streets = network_streets(&it->town.network);
    it->worker = street_worker_create(&streets);
}

void gbfs_town_finish(struct gbfs_town *it)
{
    street_worker_destroy(it->worker);
    street_town_finish(&it->town);
}

void gbfs_town_begin(struct gbfs_town *it)
{
    findings_init(&it->findings);
    it->fleet = (struct fleet){0};
    it->now = GBFS_TOWN_NOW;
}

void gbfs_town_end(struct gbfs_town *it)
{
    fleet_finish(&it->fleet);
    findings_finish(&it->findings);
}

void gbfs_town_apply(struct gbfs_town *it, const struct gbfs_system *system, bool on_streets,
                     struct gbfs_memory *kept)
{
    const struct gbfs_rules rules = {
        .tag = "town", .way_back = RENTAL_RETURN_UNSAID, .memory = kept};
    const struct gbfs_scene scene = {&it->town.network, on_streets ? it->worker : NULL, it->now};
    fleet_finish(&it->fleet);
    gbfs_apply(system, &scene, &rules, &it->fleet, &it->findings);
}

struct gbfs_station gbfs_town_station(const char *id, struct point at)
{
    return (struct gbfs_station){.id = id,
                                 .name = id,
                                 .address = "",
                                 .cross_street = "",
                                 .region = "",
                                 .android = "",
                                 .ios = "",
                                 .web = "",
                                 .at = at,
                                 .capacity = 10};
}

struct gbfs_status gbfs_town_status(const char *id)
{
    return (struct gbfs_status){
        .id = id, .vehicles = 3, .docks = 2, .installed = true, .renting = true, .returning = true};
}

struct gbfs_vehicle gbfs_town_vehicle(const char *id, const char *type, const char *station,
                                      struct point at)
{
    return (struct gbfs_vehicle){.id = id,
                                 .type = type,
                                 .station = station,
                                 .home = "",
                                 .plan = "",
                                 .android = "",
                                 .ios = "",
                                 .web = "",
                                 .at = at,
                                 .placed = !*station,
                                 .range_metres = NO_IX,
                                 .fuel_percent = NO_IX};
}

void gbfs_town_rectangle(struct point corners[4], double west, double south, double east,
                         double north)
{
    corners[0] = street_town_at(west, south);
    corners[1] = street_town_at(east, south);
    corners[2] = street_town_at(east, north);
    corners[3] = street_town_at(west, north);
}
