#include "engine/world/schedules.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "engine/base/clock.h"
#include "engine/base/memory.h"
#include "engine/base/vec.h"

enum { SURE = 2 }; /* How many stay whatever they take: both directions of today. */

#define RECENT_TICKS (INT64_C(600) * 1000000000) /* What is laid out anew for the next world. */

/* Worlds that what runs is the same in, and that somebody may be asking at the same time. */
enum { OWNERS = 8 };

#define EMPTY (-1) /* In `users`: nobody may look at the entry but who holds the lock. */

/* One schedule and who is about. Entries are linked once and for all and used again; what one holds
 * may be read by whoever has counted himself in. */
struct entry {
    struct entry *_Atomic next;
    _Atomic int32_t users;
    _Atomic int64_t last_use;           /* in ticks */
    struct schedule *_Atomic schedule;  /* NULL: empty */
    const void *_Atomic owners[OWNERS]; /* what it was laid out from, or holds for; see owner_of */
};

struct schedules {
    struct entry *_Atomic first;
    pthread_mutex_t lock; /* held by who changes what the entries hold */
    uint32_t kept;
    uint64_t bytes_max;
    _Atomic uint64_t laid_out;
};

struct schedules *schedules_create(uint32_t kept, uint64_t bytes_max)
{
    struct schedules *schedules = memory_zeroed(1, sizeof *schedules);
    pthread_mutex_init(&schedules->lock, NULL);
    schedules->kept = kept;
    schedules->bytes_max = bytes_max;
    return schedules;
}

void schedules_destroy(struct schedules *schedules)
{
    if (!schedules)
        return;
    for (struct entry *entry = schedules->first, *next; entry; entry = next) {
        next = entry->next;
        schedule_destroy(entry->schedule);
        memory_free(entry);
    }
    pthread_mutex_destroy(&schedules->lock);
    memory_free(schedules);
}

/* Counts oneself in. False: the entry is empty. */
static bool enter(struct entry *entry)
{
    int32_t users = entry->users;
    while (users != EMPTY)
        if (atomic_compare_exchange_weak(&entry->users, &users, users + 1))
            return true;
    return false;
}

static void leave(struct entry *entry)
{
    atomic_fetch_sub(&entry->users, 1);
}

/* A world is known by its live image, which belongs to one network, or by the network alone. */
static const void *owner_of(const struct world *world)
{
    return world->live ? (const void *)world->live : (const void *)world->network;
}

/* Where the owner stands in the entry, NULL for a free place; OWNERS: nowhere. */
static uint32_t place_of(const struct entry *entry, const void *owner)
{
    uint32_t i = 0;
    while (i < OWNERS && entry->owners[i] != owner)
        i++;
    return i;
}

static bool is_of(const struct entry *entry, const struct world *world)
{
    return place_of(entry, owner_of(world)) < OWNERS;
}

static bool covers(const struct entry *entry, const struct world *world,
                   const struct schedule_span *need)
{
    const struct schedule *schedule = entry->schedule;
    const struct schedule_span *have = &schedule->span;
    return is_of(entry, world) && have->direction == need->direction &&
           have->begin <= need->begin && have->end >= need->end;
}

/* One that covers the span, counted in. NULL: there is none. */
static const struct schedule *take(struct schedules *schedules, const struct world *world,
                                   const struct schedule_span *span)
{
    for (struct entry *entry = schedules->first; entry; entry = entry->next) {
        if (!enter(entry))
            continue;
        if (covers(entry, world, span)) {
            entry->last_use = clock_ticks();
            return entry->schedule;
        }
        leave(entry);
    }
    return NULL;
}

/* Empties an entry that nobody uses; the lock is held. False: somebody does. */
static bool empty(struct entry *entry)
{
    int32_t nobody = 0;
    if (!atomic_compare_exchange_strong(&entry->users, &nobody, EMPTY))
        return false;
    schedule_destroy(entry->schedule);
    entry->schedule = NULL;
    return true;
}

/* What is kept, and the one that was not used for longest; the lock is held. */
struct census {
    uint32_t count;
    uint64_t bytes;
    struct entry *oldest; /* NULL: all are in use */
};

static struct census count_all(struct schedules *schedules)
{
    struct census census = {0};
    for (struct entry *entry = schedules->first; entry; entry = entry->next) {
        const struct schedule *schedule = entry->schedule;
        if (!schedule)
            continue;
        census.count++;
        census.bytes += schedule_bytes(schedule);
        if (entry->users == 0 && (!census.oldest || entry->last_use < census.oldest->last_use))
            census.oldest = entry;
    }
    return census;
}

/* Lets go of what is too much; the lock is held. */
static void forget(struct schedules *schedules)
{
    for (;;) {
        struct census census = count_all(schedules);
        bool full = census.count > schedules->kept ||
                    (census.count > SURE && census.bytes > schedules->bytes_max);
        if (!full || !census.oldest)
            return;
        empty(census.oldest);
    }
}

/* An entry that holds nothing; the lock is held. */
static struct entry *find_empty(struct schedules *schedules)
{
    struct entry *_Atomic *link = &schedules->first;
    for (struct entry *entry = *link; entry; entry = *link) {
        const struct schedule *schedule = entry->schedule;
        if (!schedule)
            return entry;
        link = &entry->next;
    }
    struct entry *entry = memory_zeroed(1, sizeof *entry);
    entry->users = EMPTY;
    *link = entry;
    return entry;
}

/* Puts a new one in its place, counted in; the lock is held. */
static void put(struct schedules *schedules, const struct world *world, struct schedule *made)
{
    struct entry *entry = find_empty(schedules);
    for (uint32_t i = 0; i < OWNERS; i++)
        entry->owners[i] = i == 0 ? owner_of(world) : NULL;
    entry->last_use = clock_ticks();
    entry->schedule = made;
    entry->users = 1; /* From here on others may look. */
    forget(schedules);
}

static struct schedule *make(struct schedules *schedules, const struct world *world,
                             struct schedule_span span, struct error *error)
{
    char begin[CIVIL_TEXT], end[CIVIL_TEXT];
    struct schedule *schedule = schedule_create(world, span);
    atomic_fetch_add(&schedules->laid_out, 1);
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
    const struct schedule *found = take(schedules, world, &span);
    if (found)
        return found;
    struct schedule *made = make(schedules, world, span, error);
    if (!made)
        return NULL;
    pthread_mutex_lock(&schedules->lock);
    found = take(schedules, world, &span); /* Another thread may have been as quick. */
    if (!found)
        put(schedules, world, made);
    pthread_mutex_unlock(&schedules->lock);
    if (!found)
        return made;
    schedule_destroy(made);
    return found;
}

void schedules_release(struct schedules *schedules, const struct schedule *schedule)
{
    for (struct entry *entry = schedules->first; entry && schedule; entry = entry->next)
        if (entry->schedule == schedule) {
            leave(entry);
            return;
        }
}

/* Lets `next` have what `world` has; where there is no place for one more, it goes without. */
static void share(struct schedules *schedules, const struct world *world, const struct world *next)
{
    pthread_mutex_lock(&schedules->lock);
    for (struct entry *entry = schedules->first; entry; entry = entry->next) {
        const struct schedule *schedule = entry->schedule;
        uint32_t place = place_of(entry, NULL);
        if (schedule && place < OWNERS && is_of(entry, world) && !is_of(entry, next))
            entry->owners[place] = owner_of(next);
    }
    pthread_mutex_unlock(&schedules->lock);
}

static bool runs_alike(const struct world *world, const struct world *next)
{
    return world->live && next->live && world->live != next->live &&
           live_runs_alike(world->live, next->live);
}

void schedules_renew(struct schedules *schedules, const struct world *world,
                     const struct world *next)
{
    struct vec spans = vec_of(sizeof(struct schedule_span));
    int64_t since = clock_ticks() - RECENT_TICKS;
    if (runs_alike(world, next))
        share(schedules, world, next);
    for (struct entry *entry = schedules->first; entry; entry = entry->next) {
        if (!enter(entry))
            continue;
        const struct schedule *schedule = entry->schedule;
        if (is_of(entry, world) && !is_of(entry, next) && entry->last_use >= since)
            vec_push(&spans, &schedule->span);
        leave(entry);
    }
    const struct schedule_span *items = spans.data;
    for (uint32_t i = 0; i < spans.count; i++)
        schedules_release(schedules, schedules_acquire(schedules, next, items[i], NULL));
    vec_finish(&spans);
}

uint64_t schedules_laid_out(const struct schedules *schedules)
{
    return schedules->laid_out;
}

/* Whether the entry is nobody's now; the lock is held. */
static bool disown(struct entry *entry, const void *owner)
{
    uint32_t place = place_of(entry, owner), left = 0;
    if (place == OWNERS)
        return false;
    entry->owners[place] = NULL;
    for (uint32_t i = 0; i < OWNERS; i++)
        left += entry->owners[i] != NULL;
    return left == 0;
}

void schedules_forget(struct schedules *schedules, const struct world *world)
{
    pthread_mutex_lock(&schedules->lock);
    for (struct entry *entry = schedules->first; entry; entry = entry->next) {
        const struct schedule *schedule = entry->schedule;
        /* Nobody reads it, but who looks for another one counts himself in for a moment. What
         * stayed would be taken for the schedule of a later world at the same address. */
        if (schedule && disown(entry, owner_of(world)))
            while (!empty(entry))
                sched_yield();
    }
    pthread_mutex_unlock(&schedules->lock);
}
