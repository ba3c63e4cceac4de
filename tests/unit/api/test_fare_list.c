#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "api/fare_list.h"
#include "tests/small_tariff.h"

static struct small_tariff small;
static struct overlay_rule rules[8];
static struct overlay_network networks[3];
static struct live live;

/* Feeds `a` and `b`, and an overlay of no rules yet. */
static int set_up(void **state)
{
    (void)state;
    small_tariff_init(&small);
    small_category(&small, 0, "adult", true);
    small_category(&small, 1, "child", false);
    small_medium(&small, 1, "card");
    /* A world has the sections of a network, which the tariff of tests has beside it. */
    small.network.rider_categories = small.rider_categories;
    small.network.counts.rider_categories = 2;
    struct product_span sold = small_product(&small, 1, "day", 500);
    small_product_for(&small, &sold, 1, TARIFF_ANY, 300);
    small.network.fare_products = small.fare_products;
    small.network.counts.fare_products = small.tariff.counts.fare_products;
    small.network.fare_media = small.fare_media;
    small.network.counts.fare_media = 1;
    networks[0] = (struct overlay_network){OVERLAY_OF_FEED, 0, NO_IX, 0};
    networks[1] = (struct overlay_network){OVERLAY_OF_NETWORK, 1, NO_IX, small_text(&small, "sea")};
    networks[2] =
        (struct overlay_network){OVERLAY_OF_SYSTEM, NO_IX, NO_IX, small_text(&small, "bikes")};
    live = (struct live){
        .network = &small.network, .overlay_rules = rules, .overlay_networks = networks};
    live.counts.overlay_networks = 3;
    small.world.live = &live;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    small_tariff_finish(&small);
    return 0;
}

static struct overlay_rule *rule(enum overlay_kind kind, const char *id)
{
    struct overlay_rule *added = &rules[live.counts.overlay_rules++];
    *added = (struct overlay_rule){.kind = kind, .id = small_text(&small, id), .networks = {0, 3}};
    return added;
}

/* `kind:id`, and `*` behind the category of everybody. */
static const char *listed(void)
{
    const struct words words = {.world = &small.world};
    const struct fare_listed *list;
    const char *text = "";
    uint32_t count = fare_list(&words, &small.arena, &list);
    for (uint32_t i = 0; i < count; i++)
        text = arena_format(&small.arena, "%s%s%u:%s%s", text, i ? " " : "", list[i].kind,
                            list[i].id, list[i].standard ? "*" : "");
    return text;
}

static void feeds_go_by_their_tags(void **state)
{
    (void)state;
    assert_string_equal(listed(), "0:a_adult* 0:b_child 1:b_card");
    small.world.live = NULL;
    assert_string_equal(listed(), "0:a_adult* 0:b_child 1:b_card");
}

static void a_category_that_nothing_is_sold_to_is_left_out(void **state)
{
    (void)state;
    small.network.counts.fare_products = 1; /* For all. */
    assert_string_equal(listed(), "0:a_adult* 1:b_card");
}

static void the_city_has_a_list_of_each_kind(void **state)
{
    (void)state;
    rule(OVERLAY_COMBINED, "both");
    rule(OVERLAY_REDUCTION, "off");
    rule(OVERLAY_CAP, "day");
    rule(OVERLAY_PASS, "month");
    rule(OVERLAY_FREE, "sunday");
    rule(OVERLAY_PARKING, "");
    rule(OVERLAY_SUPPLEMENT, "dog");
    assert_string_equal(listed(), "0:a_adult* 0:b_child 1:b_card 2:month 3:day 4:sunday 5:both "
                                  "5:off 6:dog");
}

static void a_category_of_several_rules_is_one(void **state)
{
    (void)state;
    struct overlay_rule *first = rule(OVERLAY_CATEGORY, "social");
    rule(OVERLAY_CATEGORY, "other");
    struct overlay_rule *second = rule(OVERLAY_CATEGORY, "social");
    second->id = first->id;
    const struct overlay overlay = overlay_of(&small.world);
    assert_string_equal(listed(), "0:a_adult* 0:b_child 0:social 0:other 1:b_card");
    assert_ptr_equal(fare_list_next(&overlay, first), second);
    assert_null(fare_list_next(&overlay, second));
}

static void what_only_rules_name_is_there_once(void **state)
{
    (void)state;
    rule(OVERLAY_PASS, "one")->category = small_text(&small, "child"); /* That of `b`. */
    rule(OVERLAY_SUPPLEMENT, "two")->category = small_text(&small, "dog");
    rule(OVERLAY_SUPPLEMENT, "three")->category = small_text(&small, "dog");
    rules[0].medium = small_text(&small, "b_card");
    rules[1].medium = small_text(&small, "phone");
    assert_string_equal(listed(), "0:a_adult* 0:b_child 0:dog 1:b_card 1:phone 2:one 6:two "
                                  "6:three");
}

static void networks_are_written_as_in_the_tables(void **state)
{
    (void)state;
    const struct overlay overlay = overlay_of(&small.world);
    static const char *const texts[] = {"a", "b:sea", "bikes", "b:agency:"};
    struct overlay_network agency = {OVERLAY_OF_AGENCY, 1, 1, 0};
    const char *id = network_text(&small.network, small.agencies[1].id);
    for (uint32_t i = 0; i < 3; i++)
        assert_string_equal(fare_list_network(&overlay, &networks[i], &small.arena), texts[i]);
    assert_string_equal(fare_list_network(&overlay, &agency, &small.arena),
                        arena_format(&small.arena, "%s%s", texts[3], id));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(feeds_go_by_their_tags),
        TEST(the_city_has_a_list_of_each_kind),
        TEST(a_category_that_nothing_is_sold_to_is_left_out),
        TEST(a_category_of_several_rules_is_one),
        TEST(what_only_rules_name_is_there_once),
        TEST(networks_are_written_as_in_the_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
