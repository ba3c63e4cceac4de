#include "engine/live/draft.h"

#include "engine/live/drafted.h"

#include <string.h>

#include "engine/base/memory.h"

struct live_draft *live_draft_create(const struct network *network)
{
    struct live_draft *draft = memory_zeroed(1, sizeof *draft);
    draft->network = network;
    draft->feeds = vec_of(sizeof(struct live_feed));
    draft->feed_texts = vec_of(sizeof(const char *));
    draft->runs = vec_of(sizeof(struct live_draft_run));
    draft->vehicles = vec_of(sizeof(struct live_draft_vehicle));
    draft->alerts = vec_of(sizeof(struct live_draft_alert));
    draft->messages = vec_of(sizeof(struct live_message));
    draft->republished = vec_of(1);
    draft->fleets = vec_of(sizeof(struct drafted_fleet));
    draft->parks = vec_of(sizeof(struct live_park));
    draft->rules = vec_of(sizeof(struct live_draft_rule));
    return draft;
}

void live_draft_destroy(struct live_draft *draft)
{
    if (!draft)
        return;
    struct vec *const vecs[] = {
        &draft->feeds,    &draft->feed_texts,  &draft->runs,   &draft->vehicles, &draft->alerts,
        &draft->messages, &draft->republished, &draft->fleets, &draft->parks,    &draft->rules};
    for (size_t i = 0; i < sizeof vecs / sizeof *vecs; i++)
        vec_finish(vecs[i]);
    intern_finish(&draft->run_keys);
    arena_finish(&draft->arena);
    memory_free(draft);
}

static const char *keep(struct live_draft *draft, const char *text)
{
    return text && *text ? arena_text(&draft->arena, text, strlen(text)) : NULL;
}

static void *keep_items(struct live_draft *draft, const void *items, size_t count, size_t size)
{
    if (!count)
        return NULL;
    return memcpy(arena_array(&draft->arena, count, size), items, count * size);
}

uint32_t live_draft_add_feed(struct live_draft *draft, const struct live_feed *feed,
                             const char *tag, const char *problem)
{
    const char *texts[] = {keep(draft, tag), keep(draft, problem)};
    vec_push(&draft->feed_texts, &texts[0]);
    vec_push(&draft->feed_texts, &texts[1]);
    return vec_push(&draft->feeds, feed);
}

struct live_feed *live_draft_feed(struct live_draft *draft, uint32_t number)
{
    return vec_at(&draft->feeds, number);
}

/* What tells runs apart: a promised run by itself, others by feed, day and id. */
struct run_key {
    trip_ix promised;
    feed_ix feed;
    civil_day day;
    day_time start;
    char id[256];
};

static size_t promised_key(struct run_key *key, trip_ix promised, civil_day day, day_time start)
{
    *key = (struct run_key){.promised = promised, .day = day, .start = start};
    return offsetof(struct run_key, id);
}

static size_t run_key(const struct live_draft *draft, const struct live_draft_run *run,
                      struct run_key *key)
{
    if (run->run.promised != NO_IX)
        return promised_key(key, run->run.promised, run->run.day, run->run.start);
    const struct live_feed *feed = vec_at(&draft->feeds, run->run.feed);
    *key = (struct run_key){.promised = NO_IX, .feed = feed->feed, .day = run->run.day};
    size_t length = strnlen(run->id, sizeof key->id);
    memcpy(key->id, run->id, length);
    return offsetof(struct run_key, id) + length;
}

static void keep_run(struct live_draft *draft, struct live_draft_run *run)
{
    const char **const texts[] = {&run->id,         &run->headsign,      &run->short_name,
                                  &run->vehicle_id, &run->vehicle_label, &run->plate};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = keep(draft, *texts[i]);
    struct live_draft_call *calls =
        keep_items(draft, run->calls, run->call_count, sizeof *run->calls);
    for (uint32_t i = 0; i < run->call_count; i++)
        calls[i].headsign = keep(draft, calls[i].headsign);
    run->calls = calls;
}

void live_draft_add_run(struct live_draft *draft, const struct live_draft_run *run)
{
    struct run_key key;
    size_t length = run_key(draft, run, &key);
    uint32_t number = intern_add(&draft->run_keys, &key, length);
    struct live_draft_run kept = *run;
    keep_run(draft, &kept);
    if (number == draft->runs.count)
        vec_push(&draft->runs, &kept);
    else
        *(struct live_draft_run *)vec_at(&draft->runs, number) = kept;
}

bool live_draft_has_run(const struct live_draft *draft, trip_ix promised, civil_day day,
                        day_time start)
{
    struct run_key key;
    size_t length = promised_key(&key, promised, day, start);
    return intern_find(&draft->run_keys, &key, length) != INTERN_NONE;
}

void live_draft_add_vehicle(struct live_draft *draft, const struct live_draft_vehicle *vehicle)
{
    struct live_draft_vehicle *kept = vec_add(&draft->vehicles);
    *kept = *vehicle;
    kept->id = keep(draft, vehicle->id);
    kept->label = keep(draft, vehicle->label);
    kept->plate = keep(draft, vehicle->plate);
}

static void keep_texts(struct live_draft *draft, struct live_draft_alert *alert)
{
    for (uint32_t i = 0; i < LIVE_ALERT_TEXTS; i++) {
        uint32_t count = alert->texts[i].count;
        struct live_draft_text *texts =
            keep_items(draft, alert->texts[i].items, count, sizeof *texts);
        for (uint32_t k = 0; k < count; k++) {
            texts[k].text = keep(draft, texts[k].text);
            texts[k].language = keep(draft, texts[k].language);
        }
        alert->texts[i].items = texts;
    }
}

void live_draft_add_alert(struct live_draft *draft, const struct live_draft_alert *alert)
{
    struct live_draft_alert *kept = vec_add(&draft->alerts);
    *kept = *alert;
    kept->id = keep(draft, alert->id);
    kept->image_url = keep(draft, alert->image_url);
    kept->image_type = keep(draft, alert->image_type);
    kept->periods = keep_items(draft, alert->periods, alert->period_count, sizeof *alert->periods);
    kept->impacts = keep_items(draft, alert->impacts, alert->impact_count, sizeof *alert->impacts);
    kept->selectors =
        keep_items(draft, alert->selectors, alert->selector_count, sizeof *alert->selectors);
    keep_texts(draft, kept);
}

const struct live_draft_run *live_draft_runs(const struct live_draft *draft, uint32_t *count)
{
    *count = draft->runs.count;
    return draft->runs.data;
}

const struct live_draft_vehicle *live_draft_vehicles(const struct live_draft *draft,
                                                     uint32_t *count)
{
    *count = draft->vehicles.count;
    return draft->vehicles.data;
}

const struct live_draft_alert *live_draft_alerts(const struct live_draft *draft, uint32_t *count)
{
    *count = draft->alerts.count;
    return draft->alerts.data;
}

void live_draft_republish(struct live_draft *draft, feed_ix feed, const void *bytes, size_t size)
{
    struct live_message message = {feed, draft->republished.count, (uint32_t)size};
    vec_push(&draft->messages, &message);
    vec_add_many(&draft->republished, bytes, size);
}

/* Whether a fleet of that system was added. */
static bool has_system(const struct live_draft *draft, const char *id)
{
    const struct drafted_fleet *fleets = draft->fleets.data;
    for (uint32_t i = 0; i < draft->fleets.count; i++)
        if (strcmp(fleet_id(fleets[i].fleet), id) == 0)
            return true;
    return false;
}

void live_draft_add_fleet(struct live_draft *draft, const struct fleet *fleet, uint32_t feed)
{
    const char **problem = vec_at(&draft->feed_texts, 2 * feed + 1);
    if (has_system(draft, fleet_id(fleet)) && !*problem)
        *problem = arena_format(&draft->arena, "left out: another feed has the system `%s`, too",
                                fleet_id(fleet));
    vec_push(&draft->fleets, &(struct drafted_fleet){fleet, feed});
}

void live_draft_add_park(struct live_draft *draft, const struct live_park *park)
{
    vec_push(&draft->parks, park);
}

void live_draft_add_rule(struct live_draft *draft, const struct live_draft_rule *rule)
{
    vec_push(&draft->rules, rule);
}

void live_draft_lose_rows(struct live_draft *draft, enum overlay_kind kind, uint32_t rows)
{
    draft->rows_lost[kind] += rows;
}

void live_draft_lose_rest(struct live_draft *draft, enum overlay_kind kind)
{
    draft->rest_lost[kind] = true;
}
