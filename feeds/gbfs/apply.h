#ifndef FEEDS_GBFS_APPLY_H
#define FEEDS_GBFS_APPLY_H

#include "engine/live/fleet.h"
#include "engine/network/network.h"
#include "engine/street/worker.h"
#include "feeds/gbfs/gbfs.h"

/* From what a system says to what a search can use. */

/** What may be kept from one call to the next of one system: zones hardly ever change. */
struct gbfs_memory;

/** An empty one. */
struct gbfs_memory *gbfs_memory_create(void);

/** Frees it; NULL is fine. */
void gbfs_memory_destroy(struct gbfs_memory *memory);

/** What the configuration says of a system. */
struct gbfs_rules {
    const char *tag;                /**< its id where it has none */
    const char *group, *group_name; /**< NULL: it is its own */
    enum rental_return way_back;    /**< of types that do not say; RENTAL_RETURN_UNSAID: guess */
    struct gbfs_memory *memory;     /**< NULL: zones are worked out anew each time */
};

/** No default: what types do not say is guessed by how they stand. */
#define RENTAL_RETURN_UNSAID ((enum rental_return)255)

/** Where and when a system is seen. */
struct gbfs_scene {
    const struct network *network;
    struct street_worker *worker; /**< of its streets; NULL: there are none, nothing meets them */
    unix_time now;
};

/**
 * Makes the fleet of a system on a network; it is initialised here and the caller's to finish.
 * What cannot be used is a finding.
 */
void gbfs_apply(const struct gbfs_system *system, const struct gbfs_scene *scene,
                const struct gbfs_rules *rules, struct fleet *fleet, struct findings *findings);

#endif
