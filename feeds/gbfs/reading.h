#ifndef FEEDS_GBFS_READING_H
#define FEEDS_GBFS_READING_H

#include <jansson.h>

#include "feeds/gbfs/gbfs.h"

/*
 * Inside reading only: values out of JSON as they come in the wild. A value of the wrong type that
 * can only mean one thing is read as that and counted as mended; what is missing or makes no sense
 * is as if it were not there.
 */

/** A document being read. */
struct reading {
    const char *name;     /**< of the document, for findings */
    const char *language; /**< wanted; or NULL */
    struct arena *arena;
    struct findings *findings;
    bool digits; /**< of 1.x, where 0 and 1 stood for false and true */
};

/** No text is longer, in bytes: what is longer is cut. */
#define GBFS_TEXT_MAX 4096
/** No id is longer: a record with one is left out. */
#define GBFS_ID_MAX 512

/** The last part of a path or URL: what findings have room for. */
const char *reading_name(const char *name);

/** How many items of a list are read: all, or `most` of them, with a finding. */
size_t reading_size(const struct reading *reading, const json_t *list, size_t most);

/** Counts a finding about a record. */
void reading_note(const struct reading *reading, const char *code, enum finding_action action,
                  const char *text, const char *detail);

/** A text, a number as one, or the best of localised ones; "" if there is none. */
const char *read_text(const struct reading *reading, const json_t *object, const char *key);

/** An id likewise; NULL: there is none, or none that can be used. */
const char *read_id(const struct reading *reading, const json_t *object, const char *key);

/** Whether the number is there, a text or boolean that is one included. */
bool read_number(const struct reading *reading, const json_t *object, const char *key,
                 double *value);

/** A measure in 0 .. `max`, rounded; `unsaid` if there is none, or none that makes sense. */
uint32_t read_measure(const struct reading *reading, const json_t *object, const char *key,
                      uint32_t max, uint32_t unsaid);

/** A number of things likewise; a part of one is left off, with a finding. */
uint32_t read_count(const struct reading *reading, const json_t *object, const char *key,
                    uint32_t max, uint32_t unsaid);

/** true, 1, "true" and their opposites; `unsaid` for anything else. */
bool read_bool(const struct reading *reading, const json_t *object, const char *key, bool unsaid);

/** Seconds since 1970 as a number, or RFC 3339; 0: unsaid. */
unix_time read_moment(const struct reading *reading, const json_t *object, const char *key);

/** `lat` and `lon`; false: not both are there, or no place on Earth. */
bool read_place(const struct reading *reading, const json_t *object, struct point *at);

/** The number of a word in a list that NULL ends, whatever its case; `unsaid`: it is not there. */
uint32_t read_word(const struct reading *reading, const json_t *object, const char *key,
                   const char *const *words, uint32_t unsaid);

/**
 * A list of ids, or a single one without a list; empty if there is none. `named` is whether there
 * is something in it, usable or not.
 */
const char *const *read_ids(const struct reading *reading, const json_t *object, const char *key,
                            uint32_t *count, bool *named);

/** The links of `rental_uris`. */
void read_links(const struct reading *reading, const json_t *object, const char **android,
                const char **ios, const char **web);

/** A number exactly as it was written; zero if there is none. */
struct gbfs_amount read_amount(const struct reading *reading, const json_t *object,
                               const char *key);

/** Opening hours of OpenStreetMap's kind; empty: there are none, or none that are understood. */
struct gbfs_opening read_opening(const struct reading *reading, const json_t *object,
                                 const char *key);

/** What it means to lie in an area: by it the safe side is chosen where one is badly drawn. */
enum area_use {
    AREA_ALLOWS,  /**< more may be done in it than around it: it must not be too large */
    AREA_FORBIDS, /**< less: it must not be too small */
};

/**
 * A MultiPolygon or Polygon; empty if there is none that can be used. A polygon of which a hole
 * cannot be read is left out of one that allows, and taken without the hole where one forbids.
 */
struct gbfs_area read_area(const struct reading *reading, const json_t *geometry,
                           enum area_use use);

/**
 * Parses a document and its head; `sum` is that of scan_document. NULL: `error` says why it cannot
 * be used.
 */
json_t *read_document(struct gbfs_bytes bytes, struct gbfs_head *head, uint64_t *sum,
                      struct findings *findings, struct error *error);

/** Puts what a document says of its kind into the system. False: it has no such list. */
typedef bool gbfs_reader(const struct reading *reading, const json_t *data,
                         struct gbfs_system *system);

/** The readers of the documents. */
gbfs_reader read_information, read_types, read_stations, read_statuses, read_vehicles, read_hours,
    read_calendar, read_regions, read_plans, read_alerts, read_zones;

/** Records that begin with an id by which they differ: `const char *id` is their first field. */
struct reading_kind {
    const char *key, *older_key; /**< of the id; older_key may be NULL */
    size_t size;                 /**< of one record */
    size_t most;                 /**< how many are read */
    /** Reads what the record is no good without; NULL: nothing. False: it cannot be used. */
    bool (*begin)(const struct reading *reading, const json_t *item, void *record);
    /** Reads the rest of one whose id is new; NULL: there is none. */
    void (*fill)(const struct reading *reading, const json_t *item, void *record);
    const char *code, *text; /**< the finding about one that cannot be used */
};

/** Reads a list of them, each id once; `*count` is how many. */
const void *read_records(const struct reading *reading, const json_t *list,
                         const struct reading_kind *kind, uint32_t *count);

#endif
