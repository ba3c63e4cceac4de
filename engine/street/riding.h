#ifndef ENGINE_STREET_RIDING_H
#define ENGINE_STREET_RIDING_H

#include "engine/street/by_edge.h"
#include "engine/street/heap.h"
#include "engine/street/ride.h"
#include "engine/street/spread.h"

/* Inside ride only: labels, and what an arc of the lending's ground costs. */

/**
 * Beside the phases of a spread (enum spread_phase): standing at a vertex without having come to
 * it. All may follow, and nothing that stands there is passed.
 */
enum { STANDING = SPREAD_PHASES, RIDE_PHASES };

/** A way to a state: its phase times vertices, plus a vertex. */
struct ride_label {
    uint64_t cost;
    uint32_t state;
    uint32_t spent_mm; /**< of the range: what is gone already, see ride.limit_mm */
    uint32_t before;   /**< label it was come from; RIDE_START + which spot of its stand;
                            RIDE_AT_VERTEX */
    uint32_t arc;      /**< of the arcs searched; from a spot always of street_arcs_out; or NO_IX */
    uint32_t origin;   /**< stand, or RIDE_START + vertex */
    uint32_t next;     /**< the next settled label of its state, or NO_IX */
};

/** Marks a label that has no other before it. */
#define RIDE_START (UINT32_C(1) << 31)

/** And one that started at a vertex, and not at a stand. */
#define RIDE_AT_VERTEX UINT32_MAX

/** What is known of a state; valid when its stamp is the search's. */
struct ride_state {
    uint64_t hope_cost; /**< a label that waits to be settled, or was */
    uint64_t left;      /**< nanoseconds that are not to be spent any more when it is come to: as
                             many as it takes at least to the goal, or see ride_ask.detour_max */
    uint32_t hope_spent;
    uint32_t settled_spent; /**< least of the settled ones; UINT32_MAX: none */
    uint32_t settled;       /**< the newest settled label, or NO_IX */
    uint32_t stamp;
};

/** A spot of a stand that the search started at. */
struct ride_spot {
    edge_ix edge;
    uint32_t which; /**< of the stand's ride spots */
    uint32_t stand;
    uint32_t spent_mm;
    uint64_t cost; /**< at the spot */
    uint32_t next; /**< in by_edge */
};

/** One search at work. */
struct ride {
    struct streets streets;
    double carried; /* metres a second of the fastest lift, ferry or timed pathway */
    struct ride_pull pull;
    uint32_t vertices, stamp;
    struct ride_state *states;    /* phase after phase */
    struct vec labels;            /* struct ride_label */
    struct vec settled;           /* uint32_t: labels in the order they were settled */
    struct vec spots;             /* struct ride_spot */
    struct by_edge by_edge;       /* of them */
    struct heap heap;             /* of labels, by their cost and what is left at least */
    bool phase_seen[RIDE_PHASES]; /* whether any label of it was offered in this search */
    struct ride_ask ask;
    uint32_t limit_mm; /* longer rides than this cannot be within the bound; a vehicle that goes
                          less far starts with the difference spent */
    bool ranges;       /* labels differ by what is spent; of a vehicle that goes as far as the bound
                          lets it (FLOOD_FROM) nothing ever is */
    bool detours;      /* the search before this one had no ranges, and says what is cheapest */
};

/** Where one stands at a vertex: there, or at all of its place when it is a copy. */
struct vertex_span ride_places_of(const struct ride *ride, vertex_ix vertex);

/** The vertex of a state, found without dividing: phases are few. */
static inline vertex_ix ride_vertex_of(const struct ride *ride, uint32_t state)
{
    while (state >= ride->vertices)
        state -= ride->vertices;
    return state;
}

/** And its phase. */
static inline uint32_t ride_phase_of(const struct ride *ride, uint32_t state)
{
    uint32_t phase = 0;
    for (; state >= ride->vertices; state -= ride->vertices)
        phase++;
    return phase;
}

/** The label with that number. */
static inline const struct ride_label *ride_label_at(const struct ride *ride, uint32_t number)
{
    return (const struct ride_label *)ride->labels.data + number;
}

/** Metres a second of the fastest of what carries one (ride_goal.c). */
double ride_carried_speed(const struct streets *streets);

/** The pull of what is asked for. */
struct ride_pull ride_pull_of(const struct ride *ride);

/** Nanoseconds that it takes at least from a vertex to the goal. */
uint64_t ride_left(const struct ride *ride, vertex_ix vertex);

/** Nanoseconds for the stretch [begin, end) of an arc; COST_NEVER: not to be ridden. */
uint64_t ride_arc_cost(const struct ride *ride, const struct street_arc *arc, uint32_t begin,
                       uint32_t end);

/** A pace of next to nothing: what carries one takes its fixed seconds, and no battery. */
enum { RIDE_CARRIED_PACE = 1 };

/** Millimetres of a range that the stretch takes. */
static inline uint32_t ride_arc_spends(const struct ride *ride, const struct street_arc *arc,
                                       uint32_t begin, uint32_t end)
{
    return ride->ask.metric->paces[arc->trait].cost == RIDE_CARRIED_PACE ? 0 : end - begin;
}

/** What is spent after more millimetres. */
static inline uint32_t ride_spend(const struct ride *ride, uint32_t before, uint32_t more)
{
    return ride->ask.sense == FLOOD_FROM && !before ? 0 : before + more;
}

/** The spot of a stand as one of the streets. */
struct spot ride_spot_of(const struct rental_spot *spot);

/** The ride spots of a stand in the sense: where a search starts (`start`), or where it ends. */
const struct rental_spot *ride_stand_spots(const struct ride *ride, uint32_t stand, bool start,
                                           uint32_t *count);

/** What a stand's vehicle has spent before it starts; in FLOOD_TO and of docks 0. */
uint32_t ride_spent_at(const struct ride *ride, uint32_t stand);

#endif
