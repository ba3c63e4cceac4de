/* From the request target, as it came over the wire, to path and parameters. */
#include "api/request.h"

#include <string.h>

#include "engine/base/utf8.h"

/* A stretch of the target. */
struct part {
    const char *text;
    size_t length;
};

static int hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte = (char)(byte | 0x20);
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* The byte that `%XX` at `at` stands for, or -1. */
static int escaped_byte(struct part part, size_t at)
{
    if (part.length - at < 3)
        return -1;
    int high = hex_digit(part.text[at + 1]), low = hex_digit(part.text[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* Decodes into `out`, which has room. Returns NULL, or what is wrong. */
static const char *decode_into(char *out, struct part part, bool plus_is_blank)
{
    size_t used = 0;
    for (size_t at = 0; at < part.length; at++) {
        int byte = (unsigned char)part.text[at];
        if (byte == '%') {
            byte = escaped_byte(part, at);
            at += 2;
        } else if (byte == '+' && plus_is_blank) {
            byte = ' ';
        }
        if (byte < 0)
            return "a % must be followed by two hexadecimal digits";
        if (byte < 0x20 || byte == 0x7f)
            return "control characters are not allowed";
        out[used++] = (char)byte;
    }
    out[used] = '\0';
    return utf8_valid_prefix(out, used) == used ? NULL : "the text is not valid UTF-8";
}

static bool decode(struct arena *arena, const char *place, struct part part, bool plus_is_blank,
                   const char **out, struct error *error)
{
    char *text = arena_alloc(arena, part.length + 1);
    const char *fault = decode_into(text, part, plus_is_blank);
    if (fault != NULL)
        return error_set(error, ERROR_INPUT, place, "%s", fault);
    *out = text;
    return true;
}

static bool has_dot_segment(const char *path)
{
    while (*path != '\0') {
        path += strspn(path, "/\\");
        size_t length = strcspn(path, "/\\");
        if ((length == 1 && path[0] == '.') || (length == 2 && memcmp(path, "..", 2) == 0))
            return true;
        path += length;
    }
    return false;
}

/* Knows /api/vN/, /x/v1/ and the rest; see routes.h. */
void request_find_root(struct request *request)
{
    const char *path = request->path;
    request->version = 0;
    request->name = path + 1;
    if (strncmp(path, "/api/v", 6) == 0 && path[6] >= '1' && path[6] <= '0' + DIALECT_NEWEST &&
        path[7] == '/') {
        request->version = (uint32_t)(path[6] - '0');
        request->name = path + 8;
    } else if (strncmp(path, "/api/experimental/", 18) == 0) {
        request->version = 1; /* Where some endpoints stood before they had a version. */
        request->name = path + 18;
    } else if (strncmp(path, "/x/v1/", 6) == 0) {
        request->name = path + 6;
    }
    request->dialect = dialect_of(request->version);
}

static bool parse_path(struct request *request, struct part part, struct error *error)
{
    if (part.length == 0 || part.text[0] != '/')
        return error_set(error, ERROR_INPUT, "path", "a path must start with /");
    if (!decode(&request->worker->arena, "path", part, false, &request->path, error))
        return false;
    if (has_dot_segment(request->path))
        return error_set(error, ERROR_INPUT, "path", "`.` and `..` are not allowed in a path");
    request_find_root(request);
    return true;
}

static bool parse_pair(struct request *request, struct part part, struct parameter *out,
                       struct error *error)
{
    struct arena *arena = &request->worker->arena;
    const char *equals = memchr(part.text, '=', part.length);
    struct part name = {part.text, equals ? (size_t)(equals - part.text) : part.length};
    struct part value = {"", 0};
    if (equals != NULL)
        value = (struct part){equals + 1, part.length - name.length - 1};
    if (!decode(arena, "query", name, true, &out->name, error) ||
        !decode(arena, out->name, value, true, &out->value, error))
        return false;
    if (request_text(request, out->name) != NULL)
        return error_set(error, ERROR_INPUT, out->name,
                         "the parameter is given twice; a list is written with commas");
    return true;
}

static bool parse_query(struct request *request, const char *query, struct error *error)
{
    struct parameter *parameters =
        arena_array(&request->worker->arena, REQUEST_PARAMETERS_MAX, sizeof *parameters);
    request->parameters = parameters;
    while (*query != '\0') {
        struct part part = {query, strcspn(query, "&")};
        query += part.length + (query[part.length] == '&');
        if (part.length == 0)
            continue;
        if (request->parameter_count == REQUEST_PARAMETERS_MAX)
            return error_set(error, ERROR_LIMIT, "query", "more than %d parameters",
                             REQUEST_PARAMETERS_MAX);
        if (!parse_pair(request, part, &parameters[request->parameter_count], error))
            return false;
        request->parameter_count++;
    }
    return true;
}

bool request_parse(struct request *request, struct worker *worker, const char *target,
                   struct error *error)
{
    *request = (struct request){.worker = worker, .dialect = dialect_of(0), .path = "", .name = ""};
    if (strnlen(target, REQUEST_TARGET_MAX + 1) > REQUEST_TARGET_MAX)
        return error_set(error, ERROR_LIMIT, "path", "path and query are longer than %d bytes",
                         REQUEST_TARGET_MAX);
    size_t path_length = strcspn(target, "?");
    return parse_path(request, (struct part){target, path_length}, error) &&
           parse_query(request, target + path_length + (target[path_length] == '?'), error);
}
