#include "engine/base/fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_folds(const char *text, const char *expected)
{
    char folded[128];
    size_t length = fold_text(text, folded, sizeof folded);
    assert_string_equal(folded, expected);
    assert_int_equal(folded[length], '\0');
}

static void forgives_case_accents_and_punctuation(void **state)
{
    (void)state;
    assert_folds("Hôtel-de-Ville", "hotel de ville");
    assert_folds("  ÉCOLE  (Côté Nord) ", "ecole cote nord");
    assert_folds("L’Œuvre d'Æther", "l oeuvre d aether");
    assert_folds("Straße Łódź Ørsted", "strasse lodz orsted");
    assert_folds("e\xcc\x81te\xcc\x81", "ete");
    assert_folds("Ω ΑΘΗΝΑ МОСКВА", "ω αθηνα москва");
    assert_folds("", "");
    assert_folds(" - ", "");
}

/* Bytes that are no UTF-8 part words and harm nothing. */
static void survives_damage(void **state)
{
    (void)state;
    assert_folds("a\xff"
                 "b",
                 "a b");
    assert_folds("a\xc3", "a");
    assert_folds("a\xe2\x82", "a");
    assert_folds("\xc0\x80x", "x");
}

static void stops_at_the_room_given(void **state)
{
    (void)state;
    char small[4];
    assert_int_equal(fold_text("abcdef", small, sizeof small), 3);
    assert_string_equal(small, "abc");
    assert_int_equal(fold_text("ab\xc3\x9f", small, sizeof small), 2);
    assert_int_equal(fold_text("x", small, 1), 0);
}

static void tells_names_that_mean_the_same(void **state)
{
    (void)state;
    assert_true(fold_alike("H\xc3\xb4tel-de-Ville", "hotel de ville"));
    assert_false(fold_alike("H\xc3\xb4tel-de-Ville", "hotel"));
    assert_false(fold_alike("", ""));
    assert_false(fold_alike("-", "'"));
}

static void knows_abbreviations(void **state)
{
    (void)state;
    assert_string_equal(fold_expansion("bd", 2, 0), "boulevard");
    assert_string_equal(fold_expansion("st", 2, 0), "saint");
    assert_string_equal(fold_expansion("st", 2, 1), "street");
    assert_null(fold_expansion("bd", 2, 1));
    assert_null(fold_expansion("boulevard", 9, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forgives_case_accents_and_punctuation),
        cmocka_unit_test(survives_damage),
        cmocka_unit_test(stops_at_the_room_given),
        cmocka_unit_test(tells_names_that_mean_the_same),
        cmocka_unit_test(knows_abbreviations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
