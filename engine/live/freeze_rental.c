#include <stdlib.h>
#include <string.h>

#include "engine/live/drafted.h"
#include "engine/live/rental_fields.h"

/* Fleets behind each other: numbers move up by what stands before, texts become those of the
 * image. */

/* The sections of a fleet, and those they go to. */
struct move {
    struct live_frozen *frozen;
    const struct fleet *fleet;
    uint32_t base[IN_RENTAL_SECTIONS]; /* items that were there before */
};

static struct vec *section_of(struct live_frozen *frozen, enum rental_section section)
{
    struct vec *const sections[] = {
#define SECTION(name, type) &frozen->name,
        RENTAL_SECTIONS(SECTION)
#undef SECTION
    };
    return sections[section];
}

static const struct vec *fleet_section(const struct fleet *fleet, enum rental_section section)
{
    const struct vec *const sections[] = {
#define SECTION(name, type) &fleet->name,
        RENTAL_SECTIONS(SECTION)
#undef SECTION
    };
    return sections[section];
}

static uint32_t moved(const struct move *move, const struct rental_field *field, uint32_t value)
{
    if (field->kind == RENTAL_FIELD_TEXT)
        return frozen_text(move->frozen, move->fleet->words.bytes + value);
    return value == NO_IX && field->optional ? NO_IX : value + move->base[field->target];
}

static void move_field(const struct move *move, const struct rental_field *field)
{
    struct vec *items = section_of(move->frozen, field->section);
    for (uint32_t i = move->base[field->section]; i < items->count; i++) {
        char *at = (char *)vec_at(items, i) + field->offset;
        uint32_t value;
        memcpy(&value, at, sizeof value);
        value = moved(move, field, value);
        memcpy(at, &value, sizeof value);
    }
}

static void move_pages(const struct move *move)
{
    struct vec *pages = section_of(move->frozen, IN_rental_set_pages);
    for (uint32_t i = move->base[IN_rental_set_pages]; i < pages->count; i++) {
        uint32_t *page = vec_at(pages, i);
        if (*page < RENTAL_PAGE_ALL)
            *page += move->base[IN_rental_set_words];
    }
}

static void add_fleet(struct live_frozen *frozen, const struct drafted_fleet *drafted)
{
    struct move move = {.frozen = frozen, .fleet = drafted->fleet};
    size_t count;
    const struct rental_field *fields = rental_fields(&count);
    for (enum rental_section i = 0; i < IN_RENTAL_SECTIONS; i++) {
        const struct vec *items = fleet_section(drafted->fleet, i);
        move.base[i] = section_of(frozen, i)->count;
        if (items->count)
            vec_add_many(section_of(frozen, i), items->data, items->count);
    }
    for (size_t i = 0; i < count; i++)
        move_field(&move, &fields[i]);
    move_pages(&move);
    struct rental_system *system = vec_at(&frozen->rental_systems, move.base[IN_rental_systems]);
    system->feed = drafted->feed;
}

/* By id, those added first first. */
static int id_order(const void *a, const void *b)
{
    const struct drafted_fleet *const *one = a, *const *two = b;
    int order = strcmp(fleet_id((*one)->fleet), fleet_id((*two)->fleet));
    return order ? order : (*one > *two) - (*one < *two);
}

void freeze_rental(struct live_frozen *frozen)
{
    const struct vec *drafted = &frozen->draft->fleets;
    struct vec order = vec_of(sizeof(const struct drafted_fleet *));
    for (uint32_t i = 0; i < drafted->count; i++) {
        const struct drafted_fleet *fleet = vec_at(drafted, i);
        if (fleet->fleet->rental_systems.count == 1)
            vec_push(&order, &fleet);
    }
    vec_sort(&order, id_order);
    const struct drafted_fleet *const *fleets = order.data;
    for (uint32_t i = 0; i < order.count; i++)
        if (!i || strcmp(fleet_id(fleets[i]->fleet), fleet_id(fleets[i - 1]->fleet)) != 0)
            add_fleet(frozen, fleets[i]);
    vec_finish(&order);
}
