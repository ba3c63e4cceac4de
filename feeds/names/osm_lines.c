#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "feeds/names/osm_names.h"

/* Numbers between two nodes of an interpolation way; a longer row is a mistake. */
#define BETWEEN_MAX 500
/* And on all of such a way. */
#define BETWEEN_ALL 2000
/* So many areas share a boundary, on both sides and at every level. */
#define SHARED_MAX 32

/* The house at a node of an interpolation way, or NO_IX. */
static uint32_t house_at(const struct osm_names *reading, int64_t node)
{
    const struct numbered_node *all = reading->numbered.data;
    uint32_t low = 0, high = reading->numbered.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (all[middle].id < node)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == reading->numbered.count || all[low].id != node)
        return NO_IX;
    return all[low].piece;
}

static void number_between(struct osm_names *reading, struct piece one, struct piece other,
                           uint32_t step)
{
    struct names *names = reading->names;
    uint32_t low = house_value(draft_text_at(names->draft, one.number));
    uint32_t high = house_value(draft_text_at(names->draft, other.number));
    if (low > high) {
        struct piece swap = one;
        one = other;
        other = swap;
        uint32_t value = low;
        low = high;
        high = value;
    }
    if (one.name != other.name || high - low > BETWEEN_MAX * step)
        return;
    for (uint32_t value = low + step; value < high; value += step) {
        struct piece piece = one;
        double part = (double)(value - low) / (high - low);
        char text[16];
        int length = 0;
        for (uint32_t rest = value; rest; rest /= 10)
            text[sizeof text - 1 - (size_t)length++] = (char)('0' + rest % 10);
        piece.number = draft_text(names->draft, text + sizeof text - length, (size_t)length);
        piece.at.lat += (int32_t)lround(part * ((double)other.at.lat - one.at.lat));
        piece.at.lon += (int32_t)lround(part * ((double)other.at.lon - one.at.lon));
        gather_piece(names, &piece);
    }
}

void osm_names_number(struct osm_names *reading, const struct thing *thing)
{
    const int64_t *refs = (const int64_t *)reading->refs.data + thing->first_ref;
    uint32_t last = NO_IX, before = reading->names->pieces.count;
    for (uint32_t i = 0; i < thing->ref_count; i++) {
        if (reading->names->pieces.count - before > BETWEEN_ALL)
            return;
        uint32_t here = house_at(reading, refs[i]);
        const struct vec *pieces = &reading->names->pieces;
        if (here != NO_IX && last != NO_IX)
            number_between(reading, *(struct piece *)vec_at(pieces, last),
                           *(struct piece *)vec_at(pieces, here), thing->record);
        last = here != NO_IX ? here : last;
    }
}

/* An end of a line, for seeing whether lines close. */
static int end_order(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, two = *(const int64_t *)b;
    return one < two ? -1 : one > two;
}

/* The ways of boundaries by id. */
static int thing_order(const void *a, const void *b)
{
    return end_order(&(*(const struct thing *const *)a)->id,
                     &(*(const struct thing *const *)b)->id);
}

struct lines {
    const struct thing **ways; /* sorted by id */
    uint32_t count;
};

static const struct thing *find_way(const struct lines *lines, int64_t id)
{
    uint32_t low = 0, high = lines->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (lines->ways[middle]->id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < lines->count && lines->ways[low]->id == id ? lines->ways[low] : NULL;
}

/* Adds the pieces of a line and its two ends; false: a node is missing. */
static bool add_line(struct osm_names *reading, const struct thing *way, struct vec *ends)
{
    const int64_t *refs = (const int64_t *)reading->refs.data + way->first_ref;
    struct point last, here;
    if (!osm_names_point(reading, refs[0], &last))
        return false;
    for (uint32_t i = 1; i < way->ref_count; i++, last = here) {
        if (!osm_names_point(reading, refs[i], &here))
            return false;
        boundaries_add_edge(&reading->names->boundaries, last, here);
    }
    vec_push(ends, &refs[0]);
    vec_push(ends, &refs[way->ref_count - 1]);
    return true;
}

/* Lines close when at each end as many begin as go on: every end is there an even number of
 * times. In what order they stand does not matter to who counts crossings. */
static bool all_meet(struct vec *ends)
{
    const int64_t *end = ends->data;
    vec_sort(ends, end_order);
    for (uint32_t i = 0, same; i < ends->count; i += same) {
        same = 1;
        while (i + same < ends->count && end[i + same] == end[i])
            same++;
        if (same % 2)
            return false;
    }
    return ends->count > 0;
}

static void close_area(struct osm_names *reading, const struct lines *lines,
                       const struct area_relation *relation, uint32_t first_edge)
{
    struct boundaries *boundaries = &reading->names->boundaries;
    struct vec ends = vec_of(sizeof(int64_t));
    struct boundary boundary = {
        .area = relation->area, .zip = relation->zip, .first_edge = boundaries->edges.count};
    bool whole = true;
    for (uint32_t i = 0; i < relation->member_count && whole; i++) {
        uint32_t drawn = boundaries->edges.count - first_edge;
        const int64_t *id = vec_at(&reading->member_ways, relation->first_member + i);
        const struct thing *way = find_way(lines, *id);
        whole = way && drawn <= (uint64_t)SHARED_MAX * reading->refs.count &&
                add_line(reading, way, &ends);
    }
    if (whole && all_meet(&ends)) {
        boundaries_add(boundaries, &boundary);
    } else {
        const char *name = draft_text_at(reading->names->draft,
                                         relation->zip ? relation->zip : relation->area.name);
        vec_resize(&boundaries->edges, boundary.first_edge);
        findings_add(
            reading->findings, "area_open", FINDING_NOTED,
            "The boundary of the area is not all in the file; the area is known only where "
            "addresses name it.",
            "", 0, name, strlen(name));
    }
    vec_finish(&ends);
}

/* A place that is a relation lies where its first way does. */
static void place_relations(struct osm_names *reading, const struct lines *lines)
{
    for (uint32_t i = 0; i < reading->place_relations.count; i++) {
        const struct place_relation *relation = vec_at(&reading->place_relations, i);
        struct draft_named *place = vec_at(&reading->names->places, relation->place);
        const struct thing *way = find_way(lines, relation->way);
        struct point at;
        if (way && osm_names_middle(reading, way, &at))
            place->at = at;
    }
}

void osm_names_close_areas(struct osm_names *reading)
{
    uint32_t first_edge = reading->names->boundaries.edges.count;
    struct lines lines = {.ways = memory_zeroed(reading->things.count, sizeof *lines.ways)};
    for (uint32_t i = 0; i < reading->things.count; i++) {
        const struct thing *thing = vec_at(&reading->things, i);
        if (thing->kind == THING_BOUNDARY)
            lines.ways[lines.count++] = thing;
    }
    if (lines.count)
        qsort(lines.ways, lines.count, sizeof *lines.ways, thing_order);
    for (uint32_t i = 0; i < reading->relations.count; i++)
        close_area(reading, &lines, vec_at(&reading->relations, i), first_edge);
    place_relations(reading, &lines);
    memory_free(lines.ways);
}
