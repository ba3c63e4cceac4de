#ifndef FEEDS_GBFS_GBFS_H
#define FEEDS_GBFS_GBFS_H

#include "engine/base/arena.h"
#include "engine/base/civil.h"
#include "engine/base/error.h"
#include "engine/base/geo.h"
#include "engine/live/rental.h"
#include "feeds/findings/findings.h"
#include "feeds/gbfs/opening.h"

/*
 * GBFS, the feeds of shared vehicles, 1.0 to 3.0 and what is found in the wild: a system says what
 * it has in a dozen JSON documents, each with a life of its own. A store keeps the newest usable
 * one of each kind. A record that makes no sense is a finding and is left out; the others stay.
 *
 * Texts are never NULL: what is not said is empty. Of texts in several languages the wanted one is
 * read, else the first.
 */

/** What a document is about. */
enum gbfs_document {
    GBFS_SYSTEM_INFORMATION,
    GBFS_VEHICLE_TYPES,
    GBFS_STATION_INFORMATION,
    GBFS_STATION_STATUS,
    GBFS_VEHICLES, /**< free_bike_status, vehicle_status */
    GBFS_HOURS,
    GBFS_CALENDAR,
    GBFS_REGIONS,
    GBFS_PRICING,
    GBFS_ALERTS,
    GBFS_ZONES,
    GBFS_DOCUMENTS
};

/** Whether such documents say how things stand at this moment: others seldom change. */
static inline bool gbfs_document_is_quick(enum gbfs_document document)
{
    return document == GBFS_STATION_STATUS || document == GBFS_VEHICLES;
}

/** Its name as a file: `station_status`; of vehicles the newer one. */
const char *gbfs_document_name(enum gbfs_document document);

/** The document of that name, `free_bike_status` as well; GBFS_DOCUMENTS: none that is read. */
enum gbfs_document gbfs_document_of(const char *name);

/** Bytes of a document; `name` is for findings and errors. */
struct gbfs_bytes {
    const char *data;
    size_t length;
    const char *name;
};

/** What every document says of itself. */
struct gbfs_head {
    unix_time last_updated; /**< 0: unsaid */
    int32_t ttl;            /**< seconds, 0 .. 86400; -1: unsaid or no sense */
    char version[16];       /**< `2.3`; empty: unsaid, as in 1.0 */
};

/** Whom to ask, whom to name. */
struct gbfs_information {
    const char *system_id, *name, *operator_name, *url, *purchase_url, *color, *language;
    const char *time_zone, *phone, *email, *feed_contact, *terms_url, *licence_url;
    const char *attribution, *attribution_url, *app_android, *app_ios;
    const char *opening_hours;   /**< of OpenStreetMap's kind, since 3.0 */
    struct gbfs_opening opening; /**< them, as far as they are understood */
};

/** A type of vehicle. */
struct gbfs_type {
    const char *id, *name, *make, *model, *image_url, *plan;
    uint32_t range_metres;  /**< 0: unsaid */
    uint32_t riders, cargo; /**< persons, litres; 0: unsaid */
    uint32_t speed_kmh;     /**< 0: unsaid */
    uint8_t form;           /**< enum rental_form */
    uint8_t propulsion;     /**< enum rental_propulsion */
    uint8_t way_back;       /**< enum rental_return */
    bool way_back_said;
};

/** A number by vehicle type. */
struct gbfs_count {
    const char *type; /**< id; empty: of all types */
    uint32_t count;
};

/** A ring of an area; `hole`: in the outer ring before it. No last point equal to the first. */
struct gbfs_ring {
    const struct point *points;
    uint32_t count;
    bool hole;
};

/** An area: outer rings, each with its holes behind it. */
struct gbfs_area {
    const struct gbfs_ring *rings;
    uint32_t count;
};

/** A station, as it always is. */
struct gbfs_station {
    const char *id, *name, *address, *cross_street, *region, *android, *ios, *web;
    struct point at;
    uint32_t capacity; /**< NO_IX: unsaid */
    uint8_t parking;   /**< as rental_station.parking */
    bool is_virtual, charges;
    const struct gbfs_count *places; /**< for a type, free or not; a type may be there twice */
    uint32_t place_count;            /**< 0: unsaid */
    struct gbfs_area area;           /**< none: a point */
    struct gbfs_opening opening;     /**< none: that of its system */
};

/** A station, as it is now. */
struct gbfs_status {
    const char *id;
    uint32_t vehicles, docks; /**< docks NO_IX: unsaid */
    bool installed, renting, returning;
    unix_time reported; /**< 0: unsaid */
    const struct gbfs_count *by_type;
    uint32_t by_type_count; /**< 0: unsaid */
    const struct gbfs_count *docks_by_type;
    uint32_t docks_by_type_count; /**< 0: unsaid */
};

/** A vehicle that is known by itself. */
struct gbfs_vehicle {
    const char *id, *type, *station, *home, *plan, *android, *ios, *web;
    struct point at;
    bool placed;           /**< `at` was said; else it is at `station` */
    uint32_t range_metres; /**< NO_IX: unsaid */
    uint32_t fuel_percent; /**< NO_IX: unsaid */
    bool reserved, disabled;
    unix_time reported, free_until; /**< 0: unsaid */
};

/** What holds for some types, or for all. */
struct gbfs_rule {
    const char *const *types; /**< ids; none: all */
    uint32_t type_count;
    bool start, end, through, stations_only;
    uint32_t speed_kmh; /**< 0: none */
};

/** A zone. Where zones overlap the first counts. */
struct gbfs_zone {
    const char *name;
    unix_time start, end; /**< 0: open */
    const struct gbfs_rule *rules;
    uint32_t rule_count;
    struct gbfs_area area;
};

/** An amount of money, exactly as it was written: units / 10^scale. */
struct gbfs_amount {
    int64_t units;
    int32_t scale; /**< 0 .. 6 */
};

/** A part of a price that grows: from `start` (included) to `end`, every `interval` (0: once). */
struct gbfs_segment {
    struct gbfs_amount start, end, rate, interval; /**< minutes or kilometres; money */
    bool ends;                                     /**< `end` was said */
};

/** A pricing plan. */
struct gbfs_plan {
    const char *id, *name, *description, *currency, *url;
    struct gbfs_amount price, reservation_per_minute, reservation_flat;
    bool taxable, surge;
    const struct gbfs_segment *per_km, *per_minute;
    uint32_t per_km_count, per_minute_count;
};

/** A message to riders. */
struct gbfs_alert {
    const char *id, *kind, *summary, *description, *url;
    const char *const *stations;
    uint32_t station_count; /**< 0: all */
    unix_time start, end;   /**< of the first of its times; 0: open */
};

/** A region. */
struct gbfs_region {
    const char *id, *name;
};

/** When vehicles are lent, on some days of the week. */
struct gbfs_hours {
    uint8_t days;           /**< bit 0 is Monday */
    int32_t opens, closes;  /**< seconds of the day; closes may be beyond 24 h */
    bool members, visitors; /**< for whom */
};

/** A season of the year in which vehicles are lent. */
struct gbfs_season {
    uint8_t start_month, start_day, end_month, end_day;
    int32_t start_year, end_year; /**< 0: every year */
};

/** All that a system has said. Arrays are empty where no document has come. */
struct gbfs_system {
    bool has[GBFS_DOCUMENTS]; /**< a usable document of the kind has come */
    struct gbfs_head heads[GBFS_DOCUMENTS];
    struct gbfs_information information;
    const struct gbfs_type *types;
    const struct gbfs_station *stations; /**< ids differ */
    const struct gbfs_status *statuses;  /**< likewise */
    const struct gbfs_vehicle *vehicles; /**< likewise */
    const struct gbfs_hours *hours;
    const struct gbfs_season *seasons;
    const struct gbfs_region *regions;
    const struct gbfs_plan *plans;
    const struct gbfs_alert *alerts;
    const struct gbfs_zone *zones;
    const struct gbfs_rule *global_rules; /**< wherever no zone's hold */
    uint32_t type_count, station_count, status_count, vehicle_count, hours_count, season_count;
    uint32_t region_count, plan_count, alert_count, zone_count, global_rule_count;
};

/** What came of taking a document. */
struct gbfs_taken {
    struct gbfs_head head;
    bool news; /**< it says anything else than the one before */
};

/** What one system has said so far. One owner, one thread. */
struct gbfs_store;

/** An empty one; texts are wanted in that language (`fr`), NULL: the first. */
struct gbfs_store *gbfs_store_create(const char *language);

/** Frees it; NULL is fine. */
void gbfs_store_destroy(struct gbfs_store *store);

/**
 * Takes a document in place of the one of its kind before. False: it cannot be used (no JSON
 * object, too large, too deep, no list where one must be), `error` says why, and the one before
 * stands.
 */
MUST_CHECK bool gbfs_store_take(struct gbfs_store *store, enum gbfs_document document,
                                struct gbfs_bytes bytes, struct findings *findings,
                                struct gbfs_taken *taken, struct error *error);

/** Forgets what a document said; it is no longer published. */
void gbfs_store_drop(struct gbfs_store *store, enum gbfs_document document);

/** All of it; valid until the next take or drop. */
const struct gbfs_system *gbfs_store_system(const struct gbfs_store *store);

/** Where a document is to be had. */
struct gbfs_link {
    enum gbfs_document document;
    const char *url; /**< as written: it may be anything */
};

/** What a discovery document (`gbfs.json`) leads to: each kind once. */
struct gbfs_discovery {
    struct gbfs_link links[GBFS_DOCUMENTS];
    uint32_t count;
    struct gbfs_head head;
};

/** A system of a manifest. */
struct gbfs_dataset {
    const char *system_id; /**< empty in gbfs_versions.json */
    const char *url;       /**< of its newest version that is read here */
};

/** What `manifest.json`, `gbfs_versions.json` or the directory of a service leads to. */
struct gbfs_manifest {
    const struct gbfs_dataset *datasets;
    uint32_t count;
};

/**
 * Reads a discovery document of any version; of its languages the wanted one (may be NULL), else
 * the first. Texts live in `arena`. False: it cannot be used.
 */
MUST_CHECK bool gbfs_read_discovery(struct gbfs_bytes bytes, const char *language,
                                    struct arena *arena, struct gbfs_discovery *discovery,
                                    struct findings *findings, struct error *error);

/** Reads a manifest. False: it cannot be used. */
MUST_CHECK bool gbfs_read_manifest(struct gbfs_bytes bytes, struct arena *arena,
                                   struct gbfs_manifest *manifest, struct findings *findings,
                                   struct error *error);

/** The largest document, in bytes. */
#define GBFS_BYTES_MAX ((size_t)16 << 20)

#endif
