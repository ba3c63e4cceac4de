#ifndef ENGINE_BASE_ERROR_H
#define ENGINE_BASE_ERROR_H

#include <stdbool.h>

/*
 * How things fail here. A function that can fail returns bool, takes a `struct error *` last and
 * fills it when it returns false. The caller owns the struct (on its stack, as a rule): there is no
 * thread-local state and nothing to free.
 */

/** What sort of failure it is; the API maps it to a status, a program to its exit code. */
enum error_kind {
    ERROR_NONE = 0,
    ERROR_INPUT,   /**< what the user or a feed gave is wrong */
    ERROR_MISSING, /**< a named thing does not exist */
    ERROR_LIMIT,   /**< something is larger than we accept */
    ERROR_SYSTEM,  /**< the operating system said no */
    ERROR_CORRUPT, /**< a file of ours is damaged or of another version */
};

/** One failure: what, where and in which words. A zeroed struct means none. */
struct error {
    enum error_kind kind;
    char place[192]; /**< file, `file:line`, field or parameter; may be empty */
    char text[320];  /**< a sentence for a person, without the place */
};

/**
 * Fills `error` (which may be NULL: then nobody wants to know) and returns false, so that a caller
 * can write `return error_set(error, ...)`. `place` may be NULL. Longer texts are cut.
 */
bool error_set(struct error *error, enum error_kind kind, const char *place, const char *format,
               ...) __attribute__((format(printf, 4, 5)));

/** The name of a kind in lower case, for logs and JSON ("input", "missing", ...). */
const char *error_kind_name(enum error_kind kind);

/** Marks a function whose result says whether it worked. */
#define MUST_CHECK __attribute__((warn_unused_result))

#endif
