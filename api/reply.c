#include "api/reply.h"

#include <string.h>

#include "engine/base/utf8.h"
#include "engine/base/vec.h"

void reply_header(struct reply *reply, const char *name, const char *value)
{
    if (reply->header_count < REPLY_HEADERS_MAX)
        reply->headers[reply->header_count++] = (struct reply_header){name, value};
}

void reply_drain(struct reply *reply, struct arena *arena)
{
    struct vec bytes = vec_of(1);
    if (!reply->stream)
        return;
    while (reply->stream->next(reply->stream, &bytes) == REPLY_MORE)
        ;
    reply->stream->end(reply->stream);
    reply->stream = NULL;
    reply->size = bytes.count;
    reply->body = bytes.count ? arena_text(arena, bytes.data, bytes.count) : "";
    vec_finish(&bytes);
}

unsigned reply_status_of(enum error_kind kind)
{
    switch (kind) {
    case ERROR_INPUT:
    case ERROR_LIMIT:
        return 400;
    case ERROR_MISSING:
        return 404;
    case ERROR_NONE:
    case ERROR_SYSTEM:
    case ERROR_CORRUPT:
        break;
    }
    return 500;
}

/* Room for `\u00XX` of every byte; what is not UTF-8 becomes a question mark. */
static char *escaped(struct arena *arena, const char *text)
{
    static const char digits[] = "0123456789abcdef";
    size_t length = strlen(text);
    char *out = arena_alloc(arena, 6 * length + 1);
    char *end = out;
    for (size_t at = 0; at < length;) {
        size_t step = utf8_length(text + at, length - at);
        unsigned char byte = (unsigned char)text[at];
        if (step == 0) {
            *end++ = '?';
            step = 1;
        } else if (byte < 0x20 || byte == '"' || byte == '\\') {
            memcpy(end, "\\u00", 4);
            end[4] = digits[byte >> 4];
            end[5] = digits[byte & 15];
            end += 6;
        } else {
            memcpy(end, text + at, step);
            end += step;
        }
        at += step;
    }
    *end = '\0';
    return out;
}

void reply_refusal(struct reply *reply, struct arena *arena, unsigned status, const char *text)
{
    char *body = arena_format(arena, "{\"error\":\"%s\"}", escaped(arena, text));
    reply->status = status;
    reply->content_type = NULL;
    reply->body = body;
    reply->size = strlen(body);
}

void reply_error(struct reply *reply, struct arena *arena, const struct error *error)
{
    const char *text = error->text;
    if (error->place[0] != '\0')
        text = arena_format(arena, "%s: %s", error->place, error->text);
    reply_refusal(reply, arena, reply_status_of(error->kind), text);
}
