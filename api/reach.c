#include "api/answers.h"
#include "api/isochrone.h"
#include "api/numbers.h"
#include "api/render_reach.h"
#include "engine/planner.h"

/* How it is to be written. */
struct form {
    uint32_t format; /* 0 JSON, 1 GeoJSON */
    bool vertices;
};

static bool read_numbers(const struct request *request, struct isochrone_ask *ask,
                         struct error *error)
{
    static const struct numbers_rule cutoffs = {
        "cutoffs", "must be up to 8 whole minutes from 1 to 90, rising: 15,30,45", 1,
        OUTWARD_MINUTES_MAX, ISOCHRONE_CUTOFFS_MAX};
    static const struct numbers_rule percentiles = {
        "percentiles", "must be up to 8 whole numbers from 0 to 100, rising: 5,50,95", 0, 100,
        ISOCHRONE_PERCENTILES_MAX};
    uint32_t minutes[ISOCHRONE_CUTOFFS_MAX] = {15, 30, 45};
    bool window = ask->outward.query.when.window_seconds > 0;
    ask->cutoff_count = 3;
    ask->percentile_count = window ? 3 : 1;
    ask->percentiles[1] = 50;
    ask->percentiles[2] = 100;
    if (!numbers_read(request, &cutoffs, minutes, &ask->cutoff_count, error) ||
        !numbers_read(request, &percentiles, ask->percentiles, &ask->percentile_count, error))
        return false;
    for (uint32_t i = 0; i < ask->cutoff_count; i++)
        ask->cutoffs[i] = (int32_t)minutes[i] * 60;
    if (!window)
        ask->percentile_count = 1; /* One minute is best, median and worst. */
    return true;
}

static bool read_all(const struct request *request, struct isochrone_ask *ask, struct form *form,
                     struct error *error)
{
    static const char *const formats[] = {"json", "geojson", NULL};
    int64_t window = 0;
    if (!outward_read(request, "place", &ask->outward, error) ||
        !request_int(request, "window", 0, ISOCHRONE_WINDOW_MINUTES_MAX, &window, error) ||
        !request_enum(request, "format", formats, &form->format, error) ||
        !request_bool(request, "vertices", &form->vertices, error))
        return false;
    ask->outward.query.when.window_seconds = (int32_t)window * 60;
    if (!read_numbers(request, ask, error))
        return false;
    int32_t longest = ask->cutoffs[ask->cutoff_count - 1];
    ask->outward.query.when.travel_seconds_max = longest;
    return outward_open(request, &ask->outward, longest, error);
}

/* What the streets have, where they are asked for. */
static bool find_vertices(const struct isochrone_ask *ask, const struct form *form,
                          struct isochrone_times *times, bool *found, struct error *error)
{
    *found = ask->streets && (form->vertices || form->format == 1);
    return !*found || isochrone_vertices(ask, times, error);
}

static bool draw(const struct isochrone_ask *ask, const struct isochrone_times *vertices,
                 struct reply *reply, struct error *error)
{
    struct shape_area *areas =
        arena_array(ask->arena, (size_t)ask->percentile_count * ask->cutoff_count, sizeof *areas);
    if (!isochrone_areas(ask, vertices, areas, error))
        return false;
    render_reach_areas(ask, areas, reply);
    return true;
}

bool reach_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct worker *worker = request->worker;
    struct isochrone_ask *ask = arena_alloc(&worker->arena, sizeof *ask);
    struct form form = {0};
    struct isochrone_times stops, vertices;
    bool on_streets;
    ask->network = worker->world->network;
    ask->arena = &worker->arena;
    ask->streets = planner_streets(worker_planner(worker));
    if (!read_all(request, ask, &form, error))
        return false;
    const struct spread_ask question = {&ask->outward.query, false, form.format == 0};
    if (!planner_spread(worker_planner(worker), ask->outward.style.asked, &question, ask->arena,
                        &ask->spread, error) ||
        !find_vertices(ask, &form, &vertices, &on_streets, error))
        return false;
    if (form.format == 1)
        return draw(ask, on_streets ? &vertices : NULL, reply, error);
    isochrone_stops(ask, &stops);
    render_reach_points(ask, &stops, on_streets ? &vertices : NULL, reply);
    return true;
}
