#include "tests/scratch.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void insist(int fine, const char *what)
{
    if (!fine) {
        perror(what);
        exit(99);
    }
}

void scratch_init(struct scratch *scratch)
{
    const char *folder = getenv("TMPDIR");
    snprintf(scratch->path, sizeof scratch->path, "%s/trajet-test-XXXXXX",
             folder && strlen(folder) < 30 ? folder : "/tmp");
    insist(mkdtemp(scratch->path) != NULL, "mkdtemp");
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info, (void)kind, (void)place;
    return remove(path);
}

void scratch_finish(struct scratch *scratch)
{
    nftw(scratch->path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *scratch_path(const struct scratch *scratch, const char *name)
{
    static char paths[4][512];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", scratch->path, name);
    return path;
}

static void make_folders(const struct scratch *scratch, const char *name)
{
    char path[512];
    for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
        snprintf(path, sizeof path, "%s/%.*s", scratch->path, (int)(slash - name), name);
        mkdir(path, 0755);
    }
}

const char *scratch_write(const struct scratch *scratch, const char *name, const void *bytes,
                          size_t size)
{
    make_folders(scratch, name);
    const char *path = scratch_path(scratch, name);
    FILE *file = fopen(path, "wbe");
    insist(file != NULL, path);
    insist(fwrite(bytes, 1, size, file) == size, path);
    insist(fclose(file) == 0, path);
    return path;
}

const char *scratch_text(const struct scratch *scratch, const char *name, const char *text)
{
    return scratch_write(scratch, name, text, strlen(text));
}

static uint32_t crc32_of(const char *bytes, size_t size)
{
    uint32_t sum = UINT32_MAX;
    for (size_t i = 0; i < size; i++) {
        sum ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (sum & 1 ? 0xedb88320u : 0);
    }
    return ~sum;
}

static void put(FILE *file, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        fputc((int)(value >> 8 * i & 0xff), file);
}

static size_t size_of(const struct packed *member)
{
    return member->size ? member->size : strlen(member->text);
}

/* What the local head and the directory say alike: from flags to the name's length. */
static void put_common(FILE *file, const struct packed *member)
{
    size_t size = size_of(member);
    uint32_t sum = crc32_of(member->text, size);
    put(file, member->flags, 2);
    put(file, member->method, 2);
    put(file, 0x00210000, 4); /* 1980-01-01 */
    put(file, member->claim_sum ? member->claim_sum : sum, 4);
    put(file, size, 4);
    put(file, member->claim_size ? member->claim_size : size, 4);
    put(file, strlen(member->name), 2);
    put(file, 0, 2);
}

static uint32_t put_local(FILE *file, const struct packed *member)
{
    uint32_t start = (uint32_t)ftell(file);
    put(file, 0x04034b50, 4);
    put(file, 20, 2);
    put_common(file, member);
    fputs(member->name, file);
    fwrite(member->text, 1, size_of(member), file);
    return start - member->back;
}

static void put_entry(FILE *file, const struct packed *member, uint32_t start)
{
    put(file, 0x02014b50, 4);
    put(file, 0x0314, 2); /* made on unix */
    put(file, 20, 2);
    put_common(file, member);
    put(file, 0, 2 + 2 + 2); /* comment, disk, internal attributes */
    put(file, (uint64_t)member->mode << 16, 4);
    put(file, start, 4);
    fputs(member->name, file);
}

const char *scratch_zip(const struct scratch *scratch, const char *name,
                        const struct packed *members)
{
    enum { MOST = 2000 };
    static uint32_t starts[MOST];
    const char *path = scratch_path(scratch, name);
    FILE *file = fopen(path, "wbe");
    insist(file != NULL, path);
    uint32_t count = 0;
    for (; members[count].name && count < MOST; count++)
        starts[count] = put_local(file, &members[count]);
    uint32_t directory = (uint32_t)ftell(file);
    for (uint32_t i = 0; i < count; i++)
        put_entry(file, &members[i], starts[i]);
    uint32_t end = (uint32_t)ftell(file);
    put(file, 0x06054b50, 4);
    put(file, 0, 4);
    put(file, count, 2);
    put(file, count, 2);
    put(file, end - directory, 4);
    put(file, directory, 4);
    put(file, 0, 2);
    insist(fclose(file) == 0, path);
    return path;
}
