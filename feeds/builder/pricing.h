#ifndef FEEDS_BUILDER_PRICING_H
#define FEEDS_BUILDER_PRICING_H

#include "engine/network/draft.h"
#include "feeds/config/config.h"
#include "feeds/fares/lay.h"
#include "feeds/findings/report.h"

/*
 * The city's folder of prices, looked at. A build leaves it to the feeder, which reads it when it
 * changes; who checks a city wants to know beforehand.
 */

/** What was found. */
struct pricing {
    const char *folder; /**< NULL: the city has none */
    struct fares fares;
    struct findings findings;
    struct error error; /**< why it cannot be used as a whole; ERROR_NONE: it can */
    struct report_count rows[2];
};

/** Makes it empty. */
void pricing_init(struct pricing *pricing);

/** Frees it. */
void pricing_finish(struct pricing *pricing);

/**
 * Reads the folder that the configuration names, if it does, and lays it on the draft, whose feeds
 * and streets are in: a network, agency or park that is not there is a finding. False: there is no
 * such folder, or a file of it cannot be read to its end, so that rules are lost.
 */
MUST_CHECK bool pricing_check(struct pricing *pricing, const struct config *config,
                              const struct draft *draft);

/** As a report prints it; valid as long as `pricing`. */
struct report_feed pricing_report(const struct pricing *pricing);

#endif
