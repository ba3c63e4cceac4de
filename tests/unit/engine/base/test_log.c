#include "engine/base/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/clock.h"

static char caught[8192];

/* What log_line writes to stderr for this text. */
static const char *line_of(const char *event, const char *text)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    fflush(stderr);
    int old = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    log_line(event, "text=%s", text);
    fflush(stderr);
    dup2(old, STDERR_FILENO);
    close(old);
    rewind(file);
    caught[fread(caught, 1, sizeof caught - 1, file)] = 0;
    fclose(file);
    return caught;
}

static void a_line_has_time_event_and_text(void **state)
{
    (void)state;
    clock_set_now(1767225600);
    const char *line = line_of("start", "one two");
    assert_memory_equal(line, "2026-01-01T00:00:0", 18);
    assert_string_equal(line + 19, "Z start text=one two\n");
}

/* Whatever stands in the input, a line stays one line and hides nothing. */
static void control_bytes_are_escaped(void **state)
{
    (void)state;
    assert_string_equal(strchr(line_of("e", "a\nb\rc\td\x1b[2J\x7f"), 't'),
                        "text=a\\x0ab\\x0dc\\x09d\\x1b[2J\\x7f\n");
    assert_string_equal(strchr(line_of("e", "Gare \xc3\xa0 l'\xc3\xa9t\xc3\xa9"), 't'),
                        "text=Gare \xc3\xa0 l'\xc3\xa9t\xc3\xa9\n");
    for (int c = 1; c < 0x20; c++) {
        char text[2] = {(char)c, 0};
        const char *line = line_of("e", text);
        assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
        for (const char *at = line; at[1]; at++)
            assert_true((unsigned char)*at >= 0x20);
    }
}

static void endless_texts_are_cut(void **state)
{
    (void)state;
    char wide[5000];
    memset(wide, '\1', sizeof wide - 1);
    wide[sizeof wide - 1] = 0;
    const char *line = line_of("e", wide);
    assert_true(strlen(line) < 2200);
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

static void it_can_be_silenced(void **state)
{
    (void)state;
    log_enable(0);
    assert_string_equal(line_of("e", "x"), "");
    log_enable(1);
    assert_string_not_equal(line_of("e", "x"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_time_event_and_text),
        cmocka_unit_test(control_bytes_are_escaped),
        cmocka_unit_test(endless_texts_are_cut),
        cmocka_unit_test(it_can_be_silenced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
