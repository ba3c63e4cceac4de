#ifndef FEEDS_GBFS_APPLYING_H
#define FEEDS_GBFS_APPLYING_H

#include "engine/base/intern.h"
#include "feeds/gbfs/apply.h"

/* Inside applying only: one system on its way into a fleet. */

/** A system being applied. */
struct applying {
    const struct gbfs_system *system;
    const struct network *network;
    struct street_worker *worker; /**< or NULL */
    const struct gbfs_rules *rules;
    struct gbfs_memory *memory; /**< that of the rules, or one for this call; see kept.h */
    unix_time now;
    struct fleet *fleet;
    struct findings *findings;
    struct intern type_ids;    /**< key i is of the fleet's type i */
    struct intern station_ids; /**< key i is of the fleet's station i */
    struct intern plan_ids;    /**< key i is of the fleet's plan i */
    bool open;                 /**< something may be lent now */
    bool has_clock;            /**< what the system's clock shows is known: */
    civil_day day;
    int32_t seconds; /**< since midnight */
};

/** Works out what the system's clock shows. */
void apply_clock(struct applying *applying);

/** Why nothing is lent now, by calendar and hours; "" if it is, or nobody says. */
const char *apply_closed(const struct applying *applying);

/** Writes pricing plans; before whatever is hired by them. */
void apply_plans(struct applying *applying);

/** The number of an id of a plan, or NO_IX; one that is not described is a finding. */
uint32_t apply_plan(const struct applying *applying, const char *id);

/** Writes types and the products they are grouped into; without pickups, docks and ground. */
void apply_types(struct applying *applying);

/** Writes stations, by id, and what stands at them. */
void apply_stations(struct applying *applying);

/** Writes vehicles, by id. */
void apply_vehicles(struct applying *applying);

/** Finds where in the areas of stations vehicles may be left; after apply_stations. */
void apply_landings(struct applying *applying);

/** Writes zones, rules and points, and sees to the areas of zones that are kept. */
void apply_zones(struct applying *applying);

/**
 * Writes what zones mean: the ground of each product, and which vehicles stand where no ride may
 * start; after apply_landings and apply_zones.
 */
void apply_ground(struct applying *applying);

/** Writes where vehicles of each product can be taken and given back. */
void apply_stands(struct applying *applying);

/** Counts a finding. */
void apply_note(const struct applying *applying, const char *code, enum finding_action action,
                const char *text, const char *detail);

/**
 * Whether who last reported at that moment (0: unsaid) had been silent for longer than so many
 * seconds when the document was made, by the publisher's own clock if he tells it.
 */
bool apply_is_silent(const struct applying *applying, enum gbfs_document document,
                     unix_time reported, int32_t seconds);

/** The number of an id of a type, or NO_IX. */
uint32_t apply_type(const struct applying *applying, const char *id);

/** The number of an id of a station, or NO_IX. */
uint32_t apply_station(const struct applying *applying, const char *id);

/** How vehicles of that form move on the streets. */
enum travel apply_travel(uint8_t form);

/** The ids of the types that vehicles without one have: at stations, and by themselves. */
#define TYPE_DOCKED "-"
#define TYPE_FREE "free"

#endif
