#include "api/render_read.h"

#include <jansson.h>

size_t render_read_count(const char *json, size_t size, const char *key)
{
    json_t *object = json_loadb(json, size, 0, NULL);
    size_t count = json_array_size(json_object_get(object, key));
    json_decref(object);
    return count;
}

bool render_read_has(const char *json, size_t size, const char *key)
{
    json_t *object = json_loadb(json, size, 0, NULL);
    bool has = json_object_get(object, key) != NULL;
    json_decref(object);
    return has;
}
