#include "engine/base/memory.h"
#include "engine/base/pool.h"
#include "feeds/streets/gather.h"

/*
 * A file in runs of blocks, several at a time: each is collected by itself, with texts, traits and
 * findings of its own, and then they are put behind one another in the order of the file. So texts
 * and traits get the numbers that one thread would have given them.
 */

#define RUN_BYTES ((uint64_t)128 * 1024)
#define RUNS_PER_THREAD 2 /* at a time: more would only take more memory */

/* One run. */
struct part {
    struct gather gather;
    struct map map; /* takes its texts and traits */
    struct findings findings;
    struct error error;
    bool done;
};

/* Some runs of a file, next to each other. */
struct batch {
    const char *path;
    const struct osm_run *runs;
    struct part *parts;
};

static void read_part(void *context, uint32_t index, uint32_t worker)
{
    struct batch *batch = context;
    struct part *part = &batch->parts[index];
    (void)worker;
    map_init(&part->map);
    findings_init(&part->findings);
    gather_init(&part->gather, &part->map, &part->findings);
    part->done = gather_run(&part->gather, batch->path, &batch->runs[index], &part->error);
}

static void finish_part(struct part *part)
{
    gather_finish(&part->gather);
    findings_finish(&part->findings);
    map_finish(&part->map);
}

/* --- Behind one another --- */

/* The numbers that texts and traits of a part have in the whole. */
struct numbers {
    uint32_t *texts, *traits;
};

static struct numbers renumber(struct map *map, const struct map *part)
{
    struct numbers numbers = {memory_zeroed(part->texts.count, sizeof(uint32_t)),
                              memory_zeroed(part->traits.count, sizeof(uint32_t))};
    for (uint32_t i = 0; i < part->texts.count; i++)
        numbers.texts[i] = map_text(map, intern_key(&part->texts, i), part->texts.lengths[i]);
    for (uint32_t i = 0; i < part->traits.count; i++)
        numbers.traits[i] = map_trait(map, map_trait_at(part, i));
    return numbers;
}

static struct thing moved(const struct numbers *numbers, const struct thing *thing,
                          uint32_t members)
{
    struct thing made = *thing;
    made.name = numbers->texts[thing->name];
    made.label.name = numbers->texts[thing->label.name];
    made.label.ref = numbers->texts[thing->label.ref];
    made.label.local_ref = numbers->texts[thing->label.local_ref];
    made.label.stop_id = numbers->texts[thing->label.stop_id];
    made.park.name = numbers->texts[thing->park.name];
    if (thing->roles & ROLE_STREET) {
        made.trait = numbers->traits[thing->trait];
        made.back = numbers->traits[thing->back];
    }
    if (thing->kind == OSM_RELATION)
        made.line += members;
    return made;
}

static void append(struct vec *to, const struct vec *from)
{
    if (from->count)
        vec_add_many(to, from->data, from->count);
}

static void append_lines(struct gather *gather, const struct gather *part)
{
    const struct line *lines = part->lines.data;
    for (uint32_t i = 0; i < part->lines.count; i++) {
        struct line line = lines[i];
        line.first_ref += gather->refs.count;
        vec_push(&gather->lines, &line);
    }
    append(&gather->refs, &part->refs);
}

static void append_relations(struct gather *gather, const struct gather *part,
                             const struct numbers *numbers)
{
    const struct turn_relation *turns = part->turns.data;
    const struct ferry_relation *ferries = part->ferries.data;
    uint32_t members = gather->members.count;
    for (uint32_t i = 0; i < part->turns.count; i++) {
        struct turn_relation turn = turns[i];
        turn.first_member += members;
        vec_push(&gather->turns, &turn);
    }
    for (uint32_t i = 0; i < part->ferries.count; i++) {
        struct ferry_relation ferry = ferries[i];
        ferry.first_member += members;
        ferry.thing = moved(numbers, &ferries[i].thing, members);
        vec_push(&gather->ferries, &ferry);
    }
}

static void append_part(struct gather *gather, const struct part *part)
{
    const struct gather *from = &part->gather;
    const struct thing *things = from->things.data;
    struct numbers numbers = renumber(gather->map, &part->map);
    append(&gather->ids, &from->ids);
    append(&gather->points, &from->points);
    append_lines(gather, from);
    append_relations(gather, from, &numbers);
    for (uint32_t i = 0; i < from->things.count; i++) {
        struct thing thing = moved(&numbers, &things[i], gather->members.count);
        vec_push(&gather->things, &thing);
    }
    append(&gather->members, &from->members);
    findings_merge(gather->findings, &part->findings);
    gather->nodes += from->nodes;
    gather->ways += from->ways;
    gather->relations += from->relations;
    memory_free(numbers.texts);
    memory_free(numbers.traits);
}

/* Up to a part that failed, if there is one. */
static bool run_batch(struct gather *gather, struct batch *batch, uint32_t count, uint32_t threads,
                      struct error *error)
{
    bool done = true;
    pool_run(threads, count, read_part, batch);
    for (uint32_t i = 0; i < count; i++) {
        struct part *part = &batch->parts[i];
        if (done && part->done)
            append_part(gather, part);
        else if (done && error)
            *error = part->error;
        done = done && part->done;
        finish_part(part);
    }
    return done;
}

bool gather_file(struct gather *gather, const char *path, uint32_t threads, struct error *error)
{
    struct vec runs = vec_of(sizeof(struct osm_run));
    osm_runs(path, RUN_BYTES, &runs);
    uint32_t most = threads * RUNS_PER_THREAD;
    struct batch batch = {.path = path, .runs = runs.data};
    bool done = true;
    if (threads < 2 || runs.count < 2) {
        const struct osm_run whole = {0, UINT64_MAX, 0};
        done = gather_run(gather, path, &whole, error);
        most = 0;
    }
    batch.parts = memory_zeroed(most, sizeof *batch.parts);
    for (uint32_t i = 0; most && i < runs.count && done; i += most) {
        uint32_t count = runs.count - i < most ? runs.count - i : most;
        batch.runs = (const struct osm_run *)runs.data + i;
        done = run_batch(gather, &batch, count, threads, error);
    }
    memory_free(batch.parts);
    vec_finish(&runs);
    return done;
}
