#ifndef API_CLI_PROGRAM_H
#define API_CLI_PROGRAM_H

#include <stddef.h>

#include "engine/base/error.h"

/*
 * The programs behind the one command. Those that read what others wrote (trajet-build) or face
 * the net (trajet-serve) are processes of their own; they lie beside `trajet`, or in
 * ../libexec/trajet once installed.
 */

/**
 * Opens /dev/null where a parent has closed our stdin, stdout or stderr, so that no file or socket
 * of ours takes their place: what is printed would go there, and a child would not get it. First
 * thing in every main.
 */
void program_open_streams(void);

/** Writes where the program `name` is into `path`. False: it is in none of its places. */
MUST_CHECK bool program_find(const char *name, char *path, size_t size, struct error *error);

/** Becomes the program, with `argv` (ends with NULL; argv[0] is replaced). Returns only if not. */
void program_become(const char *name, char **argv, struct error *error);

/**
 * Runs the program and waits for it; what it prints on stdout goes to the file `output`, the rest
 * where ours goes. `*ending` is its exit code, or 128 plus the signal that ended it. False: it
 * could not be started.
 */
MUST_CHECK bool program_run(const char *name, char **argv, int output, int *ending,
                            struct error *error);

/** The same, and the first `size` - 1 bytes of its stdout are put into `text`. */
MUST_CHECK bool program_read(const char *name, char **argv, char *text, size_t size, int *ending,
                             struct error *error);

#endif
