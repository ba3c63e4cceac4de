#include "api/control.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char text[CONTROL_TEXT];

static void test_messages_stay_apart(void **state)
{
    (void)state;
    int ends[2];
    assert_true(control_pair(ends, NULL));
    assert_int_equal(control_receive(ends[1], text), CONTROL_NOTHING);
    assert_true(control_send(ends[0], "network %s", "/a b"));
    assert_true(control_send(ends[0], "notice "));
    assert_true(control_send(ends[1], "ready"));
    assert_int_equal(control_receive(ends[1], text), CONTROL_MESSAGE);
    assert_string_equal(text, "network /a b");
    assert_int_equal(control_receive(ends[1], text), CONTROL_MESSAGE);
    assert_string_equal(text, "notice ");
    assert_int_equal(control_receive(ends[0], text), CONTROL_MESSAGE);
    assert_string_equal(text, "ready");
    close(ends[0]);
    assert_int_equal(control_receive(ends[1], text), CONTROL_GONE);
    assert_false(control_send(ends[1], "ready"));
    close(ends[1]);
}

static void test_long_messages_are_cut(void **state)
{
    (void)state;
    int ends[2];
    static char much[2 * CONTROL_TEXT];
    memset(much, 'x', sizeof much - 1);
    assert_true(control_pair(ends, NULL));
    assert_true(control_send(ends[0], "status %s", much));
    assert_int_equal(control_receive(ends[1], text), CONTROL_MESSAGE);
    assert_int_equal(strlen(text), CONTROL_TEXT - 1);
    close(ends[0]);
    close(ends[1]);
}

/* Who does not listen holds nobody up. */
static void test_a_full_socket_does_not_wait(void **state)
{
    (void)state;
    int ends[2], sent = 0;
    assert_true(control_pair(ends, NULL));
    while (control_send(ends[0], "notice %d", sent) && sent < 1000000)
        sent++;
    assert_in_range(sent, 1, 999999);
    assert_int_equal(control_receive(ends[1], text), CONTROL_MESSAGE);
    assert_string_equal(text, "notice 0");
    close(ends[0]);
    close(ends[1]);
}

static void test_words(void **state)
{
    (void)state;
    assert_string_equal(control_rest("network /a b", "network"), "/a b");
    assert_string_equal(control_rest("ready", "ready"), "");
    assert_string_equal(control_rest("notice ", "notice"), "");
    assert_null(control_rest("readyish", "ready"));
    assert_null(control_rest("read", "ready"));
    assert_null(control_rest("", "ready"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages_stay_apart),
        cmocka_unit_test(test_long_messages_are_cut),
        cmocka_unit_test(test_a_full_socket_does_not_wait),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
