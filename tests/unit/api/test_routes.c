#include "api/routes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "tests/unit/api/stand_in.h"

static struct world world;
static struct worker worker;
static struct reply reply;

static int set_up(void **state)
{
    (void)state;
    world.network = stand_in_network();
    worker.world = &world;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    worker_finish(&worker);
    return 0;
}

/* Answers the target and returns the body's text at `key`, which the next call makes invalid. */
static const char *answer(const char *target, unsigned status, const char *key)
{
    static json_t *json;
    routes_answer(&worker, target, &reply);
    assert_int_equal(reply.status, status);
    json_decref(json);
    json = json_loadb(reply.body, reply.size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    const char *text = json_string_value(json_object_get(json, key));
    return text ? text : "";
}

static void test_answers(void **state)
{
    (void)state;
    assert_string_equal(answer("/live", 200, "status"), "live");
    assert_string_equal(answer("/ready", 200, "status"), "ready");
    assert_string_equal(answer("/api/v1/health", 200, "status"), "ok");
    worker.winding_down = true;
    assert_string_equal(answer("/ready", 503, "status"), "winding down");
    assert_string_equal(answer("/live", 200, "status"), "live");
    worker.winding_down = false;
}

static void test_refusals(void **state)
{
    (void)state;
    assert_string_equal(answer("/none", 404, "error"),
                        "/none: there is no such endpoint; / lists them");
    assert_string_equal(reply.reason, "missing");
    assert_string_equal(answer("/live?a=1&a=2", 400, "error"),
                        "a: the parameter is given twice; a list is written with commas");
    assert_string_equal(reply.reason, "input");
    answer("/say%22quote%5C", 404, "error");
    assert_int_equal(reply.header_count, 0);
}

static void test_maps_and_addresses_are_credited(void **state)
{
    (void)state;
    static const char list[] =
        "[{\"map\":\"ile\",\"publisher\":\"a_b\",\"licence\":\"vide\","
        "\"licenceUrl\":\"https://example.org/l\"},"
        "{\"addresses\":\"vide\",\"publisher\":\"\",\"licence\":\"\",\"licenceUrl\":\"\"}]";
    answer("/x/v1/feeds", 200, "now");
    if (!strstr(reply.body, list))
        fail_msg("%s", reply.body);
    answer("/api/v1/map/initial", 200, "lat");
    if (!strstr(reply.body, list))
        fail_msg("%s", reply.body);
}

static void test_the_licence_is_linked(void **state)
{
    (void)state;
    answer("/x/v1/feeds", 200, "now");
    assert_int_equal(reply.header_count, 1);
    assert_string_equal(reply.headers[0].name, "Link");
    assert_string_equal(reply.headers[0].value, "<https://example.org/l>; rel=\"license\"");
    answer("/live", 200, "status");
    assert_int_equal(reply.header_count, 0);
}

static void test_the_table_names_each_endpoint_once(void **state)
{
    (void)state;
    size_t count;
    const struct endpoint_route *table = routes_table(&count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(table[i].root == ROUTE_MOTIS, table[i].versions != 0);
        for (size_t j = 0; j < i; j++)
            assert_false(table[i].root == table[j].root &&
                         strcmp(table[i].name, table[j].name) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_maps_and_addresses_are_credited),
        cmocka_unit_test(test_the_licence_is_linked),
        cmocka_unit_test(test_the_table_names_each_endpoint_once),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
