#include "tests/lent_town.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/live/draft.h"

/* Lays the fleet over the town as a feeder would. */
static void lay(struct lent_town *it)
{
    struct error error = {0};
    const char *path = scratch_path(&it->base.town.scratch, "live");
    const struct live_feed feed = {.kind = LIVE_FEED_SHARED, .feed = NO_IX, .stamp = it->base.now};
    struct live_draft *draft = live_draft_create(&it->base.town.network);
    live_draft_add_feed(draft, &feed, "town", NULL);
    live_draft_add_fleet(draft, &it->base.fleet, 0);
    if (!live_freeze(draft, it->base.now, 1, path, &error) ||
        !live_open(&it->live, path, &it->base.town.network, &error)) {
        fprintf(stderr, "%s: %s\n", error.place, error.text);
        exit(1);
    }
    live_draft_destroy(draft);
}

void lent_town_make(struct lent_town *it)
{
    static const struct gbfs_type types[] = {
        {.id = "bike", GBFS_TOWN_NAMELESS, .way_back = RENTAL_ANY_STATION, .way_back_said = true},
        {.id = "kick",
         GBFS_TOWN_NAMELESS,
         .form = RENTAL_SCOOTER_STANDING,
         .propulsion = RENTAL_ELECTRIC,
         .range_metres = 30000,
         .way_back = RENTAL_ANYWHERE,
         .way_back_said = true}};
    static const struct gbfs_count bikes = {"bike", 3};
    *it = (struct lent_town){0};
    gbfs_town_make(&it->base);
    gbfs_town_begin(&it->base);
    const struct gbfs_station stations[] = {gbfs_town_station("west", street_town_at(100, 5)),
                                            gbfs_town_station("east", street_town_at(5200, 5))};
    struct gbfs_status statuses[] = {gbfs_town_status("west"), gbfs_town_status("east")};
    const struct gbfs_vehicle vehicles[] = {
        gbfs_town_vehicle("1", "kick", "", street_town_at(3000, 5)),
        gbfs_town_vehicle("2", "kick", "", street_town_at(5290, 5))};
    for (uint32_t i = 0; i < 2; i++) {
        statuses[i].by_type = &bikes;
        statuses[i].by_type_count = 1;
    }
    const struct gbfs_system system = {.information = {.system_id = "town", .time_zone = ""},
                                       .types = types,
                                       .type_count = 2,
                                       .stations = stations,
                                       .station_count = 2,
                                       .statuses = statuses,
                                       .status_count = 2,
                                       .vehicles = vehicles,
                                       .vehicle_count = 2};
    gbfs_town_apply(&it->base, &system, true, NULL);
    lay(it);
    it->world = (struct world){.network = &it->base.town.network, .live = &it->live};
}

void lent_town_finish(struct lent_town *it)
{
    live_close(&it->live);
    gbfs_town_end(&it->base);
    gbfs_town_finish(&it->base);
}
