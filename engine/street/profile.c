#include "engine/street/profile.h"

/*
 * The usual travellers. Each number with where it comes from; what comes from nowhere says so by
 * "ours".
 */

/*
 * Foot, 1.2 m/s: what MOTIS and traffic planning take for a mixed public (Weidmann 1993 measured
 * 1.34 m/s for the unhurried adult). Stairs, twice the time of the level for the same length seen
 * from above: Weidmann has 0.61 m/s up and 0.69 down. Climb, 6 s a metre: Naismith's hour for each
 * 600 m.
 */
static const struct profile foot = {
    .travel = TRAVEL_FOOT,
    .metres_per_second = 1.2,
    .climb_seconds = 6,
    .stairs_factor = 2,
};

/*
 * Wheelchair, 0.8 m/s: MOTIS's. 10 %: the steepest that French rules let a short ramp be (arrêté of
 * 2007-01-15: 5 %, at most 12 % over 50 cm). Climb, 12 s a metre: twice Naismith's, ours.
 */
static const struct profile wheelchair = {
    .travel = TRAVEL_WHEELCHAIR,
    .metres_per_second = 0.8,
    .climb_seconds = 12,
    .stairs_factor = 2,
    .slope_percent_max = 10,
    .unknown_ways = true,
};

/*
 * Bicycle, 4.5 m/s (16 km/h): city riding with its small stops. Pushed at 1 m/s. Climb, 6 s a
 * metre: 90 kg cost 883 J a metre, and a rider of 150 W climbs while he saves what the air took.
 */
static const struct profile bicycle = {
    .travel = TRAVEL_BICYCLE,
    .metres_per_second = 4.5,
    .push_speed = 1.0,
    .climb_seconds = 6,
    .stairs_factor = 3,
};

/* Scooter, 5 m/s: capped at 20 to 25 km/h by law, less the small stops. Its motor climbs: 1 s a
 * metre, ours. */
static const struct profile scooter = {
    .travel = TRAVEL_SCOOTER,
    .metres_per_second = 5,
    .push_speed = 1.1,
    .climb_seconds = 1,
    .stairs_factor = 3,
};

/* Car, at most 140 km/h, which is the most that a trait may say. */
static const struct profile car = {
    .travel = TRAVEL_CAR,
    .metres_per_second = 140 / 3.6,
    .push_speed = 1.2,
    .stairs_factor = 1,
};

struct profile profile_of(enum travel travel)
{
    switch (travel) {
    case TRAVEL_WHEELCHAIR:
        return wheelchair;
    case TRAVEL_BICYCLE:
        return bicycle;
    case TRAVEL_SCOOTER:
        return scooter;
    case TRAVEL_CAR:
        return car;
    case TRAVEL_FOOT:
    case TRAVELS:
        break;
    }
    return foot;
}

/* Equal to the bit is meant, so that two neither of which is greater are equal. */
static bool same(double a, double b)
{
    return !(a < b) && !(a > b);
}

bool profile_equal(const struct profile *a, const struct profile *b)
{
    return a->travel == b->travel && same(a->metres_per_second, b->metres_per_second) &&
           same(a->push_speed, b->push_speed) && same(a->climb_seconds, b->climb_seconds) &&
           same(a->stairs_factor, b->stairs_factor) &&
           same(a->slope_percent_max, b->slope_percent_max) && a->unknown_ways == b->unknown_ways &&
           a->helped == b->helped && a->taste == b->taste;
}
