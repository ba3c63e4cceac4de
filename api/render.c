#include "api/render.h"

#include <string.h>

#include "api/render_write.h"
#include "engine/base/civil.h"
#include "engine/base/utf8.h"
#include "engine/base/vec.h"

struct render_list render_list_of(struct arena *arena)
{
    return (struct render_list){.arena = arena};
}

/* Takes a value over and writes it. */
static void write_value(struct render_list *sink, json_t *json)
{
    if (json == NULL)
        sink->failed = true;
    else
        render_write(sink, json);
    json_decref(json);
}

void render_done(struct render_list *sink, struct reply *reply)
{
    if (sink->failed) {
        reply_refusal(reply, sink->arena, 500, "the answer could not be written as JSON");
        return;
    }
    reply->status = 200;
    reply->content_type = NULL;
    reply->body = sink->bytes;
    reply->size = sink->used;
}

void render_list_add(struct render_list *list, json_t *element)
{
    render_put(list, list->used > 0 ? "," : "[", 1);
    write_value(list, element);
}

void render_list_reply(struct render_list *list, struct reply *reply)
{
    if (list->used == 0)
        render_put(list, "[", 1);
    render_put(list, "]", 1);
    render_done(list, reply);
}

void render_reply(struct reply *reply, struct arena *arena, json_t *json)
{
    struct render_list sink = render_list_of(arena);
    write_value(&sink, json);
    render_done(&sink, reply);
}

static json_t *mended(const char *text, size_t length)
{
    struct vec bytes = vec_of(1);
    size_t at = 0;
    while (at < length) {
        size_t valid = utf8_valid_prefix(text + at, length - at);
        vec_add_many(&bytes, text + at, valid);
        at += valid;
        if (at < length) {
            vec_add_many(&bytes, "\xef\xbf\xbd", 3);
            at++;
        }
    }
    json_t *json = json_stringn_nocheck(bytes.data, bytes.count);
    vec_finish(&bytes);
    return json;
}

json_t *render_text(const char *text)
{
    if (text == NULL)
        text = "";
    size_t length = strlen(text);
    if (utf8_valid_prefix(text, length) == length)
        return json_stringn_nocheck(text, length);
    return mended(text, length);
}

json_t *render_time(int64_t time)
{
    char text[CIVIL_TEXT];
    return json_string(civil_text_utc(time, text));
}

const char *render_library(void)
{
    return jansson_version_str();
}
