#ifndef FEEDS_FETCH_FETCH_H
#define FEEDS_FETCH_FETCH_H

#include "engine/base/error.h"
#include "engine/base/vec.h"
#include "feeds/config/config.h"

/*
 * Fetches what live feeds and systems of shared vehicles say, each source at its own pace, several
 * at a time (libcurl lives here). One owner, one thread, which never waits but in fetch_wait.
 *
 * A file is read when it has changed. A URL is asked whether it has, within limits of time and
 * size; its address must be one of the open net (see address.h), its redirects too. Where an error
 * names a URL, it does so without its query.
 */

struct fetch;

/** What one attempt may take. */
struct fetch_limits {
    size_t bytes;         /**< of an answer, unpacked */
    int32_t milliseconds; /**< redirects included */
    uint32_t redirects;
    uint32_t at_once; /**< attempts under way at a time */
};

/** 32 MiB, 20 seconds, 3 redirects, 8 at once. */
extern const struct fetch_limits fetch_limits_usual;

/**
 * Something to fetch. The configuration says under which rules; where it lies may have been said by
 * somebody else, who is not trusted: no `${NAME}` is put in then, and keys, as ever, are told to
 * the configured origin (scheme, host, port) only.
 */
struct fetch_source {
    const struct config_source *rules; /**< borrowed */
    const char *where; /**< a path or anything else, copied; NULL: as the rules say */
    bool is_url;       /**< `where` is meant as a URL */
    bool is_json;      /**< JSON is wanted, and is no page that says what is wrong */
    bool hosts_only;   /**< may lead to no host but the rules' own and these; redirects too */
    const char *const *hosts; /**< borrowed */
    uint32_t host_count;
    size_t bytes;          /**< an answer may have; 0: as the limits say */
    int32_t every_seconds; /**< from one attempt to the next */
};

/** How an attempt ended. */
enum fetch_ending {
    FETCH_NEW,    /**< with something new, or that may be */
    FETCH_SAME,   /**< nothing has changed */
    FETCH_FAILED, /**< with an error */
};

/** The end of one attempt. */
struct fetch_answer {
    uint32_t source; /**< as fetch_add numbered it */
    enum fetch_ending ending;
    struct vec bytes;   /**< FETCH_NEW: chars, the receiver's to keep or to finish; else empty */
    struct error error; /**< FETCH_FAILED: why */
};

/** A fetcher without sources. The seed spreads what is drawn by chance. */
struct fetch *fetch_create(const struct fetch_limits *limits, uint64_t seed);

/**
 * Adds a source, due at once, and returns its number: the smallest that is free, so that those
 * added first are 0, 1, 2 ...
 */
uint32_t fetch_add(struct fetch *fetch, const struct fetch_source *source);

/** Adds the live feeds of a configuration, which must outlive the fetcher, in their order. */
void fetch_add_live(struct fetch *fetch, const struct config *config);

/** Above the number of every source. */
uint32_t fetch_count(const struct fetch *fetch);

/** Breaks off what is under way and forgets the source: nothing of it is given any more. */
void fetch_remove(struct fetch *fetch, uint32_t source);

/** From now on the source is fetched that often, counted from its last attempt. */
void fetch_pace(struct fetch *fetch, uint32_t source, int32_t every_seconds);

/** Ends what is under way and frees it; NULL is fine. */
void fetch_destroy(struct fetch *fetch);

/** Starts what is due and gives the next attempt that has ended. False: none has. */
MUST_CHECK bool fetch_next(struct fetch *fetch, struct fetch_answer *answer);

/**
 * Waits until fetch_next may have something, but not longer than `milliseconds`, nor than until one
 * of the descriptors can be read.
 */
void fetch_wait(struct fetch *fetch, int32_t milliseconds, const int *descriptors, uint32_t count);

/** What came of the source last is of no use: the next attempt asks for all of it again. */
void fetch_distrust(struct fetch *fetch, uint32_t source);

/** The name of a source as it may be shown: its path, or its URL without the query. */
const char *fetch_name(const struct fetch *fetch, uint32_t source);

/** "libcurl 7.88.1 OpenSSL 3.0.19 zlib 1.2.13": the library at run time. */
const char *fetch_libraries(void);

#endif
