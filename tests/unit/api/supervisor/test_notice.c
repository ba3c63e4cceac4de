#include "api/supervisor/notice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_folders_are_left_out(void **state)
{
    (void)state;
    static const char *const known[] = {"/home/a b/feeds/ile.zip", "rel/city.json", NULL};
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"", ""},
        {"rolled back by hand", "rolled back by hand"},
        {"exit code 3: trajet: /srv/x/ile.zip:stops.txt:2: a quote",
         "exit code 3: trajet: ile.zip:stops.txt:2: a quote"},
        {"/home/a b/feeds/ile.zip: is cut", "ile.zip: is cut"},
        {"/home/a b/feeds/sub/mer.zip: is cut", "mer.zip: is cut"},
        {"rel/city.json: no", "city.json: no"},
        {"../up/x.osm.pbf is gone", "x.osm.pbf is gone"},
        {"there is no zone `Europe/Pari`", "there is no zone `Europe/Pari`"},
        {"`/etc/x.zip` is gone", "`x.zip` is gone"},
        {"(file=/a/b/c)", "(file=c)"},
        {"/a/b/", ""},
    };
    char out[320];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(notice_public(cases[i].text, known, out, sizeof out), cases[i].wanted);
}

static void test_long_texts_are_cut(void **state)
{
    (void)state;
    static const char *const known[] = {NULL};
    char out[6];
    assert_string_equal(notice_public("/a/b/abcdefgh", known, out, sizeof out), "abcde");
    assert_string_equal(notice_public("abcd /x/y/z", known, out, sizeof out), "abcd ");
    assert_string_equal(notice_public("a /x/y/z", known, out, sizeof out), "a z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folders_are_left_out),
        cmocka_unit_test(test_long_texts_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
