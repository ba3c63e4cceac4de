#ifndef API_CLI_LIVE_TEXT_H
#define API_CLI_LIVE_TEXT_H

#include <stdio.h>

#include "engine/live/live.h"

/** Prints what a live image holds, and in a table how each feed fared when it was made. */
void live_text_print(const struct live *live, const char *path, FILE *out);

/** `42 s`, `12 min`, `5 h`: an age in one number; in `text`, which is returned. */
const char *live_text_age(int64_t seconds, char text[24]);

#endif
