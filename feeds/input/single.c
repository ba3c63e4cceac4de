#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <zlib.h>

#include "feeds/input/members.h"

/* One file by itself. It is a folder of one member to the rest of the room; gzip is undone here. */

static bool is_gzip(const char *path)
{
    unsigned char head[2] = {0};
    struct stream stream = {.descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (stream.descriptor < 0)
        return false;
    bool packed =
        folder_take(&stream, (char *)head, sizeof head) == 2 && head[0] == 0x1f && head[1] == 0x8b;
    folder_end(&stream);
    return packed;
}

bool single_list(struct input *input, struct error *error)
{
    struct stat info;
    if (stat(input->path, &info) != 0)
        return error_set(error, errno == ENOENT ? ERROR_MISSING : ERROR_SYSTEM, input->path,
                         "cannot open it: %s", strerror(errno));
    if (!S_ISREG(info.st_mode))
        return error_set(error, ERROR_INPUT, input->path, "not a file");
    const char *last = strrchr(input->path, '/');
    input->folder = AT_FDCWD;
    const struct member member = {.gzip = is_gzip(input->path), .packed = (uint64_t)info.st_size};
    input_add_member(input, input->path, last ? (size_t)(last + 1 - input->path) : 0, &member);
    struct member *added = input->members.data;
    size_t length = strlen(added->name);
    if (length > 3 && strcasecmp(added->name + length - 3, ".gz") == 0)
        added->name = arena_text(&input->arena, added->name, length - 3);
    return true;
}

bool single_stream(const struct member *member, struct stream *stream, struct error *error)
{
    stream->file = gzopen(member->shown, "rb");
    if (stream->file)
        return true;
    return error_set(error, ERROR_SYSTEM, member->shown, "cannot open it: %s", strerror(errno));
}

int64_t single_take(struct stream *stream, char *buffer, size_t size)
{
    int got = gzread(stream->file, buffer, (unsigned)size);
    int problem = Z_OK;
    if (got <= 0)
        gzerror(stream->file, &problem);
    return problem < 0 ? -1 : got;
}

void single_end(struct stream *stream)
{
    gzclose(stream->file);
}
