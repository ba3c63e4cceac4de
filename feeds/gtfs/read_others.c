#include "feeds/gtfs/context.h"

#include <string.h>
#include <strings.h>

/* Files that journeys do not use yet: known by name, counted, left for the rooms that will. */

static const char *const for_later[] = {
    "booking_rules.txt",
    "location_groups.txt",
    "location_group_stops.txt",
    "locations.geojson",
};

enum { FOR_LATER = sizeof for_later / sizeof *for_later };

_Static_assert(FOR_LATER <= GTFS_KEPT_MAX, "struct gtfs_counts has room for all of them");

static const char *const read_here[] = {
    "agency.txt",       "stops.txt",        "routes.txt",         "trips.txt",
    "stop_times.txt",   "calendar.txt",     "calendar_dates.txt", "calendar_date.txt",
    "shapes.txt",       "frequencies.txt",  "transfers.txt",      "feed_info.txt",
    "attributions.txt", "translations.txt", "levels.txt",         "pathways.txt",
};

enum { READ_HERE = sizeof read_here / sizeof *read_here };

static const char geojson[] = "locations.geojson";

static void count_row(struct gtfs *gtfs, const struct row *row)
{
    (void)row;
    gtfs->counts->kept[gtfs->counts->files_kept].rows++;
}

/* Counts `"Feature"` in a stream; the word may lie across two blocks. */
struct feature_count {
    uint64_t found;
    size_t matched;
};

static bool count_features(void *context, const char *bytes, size_t size)
{
    static const char word[] = "\"Feature\"";
    struct feature_count *count = context;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != word[count->matched])
            count->matched = 0;
        if (bytes[i] == word[count->matched])
            count->matched++;
        if (count->matched == sizeof word - 1) {
            count->found++;
            count->matched = 0;
        }
    }
    return true;
}

static bool count_file(struct gtfs *gtfs, const char *name, uint64_t *rows, struct error *error)
{
    static const char *const no_columns[] = {NULL};
    if (strcmp(name, geojson) != 0) {
        const struct gtfs_table table = {name, no_columns, 0, count_row};
        return gtfs_read_table(gtfs, &table, error);
    }
    struct feature_count count = {0};
    if (!input_read(gtfs->input, name, count_features, &count, error))
        return false;
    *rows = count.found;
    return true;
}

static void keep(struct gtfs *gtfs, const char *name)
{
    struct gtfs_kept *kept = &gtfs->counts->kept[gtfs->counts->files_kept];
    *kept = (struct gtfs_kept){.name = name};
    struct error error = {0};
    if (!count_file(gtfs, name, &kept->rows, &error)) {
        gtfs_note_at(gtfs, KIND_FILE_UNREADABLE, name, 0, error.text);
        return;
    }
    gtfs_note_at(gtfs, KIND_FILE_FOR_LATER, name, 0, NULL);
    gtfs->counts->files_kept++;
}

static bool listed(const char *name, const char *const *list, size_t count)
{
    size_t i = 0;
    while (i < count && strcasecmp(name, list[i]) != 0)
        i++;
    return i < count;
}

static const char *last_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool gtfs_read_others(struct gtfs *gtfs, struct error *error)
{
    (void)error; /* None of these files is needed. */
    for (size_t i = 0; i < FOR_LATER; i++)
        if (input_has(gtfs->input, for_later[i]))
            keep(gtfs, for_later[i]);
    for (uint32_t i = 0; i < input_count(gtfs->input); i++) {
        const char *name = last_name(input_name(gtfs->input, i));
        if (!listed(name, for_later, FOR_LATER) && !listed(name, read_here, READ_HERE) &&
            !listed(name, gtfs_fare_files, GTFS_FARE_FILES))
            gtfs_note_at(gtfs, KIND_FILE_UNKNOWN, name, 0, NULL);
    }
    return true;
}
