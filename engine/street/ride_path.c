#include "engine/street/riding.h"

/* The way of a ride, written from its end back to its start. */

static uint32_t count_pieces(const struct ride *ride, const struct ride_end *end)
{
    uint32_t count = end->arc != NO_IX;
    for (uint32_t i = end->label; !(i & RIDE_START); i = ride_label_at(ride, i)->before)
        count++;
    return count;
}

/* Puts a stretch before all that is there; `wait` is spent at the vertex where it begins. */
static void put(const struct ride *ride, const struct street_arc *arc, struct path_piece *piece,
                uint64_t wait, struct path *path)
{
    spread_put_piece(path, piece, arc,
                     wait + ride_arc_cost(ride, arc, piece->begin_mm, piece->end_mm));
}

/* Who starts at a spot passes no vertex before his first stretch. */
static uint64_t wait_after(const struct ride *ride, uint32_t before)
{
    if (before & RIDE_START)
        return 0;
    vertex_ix vertex = ride_vertex_of(ride, ride_label_at(ride, before)->state);
    return metric_pass(ride->ask.metric, &ride->streets.street_vertices[vertex]);
}

/* Where along its edge the ride starts from a spot. */
static uint32_t start_along(const struct ride *ride, uint32_t stand, uint32_t which, edge_way way)
{
    uint32_t count;
    struct spot spot = ride_spot_of(ride_stand_spots(ride, stand, true, &count) + which);
    return spot_along(&ride->streets, &spot, way);
}

/* Where it starts: the pickup. */
static void put_start(const struct ride *ride, uint32_t stand, uint32_t which, struct path *path)
{
    uint32_t count;
    path->from = ride->ask.lending->pickups[stand].at;
    path->from_off_mm = ride_stand_spots(ride, stand, true, &count)[which].off_mm;
}

/* Where it ends: a dock, or a vertex. */
static void put_end(const struct ride *ride, const struct ride_end *end, struct path *path)
{
    uint32_t count;
    if (end->to_vertex) {
        path->to = ride->streets.street_vertices[end->target].at;
        return;
    }
    path->to = ride->ask.lending->docks[end->target].at;
    path->to_off_mm = ride_stand_spots(ride, end->target, false, &count)[end->which].off_mm;
}

void ride_path(const struct ride *ride, const struct ride_end *end, struct arena *arena,
               struct path *path)
{
    const struct street_arc *arcs = ride->streets.street_arcs_out;
    uint32_t number = end->label;
    *path = (struct path){.cost = end->cost, .piece_count = count_pieces(ride, end)};
    path->pieces = arena_array(arena, path->piece_count, sizeof *path->pieces);
    struct path_piece *piece = path->pieces + path->piece_count;
    if (end->arc != NO_IX) {
        *--piece = (struct path_piece){.begin_mm = end->begin, .end_mm = end->end};
        put(ride, &arcs[end->arc], piece, wait_after(ride, number), path);
    }
    for (; !(number & RIDE_START); number = ride_label_at(ride, number)->before) {
        const struct ride_label *label = ride_label_at(ride, number);
        const struct street_arc *arc = &arcs[label->arc];
        *--piece = (struct path_piece){.end_mm = arc->length_mm};
        if (label->before & RIDE_START)
            piece->begin_mm = start_along(ride, end->origin, label->before - RIDE_START, arc->way);
        put(ride, arc, piece, wait_after(ride, label->before), path);
    }
    put_start(ride, end->origin, number - RIDE_START, path);
    put_end(ride, end, path);
    uint64_t off = (uint64_t)path->from_off_mm + path->to_off_mm;
    path->time += ride->ask.metric->off_pace * off;
    path->length_mm += (uint32_t)off;
}
