#include "feeds/gtfs/fares.h"

#include <stdlib.h>

/* When a price holds, by the clock at the stop. */

enum { ID, START, END, SERVICE };

static const char *const columns[] = {"timeframe_group_id", "start_time", "end_time", "service_id",
                                      NULL};

#define DAY 86400

/* A row until the rows of one group stand together. */
struct frame_row {
    uint32_t group; /* number of timeframe_ids */
    uint32_t line;
    struct timeframe frame;
};

/* Both ends or none of them; a row that runs past midnight is none. */
static bool read_times(struct gtfs *gtfs, const struct row *row, struct timeframe *frame)
{
    frame->begin = 0;
    frame->end = DAY;
    enum value_state start = value_time(row->fields[START], &frame->begin);
    enum value_state end = value_time(row->fields[END], &frame->end);
    if (start != VALUE_BAD && end != VALUE_BAD && (start == VALUE_BLANK) == (end == VALUE_BLANK) &&
        frame->begin < frame->end && frame->end <= DAY)
        return true;
    gtfs_note(gtfs, KIND_TIMEFRAME_INVALID, row, row->fields[ID]);
    return false;
}

static bool take(struct gtfs *gtfs, const struct row *row)
{
    const struct fares_names services = {&gtfs->service_ids, gtfs->first.services, NO_IX,
                                         KIND_FARE_SERVICE_UNKNOWN};
    struct field id = row->fields[ID];
    struct frame_row kept = {.line = row->line};
    if (!id.length) {
        gtfs_note(gtfs, KIND_ID_MISSING, row, row->fields[START]);
        return false;
    }
    if (fares_doubtful(gtfs, row) || !read_times(gtfs, row, &kept.frame) ||
        !fares_find(gtfs, row, SERVICE, &services, &kept.frame.service))
        return false;
    uint32_t before = gtfs->fares.timeframe_ids.count;
    kept.group = intern_add(&gtfs->fares.timeframe_ids, id.text, id.length);
    if (kept.group == before) {
        struct timeframe_group group = {.id = gtfs_text(gtfs, id), .feed = gtfs->feed};
        vec_push(&gtfs->draft->tariff.timeframe_groups, &group);
    }
    const uint32_t key[] = {kept.group, (uint32_t)kept.frame.begin, (uint32_t)kept.frame.end,
                            kept.frame.service};
    if (fares_repeated(gtfs, row, key, sizeof key, id))
        return false;
    vec_push(&gtfs->fares.pending, &kept);
    return true;
}

static int by_group(const void *a, const void *b)
{
    const struct frame_row *one = a, *two = b;
    if (one->group != two->group)
        return one->group < two->group ? -1 : 1;
    return one->line < two->line ? -1 : one->line > two->line;
}

void fares_read_timeframes(struct gtfs *gtfs)
{
    struct tariff_draft *tariff = &gtfs->draft->tariff;
    struct vec *rows = &gtfs->fares.pending;
    *rows = vec_of(sizeof(struct frame_row));
    fares_read(gtfs, FARE_TIMEFRAMES, columns, 1, take);
    vec_sort(rows, by_group);
    const struct frame_row *items = rows->data;
    for (uint32_t i = 0; i < rows->count; i++) {
        uint32_t index = vec_push(&tariff->timeframes, &items[i].frame);
        struct timeframe_group *group =
            vec_at(&tariff->timeframe_groups, gtfs->first.tariff.timeframe_groups + items[i].group);
        if (!group->count++)
            group->first = index;
    }
    vec_finish(rows);
}
