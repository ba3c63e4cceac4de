#include "engine/base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    struct arena arena = {0};
    unsigned char *last = NULL;
    for (size_t size = 0; size < 300; size++) {
        unsigned char *piece = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(piece[i], 0);
        memset(piece, 0xee, size);
        if (last && size > 1)
            assert_int_equal(last[size - 2], 0xee);
        last = piece;
    }
    assert_true(arena.total >= 300 * 299 / 2);
    arena_finish(&arena);
    assert_null(arena.newest);
}

static void large_ones_get_a_block_of_their_own(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *small = arena_alloc(&arena, 8);
    memcpy(small, "before", 7);
    char *large = arena_array(&arena, 1000, 1000);
    memset(large, 1, 1000 * 1000);
    assert_string_equal(small, "before");
    assert_int_equal(large[999 * 1000], 1);
    arena_finish(&arena);
}

static void memory_is_clean_again_after_a_reset(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (int round = 0; round < 3; round++) {
        unsigned char *piece = arena_alloc(&arena, 40000);
        for (size_t i = 0; i < 40000; i++)
            assert_int_equal(piece[i], 0);
        memset(piece, 0xff, 40000);
        arena_alloc(&arena, 40000);
        arena_reset(&arena);
        assert_int_equal(arena.total, 0);
        assert_non_null(arena.newest);
    }
    arena_finish(&arena);
    arena_finish(&arena);
    assert_non_null(arena_alloc(&arena, 1));
    arena_finish(&arena);
}

static void texts_are_copied_and_formatted(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *text = arena_text(&arena, "platform", 4);
    assert_string_equal(text, "plat");
    assert_string_equal(arena_text(&arena, "", 0), "");
    assert_string_equal(arena_format(&arena, "%s-%03d", text, 7), "plat-007");
    char *wide = arena_format(&arena, "%*d", 70000, 1);
    assert_int_equal(strlen(wide), 70000);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(large_ones_get_a_block_of_their_own),
        cmocka_unit_test(memory_is_clean_again_after_a_reset),
        cmocka_unit_test(texts_are_copied_and_formatted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
