#include "feeds/config/document.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/checksum.h"
#include "engine/base/mapfile.h"
#include "feeds/config/keys.h"
#include "feeds/config/live.h"
#include "feeds/config/parks.h"
#include "feeds/config/shared.h"

/* A configuration is written by hand: a megabyte of it is a mistake. */
#define DOCUMENT_MAX ((size_t)1 << 20)
#define FEEDS_MAX 1000
#define FILES_MAX 10000
#define DAY_SECONDS 86400

static bool read_url(struct document *document, const struct key *key, const json_t *value,
                     void *into)
{
    (void)key, (void)value, (void)into;
    return document_fail(document, "a build reads files only: fetch the feed and give its path");
}

static bool read_kind(struct document *document, const struct key *key, const json_t *value,
                      void *into)
{
    const char *kind;
    (void)into;
    if (!key_text(document, key, value, &kind))
        return false;
    if (strcmp(kind, "osm") == 0)
        return document_fail(document, "\"osm\" is no feed: list maps under `streets`");
    return strcmp(kind, "gtfs") == 0 ||
           document_fail(document, "\"%.40s\" cannot be read; there is gtfs", kind);
}

static bool read_tag(struct document *document, const struct key *key, const json_t *value,
                     void *into)
{
    const char *tag;
    if (!key_tag(document, key, value, &tag))
        return false;
    const struct config_feed *feeds = document->config->feeds.data;
    for (uint32_t i = 0; i < document->config->feeds.count; i++)
        if (feeds[i].tag && strcmp(feeds[i].tag, tag) == 0)
            return document_fail(document, "\"%s\" is the tag of feeds[%u] too", tag, i);
    *(const char **)into = tag;
    return true;
}

static bool read_feed(struct document *document, const struct key *key, const json_t *object,
                      void *into)
{
    (void)key, (void)into;
    static const struct key table[] = {
        {.name = "path", .read = key_path, .offset = offsetof(struct config_feed, path)},
        {.name = "url", .read = read_url},
        {.name = "kind", .read = read_kind},
        {.name = "tag", .read = read_tag, .offset = offsetof(struct config_feed, tag)},
        {.name = "licence", .read = key_text, .offset = offsetof(struct config_feed, licence)},
        {.name = "licence_url",
         .read = key_text,
         .offset = offsetof(struct config_feed, licence_url)},
        {.name = "time_zone", .read = key_text, .offset = offsetof(struct config_feed, time_zone)},
        {.name = "live", .read = live_list_read},
        {0},
    };
    struct config_feed feed = {0};
    if (!keys_read(document, table, object, &feed))
        return false;
    if (!feed.path)
        return document_fail(document, "has no path");
    vec_push(&document->config->feeds, &feed);
    return true;
}

static bool read_feeds(struct document *document, const struct key *key, const json_t *value,
                       void *into)
{
    size_t count = json_array_size(value);
    if (!json_is_array(value) || count == 0 || count > FEEDS_MAX)
        return document_fail(document, "must be a list of 1 to %d feeds", FEEDS_MAX);
    return document_each(document, key, value, read_feed, into);
}

static bool add_path(struct document *document, const struct key *key, const json_t *value,
                     void *into)
{
    const char *path;
    if (!key_path(document, key, value, &path))
        return false;
    vec_push(into, &path);
    return true;
}

/* A list of paths, each relative to the document, into a vec of const char *. */
static bool read_paths(struct document *document, const struct key *key, const json_t *value,
                       void *into)
{
    if (!json_is_array(value) || json_array_size(value) > FILES_MAX)
        return document_fail(document, "must be a list of up to %d paths", FILES_MAX);
    return document_each(document, key, value, add_path, into);
}

static bool read_file(struct document *document, const struct key *key, const json_t *value,
                      struct config_file *file)
{
    static const struct key table[] = {
        {.name = "path", .read = key_path, .offset = offsetof(struct config_file, path)},
        {.name = "url", .read = read_url},
        {.name = "attribution",
         .read = key_text,
         .offset = offsetof(struct config_file, attribution)},
        {.name = "licence", .read = key_text, .offset = offsetof(struct config_file, licence)},
        {.name = "licence_url",
         .read = key_text,
         .offset = offsetof(struct config_file, licence_url)},
        {0},
    };
    if (json_is_string(value))
        return key_path(document, key, value, &file->path);
    if (!json_is_object(value))
        return document_fail(document, "must be a path, or an object of path, attribution, licence "
                                       "and licence_url");
    return keys_read(document, table, value, file) &&
           (file->path || document_fail(document, "has no path"));
}

static bool add_file(struct document *document, const struct key *key, const json_t *value,
                     void *into)
{
    struct config_file file = {0};
    if (!read_file(document, key, value, &file))
        return false;
    if (into == &document->config->streets)
        config_credit_map(&file);
    vec_push(into, &file);
    return true;
}

/* A list of maps or of address files into a vec of struct config_file. */
static bool read_files(struct document *document, const struct key *key, const json_t *value,
                       void *into)
{
    if (!json_is_array(value) || json_array_size(value) > FILES_MAX)
        return document_fail(document, "must be a list of up to %d files", FILES_MAX);
    return document_each(document, key, value, add_file, into);
}

static bool read_transfers(struct document *document, const struct key *key, const json_t *value,
                           void *into)
{
    static const struct key table[] = {
        {.name = "two_way", .read = key_bool, .offset = offsetof(struct freeze_options, two_way)},
        {.name = "closed", .read = key_bool, .offset = offsetof(struct freeze_options, closed)},
        {.name = "least_seconds",
         .read = key_int32,
         .offset = offsetof(struct freeze_options, floor_seconds),
         .high = DAY_SECONDS},
        {0},
    };
    (void)key;
    return keys_read(document, table, value, into);
}

static bool read_limits(struct document *document, const struct key *key, const json_t *value,
                        void *into)
{
    static const struct key table[] = {
        {"members", key_uint32, offsetof(struct input_limits, members_max), 1, 1e5},
        {"bytes", key_uint64, offsetof(struct input_limits, bytes_max), 1, 1e15},
        {"member_bytes", key_uint64, offsetof(struct input_limits, member_bytes_max), 1, 1e15},
        {"ratio", key_uint32, offsetof(struct input_limits, ratio_max), 1, 1e6},
        {0},
    };
    (void)key;
    return keys_read(document, table, value, into);
}

static struct config_slack *slack_of(struct config *config, const char *name)
{
    struct config_slack *slacks = config->slacks.data;
    for (uint32_t i = 0; i < config->slacks.count; i++)
        if (strcmp(slacks[i].key, name) == 0)
            return &slacks[i];
    struct config_slack *slack = vec_add(&config->slacks);
    *slack = (struct config_slack){arena_text(&config->arena, name, strlen(name)), -1, -1, -1};
    return slack;
}

/* Keys are the city's own words here; `key->offset` in the table below says which slack it is. */
static bool read_slack(struct document *document, const struct key *key, const json_t *value,
                       void *into)
{
    static const struct key seconds = {.high = DAY_SECONDS};
    (void)into;
    if (!json_is_object(value))
        return document_fail(document, "must be an object: {\"FERRY\": 300, \"agency id\": 60}");
    json_t *object = (json_t *)(uintptr_t)value;
    for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
        size_t mark = document_enter(document, json_object_iter_key(at), 0);
        struct config_slack *slack = slack_of(document->config, json_object_iter_key(at));
        bool board = strcmp(key->name, "board_slack") == 0;
        if (!key_int32(document, &seconds, json_object_iter_value(at),
                       board ? &slack->board : &slack->alight))
            return false;
        document_leave(document, mark);
    }
    return true;
}

/* A number for all stops, or an object of "*" and "stop:ID". */
static bool read_change(struct document *document, const struct key *key, const json_t *value,
                        void *into)
{
    if (!json_is_object(value))
        return key_int32(document, key, value, into);
    json_t *object = (json_t *)(uintptr_t)value;
    for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
        const char *name = json_object_iter_key(at);
        size_t mark = document_enter(document, name, 0);
        bool all = strcmp(name, "*") == 0;
        if (!all && strncmp(name, "stop:", 5) != 0)
            return document_fail(document, "a change time is that of \"*\" or of \"stop:ID\"; for "
                                           "routes and modes say board_slack");
        if (!key_int32(document, key, json_object_iter_value(at),
                       all ? into : &slack_of(document->config, name)->change))
            return false;
        document_leave(document, mark);
    }
    return true;
}

static bool read_root(struct document *document, const json_t *root)
{
    static const struct key table[] = {
        {.name = "name", .read = key_text, .offset = offsetof(struct config, name)},
        {.name = "feeds", .read = read_feeds},
        {.name = "shared", .read = shared_list_read},
        {.name = "parks", .read = park_list_read},
        {.name = "fares", .read = key_path, .offset = offsetof(struct config, fares)},
        {.name = "streets", .read = read_files, .offset = offsetof(struct config, streets)},
        {.name = "elevation", .read = read_paths, .offset = offsetof(struct config, elevation)},
        {.name = "addresses", .read = read_files, .offset = offsetof(struct config, addresses)},
        {.name = "stop_metres",
         .read = key_int32,
         .offset = offsetof(struct config, walking.stop_metres),
         .low = 1,
         .high = 2000},
        {.name = "walking_minutes",
         .read = key_int32,
         .offset = offsetof(struct config, walking.walking_minutes),
         .high = 120},
        {.name = "foot_metres_per_second",
         .read = key_thousandths,
         .offset = offsetof(struct config, walking.foot_mm_per_second),
         .low = 0.1,
         .high = 10},
        {.name = "wheelchair_metres_per_second",
         .read = key_thousandths,
         .offset = offsetof(struct config, walking.wheelchair_mm_per_second),
         .low = 0.1,
         .high = 10},
        {.name = "reduce_changes",
         .read = key_bool,
         .offset = offsetof(struct config, freeze.reduce)},
        {.name = "change_seconds",
         .read = read_change,
         .offset = offsetof(struct config, freeze.default_change_seconds),
         .high = DAY_SECONDS},
        {.name = "link_metres",
         .read = key_int32,
         .offset = offsetof(struct config, freeze.link_metres),
         .high = 10000},
        {.name = "walk_metres_per_second",
         .read = key_thousandths,
         .offset = offsetof(struct config, freeze.walk_mm_per_second),
         .low = 0.1,
         .high = 10},
        {.name = "transfers", .read = read_transfers, .offset = offsetof(struct config, freeze)},
        {.name = "board_slack", .read = read_slack},
        {.name = "alight_slack", .read = read_slack},
        {.name = "limits", .read = read_limits, .offset = offsetof(struct config, limits)},
        {0},
    };
    if (!keys_read(document, table, root, document->config))
        return false;
    document->config->freeze.overlay = document->config->fares != NULL;
    return document->config->feeds.count || document_fail(document, "names no feeds");
}

/* Written the same way whatever the blanks and the order of keys, and without what changes no
 * image. */
static uint64_t digest_of(const json_t *root)
{
    json_t *copy = json_deep_copy(root), *feed;
    size_t index;
    json_array_foreach(json_object_get(copy, "feeds"), index, feed) json_object_del(feed, "live");
    json_object_del(copy, "shared");
    json_object_del(copy, "parks");
    if (json_object_get(copy, "fares")) /* That there are any is in the image, not where. */
        json_object_set_new(copy, "fares", json_true());
    size_t size = json_dumpb(copy, NULL, 0, JSON_COMPACT | JSON_SORT_KEYS);
    struct vec text = vec_of(1);
    vec_resize(&text, (uint32_t)size);
    json_dumpb(copy, text.data, size, JSON_COMPACT | JSON_SORT_KEYS);
    uint64_t digest = checksum(text.data, size);
    vec_finish(&text);
    json_decref(copy);
    return digest;
}

static bool read_bytes(struct document *document, const struct mapfile *file)
{
    json_error_t why;
    if (file->size > DOCUMENT_MAX)
        return document_fail(document, "larger than 1 MiB; is this a configuration?");
    json_t *root = json_loadb((const char *)file->bytes, file->size, JSON_REJECT_DUPLICATES, &why);
    if (!root) {
        snprintf(document->at, sizeof document->at, "line %d, column %d", why.line, why.column);
        return document_fail(document, "not valid JSON: %s", why.text);
    }
    bool read = read_root(document, root);
    if (read)
        document->config->digest = digest_of(root);
    json_decref(root);
    return read;
}

bool document_read(struct config *config, const char *path, struct error *error)
{
    const char *slash = strrchr(path, '/');
    struct document document = {.path = path,
                                .folder = slash ? (size_t)(slash + 1 - path) : 0,
                                .config = config,
                                .error = error};
    struct mapfile file;
    if (!mapfile_open(&file, path, error))
        return false;
    bool read = read_bytes(&document, &file);
    mapfile_close(&file);
    return read;
}

const char *config_libraries(void)
{
    static char text[32];
    snprintf(text, sizeof text, "jansson %s", jansson_version_str());
    return text;
}
