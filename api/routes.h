#ifndef API_ROUTES_H
#define API_ROUTES_H

#include "api/reply.h"
#include "api/request.h"

/*
 * The table of endpoints. To add one, write its handler in a file of its own and add a line to
 * the table in routes.c.
 */

/**
 * Answers one request into `reply` (status 200 unless it says otherwise). False: `error` says why
 * and becomes the answer, with the status of its kind (input 400, missing 404).
 */
typedef bool endpoint_handler(const struct request *request, struct reply *reply,
                              struct error *error);

/** Where an endpoint lives. */
enum route_root {
    ROUTE_MOTIS, /**< /api/v1 .. /api/v6 */
    ROUTE_OURS,  /**< /x/v1 */
    ROUTE_PLAIN, /**< / */
};

/** Bit of a MOTIS version in `versions`. */
#define ROUTE_VERSION(version) (1u << (version))

/** One row of the table. */
struct endpoint_route {
    enum route_root root;
    const char *name;  /**< path below the root, `map/stops`; `*` is any one part of it */
    uint32_t versions; /**< MOTIS versions that have it; 0 for other roots */
    endpoint_handler *answer;
};

/**
 * Answers the request target (path and query as they came over the wire, NUL-terminated) with the
 * worker, whose arena is reset first. The reply is always filled. Never fails and never prints.
 */
void routes_answer(struct worker *worker, const char *target, struct reply *reply);

/**
 * The same for POST: the body is a JSON object whose members are the parameters (a list is an
 * array). Parameters in the query as well are refused.
 */
void routes_answer_post(struct worker *worker, const char *target, const struct request_body *body,
                        struct reply *reply);

/** Whether the endpoint of a request target is asked by POST too. */
bool routes_take_body(const char *target);

/** All endpoints, for the index and for tests. */
const struct endpoint_route *routes_table(size_t *count);

#endif
