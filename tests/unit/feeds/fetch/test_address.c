#include "feeds/fetch/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <netinet/in.h>

static enum address_use use_of(const char *text)
{
    struct sockaddr_in four = {.sin_family = AF_INET};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
        return address_kind_of((const struct sockaddr *)&four).use;
    assert_int_equal(inet_pton(AF_INET6, text, &six.sin6_addr), 1);
    return address_kind_of((const struct sockaddr *)&six).use;
}

static void assert_all(const char *const *texts, enum address_use use)
{
    for (; *texts; texts++)
        if (use_of(*texts) != use)
            fail_msg("%s: %d, not %d", *texts, use_of(*texts), use);
}

/* On both sides of each border. */
static void the_open_net_is_public(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.88.98.255",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "168.63.129.15",
        "2001:200::1",
        "2001:db7:ffff::1",
        "2001:db9::1",
        "2003::1",
        "2600::1",
        "3ffe::1",
        "64:ff9b::808:808",
        NULL,
    };
    assert_all(texts, ADDRESS_PUBLIC);
}

static void what_only_we_can_reach_is_private(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "10.0.0.0",    "10.255.255.255",  "100.64.0.0", "100.127.255.255",
        "127.0.0.1",   "127.255.255.255", "172.16.0.0", "172.31.255.255",
        "192.168.0.0", "192.168.255.255", "::1",        "fc00::",
        "fdff::1",     "64:ff9b::a00:1", /* 10.0.0.1 behind a translator */
        NULL,
    };
    assert_all(texts, ADDRESS_PRIVATE);
}

static void what_nobody_may_want_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0.0.0.0",
        "0.255.255.255",
        "169.254.0.0",
        "169.254.169.254",
        "169.254.255.255",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.0",
        "239.255.255.255",
        "240.0.0.0",
        "255.255.255.255",
        "::",
        "::2",
        "::7f00:1",
        "::ffff:8.8.8.8",
        "::ffff:127.0.0.1",
        "fd00:ec2::254",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "3fff::1",
        "64:ff9b:1::1",
        "64:ff9b::a9fe:a9fe",
        "100::1",
        "4000::1",
        NULL,
    };
    assert_all(texts, ADDRESS_REFUSED);
}

static void other_families_are_refused(void **state)
{
    (void)state;
    struct sockaddr address = {.sa_family = AF_UNIX};
    assert_int_equal(address_kind_of(&address).use, ADDRESS_REFUSED);
}

static void kinds_have_names(void **state)
{
    (void)state;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000001)};
    assert_string_equal(address_kind_of((const struct sockaddr *)&address).name,
                        "a loopback address");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_open_net_is_public),
        cmocka_unit_test(what_only_we_can_reach_is_private),
        cmocka_unit_test(what_nobody_may_want_is_refused),
        cmocka_unit_test(other_families_are_refused),
        cmocka_unit_test(kinds_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
