#include "feeds/gtfs/context.h"

enum { NAME, PRODUCER, OPERATOR, AUTHORITY, URL, EMAIL, PHONE, AGENCY, ROUTE, TRIP };

static const char *const columns[] = {
    "organization_name",
    "is_producer",
    "is_operator",
    "is_authority",
    "attribution_url",
    "attribution_email",
    "attribution_phone",
    "agency_id",
    "route_id",
    "trip_id",
    NULL,
};

/* Whom the row is about; false: somebody who does not exist. */
static bool subject(struct gtfs *gtfs, const struct row *row, struct attribution *attribution)
{
    uint32_t agency = gtfs_find_id(&gtfs->agency_ids, row->fields[AGENCY]);
    uint32_t route = gtfs_find_id(&gtfs->route_ids, row->fields[ROUTE]);
    uint32_t trip = gtfs_find_id(&gtfs->trip_ids, row->fields[TRIP]);
    attribution->agency = agency == INTERN_NONE ? NO_IX : gtfs->first.agencies + agency;
    attribution->route = route == INTERN_NONE ? NO_IX : gtfs->first.routes + route;
    attribution->trip = NO_IX;
    if (trip != INTERN_NONE)
        attribution->trip = ((const struct gtfs_trip *)vec_at(&gtfs->trips, trip))->kept;
    return (attribution->agency != NO_IX || !row->fields[AGENCY].length) &&
           (attribution->route != NO_IX || !row->fields[ROUTE].length) &&
           (attribution->trip != NO_IX || !row->fields[TRIP].length);
}

static void take(struct gtfs *gtfs, const struct row *row)
{
    struct attribution attribution = {.feed = gtfs->feed};
    if (!row->fields[NAME].length) {
        gtfs_note(gtfs, KIND_ATTRIBUTION_NAME_MISSING, row, row->fields[URL]);
        return;
    }
    if (!subject(gtfs, row, &attribution)) {
        gtfs_note(gtfs, KIND_ATTRIBUTION_UNKNOWN, row, row->fields[NAME]);
        return;
    }
    for (int i = 0; i < 3; i++)
        attribution.roles |= (uint32_t)gtfs_whole(gtfs, row, PRODUCER + i, 1, 0) << i;
    attribution.organisation = gtfs_text(gtfs, row->fields[NAME]);
    attribution.url = gtfs_text(gtfs, row->fields[URL]);
    attribution.email = gtfs_text(gtfs, row->fields[EMAIL]);
    attribution.phone = gtfs_text(gtfs, row->fields[PHONE]);
    vec_push(&gtfs->draft->attributions, &attribution);
}

bool gtfs_read_attributions(struct gtfs *gtfs, struct error *error)
{
    (void)error; /* Nobody must say who made the data. */
    static const struct gtfs_table table = {"attributions.txt", columns, 1, take};
    gtfs_read_optional(gtfs, &table);
    return true;
}
