#include "tests/osm_list.h"

#include <stdarg.h>
#include <stdio.h>

static void add(struct osm_list *list, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(struct osm_list *list, const char *format, ...)
{
    va_list arguments;
    size_t room = sizeof list->text - list->size;
    va_start(arguments, format);
    int size = vsnprintf(list->text + list->size, room, format, arguments);
    va_end(arguments);
    list->size += (size_t)size < room ? (size_t)size : room - 1;
}

static bool end_line(struct osm_list *list, const struct osm_object *object)
{
    for (uint32_t i = 0; i < object->tags.count; i++) {
        const struct osm_tag *tag = &object->tags.items[i];
        add(list, " %.*s=%.*s", (int)tag->key.length, tag->key.text, (int)tag->value.length,
            tag->value.text);
    }
    if (object->edited)
        add(list, " @%lld", (long long)object->edited);
    add(list, "\n");
    return !list->left || --list->left > 0;
}

static bool on_node(void *context, const struct osm_node *node)
{
    struct osm_list *list = context;
    add(list, "n%lld (%d %d)", (long long)node->object.id, node->point.lat, node->point.lon);
    return end_line(list, &node->object);
}

static bool on_way(void *context, const struct osm_way *way)
{
    struct osm_list *list = context;
    add(list, "w%lld [", (long long)way->object.id);
    for (uint32_t i = 0; i < way->ref_count; i++)
        add(list, "%s%lld", i ? " " : "", (long long)way->refs[i]);
    add(list, "]");
    return end_line(list, &way->object);
}

static bool on_relation(void *context, const struct osm_relation *relation)
{
    struct osm_list *list = context;
    add(list, "r%lld {", (long long)relation->object.id);
    for (uint32_t i = 0; i < relation->member_count; i++) {
        const struct osm_member *member = &relation->members[i];
        add(list, "%s%c%lld:%.*s", i ? " " : "", "nwr"[member->kind], (long long)member -> ref,
            (int)member -> role.length, member->role.text);
    }
    add(list, "}");
    return end_line(list, &relation->object);
}

struct osm_sink osm_list_sink(struct osm_list *list)
{
    return (struct osm_sink){
        .context = list, .node = on_node, .way = on_way, .relation = on_relation, .edited = true};
}

bool osm_list_read(struct osm_list *list, const char *path, struct findings *findings,
                   struct error *error)
{
    const struct osm_sink sink = osm_list_sink(list);
    list->size = 0;
    list->text[0] = '\0';
    return osm_read(path, &sink, findings, error);
}
