#include "feeds/gtfs/context.h"

#include <stdio.h>
#include <string.h>

enum { NAME, ZONE, ID, URL, LANGUAGE, PHONE, FARE_URL, EMAIL };

static const char *const columns[] = {
    "agency_name",  "agency_timezone", "agency_id",    "agency_url", "agency_lang",
    "agency_phone", "agency_fare_url", "agency_email", NULL,
};

static const char file[] = "agency.txt";

/* A repeated id is dropped; a missing one is fine as long as there is one agency only. */
static bool new_id(struct gtfs *gtfs, const struct row *row)
{
    struct field id = row->fields[ID];
    if (id.length)
        return gtfs_new_id(gtfs, &gtfs->agency_ids, row, ID) != INTERN_NONE;
    uint32_t before = gtfs->agency_ids.count;
    if (intern_add(&gtfs->agency_ids, "", 0) == before)
        return true;
    gtfs_note(gtfs, KIND_ID_MISSING, row, row->fields[NAME]);
    return false;
}

static zone_ix zone_of(struct gtfs *gtfs, const struct row *row)
{
    struct field name = row->fields[ZONE];
    zone_ix zone;
    if (gtfs_zone(gtfs, name, &zone)) {
        if (gtfs->zone == NO_IX)
            gtfs->zone = zone;
        else if (zone != gtfs->zone)
            gtfs_note(gtfs, KIND_AGENCY_ZONES_DIFFER, row, name);
        return zone;
    }
    gtfs_note(gtfs, name.length ? KIND_AGENCY_ZONE_UNKNOWN : KIND_AGENCY_ZONE_MISSING, row,
              name.length ? name : row->fields[NAME]);
    if (name.length)
        gtfs->wrong_zone = gtfs_text(gtfs, name);
    return NO_IX;
}

static void take(struct gtfs *gtfs, const struct row *row)
{
    if (!new_id(gtfs, row))
        return;
    if (!row->fields[NAME].length)
        gtfs_note(gtfs, KIND_AGENCY_NAME_MISSING, row, row->fields[ID]);
    struct field name = row->fields[NAME].length ? row->fields[NAME] : row->fields[ID];
    struct agency agency = {
        .id = gtfs_text(gtfs, row->fields[ID]),
        .name = gtfs_text(gtfs, name),
        .url = gtfs_text(gtfs, row->fields[URL]),
        .phone = gtfs_text(gtfs, row->fields[PHONE]),
        .language = gtfs_text(gtfs, row->fields[LANGUAGE]),
        .fare_url = gtfs_text(gtfs, row->fields[FARE_URL]),
        .email = gtfs_text(gtfs, row->fields[EMAIL]),
        .feed = gtfs->feed,
        .zone = zone_of(gtfs, row),
    };
    vec_push(&gtfs->draft->agencies, &agency);
}

static bool option_zone(struct gtfs *gtfs, struct error *error)
{
    const char *name = gtfs->options->time_zone;
    if (!name || !*name)
        return true;
    if (gtfs_zone(gtfs, (struct field){name, strlen(name)}, &gtfs->zone))
        return true;
    return error_set(error, ERROR_INPUT, "time_zone", "\"%.60s\" is not a time zone", name);
}

/*
 * No agency gave a zone that exists. A name that does not exist may be a typing error for any
 * place on Earth: guessing could put every departure hours off, so that is for a person to say.
 * A feed that says nothing at all is read as UTC, loudly.
 */
static bool assume_zone(struct gtfs *gtfs, struct error *error)
{
    if (gtfs->wrong_zone) {
        char text[200];
        snprintf(
            text, sizeof text,
            "agency_timezone \"%.60s\" does not exist; correct it or give this feed a time_zone",
            draft_text_at(gtfs->draft, gtfs->wrong_zone));
        return gtfs_refuse(gtfs, error, ERROR_INPUT, file, text);
    }
    gtfs_note_at(gtfs, KIND_TIME_ZONE_ASSUMED, file, 0, NULL);
    static const char utc[] = "UTC";
    if (gtfs_zone(gtfs, (struct field){utc, sizeof utc - 1}, &gtfs->zone))
        return true;
    return error_set(error, ERROR_SYSTEM, utc, "the system has no time zones (package tzdata)");
}

static void imply_agency(struct gtfs *gtfs)
{
    gtfs_note_at(gtfs, KIND_AGENCY_FILE_MISSING, file, 0, NULL);
    intern_add(&gtfs->agency_ids, "", 0);
    struct agency agency = {
        .name = gtfs->implied_agency,
        .feed = gtfs->feed,
        .zone = NO_IX,
    };
    vec_push(&gtfs->draft->agencies, &agency);
}

static void spread_zone(struct gtfs *gtfs)
{
    struct agency *agencies = gtfs->draft->agencies.data;
    for (uint32_t i = gtfs->first.agencies; i < gtfs->draft->agencies.count; i++)
        if (agencies[i].zone == NO_IX)
            agencies[i].zone = gtfs->zone;
    struct feed *feed = vec_at(&gtfs->draft->feeds, gtfs->feed);
    feed->zone = gtfs->zone;
}

/* An agency that no route can name is worth a word when there are others. */
static void check_ids(struct gtfs *gtfs)
{
    const struct agency *agencies = gtfs->draft->agencies.data;
    uint32_t count = gtfs->draft->agencies.count;
    for (uint32_t i = gtfs->first.agencies; count - gtfs->first.agencies > 1 && i < count; i++)
        if (!agencies[i].id)
            gtfs_note_at(gtfs, KIND_AGENCY_ID_MISSING, file, 0,
                         draft_text_at(gtfs->draft, agencies[i].name));
}

bool gtfs_read_agencies(struct gtfs *gtfs, struct error *error)
{
    static const struct gtfs_table table = {file, columns, 0, take};
    gtfs->zone = NO_IX;
    if (input_has(gtfs->input, file) && !gtfs_read_table(gtfs, &table, error))
        return false;
    if (gtfs->draft->agencies.count == gtfs->first.agencies)
        imply_agency(gtfs);
    if (gtfs->zone == NO_IX && !option_zone(gtfs, error))
        return false;
    if (gtfs->zone == NO_IX && !assume_zone(gtfs, error))
        return false;
    spread_zone(gtfs);
    check_ids(gtfs);
    return true;
}
