#include "api/routes.h"

#include <string.h>

#include "api/answers.h"
#include "api/geocode.h"
#include "api/map.h"
#include "api/render_body.h"
#include "api/render_status.h"
#include "api/stoptimes.h"

#define V(version) ROUTE_VERSION(version)
#define V_ALL (V(1) | V(2) | V(3) | V(4) | V(5) | V(6))

static const struct endpoint_route routes[] = {
    {ROUTE_PLAIN, "", 0, status_index},
    {ROUTE_PLAIN, "live", 0, status_live},
    {ROUTE_PLAIN, "ready", 0, status_ready},
    {ROUTE_PLAIN, "health", 0, status_health},
    {ROUTE_MOTIS, "health", V_ALL, status_health},
    {ROUTE_MOTIS, "plan", V_ALL, plan_answer},
    {ROUTE_MOTIS, "one-to-all", V_ALL, one_to_all_answer},
    {ROUTE_MOTIS, "one-to-many", V_ALL, one_to_many_answer},
    {ROUTE_MOTIS, "stoptimes", V_ALL, stoptimes_answer},
    {ROUTE_MOTIS, "trip", V_ALL, trip_answer},
    {ROUTE_MOTIS, "refresh-itinerary", V_ALL, refresh_answer},
    {ROUTE_MOTIS, "stop", V_ALL, stop_answer},
    {ROUTE_MOTIS, "geocode", V_ALL, geocode_answer},
    {ROUTE_MOTIS, "reverse-geocode", V_ALL, reverse_geocode_answer},
    {ROUTE_MOTIS, "map/stops", V_ALL, map_stops_answer},
    {ROUTE_MOTIS, "map/trips", V_ALL, map_trips_answer},
    {ROUTE_MOTIS, "map/initial", V_ALL, map_initial_answer},
    {ROUTE_MOTIS, "map/levels", V_ALL, map_levels_answer},
    {ROUTE_MOTIS, "map/rentals", V_ALL, map_rentals_answer},
    {ROUTE_MOTIS, "rentals", V_ALL, map_rentals_answer},
    {ROUTE_OURS, "feeds", 0, status_feeds},
    {ROUTE_OURS, "gtfs-rt", 0, gtfs_rt_answer},
    {ROUTE_OURS, "vehicles", 0, vehicles_answer},
    {ROUTE_OURS, "reach", 0, reach_answer},
    {ROUTE_OURS, "matrix", 0, matrix_answer},
    {ROUTE_OURS, "fares", 0, fares_answer},
    {ROUTE_OURS, "keys", 0, keys_answer},
    {ROUTE_OURS, "quote", 0, quote_answer},
    {ROUTE_OURS, "quote/*/explain", 0, quote_explain_answer},
};

/* Those that are asked by POST too, with the parameters as a JSON object. */
static const struct {
    enum route_root root;
    const char *name;
} posts[] = {
    {ROUTE_MOTIS, "one-to-many"}, {ROUTE_MOTIS, "refresh-itinerary"}, {ROUTE_OURS, "matrix"},
    {ROUTE_OURS, "quote"},        {ROUTE_OURS, "quote/*/explain"},
};

static enum route_root root_of(const struct request *request)
{
    if (request->version != 0)
        return ROUTE_MOTIS;
    return request->name == request->path + 1 ? ROUTE_PLAIN : ROUTE_OURS;
}

static const char *versions_listed(struct arena *arena, uint32_t versions)
{
    const char *text = NULL;
    for (unsigned version = 1; version <= DIALECT_NEWEST; version++) {
        if ((versions & V(version)) == 0)
            continue;
        text = text ? arena_format(arena, "%s, v%u", text, version)
                    : arena_format(arena, "v%u", version);
    }
    return text ? text : "no version";
}

/* Whether the first `length` bytes of a path are that of an endpoint, in which `*` stands for any
 * part that is not empty. */
static bool is_path(const char *pattern, const char *path, size_t length)
{
    const char *end = path + length;
    for (; *pattern; pattern++) {
        if (*pattern != '*') {
            if (path == end || *path++ != *pattern)
                return false;
            continue;
        }
        const char *start = path;
        while (path < end && *path != '/')
            path++;
        if (path == start)
            return false;
    }
    return path == end;
}

static const struct endpoint_route *find_route(const struct request *request, struct error *error)
{
    enum route_root root = root_of(request);
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        const struct endpoint_route *route = &routes[i];
        if (route->root != root || !is_path(route->name, request->name, strlen(request->name)))
            continue;
        if (root != ROUTE_MOTIS || (route->versions & V(request->version)) != 0)
            return route;
        error_set(error, ERROR_MISSING, request->path, "this endpoint is served in %s",
                  versions_listed(&request->worker->arena, route->versions));
        return NULL;
    }
    error_set(error, ERROR_MISSING, request->path, "there is no such endpoint; / lists them");
    return NULL;
}

enum { LICENCES_MAX = 8 };

/* Texts of feeds go into a header only if they cannot end it. */
static bool is_plain_url(const char *url)
{
    return strncmp(url, "http", 4) == 0 && strpbrk(url, "<>\" \t\r\n") == NULL &&
           strlen(url) < 1024;
}

static bool is_linked(const char *const *urls, uint32_t count, const char *url)
{
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(urls[i], url) == 0)
            return true;
    }
    return false;
}

/* The `number`th licence of feeds, maps and address files. */
static const char *licence_url(const struct network *network, uint32_t number)
{
    text_ix text = number < network->counts.feeds
                       ? network->feeds[number].licence_url
                       : network->credits[number - network->counts.feeds].licence_url;
    return network_text(network, text);
}

/* `Link: <URL>; rel="license"` for what feeds and maps ask; of many, the way to the list. */
static void link_licences(struct worker *worker, struct reply *reply)
{
    const struct network *network = worker->world->network;
    const char *urls[LICENCES_MAX];
    uint32_t count = 0;
    for (uint32_t i = 0; i < network->counts.feeds + network->counts.credits; i++) {
        const char *url = licence_url(network, i);
        if (!is_plain_url(url) || is_linked(urls, count, url))
            continue;
        if (count == LICENCES_MAX) {
            count = 0;
            urls[count++] = "/x/v1/feeds";
            break;
        }
        urls[count++] = url;
    }
    for (uint32_t i = 0; i < count; i++)
        reply_header(reply, "Link", arena_format(&worker->arena, "<%s>; rel=\"license\"", urls[i]));
}

/* Puts the members of a body in the place of parameters. */
static bool take_body(struct request *request, const struct request_body *body, struct error *error)
{
    if (request->parameter_count > 0)
        return error_set(error, ERROR_INPUT, "query",
                         "with POST the parameters stand in the body, and only there");
    struct parameter *parameters =
        arena_array(&request->worker->arena, REQUEST_PARAMETERS_MAX, sizeof *parameters);
    request->parameters = parameters;
    request->body = *body;
    return render_body_read(body, &request->worker->arena, parameters, &request->parameter_count,
                            error);
}

static bool answer(struct worker *worker, const char *target, const struct request_body *body,
                   struct reply *reply, struct error *error)
{
    struct request request;
    if (!request_parse(&request, worker, target, error) ||
        (body && !take_body(&request, body, error)))
        return false;
    const struct endpoint_route *route = find_route(&request, error);
    if (route == NULL || !route->answer(&request, reply, error))
        return false;
    if (route->root != ROUTE_PLAIN)
        link_licences(worker, reply);
    return true;
}

static void answer_anyway(struct worker *worker, const char *target,
                          const struct request_body *body, struct reply *reply)
{
    struct error error = {0};
    arena_reset(&worker->arena);
    *reply = (struct reply){.status = 200, .body = ""};
    if (!answer(worker, target, body, reply, &error)) {
        reply->header_count = 0;
        reply_error(reply, &worker->arena, &error);
        reply->reason = error_kind_name(error.kind);
    }
}

void routes_answer(struct worker *worker, const char *target, struct reply *reply)
{
    answer_anyway(worker, target, NULL, reply);
}

void routes_answer_post(struct worker *worker, const char *target, const struct request_body *body,
                        struct reply *reply)
{
    answer_anyway(worker, target, body, reply);
}

bool routes_take_body(const char *target)
{
    struct request request = {.path = target};
    size_t length = strcspn(target, "?");
    if (target[0] != '/')
        return false;
    request_find_root(&request);
    length -= (size_t)(request.name - target);
    for (size_t i = 0; i < sizeof posts / sizeof *posts; i++)
        if (posts[i].root == root_of(&request) && is_path(posts[i].name, request.name, length))
            return true;
    return false;
}

const struct endpoint_route *routes_table(size_t *count)
{
    *count = sizeof routes / sizeof *routes;
    return routes;
}
