#include "api/outward.h"

#include "api/ignored.h"
#include "api/modes.h"
#include "api/parks.h"
#include "api/query_read.h"
#include "api/stops_of.h"
#include "engine/base/clock.h"
#include "engine/planner.h"

static bool read_ways(const struct request *request, struct outward *outward, struct error *error)
{
    const uint32_t walk = 1u << WAY_WALK;
    struct modes pre = {.ways = walk}, post = {.ways = walk};
    if (!modes_read(request, "preTransitModes", &pre, error) ||
        !modes_read(request, "postTransitModes", &post, error))
        return false;
    outward->ways = outward->query.when.arrive_by ? post.ways : pre.ways;
    return true;
}

static bool read_person(const struct request *request, struct outward *outward, struct error *error)
{
    if (!person_read(request, &outward->person, error))
        return false;
    person_tell(&outward->person, &outward->query);
    outward->person.full_parks = parks_full(outward->style.asked, outward->style.now,
                                            outward->query.when.time, outward->style.arena);
    return true;
}

bool outward_read(const struct request *request, const char *name, struct outward *outward,
                  struct error *error)
{
    const char *text;
    struct query *query = &outward->query;
    *outward = (struct outward){.query = query_default};
    query->when.time = clock_now();
    if (!ignored_check(request, error) || !style_read(request, &outward->style, error) ||
        !request_required(request, name, &text, error) ||
        !request_place(request, name, &outward->place, error) ||
        !request_time(request, "time", &query->when.time, error) ||
        !request_bool(request, "arriveBy", &query->when.arrive_by, error) ||
        !query_read_needs(request, &query->needs, error) ||
        !query_read_change(request, &query->change, error) ||
        !read_person(request, outward, error) || !read_ways(request, outward, error))
        return false;
    outward->end = (struct end){.name = query->when.arrive_by ? "END" : "START",
                                .stop = outward->place.is_stop ? outward->place.stop : NO_IX,
                                .at = outward->place.at};
    return true;
}

static struct reach reach_of_point(const struct request *request, const struct outward *outward,
                                   int32_t seconds_max)
{
    struct worker *worker = request->worker;
    struct reach reach;
    struct reach_ask ask = {.place = outward->place.at,
                            .level = person_floor(&outward->place),
                            .to_place = outward->query.when.arrive_by,
                            .street_metres = outward->person.street_metres};
    ask.means = person_means_list(&outward->person, outward->ways, seconds_max, &worker->arena,
                                  &ask.means_count);
    reach_run(worker->world->network, planner_streets(worker_planner(worker)), &ask, &worker->arena,
              &reach);
    return reach;
}

bool outward_open(const struct request *request, struct outward *outward, int32_t seconds_max,
                  struct error *error)
{
    struct query_where *where = &outward->query.where;
    bool to = outward->query.when.arrive_by;
    int32_t most = seconds_max;
    if (most > outward->query.when.travel_seconds_max)
        most = outward->query.when.travel_seconds_max;
    if (!query_read_capped(request, to ? "maxPostTransitTime" : "maxPreTransitTime",
                           (struct query_cap){most, 1}, &most, error))
        return false;
    struct worker *worker = request->worker;
    struct reach reach =
        outward->place.is_stop
            ? stops_as_reach(worker->world->network, &worker->arena, outward->place.stop)
            : reach_of_point(request, outward, most);
    *(to ? &where->targets : &where->sources) = reach.stops;
    *(to ? &where->target_count : &where->source_count) = reach.count;
    outward->straight = reach.straight;
    return true;
}
