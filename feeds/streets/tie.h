#ifndef FEEDS_STREETS_TIE_H
#define FEEDS_STREETS_TIE_H

#include "feeds/findings/findings.h"
#include "feeds/streets/map.h"

/*
 * Puts the stops of the feeds on the raw map: stations with their pathways become ways of it, the
 * others are tied to the ways in front of them. Which rule tied what is the README's.
 */

/** Where stops are tied. */
struct tie_options {
    double metres; /**< how far from a stop its street may be; > 0 */
};

/** 250 m. */
extern const struct tie_options tie_options_default;

/** What tied a stop, the surest first. */
enum tie_rule {
    TIE_BY_PATHWAYS,      /**< pathways.txt leads from it to an entrance on the street */
    TIE_BY_PLATFORM_ID,   /**< a platform of the map has its id */
    TIE_BY_PLATFORM_REF,  /**< ... its platform_code, near or under its name */
    TIE_BY_PLATFORM_NAME, /**< ... its name */
    TIE_BY_PLATFORM_NEAR, /**< ... lies where it is, and nothing speaks against it */
    TIE_BY_ENTRANCES,     /**< its station's entrances, and straight on inside */
    TIE_BY_STREET,        /**< the nearest ways */
    TIE_BY_NOTHING,       /**< it could not be tied */
    TIE_RULES
};

/** What came of it. */
struct tie_counts {
    uint32_t stops;            /**< that vehicles serve and whose place is known */
    uint32_t rules[TIE_RULES]; /**< of them, by what tied them */
    uint32_t ties;             /**< of all stops together */
    uint32_t pathways;         /**< that became ways */
    uint32_t entrances;        /**< joined to the streets */
    uint32_t entrances_by_map; /**< of them, to an entrance of the map */
    uint32_t wheelchair;       /**< ties and joins of their own for wheelchairs */
    double metres_mean;        /**< from a stop to its nearest tie, along the straight line */
    double metres_max;         /**< likewise, the farthest */
};

/** The name of a rule for reports: "tied_by_pathways", "tied_by_platform_id", ... "untied". */
const char *tie_rule_name(enum tie_rule rule);

/**
 * Ties all served stops of the draft (those that calls name) and adds the ways of their stations.
 * To be done when all of the map is read, after map_heights and before map_compile. A stop that
 * cannot be tied is a finding (`stop_untied`), as is an entrance (`entrance_untied`): walks there
 * stay straight lines. Runs in the order of the draft, so the same input gives the same map.
 */
void tie_stops(struct map *map, const struct draft *draft, const struct tie_options *options,
               struct findings *findings, struct tie_counts *counts);

#endif
