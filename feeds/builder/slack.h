#ifndef FEEDS_BUILDER_SLACK_H
#define FEEDS_BUILDER_SLACK_H

#include "engine/network/draft.h"
#include "feeds/config/config.h"

/**
 * Sets what the configuration says of changes: board_slack and alight_slack of the draft's routes,
 * where what is said of the route goes before what is said of its agency, and that before its mode;
 * and stop_changes, where what is said of a stop goes before what is said of its station. Keys that
 * name nothing of the draft are added to `unmet` (const char *, borrowed).
 */
void slack_apply(const struct config *config, struct draft *draft, struct vec *unmet);

#endif
