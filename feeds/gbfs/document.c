#include <string.h>

#include "feeds/gbfs/reading.h"

/* A document as bytes: what all of them have in common. */

enum { TTL_MAX = 86400 };

/* No byte order mark, which some writers put before what is JSON otherwise. */
static struct gbfs_bytes without_mark(struct gbfs_bytes bytes)
{
    if (bytes.length >= 3 && memcmp(bytes.data, "\xef\xbb\xbf", 3) == 0) {
        bytes.data += 3;
        bytes.length -= 3;
    }
    return bytes;
}

static json_t *parse(struct gbfs_bytes bytes, struct error *error)
{
    json_error_t where;
    if (bytes.length > GBFS_BYTES_MAX) {
        (void)error_set(error, ERROR_LIMIT, bytes.name, "%zu bytes, more than %zu", bytes.length,
                        GBFS_BYTES_MAX);
        return NULL;
    }
    json_t *root = json_loadb(bytes.data ? bytes.data : "", bytes.length, 0, &where);
    if (!root)
        (void)error_set(error, ERROR_INPUT, bytes.name, "line %d: %s", where.line, where.text);
    return root;
}

static void read_head(const struct reading *reading, const json_t *root, struct gbfs_head *head)
{
    const char *version = json_string_value(json_object_get(root, "version"));
    double ttl = -1;
    *head =
        (struct gbfs_head){.last_updated = read_moment(reading, root, "last_updated"), .ttl = -1};
    if (version && strlen(version) < sizeof head->version)
        memcpy(head->version, version, strlen(version));
    if (!read_number(reading, root, "ttl", &ttl) || !(ttl >= 0 && ttl <= TTL_MAX))
        reading_note(reading, "gbfs_ttl_unusable", FINDING_MENDED,
                     "The time to live is missing or no number of seconds of a day.", NULL);
    else
        head->ttl = (int32_t)ttl;
}

json_t *read_document(struct gbfs_bytes bytes, struct gbfs_head *head, struct findings *findings,
                      struct error *error)
{
    struct arena arena = {0};
    const struct reading reading = {.name = bytes.name, .arena = &arena, .findings = findings};
    json_t *root = parse(without_mark(bytes), error);
    if (!root)
        return NULL;
    if (json_is_object(root)) {
        read_head(&reading, root, head);
    } else {
        (void)error_set(error, ERROR_INPUT, bytes.name, "is no JSON object");
        json_decref(root);
        root = NULL;
    }
    arena_finish(&arena);
    return root;
}

const char *gbfs_libraries(void)
{
    return "jansson " JANSSON_VERSION;
}
