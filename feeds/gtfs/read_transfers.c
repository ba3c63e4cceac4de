#include "feeds/gtfs/context.h"

enum { FROM_STOP, TO_STOP, FROM_ROUTE, TO_ROUTE, FROM_TRIP, TO_TRIP, TYPE, MIN_TIME };

static const char *const columns[] = {
    "from_stop_id", "to_stop_id",    "from_route_id",     "to_route_id", "from_trip_id",
    "to_trip_id",   "transfer_type", "min_transfer_time", NULL,
};

#define IN_SEAT 4
#define TYPE_MAX 5
#define TIME_MAX 86400

/* Sets `*stop` to the draft's stop. False: the row must go. */
static bool stop_of(struct gtfs *gtfs, const struct row *row, int column, stop_ix *stop)
{
    struct field id = row->fields[column];
    *stop = NO_IX;
    if (!id.length)
        return true;
    uint32_t number = gtfs_find_id(&gtfs->stop_ids, id);
    if (number == INTERN_NONE) {
        gtfs_note(gtfs, KIND_TRANSFER_STOP_UNKNOWN, row, id);
        return false;
    }
    *stop = gtfs->first.stops + number;
    if (((const struct stop *)vec_at(&gtfs->draft->stops, *stop))->kind <= STOP_STATION)
        return true;
    gtfs_note(gtfs, KIND_TRANSFER_NO_PLATFORM, row, id);
    return false;
}

static bool route_of(struct gtfs *gtfs, const struct row *row, int column, route_ix *route)
{
    struct field id = row->fields[column];
    uint32_t number = gtfs_find_id(&gtfs->route_ids, id);
    *route = number == INTERN_NONE ? NO_IX : gtfs->first.routes + number;
    if (!id.length || number != INTERN_NONE)
        return true;
    gtfs_note(gtfs, KIND_TRANSFER_ROUTE_UNKNOWN, row, id);
    return false;
}

static bool trip_of(struct gtfs *gtfs, const struct row *row, int column, uint32_t *trip)
{
    struct field id = row->fields[column];
    uint32_t number = gtfs_find_id(&gtfs->trip_ids, id);
    *trip = NO_IX;
    if (number != INTERN_NONE)
        *trip = ((const struct gtfs_trip *)vec_at(&gtfs->trips, number))->kept;
    if (!id.length || *trip != NO_IX)
        return true;
    gtfs_note(gtfs, KIND_TRANSFER_TRIP_UNKNOWN, row, id);
    return false;
}

static bool type_of(struct gtfs *gtfs, const struct row *row, struct draft_transfer *transfer)
{
    int64_t type = 0, seconds = -1;
    if (value_whole(row->fields[TYPE], 0, TYPE_MAX, &type) == VALUE_BAD) {
        gtfs_note(gtfs, KIND_TRANSFER_TYPE_INVALID, row, row->fields[TYPE]);
        return false;
    }
    if (value_whole(row->fields[MIN_TIME], 0, TIME_MAX, &seconds) == VALUE_BAD)
        gtfs_note(gtfs, KIND_TRANSFER_TIME_INVALID, row, row->fields[MIN_TIME]);
    if (type == 2 && seconds < 0) {
        gtfs_note(gtfs, KIND_TRANSFER_TIME_MISSING, row, row->fields[FROM_STOP]);
        type = 0;
    }
    transfer->type = (uint32_t)type;
    transfer->min_seconds = (int32_t)seconds;
    return true;
}

static bool complete(struct gtfs *gtfs, const struct row *row,
                     const struct draft_transfer *transfer)
{
    bool in_seat = transfer->type >= IN_SEAT;
    if (in_seat && (transfer->from_trip == NO_IX || transfer->to_trip == NO_IX)) {
        gtfs_note(gtfs, KIND_TRANSFER_TRIP_MISSING, row, row->fields[FROM_STOP]);
        return false;
    }
    if (!in_seat && (transfer->from_stop == NO_IX || transfer->to_stop == NO_IX)) {
        gtfs_note(gtfs, KIND_TRANSFER_STOP_MISSING, row, row->fields[FROM_TRIP]);
        return false;
    }
    return true;
}

/* Whether a row about the same stops, routes and trips came before. */
static bool repeated(struct gtfs *gtfs, const struct draft_transfer *transfer)
{
    const uint32_t key[] = {
        transfer->from_stop, transfer->to_stop, transfer->from_route,      transfer->to_route,
        transfer->from_trip, transfer->to_trip, transfer->type >= IN_SEAT,
    };
    uint32_t before = gtfs->seen.count;
    return intern_add(&gtfs->seen, key, sizeof key) != before;
}

static void take(struct gtfs *gtfs, const struct row *row)
{
    struct draft_transfer transfer = {.feed = gtfs->feed, .line = row->line};
    if (!stop_of(gtfs, row, FROM_STOP, &transfer.from_stop) ||
        !stop_of(gtfs, row, TO_STOP, &transfer.to_stop) ||
        !route_of(gtfs, row, FROM_ROUTE, &transfer.from_route) ||
        !route_of(gtfs, row, TO_ROUTE, &transfer.to_route) ||
        !trip_of(gtfs, row, FROM_TRIP, &transfer.from_trip) ||
        !trip_of(gtfs, row, TO_TRIP, &transfer.to_trip))
        return;
    if (!type_of(gtfs, row, &transfer) || !complete(gtfs, row, &transfer))
        return;
    if (repeated(gtfs, &transfer)) {
        gtfs_note(gtfs, KIND_TRANSFER_REPEATED, row, row->fields[FROM_STOP]);
        return;
    }
    vec_push(&gtfs->draft->transfers, &transfer);
    gtfs->counts->transfers++;
}

bool gtfs_read_transfers(struct gtfs *gtfs, struct error *error)
{
    (void)error; /* Journeys work without any rule. */
    static const struct gtfs_table table = {"transfers.txt", columns, 0, take};
    gtfs_read_optional(gtfs, &table);
    intern_finish(&gtfs->seen);
    return true;
}
