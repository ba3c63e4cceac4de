#include "feeds/gtfs/context.h"

#include <math.h>

/* The floors of stations, read before the stops that lie on them. */

enum { ID, INDEX, NAME };

static const char *const columns[] = {"level_id", "level_index", "level_name", NULL};

#define INDEX_MAX 1000.0

static void take(struct gtfs *gtfs, const struct row *row)
{
    gtfs->counts->levels_read++;
    double index = 0;
    if (value_decimal(row->fields[INDEX], &index) != VALUE_GOOD || fabs(index) > INDEX_MAX) {
        gtfs_note(gtfs, KIND_LEVEL_INDEX_INVALID, row, row->fields[ID]);
        return;
    }
    if (gtfs_new_id(gtfs, &gtfs->level_ids, row, ID) == INTERN_NONE)
        return;
    struct field name = row->fields[row->fields[NAME].length ? NAME : ID];
    struct gtfs_level level = {gtfs_text(gtfs, name), (int16_t)lround(index * 10)};
    vec_push(&gtfs->levels, &level);
    gtfs->counts->levels++;
}

bool gtfs_read_levels(struct gtfs *gtfs, struct error *error)
{
    (void)error; /* Few stations say on which floors they are. */
    static const struct gtfs_table table = {"levels.txt", columns, 2, take};
    gtfs_read_optional(gtfs, &table);
    return true;
}
