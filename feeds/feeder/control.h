#ifndef FEEDS_FEEDER_CONTROL_H
#define FEEDS_FEEDER_CONTROL_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* What a supervisor tells a feeder, a line each: `image PATH`, `forget PATH`. When nobody is there
 * any more to tell it something (the end of the file), it is to end. */

/** A command. */
enum control_verb {
    CONTROL_NOTHING, /**< there is none yet */
    CONTROL_IMAGE,
    CONTROL_FORGET,
    CONTROL_UNKNOWN, /**< a line that is none */
    CONTROL_END,
};

/** Where commands come from. Zeroed but for the descriptor. */
struct control {
    int descriptor;
    char text[PATH_MAX + 16]; /**< of the lines not yet given */
    size_t used;
    bool too_long; /**< the rest of a line that found no room is to come */
};

/** Gives the next command and its path, without waiting. */
enum control_verb control_next(struct control *control, char path[PATH_MAX]);

#endif
