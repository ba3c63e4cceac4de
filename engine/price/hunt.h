#ifndef ENGINE_PRICE_HUNT_H
#define ENGINE_PRICE_HUNT_H

#include "engine/price/price.h"
#include "engine/price/purse.h"
#include "engine/search/trace.h"

/*
 * McRAPTOR (Delling, Pajor, Werneck 2012, section 4) in a corridor (Delling, Dibbelt, Pajor 2019):
 * at each berth a bag of ways none of which is no worse than another. Everything is seen in the
 * direction of the search, as in engine/search, whose doors, filters and walks it uses.
 */

/** Being at a berth at a moment, with what that has cost. */
struct way {
    search_time time, leave; /**< there, and at the source */
    berth_ix berth;
    uint32_t next; /**< the one behind it in its bag and one; 0: none */
    uint8_t round;
    bool dead; /**< another is no worse */
    struct purse purse;
};

/** How one came to a berth: by a vehicle, got off there. */
struct label {
    struct way way;
    uint32_t before; /**< label that this ride starts from; NO_IX: the source */
    uint32_t run, board_call, alight_call;
    uint32_t entered; /**< enum link_kind, or STEP_BOARDED */
};

/** Where and when one can board. */
struct spot {
    struct way way;
    uint32_t label; /**< by which one came; NO_IX: from the source */
};

/** For each berth the ways there none of which is no worse than another, the earliest first. */
struct bags {
    struct vec all;  /**< of structs that begin with a struct way */
    uint32_t *heads; /**< by berth: first of the bag and one; 0: empty */
};

/** A run that one is on at a call, without boarding at a berth. */
struct promised {
    uint32_t label, run, call;
};

/** A journey to the target. */
struct goal {
    search_time leave, time;
    uint32_t round;
    struct cost cost;
    uint32_t label; /**< NO_IX: an ordinary one */
    bool dead;
};

/** The search for one question. */
struct hunt {
    struct search *search; /**< begun; its own labels are not used but to see what is closed */
    const struct price_ask *ask;
    struct book book;
    struct intern leg_keys;
    struct vec legs;                    /**< struct leg, by run and calls */
    struct bags labels, spots;          /**< struct label, struct spot */
    struct vec got_off;                 /**< numbers of labels, this round */
    struct vec ready;                   /**< numbers of spots, of the round before */
    struct vec promised, promised_next; /**< struct promised, for this round and the next */
    struct vec goals;                   /**< struct goal; ordinary ones as they come to count */
    struct vec ordinary;                /**< struct goal, latest first */
    search_time *latest;                /**< by stop: latest moment to board there */
    search_time *useful;                /**< by berth: latest moment to get off, once it is known */
    uint64_t *useful_known;             /**< set of berths */
    /** By berth: rides one needs after getting off there, and when one stands ready there; more
     * than there are: UINT8_MAX. */
    uint8_t *need_off, *need_board;
    search_time end;          /**< nothing later is of use in any departure */
    search_time bound, leave; /**< of this departure: not to be reached; at the source */
    uint32_t round, rounds;
    uint32_t seen; /**< ordinary journeys that count */
    struct price_stats stats;
};

/**
 * Adds to `found` (struct journey) what costs less than the ordinary journeys, traced. `ordinary`,
 * `latest`, `end` and `rounds` are set (corridor.c).
 */
void hunt_run(struct hunt *hunt, struct arena *arena, struct vec *found);

/** Opens one for a search that is begun; hunt_close ends it. */
void hunt_open(struct hunt *hunt, struct search *search, const struct price_ask *ask);

/** Frees its memory. */
void hunt_close(struct hunt *hunt);

/** Finds how many rides are needed from where; `rounds` is set (need.c). */
void need_find(struct hunt *hunt);

/** Latest moment at which getting off at the berth is of any use. */
search_time hunt_useful(struct hunt *hunt, berth_ix berth);

/** Whether getting on or off there is refused. */
bool hunt_closed(const struct hunt *hunt, berth_ix berth);

/** Whether runs of the lane lead on without a walk: one stays seated, or they are waited for. */
static inline bool hunt_links(const struct hunt *hunt, const struct lane *lane)
{
    const struct search *search = hunt->search;
    return (lane->stay_count && search->stays) || (lane->promises && search->promises);
}

/** Whether there is still room; false says so in the answer. */
bool hunt_goes_on(struct hunt *hunt);

/** Where a ride starts. */
struct entry {
    uint32_t before; /**< label, or NO_IX */
    uint32_t run, call;
    uint32_t entered; /**< enum link_kind, or STEP_BOARDED */
};

/** Rides a run to its end, and on where one stays seated (ride.c). */
void hunt_ride(struct hunt *hunt, struct entry from);

/** Keeps a label unless it is of no use. Returns its number, or NO_IX (bags.c). */
uint32_t bags_get_off(struct hunt *hunt, const struct label *label);

/** Keeps likewise that one can board there after a label; NO_IX: after the source. */
void bags_stand(struct hunt *hunt, uint32_t label, berth_ix berth, search_time time);

/** The purse of a way; of one from the source an empty one. */
struct purse bags_purse(const struct hunt *hunt, uint32_t label);

/** The label of that number; valid until the next one. */
struct label *hunt_label(const struct hunt *hunt, uint32_t label);

/** Makes a journey of a goal, tightened where that costs no more (trail.c). */
void trail_journey(struct hunt *hunt, const struct goal *goal, struct arena *arena,
                   struct journey *journey);

#endif
