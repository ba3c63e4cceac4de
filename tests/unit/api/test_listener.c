#include "api/listener.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/scratch.h"

static void test_addresses(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",       "nowhere",         "127.0.0.1",      ":x", "1.2.3.4.5:1",
        "host:1", "127.0.0.1:65536", "127.0.0.1:99999"};
    struct listener listener, same;
    struct error error = {0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(listener_open(&listener, bad[i], &error));
        assert_string_equal(error.place, bad[i]);
    }
    assert_true(listener_open(&listener, "localhost:0", NULL));
    assert_true(listener.is_local);
    assert_true(listener_adopt(&same, listener.fd, NULL));
    assert_string_equal(same.url, listener.url);
    assert_true(same.is_local);
    assert_false(listener_open(&same, listener.url + strlen("http://"), NULL));
    close(listener.fd);
    assert_true(listener_open(&listener, "*:0", NULL));
    assert_false(listener.is_local);
    close(listener.fd);
    assert_false(listener_open_admin(&listener, "*:0", NULL));
    assert_true(listener_open_admin(&listener, "127.0.0.1:0", NULL));
    close(listener.fd);
}

static void test_files(void **state)
{
    (void)state;
    struct scratch scratch;
    struct listener listener, other;
    struct stat status;
    char far[256];
    scratch_init(&scratch);
    const char *path = scratch_path(&scratch, "socket");
    assert_true(listener_open_file(&listener, path, NULL));
    assert_true(listener.is_local);
    assert_int_equal(strncmp(listener.url, "unix:", 5), 0);
    assert_string_equal(listener.url + 5, path);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_false(listener_open_file(&other, path, NULL));
    close(listener.fd);
    /* Nobody listens any more: the file gives way. */
    assert_true(listener_open_file(&other, path, NULL));
    close(other.fd);
    /* What is no socket does not. */
    assert_false(listener_open_file(&other, scratch_text(&scratch, "text", "mine"), NULL));
    assert_int_equal(access(scratch_path(&scratch, "text"), F_OK), 0);
    memset(far, 'x', sizeof far - 1);
    far[sizeof far - 1] = '\0';
    assert_false(listener_open_file(&other, far, NULL));
    scratch_finish(&scratch);
}

static void test_only_what_listens_is_adopted(void **state)
{
    (void)state;
    struct listener listener;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_false(listener_adopt(&listener, fd, NULL));
    close(fd);
    assert_false(listener_adopt(&listener, fd, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_only_what_listens_is_adopted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
