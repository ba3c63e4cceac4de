#include "feeds/input/members.h"

#include <stdlib.h>
#include <string.h>

/*
 * libzip does not tell where entries lie, and entries that share bytes are how a small zip claims
 * to be a huge one. So the directory at the end is walked here once before, for places and methods
 * only (APPNOTE.TXT 4.3.12, 4.3.14 to 4.3.16, 4.5.3).
 */

#define END_SIZE 22
#define LOCATOR_SIZE 20
#define END64_SIZE 56
#define ENTRY_SIZE 46
#define LOCAL_SIZE 30
#define COMMENT_MAX 65535
#define METHOD_STORED 0
#define METHOD_DEFLATE 8

struct extent {
    uint64_t start, end;
};

/* Where the directory lies and what it says of itself. */
struct place {
    uint64_t start, size, count, stated_start;
};

static uint64_t number(const unsigned char *at, int bytes)
{
    uint64_t value = 0;
    for (int i = bytes - 1; i >= 0; i--)
        value = value << 8 | at[i];
    return value;
}

static bool find_end(const unsigned char *bytes, size_t size, size_t *end)
{
    if (size < END_SIZE)
        return false;
    size_t lowest = size > END_SIZE + COMMENT_MAX ? size - END_SIZE - COMMENT_MAX : 0;
    for (size_t at = size - END_SIZE;; at--) {
        if (memcmp(bytes + at, "PK\5\6", 4) == 0 &&
            at + END_SIZE + number(bytes + at + 20, 2) <= size) {
            *end = at;
            return true;
        }
        if (at == lowest)
            return false;
    }
}

static bool find_directory(const unsigned char *bytes, size_t size, struct place *directory)
{
    size_t end;
    if (!find_end(bytes, size, &end))
        return false;
    directory->count = number(bytes + end + 10, 2);
    directory->size = number(bytes + end + 12, 4);
    directory->stated_start = number(bytes + end + 16, 4);
    if (end >= LOCATOR_SIZE + END64_SIZE && memcmp(bytes + end - LOCATOR_SIZE, "PK\6\7", 4) == 0) {
        end -= LOCATOR_SIZE + END64_SIZE;
        if (memcmp(bytes + end, "PK\6\6", 4) != 0)
            return false;
        directory->count = number(bytes + end + 32, 8);
        directory->size = number(bytes + end + 40, 8);
        directory->stated_start = number(bytes + end + 48, 8);
    }
    if (directory->size > end)
        return false;
    directory->start = end - directory->size;
    return directory->stated_start <= directory->start;
}

/* A value that did not fit into its 4 bytes stands in the zip64 extra field, in fixed order. */
static void read_zip64(const unsigned char *extra, size_t length, uint64_t plain_size,
                       uint64_t *packed, uint64_t *offset)
{
    while (length >= 4) {
        size_t part = (size_t)number(extra + 2, 2);
        if (part + 4 > length)
            return;
        if (number(extra, 2) == 1) {
            const unsigned char *at = extra + 4, *end = at + part;
            at += plain_size == UINT32_MAX ? 8 : 0;
            if (*packed == UINT32_MAX && at + 8 <= end) {
                *packed = number(at, 8);
                at += 8;
            }
            if (*offset == UINT32_MAX && at + 8 <= end)
                *offset = number(at, 8);
            return;
        }
        extra += part + 4;
        length -= part + 4;
    }
}

static void note_method(struct directory *directory, const unsigned char *entry, size_t name)
{
    unsigned method = (unsigned)number(entry + 10, 2);
    if (method == METHOD_STORED || method == METHOD_DEFLATE || directory->odd_name[0])
        return;
    size_t kept = name < sizeof directory->odd_name - 1 ? name : sizeof directory->odd_name - 1;
    memcpy(directory->odd_name, entry + ENTRY_SIZE, kept);
    directory->odd_method = method;
}

/* Reads the entry at `*at` and moves on. False: it does not fit. */
static bool read_entry(const unsigned char *bytes, uint64_t *at, uint64_t end,
                       struct extent *extent, struct directory *directory)
{
    if (end - *at < ENTRY_SIZE || memcmp(bytes + *at, "PK\1\2", 4) != 0)
        return false;
    const unsigned char *entry = bytes + *at;
    uint64_t packed = number(entry + 20, 4), plain = number(entry + 24, 4);
    uint64_t offset = number(entry + 42, 4);
    size_t name = (size_t)number(entry + 28, 2), extra = (size_t)number(entry + 30, 2);
    uint64_t length = ENTRY_SIZE + name + extra + number(entry + 32, 2);
    if (length > end - *at)
        return false;
    read_zip64(entry + ENTRY_SIZE + name, extra, plain, &packed, &offset);
    note_method(directory, entry, name);
    *at += length;
    extent->start = offset;
    return !__builtin_add_overflow(offset, packed, &extent->end) &&
           !__builtin_add_overflow(extent->end, LOCAL_SIZE + name, &extent->end);
}

static int by_start(const void *left, const void *right)
{
    const struct extent *a = left, *b = right;
    return a->start < b->start ? -1 : a->start > b->start;
}

static bool lie_apart(struct vec *extents, uint64_t end)
{
    struct extent *items = extents->data;
    if (extents->count)
        qsort(items, extents->count, sizeof *items, by_start);
    for (uint32_t i = 0; i < extents->count; i++)
        if (items[i].end > (i + 1 < extents->count ? items[i + 1].start : end))
            return false;
    return true;
}

enum directory_state directory_scan(const unsigned char *bytes, size_t size,
                                    struct directory *directory)
{
    struct place place;
    *directory = (struct directory){0};
    if (!find_directory(bytes, size, &place))
        return DIRECTORY_MISSING;
    directory->prefix = place.start - place.stated_start;
    struct vec extents = vec_of(sizeof(struct extent));
    uint64_t at = place.start, end = place.start + place.size;
    bool whole = true;
    while (at < end && whole)
        whole = read_entry(bytes, &at, end, vec_add(&extents), directory);
    bool apart = whole && lie_apart(&extents, place.stated_start);
    directory->count = extents.count;
    vec_finish(&extents);
    if (!whole || directory->count != place.count)
        return DIRECTORY_DAMAGED;
    return apart ? DIRECTORY_FINE : DIRECTORY_OVERLAPS;
}
