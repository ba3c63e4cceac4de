#include "api/render.h"

#include <string.h>

#include "engine/base/civil.h"
#include "engine/base/utf8.h"
#include "engine/base/vec.h"

/* Eleven digits tell any coordinate from its neighbours 1e-7 degree away. */
#define DUMP_FLAGS (JSON_COMPACT | JSON_REAL_PRECISION(11))

struct render_list render_list_of(struct arena *arena)
{
    return (struct render_list){.arena = arena};
}

static int take(const char *bytes, size_t size, void *closure)
{
    struct render_list *sink = closure;
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
    return 0;
}

/* Takes a value over and writes it. */
static void write_value(struct render_list *sink, json_t *json)
{
    if (json == NULL || json_dump_callback(json, take, sink, DUMP_FLAGS) != 0)
        sink->failed = true;
    json_decref(json);
}

static void hand_over(struct render_list *sink, struct reply *reply)
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
    take(list->used > 0 ? "," : "[", 1, list);
    write_value(list, element);
}

void render_list_reply(struct render_list *list, struct reply *reply)
{
    if (list->used == 0)
        take("[", 1, list);
    take("]", 1, list);
    hand_over(list, reply);
}

void render_reply(struct reply *reply, struct arena *arena, json_t *json)
{
    struct render_list sink = render_list_of(arena);
    write_value(&sink, json);
    hand_over(&sink, reply);
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
