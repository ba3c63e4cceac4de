#include "engine/base/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void items_keep_their_order_while_it_grows(void **state)
{
    (void)state;
    struct vec vec = vec_of(sizeof(uint32_t));
    for (uint32_t i = 0; i < 10000; i++)
        assert_int_equal(vec_push(&vec, &i), i);
    assert_int_equal(vec.count, 10000);
    for (uint32_t i = 0; i < 10000; i++)
        assert_int_equal(*(uint32_t *)vec_at(&vec, i), i);
    vec_finish(&vec);
    assert_int_equal(vec.count, 0);
    assert_int_equal(vec.item, sizeof(uint32_t));
}

static void new_items_are_zeroed_even_where_old_ones_were(void **state)
{
    (void)state;
    struct vec vec = vec_of(8);
    memset(vec_add(&vec), 0xff, 8);
    memset(vec_add(&vec), 0xff, 8);
    vec_resize(&vec, 0);
    static const char zeros[8];
    assert_memory_equal(vec_add(&vec), zeros, 8);
    vec_resize(&vec, 40);
    for (uint32_t i = 0; i < 40; i++)
        assert_memory_equal(vec_at(&vec, i), zeros, 8);
    vec_resize(&vec, 2);
    assert_int_equal(vec.count, 2);
    vec_finish(&vec);
}

static void many_at_once(void **state)
{
    (void)state;
    struct vec vec = vec_of(1);
    assert_int_equal(vec_add_many(&vec, "abc", 3) == vec.data, 1);
    vec_add_many(&vec, NULL, 0);
    char *rest = vec_add_many(&vec, "defghijklmnopqrstuvwxyz", 23);
    assert_int_equal(*rest, 'd');
    assert_int_equal(vec.count, 26);
    assert_memory_equal(vec.data, "abcdefghijklmnopqrstuvwxyz", 26);
    vec_finish(&vec);
    vec_finish(&vec);
    vec_push(&vec, "z");
    assert_memory_equal(vec.data, "z", 1);
    vec_finish(&vec);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_keep_their_order_while_it_grows),
        cmocka_unit_test(new_items_are_zeroed_even_where_old_ones_were),
        cmocka_unit_test(many_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
