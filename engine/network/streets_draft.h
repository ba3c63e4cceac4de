#ifndef ENGINE_NETWORK_STREETS_DRAFT_H
#define ENGINE_NETWORK_STREETS_DRAFT_H

#include "engine/base/error.h"
#include "engine/base/vec.h"
#include "engine/network/streets.h"

/*
 * Streets being written. A compiler adds vertices, edges and arcs in any order; packing sorts them
 * into the sections of streets.h, which are then searched at once (changes between stops) and
 * frozen as they are. One owner, one thread.
 */

/** An arc before it stands in the lists of its two ends. */
struct draft_arc {
    vertex_ix tail, head; /**< in the draft's `vertices` */
    edge_way way;
    uint16_t trait;
    uint16_t up_dm, down_dm, seconds; /**< as in struct street_arc */
};

/** What a compiler fills. */
struct streets_draft {
    struct vec vertices;    /**< struct street_vertex; first_out and first_in are left zero */
    struct vec edges;       /**< struct street_edge; shape and inner_points are set by adding */
    struct vec arcs;        /**< struct draft_arc */
    struct vec traits;      /**< struct street_trait, each once: use streets_draft_trait */
    struct vec shapes;      /**< uint8_t; filled by streets_draft_edge */
    struct vec ties;        /**< struct street_tie; stops are those of the draft network */
    struct vec parks;       /**< struct street_park */
    struct vec trait_slots; /**< uint32_t: a hash table over `traits` */
};

/** Makes an empty draft. */
void streets_draft_init(struct streets_draft *draft);

/** Frees it; fine on a zeroed one. */
void streets_draft_finish(struct streets_draft *draft);

/** Adds a vertex and returns its number. */
vertex_ix streets_draft_vertex(struct streets_draft *draft, struct point at, uint32_t marks);

/** The number of this trait, added if it is new. False: more than 65,535 different ones. */
MUST_CHECK bool streets_draft_trait(struct streets_draft *draft, const struct street_trait *trait,
                                    uint16_t *number, struct error *error);

/**
 * Adds an edge along `inner` (points between its ends; at most 65,535) and returns its number. Its
 * length is the sum of its straight pieces unless `edge->length_mm` says otherwise. Arcs are added
 * apart.
 */
edge_ix streets_draft_edge(struct streets_draft *draft, const struct street_edge *edge,
                           const struct point *inner, uint32_t inner_points);

/** Adds one arc along an edge. */
void streets_draft_arc(struct streets_draft *draft, const struct draft_arc *arc);

/** Packed streets that are owned: one vec for each section. */
struct streets_store {
#define SECTION(name, type) struct vec name;
    STREET_SECTIONS(SECTION)
#undef SECTION
};

/** Makes an empty store. */
void streets_store_init(struct streets_store *store);

/** Frees it; fine on a zeroed one. */
void streets_store_finish(struct streets_store *store);

/**
 * Packs the draft, which is used up but for streets_draft_finish: vertices along a space-filling
 * curve, arcs under both their ends, edges by cells, ties by record and by vertex (which also marks
 * VERTEX_TIED). The same draft gives the same bytes.
 */
void streets_pack(struct streets_draft *draft, struct streets_store *store);

/**
 * Sorts ties (struct street_tie) by kind and record, and lists them by vertex in `vertex_ties`.
 * To be repeated after their records were renumbered.
 */
void streets_sort_ties(struct vec *ties, struct vec *vertex_ties);

/** A view of the store, valid until it changes. */
struct streets streets_of_store(const struct streets_store *store);

#endif
