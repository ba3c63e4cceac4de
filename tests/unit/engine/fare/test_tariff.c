#include "engine/fare/tariff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/rich.h"

/* The view is the network's own arrays, all of them. */
static void a_tariff_is_that_of_the_network(void **state)
{
    (void)state;
    struct built built;
    rich_build(&built);
    struct tariff tariff = tariff_of(&built.world);
    assert_ptr_equal(tariff.world, &built.world);
#define SECTION(name, type)                                                                        \
    assert_ptr_equal(tariff.name, built.network.name);                                             \
    assert_int_equal(tariff.counts.name, built.network.counts.name);                               \
    assert_true(tariff.counts.name > 0);
    TARIFF_SECTIONS(SECTION)
#undef SECTION
    built_finish(&built);
}

static void what_a_feed_says_is_counted(void **state)
{
    (void)state;
    struct built built;
    rich_build(&built);
    struct tariff_said said = tariff_said(&built.network, 0);
    assert_int_equal(said.flat_fares, 2);
    assert_int_equal(said.flat_rules, 1);
    assert_int_equal(said.products, 3);
    assert_int_equal(said.leg_rules, 2);
    assert_int_equal(said.transfer_rules, 2);
    assert_int_equal(said.join_rules, 1);
    said = tariff_said(&built.network, 1);
    assert_int_equal(said.products + said.flat_fares + said.flat_rules + said.leg_rules, 0);
    built_finish(&built);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_tariff_is_that_of_the_network),
                                       cmocka_unit_test(what_a_feed_says_is_counted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
