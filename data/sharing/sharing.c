#include "data/sharing/sharing.h"

#include <string.h>

#include "data/live/chance.h"
#include "data/sharing/fences.h"

enum { MINUTE = 60, DAY_BEGINS = 4 * 3600, SPOT_METRES = 45, PLACE_METRES = 350 };

/* Painted places, by stop. */
static const struct ground_metres painted_steps[SHARING_PAINTED] = {
    {40, -60}, {90, -140}, {20, 40}};
static const char painted_stop[] = "PHA";

static const char *const lot_stops[SHARING_LOTS] = {"GCA", "HAL", "TEC", "CAM", "BEA", "RNE"};

static bool find_places(struct sharing *sharing, const struct streets *streets)
{
    for (uint32_t i = 0; i < PLACES; i++) {
        const struct shared_place *place = &places[i];
        struct ground_metres step = {place->east, place->north};
        if (!ground_stop(sharing->network, place->stop, step, &sharing->places[i]))
            return false;
        sharing->places[i] = ground_nearest(streets, GROUND_BICYCLE, sharing->places[i]);
    }
    for (uint32_t i = 0; i < SHARING_PAINTED; i++) {
        if (!ground_stop(sharing->network, painted_stop, painted_steps[i], &sharing->painted[i]))
            return false;
        sharing->painted[i] = ground_nearest(streets, GROUND_SCOOTER, sharing->painted[i]);
    }
    for (uint32_t i = 0; i < SHARING_LOTS; i++) {
        const struct ground_metres step = {35, 20};
        if (!ground_stop(sharing->network, lot_stops[i], step, &sharing->lots[i]))
            return false;
        sharing->lots[i] = ground_nearest(streets, GROUND_CAR, sharing->lots[i]);
    }
    return true;
}

static void measure(struct sharing *sharing)
{
    for (uint32_t i = 0; i < PLACES; i++)
        for (uint32_t k = 0; k < PLACES; k++)
            sharing->metres[i][k] = geo_metres(sharing->places[i], sharing->places[k]);
}

/* Where a scooter may be left: at the side of a street, unless a zone says no. */
static void find_spots(struct sharing *sharing, const struct streets *streets)
{
    struct vec points = vec_of(sizeof(struct point));
    ground_points(streets, GROUND_SCOOTER, SPOT_METRES, &points);
    for (uint32_t place = 0; place < PLACES; place++) {
        bool painted = strcmp(places[place].stop, painted_stop) == 0;
        sharing->first_spot[place] = sharing->spots.count;
        for (uint32_t i = 0; i < points.count; i++) {
            struct sharing_spot spot = {*(struct point *)vec_at(&points, i), NO_IX};
            if (geo_metres(spot.at, sharing->places[place]) > PLACE_METRES)
                continue;
            const struct fence *fence = fence_at(ground_metres(spot.at));
            if (!painted && fence && fence->end && !fence->painted)
                vec_push(&sharing->spots, &spot);
        }
        for (uint32_t i = 0; i < SHARING_PAINTED && painted; i++) {
            struct sharing_spot spot = {sharing->painted[i], i};
            vec_push(&sharing->spots, &spot);
        }
    }
    sharing->first_spot[PLACES] = sharing->spots.count;
    vec_finish(&points);
}

bool sharing_open(struct sharing *sharing, const struct network *network, uint64_t seed)
{
    *sharing = (struct sharing){
        .network = network, .seed = seed, .spots = vec_of(sizeof(struct sharing_spot))};
    struct streets streets = network_streets(network);
    if (!network->counts.feeds || !find_places(sharing, &streets))
        return false;
    zone_ix zone = network->feeds[0].zone;
    sharing->zone = network_zone(network, zone);
    sharing->zone_name = network_text(network, network->zones[zone].name);
    measure(sharing);
    find_spots(sharing, &streets);
    return true;
}

void sharing_close(struct sharing *sharing)
{
    vec_finish(&sharing->spots);
}

struct sharing_day sharing_day_at(const struct sharing *sharing, unix_time now)
{
    civil_day date = zone_day(&sharing->zone, now);
    unix_time start = zone_time(&sharing->zone, date, DAY_BEGINS);
    if (now < start)
        start = zone_time(&sharing->zone, --date, DAY_BEGINS);
    return (struct sharing_day){.now = now,
                                .start = start,
                                .minute = (int32_t)((now - start) / MINUTE),
                                .works = civil_weekday(date) < 5,
                                .seed = chance_mix(sharing->seed, (uint64_t)date)};
}

struct place_hour sharing_hour(const struct sharing_day *day, int32_t minute)
{
    return (struct place_hour){(double)(DAY_BEGINS + minute * MINUTE) / 3600, day->works};
}
