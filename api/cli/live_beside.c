#include "api/cli/live_beside.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/clock.h"

/* Beside the image as it is named; else, where that is a link (`current` of a run folder), beside
 * what it leads to. */
static bool find_beside(const char *image, char path[PATH_MAX])
{
    char whole[PATH_MAX];
    int length = snprintf(path, PATH_MAX, "%s%s", image, LIVE_SUFFIX);
    if (length > 0 && length < PATH_MAX && access(path, F_OK) == 0)
        return true;
    if (!realpath(image, whole))
        return false;
    length = snprintf(path, PATH_MAX, "%s%s", whole, LIVE_SUFFIX);
    return length > 0 && length < PATH_MAX && access(path, F_OK) == 0;
}

/* Whether it lies where `trajet serve` keeps its versions, beside the link to the one it serves. */
static bool is_served(const char *image)
{
    char whole[PATH_MAX], link[PATH_MAX + sizeof "current"];
    struct stat status;
    if (!realpath(image, whole))
        return false;
    snprintf(link, sizeof link, "%.*scurrent", (int)(strrchr(whole, '/') - whole) + 1, whole);
    return lstat(link, &status) == 0 && S_ISLNK(status.st_mode);
}

void live_beside_open(struct world *world, struct live *live, const char *image)
{
    char path[PATH_MAX];
    struct error error = {0};
    if (!find_beside(image, path)) {
        if (is_served(image))
            fprintf(stderr, "no live data: the feeder of this run folder has written none, the "
                            "timetable alone is asked\n");
        return;
    }
    if (!live_open(live, path, world->network, &error)) {
        fprintf(stderr, "live data is left out: %s: %s\n", error.place, error.text);
        return;
    }
    world->prices = live;
    if (live_is_old(live, clock_now()))
        fprintf(stderr, "live data is left out: %s: nobody has renewed it for too long\n", path);
    else
        world->live = live;
}
