#include "feeds/config/tags.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TAG_MAX 48

static bool taken(const struct config *config, const char *tag)
{
    const struct config_feed *feeds = config->feeds.data;
    for (uint32_t i = 0; i < config->feeds.count; i++)
        if (feeds[i].tag && strcmp(feeds[i].tag, tag) == 0)
            return true;
    return false;
}

/* `.` and `..` have no name of their own: the folder they lead to has. */
static void tag_of(const char *path, char tag[TAG_MAX + 1])
{
    char whole[PATH_MAX];
    if (!realpath(path, whole))
        snprintf(whole, sizeof whole, "%s", path);
    for (size_t end = strlen(whole); end && whole[end - 1] == '/'; end--)
        whole[end - 1] = '\0';
    const char *slash = strrchr(whole, '/');
    const char *name = slash ? slash + 1 : whole;
    size_t length = strcspn(name, ".");
    length = length > TAG_MAX ? TAG_MAX : length;
    for (size_t i = 0; i < length; i++)
        tag[i] = isalnum((unsigned char)name[i]) ? name[i] : '-';
    tag[length] = '\0';
    if (!length)
        snprintf(tag, TAG_MAX, "feed");
}

static const char *unique(struct config *config, const char *path)
{
    char tag[TAG_MAX + 1];
    tag_of(path, tag);
    if (!taken(config, tag))
        return arena_text(&config->arena, tag, strlen(tag));
    const char *text = tag;
    for (int number = 2; taken(config, text); number++)
        text = arena_format(&config->arena, "%s-%d", tag, number);
    const char *note =
        arena_format(&config->arena, "%s: the tag %s is taken; this feed is %s", path, tag, text);
    vec_push(&config->notes, &note);
    return text;
}

/* Whether one of the sources, which are at the start of so large items, has it. */
static bool has_tag(const struct vec *items, const char *tag)
{
    for (uint32_t i = 0; i < items->count; i++) {
        const struct config_source *from = vec_at(items, i);
        if (from->tag && strcmp(from->tag, tag) == 0)
            return true;
    }
    return false;
}

bool tags_taken(const struct config *config, const char *tag)
{
    return has_tag(&config->live, tag) || has_tag(&config->shared, tag) ||
           has_tag(&config->parks, tag);
}

/* The wish itself; of the second one with `-2`, and so on. */
static const char *unique_live(struct config *config, const char *wish)
{
    const char *text = arena_text(&config->arena, wish, strlen(wish));
    for (int number = 2; tags_taken(config, text); number++)
        text = arena_format(&config->arena, "%s-%d", wish, number);
    return text;
}

/* Shared vehicles are named by what stands before the name of their document. */
static const char *shared_tag(struct config *config, const struct config_source *from)
{
    char where[PATH_MAX], tag[TAG_MAX + 1];
    const char *start = from->is_url ? strstr(from->where, "//") + 2 : from->where;
    snprintf(where, sizeof where, "%.*s", (int)strcspn(start, from->is_url ? "?" : ""), start);
    char *slash = strrchr(where, '/');
    if (slash && slash > where && strstr(slash, ".json"))
        *slash = '\0';
    tag_of(where, tag);
    return unique_live(config, tag);
}

/* Parks are named by their document. */
static const char *parks_tag(struct config *config, const struct config_source *from)
{
    char where[PATH_MAX], tag[TAG_MAX + 1];
    snprintf(where, sizeof where, "%.*s", (int)strcspn(from->where, from->is_url ? "?" : ""),
             from->where);
    tag_of(where, tag);
    return unique_live(config, tag);
}

void tags_fill(struct config *config)
{
    struct config_feed *feeds = config->feeds.data;
    for (uint32_t i = 0; i < config->feeds.count; i++)
        if (!feeds[i].tag)
            feeds[i].tag = unique(config, feeds[i].path);
    struct config_live *live = config->live.data;
    for (uint32_t i = 0; i < config->live.count; i++)
        if (!live[i].from.tag)
            live[i].from.tag = unique_live(config, feeds[live[i].feed].tag);
    struct config_shared *shared = config->shared.data;
    for (uint32_t i = 0; i < config->shared.count; i++)
        if (!shared[i].from.tag)
            shared[i].from.tag = shared_tag(config, &shared[i].from);
    struct config_parks *parks = config->parks.data;
    for (uint32_t i = 0; i < config->parks.count; i++)
        if (!parks[i].from.tag)
            parks[i].from.tag = parks_tag(config, &parks[i].from);
}
