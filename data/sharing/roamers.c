#include "data/sharing/roamers.h"

#include <math.h>

#include "data/live/chance.h"

enum {
    MOPED_OF = 15,        /* one vehicle in so many is a moped, and one a cargo bike */
    RESERVED_MINUTES = 4, /* before a ride */
    EMPTY_METRES = 1500,  /* with less it is not lent */
    LOW_METRES = 5000,    /* with less it gets a battery */
    SWAP_MINUTES = 75,    /* from when it is low */
    WORK_MINUTES = 6,     /* that this takes */
    LAST_START = 22 * 60, /* two in the morning */
    MORNING = 2 * 60,     /* people begin to ride at six */
    OF_ROAMER = 60,
};

/* Metres a minute along the straight line, and the range, of each kind. */
static const struct {
    double pace;
    uint32_t range;
} kinds[ROAMER_KINDS] = {{230, 30000}, {420, 60000}, {200, 45000}};

uint32_t roamer_range(enum roamer_kind kind)
{
    return kinds[kind].range;
}

/* A spot near a place to which people go at that hour, from where they are (NULL: anywhere); NULL:
 * there is none. */
static const struct sharing_spot *pick_spot(const struct sharing *sharing, struct place_hour hour,
                                            const struct sharing_spot *from, uint64_t seed)
{
    double weights[PLACES], sum = 0;
    for (uint32_t i = 0; i < PLACES; i++) {
        double metres = from ? geo_metres(from->at, sharing->places[i]) : 0;
        bool spots = sharing->first_spot[i] < sharing->first_spot[i + 1];
        weights[i] = spots ? (4 + place_pull(&places[i], hour)) * exp(-metres / 1800) : 0;
        sum += weights[i];
    }
    double left = sum * chance_part(chance_mix(seed, 1));
    const struct sharing_spot *spot = NULL;
    for (uint32_t i = 0; i < PLACES && (!spot || left > 0); i++) {
        uint32_t first = sharing->first_spot[i], count = sharing->first_spot[i + 1] - first;
        left -= weights[i];
        if (count)
            spot = vec_at(&sharing->spots, first + (uint32_t)(chance_mix(seed, 2) % count));
    }
    return spot;
}

/* How long it stands before the next ride: half an hour to half a day. */
static int32_t rest(struct place_hour hour, uint64_t seed)
{
    double mean = 240 / (1 + 3 * place_rides(hour));
    return 8 + (int32_t)(-log(1 - chance_part(chance_mix(seed, 3))) * mean);
}

/* Somebody brings a battery to those that are low, some time after. */
static void swap(struct roamer *roamer, int32_t minute, int32_t since_low)
{
    int32_t done = since_low + SWAP_MINUTES;
    if (roamer->range_metres >= LOW_METRES || minute < done)
        return;
    roamer->range_metres = kinds[roamer->kind].range;
    roamer->disabled = minute < done + WORK_MINUTES;
}

static void start_day(struct roamer *roamer, const struct sharing *sharing,
                      const struct sharing_day *day, uint64_t own)
{
    uint32_t full = kinds[roamer->kind].range;
    roamer->range_metres = (uint32_t)((0.25 + 0.75 * chance_part(own)) * full);
    roamer->spot = pick_spot(sharing, sharing_hour(day, 0), NULL, chance_mix(own, 0));
}

/* Rides away at `leave`; returns when it comes to the next spot. */
static int32_t ride(struct roamer *roamer, const struct sharing *sharing,
                    const struct sharing_day *day, int32_t leave, uint64_t seed)
{
    const struct sharing_spot *to =
        pick_spot(sharing, sharing_hour(day, leave), roamer->spot, seed);
    double metres = geo_metres(roamer->spot->at, to->at);
    uint32_t drain = (uint32_t)(metres * 1.3);
    roamer->range_metres = roamer->range_metres > drain ? roamer->range_metres - drain : 0;
    roamer->spot = to;
    roamer->rides++;
    return leave + 2 + (int32_t)(metres / kinds[roamer->kind].pace);
}

struct roamer roamer_at(const struct sharing *sharing, const struct sharing_day *day,
                        uint32_t number)
{
    struct roamer roamer = {.kind = number % MOPED_OF == 7    ? ROAMER_MOPED
                                    : number % MOPED_OF == 11 ? ROAMER_CARGO
                                                              : ROAMER_SCOOTER};
    uint64_t own = chance_mix(chance_mix(day->seed, OF_ROAMER), number);
    start_day(&roamer, sharing, day, own);
    if (!roamer.spot)
        return roamer;
    for (int32_t minute = MORNING; minute <= day->minute;) {
        uint64_t seed = chance_mix(own, 1 + roamer.rides);
        int32_t leave = minute + rest(sharing_hour(day, minute), seed);
        /* An empty one waits for its battery. */
        if (roamer.range_metres < LOW_METRES && leave < roamer.since + SWAP_MINUTES + WORK_MINUTES)
            leave = roamer.since + SWAP_MINUTES + WORK_MINUTES + 10;
        roamer.reserved = leave <= day->minute + RESERVED_MINUTES && leave < LAST_START;
        if (leave > day->minute || leave >= LAST_START)
            break;
        swap(&roamer, leave, roamer.since);
        roamer.since = ride(&roamer, sharing, day, leave, seed);
        roamer.riding = roamer.since > day->minute;
        minute = roamer.since;
    }
    if (roamer.riding) {
        roamer.reserved = false;
        return roamer;
    }
    swap(&roamer, day->minute, roamer.since);
    roamer.disabled |= roamer.range_metres < EMPTY_METRES;
    return roamer;
}
