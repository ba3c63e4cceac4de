#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/tidy/ladder.h"
#include "tests/tidy/shape.h"
#include "tests/tidy/style.h"

static struct arena arena;

static struct source sample(const char *path, const char *text)
{
    return source_of(&arena, path, text, strlen(text));
}

/* Complaints about one file, by style and shape. */
static struct report look_at(const char *path, const char *text)
{
    struct report report = {.quiet = true};
    struct source source = sample(path, text);
    style_check(&source, &report);
    shape_check(&source, &report);
    return report;
}

static void complains(const char *path, const char *text, const char *complaint)
{
    struct report report = look_at(path, text);
    assert_int_equal(report.count, 1);
    assert_string_equal(report.last, complaint);
}

static void fine(const char *path, const char *text)
{
    struct report report = look_at(path, text);
    assert_string_equal(report.last, "");
}

static void finds_bad_lines(void **state)
{
    (void)state;
    complains("a.md", "one\ntwo \n", "a.md:2: blanks at the end of the line");
    complains("a.md", "one", "a.md:1: the last line has no end");
    complains("a.c", "int a;\n\tint b;\n", "a.c:2: a tab: four blanks are meant");
    complains("a.c",
              "/* TO"
              "DO: later */\n",
              "a.c:1: TODO without an issue: write TODO(#number) or do it");
    fine("a.c", "/* TO"
                "DO(#12): later */\n");
}

static void finds_banned_calls(void **state)
{
    (void)state;
    struct report report = look_at("api/a.c", "void f(void)\n{\n    free(g);\n}\n");
    assert_string_equal(report.last, "api/a.c:3: free(): memory comes from engine/base");
    assert_int_equal(look_at("a.c", "int x = atoi(t);\n").count, 1);
    assert_int_equal(look_at("a.c", "double price_total;\n").count, 1);
    fine("engine/base/memory.c", "void f(void)\n{\n    free(g);\n}\n");
    fine("a.c", "/* free(x) */\nstatic const char *t = \"free(x)\";\nint u = a.free(x);\n");
    fine("a.c", "int64_t price_minor = arena_free(x);\n");
}

static void finds_undocumented_headers(void **state)
{
    (void)state;
    complains("a.h", "int f(void);\n", "a.h:1: a public declaration without a comment");
    complains("a.h", "/** A. */\nint f(void);\n\nstruct b {\n    int c;\n};\n",
              "a.h:4: a public declaration without a comment");
    fine("a.h", "/** A. */\nint f(void);\nint g(void);\n\nstruct b;\n\nint c; /**< C. */\n");
    fine("a.c", "int f(void);\n");
}

static void finds_many_parameters(void **state)
{
    (void)state;
    complains("a.c", "int f(int a, int (*b)(int, int), int c, int d, int e, int g, int h);\n",
              "a.c:1: 7 parameters, at most 6: make a struct of them");
    fine("a.c", "int f(int a, int (*b)(int, int), int c, int d, int e, int g);\n");
}

static void finds_long_functions(void **state)
{
    (void)state;
    char text[400] = "int f(void)\n{\n";
    for (int i = 0; i < 68; i++)
        memcpy(text + strlen(text), ";\n", 3);
    memcpy(text + strlen(text), "}\n", 3);
    complains("a.c", text, "a.c:1: a function of 71 lines, at most 70");
}

/* Complaints about two files that stand in one house. */
static struct report look_at_two(struct source a, struct source b)
{
    struct report report = {.quiet = true};
    struct vec sources = vec_of(sizeof(struct source));
    vec_push(&sources, &a);
    vec_push(&sources, &b);
    ladder_check(&sources, &report);
    vec_finish(&sources);
    return report;
}

static void holds_the_ladder(void **state)
{
    (void)state;
    struct source base = sample("engine/base/a.h", "\n");
    struct source network = sample("engine/network/b.h", "#include \"engine/base/a.h\"\n");
    assert_string_equal(look_at_two(base, network).last, "");
    base = sample("engine/base/a.h", "#include <stdio.h>\n#include \"engine/network/b.h\"\n");
    network = sample("engine/network/b.h", "\n");
    assert_string_equal(look_at_two(base, network).last,
                        "engine/base/a.h:2: engine/base/ may not include engine/network/b.h");
    struct source plan = sample("api/plan.c", "#include \"engine/network/draft.h\"\n");
    struct source draft = sample("engine/network/draft.h", "\n");
    assert_string_equal(look_at_two(plan, draft).last,
                        "api/plan.c:1: api/ may not include engine/network/draft.h");
}

static void finds_circles(void **state)
{
    (void)state;
    struct report report = look_at_two(sample("engine/base/a.h", "#include \"engine/base/b.h\"\n"),
                                       sample("engine/base/b.h", "#include \"engine/base/a.h\"\n"));
    assert_int_equal(report.count, 2);
}

static void keeps_libraries_in_their_rooms(void **state)
{
    (void)state;
    struct source table = sample("feeds/table/table.c", "#include <csv.h>\n");
    struct source other = sample("feeds/gtfs/gtfs.c", "#include <csv.h>\n");
    assert_string_equal(look_at_two(table, other).last,
                        "feeds/gtfs/gtfs.c:1: <csv.h> has its room, and this is not it");
    other = sample("engine/base/x.c", "#include <openssl/ssl.h>\n");
    assert_string_equal(look_at_two(table, other).last,
                        "engine/base/x.c:1: <openssl/ssl.h> is in no table of "
                        "tests/tidy/ladder.c");
}

static void wants_the_own_header_first(void **state)
{
    (void)state;
    struct source header = sample("engine/base/a.h", "\n");
    struct source source =
        sample("engine/base/a.c", "#include <stdio.h>\n#include \"engine/base/a.h\"\n");
    assert_string_equal(look_at_two(header, source).last,
                        "engine/base/a.c:1: its own header engine/base/a.h comes first");
}

static int finish(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_bad_lines),
        cmocka_unit_test(finds_banned_calls),
        cmocka_unit_test(finds_undocumented_headers),
        cmocka_unit_test(finds_many_parameters),
        cmocka_unit_test(finds_long_functions),
        cmocka_unit_test(holds_the_ladder),
        cmocka_unit_test(finds_circles),
        cmocka_unit_test(keeps_libraries_in_their_rooms),
        cmocka_unit_test(wants_the_own_header_first),
    };
    return cmocka_run_group_tests(tests, NULL, finish);
}
