#ifndef ENGINE_STREET_WORKER_H
#define ENGINE_STREET_WORKER_H

#include "engine/base/arena.h"
#include "engine/street/profile.h"

/*
 * The memory of one thread that searches streets: labels for every vertex that are never cleared,
 * a heap, and the metrics of the last profiles. Kept alive it allocates nothing for a question.
 */

struct street_worker;

/** A worker for these streets (the view is copied; the arrays must outlive it). */
struct street_worker *street_worker_create(const struct streets *streets);

/** Frees it; NULL is fine. */
void street_worker_destroy(struct street_worker *worker);

/** The streets it works on. */
const struct streets *street_worker_streets(const struct street_worker *worker);

/** Vertices settled since it was made, by whatever question: what its work is measured by. */
uint64_t street_worker_effort(const struct street_worker *worker);

/** The metric of a profile, kept for the next questions; the worker's, until 8 others came. */
const struct metric *street_worker_metric(struct street_worker *worker,
                                          const struct profile *profile);

/* --- From a place to the streets --- */

/** Where on an edge somebody gets onto the streets, or leaves them. */
struct spot {
    edge_ix edge;
    uint32_t along_mm; /**< from the edge's `from`, along it */
    uint32_t off_mm;   /**< straight from the door to that point */
    struct point at;   /**< that point */
};

#define DOOR_SPOTS_MAX 6

/** A place and where it meets the streets; a stop's own ties when it stands for a stop. */
struct door {
    struct point at;
    int16_t level;                     /**< tenths of a floor; DOOR_ANY_LEVEL */
    uint32_t tie_kind, record;         /**< as in struct street_tie; DOOR_VERTEX and a vertex;
                                            record NO_IX: a point */
    uint32_t spot_count;               /**< 0: nothing near, or a stop */
    struct spot spots[DOOR_SPOTS_MAX]; /**< nearest first */
};

#define DOOR_ANY_LEVEL INT16_MIN

/** The kind of a door that is a vertex itself, as if tied there and nowhere else. */
#define DOOR_VERTEX UINT32_MAX

/** How far from a place streets are looked for, in metres, unless the question says so. */
#define DOOR_METRES 250.0

/**
 * Puts a point on the streets: the nearest edge that the metric can use and that is no island, and
 * others nearly as near. On a level only edges that touch it, if there are any near.
 */
void door_at(struct street_worker *worker, const struct metric *metric, struct point at,
             int16_t level, double metres, struct door *door);

/**
 * The door of a served stop or a park: its ties, at the place of the first. False: it has none.
 * An index that does not exist has none either.
 */
bool door_of(const struct streets *streets, enum tie_kind kind, uint32_t record, struct door *door);

/** The door that a vertex is: where somebody gets out of a car, neither passing it nor crossing. */
void door_of_vertex(const struct streets *streets, vertex_ix vertex, struct door *door);

/* --- From one to all --- */

/** Which way a flood runs. */
enum flood_sense {
    FLOOD_FROM, /**< away from the door */
    FLOOD_TO,   /**< towards the door: costs are those of coming to it */
};

/** Where a flood starts: a door, and what has been spent before. */
struct flood_source {
    const struct door *door;
    uint64_t cost;
};

/** One-to-many: Dijkstra, bounded. */
struct flood_ask {
    const struct metric *metric;
    enum flood_sense sense;
    const struct flood_source *sources;
    uint32_t source_count;
    uint64_t cost_max; /**< nanoseconds; what lies beyond has no label */
    /**
     * By source: what is come to from it costs no more, what was spent before included; NULL: only
     * `cost_max` counts. Where what comes from one source ends, others are heard that came later;
     * but where the first of several comes to, it stands for all, though it may not get as far on.
     */
    const uint64_t *limits;
};

/**
 * Settles every vertex within the bound, nearest first. The result stays in the worker until its
 * next flood or path.
 */
void flood_run(struct street_worker *worker, const struct flood_ask *ask);

/**
 * The same, ended as soon as the costs of all these doors are known: flood_door_cost of each is
 * what it would be after flood_run; other costs are not to be asked for. It saves what lies farther
 * away than the farthest of them, and nothing if one of them cannot be reached.
 */
void flood_run_to(struct street_worker *worker, const struct flood_ask *ask,
                  const struct door *targets, uint32_t target_count);

/** Vertices of the last flood in the order they were settled. */
const vertex_ix *flood_settled(const struct street_worker *worker, uint32_t *count);

/**
 * Cost of a vertex after the last flood, on whichever of its copies it was come to; COST_NEVER: not
 * reached.
 */
uint64_t flood_cost(const struct street_worker *worker, vertex_ix vertex);

/** Real time of the same way, nanoseconds. */
uint64_t flood_time(const struct street_worker *worker, vertex_ix vertex);

/** The source from which it was reached, an index of the question's; NO_IX: not reached. */
uint32_t flood_source_of(const struct street_worker *worker, vertex_ix vertex);

/**
 * Cost of a door after the last flood (spots on an edge count from both its ends, and straight
 * along the edge when a source lies on it too; off the streets from a source that is nearer than
 * the street is to either of them). COST_NEVER: not reached within the bound.
 */
uint64_t flood_door_cost(const struct street_worker *worker, const struct door *door);

/**
 * Cost of a spot of the streets after the last flood, for somebody who does not stay there but
 * comes by. COST_NEVER: not reached, or only those who stay may be there.
 */
uint64_t flood_passing_cost(const struct street_worker *worker, const struct spot *spot);

/** The source of that way, an index of the question's; NO_IX: not reached. */
uint32_t flood_door_source(const struct street_worker *worker, const struct door *door);

/**
 * Real time of that way, nanoseconds; its cost when costs are times. Where two ways cost the same
 * it is that of either.
 */
uint64_t flood_door_time(const struct street_worker *worker, const struct door *door);

/* --- From one to one, with the path --- */

/** A stretch of a path: one edge, or a part of it at either end. */
struct path_piece {
    edge_way way;
    uint16_t trait;            /**< in the direction travelled */
    uint16_t up_dm, down_dm;   /**< of the whole arc */
    uint32_t begin_mm, end_mm; /**< along the edge as travelled */
    uint64_t time;             /**< nanoseconds */
};

/** A way on the streets. */
struct path {
    struct path_piece *pieces; /**< in order; in the arena */
    uint32_t piece_count;
    struct point from, to; /**< the doors; of stops and parks the vertex they are tied to */
    uint32_t from_off_mm, to_off_mm; /**< off the streets at either end */
    uint64_t time, cost;             /**< nanoseconds, off-street parts included */
    uint32_t length_mm;              /**< likewise */
    double up_metres, down_metres;
};

/** Between two doors. */
struct path_ask {
    const struct metric *metric;
    const struct door *from, *to;
    uint64_t cost_max; /**< nanoseconds */
};

/**
 * The best way; it has no pieces when it lies off the streets. False: there is none within the
 * bound. The path lives in `arena`.
 */
bool path_find(struct street_worker *worker, const struct path_ask *ask, struct arena *arena,
               struct path *path);

/** The line of a path, ends included, no point twice in a row; in `arena`. Returns how many. */
uint32_t path_points(const struct streets *streets, const struct path *path, struct arena *arena,
                     struct point **points);

#endif
