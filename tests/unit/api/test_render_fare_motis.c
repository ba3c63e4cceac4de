#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/render_fare.h"
#include "tests/small_tariff.h"

/* Four rides, which are legs 1, 3, 3 (one stays seated) and 5 of an itinerary of seven. */
static const uint32_t legs[] = {1, 3, 3, 5};
static const struct fare_ride rides[] = {{.leg = 0}, {.leg = 1}, {.leg = 2}, {.leg = 3}};
static struct small_tariff small;
static struct words words;

static struct fare_item item(enum fare_item_kind kind, const char *name, int64_t amount,
                             uint32_t covered)
{
    return (struct fare_item){.kind = kind,
                              .id = name,
                              .name = name,
                              .seller = "A",
                              .category = "",
                              .medium = "",
                              .amount = amount,
                              .currency = "EUR",
                              .decimals = 2,
                              .rides = covered};
}

/* What becomes of those items: the transfers, then the marks of the legs. */
static void expect(const struct fare_item *items, uint32_t count, const char *transfers,
                   const char *marks)
{
    const struct fare fare = {
        .currency = "EUR", .rides = rides, .ride_count = 4, .items = items, .item_count = count};
    const struct fare_shown shown = {&words, &fare, &small.tariff, legs};
    json_t *itinerary = json_pack("{s:[{},{},{},{},{},{},{}]}", "legs"), *told = json_array();
    render_set_fare_transfers(&shown, itinerary);
    json_t *leg;
    size_t i;
    json_array_foreach(json_object_get(itinerary, "legs"), i, leg)
    {
        if (json_object_size(leg))
            json_array_append_new(told, json_pack("[i,O,O]", (int)i,
                                                  json_object_get(leg, "fareTransferIndex"),
                                                  json_object_get(leg, "effectiveFareLegIndex")));
    }
    char *list = json_dumps(json_object_get(itinerary, "fareTransfers"),
                            JSON_COMPACT | JSON_REAL_PRECISION(11));
    char *marked = json_dumps(told, JSON_COMPACT);
    assert_string_equal(list, transfers);
    assert_string_equal(marked, marks);
    free(list);
    free(marked);
    json_decref(told);
    json_decref(itinerary);
}

#define PRODUCT(name, amount) "{\"name\":\"" name "\",\"amount\":" amount ",\"currency\":\"EUR\"}"
#define LEGS "\"effectiveFareLegProducts\":"

static void test_a_ticket_for_all(void **state)
{
    (void)state;
    const struct fare_item items[] = {item(ITEM_TICKET, "hour", 180, 0xF)};
    expect(items, 1, "[{\"rule\":\"A_AB\"," LEGS "[[[" PRODUCT("hour", "1.8") "]],[],[]]}]",
           "[[1,0,0],[3,0,1],[5,0,2]]");
}

static void test_tickets_by_themselves(void **state)
{
    (void)state;
    const struct fare_item items[] = {item(ITEM_TICKET, "a", 100, 0x1),
                                      item(ITEM_TICKET, "b", 250, 0x6),
                                      item(ITEM_REDUCTION, "less", -50, 0x6)};
    expect(items, 3,
           "[{" LEGS
           "[[[" PRODUCT("a", "1.0") "]]]},"
                                     "{" LEGS
                                     "[[[" PRODUCT("b", "2.5") "," PRODUCT("less", "-0.5") "]]]}]",
           "[[1,0,0],[3,1,0]]");
}

static void test_changes_and_interleaved_tickets(void **state)
{
    (void)state;
    /* Two networks, A B B A, and a charge for the change that ties them. */
    const struct fare_item items[] = {item(ITEM_TICKET, "a", 100, 0x9),
                                      item(ITEM_TICKET, "b", 200, 0x6),
                                      item(ITEM_CHANGE, "change", 30, 0x7)};
    expect(items, 3,
           "[{\"rule\":\"A_AB_B\",\"transferProducts\":[" PRODUCT(
               "change", "0.3") "]," LEGS
                                "[[[" PRODUCT("a", "1.0") "]],[[" PRODUCT("b", "2.0") "]],[]]}]",
           "[[1,0,0],[3,0,1],[5,0,2]]");
}

static void test_nothing_known(void **state)
{
    (void)state;
    expect(NULL, 0, "[]", "[]");
}

static int set_up(void **state)
{
    (void)state;
    small_tariff_init(&small);
    words.world = &small.world;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    small_tariff_finish(&small);
    return 0;
}

/* Where the feed has the name in the language that is wanted; what is no text of it stays. */
static void test_names_in_the_language_wanted(void **state)
{
    (void)state;
    const text_ix hour = small_text(&small, "hour");
    const struct translation english = {TRANSLATED_FARE_PRODUCT_NAME, hour,
                                        small_text(&small, "en"), small_text(&small, "One hour")};
    small.network.translations = &english;
    small.network.counts.translations = 1;
    struct fare_item items[] = {item(ITEM_TICKET, "hour", 180, 3), item(ITEM_HIRE, "hour", 90, 8)};
    items[0].title = hour;
    words.languages[words.count++] = "en";
    expect(items, 2,
           "[{\"rule\":\"A_AB\"," LEGS
           "[[[" PRODUCT("One hour", "1.8") "]],[]]},"
                                            "{" LEGS "[[[" PRODUCT("hour", "0.9") "]]]}]",
           "[[1,0,0],[3,0,1],[5,1,0]]");
    small.network.counts.translations = 0;
    expect(items, 1, "[{\"rule\":\"A_AB\"," LEGS "[[[" PRODUCT("hour", "1.8") "]],[]]}]",
           "[[1,0,0],[3,0,1]]");
    words.count = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_ticket_for_all),
        cmocka_unit_test(test_tickets_by_themselves),
        cmocka_unit_test(test_changes_and_interleaved_tickets),
        cmocka_unit_test(test_nothing_known),
        cmocka_unit_test(test_names_in_the_language_wanted),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
