#include "feeds/findings/findings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void add(struct findings *findings, const char *code, uint32_t line, const char *detail)
{
    findings_add(findings, code, FINDING_ROW, "text", "stops.txt", line, detail,
                 detail ? strlen(detail) : 0);
}

static void test_counts_all_and_keeps_first_places(void **state)
{
    (void)state;
    struct findings findings;
    findings_init(&findings);
    for (uint32_t line = 2; line < 100; line++)
        add(&findings, "odd_row", line, "P1");
    const struct finding *finding = findings_find(&findings, "odd_row");
    assert_non_null(finding);
    assert_int_equal(finding->count, 98);
    assert_int_equal(finding->place_count, FINDING_PLACES);
    assert_int_equal(finding->places[0].line, 2);
    assert_int_equal(finding->places[4].line, 6);
    assert_string_equal(finding->places[4].detail, "P1");
    findings_finish(&findings);
}

static void test_one_code_is_one_finding_whatever_its_pointer(void **state)
{
    (void)state;
    struct findings findings;
    findings_init(&findings);
    char copy[] = "odd_row";
    add(&findings, "odd_row", 2, NULL);
    add(&findings, copy, 3, NULL);
    add(&findings, "other", 3, NULL);
    assert_int_equal(findings.items.count, 2);
    assert_int_equal(findings_find(&findings, copy)->count, 2);
    assert_null(findings_find(&findings, "absent"));
    findings_finish(&findings);
}

static void test_details_are_cut_and_tamed(void **state)
{
    (void)state;
    struct findings findings;
    findings_init(&findings);
    add(&findings, "tamed", 2, "a\nb\x1b[31m");
    const struct finding *finding = findings_find(&findings, "tamed");
    assert_string_equal(finding->places[0].detail, "a b [31m");

    char long_detail[200];
    memset(long_detail, 'x', sizeof long_detail);
    memcpy(long_detail + 94, "\xc3\xa9", 2); /* The cut would fall between the two bytes. */
    findings_add(&findings, "cut", FINDING_ROW, "text", "stops.txt", 3, long_detail, 200);
    finding = findings_find(&findings, "cut");
    assert_int_equal(strlen(finding->places[0].detail), 94);
    /* Names of files as feeds have them are not. */
    const char *name = "facilities_properties_definitions.txt";
    findings_add(&findings, "named", FINDING_NOTED, "text", name, 0, "", 0);
    finding = findings_find(&findings, "named");
    assert_string_equal(finding->places[0].file, name);
    findings_finish(&findings);
}

static void test_lists_are_merged_in_order(void **state)
{
    (void)state;
    struct findings one, two;
    findings_init(&one);
    findings_init(&two);
    for (uint32_t line = 1; line <= 3; line++)
        add(&one, "odd_row", line, NULL);
    for (uint32_t line = 11; line <= 14; line++)
        add(&two, "odd_row", line, NULL);
    add(&two, "even_row", 20, "P2");
    findings_merge(&one, &two);
    const struct finding *finding = findings_find(&one, "odd_row");
    assert_int_equal(finding->count, 7);
    assert_int_equal(finding->place_count, FINDING_PLACES);
    assert_int_equal(finding->places[2].line, 3);
    assert_int_equal(finding->places[3].line, 11);
    finding = findings_find(&one, "even_row");
    assert_int_equal(finding->count, 1);
    assert_string_equal(finding->places[0].detail, "P2");
    assert_int_equal(one.items.count, 2);
    findings_finish(&one);
    findings_finish(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts_all_and_keeps_first_places),
        cmocka_unit_test(test_one_code_is_one_finding_whatever_its_pointer),
        cmocka_unit_test(test_details_are_cut_and_tamed),
        cmocka_unit_test(test_lists_are_merged_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
