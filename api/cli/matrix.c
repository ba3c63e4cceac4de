#include "api/cli/verbs.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/cli/city.h"
#include "api/cli/matrix_run.h"
#include "api/cli/options.h"
#include "api/cli/points.h"
#include "api/cli/question.h"
#include "api/cli/when.h"
#include "engine/base/clock.h"
#include "engine/base/pool.h"

/*
 * From a file of points to another: a search for each origin (with --by: destination), on all
 * processors; rows come out in the order of the files, however many threads there are.
 */

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

/* Everything one run holds. */
struct session {
    struct network network;
    struct arena arena;
    struct vec from, to; /* struct named_point */
    struct matrix_job job;
};

static bool read_percentiles(struct matrix_job *job, struct error *error)
{
    const char *at = asked.percentiles;
    while (job->percentile_count < MATRIX_PERCENTILES_MAX) {
        char *end;
        long number = strtol(at, &end, 10);
        if (end == at || number < 0 || number > 100 || (*end && *end != ','))
            break;
        job->percentiles[job->percentile_count++] = (uint32_t)number;
        if (!*end)
            return true;
        at = end + 1;
    }
    return error_set(error, ERROR_INPUT, "--percentiles",
                     "must be up to %d whole numbers from 0 to 100 with commas between them",
                     MATRIX_PERCENTILES_MAX);
}

static bool read_query(struct session *session, struct error *error)
{
    struct query *query = &session->job.query;
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
           (!asked.window || read_percentiles(&session->job, error));
}

static void fill_job(struct session *session)
{
    struct matrix_job *job = &session->job;
    job->network = &session->network;
    job->from = &session->from;
    job->to = &session->to;
    job->walk_seconds = (int32_t)asked.walk * 60;
    job->direct_seconds = (int32_t)asked.direct * 60;
    job->threads = asked.threads ? (uint32_t)asked.threads : pool_threads();
    job->progress = isatty(STDERR_FILENO);
}

static bool open_output(struct session *session, struct error *error)
{
    session->job.out = asked.output ? fopen(asked.output, "w") : stdout;
    return session->job.out ||
           error_set(error, ERROR_INPUT, asked.output, "cannot be opened for writing");
}

static bool run(struct session *session, struct error *error)
{
    int64_t start = clock_ticks();
    uint64_t reached = 0, pairs = (uint64_t)session->from.count * session->to.count;
    fill_job(session);
    if (!matrix_run(&session->job, &reached, error))
        return false;
    if (fflush(session->job.out) != 0 || ferror(session->job.out))
        return error_set(error, ERROR_SYSTEM, asked.output ? asked.output : "standard output",
                         "cannot be written");
    fprintf(stderr, "%llu pairs, %llu of them with a way, in %.2f s\n", (unsigned long long)pairs,
            (unsigned long long)reached, (double)(clock_ticks() - start) / 1e9);
    return true;
}

static void finish(struct session *session)
{
    vec_finish(&session->from);
    vec_finish(&session->to);
    arena_finish(&session->arena);
    if (session->job.out && session->job.out != stdout)
        fclose(session->job.out);
    network_close(&session->network);
}

static bool open_all(struct session *session, char **argv, struct error *error)
{
    char *paths[] = {NULL};
    memcpy(paths, &asked.image, sizeof paths);
    return points_read(argv[1], &session->arena, &session->from, error) &&
           points_read(argv[2], &session->arena, &session->to, error) &&
           city_open(&session->network, paths, 1, error);
}

int matrix_main(int argc, char **argv)
{
    struct session session = {0};
    struct error error = {0};
    int ending;
    if (!options_read(&command, &argc, argv, &ending))
        return ending;
    if (!asked.image)
        return usage_error(&command, "--image is missing: which network is to be asked?");
    if (!open_all(&session, argv, &error))
        ending = input_error(&error);
    else if (!read_query(&session, &error))
        ending = usage_error(&command, "%s: %s", error.place, error.text);
    else if (!open_output(&session, &error) || !run(&session, &error))
        ending = input_error(&error);
    else
        ending = END_OK;
    finish(&session);
    return ending;
}
