#include "engine/places/houses.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/network/draft.h"
#include "tests/rich.h"

/* A street of 400 m along 45 degrees north with five houses, and one without any behind it. */

static struct built built;
static struct places *places;
static struct arena arena;

static text_ix say(struct draft *draft, const char *text)
{
    return draft_text(draft, text, strlen(text));
}

static void add_street(struct draft *draft, const char *name, double lat)
{
    const struct draft_named street = {.name = say(draft, name),
                                       .at = geo_point(lat, 5.0025),
                                       .area = NO_IX,
                                       .kind = NAMED_STREET};
    vec_push(&draft->names.items, &street);
}

static void add_house(struct draft *draft, const char *number, double lat, double lon)
{
    const struct draft_house house = {draft->names.items.count - 1, say(draft, number),
                                      geo_point(lat, lon)};
    vec_push(&draft->names.houses, &house);
}

static void add_edge(struct draft *draft, struct streets_draft *streets, const char *name,
                     double lat)
{
    struct street_edge edge = {.name = say(draft, name)};
    edge.from = streets_draft_vertex(streets, geo_point(lat, 5.0), 0);
    edge.to = streets_draft_vertex(streets, geo_point(lat, 5.005), 0);
    struct street_trait trait = {.kind = STREET_ROAD, .foot = ACCESS_YES};
    assert_true(streets_draft_trait(streets, &trait, &edge.trait, NULL));
    edge_ix index = streets_draft_edge(streets, &edge, NULL, 0);
    const struct draft_arc arc = {edge.from, edge.to, index << 1, edge.trait, 0, 0, 0};
    const struct draft_arc back = {edge.to, edge.from, index << 1 | 1, edge.trait, 0, 0, 0};
    streets_draft_arc(streets, &arc);
    streets_draft_arc(streets, &back);
}

static void add(struct draft *draft)
{
    struct streets_draft streets;
    add_street(draft, "Hauptstraße", 45.0);
    add_house(draft, "1", 45.0001, 5.0000);
    add_house(draft, "9", 45.0001, 5.0040);
    add_house(draft, "9 bis", 45.0001, 5.0042);
    add_house(draft, "2", 44.9999, 5.0000);
    add_house(draft, "12", 44.9999, 5.0045);
    add_street(draft, "Nebenweg", 45.002);
    add_street(draft, "Gartenweg", 45.004);
    add_street(draft, "Gartenweg am Alten Stadtpark", 45.006);
    add_house(draft, "7", 45.006, 5.0025);
    streets_draft_init(&streets);
    add_edge(draft, &streets, "Hauptstraße", 45.0);
    add_edge(draft, &streets, "Nebenweg", 45.002);
    streets_pack(&streets, &draft->streets);
    streets_draft_finish(&streets);
}

static int set_up(void **state)
{
    (void)state;
    built_with(&built, rich_files, add);
    places = places_create(&built.network);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    places_destroy(places);
    arena_finish(&arena);
    built_finish(&built);
    return 0;
}

/* Streets come behind the places of stops, by the number of their name. */
static uint32_t main_street(void)
{
    return built.network.counts.places;
}

static void numbers_are_found_however_they_are_written(void **state)
{
    (void)state;
    static const char *const ways[] = {"9 bis", "9bis", "9 BIS", "9  Bis"};
    struct house_found found;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        assert_true(houses_find(&built.network, main_street(), ways[i], &arena, &found));
        assert_string_equal(found.number, "9 bis");
        assert_false(found.between);
    }
}

static void a_missing_number_lies_between_its_neighbours(void **state)
{
    (void)state;
    struct house_found found;
    assert_true(houses_find(&built.network, main_street(), "5", &arena, &found));
    assert_true(found.between);
    assert_int_equal(found.at.lon, 50020000);
    assert_int_equal(found.at.lat, 450001000);
    assert_true(houses_find(&built.network, main_street(), "7", &arena, &found));
    assert_int_equal(found.at.lon, 50030000);
    assert_true(houses_find(&built.network, main_street(), "4", &arena, &found));
    assert_int_equal(found.at.lat, 449999000);
    assert_false(houses_find(&built.network, main_street(), "11", &arena, &found));
    assert_false(houses_find(&built.network, main_street(), "14", &arena, &found));
    assert_false(houses_find(&built.network, main_street() + 1, "1", &arena, &found));
}

static struct places_hit best(const char *text)
{
    struct places_hits hits;
    const struct places_query query = {.text = text, .modes = MODES_ALL, .bias = 1, .most = 5};
    places_search(places, &query, &arena, &hits);
    assert_true(hits.count > 0);
    return hits.items[0];
}

static void a_street_that_has_the_number_goes_before_one_that_has_not(void **state)
{
    (void)state;
    struct places_hit hit = best("Gartenweg 7");
    assert_string_equal(hit.number, "7");
    assert_null(hit.missing);
    assert_int_equal(hit.named, main_street() + 3);
    hit = best("Gartenweg");
    assert_int_equal(hit.named, main_street() + 2);
    assert_null(hit.missing);
    hit = best("Gartenweg 99 b");
    assert_int_equal(hit.named, main_street() + 2);
    assert_null(hit.number);
    assert_string_equal(hit.missing, "99 b");
}

static struct places_hit nearest(double lat, double lon)
{
    struct places_hits hits;
    const struct places_view view = {geo_point(lat, lon), 1u << NAMED_STREET, 1000, 1};
    places_around(places, &view, &arena, &hits);
    assert_int_equal(hits.count, 1);
    return hits.items[0];
}

static void a_point_has_the_nearest_house_or_street(void **state)
{
    (void)state;
    const char *title;
    struct places_hit hit = nearest(45.0001, 5.0001);
    title = places_title(&built.network, &hit, NULL, &arena);
    assert_string_equal(title, "Hauptstraße 1");
    assert_false(hit.between);
    hit = nearest(45.0021, 5.001);
    title = places_title(&built.network, &hit, NULL, &arena);
    assert_string_equal(title, "Nebenweg");
    assert_int_equal(hit.at.lat, 450020000);
    assert_null(hit.number);
}

static void between_houses_a_point_has_a_number_between(void **state)
{
    (void)state;
    struct places_hit hit = nearest(45.00005, 5.0020);
    assert_string_equal(hit.number, "5");
    assert_true(hit.between);
    assert_int_equal(hit.at.lat, 450000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_found_however_they_are_written),
        cmocka_unit_test(a_missing_number_lies_between_its_neighbours),
        cmocka_unit_test(a_street_that_has_the_number_goes_before_one_that_has_not),
        cmocka_unit_test(a_point_has_the_nearest_house_or_street),
        cmocka_unit_test(between_houses_a_point_has_a_number_between),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
