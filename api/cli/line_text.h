#ifndef API_CLI_LINE_TEXT_H
#define API_CLI_LINE_TEXT_H

#include "engine/network/network.h"

/** What people call a vehicle of that mode: `tram`, `regional train`. */
const char *line_text_mode(uint8_t mode);

/** What a line is called on its vehicles. */
const char *line_text_name(const struct network *network, const struct route *route);

#endif
