#include "api/server/present.h"

#include <sys/stat.h>

#include "engine/base/memory.h"

bool present_changed(struct present_mark *mark, const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return false;
    const struct present_mark now = {
        .device = status.st_dev,
        .inode = status.st_ino,
        .size = (uint64_t)status.st_size,
        .changed = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec,
    };
    bool same = now.device == mark->device && now.inode == mark->inode && now.size == mark->size &&
                now.changed == mark->changed;
    *mark = now;
    return !same;
}

bool present_open(struct present **out, const char *path, const struct network *network,
                  struct error *error)
{
    struct present *present = memory_zeroed(1, sizeof *present);
    if (!live_open(&present->live, path, network, error)) {
        memory_free(present);
        return false;
    }
    present->users = 1;
    *out = present;
    return true;
}

struct present *present_hold(struct present *present)
{
    if (present)
        present->users++;
    return present;
}

void present_drop(struct present *present)
{
    if (!present || --present->users > 0)
        return;
    live_close(&present->live);
    memory_free(present);
}
