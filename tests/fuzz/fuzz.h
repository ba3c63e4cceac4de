#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * A fuzz target is one function. With clang's libFuzzer it is driven by coverage; with any other
 * compiler replay.c feeds it the corpus and seeded mutations of it.
 */

/** Takes one input; returns 0. A broken promise ends in abort(). */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/** Ends the run when a promise is broken, in every kind of build. */
#define PROMISE(fact)                                                                              \
    do {                                                                                           \
        if (!(fact)) {                                                                             \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #fact);                     \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#endif
