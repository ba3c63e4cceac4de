#include "feeds/gtfs/context.h"

#include <stdlib.h>

/*
 * What only all pathways of a feed together show. GTFS wants a station's pathways to be complete:
 * each platform, entrance and boarding area has one, each platform can be come to and left.
 * Stops are counted from the feed's first one here.
 */

/* What is known of a stop. */
struct spot {
    uint32_t station;   /* it lies in, or NO_IX */
    uint32_t neighbour; /* some stop a pathway joins it with, or NO_IX */
    bool joins;         /* a second one */
    bool parted;        /* a platform with boarding areas */
    bool mapped;        /* a station with pathways */
    bool in, out;       /* reached from an entrance; reaches one */
};

/* A way between two stops; `to` is the entrance's side where it runs backwards. */
struct arc {
    uint32_t from, to;
};

struct check {
    struct gtfs *gtfs;
    const struct stop *stops;
    const struct draft_pathway *pathways;
    uint32_t stop_count, pathway_count;
    struct vec places; /* struct spot, one a stop */
    struct vec arcs;   /* struct arc, sorted by from */
    struct vec queue;  /* uint32_t, stops reached */
};

static struct spot *place(const struct check *check, uint32_t stop)
{
    return (struct spot *)check->places.data + stop;
}

static void note_stop(struct check *check, enum gtfs_kind kind, uint32_t stop)
{
    const struct gtfs_stop *notes = vec_at(&check->gtfs->stops, stop);
    gtfs_note_at(check->gtfs, kind, "stops.txt", notes->line,
                 intern_key(&check->gtfs->stop_ids, stop));
}

static void note_pathway(struct check *check, enum gtfs_kind kind, uint32_t number)
{
    const uint32_t *lines = check->gtfs->pathway_lines.data;
    gtfs_note_at(check->gtfs, kind, "pathways.txt", lines[number],
                 draft_text_at(check->gtfs->draft, check->pathways[number].id));
}

/* Boarding areas lie on platforms, everything else in stations. */
static void find_stations(struct check *check)
{
    uint32_t first = check->gtfs->first.stops;
    for (uint32_t i = 0; i < check->stop_count; i++) {
        const struct stop *stop = &check->stops[i];
        uint32_t parent = stop->parent;
        if (stop->kind == STOP_BOARDING_AREA && parent != NO_IX) {
            place(check, parent - first)->parted = true;
            parent = check->stops[parent - first].parent;
        }
        place(check, i)->station = parent == NO_IX ? NO_IX : parent - first;
        place(check, i)->neighbour = NO_IX;
    }
}

static void join(struct check *check, uint32_t from, uint32_t to)
{
    struct spot *here = place(check, from);
    if (here->neighbour == NO_IX)
        here->neighbour = to;
    else if (here->neighbour != to)
        here->joins = true;
    if (here->station != NO_IX)
        place(check, here->station)->mapped = true;
}

static void check_one(struct check *check, uint32_t number)
{
    const struct draft_pathway *pathway = &check->pathways[number];
    uint32_t first = check->gtfs->first.stops;
    uint32_t from = pathway->from - first, to = pathway->to - first;
    join(check, from, to);
    join(check, to, from);
    if (place(check, from)->station != place(check, to)->station)
        note_pathway(check, KIND_PATHWAY_STATIONS_DIFFER, number);
    if (place(check, from)->parted || place(check, to)->parted)
        note_pathway(check, KIND_PATHWAY_AT_PARTED_PLATFORM, number);
    bool levelled =
        check->stops[from].floor != STOP_NO_FLOOR && check->stops[to].floor != STOP_NO_FLOOR;
    if (pathway->mode == PATHWAY_LIFT && !levelled)
        note_pathway(check, KIND_PATHWAY_LIFT_WITHOUT_LEVEL, number);
}

static int by_from(const void *left, const void *right)
{
    const struct arc *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

static void add_arc(struct check *check, uint32_t from, uint32_t to)
{
    struct arc arc = {from, to};
    vec_push(&check->arcs, &arc);
}

static void list_arcs(struct check *check, bool backwards)
{
    uint32_t first = check->gtfs->first.stops;
    check->arcs.count = 0;
    for (uint32_t i = 0; i < check->pathway_count; i++) {
        const struct draft_pathway *pathway = &check->pathways[i];
        uint32_t from = pathway->from - first, to = pathway->to - first;
        if (pathway->both_ways || !backwards)
            add_arc(check, from, to);
        if (pathway->both_ways || backwards)
            add_arc(check, to, from);
    }
    for (uint32_t i = 0; i < check->stop_count; i++) { /* An area is part of its platform. */
        if (check->stops[i].kind != STOP_BOARDING_AREA || check->stops[i].parent == NO_IX)
            continue;
        add_arc(check, i, check->stops[i].parent - first);
        add_arc(check, check->stops[i].parent - first, i);
    }
    qsort(check->arcs.data, check->arcs.count, sizeof(struct arc), by_from);
}

static uint32_t first_arc(const struct check *check, uint32_t from)
{
    const struct arc *arcs = check->arcs.data;
    uint32_t low = 0, high = check->arcs.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (arcs[middle].from < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void reach(struct check *check, uint32_t stop, bool backwards)
{
    bool *reached = backwards ? &place(check, stop)->out : &place(check, stop)->in;
    if (*reached)
        return;
    *reached = true;
    vec_push_number(&check->queue, stop);
}

/* Spreads from all entrances at once. */
static void spread(struct check *check, bool backwards)
{
    list_arcs(check, backwards);
    check->queue.count = 0;
    for (uint32_t i = 0; i < check->stop_count; i++)
        if (check->stops[i].kind == STOP_ENTRANCE)
            reach(check, i, backwards);
    const struct arc *arcs = check->arcs.data;
    for (uint32_t next = 0; next < check->queue.count; next++) {
        uint32_t from = ((uint32_t *)check->queue.data)[next];
        for (uint32_t i = first_arc(check, from); i < check->arcs.count && arcs[i].from == from;
             i++)
            reach(check, arcs[i].to, backwards);
    }
}

static void check_stop(struct check *check, uint32_t stop)
{
    const struct spot *here = place(check, stop);
    uint8_t kind = check->stops[stop].kind;
    if (kind == STOP_NODE && !here->joins)
        note_stop(check, KIND_PATHWAY_NODE_DANGLING, stop);
    bool mapped = here->station != NO_IX && place(check, here->station)->mapped;
    if (kind == STOP_NODE || kind == STOP_STATION || !mapped || here->parted)
        return;
    if (here->neighbour == NO_IX)
        note_stop(check, KIND_PATHWAY_STOP_LEFT_OUT, stop);
    else if (!here->in)
        note_stop(check, KIND_PATHWAY_NO_WAY_IN, stop);
    else if (!here->out)
        note_stop(check, KIND_PATHWAY_NO_WAY_OUT, stop);
}

void gtfs_check_pathways(struct gtfs *gtfs)
{
    struct check check = {
        .gtfs = gtfs,
        .stops = (const struct stop *)gtfs->draft->stops.data + gtfs->first.stops,
        .pathways = (const struct draft_pathway *)gtfs->draft->pathways.data + gtfs->first.pathways,
        .stop_count = gtfs->stops.count,
        .pathway_count = gtfs->draft->pathways.count - gtfs->first.pathways,
        .places = vec_of(sizeof(struct spot)),
        .arcs = vec_of(sizeof(struct arc)),
        .queue = vec_of(sizeof(uint32_t)),
    };
    vec_resize(&check.places, check.stop_count);
    find_stations(&check);
    for (uint32_t i = 0; i < check.pathway_count; i++)
        check_one(&check, i);
    spread(&check, false);
    spread(&check, true);
    for (uint32_t i = 0; i < check.stop_count; i++)
        check_stop(&check, i);
    vec_finish(&check.places);
    vec_finish(&check.arcs);
    vec_finish(&check.queue);
}
