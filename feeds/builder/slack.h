#ifndef FEEDS_BUILDER_SLACK_H
#define FEEDS_BUILDER_SLACK_H

#include "engine/network/draft.h"
#include "feeds/config/config.h"

/**
 * Sets board_slack and alight_slack of the draft's routes: what is said of the agency goes before
 * what is said of the mode. Keys that name neither are added to `unmet` (const char *, borrowed).
 */
void slack_apply(const struct config *config, struct draft *draft, struct vec *unmet);

#endif
