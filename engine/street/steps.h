#ifndef ENGINE_STREET_STEPS_H
#define ENGINE_STREET_STEPS_H

#include "engine/street/worker.h"

/* A way on the streets as one would tell it: turn here, take the stairs, the third exit. */

/** What to do where a step begins. */
enum turn {
    TURN_DEPART,
    TURN_HARD_LEFT,
    TURN_LEFT,
    TURN_SLIGHTLY_LEFT,
    TURN_CONTINUE,
    TURN_SLIGHTLY_RIGHT,
    TURN_RIGHT,
    TURN_HARD_RIGHT,
    TURN_CIRCLE_CLOCKWISE, /**< around a roundabout, where one drives on the left */
    TURN_CIRCLE_COUNTERCLOCKWISE,
    TURN_STAIRS, /**< escalators too */
    TURN_ELEVATOR,
    TURN_UTURN_LEFT,
    TURN_UTURN_RIGHT,
    TURNS
};

/** The word the API has for it, `SLIGHTLY_LEFT`. */
const char *turn_name(enum turn turn);

/** The turn by an angle in degrees, -180 .. 180, right turns above zero. */
enum turn turn_of(double degrees);

/** One stretch that is told in one sentence. */
struct street_step {
    enum turn turn;
    text_ix name; /**< of the street; may be empty */
    enum street_kind kind;
    uint32_t osm_way;             /**< of where it begins; 0: none */
    uint32_t exit;                /**< roundabouts: the how many-th is taken; else 0 */
    int16_t from_level, to_level; /**< in tenths of a floor */
    bool stay_on;                 /**< a turn, but the street keeps its name */
    bool beside;           /**< nameless itself: the name is that of the street it is along */
    bool area;             /**< across a square or platform */
    bool toll, restricted; /**< somewhere on it; restricted: only who goes there may enter */
    uint32_t length_mm;
    double up_metres, down_metres;
    uint32_t first_point, point_count; /**< a step begins with the point the one before ends with */
};

/** A way to tell. */
struct street_steps_ask {
    enum travel travel;
    const struct path *path;
    struct point from,
        to; /**< where it starts and ends: a stop may stand beside where it is tied */
};

/** A way, told. */
struct street_steps {
    struct street_step *items; /**< in the arena; never none */
    uint32_t count;
    struct point *points; /**< the whole line, doors included */
    uint32_t point_count;
};

/**
 * Tells a path. Stretches of one street are one step as long as it goes on without a turn to speak
 * of; a bend where there is no other way is none. The lengths of the steps add up to that of the
 * path.
 */
void street_steps_of(const struct streets *streets, const struct street_steps_ask *ask,
                     struct arena *arena, struct street_steps *steps);

#endif
