#include "data/maker/mesh.h"

#include <math.h>
#include <stdlib.h>

/* An end this near to another line meets it: decimetres. */
#define END_REACH 80.0
/* A place this near to another place of a line is that place. */
#define SAME_REACH 15.0

/* A place to be put into a line behind place `after`, `part` of the way to the next. */
struct cut {
    uint32_t after;
    double part;
    struct spot spot;
};

/* Where a line is nearest to a place. */
struct near {
    uint32_t way;
    struct cut cut;
    double distance;
};

static struct draw_way *way_at(const struct drawing *drawing, uint32_t index)
{
    return vec_at(&drawing->ways, index);
}

static double distance_of(struct spot a, struct spot b)
{
    return hypot(a.x - b.x, a.y - b.y);
}

static bool is_same(struct spot a, struct spot b)
{
    return a.x == b.x && a.y == b.y;
}

/* The point of the stretch behind `after` that is nearest to `spot`. */
static struct cut stretch_near(const struct draw_way *way, uint32_t after, struct spot spot)
{
    const struct spot *spots = way->spots.data;
    struct spot a = spots[after], b = spots[after + 1];
    double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    double part = length > 0 ? ((spot.x - a.x) * dx + (spot.y - a.y) * dy) / length : 0;
    part = fmin(fmax(part, 0), 1);
    struct spot found = {(int32_t)lround(a.x + part * dx), (int32_t)lround(a.y + part * dy)};
    if (distance_of(found, a) <= SAME_REACH)
        found = a;
    else if (distance_of(found, b) <= SAME_REACH)
        found = b;
    return (struct cut){after, part, found};
}

static void way_near(const struct drawing *drawing, uint32_t index, struct spot spot,
                     struct near *nearest)
{
    const struct draw_way *way = way_at(drawing, index);
    for (uint32_t i = 0; i + 1 < way->spots.count; i++) {
        struct cut cut = stretch_near(way, i, spot);
        double distance = distance_of(cut.spot, spot);
        if (distance < nearest->distance)
            *nearest = (struct near){index, cut, distance};
    }
}

/* Puts the place into the line unless it is there. */
static void way_cut(struct draw_way *way, const struct cut *cut)
{
    const struct spot *spots = way->spots.data;
    if (is_same(spots[cut->after], cut->spot) || is_same(spots[cut->after + 1], cut->spot))
        return;
    uint32_t count = way->spots.count;
    vec_resize(&way->spots, count + 1);
    struct spot *moved = way->spots.data;
    for (uint32_t i = count; i > cut->after + 1; i--)
        moved[i] = moved[i - 1];
    moved[cut->after + 1] = cut->spot;
}

/* Whether another line, on whatever floor, has this place as one of its own. */
static bool is_shared(const struct drawing *drawing, uint32_t index, struct spot spot)
{
    for (uint32_t i = 0; i < drawing->ways.count; i++) {
        const struct draw_way *way = way_at(drawing, i);
        for (uint32_t k = 0; i != index && k < way->spots.count; k++)
            if (is_same(*(struct spot *)vec_at(&way->spots, k), spot))
                return true;
    }
    return false;
}

/* Joins one end of a line to the nearest other line of its stack, unless it was drawn onto one. */
static void end_join(const struct drawing *drawing, uint32_t index, bool last)
{
    struct draw_way *way = way_at(drawing, index);
    struct spot *end = vec_at(&way->spots, last ? way->spots.count - 1 : 0);
    if (is_shared(drawing, index, *end))
        return;
    struct near nearest = {.distance = END_REACH};
    for (uint32_t i = 0; i < drawing->ways.count; i++)
        if (i != index && way_at(drawing, i)->stack == way->stack)
            way_near(drawing, i, *end, &nearest);
    if (nearest.distance >= END_REACH)
        return;
    way_cut(way_at(drawing, nearest.way), &nearest.cut);
    *end = nearest.cut.spot;
}

static bool is_ring(const struct draw_way *way)
{
    const struct spot *spots = way->spots.data;
    return way->spots.count > 2 && is_same(spots[0], spots[way->spots.count - 1]);
}

static void ends_join(const struct drawing *drawing)
{
    for (uint32_t i = 0; i < drawing->ways.count; i++) {
        const struct draw_way *way = way_at(drawing, i);
        if (way->stack == NO_STACK || is_ring(way))
            continue;
        end_join(drawing, i, false);
        end_join(drawing, i, true);
    }
}

/* Where two stretches cross, if they do; a place of either that is near is taken instead. */
static bool stretches_cross(const struct spot *a, const struct spot *b, struct cut *on_a,
                            struct cut *on_b)
{
    double ax = a[1].x - a[0].x, ay = a[1].y - a[0].y;
    double bx = b[1].x - b[0].x, by = b[1].y - b[0].y;
    double cross = ax * by - ay * bx;
    if (fabs(cross) < 1e-6)
        return false;
    double dx = b[0].x - a[0].x, dy = b[0].y - a[0].y;
    on_a->part = (dx * by - dy * bx) / cross;
    on_b->part = (dx * ay - dy * ax) / cross;
    if (on_a->part < 0 || on_a->part > 1 || on_b->part < 0 || on_b->part > 1)
        return false;
    struct spot spot = {(int32_t)lround(a[0].x + on_a->part * ax),
                        (int32_t)lround(a[0].y + on_a->part * ay)};
    const struct spot places[] = {a[0], a[1], b[0], b[1]};
    for (int i = 0; i < 4; i++)
        if (distance_of(places[i], spot) <= SAME_REACH) {
            spot = places[i];
            break;
        }
    on_a->spot = on_b->spot = spot;
    return true;
}

static bool is_apart(const struct spot *a, const struct spot *b)
{
    return (a[0].x < b[0].x && a[0].x < b[1].x && a[1].x < b[0].x && a[1].x < b[1].x) ||
           (a[0].x > b[0].x && a[0].x > b[1].x && a[1].x > b[0].x && a[1].x > b[1].x) ||
           (a[0].y < b[0].y && a[0].y < b[1].y && a[1].y < b[0].y && a[1].y < b[1].y) ||
           (a[0].y > b[0].y && a[0].y > b[1].y && a[1].y > b[0].y && a[1].y > b[1].y);
}

static void ways_cross(const struct draw_way *a, const struct draw_way *b, struct vec *cuts_a,
                       struct vec *cuts_b)
{
    const struct spot *first = a->spots.data, *second = b->spots.data;
    for (uint32_t i = 0; i + 1 < a->spots.count; i++)
        for (uint32_t k = 0; k + 1 < b->spots.count; k++) {
            struct cut on_a = {.after = i}, on_b = {.after = k};
            if (is_apart(first + i, second + k) ||
                !stretches_cross(first + i, second + k, &on_a, &on_b))
                continue;
            vec_push(cuts_a, &on_a);
            vec_push(cuts_b, &on_b);
        }
}

static int by_place(const void *a, const void *b)
{
    const struct cut *first = a, *second = b;
    if (first->after != second->after)
        return first->after < second->after ? -1 : 1;
    return (first->part > second->part) - (first->part < second->part);
}

/* Writes the line anew with all its cuts, each place once. */
static void way_rebuild(struct draw_way *way, struct vec *cuts)
{
    if (cuts->count > 0)
        qsort(cuts->data, cuts->count, sizeof(struct cut), by_place);
    struct vec whole = vec_of(sizeof(struct spot));
    const struct cut *list = cuts->data;
    const struct spot *spots = way->spots.data;
    uint32_t next = 0;
    for (uint32_t i = 0; i < way->spots.count; i++) {
        if (i == 0 || !is_same(spots[i - 1], spots[i]))
            vec_push(&whole, &spots[i]);
        for (; next < cuts->count && list[next].after == i; next++) {
            const struct spot *last = vec_at(&whole, whole.count - 1);
            bool known = is_same(*last, list[next].spot) ||
                         (i + 1 < way->spots.count && is_same(spots[i + 1], list[next].spot));
            if (!known)
                vec_push(&whole, &list[next].spot);
        }
    }
    vec_finish(&way->spots);
    way->spots = whole;
}

static void crossings_make(const struct drawing *drawing)
{
    uint32_t count = drawing->ways.count;
    struct vec cuts = vec_of(sizeof(struct vec));
    for (uint32_t i = 0; i < count; i++)
        *(struct vec *)vec_add(&cuts) = vec_of(sizeof(struct cut));
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = i + 1; k < count; k++) {
            const struct draw_way *a = way_at(drawing, i), *b = way_at(drawing, k);
            if (a->stack == b->stack && a->stack != NO_STACK)
                ways_cross(a, b, vec_at(&cuts, i), vec_at(&cuts, k));
        }
    for (uint32_t i = 0; i < count; i++) {
        way_rebuild(way_at(drawing, i), vec_at(&cuts, i));
        vec_finish(vec_at(&cuts, i));
    }
    vec_finish(&cuts);
}

/* Marks go onto lines on the ground. */
static void marks_place(const struct drawing *drawing)
{
    for (uint32_t i = 0; i < drawing->marks.count; i++) {
        struct draw_mark *mark = vec_at(&drawing->marks, i);
        struct near nearest = {.distance = mark->reach};
        for (uint32_t k = 0; mark->reach > 0 && k < drawing->ways.count; k++)
            if (way_at(drawing, k)->stack == 0)
                way_near(drawing, k, mark->spot, &nearest);
        if (nearest.distance >= mark->reach)
            continue;
        way_cut(way_at(drawing, nearest.way), &nearest.cut);
        mark->spot = nearest.cut.spot;
    }
}

void mesh_make(struct drawing *drawing)
{
    ends_join(drawing);
    crossings_make(drawing);
    marks_place(drawing);
}
