#include "tests/forge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/live/format.h"
#include "engine/network/format.h"

void forge_init(struct forge *forge, const struct image *image)
{
    *forge = (struct forge){.count = image->section_count};
    if (forge->count > FORGE_SECTIONS_MAX)
        abort();
    for (uint32_t i = 0; i < forge->count; i++) {
        const struct image_section *section = &image->sections[i];
        size_t size = section->count * section->item;
        forge->items[i] = memory_resize(NULL, size, 1);
        memcpy(forge->items[i], image->file.bytes + section->offset, size);
        forge->parts[i] =
            (struct image_part){section->name, forge->items[i], section->count, section->item};
    }
}

uint32_t forge_section(const struct forge *forge, const char *name)
{
    uint32_t i = 0;
    while (i < forge->count && strcmp(forge->parts[i].name, name) != 0)
        i++;
    if (i == forge->count)
        abort();
    return i;
}

static void write_as(const struct forge *forge, const char *path, const char *kind,
                     uint32_t version)
{
    struct error error;
    if (image_write(path, kind, version, forge->parts, forge->count, &error))
        return;
    fprintf(stderr, "%s: %s\n", error.place, error.text);
    exit(1);
}

void forge_write(const struct forge *forge, const char *path)
{
    write_as(forge, path, NETWORK_KIND, NETWORK_VERSION);
}

void forge_write_live(const struct forge *forge, const char *path)
{
    write_as(forge, path, LIVE_KIND, LIVE_VERSION);
}

void forge_finish(struct forge *forge)
{
    for (uint32_t i = 0; i < forge->count; i++)
        memory_free(forge->items[i]);
    *forge = (struct forge){0};
}
