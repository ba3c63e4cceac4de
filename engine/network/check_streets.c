#include "engine/network/check.h"

/*
 * The streets. A search follows vertices to arcs, arcs to vertices, edges and traits, edges to
 * shapes, cells to edges, ties to vertices and to what is tied; all of that leads somewhere after
 * this. Cells are also looked at for their order, since one in the wrong place would hide a street.
 */

static bool check_vertices(const struct network *network, struct error *error)
{
    uint32_t count = network->counts.street_vertices;
    const struct street_vertex *vertices = network->street_vertices;
    for (uint32_t i = 0; i < count; i++) {
        const struct street_vertex *vertex = &vertices[i];
        const struct street_vertex *before = i ? &vertices[i - 1] : NULL;
        if (vertex->first_out < (before ? before->first_out : 0) ||
            vertex->first_in < (before ? before->first_in : 0))
            return check_fail(error, "street_vertices", i,
                              "has arcs that lie before those of the one in front of it");
        if (i + 1 < count && (vertex->at.lat < -900000000 || vertex->at.lat > 900000000 ||
                              vertex->at.lon < -1800000000 || vertex->at.lon > 1800000000))
            return check_fail(error, "street_vertices", i, "lies off the map");
    }
    uint32_t out = count ? vertices[count - 1].first_out : 0;
    uint32_t in = count ? vertices[count - 1].first_in : 0;
    if (out != network->counts.street_arcs_out || in != network->counts.street_arcs_in)
        return check_fail(error, "street_vertices", count ? count - 1 : 0, "does not end the arcs");
    return true;
}

static bool check_arcs(const struct network *network, const char *section,
                       const struct street_arc *arcs, uint32_t count, struct error *error)
{
    struct streets streets = network_streets(network);
    for (uint32_t i = 0; i < count; i++) {
        if (arcs[i].vertex >= streets_vertices(&streets) ||
            arcs[i].way >> 1 >= streets.counts.street_edges ||
            arcs[i].trait >= streets.counts.street_traits)
            return check_fail(error, section, i, "leads nowhere");
        if (arcs[i].length_mm != streets.street_edges[arcs[i].way >> 1].length_mm)
            return check_fail(error, section, i, "is not as long as its edge");
    }
    return true;
}

static bool check_trait(const struct street_trait *trait)
{
    return trait->kind < STREET_KINDS && trait->road < ROAD_CLASSES &&
           trait->foot <= ACCESS_UNKNOWN && trait->wheelchair <= ACCESS_UNKNOWN &&
           trait->bicycle <= ACCESS_UNKNOWN && trait->scooter <= ACCESS_UNKNOWN &&
           trait->car <= ACCESS_UNKNOWN && trait->surface <= SURFACE_ROUGH &&
           trait->cycling <= CYCLING_FREE;
}

static bool check_traits(const struct network *network, struct error *error)
{
    for (uint32_t i = 0; i < network->counts.street_traits; i++)
        if (!check_trait(&network->street_traits[i]))
            return check_fail(error, "street_traits", i, "has a value that does not exist");
    if (network->counts.street_traits > UINT16_MAX + 1u)
        return check_fail(error, "street_traits", UINT16_MAX + 1u, "has no number");
    return true;
}

/* Two numbers a point, each of which ends with a byte below 128. */
static bool shape_fits(const struct street_edge *edge, const uint8_t *bytes, uint32_t count)
{
    uint32_t left = 2u * edge->inner_points;
    for (uint32_t at = edge->shape; left && at < count; at++)
        left -= bytes[at] < 0x80;
    return !left && edge->shape <= count;
}

static bool check_edges(const struct network *network, struct error *error)
{
    struct streets streets = network_streets(network);
    for (edge_ix i = 0; i < streets.counts.street_edges; i++) {
        const struct street_edge *edge = &streets.street_edges[i];
        if (edge->from >= streets_vertices(&streets) || edge->to >= streets_vertices(&streets) ||
            edge->trait >= streets.counts.street_traits)
            return check_fail(error, "street_edges", i, "leads nowhere");
        if (edge->name >= network->counts.texts)
            return check_fail(error, "street_edges", i, "has a text outside the texts");
        if (!shape_fits(edge, streets.street_shapes, streets.counts.street_shapes))
            return check_fail(error, "street_edges", i, "has a shape outside the shapes");
    }
    if (streets.counts.street_edges > UINT32_MAX / 2)
        return check_fail(error, "street_edges", UINT32_MAX / 2, "has no number");
    return true;
}

static bool is_after(const struct street_cell *cell, const struct street_cell *before)
{
    return cell->row != before->row ? cell->row > before->row : cell->column > before->column;
}

static bool check_cells(const struct network *network, struct error *error)
{
    uint32_t count = network->counts.street_cells, edges = network->counts.street_edges;
    const struct street_cell *cells = network->street_cells;
    for (uint32_t i = 1; i < count; i++)
        if (cells[i].first < cells[i - 1].first || !is_after(&cells[i], &cells[i - 1]))
            return check_fail(error, "street_cells", i, "lies before the one in front of it");
    if ((count ? cells[count - 1].first : 0) != network->counts.street_cell_edges)
        return check_fail(error, "street_cells", count ? count - 1 : 0, "does not end the edges");
    for (uint32_t i = 0; i < network->counts.street_cell_edges; i++)
        if (network->street_cell_edges[i] >= edges)
            return check_fail(error, "street_cell_edges", i, "leads nowhere");
    return true;
}

static bool check_tie(const struct network *network, const struct street_tie *tie)
{
    struct streets streets = network_streets(network);
    if (tie->vertex >= streets_vertices(&streets))
        return false;
    if (tie->kind == TIE_STOP)
        return tie->record < network->facts->served_stops;
    return tie->record < network->counts.street_parks &&
           network->street_parks[tie->record].kind == tie->kind;
}

static bool check_ties(const struct network *network, struct error *error)
{
    uint32_t ties = network->counts.street_ties;
    for (uint32_t i = 0; i < ties; i++)
        if (!check_tie(network, &network->street_ties[i]))
            return check_fail(error, "street_ties", i, "ties nothing, or to nowhere");
    if (network->counts.street_vertex_ties != ties)
        return check_fail(error, "street_vertex_ties", network->counts.street_vertex_ties,
                          "is not one of as many as there are ties");
    for (uint32_t i = 0; i < ties; i++)
        if (network->street_vertex_ties[i] >= ties)
            return check_fail(error, "street_vertex_ties", i, "leads nowhere");
    return true;
}

static bool check_parks(const struct network *network, struct error *error)
{
    for (uint32_t i = 0; i < network->counts.street_parks; i++) {
        const struct street_park *park = &network->street_parks[i];
        if (park->id >= network->counts.texts || park->name >= network->counts.texts)
            return check_fail(error, "street_parks", i, "has a text outside the texts");
        if ((park->kind != TIE_CAR_PARK && park->kind != TIE_BICYCLE_PARK) ||
            park->fee > TRISTATE_NO || park->park_ride > TRISTATE_NO || park->covered > TRISTATE_NO)
            return check_fail(error, "street_parks", i, "has a value that does not exist");
    }
    return true;
}

bool check_streets(const struct network *network, struct error *error)
{
    return check_vertices(network, error) && check_traits(network, error) &&
           check_edges(network, error) &&
           check_arcs(network, "street_arcs_out", network->street_arcs_out,
                      network->counts.street_arcs_out, error) &&
           check_arcs(network, "street_arcs_in", network->street_arcs_in,
                      network->counts.street_arcs_in, error) &&
           check_cells(network, error) && check_parks(network, error) && check_ties(network, error);
}
