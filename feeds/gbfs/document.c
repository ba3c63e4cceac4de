#include <stdio.h>
#include <string.h>

#include "engine/base/utf8.h"
#include "feeds/gbfs/reading.h"
#include "feeds/gbfs/scan.h"

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

/* What it is instead of JSON, as far as its first bytes tell; NULL: it begins as JSON does. */
static const char *other_kind(struct gbfs_bytes bytes)
{
    size_t at = 0;
    if (bytes.length >= 2 && memcmp(bytes.data, "\x1f\x8b", 2) == 0)
        return "gzip";
    if (bytes.length >= 2 && memcmp(bytes.data, "PK", 2) == 0)
        return "a zip";
    while (at < bytes.length && memchr(" \t\r\n", bytes.data[at], 4))
        at++;
    if (at == bytes.length)
        return "nothing";
    return bytes.data[at] == '<' ? "a web page or XML" : NULL;
}

/* The bytes with a question mark for each that is wrong; `mended` owns them. */
static void mend(const struct reading *reading, struct gbfs_bytes *bytes, struct vec *mended)
{
    if (utf8_valid_prefix(bytes->data, bytes->length) == bytes->length)
        return;
    reading_note(reading, "gbfs_not_utf8", FINDING_MENDED,
                 "The document is not UTF-8; each wrong byte is taken for a question mark.", NULL);
    vec_add_many(mended, bytes->data, bytes->length);
    char *text = mended->data;
    for (size_t at = 0; at < bytes->length; at++) {
        at += utf8_valid_prefix(text + at, bytes->length - at);
        if (at < bytes->length)
            text[at] = '?';
    }
    bytes->data = text;
}

static json_t *parse(const struct reading *reading, struct gbfs_bytes bytes, struct error *error)
{
    json_error_t where = {.line = 0};
    struct vec mended = vec_of(1);
    mend(reading, &bytes, &mended);
    json_object_seed(0); /* By chance, once: later calls do nothing. */
    /* A key that is there twice, or a NUL in one text, must not cost the document. */
    json_t *root = json_loadb(bytes.data, bytes.length, JSON_ALLOW_NUL, &where);
    if (!root)
        (void)error_set(error, ERROR_INPUT, bytes.name, "line %d: %s", where.line, where.text);
    vec_finish(&mended);
    return root;
}

static void read_version(const struct reading *reading, const json_t *root, struct gbfs_head *head)
{
    const json_t *item = json_object_get(root, "version");
    const char *version = json_string_value(item);
    if (version && strlen(version) < sizeof head->version)
        memcpy(head->version, version, strlen(version));
    if (json_is_number(item) && json_number_value(item) > 0 && json_number_value(item) < 10)
        snprintf(head->version, sizeof head->version, "%.1f", json_number_value(item));
    if ((item && !*head->version) || (*head->version && !strchr("123", *head->version)))
        reading_note(reading, "gbfs_version_unknown", FINDING_NOTED,
                     "The version is none that is known; the document is read all the same.",
                     head->version);
}

static void read_head(const struct reading *reading, const json_t *root, struct gbfs_head *head)
{
    double ttl = -1;
    *head =
        (struct gbfs_head){.last_updated = read_moment(reading, root, "last_updated"), .ttl = -1};
    read_version(reading, root, head);
    if (!read_number(reading, root, "ttl", &ttl) || !(ttl >= 0) || ttl > INT32_MAX ||
        ttl != (double)(int32_t)ttl)
        reading_note(reading, "gbfs_ttl_unusable", FINDING_MENDED,
                     "The time to live is missing or no number of seconds.", NULL);
    else
        head->ttl = ttl < TTL_MAX ? (int32_t)ttl : TTL_MAX;
}

json_t *read_document(struct gbfs_bytes bytes, struct gbfs_head *head, uint64_t *sum,
                      struct findings *findings, struct error *error)
{
    struct arena arena = {0};
    const struct reading reading = {
        .name = reading_name(bytes.name), .arena = &arena, .findings = findings};
    bytes = without_mark(bytes);
    const char *other = other_kind(bytes);
    if (bytes.length > GBFS_BYTES_MAX) {
        (void)error_set(error, ERROR_LIMIT, bytes.name, "%zu bytes, more than %zu", bytes.length,
                        GBFS_BYTES_MAX);
        return NULL;
    }
    if (other) {
        (void)error_set(error, ERROR_INPUT, bytes.name, "not JSON but %s", other);
        return NULL;
    }
    if (!scan_document(bytes, sum, error))
        return NULL;
    json_t *root = parse(&reading, bytes, error);
    if (json_is_object(root)) {
        read_head(&reading, root, head);
    } else if (root) {
        (void)error_set(error, ERROR_INPUT, bytes.name, "is no JSON object");
        json_decref(root);
        root = NULL;
    }
    arena_finish(&arena);
    return root;
}
