#ifndef ENGINE_PLACES_PLACES_H
#define ENGINE_PLACES_PLACES_H

#include "engine/base/arena.h"
#include "engine/network/mode.h"
#include "engine/network/network.h"

/*
 * Places that people name: a station with all its platforms, or stops of one name and feed that
 * stand close together. Found by what somebody types and by where somebody stands. The index is
 * made once from a network; any thread may read it.
 */

struct places;

/** One place. */
struct place {
    stop_ix stop;          /**< the one that stands for all: the station, or the first stop */
    uint32_t first_member; /**< see places_members */
    uint32_t member_count; /**< stops of it that vehicles serve, at least one */
    mode_set modes;        /**< what runs there */
    float importance;      /**< 0 .. 1, by how much runs there */
};

/** Makes the index; the network must outlive it. */
struct places *places_create(const struct network *network);

/** Frees it; NULL is fine. */
void places_destroy(struct places *places);

/** The network it was made from. */
const struct network *places_network(const struct places *places);

/** How many places there are. */
uint32_t places_count(const struct places *places);

/** Place 0 .. places_count - 1. */
const struct place *places_at(const struct places *places, uint32_t place);

/** The served stops of a place. */
const stop_ix *places_members(const struct places *places, const struct place *place);

/** The place a stop belongs to, or NULL for entrances and stops that nothing serves. */
const struct place *places_of_stop(const struct places *places, stop_ix stop);

/** What somebody looks for. */
struct places_query {
    const char *text;         /**< words, the last ones perhaps half typed */
    mode_set modes;           /**< only places where one of them runs */
    const struct box *box;    /**< only places within, or NULL */
    const struct point *near; /**< near ones first, or NULL */
    double bias;              /**< how much nearness counts; 1 is usual */
    uint32_t most;            /**< answers at most */
};

/** One answer. */
struct places_hit {
    const struct place *place;
    double score;  /**< more is better; only differences mean anything */
    double metres; /**< from `near`, or 0 */
};

/** All that was found. */
struct places_hits {
    struct places_hit *items; /**< best first; in the arena */
    uint32_t count;
};

/** Places whose name, in any language, holds every word of the text (or else: nearly does). */
void places_search(const struct places *places, const struct places_query *query,
                   struct arena *arena, struct places_hits *hits);

/** The `most` places nearest to a point and not farther than `metres`, nearest first. */
void places_near(const struct places *places, struct point point, double metres, uint32_t most,
                 struct arena *arena, struct places_hits *hits);

/** Modes of the routes that call at the stop; of a station: at any of its platforms. */
mode_set places_stop_modes(const struct network *network, stop_ix stop);

#endif
