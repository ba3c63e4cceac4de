#include "api/moment.h"

#include <string.h>

#include "api/cursor.h"
#include "api/itinerary_id.h"
#include "api/render_body.h"
#include "engine/base/clock.h"

enum { NOON = 12 * 3600, DAY = 86400, DATE_LENGTH = 8 };

/* What is wrong with the request is for whoever answers it to say. */
static bool read_request(struct request *request, struct worker *worker, const char *target,
                         const struct request_body *body)
{
    if (!request_parse(request, worker, target, NULL))
        return false;
    if (!body)
        return true;
    struct parameter *parameters =
        arena_array(&worker->arena, REQUEST_PARAMETERS_MAX, sizeof *parameters);
    request->parameters = parameters;
    return render_body_read(body, &worker->arena, parameters, &request->parameter_count, NULL);
}

/* The first ride of the itinerary that is asked for again, or NULL. */
static const char *first_ride(const struct request *request)
{
    const char *id = request_text(request, "itineraryId");
    struct itinerary_parts parts;
    if (!id || !itinerary_id_read(id, &request->worker->arena, &parts, NULL))
        return NULL;
    uint32_t at = 0;
    while (parts.items[at].kind != PART_RIDE)
        at++;
    return parts.items[at].trip;
}

static bool read_trip(const struct request *request, unix_time *time)
{
    const char *id = request_text(request, "tripId");
    id = id ? id : first_ride(request);
    civil_day day;
    if (!id || strnlen(id, DATE_LENGTH) < DATE_LENGTH || !civil_parse_day(id, DATE_LENGTH, &day))
        return false;
    *time = (unix_time)day * DAY + NOON;
    return true;
}

unix_time moment_of(struct worker *worker, const char *target, const struct request_body *body)
{
    struct request request;
    unix_time time = clock_now();
    bool given, later;
    /* Each leaves the time alone when it is not there. */
    if (read_request(&request, worker, target, body) && !read_trip(&request, &time) &&
        request_time(&request, "time", &time, NULL) &&
        request_time(&request, "startTime", &time, NULL))
        (void)!cursor_read(&request, &given, &later, &time, NULL);
    return time;
}
