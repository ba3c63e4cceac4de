#include "feeds/fetch/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static bool same(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_ino == b->st_ino && a->st_dev == b->st_dev &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* It may grow while we read: what counts is what came. */
static bool read_all(const struct file *file, int opened, struct vec *bytes, struct error *error)
{
    char block[1 << 16];
    for (ssize_t count; (count = read(opened, block, sizeof block)) != 0;) {
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return error_set(error, ERROR_SYSTEM, file->path, "%s", strerror(errno));
        if (bytes->count + (size_t)count > file->limit)
            return error_set(error, ERROR_LIMIT, file->path, "larger than %zu KiB",
                             file->limit >> 10);
        vec_add_many(bytes, block, (size_t)count);
    }
    return true;
}

static bool read_opened(struct file *file, int opened, struct vec *bytes, bool *changed,
                        struct error *error)
{
    struct stat now;
    if (fstat(opened, &now) != 0)
        return error_set(error, ERROR_SYSTEM, file->path, "%s", strerror(errno));
    if (!S_ISREG(now.st_mode))
        return error_set(error, ERROR_INPUT, file->path, "is no file");
    *changed = !file->known || !same(&now, &file->seen);
    if (!*changed)
        return true;
    file->known = read_all(file, opened, bytes, error);
    file->seen = now;
    return file->known;
}

bool file_read(struct file *file, struct vec *bytes, bool *changed, struct error *error)
{
    /* Not blocking: a pipe without a writer would keep us for ever. */
    int opened = open(file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    *changed = false;
    if (opened < 0) {
        file->known = false;
        return error_set(error, errno == ENOENT ? ERROR_MISSING : ERROR_SYSTEM, file->path, "%s",
                         strerror(errno));
    }
    bool fine = read_opened(file, opened, bytes, changed, error);
    close(opened);
    return fine;
}
