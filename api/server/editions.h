#ifndef API_SERVER_EDITIONS_H
#define API_SERVER_EDITIONS_H

#include "api/bulletin.h"
#include "api/server/edition.h"
#include "engine/world/worlds.h"

/*
 * What the server answers about, over time: editions of the timetable come from the supervisor,
 * live images from the feeder, and each change of either makes a new world that replaces the one
 * before. All but editions_worlds belongs to one thread, the one that publishes.
 */

/** An edition and what is live of it. */
struct layer {
    struct world world;
    struct edition *edition; /**< NULL: there is none */
    struct present *present; /**< what `world.live` and `world.prices` point into, or NULL */
};

/** What is published; the world is that of `newest`, so that one leads to the other. */
struct snapshot {
    struct layer newest;
    struct layer earlier; /**< answers for times before `begins`; without an edition: nobody does */
    unix_time begins;     /**< start of the first day that the newest edition covers */
};

struct editions;

/**
 * Opens the first edition and publishes it; `plan->schedules` is not read. False: see there. If it
 * begins later than today, `plan->before` is opened beside it and answers until then; when that
 * cannot be opened, the log says so and the first edition serves alone.
 */
MUST_CHECK bool editions_create(struct editions **editions, const struct edition_plan *plan,
                                struct bulletin *bulletin, struct error *error);

/** Closes all; nobody has a world pinned. NULL is fine. */
void editions_destroy(struct editions *editions);

/** The worlds: pin one to answer; it is the `newest.world` of a struct snapshot. */
struct worlds *editions_worlds(struct editions *editions);

/** The snapshot that a pinned world is part of. */
static inline const struct snapshot *snapshot_of(const struct world *world)
{
    return (const struct snapshot *)world;
}

#define EDITIONS_SAYS 160

/**
 * Opens the image at `path`, reads it against its checksums, compares it with the newest edition
 * (not when `forced`), asks it questions, and publishes it. `says` (EDITIONS_SAYS bytes) becomes
 * what was seen. False: it is refused, `error` says why, and all stays as it is.
 */
MUST_CHECK bool editions_offer(struct editions *editions, const char *path, bool forced, char *says,
                               struct error *error);

/** The image that answers until the newest edition begins, or NULL: none is needed, or there. */
const char *editions_earlier(const struct editions *editions);

/** Lets the inotify descriptor tell of live images that are put in place from now on. */
void editions_watch(const struct editions *editions, int inotify);

/** Looks whether there is a newer live image, or the last has grown too old; publishes if so. */
void editions_look(struct editions *editions);

#endif
