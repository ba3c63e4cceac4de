#ifndef API_CLI_FEED_TEXT_H
#define API_CLI_FEED_TEXT_H

#include "api/cli/options.h"
#include "feeds/feeder/feeder.h"

/**
 * Reads the live images of these network images again and, unless `quiet`, prints how each feed
 * fares. Returns END_OK when one of the feeds can be used, END_NO_ANSWER when none can, END_INPUT
 * when an image is not there (said on stderr). Of the `feeds` live feeds that were read, those
 * without a timetable in an image are counted below it: most likely a tag is wrong.
 */
int feed_print(const struct option_list *images, uint32_t feeds, bool quiet);

/** Prints what was odd in the newest message of each live feed, a line a kind. */
void feed_print_findings(const struct feeder *feeder);

#endif
