#include "feeds/config/parks.h"

#include <stddef.h>
#include <string.h>

#include "feeds/config/source.h"

#define PARKS_MAX 100

static bool read_kind(struct document *document, const struct key *key, const json_t *value,
                      void *into)
{
    const char *text;
    if (!key_text(document, key, value, &text))
        return false;
    *(bool *)into = strcmp(text, "bicycles") == 0;
    return *(bool *)into || strcmp(text, "cars") == 0 ||
           document_fail(document, "must be \"cars\" or \"bicycles\"");
}

#define AT(field) offsetof(struct config_parks, field)

static const struct key table[] = {
    SOURCE_KEYS,
    {.name = "kind", .read = read_kind, .offset = AT(bicycles)},
    {"metres", key_int32, AT(metres), 1, 500},
    {0},
};

static bool check_whole(const struct document *document, const struct config_source *from)
{
    if (!from->is_url && (from->header_count || from->port_count || from->key_file))
        return document_fail(document, "headers, ports and key_file are for a url");
    return source_check(document, from);
}

static bool read_item(struct document *document, const struct key *key, const json_t *value,
                      void *into)
{
    struct config_parks parks = {.from = {.every_seconds = 60, .limit_seconds = 1800},
                                 .metres = 100};
    (void)key, (void)into;
    if (!source_read(document, table, value, &parks) || !check_whole(document, &parks.from))
        return false;
    vec_push(&document->config->parks, &parks);
    return true;
}

bool park_list_read(struct document *document, const struct key *key, const json_t *value,
                    void *into)
{
    if (!json_is_array(value) || json_array_size(value) > PARKS_MAX)
        return document_fail(document, "must be a list of up to %d feeds of parks", PARKS_MAX);
    return document_each(document, key, value, read_item, into);
}
