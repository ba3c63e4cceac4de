#ifndef FEEDS_CONFIG_KEYS_H
#define FEEDS_CONFIG_KEYS_H

#include <jansson.h>

#include "feeds/config/config.h"

/* JSON objects by tables of keys: one row says a key's name, how it is read and where it goes. */

/** A document on its way into a configuration. */
struct document {
    const char *path; /**< of the file */
    size_t folder;    /**< how much of it is the folder, slash included */
    char at[192];     /**< the JSON path at hand: `feeds[0].tag` */
    struct config *config;
    struct error *error;
};

struct key;

/** Reads a value. False: wrong; `error` is set. */
typedef bool (*key_reader)(struct document *document, const struct key *key, const json_t *value,
                           void *into);

/** One key. A table of them ends with a zeroed one. */
struct key {
    const char *name;
    key_reader read;
    size_t offset;    /**< where in the struct it goes */
    double low, high; /**< range of a number */
};

/** Sets the error at the path at hand and returns false. */
bool document_fail(const struct document *document, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Goes down into `name` (or into item `index`, with name NULL); returns where to come back to. */
size_t document_enter(struct document *document, const char *name, size_t index);

/** Comes back. */
void document_leave(struct document *document, size_t mark);

/** Reads each item of a list, in its place. */
MUST_CHECK bool document_each(struct document *document, const struct key *key, const json_t *list,
                              key_reader read, void *into);

/** Reads an object whose keys the table knows into the struct at `into`. */
MUST_CHECK bool keys_read(struct document *document, const struct key *table, const json_t *object,
                          void *into);

/** Reads a text, not empty, into a `const char *`. */
bool key_text(struct document *document, const struct key *key, const json_t *value, void *into);

/** Reads a path, which is relative to the document, into a `const char *`. */
bool key_path(struct document *document, const struct key *key, const json_t *value, void *into);

/** Reads a tag (letters, digits, `-`) into a `const char *`; whether it is unique is not seen. */
bool key_tag(struct document *document, const struct key *key, const json_t *value, void *into);

/** Reads a whole number of the range into an int32_t. */
bool key_int32(struct document *document, const struct key *key, const json_t *value, void *into);

/** Reads a whole number of the range into a uint32_t. */
bool key_uint32(struct document *document, const struct key *key, const json_t *value, void *into);

/** Reads a whole number of the range into a uint64_t. */
bool key_uint64(struct document *document, const struct key *key, const json_t *value, void *into);

/** Reads a number of the range into an int32_t, times a thousand. */
bool key_thousandths(struct document *document, const struct key *key, const json_t *value,
                     void *into);

/** Reads true or false into a bool. */
bool key_bool(struct document *document, const struct key *key, const json_t *value, void *into);

#endif
