#include "engine/live/rental.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/bitset.h"
#include "engine/live/rental_fields.h"
#include "engine/world/world.h"
#include "tests/forge.h"
#include "tests/rich_fleet.h"
#include "tests/rich_live.h"

static struct built built;
static struct live live;
static char path[256], forged_path[256];

static int set_up(void **state)
{
    (void)state;
    rich_build(&built);
    snprintf(path, sizeof path, "%s", scratch_path(&built.scratch, "live"));
    snprintf(forged_path, sizeof forged_path, "%s", scratch_path(&built.scratch, "forged"));
    rich_live_open(&built, path, &live);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    live_close(&live);
    built_finish(&built);
    return 0;
}

static const char *text(text_ix ix)
{
    const struct world world = {.network = &built.network, .live = &live};
    return world_text(&world, ix);
}

/* Every system keeps what was its own, by id, whatever the order they were added in. */
static void fleets_stand_behind_each_other(void **state)
{
    (void)state;
    assert_int_equal(live.counts.rental_systems, 2);
    assert_string_equal(text(live.rental_systems[0].id), "bikes-a");
    assert_string_equal(text(live.rental_systems[1].id), "bikes-b");
    for (uint32_t i = 0; i < 2; i++) {
        const struct rental_system *system = &live.rental_systems[i];
        const struct rental_station *port = &live.rental_stations[system->stations.first + 1];
        const struct rental_product *kick = &live.rental_products[system->products.first + 1];
        const struct rental_pickup *pickup = &live.rental_pickups[kick->pickups.first];
        assert_int_equal(port->system, i);
        assert_string_equal(text(port->name), "Port");
        assert_int_equal(live.rental_stocks[port->stocks.first].type, system->types.first);
        assert_int_equal(pickup->station, NO_IX);
        assert_string_equal(text(live.rental_vehicles[pickup->vehicle].id), "v1");
        const struct rental_ground *ground = &live.rental_grounds[kick->ground];
        assert_true(
            rental_set_has(live.rental_set_pages, live.rental_set_words, ground->no_end, 1));
        assert_false(
            rental_set_has(live.rental_set_pages, live.rental_set_words, ground->no_end, 0));
        const struct rental_zone *zone = &live.rental_zones[system->zones.first];
        const struct rental_rule *rule = &live.rental_rules[zone->rules.first];
        assert_int_equal(live.rental_rule_types[rule->types.first], system->types.first + 1);
    }
}

/* Another place of a vehicle changes what answers depend on, and nothing about runs. */
static void the_digest_knows_of_shared_vehicles(void **state)
{
    (void)state;
    struct error error;
    struct live other;
    struct fleet fleet;
    struct live_draft *draft = rich_live_draft(&built.network);
    rich_fleet_make(&fleet, "bikes-c", &built.network);
    live_draft_add_fleet(draft, &fleet, 0);
    assert_true(live_freeze(draft, 1777593600, 1, forged_path, &error));
    assert_true(live_open(&other, forged_path, &built.network, &error));
    assert_int_equal(other.counts.rental_systems, 3);
    assert_true(other.facts->digest != live.facts->digest);
    live_close(&other);
    live_draft_destroy(draft);
    fleet_finish(&fleet);
}

/* Whatever leads somewhere is looked at: each field of the last item of its section. */
static void every_field_that_is_followed_is_checked(void **state)
{
    (void)state;
    static const char *const names[] = {
#define SECTION(name, type) #name,
        RENTAL_SECTIONS(SECTION)
#undef SECTION
    };
    struct forge forge;
    size_t count;
    const struct rental_field *fields = rental_fields(&count);
    forge_init(&forge, &live.image);
    for (size_t i = 0; i < count; i++) {
        struct error error;
        struct live forged;
        const uint32_t wrong = 1u << 30;
        uint32_t kept, section = forge_section(&forge, names[fields[i].section]);
        const struct image_part *part = &forge.parts[section];
        assert_true(part->count > 0);
        unsigned char *at =
            forge.items[section] + (part->count - 1) * part->item + fields[i].offset;
        memcpy(&kept, at, 4);
        memcpy(at, &wrong, 4);
        forge_write_live(&forge, forged_path);
        if (live_open(&forged, forged_path, &built.network, &error))
            fail_msg("%s, offset %zu passes", names[fields[i].section], fields[i].offset);
        memcpy(at, &kept, 4);
    }
    forge_finish(&forge);
}

/* A change to a field of the last item of a section. */
struct fault {
    const char *section;
    size_t offset, size;
    uint32_t value;
};

#define FIELD(type, field, value)                                                                  \
    {                                                                                              \
#type "s", offsetof(struct type, field), sizeof(((struct type *)NULL)->field), value       \
    }

static const struct fault faults[] = {
    FIELD(rental_system, feed, 1),
    FIELD(rental_product, form, RENTAL_FORMS),
    FIELD(rental_product, propulsion, RENTAL_PROPULSIONS),
    FIELD(rental_product, way_back, 3),
    FIELD(rental_type, form, RENTAL_FORMS),
    FIELD(rental_type, propulsion, RENTAL_PROPULSIONS),
    FIELD(rental_type, way_back, 3),
    FIELD(rental_station, id, 0), /* before all others */
    FIELD(rental_station, parking, 6),
    FIELD(rental_station, area.count, 2),
    FIELD(rental_pickup, station, 0),
    FIELD(rental_pickup, vehicle, NO_IX),
    FIELD(rental_pickup, foot.count, 3),
    FIELD(rental_pickup, ride.count, 3),
    FIELD(rental_dock, foot.count, 3),
    FIELD(rental_dock, ride.count, 3),
    FIELD(rental_spot, edge, 9999),
    FIELD(rental_spot, along_mm, 1u << 31),
    FIELD(rental_limit, edge, 9999),
    FIELD(rental_limit, edge, 0),
    FIELD(rental_limit, mm_per_second, 0),
    FIELD(rental_zone, points.count, 5),
    FIELD(rental_rule, station_parking, 3),
};

static void every_value_is_checked(void **state)
{
    (void)state;
    struct forge forge;
    forge_init(&forge, &live.image);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const struct fault *fault = &faults[i];
        struct error error;
        struct live forged;
        unsigned char kept[4];
        uint32_t section = forge_section(&forge, fault->section);
        const struct image_part *part = &forge.parts[section];
        unsigned char *at = forge.items[section] + (part->count - 1) * part->item + fault->offset;
        memcpy(kept, at, fault->size);
        memcpy(at, &fault->value, fault->size); /* Low bytes first. */
        forge_write_live(&forge, forged_path);
        if (live_open(&forged, forged_path, &built.network, &error))
            fail_msg("%s, offset %zu: %u passes", fault->section, fault->offset, fault->value);
        assert_int_equal(error.kind, ERROR_CORRUPT);
        memcpy(at, kept, fault->size);
    }
    forge_finish(&forge);
}

/* The system that was there before stands, and the feed of the other one says that it does. */
static void a_second_fleet_of_a_system_is_left_out(void **state)
{
    (void)state;
    struct live other;
    struct fleet one, two;
    struct live_draft *draft = live_draft_create(&built.network);
    rich_fleet_make(&one, "bikes", &built.network);
    rich_fleet_make(&two, "bikes", &built.network);
    live_draft_add_feed(draft, &(struct live_feed){0}, "one", NULL);
    live_draft_add_feed(draft, &(struct live_feed){0}, "two", NULL);
    live_draft_add_fleet(draft, &one, 0);
    live_draft_add_fleet(draft, &two, 1);
    assert_true(live_freeze(draft, 1777593600, 1, forged_path, NULL));
    assert_true(live_open(&other, forged_path, &built.network, NULL));
    const struct world world = {.network = &built.network, .live = &other};
    assert_int_equal(other.counts.rental_systems, 1);
    assert_int_equal(other.rental_systems[0].feed, 0);
    assert_string_equal(world_text(&world, other.feeds[0].problem), "");
    assert_non_null(strstr(world_text(&world, other.feeds[1].problem), "`bikes`"));
    live_close(&other);
    live_draft_destroy(draft);
    fleet_finish(&one);
    fleet_finish(&two);
}

/* Sets that are packed have what was in them, page borders and the last page cut short included. */
static void sets_keep_what_is_in_them(void **state)
{
    (void)state;
    enum { COUNT = 3 * RENTAL_PAGE_BITS + 100 };
    static uint64_t bits[COUNT / 64 + 2];
    struct fleet fleet;
    fleet_init(&fleet);
    for (uint32_t i = RENTAL_PAGE_BITS; i < 2 * RENTAL_PAGE_BITS; i++)
        bitset_add(bits, i);
    bitset_add(bits, 2 * RENTAL_PAGE_BITS + 7);
    for (uint32_t i = 3 * RENTAL_PAGE_BITS; i < COUNT; i++)
        bitset_add(bits, i);
    struct rental_set set = fleet_set(&fleet, bits, COUNT);
    assert_int_equal(fleet.rental_set_words.count, RENTAL_PAGE_BITS / 64);
    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(
            rental_set_has(fleet.rental_set_pages.data, fleet.rental_set_words.data, set, i),
            bitset_has(bits, i));
    memset(bits, 0, sizeof bits);
    assert_int_equal(fleet_set(&fleet, bits, COUNT).pages.count, 0);
    fleet_finish(&fleet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fleets_stand_behind_each_other),
        cmocka_unit_test(the_digest_knows_of_shared_vehicles),
        cmocka_unit_test(every_field_that_is_followed_is_checked),
        cmocka_unit_test(every_value_is_checked),
        cmocka_unit_test(a_second_fleet_of_a_system_is_left_out),
        cmocka_unit_test(sets_keep_what_is_in_them),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
