#ifndef API_SERVER_PUBLISHER_H
#define API_SERVER_PUBLISHER_H

#include "api/server/editions.h"

/* The thread that publishes: it hears the supervisor and looks after live images. */

struct publisher;

/**
 * Starts it; from now on the editions are its own. `control` is the end to talk to the supervisor
 * through, or -1. False: no thread could be had.
 */
MUST_CHECK bool publisher_start(struct publisher **publisher, struct editions *editions,
                                struct bulletin *bulletin, int control, struct error *error);

/** Ends it; the editions are the caller's again. NULL is fine. */
void publisher_stop(struct publisher *publisher);

#endif
