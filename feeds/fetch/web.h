#ifndef FEEDS_FETCH_WEB_H
#define FEEDS_FETCH_WEB_H

#include <curl/curl.h>

#include "feeds/fetch/fetch.h"

/* One source behind a URL: attempts one after the other, each a request or a chain of redirects,
 * which are followed here and not by the library, so that each is judged as the first one was. */

#define WEB_NAME_MAX 160

/** The source, and the attempt that is under way. */
struct web {
    const struct fetch_source *from;
    const struct fetch_limits *limits;
    CURL *easy;              /**< NULL: no attempt is under way */
    struct curl_slist *head; /**< of the request */
    struct vec body;         /**< chars */
    int64_t deadline;        /**< in clock_ticks */
    uint32_t redirects;      /**< followed so far */
    bool home;               /**< at the configured origin: keys may be told */
    bool named;              /**< at that, or at a host that the configuration names */
    bool too_large;
    char origin[WEB_NAME_MAX]; /**< scheme, host and port of the configured URL; empty: a path */
    char host[WEB_NAME_MAX];   /**< of that */
    char name[WEB_NAME_MAX];   /**< the URL as it may be shown */
    char etag[200];            /**< of the last answer; empty: none */
    char modified[64];         /**< likewise Last-Modified */
    char refused[160];         /**< the address that was not connected to */
    char detail[CURL_ERROR_SIZE];
};

/** What became of a request that has ended. */
enum web_ending {
    WEB_MORE, /**< it was a redirect, and that is under way */
    WEB_NEW,  /**< the body is whole */
    WEB_SAME,
    WEB_FAILED,
};

/** Prepares the source, whose `bytes` are set; both are borrowed. */
void web_init(struct web *web, const struct fetch_source *from, const struct fetch_limits *limits);

/** Starts an attempt. False: there is something in the way of it. */
MUST_CHECK bool web_begin(struct web *web, CURLM *multi, struct error *error);

/**
 * Looks at the request that has ended with `code`; unless WEB_MORE, the attempt is over. `*wait` is
 * how many seconds the server asked to be left alone, 0: none.
 */
enum web_ending web_end(struct web *web, CURLM *multi, CURLcode code, int64_t *wait,
                        struct error *error);

/** Breaks off what is under way; fine when nothing is. */
void web_stop(struct web *web, CURLM *multi);

#endif
