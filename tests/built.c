#include "tests/built.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/network/freeze.h"
#include "feeds/gtfs/gtfs.h"

static void stop_if(bool bad, const struct error *error)
{
    if (!bad)
        return;
    fprintf(stderr, "%s: %s\n", error->place, error->text);
    exit(1);
}

static void read_feed(struct built *built, struct draft *draft, const char *path, const char *tag)
{
    struct error error = {0};
    struct input *input;
    struct gtfs_counts counts;
    struct gtfs_options options = {.tag = tag, .licence = "CC0-1.0"};
    stop_if(!input_open(&input, path, NULL, &error), &error);
    stop_if(!gtfs_read(draft, input, &options, &built->findings, &counts, &error), &error);
    input_close(input);
}

static void freeze_and_open(struct built *built, struct draft *draft)
{
    struct error error = {0};
    const char *path = scratch_path(&built->scratch, "network.image");
    stop_if(!network_freeze(draft, &freeze_defaults, path, NULL, &error), &error);
    draft_finish(draft);
    stop_if(!network_open(&built->network, path, &error), &error);
    built->world = (struct world){.network = &built->network};
}

void built_from(struct built *built, const struct built_file *files)
{
    built_with(built, files, NULL);
}

void built_with(struct built *built, const struct built_file *files,
                void (*add)(struct draft *draft))
{
    struct draft draft;
    draft_init(&draft);
    scratch_init(&built->scratch);
    findings_init(&built->findings);
    for (; files->name; files++)
        scratch_text(&built->scratch, files->name, files->text);
    read_feed(built, &draft, built->scratch.path, "demo");
    if (add)
        add(&draft);
    freeze_and_open(built, &draft);
}

void built_from_paths(struct built *built, const char *const *paths)
{
    built_paths_with(built, paths, NULL);
}

void built_paths_with(struct built *built, const char *const *paths,
                      void (*add)(struct draft *draft))
{
    struct draft draft;
    draft_init(&draft);
    scratch_init(&built->scratch);
    findings_init(&built->findings);
    for (; *paths; paths++) {
        const char *slash = strrchr(*paths, '/');
        char tag[64];
        snprintf(tag, sizeof tag, "%s", slash ? slash + 1 : *paths);
        tag[strcspn(tag, ".")] = '\0';
        for (char *bar; (bar = strchr(tag, '_'));)
            *bar = '-';
        read_feed(built, &draft, *paths, tag);
    }
    if (add)
        add(&draft);
    freeze_and_open(built, &draft);
}

void built_finish(struct built *built)
{
    network_close(&built->network);
    findings_finish(&built->findings);
    scratch_finish(&built->scratch);
}
