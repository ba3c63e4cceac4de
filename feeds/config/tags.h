#ifndef FEEDS_CONFIG_TAGS_H
#define FEEDS_CONFIG_TAGS_H

#include "feeds/config/config.h"

/**
 * Gives every feed without a tag one out of its file name, up to the first dot, `_` and all else
 * that is no letter or digit as `-`; when it is taken already, `-2`, `-3` ... and a note.
 * A live feed without a tag gets its feed's, the second one that with `-2`, and so on; shared
 * vehicles that of the folder their document lies in.
 */
void tags_fill(struct config *config);

/** Whether a live feed or shared vehicles have that tag already. */
bool tags_taken(const struct config *config, const char *tag);

#endif
