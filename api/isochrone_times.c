#include <string.h>

#include "api/isochrone.h"
#include "engine/base/vec.h"
#include "engine/street/worker.h"

enum { MILLION = 1000000 };

static int32_t max_seconds(const struct isochrone_ask *ask)
{
    return ask->cutoffs[ask->cutoff_count - 1];
}

/* Sorts the minutes of one item and takes its percentiles. */
static uint32_t pick(const struct isochrone_ask *ask, int32_t *minutes, uint32_t rows,
                     int32_t *milliseconds)
{
    uint32_t missed = spread_sort(minutes, rows);
    for (uint32_t i = 0; i < ask->percentile_count; i++)
        milliseconds[i] = minutes[spread_rank(ask->percentiles[i], rows)];
    return missed;
}

/* Milliseconds and counts of items that are yet to be filled. */
struct table {
    int32_t *minutes; /* item * rows + row */
    int32_t *milliseconds;
    uint32_t *missed;
};

static struct table table_of(const struct isochrone_ask *ask, uint32_t items)
{
    size_t cells = (size_t)items * ask->spread.rows;
    struct table table = {
        .minutes = arena_array(ask->arena, cells, sizeof *table.minutes),
        .milliseconds = arena_array(ask->arena, (size_t)items * ask->percentile_count,
                                    sizeof *table.milliseconds),
        .missed = arena_array(ask->arena, items, sizeof *table.missed),
    };
    for (size_t i = 0; i < cells; i++)
        table.minutes[i] = ISOCHRONE_NEVER;
    return table;
}

static struct isochrone_times finish(const struct isochrone_ask *ask, const struct table *table,
                                     const uint32_t *items, uint32_t count)
{
    uint32_t rows = ask->spread.rows;
    for (uint32_t i = 0; i < count; i++)
        table->missed[i] = pick(ask, table->minutes + (size_t)i * rows, rows,
                                table->milliseconds + (size_t)i * ask->percentile_count);
    return (struct isochrone_times){items, count, table->milliseconds, table->missed};
}

void isochrone_stops(const struct isochrone_ask *ask, struct isochrone_times *times)
{
    const struct spread *spread = &ask->spread;
    struct table table = table_of(ask, spread->stop_count);
    for (uint32_t row = 0; row < spread->rows; row++)
        for (uint32_t i = 0; i < spread->stop_count; i++) {
            int32_t here = spread_row(spread, row)[i].here;
            if (here <= max_seconds(ask))
                table.minutes[(size_t)i * spread->rows + row] = here * 1000;
        }
    *times = finish(ask, &table, spread->stops, spread->stop_count);
}

/* A vertex reached in one minute. */
struct reached {
    vertex_ix vertex;
    int32_t milliseconds;
};

/* Where the floods of all minutes start from. */
struct shore {
    const struct isochrone_ask *ask;
    const struct metric *metric;
    struct door *doors;           /* one a stop of the spread; record NO_IX: it is not tied */
    struct flood_source *sources; /* room for all doors and those of the place */
    uint32_t fixed;               /* of these: where one starts without a ride */
    struct vec reached;           /* struct reached, minute by minute */
    struct vec ends;              /* where each minute ends in it */
};

static void add_source(struct shore *shore, uint32_t *count, const struct door *door,
                       int32_t seconds)
{
    shore->sources[(*count)++] = (struct flood_source){door, (uint64_t)seconds * 1000 * MILLION};
}

/* Walking all the way: from the place, or from the stops of the station that was asked for. */
static void open_place(struct shore *shore, const struct streets *streets)
{
    const struct isochrone_ask *ask = shore->ask;
    const struct outward *outward = &ask->outward;
    const struct query_where *where = &outward->query.where;
    bool by = outward->query.when.arrive_by;
    uint32_t stops = by ? where->target_count : where->source_count;
    const struct endpoint *ends = by ? where->targets : where->sources;
    if (!outward->place.is_stop) {
        struct door *door = arena_alloc(ask->arena, sizeof *door);
        door_at(ask->streets, shore->metric, outward->place.at, person_floor(&outward->place),
                outward->person.street_metres, door);
        if (outward->ways >> WAY_WALK & 1)
            add_source(shore, &shore->fixed, door, 0);
        return;
    }
    struct door *doors = arena_array(ask->arena, stops, sizeof *doors);
    for (uint32_t i = 0; i < stops; i++)
        if (door_of(streets, TIE_STOP, ends[i].stop, &doors[i]))
            add_source(shore, &shore->fixed, &doors[i], 0);
}

static void open_shore(struct shore *shore, const struct isochrone_ask *ask)
{
    const struct spread *spread = &ask->spread;
    const struct streets *streets = street_worker_streets(ask->streets);
    const struct query_where *where = &ask->outward.query.where;
    size_t room = (size_t)spread->stop_count + where->source_count + where->target_count + 1;
    *shore = (struct shore){
        .ask = ask,
        .metric = street_worker_metric(ask->streets, &ask->outward.person.on_foot),
        .doors = arena_array(ask->arena, spread->stop_count, sizeof *shore->doors),
        .sources = arena_array(ask->arena, room, sizeof *shore->sources),
        .reached = vec_of(sizeof(struct reached)),
        .ends = vec_of(sizeof(uint32_t)),
    };
    open_place(shore, streets);
    for (uint32_t i = 0; i < spread->stop_count; i++)
        if (!door_of(streets, TIE_STOP, spread->stops[i], &shore->doors[i]))
            shore->doors[i].record = NO_IX;
}

static void close_shore(struct shore *shore)
{
    vec_finish(&shore->reached);
    vec_finish(&shore->ends);
}

/* One minute: everybody gets off and walks on. */
static void flood_row(struct shore *shore, uint32_t row)
{
    const struct isochrone_ask *ask = shore->ask;
    const struct standing *standings = spread_row(&ask->spread, row);
    uint32_t count = shore->fixed, settled;
    for (uint32_t i = 0; i < ask->spread.stop_count; i++)
        if (standings[i].off <= max_seconds(ask) && shore->doors[i].record != NO_IX)
            add_source(shore, &count, &shore->doors[i], standings[i].off);
    const struct flood_ask flood = {
        .metric = shore->metric,
        .sense = ask->outward.query.when.arrive_by ? FLOOD_TO : FLOOD_FROM,
        .sources = shore->sources,
        .source_count = count,
        .cost_max = (uint64_t)max_seconds(ask) * 1000 * MILLION,
    };
    flood_run(ask->streets, &flood);
    const vertex_ix *vertices = flood_settled(ask->streets, &settled);
    for (uint32_t i = 0; i < settled; i++) {
        uint64_t cost = flood_cost(ask->streets, vertices[i]);
        vec_push(&shore->reached,
                 &(struct reached){vertices[i], (int32_t)((cost + MILLION - 1) / MILLION)});
    }
    vec_push_number(&shore->ends, shore->reached.count);
}

/* Each vertex once, in the order they were reached; `numbers` becomes the way back. */
static uint32_t list_vertices(const struct shore *shore, uint32_t *numbers, uint32_t *vertices)
{
    const struct reached *reached = shore->reached.data;
    uint32_t count = 0;
    for (uint32_t i = 0; i < shore->reached.count; i++)
        if (numbers[reached[i].vertex] == NO_IX) {
            numbers[reached[i].vertex] = count;
            vertices[count++] = reached[i].vertex;
        }
    return count;
}

static bool fill(const struct shore *shore, struct isochrone_times *times, struct error *error)
{
    const struct isochrone_ask *ask = shore->ask;
    const struct reached *reached = shore->reached.data;
    uint32_t all = streets_vertices(street_worker_streets(ask->streets)), rows = ask->spread.rows;
    uint32_t *numbers = arena_array(ask->arena, all, sizeof *numbers);
    uint32_t *vertices = arena_array(ask->arena, all, sizeof *vertices);
    memset(numbers, 0xff, (size_t)all * sizeof *numbers);
    uint32_t count = list_vertices(shore, numbers, vertices);
    if ((uint64_t)count * rows > ISOCHRONE_CELLS_MAX)
        return error_set(error, ERROR_LIMIT, "window", "too many minutes for so many streets");
    struct table table = table_of(ask, count);
    for (uint32_t row = 0, i = 0; row < rows; row++)
        for (; i < *(const uint32_t *)vec_at(&shore->ends, row); i++) {
            int32_t *cell = &table.minutes[(size_t)numbers[reached[i].vertex] * rows + row];
            if (reached[i].milliseconds < *cell)
                *cell = reached[i].milliseconds;
        }
    *times = finish(ask, &table, vertices, count);
    return true;
}

bool isochrone_vertices(const struct isochrone_ask *ask, struct isochrone_times *times,
                        struct error *error)
{
    struct shore shore;
    bool fits = true;
    open_shore(&shore, ask);
    for (uint32_t row = 0; row < ask->spread.rows && fits; row++) {
        flood_row(&shore, row);
        fits = shore.reached.count <= ISOCHRONE_CELLS_MAX;
    }
    bool done =
        fits ? fill(&shore, times, error)
             : error_set(error, ERROR_LIMIT, "window", "too many minutes for so many streets");
    close_shore(&shore);
    return done;
}
