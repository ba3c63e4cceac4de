#include "feeds/builder/slack.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/network/mode.h"

#define STOP_KEY "stop:"
#define ROUTE_KEY "route:"

/* Whether `name` is that id, or the feed's tag and that id. */
static bool names_record(const struct draft *draft, feed_ix feed_index, text_ix id_text,
                         const char *name)
{
    const char *id = draft_text_at(draft, id_text);
    if (strcmp(id, name) == 0)
        return true;
    const struct feed *feed = vec_at(&draft->feeds, feed_index);
    const char *tag = draft_text_at(draft, feed->tag);
    size_t length = strlen(tag);
    return strncmp(name, tag, length) == 0 && name[length] == '_' &&
           strcmp(name + length + 1, id) == 0;
}

/* What follows the prefix; NULL: the key does not begin with it. */
static const char *after(const char *key, const char *prefix)
{
    size_t length = strlen(prefix);
    return strncmp(key, prefix, length) == 0 ? key + length : NULL;
}

static void set(struct route *route, const struct config_slack *slack, text_ix key)
{
    if (slack->board >= 0) {
        route->board_slack = slack->board;
        route->board_key = key;
    }
    if (slack->alight >= 0) {
        route->alight_slack = slack->alight;
        route->alight_key = key;
    }
}

static bool names_mode(const char *key)
{
    for (int mode = 0; mode < MODE_COUNT; mode++)
        if (strcmp(mode_name((enum mode)mode), key) == 0)
            return true;
    return false;
}

/* Whom a key may name, the general before the special. */
enum level { LEVEL_MODE, LEVEL_AGENCY, LEVEL_ROUTE, LEVELS };

static bool names_route(const struct draft *draft, const struct route *route, const char *key,
                        enum level level)
{
    const struct agency *agencies = draft->agencies.data;
    const char *name = after(key, ROUTE_KEY);
    switch (level) {
    case LEVEL_MODE:
        return strcmp(mode_name(route->mode), key) == 0;
    case LEVEL_AGENCY:
        return names_record(draft, agencies[route->agency].feed, agencies[route->agency].id, key);
    default:
        return name && names_record(draft, route->feed, route->id, name);
    }
}

/* Agencies without routes and modes that no route has are named all the same. */
static bool names_any_agency(const struct draft *draft, const char *key)
{
    const struct agency *agencies = draft->agencies.data;
    for (agency_ix i = 0; i < draft->agencies.count; i++)
        if (names_record(draft, agencies[i].feed, agencies[i].id, key))
            return true;
    return false;
}

static bool apply_to_routes(struct draft *draft, const struct config_slack *slack, enum level level)
{
    text_ix key = draft_text(draft, slack->key, strlen(slack->key));
    struct route *routes = draft->routes.data;
    bool met = false;
    for (route_ix i = 0; i < draft->routes.count; i++) {
        if (!names_route(draft, &routes[i], slack->key, level))
            continue;
        set(&routes[i], slack, key);
        met = true;
    }
    return met;
}

/* Which slack names each stop itself, NULL: none. */
static bool find_stops(const struct draft *draft, const struct config_slack *slack,
                       const struct config_slack **said)
{
    const struct stop *stops = draft->stops.data;
    const char *name = after(slack->key, STOP_KEY);
    bool met = false;
    for (uint32_t i = 0; name && i < draft->stops.count; i++) {
        if (!names_record(draft, stops[i].feed, stops[i].id, name))
            continue;
        said[i] = slack;
        met = true;
    }
    return met;
}

/* Each field from the nearest of the stop and the places it stands in. */
static struct stop_change change_of(struct draft *draft, const struct config_slack *const *said,
                                    uint32_t stop)
{
    struct stop_change change = {stop, -1, -1, -1, 0};
    for (uint32_t at = stop; at != NO_IX; at = ((struct stop *)vec_at(&draft->stops, at))->parent) {
        const struct config_slack *slack = said[at];
        if (!slack)
            continue;
        if (change.change_seconds < 0)
            change.change_seconds = slack->change;
        if (change.board_slack < 0)
            change.board_slack = slack->board;
        if (change.alight_slack < 0)
            change.alight_slack = slack->alight;
        if (!change.key)
            change.key = draft_text(draft, slack->key, strlen(slack->key));
    }
    return change;
}

void slack_apply(const struct config *config, struct draft *draft, struct vec *unmet)
{
    const struct config_slack *slacks = config->slacks.data;
    const struct config_slack **said = memory_zeroed(draft->stops.count, sizeof *said);
    uint8_t *met = memory_zeroed(config->slacks.count, 1);
    bool any = false;
    for (int level = 0; level < LEVELS; level++)
        for (uint32_t i = 0; i < config->slacks.count; i++)
            met[i] |= apply_to_routes(draft, &slacks[i], (enum level)level);
    for (uint32_t i = 0; i < config->slacks.count; i++) {
        bool stops = find_stops(draft, &slacks[i], said);
        any |= stops;
        if (!met[i] && !stops && !names_mode(slacks[i].key) &&
            !names_any_agency(draft, slacks[i].key))
            vec_push(unmet, &slacks[i].key);
    }
    for (uint32_t i = 0; any && i < draft->stops.count; i++) {
        struct stop_change change = change_of(draft, said, i);
        if (change.key)
            vec_push(&draft->stop_changes, &change);
    }
    memory_free(said);
    memory_free(met);
}
