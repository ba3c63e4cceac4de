#include "feeds/gtfs/fares.h"

/* Which stops are priced alike. */

enum { ID, NAME };
enum { STOP = 1 };

static const char *const area_columns[] = {"area_id", "area_name", NULL};
static const char *const stop_columns[] = {"area_id", "stop_id", NULL};

static bool take_area(struct gtfs *gtfs, const struct row *row)
{
    if (gtfs_new_id(gtfs, &gtfs->fares.area_ids, row, ID) == INTERN_NONE)
        return false;
    struct fare_area area = {
        .id = gtfs_text(gtfs, row->fields[ID]),
        .name = gtfs_text(gtfs, row->fields[NAME]),
        .feed = gtfs->feed,
    };
    vec_push(&gtfs->draft->tariff.fare_areas, &area);
    return true;
}

static bool take_stop(struct gtfs *gtfs, const struct row *row)
{
    const struct fares_names areas = {&gtfs->fares.area_ids, gtfs->first.tariff.fare_areas, NO_IX,
                                      KIND_FARE_AREA_UNKNOWN};
    const struct fares_names stops = {&gtfs->stop_ids, gtfs->first.stops, NO_IX,
                                      KIND_FARE_STOP_UNKNOWN};
    struct membership membership;
    if (!fares_find(gtfs, row, ID, &areas, &membership.group) ||
        !fares_find(gtfs, row, STOP, &stops, &membership.member))
        return false;
    if (membership.group == NO_IX || membership.member == NO_IX) {
        gtfs_note(gtfs, KIND_ID_MISSING, row, row->fields[STOP]);
        return false;
    }
    if (fares_repeated(gtfs, row, &membership, sizeof membership, row->fields[STOP]))
        return false;
    vec_push(&gtfs->draft->tariff.stop_members, &membership);
    return true;
}

void fares_read_areas(struct gtfs *gtfs)
{
    fares_read(gtfs, FARE_AREAS, area_columns, 1, take_area);
    fares_read(gtfs, FARE_STOP_AREAS, stop_columns, 2, take_stop);
}
