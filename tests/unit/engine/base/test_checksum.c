#include "engine/base/checksum.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SIZE = 4096 };

static unsigned char bytes[SIZE];

static int fill(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < SIZE; i++) {
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
        bytes[i] = (unsigned char)(seed >> 56);
    }
    return 0;
}

static void every_flipped_bit_changes_it(void **state)
{
    (void)state;
    uint64_t sum = checksum(bytes, SIZE);
    for (int bit = 0; bit < SIZE * 8; bit++) {
        bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
        assert_int_not_equal(checksum(bytes, SIZE), sum);
        bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    assert_int_equal(checksum(bytes, SIZE), sum);
}

/* In each of the ways of reading: by 32, by 8, by single bytes. */
static void short_ones_too(void **state)
{
    (void)state;
    for (size_t size = 1; size < 100; size++) {
        uint64_t sum = checksum(bytes, size);
        for (size_t bit = 0; bit < size * 8; bit++) {
            bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
            assert_int_not_equal(checksum(bytes, size), sum);
            bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
        }
    }
}

static int compare(const void *a, const void *b)
{
    const uint64_t *one = a, *two = b;
    return (*one > *two) - (*one < *two);
}

static void lengths_are_part_of_it(void **state)
{
    (void)state;
    static const unsigned char zeros[SIZE];
    uint64_t sums[SIZE];
    for (size_t size = 0; size < SIZE; size++)
        sums[size] = checksum(zeros, size);
    qsort(sums, SIZE, sizeof *sums, compare);
    for (size_t i = 1; i < SIZE; i++)
        assert_int_not_equal(sums[i], sums[i - 1]);
}

static void two_places_are_not_one(void **state)
{
    (void)state;
    unsigned char other[SIZE];
    for (size_t i = 0; i + 64 <= SIZE; i += 8) { /* Swapped words and swapped strides. */
        memcpy(other, bytes, SIZE);
        memcpy(other + i, bytes + i + 32, 8);
        memcpy(other + i + 32, bytes + i, 8);
        assert_int_not_equal(checksum(other, SIZE), checksum(bytes, SIZE));
    }
}

static void where_it_lies_does_not_matter(void **state)
{
    (void)state;
    unsigned char moved[200];
    for (size_t shift = 0; shift < 16; shift++) {
        memcpy(moved + shift, bytes, 150);
        assert_int_equal(checksum(moved + shift, 150), checksum(bytes, 150));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_flipped_bit_changes_it),  cmocka_unit_test(short_ones_too),
        cmocka_unit_test(lengths_are_part_of_it),        cmocka_unit_test(two_places_are_not_one),
        cmocka_unit_test(where_it_lies_does_not_matter),
    };
    return cmocka_run_group_tests(tests, fill, NULL);
}
