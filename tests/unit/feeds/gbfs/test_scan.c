#include "feeds/gbfs/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gbfs_said.h"

static struct error error;

static bool scan(const char *data, size_t length, uint64_t *sum)
{
    error = (struct error){0};
    return scan_document((struct gbfs_bytes){data, length, "said.json"}, sum, &error);
}

static uint64_t sum_of(const char *text)
{
    const char *quoted = gbfs_said_quoted(text);
    uint64_t sum;
    assert_true(scan(quoted, strlen(quoted), &sum));
    return sum;
}

static void heads_do_not_count(void **state)
{
    uint64_t sum = sum_of("{'last_updated': 1, 'ttl': 5, 'data': {'a': 1}}");
    (void)state;
    assert_true(sum == sum_of("{'last_updated': 22222, 'ttl': 60, 'data': {'a': 1}}"));
    assert_true(sum == sum_of("{'last_updated': '2026-05-04T08:00:00Z, }\\'', 'ttl': [1, {}], "
                              "'data': {'a': 1}}"));
    assert_true(sum_of("{'data': 1, 'ttl': 5}") == sum_of("{'data': 1, 'ttl': 6}"));
}

static void all_else_does(void **state)
{
    uint64_t sum = sum_of("{'last_updated': 1, 'ttl': 5, 'data': {'a': 1}}");
    (void)state;
    assert_true(sum != sum_of("{'last_updated': 1, 'ttl': 5, 'data': {'a': 2}}"));
    assert_true(sum_of("{'data': {'ttl': 5}}") != sum_of("{'data': {'ttl': 6}}"));
    assert_true(sum_of("{'data': 'ttl', 'b': 5}") != sum_of("{'data': 'ttl', 'b': 6}"));
    assert_true(sum_of("{'a{': 'ttl', '\\': 5}") != sum_of("{'a{': 'ttl', '\\': 6}"));
}

static void depth_is_limited(void **state)
{
    char text[200];
    uint64_t sum;
    (void)state;
    memset(text, '[', sizeof text);
    assert_true(scan(text, 64, &sum));
    assert_false(scan(text, 65, &sum));
    assert_int_equal(error.kind, ERROR_LIMIT);
    assert_string_equal(error.place, "said.json");
    memset(text, '"', 1);
    assert_true(scan(text, sizeof text, &sum));
}

/* A document of the greatest size that is nothing but `{},{},...` would need 1.3 GB. */
static void memory_is_limited(void **state)
{
    struct vec text = vec_of(1);
    uint64_t sum;
    (void)state;
    vec_add_many(&text, "[", 1);
    while (text.count < 6000000)
        vec_add_many(&text, "{},", 3);
    assert_false(scan(text.data, text.count, &sum));
    assert_int_equal(error.kind, ERROR_LIMIT);
    assert_non_null(strstr(error.text, "memory"));
    assert_true(scan(text.data, 3000000, &sum));
    vec_finish(&text);
}

/* Whatever comes, no byte outside is read (sanitizers look on). */
static void ends_are_ends(void **state)
{
    static const char *const texts[] = {"",          "\"",        "\"\\",         "{\"ttl\"",
                                        "{\"ttl\":", "{\"ttl\" ", "{\"ttl\": \"", "]]}}"};
    uint64_t sum;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct vec exact = vec_of(1);
        vec_add_many(&exact, texts[i], strlen(texts[i]));
        assert_true(scan(exact.data, exact.count, &sum));
        vec_finish(&exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_do_not_count), cmocka_unit_test(all_else_does),
        cmocka_unit_test(depth_is_limited),   cmocka_unit_test(memory_is_limited),
        cmocka_unit_test(ends_are_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
