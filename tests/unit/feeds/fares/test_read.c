#include "feeds/fares/fares.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/scratch.h"

/* A folder of tables, and what is wrong with them. */

static struct scratch scratch;
static struct fares fares;
static struct findings findings;
static struct error error;

static int begin(void **state)
{
    (void)state;
    scratch_init(&scratch);
    findings_init(&findings);
    fares = (struct fares){0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    fares_finish(&fares);
    findings_finish(&findings);
    scratch_finish(&scratch);
    return 0;
}

static void take(const char *file, const char *text)
{
    scratch_text(&scratch, file, text);
    if (!fares_read_folder(scratch.path, &fares, &findings, &error))
        fail_msg("%s: %s", error.place, error.text);
}

static const struct fares_rule *at(uint32_t index)
{
    assert_true(index < fares.rules.count);
    return vec_at(&fares.rules, index);
}

/* The finding of that code is one, of that line and detail. */
static void assert_found(const char *code, uint32_t line, const char *detail)
{
    const struct finding *finding = findings_find(&findings, code);
    if (!finding)
        fail_msg("no %s", code);
    assert_int_equal(finding->count, 1);
    assert_int_equal(finding->places[0].line, line);
    assert_string_equal(finding->places[0].detail, detail);
}

static void products_and_reductions_join_networks(void **state)
{
    (void)state;
    take("interop.csv",
         "id,from,to,within_minutes,product,amount,reduction,currency,medium,category,from_date,"
         "to_date\n"
         "both,tram:urban|bus,rail,90,\"Tram, rail\",3.60,,EUR,card,young,2026-01-01,2026-12-31\n"
         ",rail,bus,30,,,0.50,EUR,,,,\n"
         ",rail,bikes,30,,,12.5 %,,,,,\n");
    assert_int_equal(findings_total(&findings), 0);
    assert_int_equal(fares.files, 1);
    assert_int_equal(fares.rules.count, 3);
    const struct fares_rule *both = at(0);
    assert_int_equal(both->rule.kind, OVERLAY_COMBINED);
    assert_int_equal(both->rule.line, 2);
    assert_string_equal(both->id, "both");
    assert_string_equal(both->name, "Tram, rail");
    assert_int_equal(both->networks.count, 2);
    assert_string_equal(both->networks.items[0], "tram:urban");
    assert_string_equal(both->networks.items[1], "bus");
    assert_string_equal(both->onto.items[0], "rail");
    assert_int_equal(both->rule.seconds, 5400);
    assert_int_equal(both->rule.amount, 360);
    assert_int_equal(both->rule.decimals, 2);
    assert_string_equal(both->medium, "card");
    assert_string_equal(both->category, "young");
    assert_int_equal(both->rule.last_day - both->rule.first_day, 364);
    assert_int_equal(at(1)->rule.kind, OVERLAY_REDUCTION);
    assert_int_equal(at(1)->rule.amount, 50);
    assert_int_equal(at(1)->rule.percent, 0);
    assert_int_equal(at(2)->rule.kind, OVERLAY_REDUCTION);
    assert_int_equal(at(2)->rule.amount, 0);
    assert_int_equal(at(2)->rule.percent, 1250);
}

static void caps_and_passes_hold_for_a_period(void **state)
{
    (void)state;
    scratch_text(&scratch, "caps.csv",
                 "id;name;networks;period;amount;currency\nday;Of a day;tram;day;5,20;EUR\n"
                 "day;Again;tram;week;5,20;EUR\n");
    take("passes.csv", "id,name,networks,period,price,currency,free_minutes\n"
                       "month,Of a month,tram|bikes,Month,4200,JPY,30\n");
    assert_int_equal(fares.files, 2);
    assert_int_equal(fares.rules.count, 2);
    assert_int_equal(at(0)->rule.kind, OVERLAY_CAP);
    assert_int_equal(at(0)->rule.amount, 520); /* Offices write commas, and semicolons then. */
    assert_int_equal(at(0)->rule.period, OVERLAY_DAY);
    assert_int_equal(at(1)->rule.kind, OVERLAY_PASS);
    assert_int_equal(at(1)->rule.amount, 4200); /* The yen has no smaller unit. */
    assert_int_equal(at(1)->rule.period, OVERLAY_MONTH);
    assert_int_equal(at(1)->rule.seconds, 1800);
    assert_found("fares_id_doubled", 3, "day");
}

static void categories_and_free_days(void **state)
{
    (void)state;
    scratch_text(&scratch, "categories.csv",
                 "id,name,url,stands_for,percent,networks\n"
                 "social,Social,https://city.example/,tram_reduced,,\n"
                 "social,Social,,,75,rail\n"
                 "social,Social,,,,rail\n"
                 "social,Social,,,75,\n");
    take("free.csv", "networks,weekdays,category,from_date,to_date\n"
                     "ferry,Sunday|sat,,,\n"
                     "ferry,,,2026-07-05,2026-07-04\n");
    assert_int_equal(fares.rules.count, 3);
    assert_string_equal(at(0)->stands_for, "tram_reduced");
    assert_int_equal(at(1)->rule.percent, 7500);
    assert_int_equal(at(2)->rule.kind, OVERLAY_FREE);
    assert_int_equal(at(2)->rule.weekdays, 1u << 5 | 1u << 6);
    const struct finding *finding = findings_find(&findings, "fares_row_incomplete");
    assert_int_equal(finding->count, 3);
    assert_string_equal(finding->places[0].detail, "stands_for or percent");
    assert_string_equal(finding->places[1].detail, "networks");
    assert_string_equal(finding->places[2].detail, "to_date after from_date");
    assert_string_equal(finding->places[2].file, "free.csv");
    assert_int_equal(finding->places[2].line, 3);
}

static void parking_goes_up_in_steps(void **state)
{
    (void)state;
    take("parking.csv", "park,base,steps,currency,day_max,covers\n"
                        "Gare,1,0-60:0.02/1|60:1.50/30 | 120.5:5,EUR,12,tram\n");
    assert_int_equal(findings_total(&findings), 0);
    const struct fares_rule *rule = at(0);
    assert_int_equal(rule->rule.kind, OVERLAY_PARKING);
    assert_int_equal(rule->rule.amount, 100);
    assert_int_equal(rule->rule.day_most, 1200);
    assert_string_equal(rule->park, "Gare");
    assert_int_equal(rule->rate_count, 3);
    assert_int_equal(rule->rates[0].end, 3600000);
    assert_int_equal(rule->rates[0].interval, 60000);
    assert_int_equal(rule->rates[0].rate, 20000);
    assert_int_equal(rule->rates[1].start, 3600000);
    assert_true(rule->rates[1].end == RENTAL_RATE_ENDLESS);
    assert_int_equal(rule->rates[2].start, 7230000);
    assert_int_equal(rule->rates[2].interval, 0);
    assert_int_equal(rule->networks.count, 1);
}

/* Each is the whole of a row that goes; the column is named. */
static void a_bad_row_loses_only_itself(void **state)
{
    (void)state;
    static const struct {
        const char *row, *column;
    } rows[] = {
        {"tram,rail,x,,1,,EUR,,,,", "within_minutes"},
        {"tram,rail,0,,1,,EUR,,,,", "within_minutes"},
        {"tram,rail,99999999999999999999,,1,,EUR,,,,", "within_minutes"},
        {",rail,9,,1,,EUR,,,,", "from"},
        {"tram,|,9,,1,,EUR,,,,", "to"},
        {"tram,rail,9,,-1,,EUR,,,,", "amount"},
        {"tram,rail,9,,1,20%,EUR,,,,", "reduction"},
        {"tram,rail,9,,,101%,EUR,,,,", "reduction"},
        {"tram,rail,9,,,%,EUR,,,,", "reduction"},
        {"tram,rail,9,,1,,euro,,,,", "currency"},
        {"tram,rail,9,,1,,EUR,,,2026-02-30,", "from_date"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "from,to,within_minutes,product,amount,reduction,currency,medium,category,"
                 "from_date,to_date\n%s\ntram,rail,9,,1,,EUR,,,,\n",
                 rows[i].row);
        take("interop.csv", text);
        assert_found("fares_value_bad", 2, rows[i].column);
        assert_int_equal(fares.rules.count, 1);
        assert_int_equal(at(0)->rule.line, 3);
        assert_int_equal(end(NULL) + begin(NULL), 0);
    }
    take("parking.csv", "park,steps,currency\nA,60,EUR\nA,60:1/0.001,EUR\nA,60-30:1,EUR\n"
                        "A,,EUR\nA,0:1|,EUR\n");
    assert_int_equal(fares.rules.count, 1);
    assert_int_equal(findings_find(&findings, "fares_value_bad")->count, 3);
    assert_found("fares_row_incomplete", 5, "base or steps");
    assert_int_equal(fares.lost[OVERLAY_PARKING], 4);
    assert_int_equal(fares.lost[OVERLAY_CAP], 0);
}

static void a_misspelt_column_is_found(void **state)
{
    (void)state;
    take("free.csv", "\xef\xbb\xbf\"networks\", weekday ,category\nferry,sun,\n");
    assert_found("fares_column_unknown", 1, "weekday");
    assert_int_equal(fares.rules.count, 0); /* On all days it would be for nothing. */
    assert_found("fares_condition_unknown", 2, "weekday");
    assert_int_equal(fares.lost[OVERLAY_FREE], 1);
    fares_finish(&fares);
    take("free.csv", "networks,weekday,note\nferry,,\nbus,0,\ntram,,since 2025\n");
    assert_int_equal(fares.rules.count, 3); /* Who fills it in no row, or writes a note. */
    assert_int_equal(fares.lost[OVERLAY_FREE], 0);
}

/* A column that is twice there and unknown says nobody knows what, in every row. */
static void a_file_that_breaks_off_is_torn(void **state)
{
    (void)state;
    scratch_text(&scratch, "supplements.csv",
                 "id,networks,amount,currency,category,zone,zone\nd,rail,1,EUR,dog,,\n");
    take("free.csv", "networks\nferry\n\"bus\n");
    assert_int_equal(fares.rules.count, 1);
    assert_int_equal(findings_find(&findings, "fares_file_unreadable")->count, 2);
    for (int kind = 0; kind < OVERLAY_KINDS; kind++) {
        assert_int_equal(fares.torn[kind], kind == OVERLAY_FREE || kind == OVERLAY_SUPPLEMENT);
        assert_int_equal(fares.lost[kind], 0);
    }
}

static void rows_that_the_table_cuts_or_drops_are_lost(void **state)
{
    (void)state;
    static char text[100000];
    size_t used = (size_t)snprintf(text, sizeof text,
                                   "networks,category,name\n"
                                   "ferry,,Boats, all of them\nbus,,Bus,\n"
                                   "tram\nrail,,");
    memset(text + used, 'x', 70000);
    take("free.csv", text);
    assert_int_equal(fares.rules.count, 3);
    assert_int_equal(fares.lost[OVERLAY_FREE], 2);
    assert_false(fares.torn[OVERLAY_FREE]);
}

static void a_folder_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    assert_false(fares_read_folder(scratch_path(&scratch, "none"), &fares, &findings, &error));
    assert_true(error.kind != ERROR_NONE);
    fares = (struct fares){0};
}

static void a_table_of_another_name_is_found(void **state)
{
    (void)state;
    scratch_text(&scratch, "README.md", "What this city asks for.\n");
    take("cap.csv", "id,networks,period,amount,currency\nx,a,day,1,EUR\n");
    assert_int_equal(fares.rules.count, 0);
    assert_found("fares_file_unknown", 0, "");
    assert_string_equal(findings_find(&findings, "fares_file_unknown")->places[0].file, "cap.csv");
}

static void an_empty_folder_says_nothing(void **state)
{
    (void)state;
    assert_true(fares_read_folder(scratch.path, &fares, &findings, &error));
    assert_int_equal(fares.files + fares.rules.count, 0);
}

static void supplements_and_days_of_the_week(void **state)
{
    (void)state;
    take("supplements.csv", "id,networks,amount,currency,category,weekdays\n"
                            "bike,rail,2.00,EUR,bike,\n"
                            "dog,rail,0.80,EUR,,\n");
    assert_found("fares_value_bad", 3, "category");
    assert_int_equal(fares.rules.count, 1);
    assert_int_equal(at(0)->rule.kind, OVERLAY_SUPPLEMENT);
    assert_int_equal(at(0)->rule.amount, 200);
    assert_string_equal(at(0)->category, "bike");
    fares_finish(&fares);
    scratch_text(&scratch, "supplements.csv", "id\n");
    take("passes.csv", "id,networks,period,price,currency,weekdays\n"
                       "school,bus,year,95,EUR,mon|tue|wed|thu|fri\n");
    assert_int_equal(at(0)->rule.weekdays, 31);
    fares_finish(&fares);
    take("parking.csv", "park,currency,base,pass\nStation,EUR,1.00,school\n");
    assert_string_equal(at(1)->stands_for, "school");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(products_and_reductions_join_networks),
        TEST(caps_and_passes_hold_for_a_period),
        TEST(categories_and_free_days),
        TEST(parking_goes_up_in_steps),
        TEST(supplements_and_days_of_the_week),
        TEST(a_bad_row_loses_only_itself),
        TEST(a_misspelt_column_is_found),
        TEST(a_file_that_breaks_off_is_torn),
        TEST(rows_that_the_table_cuts_or_drops_are_lost),
        TEST(a_table_of_another_name_is_found),
        TEST(a_folder_that_is_not_there_is_an_error),
        TEST(an_empty_folder_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
