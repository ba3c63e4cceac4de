#ifndef API_SERVER_PRESENT_H
#define API_SERVER_PRESENT_H

#include "engine/live/live.h"

/* A mapped live image that several worlds share, one after the other; the publisher's to count. */
struct present {
    struct live live;
    uint32_t users;
};

/** Which file was looked at last. */
struct present_mark {
    uint64_t device, inode, size;
    int64_t changed; /**< nanoseconds */
};

/** Whether there is another file at `path` than the one of `mark`, which then becomes its mark. */
bool present_changed(struct present_mark *mark, const char *path);

/** Opens it, held once. False: as live_open. */
MUST_CHECK bool present_open(struct present **present, const char *path,
                             const struct network *network, struct error *error);

/** Holds it once more, if there is one; returns it. */
struct present *present_hold(struct present *present);

/** Holds it once less; NULL is fine. */
void present_drop(struct present *present);

#endif
