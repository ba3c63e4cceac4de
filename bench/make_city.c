#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/city.h"

/* make_city --stops N --stop-times M --seed S FOLDER: a synthetic country as GTFS; see city.h. */

static const char usage[] = "usage: make_city [--stops N] [--stop-times M] [--seed S] FOLDER\n";

static bool option_read(struct city_size *size, const char *name, const char *value)
{
    char *rest;
    errno = 0;
    unsigned long long number = strtoull(value, &rest, 10);
    if (rest == value || *rest != '\0' || errno != 0)
        return false;
    if (strcmp(name, "--stops") == 0)
        size->stops = number > UINT32_MAX ? UINT32_MAX : (uint32_t)number;
    else if (strcmp(name, "--stop-times") == 0)
        size->stop_times = number;
    else if (strcmp(name, "--seed") == 0)
        size->seed = number;
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    struct city_size size = {.stops = 5000, .stop_times = 500000, .seed = 1};
    int at = 1;
    for (; at + 1 < argc && strncmp(argv[at], "--", 2) == 0; at += 2)
        if (!option_read(&size, argv[at], argv[at + 1])) {
            fprintf(stderr, "make_city: `%s %s` is no option\n%s", argv[at], argv[at + 1], usage);
            return 2;
        }
    if (at + 1 != argc) {
        fprintf(stderr, "%s", usage);
        return 2;
    }
    struct error error = {0};
    struct city_counts counts;
    if (mkdir(argv[at], 0777) != 0 && errno != EEXIST) {
        fprintf(stderr, "make_city: %s: %s\n", argv[at], strerror(errno));
        return 3;
    }
    if (!city_write(&size, argv[at], &counts, &error)) {
        fprintf(stderr, "make_city: %s: %s\n", error.place, error.text);
        return 3;
    }
    printf("stops %" PRIu64 ", routes %" PRIu64 ", trips %" PRIu64 ", stop_times %" PRIu64
           ", transfers %" PRIu64 "\n",
           counts.stops, counts.routes, counts.trips, counts.stop_times, counts.transfers);
    return 0;
}
