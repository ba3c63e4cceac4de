#include "feeds/fetch/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/scratch.h"

static struct scratch scratch;

static void assert_becomes(const char *text, const char *key_file, bool encode, const char *wanted)
{
    struct vec into = vec_of(1);
    struct error error = {0};
    if (!secret_expand(text, key_file, encode, &into, &error))
        fail_msg("%s: %s", text, error.text);
    assert_string_equal(into.data, wanted);
    assert_int_equal(into.count, strlen(wanted));
    vec_finish(&into);
}

static void assert_refused(const char *text, const char *key_file, const char *words)
{
    struct vec into = vec_of(1);
    struct error error = {0};
    assert_false(secret_expand(text, key_file, false, &into, &error));
    if (!strstr(error.text, words) || strstr(error.text, "hush") || strstr(error.place, "hush"))
        fail_msg("%s: %s", error.place, error.text);
    vec_finish(&into);
}

static void names_give_way_to_values(void **state)
{
    (void)state;
    setenv("TRAJET_TEST", "a b&=\xc3\xa9", 1);
    assert_becomes("plain $ { } text", NULL, false, "plain $ { } text");
    assert_becomes("", NULL, false, "");
    assert_becomes("Bearer ${TRAJET_TEST}.", NULL, false, "Bearer a b&=\xc3\xa9.");
    assert_becomes("https://x/?k=${TRAJET_TEST}&l=${TRAJET_TEST}", NULL, true,
                   "https://x/?k=a%20b%26%3D%C3%A9&l=a%20b%26%3D%C3%A9");
}

static void a_key_file_is_read_to_the_end_of_its_line(void **state)
{
    (void)state;
    const char *path = scratch_text(&scratch, "key", "s3cret\r\nand more\n");
    assert_becomes("${KEY}", path, false, "s3cret");
    setenv("KEY", "of the environment", 1);
    assert_becomes("${KEY}", NULL, false, "of the environment");
    unsetenv("KEY");
    assert_refused("${KEY}", NULL, "the variable KEY is not in");
    assert_refused("${KEY}", scratch_path(&scratch, "absent"), "the key cannot be read");
    assert_refused("${KEY}", scratch_text(&scratch, "empty", "\nhush"), "${KEY} is empty");
}

static void what_is_no_value_is_refused_without_showing_it(void **state)
{
    (void)state;
    char longest[5000];
    memset(longest, 'x', sizeof longest);
    memcpy(longest, "hush", 4);
    longest[sizeof longest - 1] = '\0';
    setenv("TRAJET_TEST", "hush\nX-Evil: 1", 1);
    assert_refused("${TRAJET_TEST}", NULL, "control bytes");
    setenv("TRAJET_TEST", longest, 1);
    assert_refused("${TRAJET_TEST}", NULL, "longer than 4096 bytes");
    setenv("TRAJET_TEST", "", 1);
    assert_refused("${TRAJET_TEST}", NULL, "is empty");
    unsetenv("TRAJET_TEST");
    assert_refused("${TRAJET_TEST}", NULL, "not in the environment");
}

static int make_scratch(void **state)
{
    (void)state;
    scratch_init(&scratch);
    return 0;
}

static int end_scratch(void **state)
{
    (void)state;
    scratch_finish(&scratch);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_give_way_to_values),
        cmocka_unit_test(a_key_file_is_read_to_the_end_of_its_line),
        cmocka_unit_test(what_is_no_value_is_refused_without_showing_it),
    };
    return cmocka_run_group_tests(tests, make_scratch, end_scratch);
}
