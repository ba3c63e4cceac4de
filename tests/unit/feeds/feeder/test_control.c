#include "feeds/feeder/control.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct control control;
static int pipe_ends[2];
static char path[PATH_MAX];

static void say(const char *text)
{
    assert_int_equal(write(pipe_ends[1], text, strlen(text)), strlen(text));
}

static int begin(void **state)
{
    (void)state;
    if (pipe(pipe_ends) != 0)
        return -1;
    control = (struct control){.descriptor = pipe_ends[0]};
    return 0;
}

static int end(void **state)
{
    (void)state;
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    return 0;
}

static void commands_come_line_by_line(void **state)
{
    (void)state;
    assert_int_equal(control_next(&control, path), CONTROL_NOTHING);
    say("image /a b.trajet\nforget /c\nimage /h");
    assert_int_equal(control_next(&control, path), CONTROL_IMAGE);
    assert_string_equal(path, "/a b.trajet");
    assert_int_equal(control_next(&control, path), CONTROL_FORGET);
    assert_string_equal(path, "/c");
    assert_int_equal(control_next(&control, path), CONTROL_NOTHING);
    say("alf\n");
    assert_int_equal(control_next(&control, path), CONTROL_IMAGE);
    assert_string_equal(path, "/half");
}

static void what_is_no_command_is_said_to_be_none(void **state)
{
    (void)state;
    static const char *const lines[] = {"\n", "image\n", "image \n", "images a\n", " forget a\n"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        say(lines[i]);
        assert_int_equal(control_next(&control, path), CONTROL_UNKNOWN);
    }
    assert_int_equal(control_next(&control, path), CONTROL_NOTHING);
}

static void a_line_without_end_is_passed_over(void **state)
{
    (void)state;
    char longest[3 * sizeof control.text];
    memset(longest, 'x', sizeof longest);
    memcpy(longest, "image ", 6);
    longest[sizeof longest - 2] = '\n';
    longest[sizeof longest - 1] = '\0';
    say(longest);
    say("image a\n");
    assert_int_equal(control_next(&control, path), CONTROL_UNKNOWN);
    assert_int_equal(control_next(&control, path), CONTROL_IMAGE);
    assert_string_equal(path, "a");
}

static void the_end_comes_after_the_last_command(void **state)
{
    (void)state;
    say("image a\nforget b");
    close(pipe_ends[1]);
    assert_int_equal(control_next(&control, path), CONTROL_IMAGE);
    assert_int_equal(control_next(&control, path), CONTROL_END);
    assert_int_equal(control_next(&control, path), CONTROL_END);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(commands_come_line_by_line, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_command_is_said_to_be_none, begin, end),
        cmocka_unit_test_setup_teardown(a_line_without_end_is_passed_over, begin, end),
        cmocka_unit_test_setup_teardown(the_end_comes_after_the_last_command, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
