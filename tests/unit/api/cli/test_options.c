#include "api/cli/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "engine/base/clock.h"

struct given {
    bool json;
    int64_t window;
    const char *image;
    struct option_list vias;
};

/* Reads the words with a table of one option of each kind. */
static bool read_words(struct given *given, int *argc, const char **argv, int *ending)
{
    const struct option options[] = {
        {.name = "json", .kind = OPTION_FLAG, .value = &given->json, .help = "h"},
        {.name = "window", .kind = OPTION_NUMBER, .value = &given->window, .high = 60, .help = "h"},
        {.name = "image", .letter = 'i', .kind = OPTION_TEXT, .value = &given->image, .help = "h"},
        {.name = "via", .kind = OPTION_LIST, .value = &given->vias, .help = "h"},
        {0},
    };
    const struct command command = {
        .name = "try",
        .arguments = "A [B]",
        .summary = "s",
        .options = options,
        .least = 1,
        .most = 2,
    };
    static char words[10][48];
    char *list[10];
    for (int i = 0; i < *argc; i++) {
        snprintf(words[i], sizeof words[i], "%s", argv[i]);
        list[i] = words[i];
    }
    bool read = options_read(&command, argc, list, ending);
    for (int i = 0; read && i < *argc; i++)
        argv[i] = list[i];
    return read;
}

static void reads_every_kind(void **state)
{
    (void)state;
    struct given given = {.window = 7};
    const char *argv[] = {"try", "here", "--json", "--via", "a", "-i", "x", "--via=b", "there"};
    int argc = sizeof argv / sizeof *argv, ending;
    assert_true(read_words(&given, &argc, argv, &ending));
    assert_int_equal(argc, 3);
    assert_string_equal(argv[1], "here");
    assert_string_equal(argv[2], "there");
    assert_true(given.json);
    assert_int_equal(given.window, 7);
    assert_string_equal(given.image, "x");
    assert_int_equal(given.vias.count, 2);
    assert_string_equal(given.vias.items[1], "b");
}

static void takes_southern_places_for_arguments(void **state)
{
    (void)state;
    struct given given = {0};
    const char *argv[] = {"try", "-30.03,-51.2", "--", "--json"};
    int argc = 4, ending;
    assert_true(read_words(&given, &argc, argv, &ending));
    assert_int_equal(argc, 3);
    assert_string_equal(argv[1], "-30.03,-51.2");
    assert_string_equal(argv[2], "--json");
    assert_false(given.json);
}

static void refuses(const char *a, const char *b, const char *c)
{
    struct given given = {0};
    const char *argv[] = {"try", a, b, c};
    int argc = c ? 4 : b ? 3 : a ? 2 : 1, ending = -1;
    assert_false(read_words(&given, &argc, argv, &ending));
    assert_int_equal(ending, END_USAGE);
}

static void refuses_what_is_wrong(void **state)
{
    (void)state;
    refuses(NULL, NULL, NULL);
    refuses("a", "--nothing", NULL);
    refuses("a", "--window", NULL);
    refuses("a", "--window", "61");
    refuses("a", "--window", "-1");
    refuses("a", "--window", "5m");
    refuses("a", "--json=1", NULL);
    refuses("a", "--now", "yesterday");
    refuses("a", "b", "c");
}

static void sets_the_present(void **state)
{
    (void)state;
    struct given given = {0};
    const char *argv[] = {"try", "a", "--now=1970-01-02T01:00:00+01:00"};
    int argc = 3, ending;
    assert_true(read_words(&given, &argc, argv, &ending));
    assert_in_range(clock_now(), 86400, 86410);
}

static void help_ends_well(void **state)
{
    (void)state;
    struct given given = {0};
    const char *argv[] = {"try", "--help"};
    int argc = 2, ending = -1;
    assert_false(read_words(&given, &argc, argv, &ending));
    assert_int_equal(ending, END_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_kind),
        cmocka_unit_test(takes_southern_places_for_arguments),
        cmocka_unit_test(refuses_what_is_wrong),
        cmocka_unit_test(sets_the_present),
        cmocka_unit_test(help_ends_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
