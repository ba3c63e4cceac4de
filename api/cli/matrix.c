#include "api/cli/verbs.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/cli/city.h"
#include "api/cli/options.h"
#include "api/cli/points.h"
#include "api/cli/question.h"
#include "api/cli/when.h"
#include "api/crossing.h"
#include "engine/base/clock.h"
#include "engine/base/memory.h"
#include "engine/base/pool.h"

/*
 * From a file of points to another: a search for each origin (with --by: destination), on all
 * processors; rows come out in the order of the files, however many threads there are.
 */

enum { PERCENTILES_MAX = 16, ROWS_A_BLOCK = 64 };

/* What was typed. */
static struct {
    const char *image, *at, *by, *output, *percentiles, *modes;
    int64_t window, walk, direct, longest, transfers, threads;
    bool wheelchair, bike;
} asked = {.percentiles = "0,50,100", .walk = 15, .direct = 30, .longest = 120, .transfers = 7};

static const struct option options[] = {
    {.name = "image",
     .letter = 'i',
     .kind = OPTION_TEXT,
     .value = &asked.image,
     .argument = "PATH",
     .help = "A network image, a city.json or a feed (needed)"},
    {.name = "at",
     .kind = OPTION_TEXT,
     .value = &asked.at,
     .argument = "TIME",
     .help = "Leave then; without it, now"},
    {.name = "by",
     .kind = OPTION_TEXT,
     .value = &asked.by,
     .argument = "TIME",
     .help = "Arrive then or earlier; rows are sorted by destination"},
    {.name = "window",
     .kind = OPTION_NUMBER,
     .value = &asked.window,
     .high = 720,
     .argument = "MINUTES",
     .help = "Leave in each of so many minutes, and give percentiles"},
    {.name = "percentiles",
     .kind = OPTION_TEXT,
     .value = &asked.percentiles,
     .argument = "LIST",
     .help = "Of the minutes of the window (0,50,100: best, median, worst)"},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_TEXT,
     .value = &asked.output,
     .argument = "FILE",
     .help = "Write there and not to standard output"},
    {.name = "walk",
     .kind = OPTION_NUMBER,
     .value = &asked.walk,
     .high = 240,
     .argument = "MINUTES",
     .help = "Walk at most so long to or from a stop (15)"},
    {.name = "direct",
     .kind = OPTION_NUMBER,
     .value = &asked.direct,
     .high = 240,
     .argument = "MINUTES",
     .help = "Walk all the way when it takes no longer than that (30)"},
    {.name = "longest",
     .kind = OPTION_NUMBER,
     .value = &asked.longest,
     .low = 1,
     .high = 2880,
     .argument = "MINUTES",
     .help = "Door to door at most (120)"},
    {.name = "max-transfers",
     .kind = OPTION_NUMBER,
     .value = &asked.transfers,
     .high = QUERY_TRANSFERS_MAX,
     .argument = "N",
     .help = "Change at most so often (7)"},
    {.name = "modes",
     .kind = OPTION_TEXT,
     .value = &asked.modes,
     .argument = "LIST",
     .help = "Ride these only: tram,bus,ferry ..."},
    {.name = "wheelchair",
     .kind = OPTION_FLAG,
     .value = &asked.wheelchair,
     .help = "Avoid what is known not to be step-free"},
    {.name = "bike",
     .kind = OPTION_FLAG,
     .value = &asked.bike,
     .help = "Ride only what says that it carries bicycles"},
    {.name = "threads",
     .kind = OPTION_NUMBER,
     .value = &asked.threads,
     .low = 1,
     .high = POOL_THREADS_MAX,
     .argument = "N",
     .help = "Side by side (as many as there are processors)"},
    {0},
};

static const struct command command = {
    .name = "trajet matrix",
    .arguments = "--image PATH ORIGINS.csv DESTINATIONS.csv [--at TIME | --by TIME] [options]",
    .summary =
        "Travel times from every origin to every destination. Both files are CSV with columns\n"
        "id, lat and lon. Prints from,to,seconds,transfers,walk_seconds; seconds are empty where\n"
        "there is no way, transfers where it is walked. With --window: from,to, a column for\n"
        "each percentile, and missed_minutes, in which there is no way.",
    .options = options,
    .examples =
        "  trajet matrix -i city.trajet homes.csv schools.csv --at \"2026-05-04 07:30\" -o "
        "out.csv\n"
        "  trajet matrix -i city.trajet homes.csv clinics.csv --window 60 --percentiles 50,90",
    .least = 2,
    .most = 2,
};

/* What one thread works with. */
struct hand {
    struct planner *planner;
    struct street_worker *streets;
    struct arena arena;
};

/* One side's points. */
struct side {
    struct vec points; /* struct named_point */
    struct crossing_side crossing;
};

/* Everything one run holds. */
struct session {
    struct network network;
    struct world world;
    struct schedules *schedules;
    struct arena arena;
    struct side searching, laid_out;
    struct matrix *matrix;
    struct query query;
    uint32_t percentiles[PERCENTILES_MAX], percentile_count;
    uint32_t threads;
    struct hand hands[POOL_THREADS_MAX];
    uint32_t block;    /* first row of the block at work */
    struct vec *lines; /* bytes of its rows */
    pthread_mutex_t lock;
    struct error error; /* the first one, guarded by the lock */
    bool failed;
    uint64_t reached;
    FILE *out;
};

static bool read_percentiles(struct session *session, struct error *error)
{
    const char *at = asked.percentiles;
    while (session->percentile_count < PERCENTILES_MAX) {
        char *end;
        long number = strtol(at, &end, 10);
        if (end == at || number < 0 || number > 100 || (*end && *end != ','))
            break;
        session->percentiles[session->percentile_count++] = (uint32_t)number;
        if (!*end)
            return true;
        at = end + 1;
    }
    return error_set(error, ERROR_INPUT, "--percentiles",
                     "must be up to %d whole numbers from 0 to 100 with commas between them",
                     PERCENTILES_MAX);
}

static bool read_side(struct session *session, const char *path, struct side *side,
                      struct error *error)
{
    if (!points_read(path, &session->arena, &side->points, error))
        return false;
    struct point *at = arena_array(&session->arena, side->points.count, sizeof *at);
    const struct named_point *points = side->points.data;
    for (uint32_t i = 0; i < side->points.count; i++)
        at[i] = points[i].at;
    side->crossing = (struct crossing_side){.at = at, .count = side->points.count};
    return true;
}

static const char *name_at(const struct side *side, uint32_t index)
{
    return ((const struct named_point *)vec_at(&side->points, index))->id;
}

static bool read_query(struct session *session, struct error *error)
{
    struct query *query = &session->query;
    const struct network *network = &session->network;
    struct zone zone = network_zone(network, network->counts.feeds ? network->feeds[0].zone : 0);
    *query = query_default;
    query->when.time = clock_now();
    query->when.arrive_by = asked.by != NULL;
    query->when.window_seconds = (int32_t)asked.window * 60;
    query->when.travel_seconds_max = (int32_t)asked.longest * 60;
    query->change.transfers_max = (uint32_t)asked.transfers;
    query->needs.wheelchair = asked.wheelchair ? WHEELCHAIR_UNKNOWN : WHEELCHAIR_NONE;
    query->needs.bikes = asked.bike;
    if (asked.at && asked.by)
        return error_set(error, ERROR_INPUT, "--by", "either --at or --by");
    const char *text = asked.by ? asked.by : asked.at;
    return (!text ||
            when_read(&zone, asked.by ? "--by" : "--at", text, &query->when.time, error)) &&
           question_modes(asked.modes, &query->needs.modes, error) &&
           (!asked.window || read_percentiles(session, error));
}

static void prepare_hands(struct session *session)
{
    struct streets streets = network_streets(&session->network);
    session->schedules = schedules_create(UINT32_MAX, UINT64_MAX);
    session->threads = asked.threads ? (uint32_t)asked.threads : pool_threads();
    for (uint32_t i = 0; i < session->threads; i++) {
        struct hand *hand = &session->hands[i];
        hand->planner = planner_create(&session->network);
        planner_share_schedules(hand->planner, session->schedules);
        if (streets_exist(&streets))
            hand->streets = street_worker_create(&streets);
    }
    session->lines = memory_zeroed((size_t)session->threads * ROWS_A_BLOCK, sizeof *session->lines);
    for (uint32_t i = 0; i < session->threads * ROWS_A_BLOCK; i++)
        session->lines[i] = vec_of(1);
}

static struct crossing crossing_of(const struct session *session, uint32_t worker)
{
    return (struct crossing){
        .network = &session->network,
        .streets = session->hands[worker].streets,
        .means = crossing_means(asked.wheelchair, 0, (int32_t)asked.walk * 60),
        .direct_seconds_max = (int32_t)asked.direct * 60,
    };
}

static void prepare(struct session *session)
{
    struct crossing_side *laid_out = &session->laid_out.crossing;
    struct arena arena = {0};
    prepare_hands(session);
    struct crossing crossing = crossing_of(session, 0);
    *laid_out = crossing_side(&crossing, laid_out->at, laid_out->count, &session->arena);
    const struct matrix_end *ends = crossing_ends(&crossing, laid_out->at, laid_out->count,
                                                  !session->query.when.arrive_by, &arena);
    session->matrix = matrix_create(&session->network, ends, laid_out->count);
    arena_finish(&arena);
}

static void write_number(struct vec *bytes, bool there, int64_t number)
{
    char text[32] = ",";
    int length = there ? snprintf(text, sizeof text, ",%lld", (long long)number) : 1;
    vec_add_many(bytes, text, (size_t)length);
}

static void write_cells(const struct session *session, const struct matrix_cell *cells,
                        uint32_t missed, struct vec *bytes)
{
    if (!session->query.when.window_seconds) {
        bool there = cells->seconds != MATRIX_NEVER;
        write_number(bytes, there, cells->seconds);
        write_number(bytes, there && cells->rides, cells->rides - 1);
        write_number(bytes, there, cells->walk_seconds);
        return;
    }
    for (uint32_t i = 0; i < session->percentile_count; i++)
        write_number(bytes, cells[i].seconds != MATRIX_NEVER, cells[i].seconds);
    write_number(bytes, true, missed);
}

static uint32_t write_row(const struct session *session, uint32_t number,
                          const struct matrix_row *row, struct vec *bytes)
{
    bool by = session->query.when.arrive_by;
    bool window = session->query.when.window_seconds > 0;
    uint32_t wide = window ? session->percentile_count : 1, reached = 0;
    const char *one = name_at(&session->searching, number);
    bytes->count = 0;
    for (uint32_t i = 0; i < session->laid_out.points.count; i++) {
        const char *other = name_at(&session->laid_out, i);
        points_write_field(bytes, by ? other : one);
        vec_add_many(bytes, ",", 1);
        points_write_field(bytes, by ? one : other);
        write_cells(session, row->cells + (size_t)i * wide, row->missed[i], bytes);
        vec_add_many(bytes, "\n", 1);
        reached += row->cells[(size_t)i * wide].seconds != MATRIX_NEVER;
    }
    return reached;
}

static void note(struct session *session, bool done, const struct error *error, uint32_t reached)
{
    pthread_mutex_lock(&session->lock);
    if (!done && !session->failed)
        session->error = *error;
    session->failed |= !done;
    session->reached += reached;
    pthread_mutex_unlock(&session->lock);
}

/* One row of the block. */
static void work(void *context, uint32_t index, uint32_t worker)
{
    struct session *session = context;
    struct hand *hand = &session->hands[worker];
    uint32_t number = session->block + index;
    const struct crossing_side *others = &session->laid_out.crossing;
    const struct point *at = &session->searching.crossing.at[number];
    struct crossing crossing = crossing_of(session, worker);
    struct query query = session->query;
    bool by = query.when.arrive_by;
    struct error error = {0};
    struct matrix_row row;
    arena_reset(&hand->arena);
    int32_t *direct = arena_array(&hand->arena, others->count, sizeof *direct);
    crossing_direct(&crossing, *at, others, by, direct);
    const struct matrix_end *end = crossing_ends(&crossing, at, 1, by, &hand->arena);
    *(by ? &query.where.targets : &query.where.sources) = end->stops;
    *(by ? &query.where.target_count : &query.where.source_count) = end->stop_count;
    const struct matrix_ask ask = {
        .world = &session->world,
        .query = &query,
        .direct = direct,
        .percentiles = session->percentiles,
        .percentile_count = session->percentile_count,
    };
    bool done = matrix_fill(session->matrix, hand->planner, &ask, &hand->arena, &row, &error);
    note(session, done, &error,
         done ? write_row(session, number, &row, &session->lines[index]) : 0);
}

static void print_head(const struct session *session)
{
    if (!session->query.when.window_seconds) {
        fputs("from,to,seconds,transfers,walk_seconds\n", session->out);
        return;
    }
    fputs("from,to", session->out);
    for (uint32_t i = 0; i < session->percentile_count; i++)
        fprintf(session->out, ",p%u", (unsigned)session->percentiles[i]);
    fputs(",missed_minutes\n", session->out);
}

static void show_progress(uint32_t done, uint32_t all)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%u of %u searches%s", (unsigned)done, (unsigned)all,
                done == all ? "\n" : "");
}

static bool run_blocks(struct session *session)
{
    uint32_t all = session->searching.points.count, step = session->threads * ROWS_A_BLOCK;
    for (uint32_t i = 0; i < all && !session->failed; i += step) {
        uint32_t count = all - i < step ? all - i : step;
        session->block = i;
        pool_run(session->threads, count, work, session);
        for (uint32_t k = 0; k < count && !session->failed; k++)
            fwrite(session->lines[k].data, 1, session->lines[k].count, session->out);
        show_progress(i + count, all);
    }
    return !session->failed;
}

static bool run(struct session *session, struct error *error)
{
    int64_t start = clock_ticks();
    print_head(session);
    if (!run_blocks(session)) {
        *error = session->error;
        return false;
    }
    if (fflush(session->out) != 0 || ferror(session->out))
        return error_set(error, ERROR_SYSTEM, asked.output ? asked.output : "standard output",
                         "cannot be written");
    uint64_t pairs = (uint64_t)session->searching.points.count * session->laid_out.points.count;
    fprintf(stderr, "%llu pairs, %llu of them with a way, in %.2f s\n", (unsigned long long)pairs,
            (unsigned long long)session->reached, (double)(clock_ticks() - start) / 1e9);
    return true;
}

static void finish(struct session *session)
{
    for (uint32_t i = 0; i < session->threads; i++) {
        planner_destroy(session->hands[i].planner);
        street_worker_destroy(session->hands[i].streets);
        arena_finish(&session->hands[i].arena);
    }
    for (uint32_t i = 0; session->lines && i < session->threads * ROWS_A_BLOCK; i++)
        vec_finish(&session->lines[i]);
    memory_free(session->lines);
    matrix_destroy(session->matrix);
    schedules_destroy(session->schedules);
    vec_finish(&session->searching.points);
    vec_finish(&session->laid_out.points);
    arena_finish(&session->arena);
    if (session->out && session->out != stdout)
        fclose(session->out);
    pthread_mutex_destroy(&session->lock);
    network_close(&session->network);
}

static bool open_all(struct session *session, char **argv, struct error *error)
{
    bool by = asked.by != NULL;
    char *paths[] = {NULL};
    memcpy(paths, &asked.image, sizeof paths);
    if (!read_side(session, argv[1], by ? &session->laid_out : &session->searching, error) ||
        !read_side(session, argv[2], by ? &session->searching : &session->laid_out, error) ||
        !city_open(&session->network, paths, 1, error))
        return false;
    session->world = (struct world){.network = &session->network};
    return true;
}

static bool open_output(struct session *session, struct error *error)
{
    session->out = asked.output ? fopen(asked.output, "w") : stdout;
    return session->out ||
           error_set(error, ERROR_INPUT, asked.output, "cannot be opened for writing");
}

int matrix_main(int argc, char **argv)
{
    static struct session session;
    struct error error = {0};
    int ending;
    if (!options_read(&command, &argc, argv, &ending))
        return ending;
    if (!asked.image)
        return usage_error(&command, "--image is missing: which network is to be asked?");
    pthread_mutex_init(&session.lock, NULL);
    if (!open_all(&session, argv, &error)) {
        ending = input_error(&error);
    } else if (!read_query(&session, &error)) {
        ending = usage_error(&command, "%s: %s", error.place, error.text);
    } else if (!open_output(&session, &error)) {
        ending = input_error(&error);
    } else {
        prepare(&session);
        ending = run(&session, &error) ? END_OK : input_error(&error);
    }
    finish(&session);
    return ending;
}
