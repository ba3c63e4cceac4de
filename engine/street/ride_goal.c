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

static struct ride_pull pull_of(const struct ride_goal *goal, double speed, uint64_t cost_max)
{
    double reach = (double)cost_max / 1e9 * speed + goal->metres;
    double north = fabs((double)goal->at.lat) + reach / GEO_METRES_PER_UNIT;
    double pace = SLACK * 1e9 / speed, unit = pace * GEO_METRES_PER_UNIT;
    double shrink = fmax(0, cos(fmin(north * GEO_RADIANS_PER_UNIT, 1.57)));
    return (struct ride_pull){goal->at, unit, unit * shrink, pace * goal->metres};
}

struct ride_pull ride_pull_of(const struct ride *ride)
{
    const struct ride_ask *ask = &ride->ask;
    if (!ask->goal)
        return (struct ride_pull){.around = 0};
    double ridden = ask->metric->profile.metres_per_second;
    return pull_of(ask->goal, fmax(fmax(ridden, ask->goal->speed), ride->carried), ask->cost_max);
}

struct ride_pull ride_pull_from(const struct ride *ride, const struct ride_goal *from)
{
    return pull_of(from, fmax(from->speed, ride->carried), ride->ask.cost_max);
}

static uint64_t left_to(const struct ride_pull *pull, struct point at)
{
    if (pull->lat <= 0)
        return 0;
    double lat = pull->lat * ((double)at.lat - pull->at.lat);
    double lon = pull->lon * ((double)at.lon - pull->at.lon);
    double left = sqrt(lat * lat + lon * lon) - pull->around;
    return left > 0 ? (uint64_t)left : 0;
}

uint64_t ride_left(const struct ride *ride, vertex_ix vertex)
{
    return left_to(&ride->pull, ride->streets.street_vertices[vertex].at);
}

uint64_t ride_least(const struct ride *ride, const struct ride_pull *from, uint32_t pickup)
{
    struct point at = ride->ask.lending->pickups[pickup].at;
    return left_to(from, at) + left_to(&ride->pull, at);
}
