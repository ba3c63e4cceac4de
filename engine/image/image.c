#include "engine/image/image.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/checksum.h"
#include "engine/base/memory.h"

enum { ALIGNMENT = 64, BYTE_ORDER_MARK = 0x01020304 };

/* The first bytes of the file. `sum` covers the head (with sum = 0) and the table behind it. */
struct head {
    char magic[8];
    char kind[8];
    uint32_t version;
    uint32_t byte_order;
    uint32_t section_count;
    uint32_t reserved;
    uint64_t file_size;
    uint64_t sum;
};

static const char magic[8] = "trajet\r\n"; /* The line end shows a file sent as text. */

static uint64_t aligned(uint64_t offset)
{
    return (offset + ALIGNMENT - 1) & ~(uint64_t)(ALIGNMENT - 1);
}

static uint64_t head_sum(const struct head *head, const struct image_section *sections)
{
    struct head plain = *head;
    plain.sum = 0;
    uint64_t sums[2] = {checksum(&plain, sizeof plain),
                        checksum(sections, head->section_count * sizeof *sections)};
    return checksum(sums, sizeof sums);
}

static void fill_table(struct head *head, struct image_section *sections,
                       const struct image_part *parts)
{
    uint64_t offset = aligned(sizeof *head + head->section_count * sizeof *sections);
    for (uint32_t i = 0; i < head->section_count; i++) {
        uint64_t size = parts[i].count * parts[i].item;
        strncpy(sections[i].name, parts[i].name, sizeof sections[i].name - 1);
        sections[i].offset = offset;
        sections[i].count = parts[i].count;
        sections[i].item = parts[i].item;
        sections[i].sum = checksum(parts[i].items, size);
        offset = aligned(offset + size);
    }
    head->file_size = offset;
    head->sum = head_sum(head, sections);
}

bool image_write(const char *path, const char kind[8], uint32_t version,
                 const struct image_part *parts, uint32_t count, struct error *error)
{
    static const unsigned char zeros[ALIGNMENT];
    struct head head = {.version = version, .byte_order = BYTE_ORDER_MARK, .section_count = count};
    memcpy(head.magic, magic, sizeof head.magic);
    memcpy(head.kind, kind, sizeof head.kind);
    struct image_section *sections = memory_zeroed(count, sizeof *sections);
    fill_table(&head, sections, parts);

    struct mapfile_part *pieces = memory_zeroed(2 * ((size_t)count + 1) + 1, sizeof *pieces);
    size_t used = 0;
    uint64_t written = sizeof head + count * sizeof *sections;
    pieces[used++] = (struct mapfile_part){&head, sizeof head};
    pieces[used++] = (struct mapfile_part){sections, count * sizeof *sections};
    for (uint32_t i = 0; i < count; i++) {
        pieces[used++] = (struct mapfile_part){zeros, sections[i].offset - written};
        pieces[used++] = (struct mapfile_part){parts[i].items, parts[i].count * parts[i].item};
        written = sections[i].offset + parts[i].count * parts[i].item;
    }
    pieces[used++] = (struct mapfile_part){zeros, head.file_size - written};
    bool done = mapfile_write(path, pieces, used, error);
    memory_free(pieces);
    memory_free(sections);
    return done;
}

/* Kinds of less than eight letters are filled up with blanks. */
static int kind_length(const char kind[8])
{
    int length = 8;
    while (length > 0 && (kind[length - 1] == ' ' || kind[length - 1] == 0))
        length--;
    return length;
}

static bool check_head(const struct image *image, const char *path, const char kind[8],
                       uint32_t version, struct error *error)
{
    const struct head *head = (const struct head *)image->file.bytes;
    size_t size = image->file.size;
    if (size < sizeof magic || memcmp(head->magic, magic, sizeof magic) != 0)
        return error_set(error, ERROR_CORRUPT, path, "this is not an image of trajet");
    if (size < sizeof *head)
        return error_set(error, ERROR_CORRUPT, path, "the image is cut short");
    if (memcmp(head->kind, kind, 8) != 0)
        return error_set(error, ERROR_CORRUPT, path, "the image is of another kind (%.*s)",
                         kind_length(head->kind), head->kind);
    if (head->byte_order != BYTE_ORDER_MARK)
        return error_set(error, ERROR_CORRUPT, path,
                         "the image was written on a machine of another byte order");
    if (head->version != version)
        return error_set(error, ERROR_CORRUPT, path,
                         "the image has format version %u, this program reads %u; "
                         "rebuild it with `trajet build`",
                         head->version, version);
    if (head->file_size != size)
        return error_set(error, ERROR_CORRUPT, path, "the image should have %llu bytes but has %zu",
                         (unsigned long long)head->file_size, size);
    if (head->section_count > (size - sizeof *head) / sizeof(struct image_section))
        return error_set(error, ERROR_CORRUPT, path, "the section table runs over the end");
    if (head->sum != head_sum(head, (const struct image_section *)(head + 1)))
        return error_set(error, ERROR_CORRUPT, path, "head or section table are damaged");
    return true;
}

static bool check_sections(const struct image *image, const char *path, struct error *error)
{
    for (uint32_t i = 0; i < image->section_count; i++) {
        const struct image_section *section = &image->sections[i];
        uint64_t size;
        if (section->name[sizeof section->name - 1])
            return error_set(error, ERROR_CORRUPT, path, "a section has no name");
        if (section->offset % ALIGNMENT || section->offset > image->file.size ||
            __builtin_mul_overflow(section->count, section->item, &size) ||
            size > image->file.size - section->offset || section->count > UINT32_MAX)
            return error_set(error, ERROR_CORRUPT, path, "section %.23s runs over the end",
                             section->name);
    }
    return true;
}

bool image_open(struct image *image, const char *path, const char kind[8], uint32_t version,
                struct error *error)
{
    *image = (struct image){0};
    if (!mapfile_open(&image->file, path, error))
        return false;
    if (check_head(image, path, kind, version, error)) {
        const struct head *head = (const struct head *)image->file.bytes;
        image->sections = (const struct image_section *)(head + 1);
        image->section_count = head->section_count;
        if (check_sections(image, path, error))
            return true;
    }
    image_close(image);
    return false;
}

bool image_section(const struct image *image, const char *name, uint32_t item, const void **items,
                   uint64_t *count, struct error *error)
{
    for (uint32_t i = 0; i < image->section_count; i++) {
        const struct image_section *section = &image->sections[i];
        if (strncmp(section->name, name, sizeof section->name) != 0)
            continue;
        if (section->item != item)
            return error_set(error, ERROR_CORRUPT, name,
                             "items of this section have %u bytes, not %u", section->item, item);
        *items = image->file.bytes + section->offset;
        *count = section->count;
        return true;
    }
    return error_set(error, ERROR_CORRUPT, name, "the image has no such section");
}

bool image_verify(const struct image *image, struct error *error)
{
    for (uint32_t i = 0; i < image->section_count; i++) {
        const struct image_section *section = &image->sections[i];
        if (checksum(image->file.bytes + section->offset, section->count * section->item) !=
            section->sum)
            return error_set(error, ERROR_CORRUPT, section->name, "this section is damaged");
    }
    return true;
}

uint64_t image_id(const struct image *image)
{
    return image->file.bytes ? ((const struct head *)image->file.bytes)->sum : 0;
}

void image_close(struct image *image)
{
    mapfile_close(&image->file);
    *image = (struct image){0};
}

bool image_recognises(const char *path)
{
    char start[sizeof magic - 2]; /* A line end that was changed on the way is damage. */
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    size_t got = fread(start, 1, sizeof start, file);
    fclose(file);
    return got == sizeof start && memcmp(start, magic, sizeof start) == 0;
}
