#include <inttypes.h>

#include "data/live/chance.h"
#include "data/live/traffic.h"
#include "engine/network/mode.h"

/* How messages call rides and vehicles. */

struct realtime_run traffic_run(const struct traffic *traffic, const struct traffic_ride *ride,
                                struct arena *arena)
{
    static const uint8_t relations[FATES] = {
        [FATE_CANCELLED] = TRIP_CANCELED, [FATE_ADDED] = TRIP_NEW};
    struct realtime_run run = {
        .trip_id = traffic_own(traffic, ride->trip->id),
        .route_id = traffic_own(traffic, ride->route->id),
        .start_date = ride->run.day,
        .start_time = ride->start,
        .has_start_date = true,
        .has_start_time = true,
        .has_relation = true,
        .has_direction = ride->trip->direction < 2,
        .direction = ride->trip->direction < 2 ? ride->trip->direction : 0,
        .relation = relations[ride->fate],
    };
    if (ride->headway)
        run.relation = TRIP_UNSCHEDULED;
    if (ride->fate == FATE_ADDED && traffic_copies(ride)) {
        run.relation = TRIP_DUPLICATED;
        run.start_time = ride->run.start; /* those of the one it copies */
    } else if (ride->fate == FATE_ADDED) {
        run.trip_id = traffic_added_id(traffic, ride, arena);
    }
    return run;
}

bool traffic_copies(const struct traffic_ride *ride)
{
    return ride->route->mode != MODE_TRAM && ride->route->mode != MODE_BUS;
}

struct realtime_text traffic_added_id(const struct traffic *traffic,
                                      const struct traffic_ride *ride, struct arena *arena)
{
    return traffic_text(arena_format(arena, "%s+%02d%02d",
                                     network_text(traffic->network, ride->trip->id),
                                     (int)(ride->start / 3600), (int)(ride->start / 60 % 60)));
}

struct realtime_text traffic_entity(const struct traffic *traffic, const struct traffic_ride *ride,
                                    struct arena *arena)
{
    char day[CIVIL_TEXT];
    struct realtime_text id = traffic_own(traffic, ride->trip->id);
    if (ride->fate == FATE_ADDED)
        id = traffic_added_id(traffic, ride, arena);
    civil_text_day(ride->run.day, day);
    if (!ride->trip->frequency_count)
        return traffic_text(arena_format(arena, "%s/%s", id.text, day));
    return traffic_text(arena_format(arena, "%s/%s/%" PRId32, id.text, day, ride->run.start));
}

struct realtime_vehicle_name traffic_vehicle_name(const struct traffic *traffic,
                                                  const struct traffic_ride *ride,
                                                  struct arena *arena)
{
    static const uint8_t wheelchairs[] = {
        [TRISTATE_UNKNOWN] = 0, [TRISTATE_YES] = 2, [TRISTATE_NO] = 3};
    const struct network *network = traffic->network;
    uint64_t seed = ride->seed;
    struct realtime_vehicle_name name = {
        .id = traffic_text(arena_format(arena, "%s:%s",
                                        network_text(network, network->feeds[traffic->feed].tag),
                                        traffic_entity(traffic, ride, arena).text)),
        .label = traffic_text(arena_format(arena, "%d", (int)(100 + seed % 900))),
        .wheelchair = wheelchairs[ride->pattern->wheelchair],
    };
    if (ride->route->mode == MODE_BUS || ride->route->mode == MODE_COACH)
        name.plate = traffic_text(arena_format(
            arena, "%c%c-%03d-%c%c", "ABCDEFGH"[seed % 8], "ABCDEFGHJKLMNPQRSTVWXYZ"[seed / 8 % 23],
            (int)(seed / 1000 % 1000), "ABCDEFGHJKLMNPQRSTVWXYZ"[seed / 7919 % 23],
            "ABCDEFGHJKLMNPQRSTVWXYZ"[seed / 104729 % 23]));
    return name;
}
