#include "api/render_body.h"

#include <jansson.h>
#include <string.h>

#include "engine/base/vec.h"

static void add_text(struct vec *bytes, const char *text)
{
    vec_add_many(bytes, text, strlen(text));
}

/* Appends a value that stands for itself; false: it does not. */
static bool add_scalar(struct vec *bytes, const json_t *value, struct arena *arena)
{
    switch (json_typeof(value)) {
    case JSON_STRING:
        add_text(bytes, json_string_value(value));
        return true;
    case JSON_INTEGER:
        add_text(bytes, arena_format(arena, "%lld", (long long)json_integer_value(value)));
        return true;
    case JSON_REAL:
        add_text(bytes, arena_format(arena, "%.15g", json_real_value(value)));
        return true;
    case JSON_TRUE:
        add_text(bytes, "true");
        return true;
    case JSON_FALSE:
        add_text(bytes, "false");
        return true;
    default:
        return false;
    }
}

static bool add_value(struct vec *bytes, const json_t *value, struct arena *arena)
{
    if (!json_is_array(value))
        return add_scalar(bytes, value, arena);
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (i > 0)
            add_text(bytes, ",");
        if (!add_scalar(bytes, json_array_get(value, i), arena))
            return false;
    }
    return true;
}

static bool has_control(const struct vec *bytes)
{
    const unsigned char *byte = bytes->data;
    for (uint32_t i = 0; i < bytes->count; i++)
        if (byte[i] < 0x20 || byte[i] == 0x7f)
            return true;
    return false;
}

static bool read_member(const char *key, const json_t *value, struct arena *arena,
                        struct parameter *parameter, struct error *error)
{
    struct vec bytes = vec_of(1);
    bool plain = add_value(&bytes, value, arena), clean = plain && !has_control(&bytes);
    if (clean)
        *parameter = (struct parameter){
            .name = arena_text(arena, key, strlen(key)),
            .value = bytes.count ? arena_text(arena, bytes.data, bytes.count) : "",
        };
    else
        error_set(error, ERROR_INPUT, arena_text(arena, key, strlen(key)), "%s",
                  plain ? "control characters are not allowed"
                        : "must be a text, a number, true or false, or a list of these");
    vec_finish(&bytes);
    return clean;
}

static bool read_members(json_t *object, struct arena *arena, struct parameter *parameters,
                         uint32_t *count, struct error *error)
{
    for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
        const json_t *value = json_object_iter_value(at);
        if (json_is_null(value))
            continue;
        if (*count == REQUEST_PARAMETERS_MAX)
            return error_set(error, ERROR_LIMIT, "body", "more than %d members",
                             REQUEST_PARAMETERS_MAX);
        if (!read_member(json_object_iter_key(at), value, arena, &parameters[*count], error))
            return false;
        ++*count;
    }
    return true;
}

bool render_body_read(const struct request_body *body, struct arena *arena,
                      struct parameter *parameters, uint32_t *count, struct error *error)
{
    json_error_t fault;
    json_t *object =
        json_loadb(body->size ? body->bytes : "", body->size, JSON_REJECT_DUPLICATES, &fault);
    *count = 0;
    if (object == NULL)
        return error_set(error, ERROR_INPUT, "body", "is no JSON: line %d, column %d: %s",
                         fault.line, fault.column, fault.text);
    bool good = json_is_object(object)
                    ? read_members(object, arena, parameters, count, error)
                    : error_set(error, ERROR_INPUT, "body", "must be a JSON object");
    json_decref(object);
    return good;
}
