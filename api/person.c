#include "api/person.h"

#include <math.h>

#include "api/query_read.h"

#define MATCHING_METRES_MAX 2000

struct person person_usual(bool wheelchair, bool unknown_ways)
{
    struct person person = {
        .on_foot = profile_of(wheelchair ? TRAVEL_WHEELCHAIR : TRAVEL_FOOT),
        .bicycle = profile_of(TRAVEL_BICYCLE),
        .car = profile_of(TRAVEL_CAR),
        .street_metres = DOOR_METRES,
        .walk_seconds = INT32_MAX,
    };
    person.on_foot.unknown_ways = unknown_ways;
    return person;
}

/* What hills are to a cyclist, in the words of MOTIS, and what else he may prefer. */
static bool read_taste(const struct request *request, struct profile *bicycle, struct error *error)
{
    static const char *const costs[] = {"NONE", "LOW", "HIGH", NULL};
    static const char *const tastes[] = {"FASTER", "SAFER", "FLATTER", NULL};
    uint32_t cost = 0, taste = TASTE_FASTER;
    if (!request_enum(request, "elevationCosts", costs, &cost, error) ||
        !request_enum(request, "cyclingTaste", tastes, &taste, error))
        return false;
    bicycle->taste = cost > 0 ? TASTE_FLATTER : (enum taste)taste;
    return true;
}

bool person_read(const struct request *request, struct person *person, struct error *error)
{
    static const char *const profiles[] = {"FOOT", "WHEELCHAIR", NULL};
    static const char *const unknowns[] = {"accept", "avoid", NULL};
    uint32_t profile = 0, unknown = 0;
    if (!request_enum(request, "pedestrianProfile", profiles, &profile, error) ||
        !request_enum(request, "unknownAccessibility", unknowns, &unknown, error))
        return false;
    *person = person_usual(profile == 1, unknown == 0);
    if (!request_number(request, "maxMatchingDistance", 0, MATCHING_METRES_MAX,
                        &person->street_metres, error) ||
        !query_read_capped(request, "maxWalkTime", (struct query_cap){INT32_MAX, 1},
                           &person->walk_seconds, error))
        return false;
    person->street_metres = person->street_metres < 1 ? 1 : person->street_metres;
    return request_number(request, "pedestrianSpeed", 0.1, 20, &person->on_foot.metres_per_second,
                          error) &&
           request_number(request, "cyclingSpeed", 0.5, 30, &person->bicycle.metres_per_second,
                          error) &&
           read_taste(request, &person->bicycle, error);
}

static enum wheelchair wheelchair_of(const struct person *person)
{
    if (person->on_foot.travel != TRAVEL_WHEELCHAIR)
        return WHEELCHAIR_NONE;
    return person->on_foot.unknown_ways ? WHEELCHAIR_UNKNOWN : WHEELCHAIR_STRICT;
}

void person_tell(const struct person *person, struct query *query)
{
    const int32_t most = 100000; /* as query_check has it */
    double usual = profile_of(person->on_foot.travel).metres_per_second;
    double slower = usual / person->on_foot.metres_per_second;
    query->needs.wheelchair = wheelchair_of(person);
    if (slower <= 1)
        return;
    double factor = ceil(query->change.factor_permille * slower);
    query->change.factor_permille = factor < most ? (int32_t)factor : most;
}

int16_t person_floor(const struct request_place *place)
{
    return place->has_level && fabs(place->level) < 1000 ? (int16_t)lround(place->level * 10)
                                                         : DOOR_ANY_LEVEL;
}

struct means person_means(const struct person *person, enum way_mode mode, int32_t seconds_max)
{
    struct means means = {
        .kind = MEANS_MOVE,
        .profile = mode == WAY_WALK                               ? person->on_foot
                   : mode == WAY_BIKE || mode == WAY_BIKE_PARKING ? person->bicycle
                                                                  : person->car,
        .on_foot = person->on_foot,
        .seconds_max = seconds_max,
    };
    if (mode == WAY_CAR_PARKING || mode == WAY_BIKE_PARKING) {
        means.kind = MEANS_PARK;
        means.full_parks = person->full_parks;
        means.handling_seconds =
            mode == WAY_CAR_PARKING ? PERSON_CAR_PARK_SECONDS : PERSON_BIKE_PARK_SECONDS;
    } else if (mode == WAY_CAR_DROPOFF) {
        means.kind = MEANS_DROPPED;
        means.handling_seconds = PERSON_DROP_OFF_SECONDS;
    }
    return means;
}

const struct means *person_means_list(const struct person *person, uint32_t modes,
                                      int32_t seconds_max, struct arena *arena, uint32_t *count)
{
    struct means *list = arena_array(arena, WAY_MODES, sizeof *list);
    *count = 0;
    for (unsigned mode = 0; mode < WAY_MODES; mode++)
        if (modes >> mode & 1)
            list[(*count)++] = person_means(person, (enum way_mode)mode,
                                            mode == WAY_WALK && person->walk_seconds < seconds_max
                                                ? person->walk_seconds
                                                : seconds_max);
    return list;
}
