#include "feeds/config/keys.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool document_fail(const struct document *document, const char *format, ...)
{
    char text[400], place[400];
    size_t length = strlen(document->path), most = 120; /* The key must not be cut off. */
    const char *path = document->path + (length > most ? length - most : 0);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    snprintf(place, sizeof place, "%s%s%s", path, *document->at ? ": " : "", document->at);
    return error_set(document->error, ERROR_INPUT, place, "%s", text);
}

size_t document_enter(struct document *document, const char *name, size_t index)
{
    size_t mark = strlen(document->at);
    char *end = document->at + mark;
    size_t room = sizeof document->at - mark;
    if (name)
        snprintf(end, room, "%s%.60s", mark ? "." : "", name);
    else
        snprintf(end, room, "[%zu]", index);
    return mark;
}

void document_leave(struct document *document, size_t mark)
{
    document->at[mark] = '\0';
}

bool document_each(struct document *document, const struct key *key, const json_t *list,
                   key_reader read, void *into)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        size_t mark = document_enter(document, NULL, i);
        if (!read(document, key, json_array_get(list, i), into))
            return false;
        document_leave(document, mark);
    }
    return true;
}

static const char *type_name(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "a list";
    case JSON_STRING:
        return "a text";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_TRUE:
    case JSON_FALSE:
        return "true or false";
    default:
        return "null";
    }
}

static bool wrong_type(const struct document *document, const char *wanted, const json_t *value)
{
    return document_fail(document, "must be %s, not %s", wanted, type_name(value));
}

static const struct key *find(const struct key *table, const char *name)
{
    for (const struct key *key = table; key->name; key++)
        if (strcmp(key->name, name) == 0)
            return key;
    return NULL;
}

static bool unknown(const struct document *document, const struct key *table)
{
    char known[280] = "";
    for (const struct key *key = table; key->name; key++) {
        size_t used = strlen(known);
        snprintf(known + used, sizeof known - used, "%s%s", used ? ", " : "", key->name);
    }
    return document_fail(document, "unknown key; there are %s", known);
}

static bool read_one(struct document *document, const struct key *table, const char *name,
                     const json_t *value, void *into)
{
    size_t mark = document_enter(document, name, 0);
    const struct key *key = find(table, name);
    bool fine = key ? key->read(document, key, value, (char *)into + key->offset)
                    : unknown(document, table);
    if (fine)
        document_leave(document, mark);
    return fine;
}

bool keys_read(struct document *document, const struct key *table, const json_t *object, void *into)
{
    if (!json_is_object(object))
        return wrong_type(document, "an object", object);
    json_t *looked_at = (json_t *)(uintptr_t)object; /* jansson's iterators know no const. */
    for (void *at = json_object_iter(looked_at); at; at = json_object_iter_next(looked_at, at))
        if (!read_one(document, table, json_object_iter_key(at), json_object_iter_value(at), into))
            return false;
    return true;
}

bool key_text(struct document *document, const struct key *key, const json_t *value, void *into)
{
    (void)key;
    if (!json_is_string(value))
        return wrong_type(document, "a text", value);
    size_t length = json_string_length(value);
    if (!length)
        return document_fail(document, "must not be empty; leave the key out instead");
    *(const char **)into = arena_text(&document->config->arena, json_string_value(value), length);
    return true;
}

bool key_path(struct document *document, const struct key *key, const json_t *value, void *into)
{
    const char *text;
    if (!key_text(document, key, value, &text))
        return false;
    bool relative = text[0] != '/';
    *(const char **)into = arena_format(&document->config->arena, "%.*s%s",
                                        relative ? (int)document->folder : 0, document->path, text);
    return true;
}

bool key_tag(struct document *document, const struct key *key, const json_t *value, void *into)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789-";
    const char *tag;
    if (!key_text(document, key, value, &tag))
        return false;
    if (strlen(tag) > 64 || tag[strspn(tag, letters)])
        return document_fail(document, "must be up to 64 letters, digits and `-`");
    *(const char **)into = tag;
    return true;
}

static bool whole(const struct document *document, const struct key *key, const json_t *value,
                  json_int_t *number)
{
    if (!json_is_integer(value))
        return wrong_type(document, "a whole number", value);
    *number = json_integer_value(value);
    if ((double)*number < key->low || (double)*number > key->high)
        return document_fail(document, "must be from %.0f to %.0f", key->low, key->high);
    return true;
}

bool key_int32(struct document *document, const struct key *key, const json_t *value, void *into)
{
    json_int_t number = 0;
    if (!whole(document, key, value, &number))
        return false;
    *(int32_t *)into = (int32_t)number;
    return true;
}

bool key_uint32(struct document *document, const struct key *key, const json_t *value, void *into)
{
    json_int_t number = 0;
    if (!whole(document, key, value, &number))
        return false;
    *(uint32_t *)into = (uint32_t)number;
    return true;
}

bool key_uint64(struct document *document, const struct key *key, const json_t *value, void *into)
{
    json_int_t number = 0;
    if (!whole(document, key, value, &number))
        return false;
    *(uint64_t *)into = (uint64_t)number;
    return true;
}

bool key_thousandths(struct document *document, const struct key *key, const json_t *value,
                     void *into)
{
    if (!json_is_number(value))
        return wrong_type(document, "a number", value);
    double number = json_number_value(value);
    if (!(number >= key->low && number <= key->high))
        return document_fail(document, "must be from %g to %g", key->low, key->high);
    *(int32_t *)into = (int32_t)lround(number * 1000);
    return true;
}

bool key_bool(struct document *document, const struct key *key, const json_t *value, void *into)
{
    (void)key;
    if (!json_is_boolean(value))
        return wrong_type(document, "true or false", value);
    *(bool *)into = json_is_true(value);
    return true;
}
