#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/sample.h"
#include "engine/base/clock.h"
#include "engine/network/network.h"

/*
 * bench_open IMAGE [TIMES]: how long it takes until an image is ready to be asked, and how long to
 * read it whole against its checksums. The file is in the page cache after the first time.
 */

static bool measure(const char *path, struct sample *open, struct sample *verify,
                    struct error *error)
{
    struct network network;
    int64_t start = clock_ticks();
    if (!network_open(&network, path, error))
        return false;
    sample_add(open, clock_ticks() - start);
    start = clock_ticks();
    bool whole = network_verify(&network, error);
    sample_add(verify, clock_ticks() - start);
    network_close(&network);
    return whole;
}

int main(int argc, char **argv)
{
    long times = argc > 2 ? strtol(argv[2], NULL, 10) : 50;
    if (argc < 2 || times < 1) {
        fprintf(stderr, "Usage: bench_open IMAGE [TIMES]\n");
        return 2;
    }
    struct sample open, verify;
    struct error error = {0};
    sample_init(&open);
    sample_init(&verify);
    bool measured = true;
    for (long i = 0; i < times && measured; i++)
        measured = measure(argv[1], &open, &verify, &error);
    if (measured) {
        sample_print(&open, "open");
        sample_print(&verify, "verify");
    } else {
        fprintf(stderr, "bench_open: %s: %s\n", error.place, error.text);
    }
    sample_finish(&open);
    sample_finish(&verify);
    return measured ? 0 : 1;
}
