#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/network/draft.h"
#include "tests/forge.h"
#include "tests/rich.h"

/* Whatever a reader of names follows blindly is checked: each field forged is refused. */

static struct built built;
static struct forge forge;
static char path[256];

static text_ix say(struct draft *draft, const char *text)
{
    return draft_text(draft, text, strlen(text));
}

static void add_names(struct draft *draft)
{
    const struct name_area region = {say(draft, "Region"), say(draft, "FR"), NO_IX, 6};
    const struct name_area town = {say(draft, "Town"), 0, 0, 8};
    vec_push(&draft->names.areas, &region);
    vec_push(&draft->names.areas, &town);
    const struct draft_named street = {
        .name = say(draft, "Main Street"), .at = {100, 100}, .area = 1, .kind = NAMED_STREET};
    const struct draft_named place = {.name = say(draft, "Town Hall"),
                                      .at = {200, 100},
                                      .area = 1,
                                      .kind = NAMED_PLACE,
                                      .category = CATEGORY_TOWNHALL};
    vec_push(&draft->names.items, &place);
    vec_push(&draft->names.items, &street);
    vec_push(&draft->names.aliases,
             &(struct draft_alias){1, say(draft, "fr"), say(draft, "Grande Rue")});
    vec_push(&draft->names.houses, &(struct draft_house){1, say(draft, "2"), {101, 100}});
    vec_push(&draft->names.houses, &(struct draft_house){1, say(draft, "1"), {102, 100}});
    vec_push(&draft->names.houses, &(struct draft_house){1, say(draft, "1"), {103, 100}});
}

static int set_up(void **state)
{
    (void)state;
    built_with(&built, rich_files, add_names);
    forge_init(&forge, &built.network.image);
    snprintf(path, sizeof path, "%s", scratch_path(&built.scratch, "forged"));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    forge_finish(&forge);
    built_finish(&built);
    return 0;
}

/* One change to a field of an item of a section: the last but `back`. */
struct fault {
    const char *section;
    uint32_t back;
    size_t offset, size;
    uint32_t value;
    const char *blamed; /* NULL: the section itself */
};

#define FIELD(section, type, back, field, value)                                                   \
    {                                                                                              \
#section, back, offsetof(struct type, field), sizeof(((struct type *)NULL)->field), value, \
            NULL                                                                                   \
    }
#define ITEM(section, value)                                                                       \
    {                                                                                              \
#section, 0, 0, 4, value, NULL                                                             \
    }

static const struct fault faults[] = {
    FIELD(places, place, 0, stop, 1000),
    FIELD(places, place, 0, first_member, 1000),
    FIELD(places, place, 0, member_count, 0),
    FIELD(places, place, 0, member_count, 0xffffffffu),
    ITEM(place_members, 1000),
    ITEM(place_of_stop, 1000),
    FIELD(name_areas, name_area, 0, name, 1u << 20),
    FIELD(name_areas, name_area, 0, country, 1u << 20),
    FIELD(name_areas, name_area, 0, parent, 1),
    FIELD(named, named, 1, name, 1u << 20),
    FIELD(named, named, 1, zip, 1u << 20),
    FIELD(named, named, 1, area, 2),
    FIELD(named, named, 1, kind, NAMED_KINDS),
    FIELD(named, named, 1, kind, NAMED_STOP),
    FIELD(named, named, 1, first_house, 1000),
    FIELD(named, named, 0, first_house, 1000),
    FIELD(named, named, 1, first_name, 1000),
    FIELD(named, named, 1, name_count, 0),
    FIELD(named, named, 1, name_count, 60000),
    FIELD(houses, house, 0, number, 1u << 20),
    FIELD(names, name, 1, named, 1000),
    FIELD(names, name, 1, text, 1u << 20),
    FIELD(names, name, 1, language, 1u << 20),
    FIELD(names, name, 1, first_word, 0xffffffffu),
    FIELD(names, name, 1, length, NAME_POSITIONS + 1),
    FIELD(names, name, 0, first_word, 0xffffffffu),
    FIELD(name_words, name_word, 0, spelling, 1000),
    FIELD(name_words, name_word, 0, position, NAME_POSITIONS),
    FIELD(name_words, name_word, 0, kind, WORD_AREA + 1),
    FIELD(name_spellings, name_spelling, 1, text, 1u << 20),
    FIELD(name_spellings, name_spelling, 1, first_posting, 0),
    FIELD(name_spellings, name_spelling, 0, first_posting, 0xffffffffu),
    ITEM(name_postings, 1000),
    FIELD(name_cells, name_cell, 0, first_house, 0xffffffffu),
    FIELD(name_cells, name_cell, 0, first_named, 0xffffffffu),
    FIELD(cell_houses, cell_house, 0, house, 1000),
    FIELD(cell_houses, cell_house, 0, named, 1000),
    ITEM(cell_named, 1000),
};

static bool refused(struct error *error)
{
    struct network network;
    forge_write(&forge, path);
    if (!network_open(&network, path, error))
        return true;
    bool sound = network_verify(&network, error);
    network_close(&network);
    return !sound;
}

static void assert_refused(const struct fault *fault)
{
    struct error error = {0};
    uint32_t section = forge_section(&forge, fault->section);
    const struct image_part *part = &forge.parts[section];
    assert_true(part->count > fault->back);
    unsigned char *at =
        forge.items[section] + (part->count - 1 - fault->back) * part->item + fault->offset;
    unsigned char kept[8];
    memcpy(kept, at, fault->size);
    memcpy(at, &fault->value, fault->size); /* Low bytes first, as everywhere we run. */
    if (!refused(&error))
        fail_msg("%s, offset %zu: %u passes", fault->section, fault->offset, fault->value);
    assert_string_equal(error.place, fault->blamed ? fault->blamed : fault->section);
    assert_int_equal(error.kind, ERROR_CORRUPT);
    memcpy(at, kept, fault->size);
}

static void every_field_that_is_followed_is_checked(void **state)
{
    (void)state;
    struct error error = {0};
    assert_false(refused(&error));
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        assert_refused(&faults[i]);
    assert_false(refused(&error));
}

static void a_spelling_has_an_end(void **state)
{
    (void)state;
    struct error error = {0};
    uint32_t section = forge_section(&forge, "spelling_bytes");
    forge.items[section][forge.parts[section].count - 1] = 'x';
    assert_true(refused(&error));
    forge.items[section][forge.parts[section].count - 1] = '\0';
}

static void short_sections_are_refused(void **state)
{
    (void)state;
    static const char *const sections[] = {
        "places", "place_members", "place_of_stop", "name_areas",     "named",       "houses",
        "names",  "name_words",    "name_postings", "name_spellings", "cell_houses", "cell_named"};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        struct error error = {0};
        struct image_part *part = &forge.parts[forge_section(&forge, sections[i])];
        part->count--;
        if (!refused(&error))
            fail_msg("%s may be shorter", sections[i]);
        part->count++;
    }
}

/* Streets before places, a number once (the first counts), numbers in order. */
static void freezing_sorts(void **state)
{
    (void)state;
    const struct network *network = &built.network;
    const struct named *street = &network->named[network->counts.places];
    assert_int_equal(street->kind, NAMED_STREET);
    assert_int_equal(street[1].first_house - street->first_house, 2);
    const struct house *house = &network->houses[street->first_house];
    assert_string_equal(network_text(network, house[0].number), "1");
    assert_int_equal(house[0].at.lat, 102);
    assert_string_equal(network_text(network, house[1].number), "2");
    assert_int_equal(street->name_count, 2);
    assert_string_equal(network_text(network, network->names[street->first_name].text),
                        "Main Street");
    assert_int_equal(street[1].kind, NAMED_PLACE);
    assert_int_equal(network->counts.named, network->counts.places + 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_that_is_followed_is_checked),
        cmocka_unit_test(a_spelling_has_an_end),
        cmocka_unit_test(short_sections_are_refused),
        cmocka_unit_test(freezing_sorts),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
