#ifndef FEEDS_STREETS_COMPILING_H
#define FEEDS_STREETS_COMPILING_H

#include "feeds/streets/compile.h"

/* What compile.c and compile_turns.c share. */

/** The two outermost pieces of an edge: at its `from`, at its `to`. */
struct edge_ends {
    uint32_t piece[2];
};

/** A vertex that stands for another. */
struct vertex_copy {
    vertex_ix vertex, of;
};

/** A map being compiled. */
struct compiling {
    struct map *map;
    struct draft *network;
    struct streets_draft *streets;
    struct compile_counts *counts;
    struct error *error;
    way_ix *way_of;    /**< of each ref */
    edge_ix *edge_of;  /**< of each piece */
    uint16_t *seconds; /**< of each piece */
    uint8_t *degree;   /**< of each node: pieces that meet there, 3 for more */
    uint32_t *meeting; /**< the first two of them, two a node */
    vertex_ix *vertex; /**< of each node, NO_IX */
    uint64_t *done;    /**< bit of each piece: is in an edge */
    text_ix *names;    /**< in the network, of each text of the map */
    struct vec ends;   /**< struct edge_ends, one an edge */
    struct vec copies; /**< struct vertex_copy */
};

/** Compiles the turn restrictions into copies of vertices. False: too many traits. */
MUST_CHECK bool compile_turns(struct compiling *compiling);

#endif
