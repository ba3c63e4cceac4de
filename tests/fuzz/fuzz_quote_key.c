/* A key file is refused with a reason, or signs what its public half verifies. */
#include <string.h>

#include <sodium.h>
#include <sys/stat.h>

#include "api/quote_key.h"
#include "tests/fuzz/fuzz.h"
#include "tests/scratch.h"

static struct scratch scratch;

static void end_scratch(void)
{
    scratch_finish(&scratch);
}

static void check(const struct quote_key *key)
{
    unsigned char signature[crypto_sign_BYTES];
    char text[SIGNATURE_TEXT];
    size_t size = 0;
    quote_key_sign(key, "quote", 5, text);
    PROMISE(strlen(text) == SIGNATURE_TEXT - 1);
    PROMISE(sodium_base642bin(signature, sizeof signature, text, strlen(text), NULL, &size, NULL,
                              sodium_base64_VARIANT_ORIGINAL) == 0);
    PROMISE(size == sizeof signature &&
            crypto_sign_verify_detached(signature, (const unsigned char *)"quote", 5,
                                        key->secret + QUOTE_KEY_BYTES) == 0);
    PROMISE(strlen(key->id) == QUOTE_KEY_TEXT - 1 && strlen(key->x) == QUOTE_KEY_TEXT - 1);
    PROMISE(strncmp(key->pem, "-----BEGIN PUBLIC KEY-----\n", 27) == 0 &&
            strlen(key->pem) < QUOTE_KEY_PEM && strcmp(key->issuer, key->id) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct quote_key key;
    struct error error = {0};
    if (!*scratch.path) {
        scratch_init(&scratch);
        atexit(end_scratch);
    }
    const char *path = scratch_write(&scratch, "key.pem", bytes, size);
    PROMISE(chmod(path, 0600) == 0);
    if (!quote_key_open(&key, path, NULL, &error)) {
        PROMISE(error.kind != ERROR_NONE && *error.text && strcmp(error.place, path) == 0);
        return 0;
    }
    check(&key);
    quote_key_close(&key);
    PROMISE(!key.secret[0] && !*key.id);
    return 0;
}
