#ifndef ENGINE_STREET_SPREAD_H
#define ENGINE_STREET_SPREAD_H

#include "engine/street/by_edge.h"
#include "engine/street/heap.h"
#include "engine/street/worker.h"

/*
 * The search below flood and path: Dijkstra's, over states. A state is a vertex and what is still
 * allowed there, since ways for residents and customers (ACCESS_DESTINATION) may be used to leave
 * the source and to come to the target but not in between:
 *
 *   AT_START   every arc so far was such a way, and the source lies on one
 *   ON_WAY     no such arc since the first other one
 *   AT_END     such arcs again: nothing else may follow
 *
 * What can be done from AT_START can not be done from ON_WAY, and so on: of two states of a vertex
 * the later one counts only when it is cheaper. Most searches never see another state than ON_WAY.
 */

enum spread_phase { ON_WAY, AT_END, AT_START, SPREAD_PHASES };

/** The cheapest known way to a state. Valid when its stamp is the worker's. */
struct spread_label {
    uint64_t cost;
    uint32_t stamp;  /**< the worker's: known; that plus one: settled */
    uint32_t source; /**< which of the sources it was come to from */
};

/** What a state was come from. */
struct spread_trail {
    uint32_t state; /**< or SPREAD_SEED + which spot or tie of the source */
    uint32_t arc;   /**< in the arcs searched; NO_IX: a tied vertex itself */
};

/** Marks the trail of a state that was come to from the source. */
#define SPREAD_SEED (UINT32_C(1) << 31)

/** What is searched. */
struct spread {
    const struct metric *metric;
    enum flood_sense sense;
    uint64_t cost_max;
    bool trails; /**< remember what states were come from */
    const uint64_t
        *limits; /**< by source: what comes from it costs no more; NULL: cost_max alone */
};

/** A spot of a source, kept so that doors on the same edge can be told. */
struct spread_spot {
    struct spot spot;
    uint64_t cost, time; /**< at the spot */
    uint32_t source;
    uint32_t next; /**< in by_edge */
};

/** A place that is a source, kept so that places nearer to it than the streets can be told. */
struct spread_place {
    struct point at;
    int16_t level;
    uint32_t off_mm; /**< to the nearest spot */
    uint32_t source;
    uint64_t cost;
};

/** A tied vertex that the search started at and that others may not pass for nothing. */
struct spread_start {
    vertex_ix vertex;
    uint32_t origin; /**< as in a trail */
    uint32_t source;
    uint64_t cost, time;
};

/** Where somebody goes on by other means. */
struct reach_start {
    vertex_ix vertex;
    uint32_t off_mm;
    uint64_t time;
};

/** A metric and when it was asked for last. */
struct metric_slot {
    struct metric metric;
    uint64_t used; /**< 0: never */
};

/** The last and eight others. */
enum { METRIC_SLOTS = 9 };

/** What a thread keeps between questions. */
struct street_worker {
    struct streets streets;
    struct spread_label *labels; /* a phase after the other, so untouched phases cost no memory */
    struct spread_trail *trails; /* likewise */
    uint64_t *times;             /* likewise; where costs are no times */
    vertex_ix *settled;
    uint32_t settled_count;
    uint64_t settled_before; /* by earlier searches */
    uint32_t stamp;
    uint32_t vertices;
    bool phase_seen[SPREAD_PHASES];
    struct heap heap;
    struct vec spots;       /* struct spread_spot */
    struct by_edge by_edge; /* of them */
    struct vec places;      /* struct spread_place */
    struct vec starts;      /* struct spread_start */
    struct vec seeds;       /* uint32_t: states that the next step starts from */
    struct vec found;       /* struct reach_found */
    struct vec changes;     /* struct reach_start */
    struct vec change_ways; /* struct reach_change of each */
    struct ride *ride;      /* NULL before the first */
    struct spread now;
    struct metric_slot slots[METRIC_SLOTS];
    uint64_t asked;             /* metrics so far */
    struct street_worker *mate; /* for paths, the labels of the flood back; NULL before the first */
};

/** A second set of labels on the same streets, made when it is first asked for; the worker's. */
struct street_worker *spread_mate(struct street_worker *worker);

/** Forgets the last search. The metric must be one of the worker's streets. */
void spread_begin(struct street_worker *worker, const struct spread *spread);

/** A door from which the search starts with `cost` spent; `number` is its source's. */
void spread_source(struct street_worker *worker, const struct door *door, uint64_t cost,
                   uint32_t number);

/**
 * The same from a vertex, as if tied there. Of many that lie beside each other nearly all lead
 * nowhere that another does not lead to as soon: these have a cost, but are settled, and told as
 * settled, only where something is tied to them.
 */
void spread_vertex_source(struct street_worker *worker, vertex_ix vertex, uint64_t cost,
                          uint32_t number);

/** Settles the next state. False: there is none within the bound. */
bool spread_step(struct street_worker *worker, struct heap_entry *settled);

/** The vertex of a state. */
static inline vertex_ix spread_vertex(const struct street_worker *worker, uint32_t state)
{
    return state < worker->vertices       ? state
           : state < 2 * worker->vertices ? state - worker->vertices
                                          : state - 2 * worker->vertices;
}

/** The phase of a state. */
static inline enum spread_phase spread_phase_of(const struct street_worker *worker, uint32_t state)
{
    return state < worker->vertices ? ON_WAY : state < 2 * worker->vertices ? AT_END : AT_START;
}

/** The phase after an arc; SPREAD_PHASES: it may not be used. */
static inline enum spread_phase spread_phase_after(enum spread_phase phase, bool destination)
{
    if (destination)
        return phase == AT_START ? AT_START : AT_END;
    return phase == AT_END ? SPREAD_PHASES : ON_WAY;
}

/**
 * Adds to a path what one of its pieces is: an arc, or the part of it that the piece says, and the
 * time it takes.
 */
void spread_put_piece(struct path *path, struct path_piece *piece, const struct street_arc *arc,
                      uint64_t time);

/**
 * The cheapest state of exactly this vertex, copies not counted; of those from which a way that is
 * none for residents may follow when `onward`. False: there is none.
 */
bool spread_best(const struct street_worker *worker, vertex_ix vertex, bool onward,
                 uint32_t *state);

/** Vertices at one place: a vertex and its copies (and perhaps others, on other floors). */
struct vertex_span {
    vertex_ix first, end;
};

/** The vertices beside this one that lie exactly where it does. */
static inline struct vertex_span vertex_span_of(const struct streets *streets, vertex_ix vertex)
{
    const struct street_vertex *vertices = streets->street_vertices;
    struct point at = vertices[vertex].at;
    struct vertex_span span = {vertex, vertex + 1};
    while (span.first && vertices[span.first - 1].at.lat == at.lat &&
           vertices[span.first - 1].at.lon == at.lon)
        span.first--;
    while (span.end < streets_vertices(streets) && vertices[span.end].at.lat == at.lat &&
           vertices[span.end].at.lon == at.lon)
        span.end++;
    return span;
}

/** A look at the passable arcs along one edge in one direction. */
struct way_arcs {
    const struct metric *metric;
    edge_way way;
    struct vertex_span tails; /**< whose arcs are left to look at */
    uint32_t arc;             /**< next one of the first tail's */
};

/**
 * Starts it: the arcs by which one goes on from a spot on the edge (`leaving`: they do not know of
 * turns before the spot), or all by which one may come to it.
 */
struct way_arcs way_arcs_of(const struct metric *metric, edge_way way, bool leaving);

/** The next one: an index of street_arcs_out and its tail. False: there are no more. */
bool way_arcs_next(struct way_arcs *look, uint32_t *arc, vertex_ix *tail);

/** Where a spot lies along its edge when travelled that way. */
static inline uint32_t spot_along(const struct streets *streets, const struct spot *spot,
                                  edge_way way)
{
    uint32_t length = streets->street_edges[spot->edge].length_mm;
    return !(way & 1) ? spot->along_mm : length > spot->along_mm ? length - spot->along_mm : 0;
}

/**
 * Where a door that is no point meets the streets: `*ties`, whose number is returned. `own` is room
 * for that of a vertex.
 */
uint32_t door_ties(const struct streets *streets, const struct door *door, struct street_tie *own,
                   const struct street_tie **ties);

/** The ties of a record: indices of street_ties, from `*first` to before the returned one. */
uint32_t ties_of(const struct streets *streets, uint32_t kind, uint32_t record, uint32_t *first);

/** The first of the ties at a vertex (or beyond it): an index of street_vertex_ties. */
uint32_t first_tie_at(const struct streets *streets, vertex_ix vertex);

#endif
