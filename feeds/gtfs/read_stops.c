#include "feeds/gtfs/context.h"

#include <math.h>
#include <string.h>

enum {
    ID,
    LAT,
    LON,
    NAME,
    CODE,
    DESCRIPTION,
    URL,
    PLATFORM,
    FARE_ZONE,
    LEVEL,
    KIND,
    PARENT,
    TIME_ZONE,
    WHEELCHAIR,
    ACCESS
};

static const char *const columns[] = {
    "stop_id",       "stop_lat",
    "stop_lon",      "stop_name",
    "stop_code",     "stop_desc",
    "stop_url",      "platform_code",
    "zone_id",       "level_id",
    "location_type", "parent_station",
    "stop_timezone", "wheelchair_boarding",
    "stop_access",   NULL,
};

static const char file[] = "stops.txt";

#define NEAR_ZERO 0.001 /* degrees; about a hundred metres, in the open sea */

static bool has_exponent(struct field number)
{
    return memchr(number.text, 'e', number.length) || memchr(number.text, 'E', number.length);
}

/* Nodes and boarding areas need no coordinates; everybody else without any is a finding. */
static bool place(struct gtfs *gtfs, const struct row *row, uint8_t kind, struct point *at)
{
    double lat = 0, lon = 0;
    enum value_state lat_state = value_decimal(row->fields[LAT], &lat);
    enum value_state lon_state = value_decimal(row->fields[LON], &lon);
    bool optional = kind == STOP_NODE || kind == STOP_BOARDING_AREA;
    if (optional && lat_state == VALUE_BLANK && lon_state == VALUE_BLANK)
        return false;
    if (lat_state != VALUE_GOOD || lon_state != VALUE_GOOD) {
        gtfs_note(gtfs, KIND_STOP_UNPLACED, row, row->fields[ID]);
        return false;
    }
    if (fabs(lat) > 90 || fabs(lon) > 180) {
        gtfs_note(gtfs, KIND_STOP_OUT_OF_RANGE, row, row->fields[ID]);
        return false;
    }
    if (fabs(lat) < NEAR_ZERO && fabs(lon) < NEAR_ZERO) {
        gtfs_note(gtfs, KIND_STOP_AT_ZERO, row, row->fields[ID]);
        return false;
    }
    if (has_exponent(row->fields[LAT]) || has_exponent(row->fields[LON]))
        gtfs_note(gtfs, KIND_STOP_EXPONENT, row, row->fields[ID]);
    *at = geo_point(lat, lon);
    return true;
}

/* The zone of the wall clock there; NO_IX: the feed's, until the parent's is known. */
static zone_ix wall_zone(struct gtfs *gtfs, const struct row *row)
{
    zone_ix zone;
    if (!row->fields[TIME_ZONE].length)
        return NO_IX;
    if (gtfs_zone(gtfs, row->fields[TIME_ZONE], &zone))
        return zone;
    gtfs_note(gtfs, KIND_STOP_ZONE_UNKNOWN, row, row->fields[TIME_ZONE]);
    return NO_IX;
}

/* On which floor it is; without levels.txt the id is all there is to show. */
static void level(struct gtfs *gtfs, const struct row *row, struct stop *stop)
{
    stop->floor = STOP_NO_FLOOR;
    stop->level = gtfs_text(gtfs, row->fields[LEVEL]);
    uint32_t number = gtfs_find_id(&gtfs->level_ids, row->fields[LEVEL]);
    if (number != INTERN_NONE) {
        const struct gtfs_level *found = vec_at(&gtfs->levels, number);
        stop->level = found->name;
        stop->floor = found->floor;
    } else if (stop->level) {
        gtfs_note(gtfs, KIND_STOP_LEVEL_UNKNOWN, row, row->fields[LEVEL]);
    }
}

/* stop_access counts 0 no, 1 yes. */
static uint8_t access(struct gtfs *gtfs, const struct row *row)
{
    static const uint8_t meanings[] = {TRISTATE_NO, TRISTATE_YES, TRISTATE_UNKNOWN};
    return meanings[gtfs_whole(gtfs, row, ACCESS, 1, 2)];
}

static void take(struct gtfs *gtfs, const struct row *row)
{
    gtfs->counts->stops_read++;
    if (gtfs_new_id(gtfs, &gtfs->stop_ids, row, ID) == INTERN_NONE)
        return;
    uint8_t kind = (uint8_t)gtfs_whole(gtfs, row, KIND, STOP_BOARDING_AREA, STOP_PLATFORM);
    struct stop stop = {
        .id = gtfs_text(gtfs, row->fields[ID]),
        .code = gtfs_text(gtfs, row->fields[CODE]),
        .name = gtfs_text(gtfs, row->fields[NAME]),
        .description = gtfs_text(gtfs, row->fields[DESCRIPTION]),
        .url = gtfs_text(gtfs, row->fields[URL]),
        .platform_code = gtfs_text(gtfs, row->fields[PLATFORM]),
        .fare_zone = gtfs_text(gtfs, row->fields[FARE_ZONE]),
        .parent = NO_IX,
        .feed = gtfs->feed,
        .zone = wall_zone(gtfs, row),
        .kind = kind,
        .wheelchair = (uint8_t)gtfs_whole(gtfs, row, WHEELCHAIR, TRISTATE_NO, TRISTATE_UNKNOWN),
        .access = access(gtfs, row),
    };
    level(gtfs, row, &stop);
    stop.placed = place(gtfs, row, kind, &stop.at);
    vec_push(&gtfs->draft->stops, &stop);
    struct gtfs_stop notes = {.parent = gtfs_text(gtfs, row->fields[PARENT]), .line = row->line};
    vec_push(&gtfs->stops, &notes);
}

static struct stop *stop_at(struct gtfs *gtfs, uint32_t number)
{
    return vec_at(&gtfs->draft->stops, gtfs->first.stops + number);
}

static const char *id_of(struct gtfs *gtfs, uint32_t number)
{
    return draft_text_at(gtfs->draft, stop_at(gtfs, number)->id);
}

/* Platforms stand in stations, boarding areas on platforms; so no chain has a circle. */
static bool may_be_parent(const struct stop *child, const struct stop *parent)
{
    if (child->kind == STOP_STATION)
        return false;
    return parent->kind == (child->kind == STOP_BOARDING_AREA ? STOP_PLATFORM : STOP_STATION);
}

static void find_parent(struct gtfs *gtfs, uint32_t number)
{
    const struct gtfs_stop *notes = vec_at(&gtfs->stops, number);
    struct stop *stop = stop_at(gtfs, number);
    if (!notes->parent) {
        if (stop->kind != STOP_PLATFORM && stop->kind != STOP_STATION)
            gtfs_note_at(gtfs, KIND_STOP_PARENT_MISSING, file, notes->line, id_of(gtfs, number));
        return;
    }
    const char *name = draft_text_at(gtfs->draft, notes->parent);
    uint32_t parent = intern_find(&gtfs->stop_ids, name, strlen(name));
    if (parent == INTERN_NONE)
        gtfs_note_at(gtfs, KIND_STOP_PARENT_UNKNOWN, file, notes->line, name);
    else if (!may_be_parent(stop, stop_at(gtfs, parent)))
        gtfs_note_at(gtfs, KIND_STOP_PARENT_WRONG, file, notes->line, name);
    else
        stop->parent = gtfs->first.stops + parent;
}

static void name_it(struct gtfs *gtfs, uint32_t number, const struct stop *parent)
{
    struct stop *stop = stop_at(gtfs, number);
    if (stop->name)
        return;
    bool optional = stop->kind == STOP_NODE || stop->kind == STOP_BOARDING_AREA;
    stop->name = parent && parent->name ? parent->name : stop->code ? stop->code : stop->id;
    const struct gtfs_stop *notes = vec_at(&gtfs->stops, number);
    if (!optional)
        gtfs_note_at(gtfs, KIND_STOP_NAME_MISSING, file, notes->line, id_of(gtfs, number));
}

/* What a stop does not say itself its parent says for it. */
static void inherit(struct gtfs *gtfs, uint32_t number)
{
    struct stop *stop = stop_at(gtfs, number);
    const struct stop *parent =
        stop->parent == NO_IX ? NULL : vec_at(&gtfs->draft->stops, stop->parent);
    name_it(gtfs, number, parent);
    if (parent && stop->wheelchair == TRISTATE_UNKNOWN)
        stop->wheelchair = parent->wheelchair;
    if (parent && stop->kind == STOP_BOARDING_AREA && !stop->level) {
        stop->level = parent->level;
        stop->floor = parent->floor;
    }
    if (stop->zone == NO_IX)
        stop->zone = parent && parent->zone != NO_IX ? parent->zone : gtfs->zone;
    if (stop->placed || !parent || !parent->placed)
        return;
    stop->at = parent->at;
    stop->placed = 1;
    const struct gtfs_stop *notes = vec_at(&gtfs->stops, number);
    if (stop->kind == STOP_PLATFORM || stop->kind == STOP_ENTRANCE)
        gtfs_note_at(gtfs, KIND_STOP_PLACED_AT_PARENT, file, notes->line, id_of(gtfs, number));
}

/* Stations first, then what stands in them, then what stands on platforms. */
static void inherit_all(struct gtfs *gtfs)
{
    for (int depth = 0; depth < 3; depth++)
        for (uint32_t i = 0; i < gtfs->stops.count; i++) {
            uint8_t kind = stop_at(gtfs, i)->kind;
            int own = kind == STOP_STATION ? 0 : kind == STOP_BOARDING_AREA ? 2 : 1;
            if (own == depth)
                inherit(gtfs, i);
        }
}

bool gtfs_read_stops(struct gtfs *gtfs, struct error *error)
{
    static const struct gtfs_table table = {file, columns, 1, take};
    if (!gtfs_read_table(gtfs, &table, error))
        return false;
    if (!gtfs->stops.count)
        return gtfs_refuse(gtfs, error, ERROR_INPUT, file, "the file lists no stop");
    for (uint32_t i = 0; i < gtfs->stops.count; i++)
        find_parent(gtfs, i);
    inherit_all(gtfs);
    gtfs->counts->stops = gtfs->stops.count;
    return true;
}
