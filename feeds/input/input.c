#include "feeds/input/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/checksum.h"
#include "engine/base/memory.h"
#include "feeds/input/members.h"

#define MIB ((uint64_t)1 << 20)
#define GIB ((uint64_t)1 << 30)
#define BLOCK_SIZE ((size_t)64 << 10)
#define RATIO_WATCHED_FROM (10 * MIB)

const struct input_limits input_limits_default = {
    .members_max = 1000,
    .bytes_max = 16 * GIB,
    .member_bytes_max = 8 * GIB,
    .ratio_max = 200,
};

void input_add_member(struct input *input, const char *shown, size_t prefix,
                      const struct member *rest)
{
    struct member *member = vec_add(&input->members);
    *member = *rest;
    member->shown = arena_text(&input->arena, shown, strlen(shown));
    char *name = arena_text(&input->arena, shown + prefix, strlen(shown + prefix));
    for (char *at = name; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    member->name = name;
}

void input_add_note(struct input *input, const char *code, const char *text, const char *detail)
{
    struct input_note *note = vec_add(&input->notes);
    *note = (struct input_note){code, text, arena_text(&input->arena, detail, strlen(detail))};
}

static int by_name(const void *left, const void *right)
{
    return strcmp(((const struct member *)left)->name, ((const struct member *)right)->name);
}

/* Which of two files of one name is meant nobody can know: refuse. */
static bool sort_members(struct input *input, struct error *error)
{
    struct member *members = input->members.data;
    uint32_t count = input->members.count;
    if (count)
        qsort(members, count, sizeof *members, by_name);
    for (uint32_t i = 1; i < count; i++)
        if (strcmp(members[i - 1].name, members[i].name) == 0)
            return error_set(error, ERROR_INPUT, input->path,
                             "two members are named %s (\"%.60s\" and \"%.60s\"); keep one",
                             members[i].name, members[i - 1].shown, members[i].shown);
    return true;
}

static bool list(struct input *input, struct error *error)
{
    struct stat info;
    if (stat(input->path, &info) != 0)
        return error_set(error, errno == ENOENT ? ERROR_MISSING : ERROR_SYSTEM, input->path,
                         "cannot open it: %s", strerror(errno));
    bool folder = S_ISDIR(info.st_mode);
    if (!folder && !S_ISREG(info.st_mode))
        return error_set(error, ERROR_INPUT, input->path, "neither a folder nor a file");
    if (!(folder ? folder_list(input, error) : archive_list(input, error)))
        return false;
    return sort_members(input, error);
}

static bool open_with(struct input **input, const char *path, const struct input_limits *limits,
                      bool (*list_members)(struct input *, struct error *), struct error *error)
{
    struct input *opened = memory_zeroed(1, sizeof *opened);
    opened->limits = limits ? *limits : input_limits_default;
    opened->members = vec_of(sizeof(struct member));
    opened->notes = vec_of(sizeof(struct input_note));
    opened->folder = -1;
    opened->path = arena_text(&opened->arena, path, strlen(path));
    *input = NULL;
    if (!list_members(opened, error)) {
        input_close(opened);
        return false;
    }
    *input = opened;
    return true;
}

bool input_open(struct input **input, const char *path, const struct input_limits *limits,
                struct error *error)
{
    return open_with(input, path, limits, list, error);
}

bool input_open_file(struct input **input, const char *path, const struct input_limits *limits,
                     struct error *error)
{
    return open_with(input, path, limits, single_list, error);
}

void input_close(struct input *input)
{
    if (!input)
        return;
    archive_close(input->archive);
    if (input->folder >= 0)
        close(input->folder);
    vec_finish(&input->members);
    vec_finish(&input->notes);
    arena_finish(&input->arena);
    memory_free(input);
}

static struct member *find(const struct input *input, const char *name)
{
    struct member *members = input->members.data;
    for (uint32_t i = 0; i < input->members.count; i++)
        if (strcasecmp(members[i].name, name) == 0)
            return &members[i];
    return NULL;
}

bool input_has(const struct input *input, const char *name)
{
    return find(input, name) != NULL;
}

uint32_t input_count(const struct input *input)
{
    return input->members.count;
}

const char *input_name(const struct input *input, uint32_t index)
{
    return ((const struct member *)vec_at(&input->members, index))->name;
}

const char *input_path(const struct input *input)
{
    return input->path;
}

void input_report(const struct input *input, struct findings *findings)
{
    const struct input_note *notes = input->notes.data;
    for (uint32_t i = 0; i < input->notes.count; i++)
        findings_add(findings, notes[i].code, FINDING_NOTED, notes[i].text, "", 0, notes[i].detail,
                     strlen(notes[i].detail));
}

/* One member on its way through the sink. */
struct reading {
    struct input *input;
    struct member *member;
    struct stream stream;
    const char *place; /* for errors */
    uint64_t bytes, sum;
    bool ended; /* read to its end */
};

static bool within_limits(const struct reading *reading, struct error *error)
{
    const struct input *input = reading->input;
    const struct input_limits *limits = &input->limits;
    uint64_t packed = reading->member->packed;
    if (reading->bytes > limits->member_bytes_max)
        return error_set(error, ERROR_LIMIT, reading->place, "larger than %llu bytes unpacked",
                         (unsigned long long)limits->member_bytes_max);
    if (input->bytes > limits->bytes_max)
        return error_set(error, ERROR_LIMIT, input->path, "larger than %llu bytes in all, unpacked",
                         (unsigned long long)limits->bytes_max);
    if ((input->archive || reading->member->gzip) && reading->bytes > RATIO_WATCHED_FROM &&
        reading->bytes / limits->ratio_max > packed)
        return error_set(error, ERROR_LIMIT, reading->place,
                         "unpacks to more than %u times its size: this looks like a zip bomb",
                         limits->ratio_max);
    return true;
}

/* Fills the block as far as the member goes, so that sums do not depend on how reads are cut. */
static bool fill(struct reading *reading, char *block, size_t *size, struct error *error)
{
    *size = 0;
    while (*size < BLOCK_SIZE && !reading->ended) {
        int64_t got = reading->input->archive
                          ? archive_take(&reading->stream, block + *size, BLOCK_SIZE - *size)
                          : folder_take(&reading->stream, block + *size, BLOCK_SIZE - *size);
        if (got < 0 && reading->input->archive)
            return error_set(error, ERROR_CORRUPT, reading->place, "damaged: %s",
                             archive_complaint(&reading->stream));
        if (got < 0 && reading->stream.file)
            return error_set(error, ERROR_CORRUPT, reading->place,
                             "damaged: what gzip packed is cut short or changed");
        if (got < 0)
            return error_set(error, ERROR_SYSTEM, reading->place, "cannot be read: %s",
                             strerror(errno));
        reading->ended = got == 0;
        *size += (size_t)got;
    }
    return true;
}

static bool pump(struct reading *reading, char *block, input_sink sink, void *context,
                 struct error *error)
{
    while (!reading->ended) {
        size_t size;
        if (!fill(reading, block, &size, error))
            return false;
        reading->bytes += size;
        reading->input->bytes += size;
        if (!within_limits(reading, error))
            return false;
        uint64_t pair[2] = {reading->sum, checksum(block, size)};
        reading->sum = checksum(pair, sizeof pair);
        if (size && !sink(context, block, size))
            return true;
    }
    if (reading->input->archive && reading->bytes != reading->member->plain)
        return error_set(error, ERROR_CORRUPT, reading->place,
                         "damaged: it unpacks to %llu bytes where the zip says %llu",
                         (unsigned long long)reading->bytes,
                         (unsigned long long)reading->member->plain);
    reading->member->sum = reading->sum;
    reading->member->read = 1;
    return true;
}

bool input_read(struct input *input, const char *name, input_sink sink, void *context,
                struct error *error)
{
    struct member *member = find(input, name);
    if (!member)
        return error_set(error, ERROR_MISSING, input->path, "has no %s", name);
    char place[192];
    if (input->folder == AT_FDCWD)
        snprintf(place, sizeof place, "%s", input->path);
    else
        snprintf(place, sizeof place, "%s%c%s", input->path, input->archive ? ':' : '/',
                 member->shown);
    struct reading reading = {.input = input, .member = member, .place = place};
    bool opened = input->archive ? archive_stream(input, member, &reading.stream, error)
                                 : folder_stream(input, member, &reading.stream, error);
    if (!opened)
        return false;
    char *block = memory_resize(NULL, BLOCK_SIZE, 1);
    bool read = pump(&reading, block, sink, context, error);
    memory_free(block);
    if (input->archive)
        archive_end(&reading.stream);
    else
        folder_end(&reading.stream);
    return read;
}

uint64_t input_sum(const struct input *input)
{
    const struct member *members = input->members.data;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < input->members.count; i++) {
        if (!members[i].read)
            continue;
        uint64_t parts[3] = {sum, checksum(members[i].name, strlen(members[i].name)),
                             members[i].sum};
        sum = checksum(parts, sizeof parts);
    }
    return sum;
}
