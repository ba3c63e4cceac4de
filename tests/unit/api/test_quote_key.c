#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "api/quote_key.h"
#include "tests/scratch.h"

/* The key and signature of RFC 8032, 7.1, test 1; its thumbprint is that of RFC 8037, A.3. */
#define SEED "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"
#define PEM(body) "-----BEGIN PRIVATE KEY-----\n" body "\n-----END PRIVATE KEY-----\n"

static struct scratch scratch;

static int set_up(void **state)
{
    (void)state;
    scratch_init(&scratch);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_finish(&scratch);
    return 0;
}

/* A file of that mode. */
static const char *file(const char *text, unsigned mode)
{
    const char *path = scratch_text(&scratch, "key.pem", text);
    assert_int_equal(chmod(path, mode), 0);
    return path;
}

static void test_known_key(void **state)
{
    (void)state;
    struct quote_key key;
    struct error error = {0};
    char text[SIGNATURE_TEXT];
    assert_true(quote_key_open(&key, file(PEM(SEED), 0600), NULL, &error));
    assert_string_equal(key.x, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    assert_string_equal(key.id, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assert_string_equal(key.issuer, key.id);
    assert_string_equal(key.pem, "-----BEGIN PUBLIC KEY-----\n"
                                 "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
                                 "-----END PUBLIC KEY-----\n");
    quote_key_sign(&key, "", 0, text);
    assert_string_equal(text, "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc+bRr"
                              "0lv18FlbviRlUUFDjnoQCw==");
    quote_key_close(&key);
    for (size_t i = 0; i < sizeof key.secret; i++)
        assert_int_equal(key.secret[i], 0);
}

static void test_around_the_key(void **state)
{
    (void)state;
    struct quote_key key;
    struct error error = {0};
    const char *path = file("Key of 2026\r\n-----BEGIN PRIVATE KEY-----\r\n"
                            "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/Vpgu\r\noRK9JLsLMREScVpezJpGXA7rAMcrn9g"
                            "\r\n-----END PRIVATE KEY-----",
                            0400);
    assert_true(quote_key_open(&key, path, "Communauté de la Rade", &error));
    assert_string_equal(key.id, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assert_string_equal(key.issuer, "Communauté de la Rade");
}

static void refuse(const char *path, const char *issuer, const char *why)
{
    struct quote_key key;
    struct error error = {0};
    assert_false(quote_key_open(&key, path, issuer, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    if (!strstr(error.text, why))
        fail_msg("%s: %s, and not %s", error.place, error.text, why);
}

static void test_no_key(void **state)
{
    (void)state;
    refuse("/nowhere/key.pem", NULL, "No such file");
    refuse(scratch.path, NULL, "is no file");
    refuse(file("", 0600), NULL, "is no Ed25519 key");
    refuse(file(PEM(""), 0600), NULL, "is no Ed25519 key");
    refuse(file(PEM("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v"), 0600), NULL, "is no Ed25519 key");
    refuse(file("-----BEGIN PRIVATE KEY-----\n" SEED, 0600), NULL, "is no Ed25519 key");
    /* X25519, which is 1.3.101.110. */
    refuse(file(PEM("MC4CAQAwBQYDK2VuBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"), 0600),
           NULL, "is no Ed25519 key");
    refuse(file(PEM(SEED "AAAA"), 0600), NULL, "is no Ed25519 key");
    refuse(file(PEM(SEED), 0600), "", "1 to 200 bytes");
}

static void test_readable_by_others(void **state)
{
    (void)state;
    refuse(file(PEM(SEED), 0640), NULL, "mode 640");
    refuse(file(PEM(SEED), 0602), NULL, "mode 602");
}

static void test_hash(void **state)
{
    (void)state;
    char text[HASH_TEXT];
    quote_hash("abc", 3, text);
    assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_key), cmocka_unit_test(test_around_the_key),
        cmocka_unit_test(test_no_key),    cmocka_unit_test(test_readable_by_others),
        cmocka_unit_test(test_hash),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
