#ifndef API_CANONICAL_H
#define API_CANONICAL_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/vec.h"

/*
 * Canonical JSON: the same content has the same bytes, whoever writes it, so that it can be hashed
 * and signed. As RFC 8785 has it: no blanks, members by name, UTF-8, escapes only where they must
 * be. Numbers are whole and within 2^53, so that every reader of JSON reads them alike.
 *
 * `key` is the name of a member of an object, or NULL for an element of a list and for the whole.
 * Who writes gives members in the order of their names; that is asserted.
 */

enum { CANONICAL_DEPTH = 8 };

/** A document that is being written. */
struct canonical {
    struct vec bytes;
    const char *last[CANONICAL_DEPTH]; /**< the member written last; NULL: none yet */
    char closing[CANONICAL_DEPTH];     /**< what ends the object or list */
    bool begun[CANONICAL_DEPTH];       /**< it has something already */
    uint32_t depth;
};

/** An empty document; canonical_finish is its end. */
struct canonical canonical_of(void);

/** Frees it. */
void canonical_finish(struct canonical *out);

/** Begins an object. */
void canonical_object(struct canonical *out, const char *key);

/** Begins a list. */
void canonical_list(struct canonical *out, const char *key);

/** Ends the object or list begun last. */
void canonical_end(struct canonical *out);

/** A text; bytes that are no UTF-8 become U+FFFD. */
void canonical_text(struct canonical *out, const char *key, const char *text);

/** A whole number; beyond 2^53 - 1 the nearest that is not. */
void canonical_number(struct canonical *out, const char *key, int64_t number);

/** True or false. */
void canonical_flag(struct canonical *out, const char *key, bool flag);

/** Nothing. */
void canonical_null(struct canonical *out, const char *key);

#endif
