#ifndef FEEDS_FEEDER_FLEETS_H
#define FEEDS_FEEDER_FLEETS_H

#include "engine/live/fleet.h"
#include "engine/network/network.h"
#include "feeds/feeder/systems.h"

/* What systems lend, laid onto one network. Finding where things meet its streets takes longer than
 * all else, so a fleet is kept until its system says something new. */

/** The fleets of a network. */
struct fleets {
    const struct network *network;
    struct street_worker *worker; /**< NULL: the network has no streets */
    struct vec items;             /**< struct fleet_kept * */
};

/** A fleet, and what it was made of. */
struct fleet_kept {
    struct fleet fleet;
    struct gbfs_memory *zones; /**< what they mean on the streets, as long as they stay */
    uint64_t serial, version;  /**< of its system */
    unix_time made;
    uint32_t findings;
    bool used; /**< since the last fleets_sweep */
};

/** None yet; the network is borrowed. */
void fleets_init(struct fleets *fleets, const struct network *network);

/** Frees all; fine on zeroed ones. */
void fleets_finish(struct fleets *fleets);

/**
 * The fleet of a system as it stands, made anew if need be (opening hours and times of zones are
 * those of when it was made, so at least every five minutes); valid until fleets_sweep.
 */
const struct fleet_kept *fleets_of(struct fleets *fleets, const struct system *system,
                                   unix_time now);

/** Frees those that nobody asked for since the last sweep. */
void fleets_sweep(struct fleets *fleets);

/** Writes what only the fleet shows into the row of its system. */
void fleet_count(const struct fleet_kept *kept, struct live_feed *row);

#endif
