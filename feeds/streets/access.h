#ifndef FEEDS_STREETS_ACCESS_H
#define FEEDS_STREETS_ACCESS_H

#include "engine/network/streets.h"
#include "feeds/streets/tags.h"

/* Who may pass, by the hierarchy of access tags: the narrowest that is set counts. */

/** Who. */
enum access_who { WHO_FOOT, WHO_BICYCLE, WHO_SCOOTER, WHO_CAR, WHOS };

/** The direction in which a way is meant. */
enum access_side { SIDE_BOTH, SIDE_FORWARD, SIDE_BACKWARD };

#define ACCESS_UNSAID (-1)

/**
 * What the tags say: enum street_access, or ACCESS_UNSAID. `general` (may be NULL): only an
 * `access` tag says it, which names nobody.
 */
int access_said(const struct tags *tags, enum access_who who, enum access_side side, bool *general);

/** The tag that decides, TAGS: none. */
enum tag access_tag(const struct tags *tags, enum access_who who, enum access_side side);

/** What a single tag says: enum street_access, or ACCESS_UNSAID. */
int access_of(const struct tags *tags, enum tag tag);

#endif
