#include "engine/base/intern.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/checksum.h"
#include "engine/base/memory.h"

static uint32_t slot_of(const struct intern *intern, const void *key, size_t length)
{
    uint32_t slot = (uint32_t)checksum(key, length) & intern->slot_mask;
    for (;; slot = (slot + 1) & intern->slot_mask) {
        uint32_t entry = intern->slots[slot];
        if (!entry)
            return slot;
        uint32_t number = entry - 1;
        if (intern->lengths[number] == length &&
            memcmp(intern->bytes + intern->starts[number], key, length) == 0)
            return slot;
    }
}

static void make_slots(struct intern *intern, uint32_t slots)
{
    memory_free(intern->slots);
    intern->slots = memory_zeroed(slots, sizeof *intern->slots);
    intern->slot_mask = slots - 1;
    for (uint32_t i = 0; i < intern->count; i++)
        intern->slots[slot_of(intern, intern->bytes + intern->starts[i], intern->lengths[i])] =
            i + 1;
}

static void append(struct intern *intern, const void *key, size_t length)
{
    if (intern->count == intern->room) {
        intern->room = intern->room ? intern->room * 2 : 64;
        intern->starts = memory_resize(intern->starts, intern->room, sizeof *intern->starts);
        intern->lengths = memory_resize(intern->lengths, intern->room, sizeof *intern->lengths);
    }
    while (intern->byte_count + length + 1 > intern->byte_room) {
        intern->byte_room = intern->byte_room ? intern->byte_room * 2 : 1024;
        intern->bytes = memory_resize(intern->bytes, intern->byte_room, 1);
    }
    memcpy(intern->bytes + intern->byte_count, key, length);
    intern->bytes[intern->byte_count + length] = 0;
    intern->starts[intern->count] = intern->byte_count;
    intern->lengths[intern->count] = (uint32_t)length;
    intern->byte_count += length + 1;
    intern->count++;
}

uint32_t intern_add(struct intern *intern, const void *key, size_t length)
{
    if (!intern->slots || (uint64_t)intern->count * 2 > intern->slot_mask)
        make_slots(intern, intern->slots ? (intern->slot_mask + 1) * 2 : 64);
    uint32_t slot = slot_of(intern, key, length);
    if (!intern->slots[slot]) {
        append(intern, key, length);
        intern->slots[slot] = intern->count;
    }
    return intern->slots[slot] - 1;
}

uint32_t intern_find(const struct intern *intern, const void *key, size_t length)
{
    if (!intern->slots)
        return INTERN_NONE;
    uint32_t entry = intern->slots[slot_of(intern, key, length)];
    return entry ? entry - 1 : INTERN_NONE;
}

const char *intern_key(const struct intern *intern, uint32_t number)
{
    assert(number < intern->count);
    return intern->bytes + intern->starts[number];
}

void intern_truncate(struct intern *intern, uint32_t count)
{
    if (count >= intern->count)
        return;
    intern->byte_count = intern->starts[count];
    intern->count = count;
    make_slots(intern, intern->slot_mask + 1);
}

void intern_finish(struct intern *intern)
{
    memory_free(intern->bytes);
    memory_free(intern->starts);
    memory_free(intern->lengths);
    memory_free(intern->slots);
    *intern = (struct intern){0};
}
