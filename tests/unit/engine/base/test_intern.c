#include "engine/base/intern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static size_t key_of(uint32_t number, char key[16])
{
    return (size_t)snprintf(key, 16, "key %u", (unsigned)number);
}

static void numbers_are_dense_and_in_order_of_appearance(void **state)
{
    (void)state;
    struct intern intern = {0};
    char key[16];
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < 5000; i++)
            assert_int_equal(intern_add(&intern, key, key_of(i, key)), i);
    assert_int_equal(intern.count, 5000);
    for (uint32_t i = 0; i < 5000; i++) {
        size_t length = key_of(i, key);
        assert_int_equal(intern_find(&intern, key, length), i);
        assert_string_equal(intern_key(&intern, i), key);
        assert_int_equal(intern.lengths[i], length);
    }
    assert_int_equal(intern_find(&intern, "key 5000", 8), INTERN_NONE);
    intern_finish(&intern);
}

static void keys_are_bytes_and_not_texts(void **state)
{
    (void)state;
    struct intern intern = {0};
    assert_int_equal(intern_find(&intern, "", 0), INTERN_NONE);
    assert_int_equal(intern_add(&intern, "", 0), 0);
    assert_int_equal(intern_add(&intern, "\0", 1), 1);
    assert_int_equal(intern_add(&intern, "\0\0", 2), 2);
    assert_int_equal(intern_add(&intern, "a\0b", 3), 3);
    assert_int_equal(intern_add(&intern, "a\0c", 3), 4);
    assert_int_equal(intern_add(&intern, "a", 1), 5);
    assert_int_equal(intern_add(&intern, "", 0), 0);
    assert_memory_equal(intern_key(&intern, 4), "a\0c", 4);
    intern_finish(&intern);
}

/* A reader that gives up takes its texts with it. */
static void what_is_cut_off_can_come_again(void **state)
{
    (void)state;
    struct intern intern = {0};
    char key[16];
    for (uint32_t i = 0; i < 1000; i++)
        intern_add(&intern, key, key_of(i, key));
    size_t bytes = intern.starts[300];
    intern_truncate(&intern, 300);
    intern_truncate(&intern, 400);
    assert_int_equal(intern.count, 300);
    assert_int_equal(intern.byte_count, bytes);
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(intern_find(&intern, key, key_of(i, key)), i < 300 ? i : INTERN_NONE);
    assert_int_equal(intern_add(&intern, "new", 3), 300);
    assert_int_equal(intern_add(&intern, "key 999", 7), 301);
    intern_finish(&intern);
    assert_int_equal(intern_add(&intern, "again", 5), 0);
    intern_finish(&intern);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_dense_and_in_order_of_appearance),
        cmocka_unit_test(keys_are_bytes_and_not_texts),
        cmocka_unit_test(what_is_cut_off_can_come_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
