#include <string.h>

#include "api/ignored.h"
#include "api/matrix.h"
#include "api/numbers.h"
#include "api/parks.h"
#include "api/query_read.h"
#include "engine/base/clock.h"

#define PLACES_MAX 10000
#define PAIRS_MAX 1000000
#define MINUTES_MAX 180
#define SEARCHES_MAX 50000 /* origins times minutes */
#define SECONDS_MAX (3600 * 4)
#define WALK_SECONDS_MAX 3600

static bool read_place(const struct request *request, const char *name, const char *text,
                       struct request_place *place, struct error *error)
{
    char *mended = arena_text(&request->worker->arena, text, strlen(text));
    for (char *at = mended; strchr(text, ';') && *at != '\0'; at++)
        *at = *at == ';' ? ',' : *at;
    return request_place_of(request, name, mended, place, error);
}

static bool read_side(const struct request *request, const char *name, struct matrix_places *side,
                      struct error *error)
{
    struct request_list list = {0};
    struct arena *arena = &request->worker->arena;
    if (!request_list(request, name, PLACES_MAX, &list, error))
        return false;
    if (!list.count)
        return error_set(error, ERROR_INPUT, name,
                         "wanted is a list of places: `latitude;longitude`, or stop ids");
    side->places = arena_array(arena, list.count, sizeof *side->places);
    side->at = arena_array(arena, list.count, sizeof *side->at);
    side->levels = arena_array(arena, list.count, sizeof *side->levels);
    side->count = list.count;
    for (uint32_t i = 0; i < list.count; i++) {
        if (!read_place(request, name, list.items[i], &side->places[i], error))
            return false;
        side->at[i] = side->places[i].at;
        side->levels[i] = person_floor(&side->places[i]);
    }
    return true;
}

static bool read_when(const struct request *request, struct matrix_stream *matrix,
                      struct error *error)
{
    static const struct numbers_rule rule = {
        "percentiles", "must be up to 8 whole numbers from 0 to 100, rising: 5,50,95", 0, 100,
        MATRIX_PERCENTILES_MAX};
    struct query_when *when = &matrix->query.when;
    int64_t window = 0, longest = 120;
    when->time = clock_now();
    if (!request_time(request, "time", &when->time, error) ||
        !request_bool(request, "arriveBy", &when->arrive_by, error) ||
        !request_int(request, "window", 0, MINUTES_MAX, &window, error) ||
        !request_int(request, "maxTravelTime", 1, SECONDS_MAX / 60, &longest, error))
        return false;
    when->window_seconds = (int32_t)window * 60;
    when->travel_seconds_max = (int32_t)longest * 60;
    if (!window)
        return true;
    matrix->percentile_count = 3;
    matrix->percentiles[1] = 50;
    matrix->percentiles[2] = 100;
    return numbers_read(request, &rule, matrix->percentiles, &matrix->percentile_count, error);
}

/* Ways that a matrix does not know are no table of never, but an error. */
static bool check_modes(const char *name, const struct modes *modes, struct error *error)
{
    if (modes->rental)
        return error_set(error, ERROR_INPUT, name,
                         "a matrix knows no shared vehicles (" MODE_RENTAL
                         "); plan, one-to-all and reach do");
    return !modes->other ||
           error_set(error, ERROR_INPUT, name,
                     "lorries, shared rides and rides on demand are not known here");
}

static bool read_end(const struct request *request, struct matrix_stream *matrix, int end,
                     struct error *error)
{
    struct modes modes = {.ways = 1u << WAY_WALK};
    int32_t seconds = 900;
    const char *name = end ? "postTransitModes" : "preTransitModes";
    if (!modes_read(request, name, &modes, error) || !check_modes(name, &modes, error) ||
        !query_read_capped(request, end ? "maxPostTransitTime" : "maxPreTransitTime",
                           (struct query_cap){WALK_SECONDS_MAX, 1}, &seconds, error))
        return false;
    matrix->means[end] = person_means_list(&matrix->person, modes.ways, seconds,
                                           &request->worker->arena, &matrix->mean_counts[end]);
    return true;
}

static bool read_direct(const struct request *request, struct matrix_stream *matrix,
                        struct error *error)
{
    struct modes modes = {.ways = 1u << WAY_WALK};
    int32_t seconds = 1800;
    if (!modes_read(request, "directModes", &modes, error) ||
        !check_modes("directModes", &modes, error) ||
        !query_read_capped(request, "maxDirectTime", (struct query_cap){6 * 3600, 1}, &seconds,
                           error))
        return false;
    matrix->has_direct = modes.ways & (1u << WAY_WALK | 1u << WAY_BIKE | 1u << WAY_CAR);
    enum way_mode mode = modes.ways >> WAY_WALK & 1   ? WAY_WALK
                         : modes.ways >> WAY_BIKE & 1 ? WAY_BIKE
                                                      : WAY_CAR;
    matrix->direct = person_means(&matrix->person, mode, seconds);
    return true;
}

static bool read_person(const struct request *request, struct matrix_stream *matrix,
                        struct error *error)
{
    if (!person_read(request, &matrix->person, error))
        return false;
    person_tell(&matrix->person, &matrix->query);
    if (!matrix->promised)
        matrix->person.full_parks = parks_full(request->worker->world, clock_now(),
                                               matrix->query.when.time, &request->worker->arena);
    return read_end(request, matrix, 0, error) && read_end(request, matrix, 1, error) &&
           read_direct(request, matrix, error);
}

static bool read_world(const struct request *request, struct matrix_stream *matrix,
                       struct error *error)
{
    static const char *const modes[] = {"REALTIME", "REALTIME_ANNOTATION_ONLY", "OFF", NULL};
    uint32_t mode = 0;
    if (!request_enum(request, "realtimeMode", modes, &mode, error))
        return false;
    matrix->promised = mode != 0;
    return true;
}

static uint32_t searches_of(const struct matrix_stream *matrix)
{
    uint32_t rows =
        matrix->query.when.arrive_by ? matrix->destinations.count : matrix->origins.count;
    uint32_t minutes = (uint32_t)matrix->query.when.window_seconds / 60;
    return rows * (minutes ? minutes : 1);
}

static bool check_size(const struct matrix_stream *matrix, struct error *error)
{
    if ((uint64_t)matrix->origins.count * matrix->destinations.count > PAIRS_MAX)
        return error_set(error, ERROR_LIMIT, "origins", "at most %d pairs; ask in parts",
                         PAIRS_MAX);
    if (searches_of(matrix) > SEARCHES_MAX)
        return error_set(error, ERROR_LIMIT, "window",
                         "at most %d searches, places times minutes; ask in parts", SEARCHES_MAX);
    return true;
}

bool matrix_read(const struct request *request, struct matrix_stream *matrix, struct error *error)
{
    static const char *const formats[] = {"jsonl", "csv", NULL};
    uint32_t format = MATRIX_JSONL;
    matrix->query = query_default;
    if (!ignored_check(request, error) || !read_side(request, "origins", &matrix->origins, error) ||
        !read_side(request, "destinations", &matrix->destinations, error) ||
        !read_when(request, matrix, error) ||
        !query_read_needs(request, &matrix->query.needs, error) ||
        !query_read_change(request, &matrix->query.change, error) ||
        !read_world(request, matrix, error) || !read_person(request, matrix, error) ||
        !request_enum(request, "format", formats, &format, error))
        return false;
    matrix->format = (enum matrix_format)format;
    return check_size(matrix, error);
}
