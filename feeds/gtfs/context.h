#ifndef FEEDS_GTFS_CONTEXT_H
#define FEEDS_GTFS_CONTEXT_H

#include "engine/base/intern.h"
#include "feeds/gtfs/gtfs.h"
#include "feeds/gtfs/kinds.h"
#include "feeds/gtfs/values.h"
#include "feeds/table/beyond.h"
#include "feeds/table/table.h"

/*
 * What the readers of one feed share while it is read. Each `*_ids` numbers the kept ids of one
 * table 0, 1, 2 ...; number n is item `first.* + n` of the draft, so an id resolves with one
 * look-up. Only trips differ: they are kept in `trips` until it is known which of them stay.
 */

struct gtfs;

/** How much of the draft was there before this feed. */
struct gtfs_marks {
    uint32_t texts, feeds, zones, zone_changes, agencies, stops, routes, services, exceptions,
        trips, calls, frequencies, transfers, pathways, shapes, shape_points, shape_distances,
        translations, attributions;
    struct tariff_marks tariff;
};

/** Why a trip is not kept. */
enum trip_fate {
    FATE_KEPT,
    FATE_DROPPED, /**< a finding has said why */
};

/** A trip while the feed is read. */
struct gtfs_trip {
    struct draft_trip trip; /**< `shape` is a number of `shape_ids` until the shapes are read */
    uint32_t line;          /**< in trips.txt */
    uint32_t kept;          /**< its index in the draft once it is there, or NO_IX */
    enum trip_fate fate;
    bool repeats; /**< frequencies.txt names it */
};

/** What of a stop is resolved after all stops are read. */
struct gtfs_stop {
    text_ix parent;
    uint32_t line;
    bool has_zone, served;
};

/** A row of levels.txt, for the stops on it. */
struct gtfs_level {
    text_ix name;  /**< level_name, else level_id */
    int16_t floor; /**< level_index in tenths */
};

/** Fares while they are read; the rest of it is in fares.h. */
struct gtfs_fares {
    struct intern category_ids, medium_ids, product_ids, network_ids, area_ids, timeframe_ids,
        group_ids, fare_ids, zone_ids;
    struct vec spans;   /**< struct product_span, by number of product_ids */
    struct vec flat;    /**< read_flat.c's own, by number of fare_ids */
    struct vec pending; /**< rows until they are sorted, each reader's own */
    enum gtfs_fare_file file;
    bool (*take)(struct gtfs *gtfs, const struct row *row);
    uint32_t known;       /**< columns of the file at hand that its reader asks for */
    struct beyond beyond; /**< its further columns that may say when a row holds */
    uint32_t rows;        /**< of all files */
    uint32_t spared;      /**< rows of the file at hand of which nothing is lost, though not kept */
    uint32_t cut;         /**< rows of it that the table dropped, or kept in part */
    bool has_standard;
    const char *broken; /**< which file of the form at hand cannot be read to its end; or NULL */
};

struct gtfs_times;
struct gtfs_outlines;

/** One feed being read. */
struct gtfs {
    struct draft *draft;
    struct input *input;
    const struct gtfs_options *options;
    struct findings *findings;
    struct gtfs_counts *counts;
    struct gtfs_marks first; /**< the draft before */
    feed_ix feed;
    zone_ix zone;           /**< of the feed's service days */
    text_ix wrong_zone;     /**< an agency_timezone that does not exist, or the empty text */
    text_ix implied_agency; /**< name of the agency to make up if there is none */
    struct intern agency_ids, stop_ids, route_ids, service_ids, trip_ids, shape_ids, level_ids;
    struct vec levels;              /**< struct gtfs_level, by number of level_ids */
    struct vec stops;               /**< struct gtfs_stop, by number of stop_ids */
    struct vec pathway_lines;       /**< uint32_t, lines of the draft's pathways since first */
    struct vec trips;               /**< struct gtfs_trip, by number of trip_ids */
    struct vec exceptions;          /**< rows of calendar_dates.txt until they are sorted */
    struct vec repeats;             /**< rows of frequencies.txt until they are sorted */
    struct gtfs_times *times;       /**< read_times.c's own, while it reads */
    struct gtfs_outlines *outlines; /**< read_shapes.c's own, likewise */
    struct vec by_value;            /**< rows of translations.txt that name a text */
    struct gtfs_fares fares;
    struct intern seen; /**< keys of rows, to know the repeated ones */
};

/** Prepares the reading of a feed; gtfs_context_finish ends it. */
void gtfs_context_init(struct gtfs *gtfs, struct draft *draft, struct input *input,
                       const struct gtfs_options *options);

/** Frees what belongs to the reading; the draft stays. */
void gtfs_context_finish(struct gtfs *gtfs);

/** Takes everything out of the draft again that this feed put in. */
void gtfs_context_undo(struct gtfs *gtfs);

/** One table to read. */
struct gtfs_table {
    const char *name;
    const char *const *columns; /**< ends with NULL; at most 24 */
    uint32_t required;          /**< so many of the first columns must be there */
    void (*take)(struct gtfs *gtfs, const struct row *row);
};

/**
 * Reads a table row by row; values that say `NULL` come as empty. False: it is missing, damaged or
 * lacks a required column.
 */
MUST_CHECK bool gtfs_read_table(struct gtfs *gtfs, const struct gtfs_table *table,
                                struct error *error);

/**
 * The same for a file the feed can do without: what goes wrong is a finding. False: there is one,
 * and it cannot be read to its end.
 */
bool gtfs_read_optional(struct gtfs *gtfs, const struct gtfs_table *table);

/**
 * Refuses the feed because of `file`: fills `error` with the feed's path and file as the place, and
 * returns false.
 */
bool gtfs_refuse(const struct gtfs *gtfs, struct error *error, enum error_kind kind,
                 const char *file, const char *text);

/** Notes a finding at a row; `detail` is the value in question. */
void gtfs_note(struct gtfs *gtfs, enum gtfs_kind kind, const struct row *row, struct field detail);

/** Notes a finding at a line of a file; `detail` may be NULL. */
void gtfs_note_at(struct gtfs *gtfs, enum gtfs_kind kind, const char *file, uint32_t line,
                  const char *detail);

/** The field as a text of the draft. */
text_ix gtfs_text(struct gtfs *gtfs, struct field field);

/**
 * The number of a new id in column `column`, or INTERN_NONE when the row must be dropped (no id,
 * one that came before, one that is too long: each is a finding).
 */
uint32_t gtfs_new_id(struct gtfs *gtfs, struct intern *ids, const struct row *row, int column);

/** The number an id has, or INTERN_NONE. */
uint32_t gtfs_find_id(const struct intern *ids, struct field field);

/** A whole number `low` .. `high`; `unsaid` when empty or (with a finding) anything else. */
int64_t gtfs_whole(struct gtfs *gtfs, const struct row *row, int column, int64_t high,
                   int64_t unsaid);

/** Sets `*day` when the field holds a date; false: it is empty or (with a finding) none. */
bool gtfs_date(struct gtfs *gtfs, const struct row *row, int column, civil_day *day);

/** The zone of that name, compiled into the draft once. False: there is none. */
bool gtfs_zone(struct gtfs *gtfs, struct field name, zone_ix *zone);

/* The readers, in the order in which they run; each is one file. */

/** feed_info.txt, and the feed's record itself. */
MUST_CHECK bool gtfs_read_feed(struct gtfs *gtfs, struct error *error);
/** agency.txt, and the feed's time zone. */
MUST_CHECK bool gtfs_read_agencies(struct gtfs *gtfs, struct error *error);
/** levels.txt. */
MUST_CHECK bool gtfs_read_levels(struct gtfs *gtfs, struct error *error);
/** stops.txt. */
MUST_CHECK bool gtfs_read_stops(struct gtfs *gtfs, struct error *error);
/** routes.txt. */
MUST_CHECK bool gtfs_read_routes(struct gtfs *gtfs, struct error *error);
/** calendar.txt and calendar_dates.txt. */
MUST_CHECK bool gtfs_read_calendar(struct gtfs *gtfs, struct error *error);
/** trips.txt. */
MUST_CHECK bool gtfs_read_trips(struct gtfs *gtfs, struct error *error);
/** frequencies.txt. */
MUST_CHECK bool gtfs_read_frequencies(struct gtfs *gtfs, struct error *error);
/** stop_times.txt. */
MUST_CHECK bool gtfs_read_times(struct gtfs *gtfs, struct error *error);
/** shapes.txt; kept trips get their draft shape. */
MUST_CHECK bool gtfs_read_shapes(struct gtfs *gtfs, struct error *error);
/** Moves the trips that stay into the draft. */
MUST_CHECK bool gtfs_keep_trips(struct gtfs *gtfs, struct error *error);
/** transfers.txt. */
MUST_CHECK bool gtfs_read_transfers(struct gtfs *gtfs, struct error *error);
/** pathways.txt. */
MUST_CHECK bool gtfs_read_pathways(struct gtfs *gtfs, struct error *error);
/** What only all pathways together show; called by their reader. */
void gtfs_check_pathways(struct gtfs *gtfs);
/** All files of fares, in both forms. */
MUST_CHECK bool gtfs_read_fares(struct gtfs *gtfs, struct error *error);
/** attributions.txt. */
MUST_CHECK bool gtfs_read_attributions(struct gtfs *gtfs, struct error *error);
/** translations.txt. */
MUST_CHECK bool gtfs_read_translations(struct gtfs *gtfs, struct error *error);
/** Files of later issues and files nobody knows. */
MUST_CHECK bool gtfs_read_others(struct gtfs *gtfs, struct error *error);
/** What only the whole feed shows. */
MUST_CHECK bool gtfs_check(struct gtfs *gtfs, struct error *error);

#endif
