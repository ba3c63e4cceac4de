#include "feeds/gtfs/context.h"

#include <math.h>

/* Ways inside stations. What only all of them together show is pathways_check.c's. */

enum {
    FROM,
    TO,
    MODE,
    BOTH_WAYS,
    ID,
    LENGTH,
    TIME,
    STAIRS,
    SLOPE,
    WIDTH,
    SIGN,
    REVERSED_SIGN,
};

static const char *const columns[] = {
    "from_stop_id", "to_stop_id", "pathway_mode",   "is_bidirectional",
    "pathway_id",   "length",     "traversal_time", "stair_count",
    "max_slope",    "min_width",  "signposted_as",  "reversed_signposted_as",
    NULL,
};

#define METRES_MAX 100000.0
#define SECONDS_MAX 86400
#define STAIRS_MAX 100000
#define SLOPE_MAX 10.0
#define WIDTH_MAX 1000.0

static const struct stop *stop_at(const struct gtfs *gtfs, stop_ix stop)
{
    return vec_at(&gtfs->draft->stops, stop);
}

/* Sets `*stop`. False: no pathway may end there, or it is nowhere. */
static bool end_of(struct gtfs *gtfs, const struct row *row, int column, stop_ix *stop)
{
    uint32_t number = gtfs_find_id(&gtfs->stop_ids, row->fields[column]);
    if (number == INTERN_NONE) {
        gtfs_note(gtfs, KIND_PATHWAY_STOP_UNKNOWN, row, row->fields[column]);
        return false;
    }
    *stop = gtfs->first.stops + number;
    if (stop_at(gtfs, *stop)->kind != STOP_STATION)
        return true;
    gtfs_note(gtfs, KIND_PATHWAY_AT_STATION, row, row->fields[column]);
    return false;
}

static bool ends(struct gtfs *gtfs, const struct row *row, struct draft_pathway *pathway)
{
    if (!end_of(gtfs, row, FROM, &pathway->from) || !end_of(gtfs, row, TO, &pathway->to))
        return false;
    if (pathway->from != pathway->to)
        return true;
    gtfs_note(gtfs, KIND_PATHWAY_LOOP, row, row->fields[FROM]);
    return false;
}

static bool mode_of(struct gtfs *gtfs, const struct row *row, struct draft_pathway *pathway)
{
    int64_t mode = 0, both_ways = 0;
    if (value_whole(row->fields[MODE], PATHWAY_WALKWAY, PATHWAY_EXIT_GATE, &mode) != VALUE_GOOD) {
        gtfs_note(gtfs, KIND_PATHWAY_MODE_INVALID, row, row->fields[MODE]);
        return false;
    }
    if (value_whole(row->fields[BOTH_WAYS], 0, 1, &both_ways) != VALUE_GOOD) {
        gtfs_note(gtfs, KIND_PATHWAY_DIRECTION_MISSING, row, row->fields[ID]);
        both_ways = mode <= PATHWAY_STAIRS || mode == PATHWAY_LIFT;
    } else if (mode == PATHWAY_EXIT_GATE && both_ways) {
        gtfs_note(gtfs, KIND_PATHWAY_EXIT_BOTH_WAYS, row, row->fields[ID]);
        both_ways = 0;
    }
    pathway->mode = (uint8_t)mode;
    pathway->both_ways = (uint8_t)both_ways;
    return true;
}

/* A number within `low` .. `high`; `unsaid` when empty or (with a finding) anything else. */
static double decimal(struct gtfs *gtfs, const struct row *row, int column, const double range[2],
                      double unsaid)
{
    double number = unsaid;
    enum value_state state = value_decimal(row->fields[column], &number);
    if (state == VALUE_BLANK || (state == VALUE_GOOD && number >= range[0] && number <= range[1]))
        return number;
    gtfs_note(gtfs, KIND_VALUE_INVALID, row, row->fields[column]);
    return unsaid;
}

static void slope(struct gtfs *gtfs, const struct row *row, struct draft_pathway *pathway)
{
    static const double range[] = {-SLOPE_MAX, SLOPE_MAX};
    double steepest = decimal(gtfs, row, SLOPE, range, 0);
    bool may = pathway->mode == PATHWAY_WALKWAY || pathway->mode == PATHWAY_MOVING_WALK;
    if (may)
        pathway->slope_permille = (int32_t)lround(steepest * 1000);
    else if (steepest < 0 || steepest > 0)
        gtfs_note(gtfs, KIND_PATHWAY_SLOPE_MISPLACED, row, row->fields[ID]);
}

static void measures(struct gtfs *gtfs, const struct row *row, struct draft_pathway *pathway)
{
    static const double lengths[] = {0, METRES_MAX}, widths[] = {0.01, WIDTH_MAX};
    double metres = decimal(gtfs, row, LENGTH, lengths, -1);
    int64_t stairs = 0;
    if (value_whole(row->fields[STAIRS], -STAIRS_MAX, STAIRS_MAX, &stairs) == VALUE_BAD)
        gtfs_note(gtfs, KIND_VALUE_INVALID, row, row->fields[STAIRS]);
    pathway->length_mm = metres < 0 ? NO_IX : (uint32_t)lround(metres * 1000);
    pathway->seconds = (int32_t)gtfs_whole(gtfs, row, TIME, SECONDS_MAX, -1);
    pathway->stairs = (int32_t)stairs;
    pathway->width_cm = (uint32_t)lround(decimal(gtfs, row, WIDTH, widths, 0) * 100);
    slope(gtfs, row, pathway);
    if (pathway->length_mm == NO_IX && pathway->seconds < 0 && !pathway->stairs)
        gtfs_note(gtfs, KIND_PATHWAY_UNMEASURED, row, row->fields[ID]);
}

static void take(struct gtfs *gtfs, const struct row *row)
{
    gtfs->counts->pathways_read++;
    struct draft_pathway pathway = {.feed = gtfs->feed};
    if (!ends(gtfs, row, &pathway) || !mode_of(gtfs, row, &pathway) ||
        gtfs_new_id(gtfs, &gtfs->seen, row, ID) == INTERN_NONE)
        return;
    measures(gtfs, row, &pathway);
    pathway.id = gtfs_text(gtfs, row->fields[ID]);
    pathway.sign = gtfs_text(gtfs, row->fields[SIGN]);
    pathway.reversed_sign = gtfs_text(gtfs, row->fields[REVERSED_SIGN]);
    vec_push(&gtfs->draft->pathways, &pathway);
    vec_push_number(&gtfs->pathway_lines, row->line);
    gtfs->counts->pathways++;
}

bool gtfs_read_pathways(struct gtfs *gtfs, struct error *error)
{
    (void)error; /* Without them a station is walked through straight. */
    static const struct gtfs_table table = {"pathways.txt", columns, 4, take};
    struct error damage = {0};
    if (!input_has(gtfs->input, table.name))
        return true;
    if (!gtfs_read_table(gtfs, &table, &damage)) {
        gtfs_note_at(gtfs, KIND_FILE_UNREADABLE, table.name, 0, damage.text);
        vec_resize(&gtfs->draft->pathways, gtfs->first.pathways); /* Half a station misleads. */
        gtfs->counts->pathways = 0;
    }
    if (gtfs->draft->pathways.count > gtfs->first.pathways)
        gtfs_check_pathways(gtfs);
    intern_finish(&gtfs->seen);
    return true;
}
