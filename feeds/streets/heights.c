#include "feeds/streets/heights.h"

#include <math.h>

#include "engine/base/memory.h"

#define SMOOTH_METRES 25.0
#define SHORTEST_METRES 1.0 /* so that nothing is divided by zero */
#define CLOSE_ENOUGH 1e-9   /* square of what is left to what there was: below a decimetre */
#define SMOOTH_ROUNDS 200

/* A piece from one of its ends. */
struct step {
    node_ix to;
    uint32_t length_mm;
};

enum state { OFF_MAP, GROUND, SPANNED };

/* Heights being worked out, by node. */
struct heights {
    const struct map *map;
    uint32_t nodes;
    uint8_t *states;    /* enum state */
    double *metres;     /* NAN unknown */
    uint32_t *first;    /* in `steps`, and one more */
    struct step *steps; /* both ways */
};

static bool is_span(const struct map *map, const struct map_way *way)
{
    return map_trait_at(map, way->trait)->marks & (MARK_BRIDGE | MARK_TUNNEL);
}

/* Which nodes touch the ground, and how many pieces meet at each. */
static void survey(struct heights *heights)
{
    const struct map *map = heights->map;
    for (way_ix w = 0; w < map->ways.count; w++) {
        const struct map_way *way = map_way_at(map, w);
        const node_ix *nodes = map_way_nodes(map, w);
        bool span = is_span(map, way);
        for (uint32_t i = 0; i < way->ref_count; i++) {
            uint8_t *state = &heights->states[nodes[i]];
            *state = span && *state != GROUND ? SPANNED : GROUND;
            heights->first[nodes[i] + 1] += (i > 0) + (i + 1 < way->ref_count);
        }
    }
    for (node_ix node = 0; node < heights->nodes; node++)
        heights->first[node + 1] += heights->first[node];
}

static void list_steps(struct heights *heights)
{
    const struct map *map = heights->map;
    uint32_t *next = memory_zeroed(heights->nodes, sizeof *next);
    heights->steps = memory_zeroed(heights->first[heights->nodes], sizeof *heights->steps);
    for (way_ix w = 0; w < map->ways.count; w++) {
        const struct map_way *way = map_way_at(map, w);
        const node_ix *nodes = map_way_nodes(map, w);
        for (uint32_t i = 0; i + 1 < way->ref_count; i++) {
            node_ix a = nodes[i], b = nodes[i + 1];
            uint32_t length = street_millimetres(map_node_at(map, a)->at, map_node_at(map, b)->at);
            heights->steps[heights->first[a] + next[a]++] = (struct step){b, length};
            heights->steps[heights->first[b] + next[b]++] = (struct step){a, length};
        }
    }
    memory_free(next);
}

static void ask_ground(struct heights *heights, const struct elevation *elevation)
{
    for (node_ix node = 0; node < heights->nodes; node++)
        heights->metres[node] = heights->states[node] == GROUND
                                    ? elevation_at(elevation, map_node_at(heights->map, node)->at)
                                    : (double)NAN;
}

/*
 * Both smoothing and spanning ask for the least of a sum of squares over the pieces: at each node
 * its own mass times the height asked for, and the neighbours' heights weighed by one over the
 * length, add up to its own. Solved by conjugate gradients with the diagonal as preconditioner
 * (Hestenes and Stiefel 1952); the arrays are by place in `nodes`.
 */
struct net {
    const struct heights *heights;
    struct vec nodes; /* node_ix, whose heights are looked for */
    uint32_t *number; /* one a node of the map: its place among them, or NO_IX */
    double *rows;     /* memory of all that follow */
    double *metres, *mass, *diagonal, *left, *course, *image;
};

static void net_begin(struct net *net, const struct heights *heights)
{
    *net = (struct net){.heights = heights, .nodes = vec_of(sizeof(node_ix))};
    net->number = memory_zeroed(heights->nodes, sizeof *net->number);
    for (node_ix node = 0; node < heights->nodes; node++)
        net->number[node] = NO_IX;
}

static void net_add(struct net *net, node_ix node)
{
    net->number[node] = net->nodes.count;
    vec_push_number(&net->nodes, node);
}

/* All nodes are there. */
static void net_close(struct net *net)
{
    size_t count = net->nodes.count;
    net->rows = memory_zeroed(6 * count, sizeof *net->rows);
    net->metres = net->rows;
    net->mass = net->rows + count;
    net->diagonal = net->rows + 2 * count;
    net->left = net->rows + 3 * count;
    net->course = net->rows + 4 * count;
    net->image = net->rows + 5 * count;
}

/* Puts what was found where it belongs. */
static void net_end(struct net *net, double *metres)
{
    for (uint32_t n = 0; n < net->nodes.count; n++)
        metres[((const node_ix *)net->nodes.data)[n]] = net->metres[n];
    memory_free(net->rows);
    memory_free(net->number);
    vec_finish(&net->nodes);
}

static double weight_of(const struct step *step)
{
    double metres = step->length_mm / 1000.0;
    return 1 / (metres > SHORTEST_METRES ? metres : SHORTEST_METRES);
}

/* What is missing at the start, and the diagonal. Neighbours without a height do not count. */
static void start(struct net *net)
{
    const struct heights *heights = net->heights;
    const node_ix *nodes = net->nodes.data;
    for (uint32_t n = 0; n < net->nodes.count; n++) {
        double sum = 0, pull = 0;
        for (uint32_t i = heights->first[nodes[n]]; i < heights->first[nodes[n] + 1]; i++) {
            const struct step *step = &heights->steps[i];
            uint32_t other = net->number[step->to];
            double metres = other == NO_IX ? heights->metres[step->to] : net->metres[other];
            if (isnan(metres))
                continue;
            sum += weight_of(step);
            pull += weight_of(step) * (metres - net->metres[n]);
        }
        net->diagonal[n] = sum + net->mass[n];
        net->left[n] = pull; /* The mass begins at the height asked for. */
    }
}

/* The matrix times the course. */
static void multiply(struct net *net)
{
    const struct heights *heights = net->heights;
    const node_ix *nodes = net->nodes.data;
    for (uint32_t n = 0; n < net->nodes.count; n++) {
        double sum = net->diagonal[n] * net->course[n];
        for (uint32_t i = heights->first[nodes[n]]; i < heights->first[nodes[n] + 1]; i++) {
            const struct step *step = &heights->steps[i];
            uint32_t other = net->number[step->to];
            if (other != NO_IX)
                sum -= weight_of(step) * net->course[other];
        }
        net->image[n] = sum;
    }
}

static double product(const struct net *net, const double *a, const double *b, bool preconditioned)
{
    double sum = 0;
    for (uint32_t n = 0; n < net->nodes.count; n++)
        sum += preconditioned ? a[n] * b[n] / net->diagonal[n] : a[n] * b[n];
    return sum;
}

static void solve(struct net *net, uint32_t rounds)
{
    uint32_t count = net->nodes.count;
    start(net);
    for (uint32_t n = 0; n < count; n++)
        net->course[n] = net->left[n] / net->diagonal[n];
    double square = product(net, net->left, net->left, true), enough = square * CLOSE_ENOUGH;
    for (uint32_t round = 0; round < rounds && square > enough; round++) {
        multiply(net);
        double stride = square / product(net, net->course, net->image, false);
        for (uint32_t n = 0; n < count; n++) {
            net->metres[n] += stride * net->course[n];
            net->left[n] -= stride * net->image[n];
        }
        double next = product(net, net->left, net->left, true);
        for (uint32_t n = 0; n < count; n++)
            net->course[n] = net->left[n] / net->diagonal[n] + next / square * net->course[n];
        square = next;
    }
}

/* The length of way that a node stands for. */
static double mass_of(const struct heights *heights, node_ix node)
{
    double metres = 0;
    for (uint32_t i = heights->first[node]; i < heights->first[node + 1]; i++)
        metres += heights->steps[i].length_mm / 2000.0;
    return metres > SHORTEST_METRES ? metres : SHORTEST_METRES;
}

static void smooth(struct heights *heights)
{
    struct net net;
    net_begin(&net, heights);
    for (node_ix node = 0; node < heights->nodes; node++)
        if (!isnan(heights->metres[node]))
            net_add(&net, node);
    net_close(&net);
    for (uint32_t n = 0; n < net.nodes.count; n++) {
        node_ix node = ((const node_ix *)net.nodes.data)[n];
        net.metres[n] = heights->metres[node];
        net.mass[n] = mass_of(heights, node) / (SMOOTH_METRES * SMOOTH_METRES);
    }
    solve(&net, SMOOTH_ROUNDS);
    net_end(&net, heights->metres);
}

static void reach(struct net *net, node_ix node)
{
    const struct heights *heights = net->heights;
    for (uint32_t i = heights->first[node]; i < heights->first[node + 1]; i++) {
        node_ix to = heights->steps[i].to;
        if (heights->states[to] == SPANNED && net->number[to] == NO_IX)
            net_add(net, to);
    }
}

/* From the ground with a height on; what is not reached stays unknown. */
static void span(struct heights *heights)
{
    struct net net;
    net_begin(&net, heights);
    for (node_ix node = 0; node < heights->nodes; node++)
        if (!isnan(heights->metres[node]))
            reach(&net, node);
    for (uint32_t i = 0; i < net.nodes.count; i++)
        reach(&net, ((const node_ix *)net.nodes.data)[i]);
    net_close(&net);
    solve(&net, 2 * net.nodes.count);
    net_end(&net, heights->metres);
}

/* --- All --- */

static void count_node(const struct heights *heights, node_ix node, struct height_counts *counts)
{
    double metres = heights->metres[node];
    if (heights->states[node] == OFF_MAP)
        return;
    counts->nodes++;
    if (isnan(metres)) {
        counts->unknown++;
        return;
    }
    ++*(heights->states[node] == GROUND ? &counts->ground : &counts->spanned);
    bool first = counts->ground + counts->spanned == 1;
    counts->low = first || metres < counts->low ? metres : counts->low;
    counts->high = first || metres > counts->high ? metres : counts->high;
}

static void write_heights(const struct heights *heights, struct height_counts *counts)
{
    for (node_ix node = 0; node < heights->nodes; node++) {
        double metres = heights->metres[node];
        map_node_at(heights->map, node)->height_dm =
            isnan(metres) ? MAP_NO_HEIGHT : (int32_t)lround(metres * 10);
        count_node(heights, node, counts);
    }
}

void map_heights(struct map *map, const struct elevation *elevation, struct height_counts *counts)
{
    uint32_t nodes = map->nodes.count;
    struct heights heights = {.map = map, .nodes = nodes};
    *counts = (struct height_counts){0};
    heights.states = memory_zeroed(nodes, sizeof *heights.states);
    heights.metres = memory_zeroed(nodes, sizeof *heights.metres);
    heights.first = memory_zeroed((size_t)nodes + 1, sizeof *heights.first);
    survey(&heights);
    list_steps(&heights);
    ask_ground(&heights, elevation);
    smooth(&heights);
    span(&heights);
    write_heights(&heights, counts);
    memory_free(heights.states);
    memory_free(heights.metres);
    memory_free(heights.first);
    memory_free(heights.steps);
}
