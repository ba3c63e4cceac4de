#include "api/cli/build.h"

#include <dirent.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "api/cli/options.h"
#include "engine/base/checksum.h"
#include "engine/network/format.h"

/*
 * A stamp says in which state the inputs of a build are, without reading them: two numbers, one
 * for where they are, one for their sizes and times. Whoever keeps an image knows by it when to
 * build again.
 */

struct stamp {
    uint64_t where, state;
    struct arena arena;
};

/* Sums do not depend on the order in which a folder lists its files. */
static void add_file(struct stamp *stamp, const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return;
    const char *text = arena_format(&stamp->arena, "%s %" PRId64 " %" PRId64 ".%09ld %" PRIu64,
                                    path, (int64_t)status.st_size, (int64_t)status.st_mtim.tv_sec,
                                    status.st_mtim.tv_nsec, (uint64_t)status.st_ino);
    stamp->state += checksum(text, strlen(text));
}

static const char *add_place(struct stamp *stamp, const char *path, char whole[PATH_MAX])
{
    const char *name = realpath(path, whole) ? whole : path;
    stamp->where += checksum(name, strlen(name));
    return name;
}

static void add_path(struct stamp *stamp, const char *path)
{
    char whole[PATH_MAX];
    const char *name = add_place(stamp, path, whole);
    add_file(stamp, name);
    DIR *folder = opendir(name);
    if (!folder)
        return;
    for (struct dirent *entry; (entry = readdir(folder));)
        if (*entry->d_name != '.')
            add_file(stamp, arena_format(&stamp->arena, "%s/%s", name, entry->d_name));
    closedir(folder);
}

static void add_paths(struct stamp *stamp, const struct vec *paths)
{
    const char *const *items = paths->data;
    for (uint32_t i = 0; i < paths->count; i++)
        add_path(stamp, items[i]);
}

static void add_files(struct stamp *stamp, const struct vec *files)
{
    const struct config_file *items = files->data;
    for (uint32_t i = 0; i < files->count; i++)
        add_path(stamp, items[i].path);
}

/* Whoever feeds live images begins anew when the configuration is another one; the feeds themselves
 * change all the time. */
static void print_live(const struct config *config, char *const *paths, int count)
{
    struct stamp stamp = {0};
    for (int i = 0; i < count; i++) {
        add_file(&stamp, paths[i]);
        add_file(&stamp, arena_format(&stamp.arena, "%s/city.json", paths[i]));
    }
    uint32_t told =
        config->live.count + config->shared.count + config->parks.count + (config->fares != NULL);
    if (told)
        printf("live %" PRIu32 "-%016" PRIx64 "\n", told, stamp.state);
    arena_finish(&stamp.arena);
}

static void print_stamp(const struct config *config, char *const *paths, int count)
{
    struct stamp stamp = {.state = NETWORK_VERSION};
    const struct config_feed *feeds = config->feeds.data;
    add_file(&stamp, "/proc/self/exe"); /* Another builder may build otherwise. */
    /* Of a configuration counts what it says: live feeds, blanks and its age change no image. */
    char whole[PATH_MAX];
    stamp.state += config->digest;
    for (int i = 0; i < count && config->digest; i++)
        add_place(&stamp, paths[i], whole);
    for (uint32_t i = 0; i < config->feeds.count; i++)
        add_path(&stamp, feeds[i].path);
    add_files(&stamp, &config->streets);
    add_paths(&stamp, &config->elevation);
    add_files(&stamp, &config->addresses);
    printf("%016" PRIx64 "-%016" PRIx64 "\n", stamp.where, stamp.state);
    arena_finish(&stamp.arena);
}

int stamp_main(int argc, char **argv)
{
    const struct option options[] = {{0}};
    const struct command command = {
        .name = "trajet-build stamp",
        .arguments = "CITY.json|PATH...",
        .summary =
            "Prints a stamp of the inputs of a build: as long as it stays the same, an image\n"
            "made of them is fresh. With live feeds a second line, `live`, is theirs: as long as\n"
            "it stays the same, a feeder need not begin anew.",
        .options = options,
        .print_version = build_print_version,
        .least = 1,
        .most = -1,
    };
    int ending;
    if (!options_read(&command, &argc, argv, &ending))
        return ending;
    struct config config;
    struct error error = {0};
    if (!config_of_paths(&config, argv + 1, (uint32_t)argc - 1, &error))
        return input_error(&error);
    print_stamp(&config, argv + 1, argc - 1);
    print_live(&config, argv + 1, argc - 1);
    config_finish(&config);
    return END_OK;
}
