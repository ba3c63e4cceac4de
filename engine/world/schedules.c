#include "engine/world/schedules.h"

#include <pthread.h>

#include "engine/base/memory.h"
#include "engine/base/vec.h"

enum { SURE = 2 }; /* How many stay whatever they take: both directions of today. */

/* One schedule and who is about. */
struct entry {
    struct schedule *schedule;
    const struct network *network; /* what it was laid out from */
    uint32_t users;
    uint64_t last_use;
};

struct schedules {
    pthread_mutex_t lock; /* of everything below */
    struct vec entries;   /* struct entry */
    uint64_t uses;
    uint32_t kept;
    uint64_t bytes_max;
};

struct schedules *schedules_create(uint32_t kept, uint64_t bytes_max)
{
    struct schedules *schedules = memory_zeroed(1, sizeof *schedules);
    pthread_mutex_init(&schedules->lock, NULL);
    schedules->entries = vec_of(sizeof(struct entry));
    schedules->kept = kept;
    schedules->bytes_max = bytes_max;
    return schedules;
}

void schedules_destroy(struct schedules *schedules)
{
    if (!schedules)
        return;
    const struct entry *entries = schedules->entries.data;
    for (uint32_t i = 0; i < schedules->entries.count; i++)
        schedule_destroy(entries[i].schedule);
    vec_finish(&schedules->entries);
    pthread_mutex_destroy(&schedules->lock);
    memory_free(schedules);
}

static bool covers(const struct entry *entry, const struct world *world,
                   const struct schedule_span *need)
{
    const struct schedule_span *have = &entry->schedule->span;
    return entry->network == world->network && have->direction == need->direction &&
           have->begin <= need->begin && have->end >= need->end;
}

/* Takes one that covers the span; the lock is held. NULL: there is none. */
static const struct schedule *take(struct schedules *schedules, const struct world *world,
                                   const struct schedule_span *span)
{
    struct entry *entries = schedules->entries.data;
    for (uint32_t i = 0; i < schedules->entries.count; i++)
        if (covers(&entries[i], world, span)) {
            entries[i].users++;
            entries[i].last_use = ++schedules->uses;
            return entries[i].schedule;
        }
    return NULL;
}

/* The one that nobody uses and nobody used for longest; NO_IX: all are in use. */
static uint32_t find_oldest(const struct schedules *schedules)
{
    const struct entry *entries = schedules->entries.data;
    uint32_t oldest = NO_IX;
    for (uint32_t i = 0; i < schedules->entries.count; i++)
        if (!entries[i].users &&
            (oldest == NO_IX || entries[i].last_use < entries[oldest].last_use))
            oldest = i;
    return oldest;
}

static bool is_full(const struct schedules *schedules)
{
    const struct entry *entries = schedules->entries.data;
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < schedules->entries.count; i++)
        bytes += schedule_bytes(entries[i].schedule);
    return schedules->entries.count > schedules->kept ||
           (schedules->entries.count > SURE && bytes > schedules->bytes_max);
}

/* Lets go of what is too much; the lock is held. */
static void forget(struct schedules *schedules)
{
    while (is_full(schedules)) {
        uint32_t oldest = find_oldest(schedules);
        if (oldest == NO_IX)
            return;
        struct entry *entries = schedules->entries.data;
        schedule_destroy(entries[oldest].schedule);
        entries[oldest] = entries[--schedules->entries.count];
    }
}

static struct schedule *make(const struct world *world, struct schedule_span span,
                             struct error *error)
{
    char begin[CIVIL_TEXT], end[CIVIL_TEXT];
    struct schedule *schedule = schedule_create(world, span);
    if (!schedule)
        error_set(error, ERROR_LIMIT, "time",
                  "what runs from %s to %s takes more than %d MiB laid out; ask for a shorter "
                  "travel time, or look for frequencies with headways of seconds",
                  civil_text_utc(span.begin, begin), civil_text_utc(span.end, end),
                  (int)(SCHEDULE_BYTES_MAX >> 20));
    return schedule;
}

const struct schedule *schedules_acquire(struct schedules *schedules, const struct world *world,
                                         struct schedule_span span, struct error *error)
{
    pthread_mutex_lock(&schedules->lock);
    const struct schedule *found = take(schedules, world, &span);
    pthread_mutex_unlock(&schedules->lock);
    if (found)
        return found;
    struct schedule *made = make(world, span, error);
    if (!made)
        return NULL;
    pthread_mutex_lock(&schedules->lock);
    found = take(schedules, world, &span); /* Another thread may have been as quick. */
    if (!found) {
        vec_push(&schedules->entries, &(struct entry){made, world->network, 1, ++schedules->uses});
        found = made;
        forget(schedules);
    }
    pthread_mutex_unlock(&schedules->lock);
    if (found != made)
        schedule_destroy(made);
    return found;
}

void schedules_release(struct schedules *schedules, const struct schedule *schedule)
{
    if (!schedule)
        return;
    pthread_mutex_lock(&schedules->lock);
    struct entry *entries = schedules->entries.data;
    for (uint32_t i = 0; i < schedules->entries.count; i++)
        if (entries[i].schedule == schedule)
            entries[i].users--;
    forget(schedules);
    pthread_mutex_unlock(&schedules->lock);
}
