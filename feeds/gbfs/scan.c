#include "feeds/gbfs/scan.h"

#include <string.h>

#include "engine/base/checksum.h"

/*
 * jansson makes up to 79 bytes of each byte of a hostile document, so a small limit of bytes would
 * be none. Brackets, commas and colons are counted instead: what they cost, on the safe side. An
 * honest document of 16 MiB comes to 400 MiB at most.
 */
#define MEMORY_MAX ((uint64_t)512 << 20)
#define DEPTH_MAX 64
enum cost { COST_OBJECT = 256, COST_ARRAY = 144, COST_VALUE = 48, COST_KEY = 96 };

/* A walk over the bytes. */
struct scan {
    const char *text;
    size_t length;
    size_t at;
    size_t start; /* of what is not yet in the sum */
    int depth;
    uint64_t cost;
    uint64_t sum;
    bool masked; /* in a value that the sum passes over */
};

static void add_to_sum(struct scan *scan, size_t end)
{
    uint64_t pair[2] = {scan->sum, checksum(scan->text + scan->start, end - scan->start)};
    scan->sum = checksum(pair, sizeof pair);
}

static bool is_word(const struct scan *scan, size_t start, size_t end, const char *word)
{
    return end - start == strlen(word) && memcmp(scan->text + start, word, end - start) == 0;
}

/* Goes to the quote that ends a text. */
static void scan_text(struct scan *scan)
{
    size_t start = ++scan->at;
    while (scan->at < scan->length && scan->text[scan->at] != '"')
        scan->at += scan->text[scan->at] == '\\' ? 2 : 1;
    scan->at = scan->at < scan->length ? scan->at : scan->length;
    size_t end = scan->at, next = end + 1;
    if (scan->depth != 1 || scan->masked)
        return;
    while (next < scan->length && memchr(" \t\r\n", scan->text[next], 4))
        next++;
    if (next < scan->length && scan->text[next] == ':' &&
        (is_word(scan, start, end, "last_updated") || is_word(scan, start, end, "ttl"))) {
        add_to_sum(scan, end);
        scan->masked = true;
    }
}

static void end_mask(struct scan *scan)
{
    if (scan->depth == 1 && scan->masked) {
        scan->masked = false;
        scan->start = scan->at;
    }
}

static void scan_byte(struct scan *scan)
{
    switch (scan->text[scan->at]) {
    case '"':
        scan_text(scan);
        break;
    case '{':
    case '[':
        scan->depth++;
        scan->cost += scan->text[scan->at] == '{' ? COST_OBJECT : COST_ARRAY;
        break;
    case '}':
    case ']':
        end_mask(scan);
        scan->depth--;
        break;
    case ',':
        end_mask(scan);
        scan->cost += COST_VALUE;
        break;
    case ':':
        scan->cost += COST_KEY;
        break;
    default:
        break;
    }
}

bool scan_document(struct gbfs_bytes bytes, uint64_t *sum, struct error *error)
{
    struct scan scan = {.text = bytes.data, .length = bytes.length};
    for (; scan.at < scan.length; scan.at++) {
        scan_byte(&scan);
        if (scan.depth > DEPTH_MAX)
            return error_set(error, ERROR_LIMIT, bytes.name, "nested deeper than %d", DEPTH_MAX);
        if (scan.cost > MEMORY_MAX)
            return error_set(error, ERROR_LIMIT, bytes.name,
                             "so many values that they would need more than %u MiB of memory",
                             (unsigned)(MEMORY_MAX >> 20));
    }
    if (!scan.masked)
        add_to_sum(&scan, scan.length);
    *sum = scan.sum;
    return true;
}
