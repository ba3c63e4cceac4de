#include "feeds/config/config.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "feeds/config/document.h"
#include "feeds/config/tags.h"
#include "feeds/osm/osm.h"

#define CITY_FILE "city.json"

static void init(struct config *config)
{
    *config = (struct config){
        .name = "",
        .feeds = vec_of(sizeof(struct config_feed)),
        .live = vec_of(sizeof(struct config_live)),
        .shared = vec_of(sizeof(struct config_shared)),
        .parks = vec_of(sizeof(struct config_parks)),
        .slacks = vec_of(sizeof(struct config_slack)),
        .notes = vec_of(sizeof(const char *)),
        .streets = vec_of(sizeof(struct config_file)),
        .elevation = vec_of(sizeof(const char *)),
        .addresses = vec_of(sizeof(struct config_file)),
        .walking = {.stop_metres = 250,
                    .walking_minutes = 15,
                    .foot_mm_per_second = 1200,
                    .wheelchair_mm_per_second = 800},
        .freeze = freeze_defaults,
        .limits = input_limits_default,
    };
}

void config_finish(struct config *config)
{
    vec_finish(&config->feeds);
    vec_finish(&config->live);
    vec_finish(&config->shared);
    vec_finish(&config->parks);
    vec_finish(&config->slacks);
    vec_finish(&config->notes);
    vec_finish(&config->streets);
    vec_finish(&config->elevation);
    vec_finish(&config->addresses);
    arena_finish(&config->arena);
}

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* The city.json that the path means: itself, or that of the folder. False: the path is too long. */
static bool city_file(const char *path, char file[PATH_MAX])
{
    int length = is_folder(path) ? snprintf(file, PATH_MAX, "%s/" CITY_FILE, path)
                                 : snprintf(file, PATH_MAX, "%s", path);
    return length < PATH_MAX;
}

static enum config_kind kind_of_bytes(const char *bytes, size_t size)
{
    if (size >= 8 && memcmp(bytes, "trajet\r\n", 8) == 0)
        return CONFIG_IMAGE;
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        bytes += 3, size -= 3;
    while (size && strchr(" \t\r\n", *bytes))
        bytes++, size--;
    return size && *bytes == '{' ? CONFIG_CITY : CONFIG_FEED;
}

enum config_kind config_kind_of(const char *path)
{
    char bytes[64] = "", file[PATH_MAX];
    struct stat info;
    if (!city_file(path, file) || stat(file, &info) != 0 || !S_ISREG(info.st_mode))
        return CONFIG_FEED;
    if (osm_recognise(file))
        return CONFIG_STREETS;
    FILE *opened = fopen(file, "rbe");
    if (!opened)
        return CONFIG_FEED;
    size_t size = fread(bytes, 1, sizeof bytes, opened);
    fclose(opened);
    return kind_of_bytes(bytes, size);
}

bool config_read(struct config *config, const char *path, struct error *error)
{
    char file[PATH_MAX];
    init(config);
    if (!city_file(path, file))
        return error_set(error, ERROR_LIMIT, path, "the path is too long");
    if (!document_read(config, file, error)) {
        config_finish(config);
        return false;
    }
    tags_fill(config);
    return true;
}

static bool only_feeds(char *const *paths, uint32_t count, struct error *error)
{
    for (uint32_t i = 0; i < count; i++) {
        enum config_kind kind = config_kind_of(paths[i]);
        if (kind == CONFIG_IMAGE)
            return error_set(error, ERROR_INPUT, paths[i],
                             "this is an image that is built already; give the feeds");
        if (kind == CONFIG_CITY && count > 1)
            return error_set(error, ERROR_INPUT, paths[i],
                             "a configuration stands alone; add the other feeds to its list");
    }
    return true;
}

void config_credit_map(struct config_file *map)
{
    if (map->licence || map->licence_url)
        return;
    map->licence = "ODbL-1.0";
    map->licence_url = "https://www.openstreetmap.org/copyright";
    if (!map->attribution)
        map->attribution = "\xc2\xa9 OpenStreetMap contributors";
}

static void push_map(struct config *config, const char *path)
{
    struct config_file map = {.path = path};
    config_credit_map(&map);
    vec_push(&config->streets, &map);
}

bool config_of_paths(struct config *config, char *const *paths, uint32_t count, struct error *error)
{
    *config = (struct config){0};
    if (!only_feeds(paths, count, error))
        return false;
    if (count == 1 && config_kind_of(paths[0]) == CONFIG_CITY)
        return config_read(config, paths[0], error);
    init(config);
    for (uint32_t i = 0; i < count; i++) {
        const char *path = arena_text(&config->arena, paths[i], strlen(paths[i]));
        if (config_kind_of(path) == CONFIG_STREETS)
            push_map(config, path);
        else
            ((struct config_feed *)vec_add(&config->feeds))->path = path;
    }
    tags_fill(config);
    return true;
}
