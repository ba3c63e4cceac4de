#ifndef TESTS_GBFS_TOWN_H
#define TESTS_GBFS_TOWN_H

#include "feeds/gbfs/apply.h"
#include "tests/street_town.h"

/* Shared vehicles in the town of street_town.h: one system that is applied again and again. */

/** The usual moment: 2026-05-01, 00:00 UTC. */
enum { GBFS_TOWN_NOW = 1777593600 };

/** The texts of a `struct gbfs_type` that has none. */
#define GBFS_TOWN_NAMELESS .name = "", .make = "", .model = "", .image_url = "", .plan = ""

/** A town, and what came of the system that was applied last. */
struct gbfs_town {
    struct street_town town;
    struct street_worker *worker; /**< of its streets */
    struct fleet fleet;
    unix_time now;            /**< GBFS_TOWN_NOW, unless a test says otherwise */
    struct findings findings; /**< of all since gbfs_town_begin */
};

/** Makes the town; before all tests. */
void gbfs_town_make(struct gbfs_town *it);

/** Ends it; after all tests. */
void gbfs_town_finish(struct gbfs_town *it);

/** Nothing was applied yet; before each test. */
void gbfs_town_begin(struct gbfs_town *it);

/** Frees what was applied; after each test. */
void gbfs_town_end(struct gbfs_town *it);

/**
 * Applies a system at that moment. `on_streets`: stands meet them; zones do so in any case.
 * `kept` may be NULL.
 */
void gbfs_town_apply(struct gbfs_town *it, const struct gbfs_system *system, bool on_streets,
                     struct gbfs_memory *kept);

/** A station without texts but its id. */
struct gbfs_station gbfs_town_station(const char *id, struct point at);

/** Three vehicles and two docks. */
struct gbfs_status gbfs_town_status(const char *id);

/** A vehicle; at a station (if not empty) it has no place of its own. */
struct gbfs_vehicle gbfs_town_vehicle(const char *id, const char *type, const char *station,
                                      struct point at);

/** The corners of a rectangle between two places, in metres. */
void gbfs_town_rectangle(struct point corners[4], double west, double south, double east,
                         double north);

#endif
