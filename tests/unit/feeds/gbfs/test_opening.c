#include "feeds/gbfs/opening.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

/* 'o' or 'c' at that time of 2026-05-04, a Monday, and `days` later; '?': not understood. */
static char at(const char *text, int days, int hours, int minutes)
{
    struct gbfs_opening opening;
    civil_day day = civil_day_of(2026, 5, 4) + days;
    if (!gbfs_opening_parse(text, &arena, &opening)) {
        assert_int_equal(opening.count, 0);
        return '?';
    }
    assert_true(opening.count > 0);
    return gbfs_opening_has(&opening, day, hours * 3600 + minutes * 60) ? 'o' : 'c';
}

enum { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

static void always_is_always(void **state)
{
    (void)state;
    assert_int_equal(at("24/7", MONDAY, 3, 0), 'o');
    assert_int_equal(at("00:00-24:00", SUNDAY, 23, 59), 'o');
    assert_int_equal(at("Mo-Su,PH 00:00-24:00", SUNDAY, 0, 0), 'o');
    assert_int_equal(at("Mo,Tu,We,Th,Fr,Sa,Su 00:00-23:59", SATURDAY, 23, 59), 'o');
}

static void days_and_hours(void **state)
{
    const char *text = "Mo-Fr 08:00-12:00,13:00-18:00; Sa 09:00-12:00";
    (void)state;
    assert_int_equal(at(text, MONDAY, 7, 59), 'c');
    assert_int_equal(at(text, MONDAY, 8, 0), 'o');
    assert_int_equal(at(text, FRIDAY, 12, 0), 'c');
    assert_int_equal(at(text, FRIDAY, 17, 59), 'o');
    assert_int_equal(at(text, SATURDAY, 8, 30), 'c');
    assert_int_equal(at(text, SATURDAY, 11, 0), 'o');
    assert_int_equal(at(text, SUNDAY, 11, 0), 'c');
    assert_int_equal(at("Fr-Mo 10:00-11:00", SUNDAY, 10, 30), 'o');
    assert_int_equal(at("Fr-Mo 10:00-11:00", TUESDAY, 10, 30), 'c');
}

static void hours_pass_midnight(void **state)
{
    const char *text = "Su-Th 05:00-22:00; Fr-Sa 05:00-01:00";
    (void)state;
    assert_int_equal(at(text, FRIDAY, 0, 30), 'c');
    assert_int_equal(at(text, SATURDAY, 0, 30), 'o');
    assert_int_equal(at(text, SUNDAY, 0, 59), 'o');
    assert_int_equal(at(text, SUNDAY, 1, 0), 'c');
    assert_int_equal(at("Mo 20:00-26:00", TUESDAY, 1, 30), 'o');
    assert_int_equal(at("Mo 20:00-26:00", TUESDAY, 2, 0), 'c');
}

static void the_last_rule_of_a_day_holds(void **state)
{
    const char *text = "08:00-18:00; We off; Sa-Su 10:00-12:00";
    (void)state;
    assert_int_equal(at(text, TUESDAY, 9, 0), 'o');
    assert_int_equal(at(text, WEDNESDAY, 9, 0), 'c');
    assert_int_equal(at(text, SATURDAY, 9, 0), 'c');
    assert_int_equal(at(text, SATURDAY, 11, 0), 'o');
    assert_int_equal(at("24/7; Su closed", SUNDAY, 11, 0), 'c');
    assert_int_equal(at("Mo-Fr; Sa open", SATURDAY, 11, 0), 'o');
}

static void seasons(void **state)
{
    (void)state;
    assert_int_equal(at("Apr 1-Nov 3 00:00-24:00", MONDAY, 9, 0), 'o');
    assert_int_equal(at("Jun-Sep: 09:00-18:00", MONDAY, 10, 0), 'c');
    assert_int_equal(at("Nov-May 09:00-18:00", MONDAY, 10, 0), 'o');
    assert_int_equal(at("May 4 off; May 5-20 10:00-12:00", MONDAY, 11, 0), 'c');
    assert_int_equal(at("May 4 off; May 5-20 10:00-12:00", TUESDAY, 11, 0), 'o');
    assert_int_equal(at("May 09:00-18:00", MONDAY, 10, 0), 'o');
    assert_int_equal(at("Jun 09:00-18:00", MONDAY, 10, 0), 'c');
    assert_int_equal(at("Dec 24 Mo 09:00-18:00", MONDAY, 10, 0), 'c');
}

/* Who does not know the holidays of a place says nothing of them. */
static void holidays_are_passed_over(void **state)
{
    (void)state;
    assert_int_equal(at("Mo-Fr 08:00-18:00; PH off", MONDAY, 10, 0), 'o');
    assert_int_equal(at("PH,Mo 08:00-18:00", MONDAY, 10, 0), 'o');
    assert_int_equal(at("PH 08:00-18:00", MONDAY, 10, 0), '?');
}

static void more_is_not_understood(void **state)
{
    static const char *const texts[] = {
        "",
        ";;",
        "sunrise-sunset",
        "08:00+",
        "Mo-Fr 08:00",
        "Mo-",
        "8-18",
        "Mo 08:00-18:60",
        "Mo 49:00-50:00",
        "Mo 48:00-12:00",
        "24:00-26:00",
        "Apr 1-",
        "Apr 40",
        "Mo[1] 08:00-12:00",
        "2026 May 08:00-12:00",
        "\"on demand\"",
        "Mo 8:0-9:00",
        "week 1-20",
        "Mo 08:00-12:00 || Tu",
        "easter off",
        "Monday 08:00-12:00",
        "08:00-12:00,",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (at(texts[i], MONDAY, 10, 0) != '?')
            fail_msg("\"%s\" was understood", texts[i]);
}

static void so_many_rules_are_none(void **state)
{
    char text[300 * 7 + 1];
    (void)state;
    for (int i = 0; i < 300; i++)
        snprintf(text + (size_t)i * 7, 8, "Mo off;");
    assert_int_equal(at(text, MONDAY, 10, 0), '?');
}

static void nothing_said_is_open(void **state)
{
    (void)state;
    assert_true(gbfs_opening_has(&(struct gbfs_opening){0}, 20000, 100));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(always_is_always),
        cmocka_unit_test(days_and_hours),
        cmocka_unit_test(hours_pass_midnight),
        cmocka_unit_test(the_last_rule_of_a_day_holds),
        cmocka_unit_test(seasons),
        cmocka_unit_test(holidays_are_passed_over),
        cmocka_unit_test(more_is_not_understood),
        cmocka_unit_test(so_many_rules_are_none),
        cmocka_unit_test(nothing_said_is_open),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
