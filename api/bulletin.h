#ifndef API_BULLETIN_H
#define API_BULLETIN_H

#include <stdint.h>

#include "engine/base/arena.h"
#include "engine/base/civil.h"

/*
 * What is known about the service itself: whoever publishes worlds writes it, whoever answers about
 * the service reads it. Any thread.
 */

struct bulletin;

/** How what is live fares at this moment. */
struct bulletin_live {
    uint64_t taken;   /**< live images that were put into the answers */
    uint64_t refused; /**< that could not be: damaged, or made for another network */
    bool silent;      /**< the newest has grown too old, and is not in the answers */
    unix_time made;   /**< of the newest that was taken; 0: none ever was */
};

/** An empty one. */
struct bulletin *bulletin_create(void);

/** Frees it; NULL is fine. */
void bulletin_destroy(struct bulletin *bulletin);

/** What users should know of the timetable; empty: all is well. */
void bulletin_set_notice(struct bulletin *bulletin, const char *text);

/** The supervisor's status, JSON; empty: there is none. */
void bulletin_set_status(struct bulletin *bulletin, const char *json);

/** How what is live fares. */
void bulletin_set_live(struct bulletin *bulletin, const struct bulletin_live *live);

/** The notice, copied into the arena; a bulletin of NULL has none. */
const char *bulletin_notice(struct bulletin *bulletin, struct arena *arena);

/** The status, likewise. */
const char *bulletin_status(struct bulletin *bulletin, struct arena *arena);

/** How what is live fares, likewise. */
struct bulletin_live bulletin_live(struct bulletin *bulletin);

#endif
