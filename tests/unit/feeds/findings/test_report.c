#include "engine/base/clock.h"
#include "feeds/findings/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static char printed[8192];

static FILE *open_printed(void)
{
    memset(printed, 0, sizeof printed);
    FILE *file = fmemopen(printed, sizeof printed - 1, "w");
    assert_non_null(file);
    return file;
}

static void assert_says(const char *words)
{
    if (!strstr(printed, words))
        fail_msg("\"%s\" is not in:\n%s", words, printed);
}

static const struct report_count counts[] = {{"stops", 3, 4}, {"trips", 5, 5}, {"shapes", 0, 0}};

static void fill(struct findings *findings)
{
    findings_init(findings);
    for (uint32_t line = 2; line < 9; line++)
        findings_add(findings, "odd_row", FINDING_ROW, "a row is odd", "stops.txt", line, "P\"1",
                     3);
    findings_add(findings, "archive", FINDING_NOTED, "a name", "", 0, "\xe9.txt", 5);
}

static const struct report_fact facts[] = {{"newest", "2020"}};

static struct report_feed feed_with(const struct findings *findings)
{
    return (struct report_feed){.tag = "t",
                                .path = "t.zip",
                                .counts = counts,
                                .count_count = 3,
                                .facts = facts,
                                .fact_count = 1,
                                .findings = findings};
}

static void test_text_for_people(void **state)
{
    (void)state;
    struct findings findings;
    fill(&findings);
    struct report_feed feed = feed_with(&findings);
    FILE *file = open_printed();
    report_print(file, &feed, REPORT_FULL);
    fclose(file);
    assert_says("t  t.zip\n  stops 3 of 4, trips 5\n  newest 2020\n");
    assert_says("7  row dropped   odd_row: a row is odd\n");
    assert_says("stops.txt:6 \"P\"1\"\n");
    assert_says("and 2 more\n");
    file = open_printed();
    report_print(file, &feed, REPORT_SHORT);
    fclose(file);
    assert_says("odd_row  stops.txt:2 \"P\"1\"\n");
    assert_null(strstr(printed, "stops.txt:3"));
    findings_finish(&findings);
}

static void test_text_of_an_unusable_feed_and_of_a_clean_one(void **state)
{
    (void)state;
    struct findings none;
    findings_init(&none);
    struct report_feed feed = feed_with(&none);
    FILE *file = open_printed();
    report_print(file, &feed, REPORT_FULL);
    fclose(file);
    assert_says("nothing to complain about");
    assert_null(strstr(printed, "runs "));
    clock_set_now(20000 * 86400LL);
    feed.has_days = true;
    feed.first_day = 19000;
    feed.last_day = 20000;
    file = open_printed();
    report_print(file, &feed, REPORT_FULL);
    fclose(file);
    assert_says("runs 2022-01-08 to 2024-10-04\n");
    feed.last_day = 19999;
    file = open_printed();
    report_print(file, &feed, REPORT_SHORT);
    fclose(file);
    assert_says("runs 2022-01-08 to 2024-10-03, which is over\n");
    struct error error;
    error_set(&error, ERROR_INPUT, "t.zip", "no stops");
    feed.error = &error;
    file = open_printed();
    report_print(file, &feed, REPORT_FULL);
    fclose(file);
    assert_says("UNUSABLE: t.zip: no stops");
    findings_finish(&none);
}

static void test_json_for_machines(void **state)
{
    (void)state;
    struct findings findings;
    struct error error;
    fill(&findings);
    struct report_feed feeds[2] = {feed_with(&findings), feed_with(&findings)};
    error_set(&error, ERROR_LIMIT, "t.zip", "too big");
    feeds[1].error = &error;
    clock_set_now(20000 * 86400LL);
    feeds[0].has_days = true;
    feeds[0].first_day = feeds[0].last_day = 19999;
    FILE *file = open_printed();
    assert_true(report_print_json(file, feeds, 2, NULL, &error));
    fclose(file);
    assert_says("\"usable\": true");
    assert_says("\"usable\": false");
    assert_says("\"firstDay\": \"2024-10-03\"");
    assert_says("\"expired\": true");
    assert_says("\"kind\": \"limit\"");
    assert_says("\"kept\": 3,");
    assert_says("\"detail\": \"P\\\"1\"");
    assert_says("\"detail\": \"?.txt\"");
    assert_says("\"action\": \"row dropped\"");
    findings_finish(&findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_for_people),
        cmocka_unit_test(test_text_of_an_unusable_feed_and_of_a_clean_one),
        cmocka_unit_test(test_json_for_machines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
