#ifndef FEEDS_GBFS_KEPT_H
#define FEEDS_GBFS_KEPT_H

#include "feeds/area/area.h"
#include "feeds/gbfs/applying.h"

/* Inside applying only: what is kept of one system from one call to the next. Each part says by a
 * sum of what it was made of whether it still holds. */

/** Areas, and what became of each. */
struct kept_areas {
    bool made;
    uint64_t key;        /**< a sum of what they were made of */
    struct areas *areas; /**< NULL: none were ever needed */
    struct vec states;   /**< uint8_t, enum area_state, by area */
};

/** A place on the streets in the area of a station, where vehicles are left as at the station. */
struct landing {
    uint32_t station; /**< of the fleet */
    struct point at;
};

/** A zone as it is shown. */
struct shown_zone {
    struct rental_span points; /**< in the memory's shown_points */
    struct box box;            /**< around them */
};

/** See apply.h. */
struct gbfs_memory {
    struct kept_areas zones, places; /**< of zones, and of those stations that have one */
    struct vec shown;                /**< struct shown_zone, by zone; made with the zones' areas */
    struct vec shown_points;         /**< struct rental_point */
    struct vec station_of;           /**< uint32_t: the station of each of the places */
    struct vec landings;             /**< struct landing, by station */
    bool has_grounds;
    uint64_t grounds_key;
    struct fleet packed;  /**< of its sections those of grounds */
    struct vec ground_of; /**< uint32_t, by party: in its grounds, or NO_IX */
};

/** Makes an empty one where there is room for it. */
void kept_init(struct gbfs_memory *memory);

/** Frees what it holds. */
void kept_finish(struct gbfs_memory *memory);

/** Empties areas that are to be made anew of what has that sum; false: they still hold. */
bool kept_areas_renew(struct kept_areas *kept, uint64_t key);

/** Adds an area. */
void kept_areas_add(struct kept_areas *kept, const struct area_ring *rings, uint32_t count);

/** What became of the area with that number. */
enum area_state kept_areas_state(const struct kept_areas *kept, uint32_t number);

#endif
