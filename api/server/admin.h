#ifndef API_SERVER_ADMIN_H
#define API_SERVER_ADMIN_H

#include "api/bulletin.h"
#include "engine/base/error.h"

/*
 * The admin page: a listener of its own, for this machine only. What it asks for is the
 * supervisor's to do; it says what the supervisor knows.
 *
 *   GET /x/v1/admin/status, POST /x/v1/admin/reload[?force=1], POST /x/v1/admin/rollback
 */

struct admin;

/** What it talks about. */
struct admin_plan {
    int listen_fd;             /**< a socket that listens, of this machine only */
    int control;               /**< to the supervisor, or -1 */
    struct bulletin *bulletin; /**< borrowed */
};

/** Starts to answer, in a thread of its own. False: it could not be had. */
MUST_CHECK bool admin_start(struct admin **admin, const struct admin_plan *plan,
                            struct error *error);

/** Ends it; NULL is fine. */
void admin_stop(struct admin *admin);

#endif
