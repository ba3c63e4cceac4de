#ifndef FEEDS_OSM_READER_H
#define FEEDS_OSM_READER_H

#include <stdio.h>

#include "feeds/osm/kinds.h"
#include "feeds/osm/osm.h"

/* What osm.c and the readers of the two formats share. */

/** Limits of one object: far above what OpenStreetMap allows (2,000, 32,000 and a few dozen). */
#define OSM_REFS_MAX 1000000
#define OSM_MEMBERS_MAX 1000000
#define OSM_TAGS_MAX 100000
#define OSM_TEXT_MAX (64 * 1024)

/** A file being read. */
struct osm_reader {
    const char *path;
    const char *name;   /**< the last part of the path, for findings */
    struct osm_run run; /**< of a PBF file: what to read of it */
    const struct osm_sink *sink;
    struct findings *findings;
    struct error *error;
    struct vec tags;    /**< struct osm_tag, of the object at hand */
    struct vec refs;    /**< int64_t, likewise */
    struct vec members; /**< struct osm_member, likewise */
    uint64_t objects;   /**< seen, delivered or not */
    bool stopped;       /**< the sink wants no more */
};

/** Counts an oddity of the object `kind` `id`. `line` 0: none. */
void osm_report(struct osm_reader *reader, enum osm_oddity oddity, uint32_t line,
                enum osm_kind kind, int64_t id);

/** Counts an oddity with a text of `length` bytes as its detail. */
void osm_report_text(struct osm_reader *reader, enum osm_oddity oddity, uint32_t line,
                     const char *text, size_t length);

/** Hands the object over with the reader's tags, refs and members; notes odd ways. False: the sink
 * wants no more. */
bool osm_deliver(struct osm_reader *reader, const struct osm_object *object, enum osm_kind kind,
                 uint32_t line);

/** Hands a node over. False: the sink wants no more. */
bool osm_deliver_node(struct osm_reader *reader, const struct osm_object *object,
                      struct point point);

/** Whether anybody wants objects of that kind. */
bool osm_wanted(const struct osm_reader *reader, enum osm_kind kind);

/** Reads the reader's run of a PBF file. False: `reader->error` says why. */
MUST_CHECK bool osm_read_pbf(struct osm_reader *reader, FILE *file);

/** Appends runs of so many bytes to `runs` (struct osm_run). False: the file is damaged. */
MUST_CHECK bool osm_runs_pbf(struct osm_reader *reader, FILE *file, uint64_t bytes,
                             struct vec *runs);

/** Reads an XML file, plain or gzip. False: `reader->error` says why. */
MUST_CHECK bool osm_read_xml(struct osm_reader *reader);

#endif
