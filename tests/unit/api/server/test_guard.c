#include "api/server/guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A head whose size is what its lines make. */
static struct guard_head head_of(const char *method, const char *target)
{
    return (struct guard_head){.method = method, .version = "HTTP/1.1", .target = target};
}

static void add(struct guard_head *head, const char *name, const char *value)
{
    head->headers[head->header_count++] = (struct guard_header){
        .name = name,
        .value = value,
        .name_length = strlen(name),
        .value_length = strlen(value),
    };
}

static unsigned status_of(const struct guard_head *head)
{
    struct guard_verdict verdict = {.status = 200};
    bool admitted = guard_admits(head, &verdict);
    assert_int_equal(admitted, verdict.status == 200);
    if (!admitted)
        assert_true(verdict.reason[0] != '\0' && verdict.text[0] != '\0');
    return verdict.status;
}

static unsigned status_with(const char *name, const char *value)
{
    struct guard_head head = head_of("GET", "/live");
    add(&head, "Host", "x");
    add(&head, name, value);
    return status_of(&head);
}

static void test_methods(void **state)
{
    (void)state;
    static const char *const methods[] = {"GET", "HEAD", "OPTIONS", "POST", "get", "TRACE"};
    for (size_t i = 0; i < 6; i++) {
        struct guard_head head = head_of(methods[i], "/live");
        add(&head, "host", "x");
        assert_int_equal(status_of(&head), i < 3 ? 200 : 405);
    }
}

static void test_targets(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "live", "http://x/live", "*", "/a b", "/a\x01", "/\x7f"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct guard_head head = head_of("GET", bad[i]);
        add(&head, "Host", "x");
        assert_int_equal(status_of(&head), 400);
    }
    struct guard_head star = head_of("OPTIONS", "*");
    add(&star, "Host", "x");
    assert_int_equal(status_of(&star), 200);
    struct guard_head cut = head_of("GET", "/live");
    add(&cut, "Host", "x");
    cut.target_cut = true;
    assert_int_equal(status_of(&cut), 414);
}

static void test_hosts(void **state)
{
    (void)state;
    struct guard_head head = head_of("GET", "/live");
    assert_int_equal(status_of(&head), 400);
    head.version = "HTTP/1.0";
    assert_int_equal(status_of(&head), 200);
    add(&head, "Host", "x");
    add(&head, "hOST", "x");
    assert_int_equal(status_of(&head), 400);
}

static void test_bodies(void **state)
{
    (void)state;
    assert_int_equal(status_with("Content-Length", "0"), 200);
    static const char *const lengths[] = {"1", "", "00", "+0", "-1", "0x0", "0,0", "0 "};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        assert_int_equal(status_with("content-length", lengths[i]), 400);
    assert_int_equal(status_with("Transfer-Encoding", "chunked"), 400);
    assert_int_equal(status_with("Transfer-Encoding", "identity"), 400);
    struct guard_head head = head_of("GET", "/live");
    add(&head, "Host", "x");
    add(&head, "Content-Length", "0");
    add(&head, "Content-Length", "0");
    assert_int_equal(status_of(&head), 400);
}

static unsigned status_of_post(const char *length, const char *type)
{
    struct guard_head head = head_of("POST", "/many");
    head.takes_body = true;
    add(&head, "Host", "x");
    if (length)
        add(&head, "Content-Length", length);
    if (type)
        add(&head, "Content-Type", type);
    return status_of(&head);
}

static void test_posts(void **state)
{
    (void)state;
    assert_int_equal(status_of_post("12", "application/json"), 200);
    assert_int_equal(status_of_post("0", "Application/JSON; charset=utf-8"), 200);
    assert_int_equal(status_of_post("1048576", "application/json"), 200);
    assert_int_equal(status_of_post("1048577", "application/json"), 413);
    assert_int_equal(status_of_post("9999999999", "application/json"), 400);
    assert_int_equal(status_of_post(NULL, "application/json"), 411);
    static const char *const lengths[] = {"", "00", "012", "+1", "-1", "0x1", "1,1", "1 "};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        assert_int_equal(status_of_post(lengths[i], "application/json"), 400);
    static const char *const types[] = {NULL, "", "text/plain", "application/jsonp", "json"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        assert_int_equal(status_of_post("12", types[i]), 415);
    struct guard_head head = head_of("POST", "/many");
    head.takes_body = true;
    add(&head, "Host", "x");
    add(&head, "Transfer-Encoding", "chunked");
    assert_int_equal(status_of(&head), 400);
    struct guard_head get = head_of("GET", "/many");
    get.takes_body = true;
    add(&get, "Host", "x");
    add(&get, "Content-Length", "12");
    assert_int_equal(status_of(&get), 400); /* Only POST may have one. */
}

static void test_header_bytes(void **state)
{
    (void)state;
    assert_int_equal(status_with("X-Ok", "tab\tand caf\xc3\xa9"), 200);
    static const char *const names[] = {"", "A ", "A\t", "A:", "A\x01", "\xc3\xa9", "A(b)"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(status_with(names[i], "x"), 400);
    static const char *const values[] = {"\x01", "a\r\nb", "a\nb", "\x7f"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_int_equal(status_with("A", values[i]), 400);
}

static void test_sizes(void **state)
{
    (void)state;
    char value[GUARD_HEADER_BYTES_MAX];
    memset(value, 'a', sizeof value);
    value[sizeof value - 6] = '\0'; /* With name, colon, blank and line end just too long. */
    assert_int_equal(status_with("AB", value), 200);
    assert_int_equal(status_with("ABC", value), 431);
    struct guard_head head = head_of("GET", "/live");
    add(&head, "Host", "x");
    add(&head, "A", value);
    add(&head, "B", value);
    assert_int_equal(status_of(&head), 431);
    struct guard_head many = head_of("GET", "/live");
    add(&many, "Host", "x");
    while (many.header_count < GUARD_HEADERS_MAX)
        add(&many, "A", "b");
    assert_int_equal(status_of(&many), 200);
    add(&many, "A", "b");
    assert_int_equal(status_of(&many), 431);
}

static void test_a_head_larger_than_its_lines(void **state)
{
    (void)state;
    struct guard_head head = head_of("GET", "/live");
    add(&head, "Host", "x");
    head.size = strlen("GET /live HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_int_equal(status_of(&head), 200);
    head.size++;
    assert_int_equal(status_of(&head), 400);
    head.size -= 2;
    assert_int_equal(status_of(&head), 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_methods), cmocka_unit_test(test_targets),
        cmocka_unit_test(test_hosts),   cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_posts),   cmocka_unit_test(test_header_bytes),
        cmocka_unit_test(test_sizes),   cmocka_unit_test(test_a_head_larger_than_its_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
