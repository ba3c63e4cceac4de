#include <errno.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/sample.h"
#include "engine/base/clock.h"

/*
 * bench_build TIMES COMMAND...: runs a build several times, each a process of its own, and prints
 * how long they took and the most memory one of them held. The image is argument `-o` of the
 * command; its size is printed too.
 */

static bool run(char **command, struct sample *sample, long *peak_kib)
{
    pid_t child;
    int64_t start = clock_ticks();
    if (posix_spawnp(&child, command[0], NULL, NULL, command, environ) != 0)
        return false;
    int status;
    struct rusage used;
    while (wait4(child, &status, 0, &used) < 0)
        if (errno != EINTR)
            return false;
    sample_add(sample, clock_ticks() - start);
    if (used.ru_maxrss > *peak_kib)
        *peak_kib = used.ru_maxrss;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static const char *image_of(char **command)
{
    for (; command[0] && command[1]; command++)
        if (strcmp(command[0], "-o") == 0)
            return command[1];
    return NULL;
}

int main(int argc, char **argv)
{
    long times = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    if (times < 1) {
        fprintf(stderr, "Usage: bench_build TIMES trajet-build build -o IMAGE PATH...\n");
        return 2;
    }
    struct sample sample;
    struct stat status;
    long peak_kib = 0;
    sample_init(&sample);
    bool built = true;
    for (long i = 0; i < times && built; i++)
        built = run(argv + 2, &sample, &peak_kib);
    const char *image = image_of(argv + 2);
    if (built)
        sample_print(&sample, "build");
    if (built && image && stat(image, &status) == 0)
        printf("build peak_kib=%ld image_bytes=%" PRId64 "\n", peak_kib, (int64_t)status.st_size);
    if (!built)
        fprintf(stderr, "bench_build: the command did not work\n");
    sample_finish(&sample);
    return built ? 0 : 1;
}
