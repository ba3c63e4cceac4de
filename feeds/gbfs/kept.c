#include "feeds/gbfs/kept.h"

#include "engine/base/memory.h"

void kept_init(struct gbfs_memory *memory)
{
    *memory = (struct gbfs_memory){.zones = {.states = vec_of(sizeof(uint8_t))},
                                   .places = {.states = vec_of(sizeof(uint8_t))},
                                   .shown = vec_of(sizeof(struct shown_zone)),
                                   .shown_points = vec_of(sizeof(struct rental_point)),
                                   .station_of = vec_of(sizeof(uint32_t)),
                                   .landings = vec_of(sizeof(struct landing)),
                                   .ground_of = vec_of(sizeof(uint32_t))};
    fleet_init(&memory->packed);
}

void kept_finish(struct gbfs_memory *memory)
{
    areas_destroy(memory->zones.areas);
    areas_destroy(memory->places.areas);
    vec_finish(&memory->zones.states);
    vec_finish(&memory->places.states);
    vec_finish(&memory->shown);
    vec_finish(&memory->shown_points);
    vec_finish(&memory->station_of);
    vec_finish(&memory->landings);
    vec_finish(&memory->ground_of);
    fleet_finish(&memory->packed);
}

struct gbfs_memory *gbfs_memory_create(void)
{
    struct gbfs_memory *memory = memory_zeroed(1, sizeof *memory);
    kept_init(memory);
    return memory;
}

void gbfs_memory_destroy(struct gbfs_memory *memory)
{
    if (memory)
        kept_finish(memory);
    memory_free(memory);
}

bool kept_areas_renew(struct kept_areas *kept, uint64_t key)
{
    if (kept->made && kept->key == key)
        return false;
    areas_destroy(kept->areas);
    kept->areas = areas_create();
    kept->key = key;
    kept->made = true;
    vec_resize(&kept->states, 0);
    return true;
}

void kept_areas_add(struct kept_areas *kept, const struct area_ring *rings, uint32_t count)
{
    uint8_t state = (uint8_t)areas_add(kept->areas, rings, count);
    vec_push(&kept->states, &state);
}

enum area_state kept_areas_state(const struct kept_areas *kept, uint32_t number)
{
    return *(const uint8_t *)vec_at(&kept->states, number);
}
