#ifndef ENGINE_LIVE_RENTAL_H
#define ENGINE_LIVE_RENTAL_H

#include "engine/base/civil.h"
#include "engine/network/ix.h"
#include "engine/network/streets.h"

/*
 * Shared vehicles as they stand now: sections of the live image. A *system* (a GBFS data set) lends
 * vehicles of several *types*. Types that are ridden and given back alike are one *product*, which
 * is what a search knows: whom it can pick up where, how it moves, where it must not go, and where
 * it may be left. Everything that needs geometry was worked out by the feeder: where a station or a
 * vehicle meets the streets (spots), and which edges and vertices lie in which zones (ground).
 */

/** Items [first, first + count) of a section. */
struct rental_span {
    uint32_t first, count;
};

/** What the vehicle is; as MOTIS names them. */
enum rental_form {
    RENTAL_BICYCLE,
    RENTAL_CARGO_BICYCLE,
    RENTAL_CAR,
    RENTAL_MOPED,
    RENTAL_SCOOTER_STANDING,
    RENTAL_SCOOTER_SEATED,
    RENTAL_OTHER,
    RENTAL_FORMS
};

/** What drives it; as GBFS names them. */
enum rental_propulsion {
    RENTAL_HUMAN,
    RENTAL_ELECTRIC_ASSIST,
    RENTAL_ELECTRIC,
    RENTAL_COMBUSTION,
    RENTAL_COMBUSTION_DIESEL,
    RENTAL_HYBRID,
    RENTAL_PLUG_IN_HYBRID,
    RENTAL_HYDROGEN,
    RENTAL_PROPULSIONS
};

/** Where it has to be given back. */
enum rental_return {
    RENTAL_ANYWHERE,    /**< within its system's ground; at stations too */
    RENTAL_ANY_STATION, /**< at a station of its system */
    RENTAL_ROUNDTRIP,   /**< where it was taken */
};

/** A system. Texts may be empty but for id and name. */
struct rental_system {
    text_ix id; /**< GBFS system_id, or the tag; unique in the image */
    text_ix name, operator_name, url, purchase_url;
    text_ix color;             /**< `#rrggbb` */
    text_ix group, group_name; /**< its group's id and name; its own if it is in none */
    text_ix language, zone;    /**< of its texts; IANA time zone */
    text_ix phone, email, feed_contact, terms_url, licence_url;
    text_ix attribution, attribution_url;
    text_ix app_android, app_ios; /**< where to get its app */
    text_ix closed;               /**< why nothing can be lent now; empty: it can */
    uint32_t feed;                /**< in `feeds` */
    struct rental_span products, types, stations, vehicles, zones, alerts;
    struct rental_span rules; /**< that hold wherever no zone's do */
    struct point low, high;   /**< box of all that it has; low.lat > high.lat: nothing */
};

/** Vehicles that are ridden and given back alike. */
struct rental_product {
    uint32_t system;
    uint8_t form;             /**< enum rental_form */
    uint8_t propulsion;       /**< enum rental_propulsion */
    uint8_t way_back;         /**< enum rental_return */
    uint8_t way_back_guessed; /**< 1: the feed did not say */
    uint32_t speed_mm;        /**< mm a second at most, as the type or its law has it; 0: unsaid */
    uint32_t ground;          /**< in `rental_grounds`, or NO_IX: no zone concerns it */
    struct rental_span docks, pickups;
};

/** A type of vehicle. */
struct rental_type {
    text_ix id, name, make, model, image_url; /**< id never empty: `""` of the feed becomes `-` */
    text_ix plan;                             /**< its usual pricing plan */
    uint32_t pricing; /**< that plan in `rental_plans`; the only one where none is named; NO_IX */
    uint32_t product;
    uint32_t range_metres;  /**< with a full tank or battery; 0: unsaid, or it tires nobody */
    uint32_t riders, cargo; /**< capacity in persons; litres; 0: unsaid */
    uint8_t form, propulsion, way_back, reserved; /**< of its product */
};

/** Of `rental_station.flags`. */
enum rental_station_flag {
    RENTAL_RENTING = 1,
    RENTAL_RETURNING = 2,
    RENTAL_INSTALLED = 4,
    RENTAL_VIRTUAL = 8, /**< no docks: a place painted on the ground, or in an app */
    RENTAL_CHARGING = 16,
    RENTAL_NO_STATUS = 32, /**< nobody said what is there: counts are 0 */
    RENTAL_OPEN = 64,      /**< by its opening hours, when the image was made; also unsaid */
};

/** A station. Texts may be empty but for the id. */
struct rental_station {
    text_ix id, name, address, cross_street, region, android, ios, web;
    struct point at;
    uint32_t system;
    uint32_t vehicles, docks; /**< that can be taken; free ones, NO_IX: unsaid (then: enough) */
    uint32_t capacity;        /**< NO_IX: unsaid */
    struct rental_span stocks;
    struct rental_span area; /**< in `rental_points`, its rings; none: a point */
    uint8_t flags;           /**< enum rental_station_flag */
    uint8_t parking;         /**< GBFS parking_type: 0 unsaid, then in the standard's order */
    uint16_t reserved;
};

/** How many of a type a station has; one for each type that it has, or of which it is said how many
 * have room. */
struct rental_stock {
    uint32_t type;     /**< in `rental_types` */
    uint32_t vehicles; /**< that can be taken */
    uint32_t docks;    /**< free for it; NO_IX: unsaid */
    uint32_t places;   /**< for it at all, taken or free; 0: it does not fit; NO_IX: unsaid */
};

/** Of `rental_vehicle.flags`. */
enum rental_vehicle_flag {
    RENTAL_RESERVED = 1,
    RENTAL_DISABLED = 2,
    RENTAL_NOT_HERE = 4, /**< stands where no ride may start */
};

/** A vehicle that is known by itself, free-floating or at a station. */
struct rental_vehicle {
    text_ix id, android, ios, web, plan; /**< plan: pricing plan, if not its type's */
    struct point at;
    uint32_t system, type;
    uint32_t station;      /**< where it stands, in `rental_stations`, or NO_IX */
    uint32_t home;         /**< where it has to be given back, or NO_IX */
    uint32_t range_metres; /**< left; NO_IX: unsaid, or it tires nobody */
    uint8_t flags;         /**< enum rental_vehicle_flag */
    uint8_t fuel_percent;  /**< 255: unsaid */
    uint16_t reserved;
    uint32_t pricing;     /**< `plan` in `rental_plans`; NO_IX: as its type has it */
    unix_time free_until; /**< 0: unsaid */
};

#define RENTAL_SPOTS_MAX 2 /**< that anything has on foot, and as many for its vehicles */

/** Where something meets the streets: as struct spot, from the nearest on. */
struct rental_spot {
    edge_ix edge;
    uint32_t along_mm, off_mm;
};

/** Where vehicles of a product can be taken: a station that has some, or a free one. */
struct rental_pickup {
    uint32_t station, vehicle; /**< one of them, the other NO_IX */
    struct point at;
    uint32_t range_metres;         /**< of the best one there; NO_IX: no limit */
    uint32_t vehicles;             /**< how many stand there */
    struct rental_span foot, ride; /**< in `rental_spots`: for who walks there, and for the vehicle;
                                        none where there are no streets, or none near */
};

/**
 * A place where vehicles of a product can be given back: a station, or a place on the streets in
 * the area of one, which counts as the station. All of a station follow each other.
 */
struct rental_dock {
    uint32_t station;
    struct point at;
    uint32_t docks;                /**< of the station, free for it; NO_IX: unsaid, or no limit */
    struct rental_span foot, ride; /**< likewise */
};

/** 4,096 bits of a set over edges or vertices. */
#define RENTAL_PAGE_BITS 4096
#define RENTAL_PAGE_NONE UINT32_MAX       /**< a page of nothing but 0 */
#define RENTAL_PAGE_ALL (UINT32_MAX - 1u) /**< a page of nothing but 1 */

/** A set over edges or vertices: pages of bits, most of which are alike throughout. */
struct rental_set {
    struct rental_span pages; /**< `rental_set_pages`, one a RENTAL_PAGE_BITS things; none: empty */
};

/** What zones mean for a product, on the streets of the network. */
struct rental_ground {
    struct rental_set shut;   /**< edges that must not be ridden along, wholly or in part */
    struct rental_set no_end; /**< vertices where it must not be left */
    struct rental_set slow;   /**< edges with a limit of their own, in `rental_limits` */
    struct rental_span limits;
};

/** A speed limit of an edge, by edge. */
struct rental_limit {
    edge_ix edge;
    uint32_t mm_per_second;
};

/** A zone. */
struct rental_zone {
    text_ix name;
    uint32_t system;
    uint32_t order; /**< from 0: where zones overlap the first counts */
    struct rental_span rules, points;
    struct point low, high;
    uint32_t reserved;
    unix_time start, end; /**< when it holds; 0: open */
};

/** What holds in a zone, or of a system wherever no zone does (then `zone` is NO_IX). */
struct rental_rule {
    uint32_t system, zone;
    struct rental_span types;    /**< in `rental_rule_types`; none: all types of the system */
    uint8_t start, end, through; /**< 1: a ride may start, end, pass here */
    uint8_t station_parking;     /**< enum tristate: only at stations */
    uint32_t speed_kmh;          /**< 0: none of its own */
};

/**
 * A point of an area. Rings follow each other; the first point of a ring says how many it has, and
 * whether it is a hole of the outer ring before it. Rings are closed without saying so.
 */
struct rental_point {
    struct point at;
    uint32_t ring; /**< of the first of a ring: points << 1 | hole; else 0 */
};

/** A message of a system. */
struct rental_alert {
    text_ix id, kind, summary, text, url;
    uint32_t system;
    uint32_t station; /**< that it is about, or NO_IX: all of it */
    uint32_t reserved;
    unix_time start, end; /**< 0: open */
};

/** A pricing plan. */
struct rental_plan {
    text_ix id, name, url, currency; /**< currency: ISO 4217 */
    uint32_t system;
    uint32_t decimals; /**< of the currency */
    int64_t price;     /**< to be paid in any case, in micro-units of the currency */
    struct rental_span per_minute, per_km; /**< in `rental_rates`: what is paid beside it */
    uint8_t taxable;                       /**< 1: a tax is added to all that */
    uint8_t surge; /**< 1: it costs more at this moment, nobody says how much */
    uint16_t reserved;
    uint32_t spare;
};

#define RENTAL_RATES_MAX 64 /**< of a plan, by minute, and as many by kilometre */

/** Where a rate that does not end ends, and what no measure of a hire comes to. */
#define RENTAL_RATE_ENDLESS (INT64_C(1000000000) * 86400)

/**
 * What is paid again and again: at `start`, and every `interval` from then on, as long as that is
 * before `end`. All of a plan add up.
 */
struct rental_rate {
    int64_t start, end; /**< milliseconds or millimetres of the ride */
    int64_t interval;   /**< likewise, 1000 or more; 0: once */
    int64_t rate;       /**< micro-units of the currency; below 0 a credit */
};

/* The sections of the live image that hold them. */
#define RENTAL_SECTIONS(SECTION)                                                                   \
    SECTION(rental_systems, struct rental_system)                                                  \
    SECTION(rental_products, struct rental_product) /* by system */                                \
    SECTION(rental_types, struct rental_type)       /* by system, then as the feed has them */     \
    SECTION(rental_stations, struct rental_station) /* by system, id */                            \
    SECTION(rental_stocks, struct rental_stock)     /* by station, type */                         \
    SECTION(rental_vehicles, struct rental_vehicle) /* by system, id */                            \
    SECTION(rental_pickups, struct rental_pickup)   /* by product */                               \
    SECTION(rental_docks, struct rental_dock)       /* by product */                               \
    SECTION(rental_spots, struct rental_spot)                                                      \
    SECTION(rental_grounds, struct rental_ground)                                                  \
    SECTION(rental_set_pages, uint32_t) /* word of rental_set_words, RENTAL_PAGE_NONE or _ALL */   \
    SECTION(rental_set_words, uint64_t)                                                            \
    SECTION(rental_limits, struct rental_limit)                                                    \
    SECTION(rental_zones, struct rental_zone) /* by system, order */                               \
    SECTION(rental_rules, struct rental_rule) /* by system, zone; the first that fits counts */    \
    SECTION(rental_rule_types, uint32_t)                                                           \
    SECTION(rental_points, struct rental_point)                                                    \
    SECTION(rental_alerts, struct rental_alert) /* by system */                                    \
    SECTION(rental_plans, struct rental_plan)   /* by system */                                    \
    SECTION(rental_rates, struct rental_rate)

/** Whether the thing with that number is in the set. */
static inline bool rental_set_has(const uint32_t *pages, const uint64_t *words,
                                  struct rental_set set, uint32_t number)
{
    uint32_t page = number / RENTAL_PAGE_BITS;
    if (page >= set.pages.count)
        return false;
    uint32_t first = pages[set.pages.first + page];
    if (first >= RENTAL_PAGE_ALL)
        return first == RENTAL_PAGE_ALL;
    uint32_t bit = number % RENTAL_PAGE_BITS;
    return words[first + bit / 64] >> bit % 64 & 1;
}

#endif
