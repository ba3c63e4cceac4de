#include "engine/network/streets_draft.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/checksum.h"
#include "engine/network/varint.h"

void streets_draft_init(struct streets_draft *draft)
{
    *draft = (struct streets_draft){
        .vertices = vec_of(sizeof(struct street_vertex)),
        .edges = vec_of(sizeof(struct street_edge)),
        .arcs = vec_of(sizeof(struct draft_arc)),
        .traits = vec_of(sizeof(struct street_trait)),
        .shapes = vec_of(sizeof(uint8_t)),
        .ties = vec_of(sizeof(struct street_tie)),
        .parks = vec_of(sizeof(struct street_park)),
        .trait_slots = vec_of(sizeof(uint32_t)),
    };
}

void streets_draft_finish(struct streets_draft *draft)
{
    vec_finish(&draft->vertices);
    vec_finish(&draft->edges);
    vec_finish(&draft->arcs);
    vec_finish(&draft->traits);
    vec_finish(&draft->shapes);
    vec_finish(&draft->ties);
    vec_finish(&draft->parks);
    vec_finish(&draft->trait_slots);
}

vertex_ix streets_draft_vertex(struct streets_draft *draft, struct point at, uint32_t marks)
{
    return vec_push(&draft->vertices, &(struct street_vertex){.at = at, .marks = (uint16_t)marks});
}

/* Slots hold the number of a trait plus one; there are at least twice as many as traits. */
static uint32_t *trait_slot(struct streets_draft *draft, const struct street_trait *trait)
{
    uint32_t mask = draft->trait_slots.count - 1, *slots = draft->trait_slots.data;
    uint32_t at = (uint32_t)checksum(trait, sizeof *trait) & mask;
    while (slots[at] && memcmp(vec_at(&draft->traits, slots[at] - 1), trait, sizeof *trait) != 0)
        at = (at + 1) & mask;
    return &slots[at];
}

static void grow_slots(struct streets_draft *draft)
{
    uint32_t room = draft->trait_slots.count ? draft->trait_slots.count * 2 : 256;
    vec_finish(&draft->trait_slots);
    vec_resize(&draft->trait_slots, room);
    for (uint32_t i = 0; i < draft->traits.count; i++)
        *trait_slot(draft, vec_at(&draft->traits, i)) = i + 1;
}

bool streets_draft_trait(struct streets_draft *draft, const struct street_trait *trait,
                         uint16_t *number, struct error *error)
{
    if (2 * (draft->traits.count + 1) > draft->trait_slots.count)
        grow_slots(draft);
    uint32_t *slot = trait_slot(draft, trait);
    if (!*slot) {
        if (draft->traits.count == UINT16_MAX)
            return error_set(error, ERROR_LIMIT, "streets",
                             "more than %d kinds of ways by access, speed and slope", UINT16_MAX);
        *slot = vec_push(&draft->traits, trait) + 1;
    }
    *number = (uint16_t)(*slot - 1);
    return true;
}

edge_ix streets_draft_edge(struct streets_draft *draft, const struct street_edge *edge,
                           const struct point *inner, uint32_t inner_points)
{
    assert(inner_points <= UINT16_MAX);
    const struct street_vertex *vertices = draft->vertices.data;
    struct point at = vertices[edge->from].at, last = vertices[edge->to].at;
    struct street_edge added = *edge;
    uint64_t length = 0;
    added.shape = draft->shapes.count;
    added.inner_points = (uint16_t)inner_points;
    for (uint32_t i = 0; i < inner_points; i++) {
        uint8_t bytes[2 * VARINT_BYTES_MAX];
        uint32_t used = varint_write(bytes, at.lat, inner[i].lat);
        used += varint_write(bytes + used, at.lon, inner[i].lon);
        vec_add_many(&draft->shapes, bytes, used);
        length += street_millimetres(at, inner[i]);
        at = inner[i];
    }
    length += street_millimetres(at, last);
    if (!added.length_mm)
        added.length_mm = (uint32_t)(length < UINT32_MAX ? length : UINT32_MAX);
    return vec_push(&draft->edges, &added);
}

void streets_draft_arc(struct streets_draft *draft, const struct draft_arc *arc)
{
    vec_push(&draft->arcs, arc);
}

void streets_store_init(struct streets_store *store)
{
#define SECTION(name, type) store->name = vec_of(sizeof(type));
    STREET_SECTIONS(SECTION)
#undef SECTION
}

void streets_store_finish(struct streets_store *store)
{
#define SECTION(name, type) vec_finish(&store->name);
    STREET_SECTIONS(SECTION)
#undef SECTION
}

struct streets streets_of_store(const struct streets_store *store)
{
    return (struct streets){
#define SECTION(name, type) .name = store->name.data,
        STREET_SECTIONS(SECTION)
#undef SECTION
            .counts =
            {
#define SECTION(name, type) .name = store->name.count,
                STREET_SECTIONS(SECTION)
#undef SECTION
            },
    };
}
