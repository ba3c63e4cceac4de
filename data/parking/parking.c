#include "data/parking/parking.h"

#include <jansson.h>
#include <string.h>

#include "data/live/chance.h"
#include "engine/base/vec.h"

enum { MINUTE = 60, HOURS = 24, SPELL = 1800, DIGITS = 10 };

/* Who parks: those who work in the city, those who shop in it, those who fly away. */
enum parkers { WORKERS, SHOPPERS, TRAVELLERS };

/* Spaces wanted at each full hour, in per cent of the most: on working days, on others. */
static const uint8_t wanted[][2][HOURS] = {
    [WORKERS] = {{4,  4,  4,  4,  4,  5,  12, 48, 96, 100, 100, 98,
                  96, 98, 98, 98, 92, 66, 32, 18, 12, 9,   6,   5},
                 {4, 4, 4, 4, 4, 4, 4, 5, 6, 9, 14, 18, 18, 16, 22, 24, 22, 18, 12, 8, 7, 6, 5, 4}},
    [SHOPPERS] = {{12, 10, 10, 10, 10, 10,  12, 18, 34, 58, 82, 92,
                   88, 78, 76, 84, 94, 100, 88, 66, 54, 46, 34, 20},
                  {20, 16, 12, 10,  10,  10, 10, 12, 22, 48, 78, 94,
                   96, 90, 94, 100, 100, 92, 76, 62, 58, 54, 44, 30}},
    [TRAVELLERS] = {{78, 78, 78, 78, 79, 82, 86, 88, 88, 88, 88, 87,
                     86, 86, 86, 86, 85, 84, 83, 82, 81, 80, 79, 78},
                    {90, 90, 90, 90, 91, 92, 94, 95, 96, 96, 96, 95,
                     95, 94, 93, 92, 90, 88, 86, 84, 83, 82, 81, 80}},
};

/* A park of the city by its name on the map; `most` in per cent of its spaces, which may be more
 * than there are: then it is full. */
static const struct {
    const char *id, *name;
    enum parkers parkers;
    int most;
    int closes, opens; /* hours between which nobody gets in */
} lots[PARKING_LOTS] = {
    {"phare", "Parc-relais du Phare", WORKERS, 112, 0, 0},
    {"est", "Parc-relais Est", WORKERS, 88, 0, 0},
    {"halles", "Parking des Halles", SHOPPERS, 103, 1, 6},
    {"aeroport", "Parking de l'Aéroport", TRAVELLERS, 98, 0, 0},
};

static const struct street_park *park_of(const struct network *network, const char *name)
{
    for (uint32_t i = 0; i < network->counts.street_parks; i++)
        if (strcmp(network_text(network, network->street_parks[i].name), name) == 0)
            return &network->street_parks[i];
    return NULL;
}

/* The part of the most that is wanted at a moment of the day, from hour to hour, 0 .. 1. */
static double part_at(enum parkers parkers, bool works, int32_t second)
{
    const uint8_t *hours = wanted[parkers][works ? 0 : 1];
    int32_t hour = second / 3600 % HOURS;
    double before = hours[hour], after = hours[(hour + 1) % HOURS];
    return (before + (after - before) * (second % 3600) / 3600) / 100;
}

static json_t *tell(const struct street_park *park, uint32_t number, uint64_t seed,
                    const struct zone *zone, unix_time now)
{
    civil_day day = zone_day(zone, now);
    int32_t second = (int32_t)(now - zone_time(zone, day, 0));
    double part = part_at(lots[number].parkers, civil_weekday(day) < 5, second);
    double more = 0.04 * chance_wave(chance_mix(seed, number), now, SPELL);
    double free = park->capacity * (1 - (part + part * more) * lots[number].most / 100);
    bool closed = second / 3600 >= lots[number].closes && second / 3600 < lots[number].opens;
    return json_pack("{s:s, s:s, s:{s:f, s:f}, s:i, s:i, s:s}", "id", lots[number].id, "name",
                     lots[number].name, "coords", "lat", geo_degrees(park->at.lat), "lng",
                     geo_degrees(park->at.lon), "total", (int)park->capacity, "free",
                     free > 0 ? (int)free : 0, "state", closed ? "closed" : "open");
}

static int keep(const char *bytes, size_t count, void *text)
{
    vec_add_many(text, bytes, count);
    return 0;
}

const char *parking_tell(const struct network *network, uint64_t seed, unix_time now,
                         struct arena *arena)
{
    json_t *list = json_array();
    char stamp[CIVIL_TEXT];
    now -= now % MINUTE;
    for (uint32_t i = 0; i < PARKING_LOTS && network->counts.feeds; i++) {
        const struct street_park *park = park_of(network, lots[i].name);
        struct zone zone = network_zone(network, network->feeds[0].zone);
        if (park && park->capacity != NO_IX)
            json_array_append_new(list, tell(park, i, seed, &zone, now));
    }
    bool some = json_array_size(list) > 0;
    json_t *root =
        json_pack("{s:s, s:o}", "last_updated", civil_text_utc(now, stamp), "lots", list);
    struct vec text = vec_of(1);
    json_dump_callback(root, keep, &text, JSON_COMPACT | JSON_REAL_PRECISION(DIGITS));
    const char *document = some ? arena_text(arena, text.data, text.count) : NULL;
    vec_finish(&text);
    json_decref(root);
    return document;
}
