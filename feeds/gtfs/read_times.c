#include "feeds/gtfs/context.h"

#include <math.h>
#include <string.h>

#include "feeds/gtfs/runs.h"
#include "feeds/gtfs/times.h"

/*
 * The big table. It is read in one pass: rows go into one array in file order and `runs` remembers
 * whose they are; then trip after trip is sorted where need be, mended and put into the draft. The
 * trip and stop of a row are looked up only where they are not the likely ones: the trip of the
 * row before, and the stop that followed this one the last time.
 */

enum {
    TRIP,
    ARRIVAL,
    DEPARTURE,
    STOP,
    SEQUENCE,
    HEADSIGN,
    PICKUP,
    DROP_OFF,
    DISTANCE,
    TIMEPOINT,
    GROUP,
    LOCATION,
    WINDOW
};

static const char *const columns[] = {
    "trip_id",
    "arrival_time",
    "departure_time",
    "stop_id",
    "stop_sequence",
    "stop_headsign",
    "pickup_type",
    "drop_off_type",
    "shape_dist_traveled",
    "timepoint",
    "location_group_id",
    "location_id",
    "start_pickup_drop_off_window",
    NULL,
};

#define REQUIRED 5

static const char file[] = "stop_times.txt";

/* What is kept between the rows; `gtfs->times` points to it. */
struct gtfs_times {
    struct runs runs;
    struct vec calls;     /* struct draft_call, in file order; `stop` is a number of stop_ids */
    struct vec followers; /* uint32_t, by stop: the stop that came after it the last time */
    uint32_t trip, stop;  /* of the row before */
    struct field trip_id; /* the key of `trip` */
    text_ix headsign;     /* the one before, and its bytes */
    char headsign_text[64];
    size_t headsign_length;
};

static bool same(struct field a, struct field b)
{
    return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

static struct field key_of(const struct intern *ids, uint32_t number)
{
    return (struct field){intern_key(ids, number), ids->lengths[number]};
}

static uint32_t trip_of(struct gtfs *gtfs, const struct row *row)
{
    struct gtfs_times *times = gtfs->times;
    if (times->trip != INTERN_NONE && same(times->trip_id, row->fields[TRIP]))
        return times->trip;
    uint32_t trip = gtfs_find_id(&gtfs->trip_ids, row->fields[TRIP]);
    if (trip == INTERN_NONE) {
        gtfs_note(gtfs, KIND_STOP_TIME_TRIP_UNKNOWN, row, row->fields[TRIP]);
        return trip;
    }
    times->trip = trip;
    times->stop = INTERN_NONE;
    times->trip_id = key_of(&gtfs->trip_ids, trip);
    return trip;
}

static uint32_t find_stop(struct gtfs *gtfs, struct field id)
{
    struct gtfs_times *times = gtfs->times;
    uint32_t *follower = times->stop == INTERN_NONE ? NULL : vec_at(&times->followers, times->stop);
    if (follower && *follower != INTERN_NONE && same(key_of(&gtfs->stop_ids, *follower), id))
        return *follower;
    uint32_t stop = gtfs_find_id(&gtfs->stop_ids, id);
    if (follower)
        *follower = stop;
    return stop;
}

static bool on_demand(const struct row *row)
{
    return row->fields[GROUP].length || row->fields[LOCATION].length || row->fields[WINDOW].length;
}

static uint32_t stop_of(struct gtfs *gtfs, const struct row *row)
{
    if (on_demand(row)) {
        gtfs_note(gtfs, KIND_STOP_TIME_ON_DEMAND, row, row->fields[TRIP]);
        return INTERN_NONE;
    }
    uint32_t stop = find_stop(gtfs, row->fields[STOP]);
    if (stop == INTERN_NONE) {
        gtfs_note(gtfs, KIND_STOP_TIME_STOP_UNKNOWN, row, row->fields[STOP]);
        return INTERN_NONE;
    }
    const struct stop *record = vec_at(&gtfs->draft->stops, gtfs->first.stops + stop);
    if (record->kind == STOP_STATION)
        gtfs_note(gtfs, KIND_STOP_TIME_AT_STATION, row, row->fields[STOP]);
    if (record->kind <= STOP_STATION)
        return stop;
    gtfs_note(gtfs, KIND_STOP_TIME_NO_PLATFORM, row, row->fields[STOP]);
    return INTERN_NONE;
}

static day_time time_of(struct gtfs *gtfs, const struct row *row, int column)
{
    day_time seconds = TIME_UNSAID;
    switch (value_time(row->fields[column], &seconds)) {
    case VALUE_MENDED:
        gtfs_note(gtfs, KIND_TIME_WITHOUT_SECONDS, row, row->fields[column]);
        break;
    case VALUE_BAD:
        gtfs_note(gtfs, KIND_TIME_INVALID, row, row->fields[column]);
        break;
    case VALUE_GOOD:
    case VALUE_BLANK:
        break;
    }
    return seconds;
}

static uint32_t sequence_of(struct gtfs *gtfs, const struct row *row, uint32_t trip)
{
    int64_t sequence;
    if (value_whole(row->fields[SEQUENCE], 0, UINT32_MAX - 1, &sequence) == VALUE_GOOD)
        return (uint32_t)sequence;
    gtfs_note(gtfs, KIND_SEQUENCE_INVALID, row, row->fields[SEQUENCE]);
    return runs_last_sequence(&gtfs->times->runs, trip, 0);
}

static float distance_of(struct gtfs *gtfs, const struct row *row)
{
    double distance;
    enum value_state state = value_decimal(row->fields[DISTANCE], &distance);
    if (state == VALUE_BAD)
        gtfs_note(gtfs, KIND_VALUE_INVALID, row, row->fields[DISTANCE]);
    return state == VALUE_GOOD ? (float)distance : NAN;
}

/* Neighbouring rows mostly show the same headsign, so the one before is tried first. */
static text_ix headsign_of(struct gtfs *gtfs, struct field text)
{
    struct gtfs_times *times = gtfs->times;
    if (!text.length)
        return 0;
    if (same((struct field){times->headsign_text, times->headsign_length}, text))
        return times->headsign;
    text_ix headsign = gtfs_text(gtfs, text);
    if (text.length <= sizeof times->headsign_text) {
        memcpy(times->headsign_text, text.text, text.length);
        times->headsign_length = text.length;
        times->headsign = headsign;
    }
    return headsign;
}

static uint8_t boarding(struct gtfs *gtfs, const struct row *row, int column)
{
    struct field field = row->fields[column];
    if (field.length == 1 && field.text[0] >= '0' && field.text[0] <= '3')
        return (uint8_t)(field.text[0] - '0');
    return (uint8_t)gtfs_whole(gtfs, row, column, BOARDING_DRIVER, BOARDING_YES);
}

static void take(struct gtfs *gtfs, const struct row *row)
{
    struct gtfs_times *times = gtfs->times;
    gtfs->counts->stop_times_read++;
    uint32_t trip = trip_of(gtfs, row);
    if (trip == INTERN_NONE)
        return;
    if (((struct gtfs_trip *)vec_at(&gtfs->trips, trip))->fate != FATE_KEPT) {
        gtfs->counts->stop_times_of_dropped++; /* The trip's own finding has said why. */
        return;
    }
    uint32_t stop = stop_of(gtfs, row);
    if (stop == INTERN_NONE)
        return;
    times->stop = stop;
    struct field timepoint = row->fields[TIMEPOINT];
    struct draft_call call = {
        .stop = stop,
        .arrive = time_of(gtfs, row, ARRIVAL),
        .depart = time_of(gtfs, row, DEPARTURE),
        .headsign = headsign_of(gtfs, row->fields[HEADSIGN]),
        .shape_distance = distance_of(gtfs, row),
        .pickup = boarding(gtfs, row, PICKUP),
        .drop_off = boarding(gtfs, row, DROP_OFF),
        .reserved = {timepoint.length == 1 && timepoint.text[0] == '0' ? CALL_APPROXIMATE : 0},
    };
    runs_add(&times->runs, trip, row->line, sequence_of(gtfs, row, trip));
    vec_push(&times->calls, &call);
}

static const char *id_of(struct gtfs *gtfs, uint32_t trip)
{
    return intern_key(&gtfs->trip_ids, trip);
}

static uint32_t row_number(const struct run_rows *rows, uint32_t i)
{
    return rows->rows ? rows->rows[i] : rows->first + i;
}

static bool repeats(const struct draft_call *a, const struct draft_call *b)
{
    return a->stop == b->stop && a->arrive == b->arrive && a->depart == b->depart;
}

/* Marks rows that repeat the one before; says so where a sequence is used twice otherwise. */
static void check_sequences(struct gtfs *gtfs, uint32_t trip, const struct run_rows *rows)
{
    struct gtfs_times *times = gtfs->times;
    const uint32_t *sequences = times->runs.sequences.data;
    for (uint32_t i = 1; i < rows->count; i++) {
        uint32_t row = row_number(rows, i), before = row_number(rows, i - 1);
        if (sequences[row] != sequences[before])
            continue;
        bool same_call = repeats(vec_at(&times->calls, row), vec_at(&times->calls, before));
        uint32_t line = runs_line(&times->runs, trip, row);
        gtfs_note_at(gtfs, same_call ? KIND_STOP_TIME_REPEATED : KIND_SEQUENCE_REPEATED, file, line,
                     id_of(gtfs, trip));
    }
}

/* Copies the trip's rows, without repeated ones, to the end of the draft's calls. */
static uint32_t append(struct gtfs *gtfs, const struct run_rows *rows)
{
    struct gtfs_times *times = gtfs->times;
    const uint32_t *sequences = times->runs.sequences.data;
    struct vec *calls = &gtfs->draft->calls;
    uint32_t first = calls->count;
    for (uint32_t i = 0; i < rows->count; i++) {
        uint32_t row = row_number(rows, i);
        const struct draft_call *call = vec_at(&times->calls, row);
        uint32_t before = i ? row_number(rows, i - 1) : row;
        if (i && sequences[row] == sequences[before] &&
            repeats(call, vec_at(&times->calls, before)))
            continue;
        struct draft_call *kept = vec_at(calls, vec_push(calls, call));
        kept->sequence = sequences[row];
    }
    return calls->count - first;
}

static void drop(struct gtfs *gtfs, uint32_t trip, enum gtfs_kind kind)
{
    struct gtfs_trip *dropped = vec_at(&gtfs->trips, trip);
    dropped->fate = FATE_DROPPED;
    gtfs_note_at(gtfs, kind, "trips.txt", dropped->line, id_of(gtfs, trip));
}

/* Notes `count` findings about a trip, the first of them about its row `i`. */
static void note_rows(struct gtfs *gtfs, enum gtfs_kind kind, uint32_t trip,
                      const struct run_rows *rows, uint32_t i, uint32_t count)
{
    if (!count)
        return;
    uint32_t line = runs_line(&gtfs->times->runs, trip, row_number(rows, i));
    for (uint32_t k = 0; k < count; k++)
        gtfs_note_at(gtfs, kind, file, line, id_of(gtfs, trip));
}

static void note_times(struct gtfs *gtfs, uint32_t trip, const struct run_rows *rows,
                       const struct times_report *report)
{
    uint32_t behind = report->cut - report->first_cut;
    note_rows(gtfs, KIND_TIME_MISSING_AT_END, trip, rows, 0, report->first_cut);
    note_rows(gtfs, KIND_TIME_MISSING_AT_END, trip, rows, rows->count - behind, behind);
    note_rows(gtfs, KIND_TIME_MIDNIGHT, trip, rows, report->first_bad, report->midnights);
    note_rows(gtfs, KIND_TIME_BACKWARDS, trip, rows, report->first_bad, report->raised);
}

static enum gtfs_kind useless_kind(const struct times_report *report, uint32_t count)
{
    if (report->far_backwards)
        return KIND_TIME_FAR_BACKWARDS;
    return count ? KIND_TRIP_WITH_ONE_STOP : KIND_TRIP_WITHOUT_TIMES;
}

/* Points calls at the draft's stops and forgets what only this reader needs. */
static void settle(struct gtfs *gtfs, uint32_t first, uint32_t count)
{
    struct draft_call *calls = (struct draft_call *)gtfs->draft->calls.data + first;
    struct gtfs_stop *stops = gtfs->stops.data;
    for (uint32_t i = 0; i < count; i++) {
        stops[calls[i].stop].served = true;
        calls[i].stop += gtfs->first.stops;
        calls[i].reserved[0] = 0;
    }
}

static void keep_times(struct gtfs *gtfs, uint32_t trip, const struct run_rows *rows)
{
    uint32_t first = gtfs->draft->calls.count;
    uint32_t count = append(gtfs, rows), appended = count;
    struct times_report report =
        times_mend((struct draft_call *)gtfs->draft->calls.data + first, &count);
    if (report.far_backwards || count < 2) {
        vec_resize(&gtfs->draft->calls, first);
        gtfs->counts->stop_times_of_dropped += appended;
        drop(gtfs, trip, useless_kind(&report, count));
        return;
    }
    note_times(gtfs, trip, rows, &report);
    vec_resize(&gtfs->draft->calls, first + count);
    settle(gtfs, first, count);
    struct gtfs_trip *kept = vec_at(&gtfs->trips, trip);
    kept->trip.first_call = first;
    kept->trip.call_count = count;
    kept->trip.estimated = report.estimated;
}

static void keep_trip_times(struct gtfs *gtfs, uint32_t trip)
{
    struct run_rows rows = runs_order(&gtfs->times->runs, trip);
    if (!rows.count) {
        drop(gtfs, trip, KIND_TRIP_WITHOUT_STOP_TIMES);
        return;
    }
    if (!rows.was_sorted)
        gtfs_note_at(gtfs, KIND_STOP_TIMES_UNSORTED, file,
                     runs_line(&gtfs->times->runs, trip, row_number(&rows, 0)), id_of(gtfs, trip));
    check_sequences(gtfs, trip, &rows);
    keep_times(gtfs, trip, &rows);
}

static void times_init(struct gtfs *gtfs, struct gtfs_times *times)
{
    *times = (struct gtfs_times){
        .calls = vec_of(sizeof(struct draft_call)),
        .followers = vec_of(sizeof(uint32_t)),
        .trip = INTERN_NONE,
        .stop = INTERN_NONE,
    };
    runs_init(&times->runs, gtfs->trips.count);
    for (uint32_t i = 0; i < gtfs->stops.count; i++)
        vec_push(&times->followers, &(uint32_t){INTERN_NONE});
    gtfs->times = times;
}

static void times_finish(struct gtfs *gtfs)
{
    runs_finish(&gtfs->times->runs);
    vec_finish(&gtfs->times->calls);
    vec_finish(&gtfs->times->followers);
    gtfs->times = NULL;
}

bool gtfs_read_times(struct gtfs *gtfs, struct error *error)
{
    static const struct gtfs_table table = {file, columns, REQUIRED, take};
    struct gtfs_times times;
    times_init(gtfs, &times);
    bool read = gtfs_read_table(gtfs, &table, error);
    struct gtfs_trip *trips = gtfs->trips.data;
    for (uint32_t i = 0; read && i < gtfs->trips.count; i++)
        if (trips[i].fate == FATE_KEPT)
            keep_trip_times(gtfs, i);
    times_finish(gtfs);
    return read;
}
