#include "api/render_write.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

void render_put(struct render_list *sink, const char *bytes, size_t size)
{
    if (sink->used + size > sink->room) {
        size_t room = 2 * (sink->used + size) + 1024;
        char *more = arena_alloc(sink->arena, room);
        if (sink->used > 0)
            memcpy(more, sink->bytes, sink->used);
        sink->bytes = more;
        sink->room = room;
    }
    memcpy(sink->bytes + sink->used, bytes, size);
    sink->used += size;
}

static void put_text(struct render_list *sink, const char *text)
{
    render_put(sink, text, strlen(text));
}

static void put_escape(struct render_list *sink, unsigned char byte)
{
    char escape[8];
    if (byte == '"' || byte == '\\')
        snprintf(escape, sizeof escape, "\\%c", byte);
    else
        snprintf(escape, sizeof escape, "\\u%04x", byte);
    put_text(sink, escape);
}

/* The library has seen to it that all strings are UTF-8. */
static void put_string(struct render_list *sink, const char *text, size_t length)
{
    size_t from = 0;
    render_put(sink, "\"", 1);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        render_put(sink, text + from, i - from);
        put_escape(sink, byte);
        from = i + 1;
    }
    render_put(sink, text + from, length - from);
    render_put(sink, "\"", 1);
}

/* A number of ten-millionths, as coordinates are. */
static void put_decimal(struct render_list *sink, int64_t scaled)
{
    char digits[32], *end = digits + sizeof digits, *at = end;
    uint64_t rest = scaled < 0 ? (uint64_t)-scaled : (uint64_t)scaled;
    for (int i = 0; i < 7; i++, rest /= 10)
        if (rest % 10 || at < end || i == 6)
            *--at = (char)('0' + rest % 10);
    *--at = '.';
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (scaled < 0)
        *--at = '-';
    render_put(sink, at, (size_t)(end - at));
}

/* Eleven digits tell any coordinate from its neighbours 1e-7 degree away. */
static void put_real(struct render_list *sink, double real)
{
    char text[40];
    double scaled = real * 1e7;
    if (fabs(real) < 1000 && fabs(scaled - nearbyint(scaled)) < 1e-5) {
        put_decimal(sink, (int64_t)nearbyint(scaled));
        return;
    }
    snprintf(text, sizeof text, "%.11g", real);
    put_text(sink, text);
    if (!strpbrk(text, ".e"))
        put_text(sink, ".0");
}

static void put_integer(struct render_list *sink, json_int_t integer)
{
    char text[32];
    snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, integer);
    put_text(sink, text);
}

static void put_array(struct render_list *sink, json_t *array)
{
    render_put(sink, "[", 1);
    for (size_t i = 0; i < json_array_size(array); i++) {
        if (i > 0)
            render_put(sink, ",", 1);
        render_write(sink, json_array_get(array, i));
    }
    render_put(sink, "]", 1);
}

static void put_object(struct render_list *sink, json_t *object)
{
    const char *before = "{";
    for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
        const char *key = json_object_iter_key(at);
        put_text(sink, before);
        put_string(sink, key, strlen(key));
        render_put(sink, ":", 1);
        render_write(sink, json_object_iter_value(at));
        before = ",";
    }
    put_text(sink, *before == '{' ? "{}" : "}");
}

void render_write(struct render_list *sink, json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        put_object(sink, value);
        break;
    case JSON_ARRAY:
        put_array(sink, value);
        break;
    case JSON_STRING:
        put_string(sink, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
        put_integer(sink, json_integer_value(value));
        break;
    case JSON_REAL:
        put_real(sink, json_real_value(value));
        break;
    case JSON_TRUE:
        put_text(sink, "true");
        break;
    case JSON_FALSE:
        put_text(sink, "false");
        break;
    case JSON_NULL:
        put_text(sink, "null");
        break;
    }
}
