#include "engine/base/bitset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { BITS = 193 };

static void words_hold_their_bits(void **state)
{
    (void)state;
    assert_int_equal(bitset_words(0), 0);
    assert_int_equal(bitset_words(1), 1);
    assert_int_equal(bitset_words(64), 1);
    assert_int_equal(bitset_words(65), 2);
    assert_int_equal(bitset_words(BITS), 4);
}

/* Each bit is its own: setting and clearing one leaves all others as they are. */
static void bits_do_not_touch_each_other(void **state)
{
    (void)state;
    uint64_t set[4] = {0};
    for (uint32_t bit = 0; bit < BITS; bit++) {
        bitset_add(set, bit);
        bitset_add(set, bit);
        for (uint32_t other = 0; other < BITS; other++)
            assert_int_equal(bitset_has(set, other), other <= bit);
    }
    for (uint32_t bit = 0; bit < BITS; bit++) {
        bitset_remove(set, bit);
        bitset_remove(set, bit);
        for (uint32_t other = 0; other < BITS; other++)
            assert_int_equal(bitset_has(set, other), other > bit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_hold_their_bits),
        cmocka_unit_test(bits_do_not_touch_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
