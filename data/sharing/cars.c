#include "data/sharing/cars.h"

#include "data/live/chance.h"

enum {
    MINUTE = 60,
    FIRST_START = 150, /* half past six */
    LAST_START = 16 * 60,
    RESERVED_MINUTES = 15,
    METRES_A_MINUTE = 300, /* with stops and parking */
    CHARGE_METRES = 400,   /* a minute at the station */
    OF_CAR = 80,
};

static const uint32_t ranges[CAR_KINDS] = {320000, 700000, 250000};

uint32_t car_range(enum car_kind kind)
{
    return ranges[kind];
}

/* Bookings last 40 minutes to five hours; between two of them a car stands one to five. */
static int32_t span(uint64_t seed, int32_t least, int32_t more)
{
    double part = chance_part(seed);
    return least + (int32_t)(part * part * more);
}

/* The station charges, and family cars are filled up by whoever had them. */
static void stand(struct car *car, int32_t minutes)
{
    uint32_t range = car->range_metres + (uint32_t)minutes * CHARGE_METRES;
    car->range_metres = range < ranges[car->kind] ? range : ranges[car->kind];
}

static int32_t drive(struct car *car, int32_t leave, uint64_t seed)
{
    int32_t minutes = span(chance_mix(seed, 2), 40, 260);
    uint32_t drain = (uint32_t)minutes * METRES_A_MINUTE;
    car->range_metres = car->range_metres > drain ? car->range_metres - drain : 10000;
    car->trips++;
    if (car->kind == CAR_FREE)
        car->lot = (uint32_t)(chance_mix(seed, 3) % SHARING_LOTS);
    return leave + minutes;
}

struct car car_at(const struct sharing_day *day, uint32_t number)
{
    /* Each station has a city car, four a family car, and six cars belong to none. */
    struct car car = {.kind = number < SHARING_LOTS       ? CAR_CITY
                              : number < 2 * SHARING_LOTS ? CAR_FREE
                                                          : CAR_FAMILY,
                      .home = number % SHARING_LOTS,
                      .lot = number % SHARING_LOTS};
    uint64_t own = chance_mix(chance_mix(day->seed, OF_CAR), number);
    car.range_metres = (uint32_t)((0.5 + 0.5 * chance_part(own)) * ranges[car.kind]);
    for (int32_t minute = FIRST_START;;) {
        uint64_t seed = chance_mix(own, 1 + car.trips);
        int32_t leave = minute + span(chance_mix(seed, 1), 20, 480);
        if (leave >= LAST_START)
            break;
        if (leave > day->minute) {
            car.booked = day->start + (unix_time)leave * MINUTE;
            car.reserved = leave <= day->minute + RESERVED_MINUTES;
            break;
        }
        stand(&car, leave - car.since);
        car.since = drive(&car, leave, seed);
        car.out = car.since > day->minute;
        if (car.out)
            return car;
        minute = car.since;
    }
    stand(&car, day->minute - car.since);
    return car;
}
