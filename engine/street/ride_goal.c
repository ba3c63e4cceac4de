#include <math.h>

#include "engine/street/riding.h"

/*
 * What a ride takes at least to its goal: the straight line at the speed of whatever is fastest. On
 * a plane whose circles of latitude are as short as the shortest within the bound; so it never says
 * too much, and of two neighbours no more than the way between them takes.
 */

/* Arcs are rounded to millimetres, one by one. */
#define SLACK 0.99

static double arc_speed(const struct streets *streets, vertex_ix from, const struct street_arc *arc)
{
    const struct street_vertex *vertices = streets->street_vertices;
    if (!metric_carries(&streets->street_traits[arc->trait]))
        return 0;
    return geo_metres(vertices[from].at, vertices[arc->vertex].at) / fmax(arc->seconds, 0.01);
}

double ride_carried_speed(const struct streets *streets)
{
    double most = 0;
    for (vertex_ix v = 0; v < streets_vertices(streets); v++)
        for (uint32_t i = streets->street_vertices[v].first_out;
             i < streets->street_vertices[v + 1].first_out; i++)
            most = fmax(most, arc_speed(streets, v, &streets->street_arcs_out[i]));
    return most;
}

struct ride_goal ride_goal_of(const struct streets *streets, const struct door *door, double speed)
{
    struct ride_goal goal = {.at = door->at, .speed = speed};
    struct street_tie own;
    const struct street_tie *ties;
    uint32_t count = door->record != NO_IX ? door_ties(streets, door, &own, &ties) : 0;
    for (uint32_t i = 0; i < count; i++) {
        struct point at = streets->street_vertices[ties[i].vertex].at;
        goal.at = i ? goal.at : at;
        goal.metres = fmax(goal.metres, geo_metres(goal.at, at));
    }
    return goal;
}

struct ride_pull ride_pull_of(const struct ride *ride)
{
    const struct ride_ask *ask = &ride->ask;
    const struct ride_goal *goal = ask->goal;
    if (!goal)
        return (struct ride_pull){0};
    double speed = fmax(fmax(ask->metric->profile.metres_per_second, goal->speed), ride->carried);
    double reach = (double)ask->cost_max / 1e9 * speed + goal->metres;
    double north = fabs((double)goal->at.lat) + reach / GEO_METRES_PER_UNIT;
    double pace = SLACK * 1e9 / speed, unit = pace * GEO_METRES_PER_UNIT;
    double shrink = fmax(0, cos(fmin(north * GEO_RADIANS_PER_UNIT, 1.57)));
    return (struct ride_pull){unit, unit * shrink, pace * goal->metres};
}

static uint64_t left_at(const struct ride *ride, struct point at)
{
    const struct ride_pull *pull = &ride->pull;
    if (pull->lat <= 0)
        return 0;
    struct point goal = ride->ask.goal->at;
    double lat = pull->lat * ((double)at.lat - goal.lat);
    double lon = pull->lon * ((double)at.lon - goal.lon);
    double left = sqrt(lat * lat + lon * lon) - pull->around;
    return left > 0 ? (uint64_t)left : 0;
}

uint64_t ride_left(const struct ride *ride, vertex_ix vertex)
{
    return left_at(ride, ride->streets.street_vertices[vertex].at);
}

uint64_t ride_least(const struct ride *ride, const struct ride_goal *from, uint32_t pickup)
{
    struct point at = ride->ask.lending->pickups[pickup].at;
    double metres = fmax(0, geo_metres(from->at, at) - from->metres);
    return (uint64_t)(SLACK * metres / fmax(from->speed, ride->carried) * 1e9) + left_at(ride, at);
}
