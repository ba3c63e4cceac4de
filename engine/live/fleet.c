#include "engine/live/fleet.h"

#include <string.h>

#include "engine/base/bitset.h"

enum { PAGE_WORDS = RENTAL_PAGE_BITS / 64 };

void fleet_init(struct fleet *fleet)
{
    *fleet = (struct fleet){0};
#define SECTION(name, type) fleet->name = vec_of(sizeof(type));
    RENTAL_SECTIONS(SECTION)
#undef SECTION
    intern_add(&fleet->words, "", 0);
}

void fleet_finish(struct fleet *fleet)
{
    intern_finish(&fleet->words);
#define SECTION(name, type) vec_finish(&fleet->name);
    RENTAL_SECTIONS(SECTION)
#undef SECTION
}

text_ix fleet_text(struct fleet *fleet, const char *text)
{
    if (!text || !*text)
        return 0;
    uint32_t number = intern_add(&fleet->words, text, strlen(text)); /* May move `starts`. */
    return (text_ix)fleet->words.starts[number];
}

const char *fleet_id(const struct fleet *fleet)
{
    const struct rental_system *system = fleet->rental_systems.data;
    return fleet->rental_systems.count ? fleet->words.bytes + system->id : "";
}

/* The words of one page, of which the last may be cut short; NONE or ALL if they are alike. */
static uint32_t add_page(struct fleet *fleet, const uint64_t *bits, uint32_t count)
{
    uint64_t words[PAGE_WORDS] = {0};
    uint32_t set = 0, first = fleet->rental_set_words.count;
    for (uint32_t i = 0; i < count; i++)
        if (bitset_has(bits, i)) {
            bitset_add(words, i);
            set++;
        }
    if (!set)
        return RENTAL_PAGE_NONE;
    if (set == count)
        return RENTAL_PAGE_ALL;
    vec_add_many(&fleet->rental_set_words, words, PAGE_WORDS);
    return first;
}

struct rental_set fleet_set(struct fleet *fleet, const uint64_t *bits, uint32_t count)
{
    struct rental_set set = {{fleet->rental_set_pages.count, 0}};
    bool some = false;
    for (uint32_t at = 0; at < count; at += RENTAL_PAGE_BITS) {
        uint32_t left = count - at;
        uint32_t page =
            add_page(fleet, bits + at / 64, left < RENTAL_PAGE_BITS ? left : RENTAL_PAGE_BITS);
        vec_push_number(&fleet->rental_set_pages, page);
        set.pages.count++;
        some |= page != RENTAL_PAGE_NONE;
    }
    if (some)
        return set;
    vec_resize(&fleet->rental_set_pages, set.pages.first);
    return (struct rental_set){0};
}
