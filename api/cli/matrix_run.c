#include "api/cli/matrix_run.h"

#include <pthread.h>
#include <string.h>

#include "api/cli/points.h"
#include "api/crossing.h"
#include "api/person.h"
#include "engine/base/memory.h"
#include "engine/base/pool.h"

enum { ROWS_A_BLOCK = 64 };

/* What one thread works with. */
struct hand {
    struct planner *planner;
    struct street_worker *streets;
    struct arena arena;
};

/* The points of one side. */
struct side {
    const struct vec *points; /* struct named_point */
    struct crossing_side crossing;
};

/* A job under way. */
struct session {
    struct matrix_job *job;
    struct world world;
    struct schedules *schedules;
    struct arena arena;
    struct side searching, laid_out; /* origins and destinations; by a time: swapped */
    struct means access, direct;
    struct matrix *matrix;
    struct hand hands[POOL_THREADS_MAX];
    uint32_t block;    /* first row of the block at work */
    struct vec *lines; /* bytes of its rows */
    pthread_mutex_t lock;
    struct error error; /* the first one; guarded by the lock, as the next two are */
    bool failed;
    uint64_t reached;
};

static const char *name_at(const struct side *side, uint32_t index)
{
    return ((const struct named_point *)vec_at(side->points, index))->id;
}

static struct side side_of(const struct vec *points, struct arena *arena)
{
    struct point *at = arena_array(arena, points->count, sizeof *at);
    for (uint32_t i = 0; i < points->count; i++)
        at[i] = ((const struct named_point *)vec_at(points, i))->at;
    return (struct side){points, {.at = at, .count = points->count}};
}

static void open_hands(struct session *session)
{
    const struct matrix_job *job = session->job;
    struct streets streets = network_streets(job->network);
    session->schedules = schedules_create(UINT32_MAX, UINT64_MAX);
    for (uint32_t i = 0; i < job->threads; i++) {
        struct hand *hand = &session->hands[i];
        hand->planner = planner_create(job->network);
        planner_share_schedules(hand->planner, session->schedules);
        if (streets_exist(&streets))
            hand->streets = street_worker_create(&streets);
    }
    session->lines = memory_zeroed((size_t)job->threads * ROWS_A_BLOCK, sizeof *session->lines);
    for (uint32_t i = 0; i < job->threads * ROWS_A_BLOCK; i++)
        session->lines[i] = vec_of(1);
}

static struct crossing crossing_of(const struct session *session, uint32_t worker)
{
    return (struct crossing){
        .network = session->job->network,
        .streets = session->hands[worker].streets,
        .means = &session->access,
        .means_count = 1,
        .direct = &session->direct,
        .street_metres = DOOR_METRES,
    };
}

static void prepare(struct session *session)
{
    struct crossing_side *laid_out = &session->laid_out.crossing;
    struct arena arena = {0};
    const struct matrix_job *job = session->job;
    bool by = job->query.when.arrive_by, chair = job->query.needs.wheelchair != WHEELCHAIR_NONE;
    const struct person person = person_usual(chair, true);
    session->access = person_means(&person, WAY_WALK, job->walk_seconds);
    session->direct = person_means(&person, WAY_WALK, job->direct_seconds);
    session->searching = side_of(by ? job->to : job->from, &session->arena);
    session->laid_out = side_of(by ? job->from : job->to, &session->arena);
    open_hands(session);
    struct crossing crossing = crossing_of(session, 0);
    crossing_doors(&crossing, laid_out, &session->arena);
    const struct matrix_end *ends = crossing_ends(&crossing, laid_out, !by, &arena);
    session->matrix = matrix_create(session->job->network, ends, laid_out->count);
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
    if (!session->job->query.when.window_seconds) {
        bool there = cells->seconds != MATRIX_NEVER;
        write_number(bytes, there, cells->seconds);
        write_number(bytes, there && cells->rides, cells->rides - 1);
        write_number(bytes, there, cells->walk_seconds);
        return;
    }
    for (uint32_t i = 0; i < session->job->percentile_count; i++)
        write_number(bytes, cells[i].seconds != MATRIX_NEVER, cells[i].seconds);
    write_number(bytes, true, missed);
}

static uint32_t write_row(const struct session *session, uint32_t number,
                          const struct matrix_row *row, struct vec *bytes)
{
    bool by = session->job->query.when.arrive_by;
    bool window = session->job->query.when.window_seconds > 0;
    uint32_t wide = window ? session->job->percentile_count : 1, reached = 0;
    const char *one = name_at(&session->searching, number);
    bytes->count = 0;
    for (uint32_t i = 0; i < session->laid_out.points->count; i++) {
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
    const struct crossing_side one = {.at = &session->searching.crossing.at[number], .count = 1};
    struct crossing crossing = crossing_of(session, worker);
    struct query query = session->job->query;
    bool by = query.when.arrive_by;
    struct error error = {0};
    struct matrix_row row;
    arena_reset(&hand->arena);
    int32_t *direct = arena_array(&hand->arena, others->count, sizeof *direct);
    crossing_direct(&crossing, &one, others, by, direct);
    const struct matrix_end *end = crossing_ends(&crossing, &one, by, &hand->arena);
    *(by ? &query.where.targets : &query.where.sources) = end->stops;
    *(by ? &query.where.target_count : &query.where.source_count) = end->stop_count;
    const struct matrix_ask ask = {
        .world = &session->world,
        .query = &query,
        .direct = direct,
        .percentiles = session->job->percentiles,
        .percentile_count = session->job->percentile_count,
    };
    bool done = matrix_fill(session->matrix, hand->planner, &ask, &hand->arena, &row, &error);
    note(session, done, &error,
         done ? write_row(session, number, &row, &session->lines[index]) : 0);
}

static void print_head(const struct session *session)
{
    if (!session->job->query.when.window_seconds) {
        fputs("from,to,seconds,transfers,walk_seconds\n", session->job->out);
        return;
    }
    fputs("from,to", session->job->out);
    for (uint32_t i = 0; i < session->job->percentile_count; i++)
        fprintf(session->job->out, ",p%u", (unsigned)session->job->percentiles[i]);
    fputs(",missed_minutes\n", session->job->out);
}

static void show_progress(const struct matrix_job *job, uint32_t done, uint32_t all)
{
    if (job->progress)
        fprintf(stderr, "\r%u of %u searches%s", (unsigned)done, (unsigned)all,
                done == all ? "\n" : "");
}

static bool run_blocks(struct session *session)
{
    uint32_t all = session->searching.points->count, step = session->job->threads * ROWS_A_BLOCK;
    for (uint32_t i = 0; i < all && !session->failed; i += step) {
        uint32_t count = all - i < step ? all - i : step;
        session->block = i;
        pool_run(session->job->threads, count, work, session);
        for (uint32_t k = 0; k < count && !session->failed; k++)
            fwrite(session->lines[k].data, 1, session->lines[k].count, session->job->out);
        show_progress(session->job, i + count, all);
    }
    return !session->failed;
}

static void finish(struct session *session)
{
    uint32_t threads = session->job->threads;
    for (uint32_t i = 0; i < threads; i++) {
        planner_destroy(session->hands[i].planner);
        street_worker_destroy(session->hands[i].streets);
        arena_finish(&session->hands[i].arena);
    }
    for (uint32_t i = 0; i < threads * ROWS_A_BLOCK; i++)
        vec_finish(&session->lines[i]);
    memory_free(session->lines);
    matrix_destroy(session->matrix);
    schedules_destroy(session->schedules);
    arena_finish(&session->arena);
    pthread_mutex_destroy(&session->lock);
    memory_free(session);
}

bool matrix_run(struct matrix_job *job, uint64_t *reached, struct error *error)
{
    struct session *session = memory_zeroed(1, sizeof *session);
    session->job = job;
    session->world = (struct world){.network = job->network};
    pthread_mutex_init(&session->lock, NULL);
    prepare(session);
    print_head(session);
    bool done = run_blocks(session);
    if (!done && error)
        *error = session->error;
    *reached = session->reached;
    finish(session);
    return done;
}
