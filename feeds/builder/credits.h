#ifndef FEEDS_BUILDER_CREDITS_H
#define FEEDS_BUILDER_CREDITS_H

#include "engine/network/draft.h"
#include "feeds/config/config.h"

/**
 * Puts into the draft whom to name for the maps and address files of the configuration. Files that
 * ask for the same share one credit; one that asks for nothing keeps its own, so that it can be
 * said that its licence is not known.
 */
void credits_add(const struct config *config, struct draft *draft);

#endif
