#include "feeds/builder/slack.h"

#include <stdio.h>
#include <string.h>

#include "engine/network/mode.h"

static bool names_agency(const struct draft *draft, const struct agency *agency, const char *key)
{
    const char *id = draft_text_at(draft, agency->id);
    if (strcmp(id, key) == 0)
        return true;
    const struct feed *feed = vec_at(&draft->feeds, agency->feed);
    const char *tag = draft_text_at(draft, feed->tag);
    size_t length = strlen(tag);
    return strncmp(key, tag, length) == 0 && key[length] == '_' &&
           strcmp(key + length + 1, id) == 0;
}

static void set(struct route *route, const struct config_slack *slack)
{
    if (slack->board >= 0)
        route->board_slack = slack->board;
    if (slack->alight >= 0)
        route->alight_slack = slack->alight;
}

static bool names_mode(const char *key)
{
    for (int mode = 0; mode < MODE_COUNT; mode++)
        if (strcmp(mode_name((enum mode)mode), key) == 0)
            return true;
    return false;
}

static void apply_mode(struct draft *draft, const struct config_slack *slack)
{
    struct route *routes = draft->routes.data;
    for (uint32_t i = 0; i < draft->routes.count; i++)
        if (strcmp(mode_name(routes[i].mode), slack->key) == 0)
            set(&routes[i], slack);
}

static bool apply_agency(struct draft *draft, const struct config_slack *slack)
{
    struct route *routes = draft->routes.data;
    const struct agency *agencies = draft->agencies.data;
    bool met = false;
    for (agency_ix agency = 0; agency < draft->agencies.count; agency++) {
        if (!names_agency(draft, &agencies[agency], slack->key))
            continue;
        met = true;
        for (uint32_t i = 0; i < draft->routes.count; i++)
            if (routes[i].agency == agency)
                set(&routes[i], slack);
    }
    return met;
}

void slack_apply(const struct config *config, struct draft *draft, struct vec *unmet)
{
    const struct config_slack *slacks = config->slacks.data;
    for (uint32_t i = 0; i < config->slacks.count; i++)
        apply_mode(draft, &slacks[i]);
    for (uint32_t i = 0; i < config->slacks.count; i++)
        if (!apply_agency(draft, &slacks[i]) && !names_mode(slacks[i].key))
            vec_push(unmet, &slacks[i].key);
}
