#include "api/render_one_to_many.h"

#include "api/render.h"

static json_t *render_way(const struct one_to_many *ask, const struct one_to_many_way *way)
{
    json_t *json = json_object();
    if (way->seconds < 0)
        return json;
    json_object_set_new(json, "duration", json_integer(way->seconds));
    if (ask->distances)
        json_object_set_new(json, "distance", json_real(way->metres));
    if (way->straight)
        json_object_set_new(json, "straightLine", json_true());
    return json;
}

void render_one_to_many(const struct one_to_many *ask, const struct one_to_many_way *ways,
                        struct arena *arena, struct reply *reply)
{
    struct render_list list = render_list_of(arena);
    for (uint32_t i = 0; i < ask->count; i++)
        render_list_add(&list, render_way(ask, &ways[i]));
    render_list_reply(&list, reply);
}
