#include "api/answers.h"

#include <string.h>

#include "api/query_read.h"
#include "api/render_one_to_many.h"
#include "engine/street/reach.h"
#include "engine/street/worker.h"

#define SECONDS_MAX 21600
#define MATCHING_METRES_MAX 2000

/* `lat;lon` or `lat;lon;level`: commas stand between places. */
static bool read_place(const struct request *request, const char *name, const char *text,
                       struct request_place *place, struct error *error)
{
    char *mended = arena_text(&request->worker->arena, text, strlen(text));
    for (char *at = mended; *at != '\0'; at++)
        *at = *at == ';' ? ',' : *at;
    struct error cause = {0};
    if (request_place_of(request, name, mended, place, &cause) && !place->is_stop)
        return true;
    return error_set(error, ERROR_INPUT, name,
                     "`%.60s` must be `latitude;longitude` in degrees, as 44.1;-1.2", text);
}

static bool read_many(const struct request *request, struct one_to_many *ask, struct error *error)
{
    struct request_list list = {0};
    if (!request_list(request, "many", ONE_TO_MANY_MAX, &list, error))
        return false;
    if (!list.given)
        return error_set(error, ERROR_INPUT, "many", "the parameter is missing");
    ask->many = arena_array(&request->worker->arena, list.count, sizeof *ask->many);
    ask->count = list.count;
    for (uint32_t i = 0; i < list.count; i++)
        if (!read_place(request, "many", list.items[i], &ask->many[i], error))
            return false;
    return true;
}

static bool read_mode(const struct request *request, struct one_to_many *ask, struct error *error)
{
    static const char *const modes[] = {"WALK", "BIKE", "CAR", NULL};
    static const enum travel travels[] = {TRAVEL_FOOT, TRAVEL_BICYCLE, TRAVEL_CAR};
    uint32_t mode = 0;
    const char *text;
    if (!request_required(request, "mode", &text, error) ||
        !request_enum(request, "mode", modes, &mode, error))
        return false;
    ask->travel = travels[mode];
    return true;
}

static bool read_all(const struct request *request, struct one_to_many *ask, struct error *error)
{
    const char *one, *max;
    int64_t seconds = 0;
    ask->street_metres = DOOR_METRES;
    if (!request_required(request, "one", &one, error) ||
        !read_place(request, "one", one, &ask->one, error) || !read_many(request, ask, error) ||
        !read_mode(request, ask, error) || !request_required(request, "max", &max, error) ||
        !request_int(request, "max", 0, SECONDS_MAX, &seconds, error))
        return false;
    ask->seconds_max = (int32_t)seconds;
    return request_number(request, "maxMatchingDistance", 0, MATCHING_METRES_MAX,
                          &ask->street_metres, error) &&
           request_bool(request, "arriveBy", &ask->arrive_by, error) &&
           request_bool(request, "withDistance", &ask->distances, error);
}

/* Metres a second where nothing but the straight line is known; in a car with all its stops. */
static double speed_of(enum travel travel)
{
    return travel == TRAVEL_CAR ? 8 : travel == TRAVEL_BICYCLE ? 4.5 : 1.2;
}

static void find_straight(const struct one_to_many *ask, struct one_to_many_way *ways)
{
    double speed = speed_of(ask->travel);
    for (uint32_t i = 0; i < ask->count; i++) {
        int32_t seconds = reach_walk_seconds(ask->one.at, ask->many[i].at, speed);
        ways[i] = (struct one_to_many_way){
            .seconds = seconds > ask->seconds_max ? -1 : seconds,
            .metres = geo_metres(ask->one.at, ask->many[i].at) * REACH_DETOUR,
            .straight = true,
        };
    }
}

bool one_to_many_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct one_to_many ask = {0};
    if (!read_all(request, &ask, error))
        return false;
    struct one_to_many_way *ways = arena_array(&request->worker->arena, ask.count, sizeof *ways);
    find_straight(&ask, ways);
    render_one_to_many(&ask, ways, &request->worker->arena, reply);
    return true;
}
