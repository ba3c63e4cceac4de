#include "engine/base/mapfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool system_error(struct error *error, const char *path, const char *what)
{
    enum error_kind kind = errno == ENOENT ? ERROR_MISSING : ERROR_SYSTEM;
    return error_set(error, kind, path, "%s: %s", what, strerror(errno));
}

static bool map_descriptor(struct mapfile *file, int descriptor, const char *path,
                           struct error *error)
{
    struct stat info;
    if (fstat(descriptor, &info) != 0)
        return system_error(error, path, "cannot look at the file");
    if (!S_ISREG(info.st_mode))
        return error_set(error, ERROR_INPUT, path, "not a regular file");
    file->size = (size_t)info.st_size;
    if (file->size == 0)
        return true;
    void *bytes = mmap(NULL, file->size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (bytes == MAP_FAILED)
        return system_error(error, path, "cannot map the file");
    file->bytes = bytes;
    return true;
}

bool mapfile_open(struct mapfile *file, const char *path, struct error *error)
{
    *file = (struct mapfile){0};
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return system_error(error, path, "cannot open the file");
    bool mapped = map_descriptor(file, descriptor, path, error);
    close(descriptor);
    return mapped;
}

void mapfile_close(struct mapfile *file)
{
    if (file->bytes)
        munmap((void *)(uintptr_t)file->bytes, file->size);
    *file = (struct mapfile){0};
}

static bool write_all(int descriptor, const char *bytes, size_t size)
{
    while (size) {
        ssize_t written = write(descriptor, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

static bool write_parts(int descriptor, const struct mapfile_part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!write_all(descriptor, parts[i].bytes, parts[i].size))
            return false;
    return fsync(descriptor) == 0;
}

static void sync_folder(const char *path)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    if (!slash)
        snprintf(folder, sizeof folder, ".");
    else
        snprintf(folder, sizeof folder, "%.*s", (int)(slash == path ? 1 : slash - path), path);
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor); /* Best effort: some file systems cannot, and the data is in place. */
        close(descriptor);
    }
}

bool mapfile_write(const char *path, const struct mapfile_part *parts, size_t count,
                   struct error *error)
{
    char aside[PATH_MAX];
    if (snprintf(aside, sizeof aside, "%s.%ld.part", path, (long)getpid()) >= (int)sizeof aside)
        return error_set(error, ERROR_LIMIT, path, "the path is too long");
    int descriptor = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return system_error(error, aside, "cannot create the file");
    bool written = write_parts(descriptor, parts, count);
    int write_errno = errno;
    bool closed = close(descriptor) == 0;
    if (written && closed && rename(aside, path) == 0) {
        sync_folder(path);
        return true;
    }
    if (!written)
        errno = write_errno;
    system_error(error, path, "cannot write the file");
    unlink(aside);
    return false;
}
