#ifndef FEEDS_CONFIG_SOURCE_H
#define FEEDS_CONFIG_SOURCE_H

#include <stddef.h>

#include "feeds/config/keys.h"

/* What all that is fetched has in common: where it lies, how often and under which rules. */

/** The rows of a table of keys for a struct that begins with a struct config_source. */
#define SOURCE_KEYS                                                                                \
    {.name = "path", .read = source_path}, {.name = "url", .read = source_url},                    \
        {.name = "tag", .read = source_tag, .offset = offsetof(struct config_source, tag)},        \
        {"every_seconds", key_int32, offsetof(struct config_source, every_seconds), 1, 3600},      \
        {"limit_seconds", key_int32, offsetof(struct config_source, limit_seconds), 10, 86400},    \
        {.name = "headers", .read = source_headers},                                               \
        {.name = "key_file",                                                                       \
         .read = key_path,                                                                         \
         .offset = offsetof(struct config_source, key_file)},                                      \
        {.name = "ports", .read = source_ports},                                                   \
        {.name = "allow_http",                                                                     \
         .read = key_bool,                                                                         \
         .offset = offsetof(struct config_source, allow_http)},                                    \
    {                                                                                              \
        .name = "allow_private", .read = key_bool,                                                 \
        .offset = offsetof(struct config_source, allow_private)                                    \
    }

/** Reads a path into the source. */
bool source_path(struct document *document, const struct key *key, const json_t *value, void *into);

/** Reads a URL into the source. */
bool source_url(struct document *document, const struct key *key, const json_t *value, void *into);

/** Reads a tag that no source has yet into a `const char *`. */
bool source_tag(struct document *document, const struct key *key, const json_t *value, void *into);

/** Reads the lines of a request's head into the source. */
bool source_headers(struct document *document, const struct key *key, const json_t *value,
                    void *into);

/** Reads a list of ports into the source. */
bool source_ports(struct document *document, const struct key *key, const json_t *value,
                  void *into);

/**
 * Reads what is fetched into a struct that begins with a struct config_source: a text, which is a
 * URL or a path, as where it lies, or an object of the table's keys.
 */
MUST_CHECK bool source_read(struct document *document, const struct key *table, const json_t *value,
                            void *into);

/** Sees what only the whole object shows. */
MUST_CHECK bool source_check(const struct document *document, const struct config_source *source);

#endif
