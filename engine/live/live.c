#include "engine/live/live.h"

#include <string.h>

#include "engine/live/check.h"
#include "engine/live/format.h"

/* Of an image without any feed, which can be right only as long as somebody renews it. */
enum { LIMIT_SECONDS = 600 };

static bool find_sections(struct live *live, struct error *error)
{
    const void *items;
    uint64_t count;
#define SECTION(name, type)                                                                        \
    if (!image_section(&live->image, #name, sizeof(type), &items, &count, error))                  \
        return false;                                                                              \
    live->name = items;                                                                            \
    live->counts.name = (uint32_t)count;
    LIVE_SECTIONS(SECTION)
#undef SECTION
    return true;
}

static bool fits(const struct live *live, const char *path, struct error *error)
{
    if (live->counts.facts != 1)
        return error_set(error, ERROR_CORRUPT, path, "the live image has no facts");
    if (live->facts->network_id != image_id(&live->network->image))
        return error_set(error, ERROR_CORRUPT, path,
                         "the live image was made for another version of the timetable");
    return true;
}

bool live_open(struct live *live, const char *path, const struct network *network,
               struct error *error)
{
    *live = (struct live){.network = network};
    if (!image_open(&live->image, path, LIVE_KIND, LIVE_VERSION, error))
        return false;
    if (find_sections(live, error) && fits(live, path, error) &&
        image_verify(&live->image, error) && live_check(live, error))
        return true;
    live_close(live);
    return false;
}

/* Items of a section, to be compared. */
struct items {
    const void *data;
    uint32_t count;
};

static bool same_items(struct items one, struct items other, size_t size)
{
    return one.count == other.count &&
           (one.count == 0 || memcmp(one.data, other.data, one.count * size) == 0);
}

/* Not by the digest of runs: that is of vehicles and alerts, too, which change far more often, and
 * equal digests are no proof. Images that differ mostly do so early. */
bool live_runs_alike(const struct live *one, const struct live *other)
{
    if (one->network != other->network ||
        one->facts->longest_seconds != other->facts->longest_seconds)
        return false;
#define SAME(name)                                                                                 \
    same_items((struct items){one->name, one->counts.name},                                        \
               (struct items){other->name, other->counts.name}, sizeof *one->name)
    return SAME(patterns) && SAME(call_berths) && SAME(call_rules) && SAME(trips) && SAME(runs) &&
           SAME(runs_by_promise) && SAME(profile_times) && SAME(touched);
#undef SAME
}

bool live_is_old(const struct live *live, unix_time now)
{
    int32_t limit = 0;
    for (uint32_t i = 0; i < live->counts.feeds; i++)
        if (live->feeds[i].limit_seconds > limit)
            limit = live->feeds[i].limit_seconds;
    return now - live->facts->made > (limit ? limit : LIMIT_SECONDS);
}

void live_close(struct live *live)
{
    image_close(&live->image);
    *live = (struct live){0};
}

/* A run named by what was promised. */
struct promise {
    trip_ix trip;
    civil_day day;
    day_time start;
};

static int promise_order(const struct promise *one, const struct promise *two)
{
    if (one->trip != two->trip)
        return one->trip < two->trip ? -1 : 1;
    if (one->day != two->day)
        return one->day < two->day ? -1 : 1;
    return (one->start > two->start) - (one->start < two->start);
}

static struct promise promise_of_run(const struct live *live, uint32_t at)
{
    const struct live_run *run = &live->runs[live->runs_by_promise[at]];
    return (struct promise){run->promised, run->day, run->start};
}

static struct promise promise_of_vehicle(const struct live *live, uint32_t at)
{
    const struct live_vehicle *vehicle = &live->vehicles[live->vehicles_by_trip[at]];
    return (struct promise){vehicle->trip, vehicle->day, vehicle->start};
}

/* The first position that is not before the wanted promise, or NO_IX when another one is there. */
static uint32_t find(const struct live *live, struct promise wanted, uint32_t count,
                     struct promise (*promise_of)(const struct live *, uint32_t))
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        struct promise at = promise_of(live, middle);
        if (promise_order(&at, &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    struct promise at = low < count ? promise_of(live, low) : (struct promise){NO_IX, 0, 0};
    return promise_order(&at, &wanted) == 0 ? low : NO_IX;
}

uint32_t live_find(const struct live *live, trip_ix promised, civil_day day, day_time start)
{
    uint32_t at = find(live, (struct promise){promised, day, start}, live->counts.runs_by_promise,
                       promise_of_run);
    return at == NO_IX ? NO_IX : live->runs_by_promise[at];
}

uint32_t live_find_vehicle(const struct live *live, trip_ix promised, civil_day day, day_time start)
{
    uint32_t at = find(live, (struct promise){promised, day, start}, live->counts.vehicles_by_trip,
                       promise_of_vehicle);
    return at == NO_IX ? NO_IX : live->vehicles_by_trip[at];
}

/* Sections that are looked up by one number are sorted by it; this is that of one item. */
typedef uint64_t key_at(const struct live *live, uint32_t at);

/* How many of `count` items have the key, and where they begin. */
static uint32_t find_range(const struct live *live, uint32_t count, uint64_t key, key_at *key_of,
                           uint32_t *first)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (key_of(live, middle) < key)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    while (low < count && key_of(live, low) == key)
        low++;
    return low - *first;
}

static uint64_t pattern_at(const struct live *live, uint32_t at)
{
    return live->trips[at].pattern;
}

uint32_t live_runs_of(const struct live *live, pattern_ix pattern, uint32_t *first)
{
    return find_range(live, live->counts.trips, pattern, pattern_at, first);
}

static uint64_t stop_at(const struct live *live, uint32_t at)
{
    return live->stop_patterns[at].stop;
}

uint32_t live_stop_patterns_of(const struct live *live, stop_ix stop, uint32_t *first)
{
    return find_range(live, live->counts.stop_patterns, stop, stop_at, first);
}

static uint64_t target_key(uint32_t kind, uint32_t number)
{
    return (uint64_t)kind << 32 | number;
}

static uint64_t target_at(const struct live *live, uint32_t at)
{
    return target_key(live->alert_targets[at].kind, live->alert_targets[at].number);
}

static uint64_t park_at(const struct live *live, uint32_t at)
{
    return live->parks[at].park;
}

const char *live_feed_state_name(enum live_feed_state state)
{
    static const char *const names[] = {"fresh", "stale", "failed", "silent"};
    return names[state];
}

const struct live_park *live_park_of(const struct live *live, uint32_t park)
{
    uint32_t first;
    return find_range(live, live->counts.parks, park, park_at, &first) ? &live->parks[first] : NULL;
}

uint32_t live_park_free(const struct live *live, uint32_t park, unix_time *stamp)
{
    const struct live_park *found = live_park_of(live, park);
    *stamp = found ? live->feeds[found->feed].stamp : 0;
    if (!found)
        return NO_IX;
    return found->state == LIVE_PARK_CLOSED ? 0 : found->free;
}

uint32_t live_targets_of(const struct live *live, enum live_target_kind kind, uint32_t number,
                         uint32_t *first)
{
    return find_range(live, live->counts.alert_targets, target_key(kind, number), target_at, first);
}
