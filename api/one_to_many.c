#include "api/answers.h"

#include <string.h>

#include "api/person.h"
#include "api/render_one_to_many.h"
#include "engine/planner.h"

#define SECONDS_MAX 21600
/* Each distance is a search of its own. */
#define DISTANCES_MAX 1000

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

/* The traveller, who moves as the mode says. */
static bool read_mode(const struct request *request, struct one_to_many *ask, struct error *error)
{
    static const char *const modes[] = {"WALK", "BIKE", "CAR", NULL};
    struct person person;
    uint32_t mode = 0;
    const char *text;
    if (!request_required(request, "mode", &text, error) ||
        !request_enum(request, "mode", modes, &mode, error) ||
        !person_read(request, &person, error))
        return false;
    const struct profile profiles[] = {person.on_foot, person.bicycle, person.car};
    ask->profile = profiles[mode];
    ask->street_metres = person.street_metres;
    return true;
}

static bool read_all(const struct request *request, struct one_to_many *ask, struct error *error)
{
    const char *one, *max;
    int64_t seconds = 0;
    if (!request_required(request, "one", &one, error) ||
        !read_place(request, "one", one, &ask->one, error) || !read_many(request, ask, error) ||
        !read_mode(request, ask, error) || !request_required(request, "max", &max, error) ||
        !request_int(request, "max", 0, SECONDS_MAX, &seconds, error))
        return false;
    ask->seconds_max = (int32_t)seconds;
    if (!request_bool(request, "arriveBy", &ask->arrive_by, error) ||
        !request_bool(request, "withDistance", &ask->distances, error))
        return false;
    if (ask->distances && ask->count > DISTANCES_MAX)
        return error_set(error, ERROR_INPUT, "withDistance",
                         "distances are worked out for at most %d places", DISTANCES_MAX);
    return true;
}

/* Without streets: along the straight line, on foot and by bicycle. */
static void find_straight(const struct one_to_many *ask, struct one_to_many_way *ways)
{
    for (uint32_t i = 0; i < ask->count; i++) {
        int32_t seconds =
            reach_walk_seconds(ask->one.at, ask->many[i].at, ask->profile.metres_per_second);
        bool far = seconds > ask->seconds_max || ask->profile.travel == TRAVEL_CAR;
        ways[i] = (struct one_to_many_way){
            .seconds = far ? -1 : seconds,
            .metres = geo_metres(ask->one.at, ask->many[i].at) * REACH_DETOUR,
            .straight = true,
        };
    }
}

/* Many doors and the one, on the streets. */
struct street_ends {
    struct street_worker *worker;
    const struct metric *metric;
    struct door one, *many;
    uint64_t cost_max;
};

static void open_doors(const struct one_to_many *ask, struct arena *arena, struct street_ends *ends)
{
    const struct metric *metric = ends->metric = street_worker_metric(ends->worker, &ask->profile);
    uint64_t most = (uint64_t)ask->seconds_max * 1000000000;
    ends->cost_max = metric_is_time(metric) ? most : REACH_DISLIKE * most;
    ends->many = arena_array(arena, ask->count, sizeof *ends->many);
    door_at(ends->worker, metric, ask->one.at, person_floor(&ask->one), ask->street_metres,
            &ends->one);
    for (uint32_t i = 0; i < ask->count; i++)
        door_at(ends->worker, metric, ask->many[i].at, person_floor(&ask->many[i]),
                ask->street_metres, &ends->many[i]);
}

/* Who is there already need not go to the street and back. */
static bool is_same(struct point a, struct point b)
{
    return a.lat == b.lat && a.lon == b.lon;
}

/* The doors that a flood has to come to: those by no street can not be reached at all. */
static uint32_t doors_wanted(const struct one_to_many *ask, const struct street_ends *ends,
                             struct door *wanted)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < ask->count; i++)
        if (ends->many[i].spot_count && !is_same(ask->one.at, ask->many[i].at))
            wanted[count++] = ends->many[i];
    return count;
}

/* How long every way is, by one flood. */
static void find_times(const struct one_to_many *ask, const struct street_ends *ends,
                       struct arena *arena, struct one_to_many_way *ways)
{
    const struct flood_source source = {.door = &ends->one};
    const struct flood_ask flood = {
        .metric = ends->metric,
        .sense = ask->arrive_by ? FLOOD_TO : FLOOD_FROM,
        .sources = &source,
        .source_count = 1,
        .cost_max = ends->cost_max,
    };
    struct door *wanted = arena_array(arena, ask->count, sizeof *wanted);
    flood_run_to(ends->worker, &flood, wanted, doors_wanted(ask, ends, wanted));
    for (uint32_t i = 0; i < ask->count; i++) {
        uint64_t time = is_same(ask->one.at, ask->many[i].at)
                            ? 0
                            : flood_door_time(ends->worker, &ends->many[i]);
        uint64_t seconds = time == COST_NEVER ? UINT64_MAX : (time + 999999999) / 1000000000;
        ways[i].seconds = seconds > (uint64_t)ask->seconds_max ? -1 : (int32_t)seconds;
    }
}

/* How far every way is, one after the other. */
static void find_metres(const struct one_to_many *ask, const struct street_ends *ends,
                        struct arena *arena, struct one_to_many_way *ways)
{
    for (uint32_t i = 0; i < ask->count; i++) {
        struct path path;
        const struct path_ask path_ask = {
            .metric = ends->metric,
            .from = ask->arrive_by ? &ends->many[i] : &ends->one,
            .to = ask->arrive_by ? &ends->one : &ends->many[i],
            .cost_max = ends->cost_max,
        };
        if (ways[i].seconds > 0 && path_find(ends->worker, &path_ask, arena, &path))
            ways[i].metres = path.length_mm / 1000.0;
    }
}

bool one_to_many_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct one_to_many ask = {0};
    if (!read_all(request, &ask, error))
        return false;
    struct arena *arena = &request->worker->arena;
    struct one_to_many_way *ways = arena_array(arena, ask.count, sizeof *ways);
    struct street_ends ends = {.worker = planner_streets(worker_planner(request->worker))};
    if (ends.worker) {
        open_doors(&ask, arena, &ends);
        find_times(&ask, &ends, arena, ways);
        if (ask.distances)
            find_metres(&ask, &ends, arena, ways);
    } else {
        find_straight(&ask, ways);
    }
    render_one_to_many(&ask, ways, arena, reply);
    return true;
}
