#ifndef API_CLI_INFO_TEXT_H
#define API_CLI_INFO_TEXT_H

#include <stdio.h>

#include "engine/network/network.h"

/** Prints what is in the image at `path` for a person: feeds, counts, sections. */
void info_text_print(const struct network *network, const char *path, FILE *out);

#endif
