#include "feeds/input/members.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool add_entries(struct input *input, DIR *entries, struct error *error)
{
    for (struct dirent *entry; (entry = readdir(entries));) {
        struct stat info;
        if (entry->d_name[0] == '.' || fstatat(input->folder, entry->d_name, &info, 0) != 0 ||
            !S_ISREG(info.st_mode))
            continue;
        if (input->members.count == input->limits.members_max)
            return error_set(error, ERROR_LIMIT, input->path,
                             "has more than %u files; give the folder of one feed",
                             input->limits.members_max);
        input_add_member(input, entry->d_name, 0, &(struct member){0});
    }
    return true;
}

bool folder_list(struct input *input, struct error *error)
{
    input->folder = open(input->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int listing = input->folder < 0 ? -1 : dup(input->folder);
    DIR *entries = listing < 0 ? NULL : fdopendir(listing);
    if (!entries) {
        error_set(error, ERROR_SYSTEM, input->path, "cannot list the folder: %s", strerror(errno));
        if (listing >= 0)
            close(listing);
        return false;
    }
    bool added = add_entries(input, entries, error);
    closedir(entries);
    return added;
}

bool folder_stream(struct input *input, const struct member *member, struct stream *stream,
                   struct error *error)
{
    struct stat info;
    if (member->gzip)
        return single_stream(member, stream, error);
    stream->descriptor = openat(input->folder, member->shown, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (stream->descriptor < 0)
        return error_set(error, errno == ENOENT ? ERROR_MISSING : ERROR_SYSTEM, member->shown,
                         "cannot be opened in %s: %s", input->path, strerror(errno));
    if (fstat(stream->descriptor, &info) == 0 && S_ISREG(info.st_mode))
        return true;
    close(stream->descriptor);
    return error_set(error, ERROR_INPUT, member->shown, "not a regular file any more");
}

int64_t folder_take(struct stream *stream, char *buffer, size_t size)
{
    ssize_t got;
    if (stream->file)
        return single_take(stream, buffer, size);
    do
        got = read(stream->descriptor, buffer, size);
    while (got < 0 && errno == EINTR);
    return got;
}

void folder_end(struct stream *stream)
{
    if (stream->file)
        single_end(stream);
    else
        close(stream->descriptor);
}
