#ifndef API_CLI_FARE_TEXT_H
#define API_CLI_FARE_TEXT_H

#include "api/cli/screen.h"
#include "api/fares.h"

/* Prices as a person reads them. */

/** How. */
struct fare_text {
    const struct screen *screen;
    const struct world *world;
    struct zone zone; /**< of the clock by which tickets hold */
    bool explain;     /**< name the rule behind each line */
};

/**
 * Prints what has to be bought, a line each with the rides it pays for; the total and how sure it
 * is; why it is no surer; what would be cheaper.
 *
 *     1.80 EUR  Ticket 1 heure (Ticket papier), Marée: tram T1, tram T2
 *     2.40 EUR  local, Rivages: regional train R1
 *     4.20 EUR  in all, exact
 */
void fare_text_print(const struct fare_text *text, const struct fares *fares,
                     const struct fare *fare);

/** `a month`, of an enum overlay_period. */
const char *fare_text_period(uint32_t period);

#endif
