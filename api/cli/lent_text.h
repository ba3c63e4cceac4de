#ifndef API_CLI_LENT_TEXT_H
#define API_CLI_LENT_TEXT_H

#include <stdio.h>

#include "engine/live/live.h"

/**
 * Prints in a table what shared vehicles a live image has: for each system a line for all that are
 * hired alike, as a search knows them. Nothing where nobody lends any.
 */
void lent_text_print(const struct live *live, FILE *out);

#endif
