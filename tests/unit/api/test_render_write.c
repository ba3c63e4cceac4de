#include "api/render_write.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

/* What we write is what the library would write. */
static void assert_like_library(json_t *value)
{
    assert_non_null(value);
    struct render_list sink = render_list_of(&arena);
    render_write(&sink, value);
    render_put(&sink, "", 1);
    char *expected = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(11));
    assert_string_equal(sink.bytes, expected);
    free(expected);
    json_decref(value);
}

static void writes_reals(void **state)
{
    (void)state;
    static const double reals[] = {0,      1,        -1,      0.5,  45.1885,    -3.9993531,
                                   179.99, 999.9999, 1000,    12.5, 123456.789, 0.1 + 0.2,
                                   -0.001, 1.0 / 3,  -100.25, 1e9,  0.28991901, 88.666666667};
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++)
        assert_like_library(json_real(reals[i]));
    for (int32_t lat = -900000000; lat < 900000000; lat += 12345677) {
        char *text = NULL;
        struct render_list sink = render_list_of(&arena);
        json_t *real = json_real(lat / 1e7);
        render_write(&sink, real);
        render_put(&sink, "", 1);
        assert_true(strtod(sink.bytes, &text) == lat / 1e7);
        json_decref(real);
    }
}

static void writes_texts(void **state)
{
    (void)state;
    assert_like_library(json_string(""));
    assert_like_library(json_string("Île Mérelle"));
    assert_like_library(json_stringn("a\0b", 3));
    struct render_list sink = render_list_of(&arena);
    json_t *text = json_string("\"quoted\\\" \n\t\x01 end");
    json_t *back;
    render_write(&sink, text);
    back = json_loadb(sink.bytes, sink.used, JSON_DECODE_ANY, NULL);
    assert_true(json_equal(text, back));
    json_decref(text);
    json_decref(back);
}

static void writes_what_holds_others(void **state)
{
    (void)state;
    assert_like_library(json_object());
    assert_like_library(json_array());
    assert_like_library(json_pack("{s:[i,I,b,n,{s:s}],s:b,s:{}}", "z", -7, (json_int_t)1 << 60, 1,
                                  "in", "side", "a", 0, "m"));
}

static void lists_are_arrays(void **state)
{
    (void)state;
    struct reply reply = {0};
    struct render_list list = render_list_of(&arena);
    render_list_reply(&list, &reply);
    assert_int_equal(reply.size, 2);
    assert_memory_equal(reply.body, "[]", 2);
    list = render_list_of(&arena);
    for (int i = 0; i < 3; i++)
        render_list_add(&list, json_integer(i));
    render_list_reply(&list, &reply);
    assert_int_equal(reply.status, 200);
    assert_int_equal(reply.size, 7);
    assert_memory_equal(reply.body, "[0,1,2]", 7);
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_reals),
        cmocka_unit_test(writes_texts),
        cmocka_unit_test(writes_what_holds_others),
        cmocka_unit_test(lists_are_arrays),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
