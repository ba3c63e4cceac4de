#include "engine/world/lay.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

bool lay_spend(struct layout *layout, uint64_t amount)
{
    layout->overfull |= amount > layout->room;
    layout->room -= layout->overfull ? 0 : amount;
    return !layout->overfull;
}

static bool in_span(const struct layout *layout, const struct placed_run *placed)
{
    int64_t begin = layout->schedule.span.begin - layout->schedule.origin;
    int64_t end = layout->schedule.span.end - layout->schedule.origin;
    return placed->last >= begin && placed->start < end;
}

static void collect_start(struct layout *layout, const struct trip *trip, struct run run,
                          int64_t day_start, struct vec *runs)
{
    int64_t start = day_start + run.start;
    if (start < INT32_MIN / 4 || start > INT32_MAX / 4)
        return; /* Days at the far ends of the stretch; no span reaches there. */
    const struct call_time *times = world_profile(layout->world, trip->profile);
    uint32_t calls = world_pattern(layout->world, trip->pattern)->call_count;
    struct placed_run placed = {.run = run,
                                .start = (search_time)start,
                                .last = (search_time)start + times[calls - 1].arrive,
                                .times = times};
    uint64_t bytes = sizeof placed + sizeof(struct run) + sizeof(uint32_t) +
                     (uint64_t)calls * 2 * sizeof(search_time);
    if (in_span(layout, &placed) && lay_spend(layout, bytes))
        vec_push(runs, &placed);
}

/* A run as promised, unless a live one stands for it. */
static void collect_promised(struct layout *layout, const struct trip *trip, struct run run,
                             int64_t day_start, struct vec *runs)
{
    if (world_is_changed(layout->world, run))
        layout->schedule.live = true;
    else
        collect_start(layout, trip, run, day_start, runs);
}

static void collect_day(struct layout *layout, trip_ix trip_index, uint32_t day, int64_t day_start,
                        struct vec *runs)
{
    const struct network *network = layout->world->network;
    const struct trip *trip = &network->trips[trip_index];
    struct run run = {trip_index, layout->days.first + (civil_day)day, trip->start};
    if (!trip->frequency_count)
        collect_promised(layout, trip, run, day_start, runs);
    for (uint32_t i = 0; i < trip->frequency_count; i++) {
        const struct frequency *frequency = &network->frequencies[trip->first_frequency + i];
        for (run.start = frequency->first; run.start < frequency->last && !layout->overfull;
             run.start += frequency->headway)
            collect_promised(layout, trip, run, day_start, runs);
    }
}

/* Adds the live runs of the pattern. */
static void collect_live(struct layout *layout, pattern_ix pattern, const int64_t *day_starts,
                         struct vec *runs)
{
    const struct live *live = layout->world->live;
    uint32_t first, count = live_runs_of(live, pattern, &first);
    for (uint32_t i = first; i < first + count && !layout->overfull; i++) {
        int64_t day = (int64_t)live->runs[i].day - layout->days.first;
        if (live->runs[i].state != LIVE_RUNS || day < 0 || day >= layout->days.count)
            continue;
        layout->schedule.live = true;
        collect_start(layout, &live->trips[i], run_live(layout->world, i), day_starts[day], runs);
    }
}

/* The runs of the pattern as promised. */
static void collect_trips(struct layout *layout, const struct pattern *pattern,
                          const int64_t *day_starts, struct vec *runs)
{
    const struct network *network = layout->world->network;
    for (uint32_t t = 0; t < pattern->trip_count && !layout->overfull; t++) {
        trip_ix trip = pattern->first_trip + t;
        const uint64_t *days =
            layout->service_days + (size_t)network->trips[trip].service * layout->day_words;
        for (uint32_t word = 0; word < layout->day_words; word++)
            for (uint64_t bits = days[word]; bits; bits &= bits - 1) {
                uint32_t day = word * 64 + (uint32_t)__builtin_ctzll(bits);
                collect_day(layout, trip, day, day_starts[day], runs);
            }
    }
}

/* By first departure, then last arrival. */
static int run_order(const void *a, const void *b)
{
    const struct placed_run *one = a, *two = b;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    if (one->last != two->last)
        return one->last < two->last ? -1 : 1;
    if (one->run.trip != two->run.trip)
        return one->run.trip < two->run.trip ? -1 : 1;
    return one->run.day < two->run.day ? -1 : one->run.day > two->run.day;
}

void lay_collect(struct layout *layout, pattern_ix index, struct vec *runs)
{
    const struct network *network = layout->world->network;
    const struct pattern *pattern = world_pattern(layout->world, index);
    feed_ix feed = network->routes[pattern->route].feed;
    const int64_t *day_starts = layout->day_starts + (size_t)feed * layout->days.count;
    if (index < network->counts.patterns)
        collect_trips(layout, pattern, day_starts, runs);
    if (layout->world->live)
        collect_live(layout, index, day_starts, runs);
    vec_sort(runs, run_order);
}

/* Whether `later` is nowhere ahead of `earlier`. */
static bool follows(const struct placed_run *earlier, const struct placed_run *later,
                    uint32_t call_count)
{
    const struct call_time *one = earlier->times, *two = later->times;
    if (one == two)
        return earlier->start <= later->start;
    int32_t gap = later->start - earlier->start;
    for (uint32_t i = 0; i < call_count; i++)
        if (two[i].arrive + gap < one[i].arrive || two[i].depart + gap < one[i].depart)
            return false;
    return true;
}

/* Appends the runs of one lane, turned round for a search that goes back. */
static void append_lane(struct layout *layout, pattern_ix pattern, const struct vec *lane_runs)
{
    uint32_t count = lane_runs->count;
    uint32_t calls = world_pattern(layout->world, pattern)->call_count;
    struct lane lane = {
        .pattern = pattern,
        .call_count = calls,
        .first_run = layout->runs.count,
        .run_count = count,
        .first_time = (uint32_t)layout->schedule.time_count,
        .first_cover = (uint32_t)layout->schedule.cover_count,
    };
    vec_push(&layout->lanes, &lane);
    lay_spend(layout, sizeof lane + (uint64_t)calls * sizeof(struct boarding_place));
    bool ahead = layout->schedule.span.direction == AHEAD;
    for (uint32_t i = 0; i < count; i++)
        vec_push(&layout->runs, vec_at(lane_runs, ahead ? i : count - 1 - i));
    layout->schedule.time_count += (uint64_t)calls * count;
    layout->schedule.run_count += count;
    layout->schedule.cover_count += calls;
}

void lay_deal(struct layout *layout, pattern_ix pattern, const struct vec *runs)
{
    uint32_t calls = world_pattern(layout->world, pattern)->call_count;
    struct vec hands = vec_of(sizeof(struct vec)); /* one struct vec of placed_run a lane */
    for (uint32_t i = 0; i < runs->count && !layout->overfull; i++) {
        const struct placed_run *run = vec_at(runs, i);
        uint32_t hand = 0;
        for (; hand < hands.count; hand++) {
            const struct vec *lane = vec_at(&hands, hand);
            if (follows(vec_at(lane, lane->count - 1), run, calls))
                break;
        }
        if (hand == hands.count)
            vec_push(&hands, &(struct vec){.item = sizeof(struct placed_run)});
        vec_push(vec_at(&hands, hand), run);
        lay_spend(layout, hand); /* Trips that all overtake one another are tried with all. */
    }
    for (uint32_t hand = 0; hand < hands.count; hand++) {
        struct vec *lane = vec_at(&hands, hand);
        append_lane(layout, pattern, lane);
        vec_finish(lane);
    }
    vec_finish(&hands);
}
