#ifndef FEEDS_FARES_LAY_H
#define FEEDS_FARES_LAY_H

#include "engine/live/draft.h"
#include "feeds/fares/fares.h"

/* The overlay on one network: names become feeds, agencies and parks of it. */

/** What it became; zeroed is empty. Texts are those of the rows. */
struct fares_laid {
    struct arena arena;
    struct vec rules;             /**< struct live_draft_rule */
    uint32_t lost[OVERLAY_KINDS]; /**< rows that name something unknown */
};

/**
 * Lays all rules on a network, in `laid`, which is emptied first. `systems` are the tags of what
 * lends vehicles. A name that leads nowhere is a finding, and so is a rule that is left with none.
 */
void fares_lay(const struct fares *fares, const struct network *network,
               const struct fares_names *systems, struct fares_laid *laid,
               struct findings *findings);

/** Frees it; fine on a zeroed one. */
void fares_laid_finish(struct fares_laid *laid);

#endif
