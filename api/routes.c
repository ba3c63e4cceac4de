#include "api/routes.h"

#include <string.h>

#include "api/render_status.h"

#define V(version) ROUTE_VERSION(version)
#define V_ALL (V(1) | V(2) | V(3) | V(4) | V(5) | V(6))

static const struct endpoint_route routes[] = {
    {ROUTE_PLAIN, "", 0, status_index},
    {ROUTE_PLAIN, "live", 0, status_live},
    {ROUTE_PLAIN, "ready", 0, status_ready},
    {ROUTE_PLAIN, "health", 0, status_health},
    {ROUTE_MOTIS, "health", V_ALL, status_health},
    {ROUTE_OURS, "feeds", 0, status_feeds},
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

static const struct endpoint_route *find_route(const struct request *request, struct error *error)
{
    enum route_root root = root_of(request);
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        const struct endpoint_route *route = &routes[i];
        if (route->root != root || strcmp(route->name, request->name) != 0)
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

static bool answer(struct worker *worker, const char *target, struct reply *reply,
                   struct error *error)
{
    struct request request;
    if (!request_parse(&request, worker, target, error))
        return false;
    const struct endpoint_route *route = find_route(&request, error);
    return route != NULL && route->answer(&request, reply, error);
}

void routes_answer(struct worker *worker, const char *target, struct reply *reply)
{
    struct error error = {0};
    arena_reset(&worker->arena);
    *reply = (struct reply){.status = 200, .body = ""};
    if (!answer(worker, target, reply, &error)) {
        reply->header_count = 0;
        reply_error(reply, &worker->arena, &error);
    }
}

const struct endpoint_route *routes_table(size_t *count)
{
    *count = sizeof routes / sizeof *routes;
    return routes;
}
