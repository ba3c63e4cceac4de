#include "engine/base/vec.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

struct vec vec_of(size_t item)
{
    return (struct vec){.item = (uint32_t)item};
}

static void make_room(struct vec *vec, size_t more)
{
    size_t wanted = (size_t)vec->count + more;
    if (wanted > UINT32_MAX)
        abort(); /* Readers bound what they add long before this. */
    if (wanted <= vec->room)
        return;
    size_t room = vec->room ? vec->room : 16;
    while (room < wanted)
        room += room / 2;
    room = room > UINT32_MAX ? UINT32_MAX : room;
    vec->data = memory_resize(vec->data, room, vec->item);
    vec->room = (uint32_t)room;
}

void *vec_add(struct vec *vec)
{
    make_room(vec, 1);
    void *place = (char *)vec->data + (size_t)vec->count++ * vec->item;
    return memset(place, 0, vec->item);
}

void *vec_add_many(struct vec *vec, const void *items, size_t count)
{
    if (count == 0)
        return vec->data;
    make_room(vec, count);
    void *place = (char *)vec->data + (size_t)vec->count * vec->item;
    memcpy(place, items, count * vec->item);
    vec->count += (uint32_t)count;
    return place;
}

uint32_t vec_push(struct vec *vec, const void *item)
{
    vec_add_many(vec, item, 1);
    return vec->count - 1;
}

void *vec_at(const struct vec *vec, uint32_t index)
{
    assert(index < vec->count);
    return (char *)vec->data + (size_t)index * vec->item;
}

void vec_resize(struct vec *vec, uint32_t count)
{
    uint32_t before = vec->count;
    if (count > before) {
        make_room(vec, count - before);
        memset((char *)vec->data + (size_t)before * vec->item, 0,
               (size_t)(count - before) * vec->item);
    }
    vec->count = count;
}

void vec_finish(struct vec *vec)
{
    memory_free(vec->data);
    *vec = vec_of(vec->item);
}

void vec_move(struct vec *to, struct vec *from)
{
    assert(to->item == from->item);
    vec_finish(to);
    *to = *from;
    *from = vec_of(to->item);
}

void vec_sort(struct vec *vec, int (*order)(const void *, const void *))
{
    if (vec->count) /* qsort may not be given NULL, not even for nothing. */
        qsort(vec->data, vec->count, vec->item, order);
}
