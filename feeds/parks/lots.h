#ifndef FEEDS_PARKS_LOTS_H
#define FEEDS_PARKS_LOTS_H

#include "engine/base/arena.h"
#include "engine/base/civil.h"
#include "engine/base/error.h"
#include "engine/base/geo.h"
#include "feeds/findings/findings.h"

/*
 * What a feed says of spaces in parks, in the form of ParkAPI (the first and second), which cities
 * and their open data have or are easily brought into:
 *
 *   {"last_updated": "2026-05-01T08:00:00",
 *    "lots": [{"id": "gare", "name": "Parking de la Gare", "coords": {"lat": 48.1, "lng": 2.3},
 *              "total": 400, "free": 120, "state": "open"}]}
 *
 * A record that makes no sense is a finding and is left out; the others stay.
 */

/** A lot as it is now. */
struct lot {
    const char *id, *name; /**< the id is not empty and comes once */
    struct point at;
    bool placed;    /**< `at` was said */
    uint32_t free;  /**< spaces, not more than `total`; NO_IX: unsaid */
    uint32_t total; /**< spaces, taken or free; NO_IX: unsaid */
    uint8_t state;  /**< as enum live_park_state */
};

/** All of a feed. */
struct lots {
    const struct lot *items;
    uint32_t count;
    unix_time stamp; /**< when it was said; 0: nobody tells */
};

/** Bytes of a document; `name` is for findings and errors. */
struct lots_bytes {
    const char *data;
    size_t length;
    const char *name;
};

/** The largest document, in bytes. */
#define LOTS_BYTES_MAX ((size_t)4 << 20)

/**
 * Reads a document; all lives in `arena`. Times without an offset are UTC, as ParkAPI has it.
 * False: it is no JSON object with a list of lots, or too large; `error` says so.
 */
MUST_CHECK bool lots_read(struct lots_bytes bytes, struct arena *arena, struct lots *lots,
                          struct findings *findings, struct error *error);

#endif
