#ifndef FEEDS_OSM_OSM_H
#define FEEDS_OSM_OSM_H

#include <stdint.h>

#include "engine/base/civil.h"
#include "engine/base/error.h"
#include "engine/base/geo.h"
#include "feeds/findings/findings.h"

/*
 * OpenStreetMap files, streamed: PBF (protobuf-c and zlib) and XML, plain or gzip (expat), told
 * apart by content. Nothing is kept between objects, and a reader may be run over one file several
 * times, each time for other kinds of objects.
 */

/** The three kinds of objects. */
enum osm_kind { OSM_NODE, OSM_WAY, OSM_RELATION };

/** Bytes of valid UTF-8, not NUL-terminated; valid during the call that hands them over. */
struct osm_text {
    const char *text;
    uint32_t length;
};

/** Whether a text is that word. */
bool text_is(struct osm_text text, const char *word);

/** One tag, as it stands in the file: keys may come twice. */
struct osm_tag {
    struct osm_text key, value;
};

/** The tags of an object. */
struct osm_tags {
    const struct osm_tag *items;
    uint32_t count;
};

/** What all objects have. */
struct osm_object {
    int64_t id;       /**< below zero in files of editors that were never uploaded */
    unix_time edited; /**< when it was last changed; 0: not said, or not asked for */
    struct osm_tags tags;
};

/** A node. */
struct osm_node {
    struct osm_object object;
    struct point point;
};

/** A way. */
struct osm_way {
    struct osm_object object;
    const int64_t *refs; /**< ids of nodes in order; they need not be in the file */
    uint32_t ref_count;
};

/** A member of a relation. */
struct osm_member {
    int64_t ref;
    enum osm_kind kind;
    struct osm_text role; /**< may be empty */
};

/** A relation. Its members need not be in the file, and it may be its own member. */
struct osm_relation {
    struct osm_object object;
    const struct osm_member *members;
    uint32_t member_count;
};

/** Takes one object, valid during the call; false ends the reading without an error. */
typedef bool (*osm_take_node)(void *context, const struct osm_node *node);
/** Likewise. */
typedef bool (*osm_take_way)(void *context, const struct osm_way *way);
/** Likewise. */
typedef bool (*osm_take_relation)(void *context, const struct osm_relation *relation);

/** Who takes the objects, in the order of the file. A kind with NULL is passed over cheaply. */
struct osm_sink {
    void *context;
    osm_take_node node;
    osm_take_way way;
    osm_take_relation relation;
    bool edited; /**< also read when each object was last changed, which is more to unpack */
};

/**
 * Reads the file through `sink`. Objects that cannot be used (deleted, not on Earth) are left out
 * with a finding. False: no OpenStreetMap file, a change file, damaged, over a limit of the format;
 * `error` says where. Some objects may have been delivered by then. `sink` and `findings` (not
 * NULL) are borrowed.
 */
MUST_CHECK bool osm_read(const char *path, const struct osm_sink *sink, struct findings *findings,
                         struct error *error);

/** A stretch of a PBF file from block to block: what one thread reads at a time. */
struct osm_run {
    uint64_t start, end; /**< bytes; `end` UINT64_MAX: the end of the file */
    uint32_t blocks;     /**< before it */
};

/**
 * Appends the runs (struct osm_run) of a file, each of so many bytes or little more, in order. A
 * file whose blocks cannot be told apart is one run: XML, damaged, not there. Reading says why.
 */
void osm_runs(const char *path, uint64_t bytes, struct vec *runs);

/**
 * Reads one run as osm_read does all of them; each thread may read another run of a file at the
 * same time, with a sink, findings and error of its own. What the first run with an error says is
 * what osm_read would.
 */
MUST_CHECK bool osm_read_run(const char *path, const struct osm_run *run,
                             const struct osm_sink *sink, struct findings *findings,
                             struct error *error);

/** Whether osm_read is the one to ask about the file: by its first bytes, else by its name. */
bool osm_recognise(const char *path);

/** "protobuf-c 1.4.1, expat 2.5.0": the libraries at run time. */
const char *osm_libraries(void);

#endif
