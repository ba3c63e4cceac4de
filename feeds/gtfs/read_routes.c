#include "feeds/gtfs/fares.h"

#include "engine/network/mode.h"

enum {
    ID,
    TYPE,
    AGENCY,
    SHORT_NAME,
    LONG_NAME,
    DESCRIPTION,
    URL,
    COLOUR,
    TEXT_COLOUR,
    SORT_ORDER,
    NETWORK
};

static const char *const columns[] = {
    "route_id",         "route_type",       "agency_id",  "route_short_name",
    "route_long_name",  "route_desc",       "route_url",  "route_color",
    "route_text_color", "route_sort_order", "network_id", NULL,
};

static const char file[] = "routes.txt";

#define TYPE_MISCELLANEOUS 1700

static agency_ix agency_of(struct gtfs *gtfs, const struct row *row)
{
    struct field id = row->fields[AGENCY];
    uint32_t agencies = gtfs->draft->agencies.count - gtfs->first.agencies;
    uint32_t number = intern_find(&gtfs->agency_ids, id.text, id.length);
    if (number != INTERN_NONE)
        return gtfs->first.agencies + number;
    if (id.length)
        gtfs_note(gtfs, KIND_ROUTE_AGENCY_UNKNOWN, row, id);
    else if (agencies > 1)
        gtfs_note(gtfs, KIND_ROUTE_AGENCY_MISSING, row, row->fields[ID]);
    return gtfs->first.agencies;
}

static uint16_t type_of(struct gtfs *gtfs, const struct row *row)
{
    int64_t type;
    if (value_whole(row->fields[TYPE], 0, UINT16_MAX, &type) != VALUE_GOOD) {
        gtfs_note(gtfs, KIND_ROUTE_TYPE_INVALID, row, row->fields[ID]);
        return TYPE_MISCELLANEOUS;
    }
    if (!mode_knows_route_type((int)type))
        gtfs_note(gtfs, KIND_ROUTE_TYPE_UNKNOWN, row, row->fields[TYPE]);
    return (uint16_t)type;
}

static uint32_t colour_of(struct gtfs *gtfs, const struct row *row, int column)
{
    uint32_t colour = NO_IX;
    if (value_colour(row->fields[column], &colour) == VALUE_BAD)
        gtfs_note(gtfs, KIND_COLOUR_INVALID, row, row->fields[column]);
    return colour;
}

static text_ix short_name_of(struct gtfs *gtfs, const struct row *row)
{
    if (row->fields[SHORT_NAME].length || row->fields[LONG_NAME].length)
        return gtfs_text(gtfs, row->fields[SHORT_NAME]);
    gtfs_note(gtfs, KIND_ROUTE_NAME_MISSING, row, row->fields[ID]);
    return gtfs_text(gtfs, row->fields[ID]);
}

static void take(struct gtfs *gtfs, const struct row *row)
{
    gtfs->counts->routes_read++;
    if (gtfs_new_id(gtfs, &gtfs->route_ids, row, ID) == INTERN_NONE)
        return;
    struct route route = {
        .id = gtfs_text(gtfs, row->fields[ID]),
        .short_name = short_name_of(gtfs, row),
        .long_name = gtfs_text(gtfs, row->fields[LONG_NAME]),
        .description = gtfs_text(gtfs, row->fields[DESCRIPTION]),
        .url = gtfs_text(gtfs, row->fields[URL]),
        .agency = agency_of(gtfs, row),
        .feed = gtfs->feed,
        .sort_order = (uint32_t)gtfs_whole(gtfs, row, SORT_ORDER, UINT32_MAX, UINT32_MAX),
        .colour = colour_of(gtfs, row, COLOUR),
        .text_colour = colour_of(gtfs, row, TEXT_COLOUR),
        .type = type_of(gtfs, row),
    };
    route.mode = (uint8_t)mode_of_route_type(route.type);
    struct membership membership = {.member = vec_push(&gtfs->draft->routes, &route)};
    if (!row->fields[NETWORK].length)
        return;
    membership.group = fares_network(gtfs, row->fields[NETWORK]);
    vec_push(&gtfs->draft->tariff.route_members, &membership);
}

bool gtfs_read_routes(struct gtfs *gtfs, struct error *error)
{
    static const struct gtfs_table table = {file, columns, 1, take};
    if (!gtfs_read_table(gtfs, &table, error))
        return false;
    gtfs->counts->routes = gtfs->route_ids.count;
    if (!gtfs->route_ids.count)
        return gtfs_refuse(gtfs, error, ERROR_INPUT, file, "the file lists no route");
    return true;
}
