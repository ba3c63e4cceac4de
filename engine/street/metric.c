#include "engine/street/profile.h"

#include <math.h>
#include <stdlib.h>

/*
 * A profile worked out for each trait: how long a millimetre takes, and what it is felt to take.
 */

/* The narrowest clear width for wheelchairs in centimetres: TSI PRM (EU 1300/2014) asks for a door
 * of 80. */
enum { WHEELCHAIR_WIDTH_CM = 80 };

/* No pace is slower, in ns a millimetre: a metre in a quarter of an hour. */
static const double PACE_MAX = 1e9;

/* Seconds of a red light spread over all lights: OSRM's profiles take 2 s a light. */
static const uint64_t SIGNAL_COST = UINT64_C(2000000000);

/* How many times as long as on asphalt; ours, from what bicycle routers agree on roughly. By
 * enum street_surface: unknown, paved, cobbles, compact, rough. */
static const double bicycle_surface[] = {1, 1, 1.3, 1.15, 1.6};
static const double scooter_surface[] = {1, 1, 1.6, 1.3, 2.5};
static const double wheelchair_surface[] = {1, 1, 1.5, 1.15, 2};

/*
 * What a minute beside cars feels like to who wants to be safe, by enum street_road; the order and
 * size of these are those of OpenTripPlanner's bicycle safety, whose sources are surveys. A lane
 * takes away half of what is above 1; a track or a way without cars all of it.
 */
static const double unsafe_road[ROAD_CLASSES] = {
    [ROAD_NONE] = 1,        [ROAD_MOTORWAY] = 10,      [ROAD_TRUNK] = 4,
    [ROAD_PRIMARY] = 2.4,   [ROAD_SECONDARY] = 1.8,    [ROAD_TERTIARY] = 1.4,
    [ROAD_RESIDENTIAL] = 1, [ROAD_UNCLASSIFIED] = 1.1, [ROAD_LIVING_STREET] = 1,
    [ROAD_PEDESTRIAN] = 1,  [ROAD_SERVICE] = 1.05,
};

/* What bad ground feels like on top of being slow, to the same. */
static const double unsafe_surface[] = {1, 1, 1.2, 1, 1.3};

/* To who dislikes hills, a second of climbing feels like so many. */
static const double CLIMB_DISLIKE = 5;

/* And each percent of a tagged slope, where no heights are known, adds so much. */
static const double SLOPE_DISLIKE = 0.1;

/* What cannot go 60 km/h may not use a motorway (Convention on Road Traffic 1968, art. 25). */
static const double MOTORWAY_SPEED = 60 / 3.6;

static uint32_t pace_of(double metres_per_second, double factor)
{
    double pace = metres_per_second > 0 ? round(1e6 / metres_per_second * factor) : PACE_MAX;
    return pace < 1 ? 1 : pace < PACE_MAX ? (uint32_t)pace : (uint32_t)PACE_MAX;
}

static double of_surface(const double *factors, const struct street_trait *trait)
{
    return factors[trait->surface <= SURFACE_ROUGH ? trait->surface : SURFACE_UNKNOWN];
}

bool metric_carries(const struct street_trait *trait)
{
    return trait->kind == STREET_LIFT || trait->kind == STREET_FERRY || trait->marks & MARK_TIMED;
}

static uint32_t pace_on_foot(const struct profile *profile, const struct street_trait *trait)
{
    double speed = profile->metres_per_second;
    if (metric_carries(trait))
        return 1;
    if (trait->kind == STREET_ESCALATOR)
        return pace_of(PROFILE_BELT_SPEED, 1);
    if (trait->kind == STREET_MOVING_WALK)
        return pace_of(speed + PROFILE_BELT_SPEED, 1);
    return pace_of(speed, trait->kind == STREET_STEPS ? profile->stairs_factor : 1);
}

static uint32_t pace_in_wheelchair(const struct profile *profile, const struct street_trait *trait)
{
    if (metric_carries(trait))
        return 1;
    if (trait->kind == STREET_ESCALATOR ||
        (profile->slope_percent_max > 0 && abs(trait->incline) > profile->slope_percent_max) ||
        (trait->width_cm && trait->width_cm < WHEELCHAIR_WIDTH_CM))
        return 0;
    return pace_of(profile->metres_per_second, of_surface(wheelchair_surface, trait));
}

/* Beside it: on steps with a channel twice as long as on the level, else by the profile. */
static uint32_t pace_pushing(const struct profile *profile, const struct street_trait *trait)
{
    if (trait->kind == STREET_ESCALATOR || trait->kind == STREET_MOVING_WALK)
        return 0;
    if (trait->kind != STREET_STEPS)
        return pace_of(profile->push_speed, 1);
    return pace_of(profile->push_speed,
                   trait->marks & MARK_RAMP_BICYCLE ? 2 : profile->stairs_factor);
}

/* Among people one rides slower; ours. */
static double among_people(const struct street_trait *trait)
{
    if (trait->road == ROAD_PEDESTRIAN)
        return 1.5;
    if (trait->cycling == CYCLING_FREE || trait->cycling == CYCLING_TRACK)
        return 1;
    return trait->kind == STREET_FOOTWAY || trait->kind == STREET_AREA ? 1.25 : 1;
}

static uint32_t pace_riding(const struct profile *profile, const struct street_trait *trait,
                            enum street_access access)
{
    if (metric_carries(trait))
        return 1;
    if (access == ACCESS_PUSH || trait->kind == STREET_STEPS)
        return pace_pushing(profile, trait);
    const double *surface = profile->travel == TRAVEL_SCOOTER ? scooter_surface : bicycle_surface;
    return pace_of(profile->metres_per_second, of_surface(surface, trait) * among_people(trait));
}

static uint32_t pace_driving(const struct profile *profile, const struct street_trait *trait)
{
    if (metric_carries(trait))
        return 1;
    double speed = trait->car_kmh / 3.6;
    bool barred = trait->road == ROAD_MOTORWAY && profile->metres_per_second < MOTORWAY_SPEED;
    return !trait->car_kmh || barred
               ? 0
               : pace_of(speed < profile->metres_per_second ? speed : profile->metres_per_second,
                         1);
}

enum street_access trait_access(const struct street_trait *trait, enum travel travel)
{
    switch (travel) {
    case TRAVEL_WHEELCHAIR:
        return trait->wheelchair;
    case TRAVEL_BICYCLE:
        return trait->bicycle;
    case TRAVEL_SCOOTER:
        return trait->scooter;
    case TRAVEL_CAR:
        return trait->car;
    case TRAVEL_FOOT:
    case TRAVELS:
        break;
    }
    return trait->foot;
}

static bool may_pass(const struct profile *profile, enum street_access access)
{
    switch (access) {
    case ACCESS_YES:
    case ACCESS_DESTINATION:
        return true;
    case ACCESS_PUSH:
        return profile->travel == TRAVEL_BICYCLE || profile->travel == TRAVEL_SCOOTER ||
               (profile->travel == TRAVEL_WHEELCHAIR && profile->helped);
    case ACCESS_UNKNOWN:
        return profile->travel != TRAVEL_WHEELCHAIR || profile->unknown_ways;
    case ACCESS_NO:
        break;
    }
    return false;
}

static uint32_t time_on(const struct profile *profile, const struct street_trait *trait)
{
    enum street_access access = trait_access(trait, profile->travel);
    if (!may_pass(profile, access))
        return 0;
    switch (profile->travel) {
    case TRAVEL_WHEELCHAIR:
        return pace_in_wheelchair(profile, trait);
    case TRAVEL_BICYCLE:
    case TRAVEL_SCOOTER:
        return pace_riding(profile, trait, access);
    case TRAVEL_CAR:
        return pace_driving(profile, trait);
    case TRAVEL_FOOT:
    case TRAVELS:
        break;
    }
    return pace_on_foot(profile, trait);
}

/* How many times longer a stretch feels than it is. */
static double weight_of(const struct profile *profile, const struct street_trait *trait)
{
    if (profile->travel != TRAVEL_BICYCLE || metric_carries(trait))
        return 1;
    if (profile->taste == TASTE_FLATTER)
        return trait->incline > 0 ? 1 + trait->incline * SLOPE_DISLIKE : 1;
    if (profile->taste != TASTE_SAFER)
        return 1;
    double unsafe = trait->road < ROAD_CLASSES ? unsafe_road[trait->road] : 1;
    if (trait->cycling == CYCLING_LANE)
        unsafe = 1 + (unsafe - 1) / 2;
    else if (trait->cycling != CYCLING_MIXED)
        unsafe = 1;
    return unsafe * of_surface(unsafe_surface, trait);
}

static void make_pace(const struct profile *profile, const struct street_trait *trait,
                      struct metric_pace *pace)
{
    uint32_t time = time_on(profile, trait);
    double cost = round(time * weight_of(profile, trait));
    *pace = (struct metric_pace){
        .time = time,
        .cost = cost < PACE_MAX ? (uint32_t)cost : (uint32_t)PACE_MAX,
        .destination = trait_access(trait, profile->travel) == ACCESS_DESTINATION,
    };
}

/* Seconds a metre as nanoseconds a decimetre. */
static uint64_t climb_of(double seconds)
{
    return seconds > 0 ? (uint64_t)round((seconds < 1000 ? seconds : 1000) * 1e8) : 0;
}

static void make_marks(struct metric *metric, enum travel travel)
{
    static const struct {
        uint16_t blocked, island;
    } marks[TRAVELS] = {
        [TRAVEL_FOOT] = {VERTEX_NO_FOOT, MARK_ISLAND_FOOT},
        [TRAVEL_WHEELCHAIR] = {VERTEX_NO_FOOT | VERTEX_NO_WHEELCHAIR, MARK_ISLAND_WHEELCHAIR},
        [TRAVEL_BICYCLE] = {VERTEX_NO_BICYCLE, MARK_ISLAND_BICYCLE},
        [TRAVEL_SCOOTER] = {VERTEX_NO_BICYCLE, MARK_ISLAND_BICYCLE},
        [TRAVEL_CAR] = {VERTEX_NO_CAR, MARK_ISLAND_CAR},
    };
    metric->blocked = marks[travel].blocked;
    metric->island = marks[travel].island;
    bool waits = travel == TRAVEL_BICYCLE || travel == TRAVEL_SCOOTER || travel == TRAVEL_CAR;
    metric->signal_cost = waits ? SIGNAL_COST : 0;
}

/* Of the streets that there are, and off them. */
static double speed_most(const struct metric *metric)
{
    uint64_t least = metric->off_pace;
    for (uint32_t i = 0; i < metric->streets->counts.street_traits; i++) {
        uint32_t pace = metric->paces[i].time;
        bool carries = metric_carries(&metric->streets->street_traits[i]);
        least = pace && !carries && pace < least ? pace : least;
    }
    return 1e6 / (double)least;
}

void metric_make(struct metric *metric, const struct streets *streets,
                 const struct profile *profile)
{
    bool walks = profile->travel == TRAVEL_FOOT || profile->travel == TRAVEL_WHEELCHAIR;
    bool flatter = profile->travel == TRAVEL_BICYCLE && profile->taste == TASTE_FLATTER;
    metric->profile = *profile;
    metric->streets = streets;
    for (uint32_t i = 0; i < streets->counts.street_traits; i++)
        make_pace(profile, &streets->street_traits[i], &metric->paces[i]);
    metric->up_time = climb_of(profile->climb_seconds);
    metric->up_cost = climb_of(profile->climb_seconds * (flatter ? CLIMB_DISLIKE : 1));
    metric->down_cost = 0;
    metric->off_pace = pace_of(walks ? profile->metres_per_second : profile->push_speed, 1);
    metric->speed_most = speed_most(metric);
    make_marks(metric, profile->travel);
}

/* What an arc takes beside its length, spread evenly along it. */
static uint64_t share(uint64_t whole, uint32_t part, uint32_t length)
{
    if (part >= length)
        return whole;
    return whole ? (uint64_t)((double)whole * part / length) : 0;
}

uint64_t metric_part_cost(const struct metric *metric, const struct street_arc *arc, uint32_t begin,
                          uint32_t end)
{
    uint64_t rest = metric->up_cost * arc->up_dm + metric->down_cost * arc->down_dm +
                    (uint64_t)arc->seconds * 1000000000;
    return (uint64_t)metric->paces[arc->trait].cost * (end - begin) +
           share(rest, end - begin, arc->length_mm);
}

uint64_t metric_part_time(const struct metric *metric, const struct street_arc *arc, uint32_t begin,
                          uint32_t end)
{
    uint64_t rest = metric->up_time * arc->up_dm + (uint64_t)arc->seconds * 1000000000;
    return (uint64_t)metric->paces[arc->trait].time * (end - begin) +
           share(rest, end - begin, arc->length_mm);
}
