#include "feeds/gtfs/context.h"

#include <stdlib.h>

enum { TRIP, FIRST, LAST, HEADWAY, EXACT };

static const char *const columns[] = {
    "trip_id", "start_time", "end_time", "headway_secs", "exact_times", NULL,
};

static const char file[] = "frequencies.txt";

#define HEADWAY_MAX (366 * 86400)

/* A row before sorting. */
struct repeat {
    uint32_t trip; /* number of trip_ids */
    uint32_t line;
    struct frequency frequency;
};

static bool time_of(struct gtfs *gtfs, const struct row *row, int column, day_time *seconds)
{
    enum value_state state = value_time(row->fields[column], seconds);
    if (state == VALUE_MENDED)
        gtfs_note(gtfs, KIND_TIME_WITHOUT_SECONDS, row, row->fields[column]);
    else if (state != VALUE_GOOD)
        gtfs_note(gtfs, KIND_FREQUENCY_TIME_INVALID, row, row->fields[TRIP]);
    return state == VALUE_GOOD || state == VALUE_MENDED;
}

static bool headway_of(struct gtfs *gtfs, const struct row *row, struct frequency *frequency)
{
    int64_t headway, span = (int64_t)frequency->last - frequency->first;
    if (value_whole(row->fields[HEADWAY], 1, HEADWAY_MAX, &headway) != VALUE_GOOD) {
        gtfs_note(gtfs, KIND_FREQUENCY_HEADWAY_INVALID, row, row->fields[HEADWAY]);
        return false;
    }
    if (span / headway > FREQUENCY_DEPARTURES_MAX) {
        gtfs_note(gtfs, KIND_FREQUENCY_TOO_DENSE, row, row->fields[HEADWAY]);
        return false;
    }
    if (headway > span)
        gtfs_note(gtfs, KIND_FREQUENCY_HEADWAY_LONG, row, row->fields[HEADWAY]);
    frequency->headway = (int32_t)headway;
    return true;
}

static void take(struct gtfs *gtfs, const struct row *row)
{
    struct repeat repeat = {.trip = gtfs_find_id(&gtfs->trip_ids, row->fields[TRIP]),
                            .line = row->line};
    if (repeat.trip == INTERN_NONE) {
        gtfs_note(gtfs, KIND_FREQUENCY_TRIP_UNKNOWN, row, row->fields[TRIP]);
        return;
    }
    struct gtfs_trip *trip = vec_at(&gtfs->trips, repeat.trip);
    trip->repeats = true;
    struct frequency *frequency = &repeat.frequency;
    if (!time_of(gtfs, row, FIRST, &frequency->first) ||
        !time_of(gtfs, row, LAST, &frequency->last))
        return;
    if (frequency->last <= frequency->first) {
        gtfs_note(gtfs, KIND_FREQUENCY_TIME_INVALID, row, row->fields[TRIP]);
        return;
    }
    frequency->exact = (uint32_t)gtfs_whole(gtfs, row, EXACT, 1, 0);
    if (headway_of(gtfs, row, frequency))
        vec_push(&gtfs->repeats, &repeat);
}

static int by_trip(const void *left, const void *right)
{
    const struct repeat *a = left, *b = right;
    if (a->trip != b->trip)
        return a->trip < b->trip ? -1 : 1;
    if (a->frequency.first != b->frequency.first)
        return a->frequency.first < b->frequency.first ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

/*
 * Spans of one trip must not overlap, but feeds let them do so by a minute. All departures run:
 * to cut one span short could lose some that somebody waits for.
 */
static void note_overlap(struct gtfs *gtfs, const struct repeat *repeat, const struct repeat *next)
{
    if (repeat->trip == next->trip && repeat->frequency.last > next->frequency.first)
        gtfs_note_at(gtfs, KIND_FREQUENCY_OVERLAP, file, next->line,
                     intern_key(&gtfs->trip_ids, next->trip));
}

static void add(struct gtfs *gtfs, const struct repeat *repeat)
{
    struct gtfs_trip *trip = vec_at(&gtfs->trips, repeat->trip);
    uint32_t number = vec_push(&gtfs->draft->frequencies, &repeat->frequency);
    if (!trip->trip.frequency_count)
        trip->trip.first_frequency = number;
    trip->trip.frequency_count++;
}

/* Its own times are only a pattern: without a usable row such a trip has no departure. */
static void drop_the_rest(struct gtfs *gtfs)
{
    struct gtfs_trip *trips = gtfs->trips.data;
    for (uint32_t i = 0; i < gtfs->trips.count; i++) {
        if (trips[i].fate != FATE_KEPT || !trips[i].repeats || trips[i].trip.frequency_count)
            continue;
        trips[i].fate = FATE_DROPPED;
        gtfs_note_at(gtfs, KIND_TRIP_WITHOUT_FREQUENCY, "trips.txt", trips[i].line,
                     intern_key(&gtfs->trip_ids, i));
    }
}

bool gtfs_read_frequencies(struct gtfs *gtfs, struct error *error)
{
    static const struct gtfs_table table = {file, columns, 4, take};
    gtfs->repeats = vec_of(sizeof(struct repeat));
    if (!input_has(gtfs->input, file))
        return true;
    if (!gtfs_read_table(gtfs, &table, error))
        return false;
    struct repeat *repeats = gtfs->repeats.data;
    uint32_t count = gtfs->repeats.count;
    if (count)
        qsort(repeats, count, sizeof *repeats, by_trip);
    for (uint32_t i = 0; i + 1 < count; i++)
        note_overlap(gtfs, &repeats[i], &repeats[i + 1]);
    for (uint32_t i = 0; i < count; i++)
        add(gtfs, &repeats[i]);
    gtfs->counts->frequencies = gtfs->draft->frequencies.count - gtfs->first.frequencies;
    drop_the_rest(gtfs);
    return true;
}
