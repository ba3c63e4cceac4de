#include "api/canonical.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/utf8.h"

/* Whole numbers that a reader who takes all numbers for doubles still tells apart. */
#define NUMBER_MAX INT64_C(9007199254740991)

struct canonical canonical_of(void)
{
    return (struct canonical){.bytes = vec_of(1)};
}

void canonical_finish(struct canonical *out)
{
    vec_finish(&out->bytes);
}

static void put(struct canonical *out, const char *text)
{
    vec_add_many(&out->bytes, text, strlen(text));
}

/* How a byte below 0x20 is written: shortly where JSON has a short form. */
static void put_control(struct canonical *out, unsigned char byte)
{
    static const char *const shorts[0x20] = {
        ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f", ['\r'] = "\\r"};
    char code[8];
    snprintf(code, sizeof code, "\\u%04x", byte);
    put(out, shorts[byte] ? shorts[byte] : code);
}

static void put_text(struct canonical *out, const char *text)
{
    size_t length = strlen(text), step;
    put(out, "\"");
    for (size_t at = 0; at < length; at += step) {
        unsigned char byte = (unsigned char)text[at];
        step = utf8_length(text + at, length - at);
        if (byte < 0x20) {
            put_control(out, byte);
        } else if (byte == '"' || byte == '\\') {
            put(out, byte == '"' ? "\\\"" : "\\\\");
        } else if (step) {
            vec_add_many(&out->bytes, text + at, step);
        } else {
            put(out, "\xEF\xBF\xBD");
            step = 1;
        }
    }
    put(out, "\"");
}

/* What stands before a value: a comma behind the one before, and the name of a member. */
static void start(struct canonical *out, const char *key)
{
    uint32_t at = out->depth;
    if (out->begun[at])
        put(out, ",");
    out->begun[at] = true;
    if (!key)
        return;
    assert(!out->last[at] || strcmp(out->last[at], key) < 0);
    out->last[at] = key;
    put_text(out, key);
    put(out, ":");
}

static void open(struct canonical *out, const char *key, const char *signs)
{
    start(out, key);
    assert(out->depth + 1 < CANONICAL_DEPTH);
    vec_push(&out->bytes, signs);
    out->depth++;
    out->last[out->depth] = NULL;
    out->begun[out->depth] = false;
    out->closing[out->depth] = signs[1];
}

void canonical_object(struct canonical *out, const char *key)
{
    open(out, key, "{}");
}

void canonical_list(struct canonical *out, const char *key)
{
    open(out, key, "[]");
}

void canonical_end(struct canonical *out)
{
    assert(out->depth > 0);
    vec_push(&out->bytes, &out->closing[out->depth--]);
}

void canonical_text(struct canonical *out, const char *key, const char *text)
{
    start(out, key);
    put_text(out, text);
}

void canonical_number(struct canonical *out, const char *key, int64_t number)
{
    char text[24];
    number = number > NUMBER_MAX ? NUMBER_MAX : number < -NUMBER_MAX ? -NUMBER_MAX : number;
    snprintf(text, sizeof text, "%" PRId64, number);
    start(out, key);
    put(out, text);
}

void canonical_flag(struct canonical *out, const char *key, bool flag)
{
    start(out, key);
    put(out, flag ? "true" : "false");
}

void canonical_null(struct canonical *out, const char *key)
{
    start(out, key);
    put(out, "null");
}
