#include "api/outward.h"

#include "api/ignored.h"
#include "api/modes.h"
#include "engine/base/clock.h"

/* Modes at either end that this server does not have are as good as none. */
static bool read_walks(const struct request *request, struct outward *outward, struct error *error)
{
    struct modes pre = {.walk = true}, post = {.walk = true};
    if (!modes_read(request, "preTransitModes", &pre, error) ||
        !modes_read(request, "postTransitModes", &post, error))
        return false;
    outward->walks = outward->query.when.arrive_by ? post.walk : pre.walk;
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
        !query_read_person(request, &query->needs, &outward->walking, error) ||
        !query_read_change(request, &query->change, error) || !read_walks(request, outward, error))
        return false;
    outward->end = (struct end){.name = query->when.arrive_by ? "END" : "START",
                                .stop = outward->place.is_stop ? outward->place.stop : NO_IX,
                                .at = outward->place.at};
    return true;
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
    if (!outward->place.is_stop && !outward->walks)
        return true;
    outward->walking.seconds_max = most;
    query_find_endpoints(request, &outward->place, &outward->walking,
                         to ? &where->targets : &where->sources,
                         to ? &where->target_count : &where->source_count);
    return true;
}
