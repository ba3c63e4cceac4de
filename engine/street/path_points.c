#include "engine/street/worker.h"

/* The line of a path. */

struct line {
    struct point *points;
    uint32_t count;
};

static void line_add(struct line *line, struct point at)
{
    if (line->count && line->points[line->count - 1].lat == at.lat &&
        line->points[line->count - 1].lon == at.lon)
        return;
    line->points[line->count++] = at;
}

static struct point between(struct point a, struct point b, double share)
{
    return (struct point){(int32_t)(a.lat + share * ((double)b.lat - a.lat)),
                          (int32_t)(a.lon + share * ((double)b.lon - a.lon))};
}

/* What of one straight piece from `at` millimetres on lies within the part travelled. */
static void line_add_straight(struct line *line, const struct path_piece *piece,
                              const struct point ends[2], uint64_t at)
{
    uint32_t length = street_millimetres(ends[0], ends[1]);
    if (at + length < piece->begin_mm || at > piece->end_mm)
        return;
    if (at >= piece->begin_mm)
        line_add(line, ends[0]);
    else if (length)
        line_add(line, between(ends[0], ends[1], (double)(piece->begin_mm - at) / length));
    if (at + length <= piece->end_mm)
        line_add(line, ends[1]);
    else if (length)
        line_add(line, between(ends[0], ends[1], (double)(piece->end_mm - at) / length));
}

static void line_add_piece(struct line *line, const struct streets *streets,
                           const struct path_piece *piece, struct point *shape)
{
    uint32_t count = street_edge_points(streets, piece->way >> 1, shape);
    uint64_t at = 0;
    for (uint32_t i = 0; i + 1 < count; i++) {
        uint32_t one = piece->way & 1 ? count - 1 - i : i;
        uint32_t two = piece->way & 1 ? one - 1 : one + 1;
        line_add_straight(line, piece, (struct point[]){shape[one], shape[two]}, at);
        at += street_millimetres(shape[one], shape[two]);
    }
}

uint32_t path_points(const struct streets *streets, const struct path *path, struct arena *arena,
                     struct point **points)
{
    uint32_t room = 2, most = 0;
    for (uint32_t i = 0; i < path->piece_count; i++) {
        uint32_t inner = streets->street_edges[path->pieces[i].way >> 1].inner_points + 2u;
        room += 2 * inner;
        most = inner > most ? inner : most;
    }
    struct line line = {arena_array(arena, room, sizeof(struct point)), 0};
    struct point *shape = arena_array(arena, most, sizeof *shape);
    line_add(&line, path->from);
    for (uint32_t i = 0; i < path->piece_count; i++)
        line_add_piece(&line, streets, &path->pieces[i], shape);
    line_add(&line, path->to);
    *points = line.points;
    return line.count;
}
