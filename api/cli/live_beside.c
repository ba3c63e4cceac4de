#include "api/cli/live_beside.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "engine/base/clock.h"

bool live_beside_open(struct live *live, const struct network *network, const char *image)
{
    char path[PATH_MAX];
    struct error error = {0};
    int length = snprintf(path, sizeof path, "%s%s", image, LIVE_SUFFIX);
    if (length < 0 || (size_t)length >= sizeof path || access(path, F_OK) != 0)
        return false;
    if (!live_open(live, path, network, &error)) {
        fprintf(stderr, "live data is left out: %s: %s\n", error.place, error.text);
        return false;
    }
    if (!live_is_old(live, clock_now()))
        return true;
    fprintf(stderr, "live data is left out: %s: nobody has renewed it for too long\n", path);
    live_close(live);
    return false;
}
