#include "api/quote_key.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/canonical.h"

/* A key in PEM is 119 bytes; what stands around it may be a comment. */
enum { FILE_BYTES_MAX = 4096, PREFIX_BYTES = 16, SPKI_PREFIX_BYTES = 12 };

#define BEGIN "-----BEGIN PRIVATE KEY-----"
#define END "-----END PRIVATE KEY-----"

/* PKCS#8 of an Ed25519 key (RFC 8410) is this and the seed: version 0, 1.3.101.112, two octet
 * strings in each other. */
static const uint8_t secret_prefix[PREFIX_BYTES] = {0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06,
                                                    0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20};

/* Likewise the public half: SubjectPublicKeyInfo. */
static const uint8_t public_prefix[SPKI_PREFIX_BYTES] = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
                                                         0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

const char *quote_key_library(void)
{
    static char text[40];
    snprintf(text, sizeof text, "libsodium %s", sodium_version_string());
    return text;
}

/* Whether the file is one that only its owner reads. */
static bool check_file(int file, const char *path, struct error *error)
{
    struct stat stat;
    if (fstat(file, &stat) != 0)
        return error_set(error, ERROR_INPUT, path, "%s", strerror(errno));
    if (!S_ISREG(stat.st_mode))
        return error_set(error, ERROR_INPUT, path, "is no file");
    if (stat.st_mode & (S_IRWXG | S_IRWXO))
        return error_set(error, ERROR_INPUT, path,
                         "others may read or write this key (mode %03o); chmod 600 makes it yours",
                         (unsigned)stat.st_mode & 0777);
    return true;
}

static bool read_file(const char *path, char text[FILE_BYTES_MAX + 1], struct error *error)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return error_set(error, ERROR_INPUT, path, "%s", strerror(errno));
    bool good = check_file(file, path, error);
    ssize_t size = good ? read(file, text, FILE_BYTES_MAX) : 0;
    if (good && size < 0)
        good = error_set(error, ERROR_INPUT, path, "%s", strerror(errno));
    close(file);
    text[size > 0 ? size : 0] = '\0';
    return good;
}

/* Takes the seed out of PEM. */
static bool read_seed(const char *text, uint8_t seed[QUOTE_KEY_BYTES])
{
    uint8_t bytes[PREFIX_BYTES + QUOTE_KEY_BYTES + 1];
    size_t size = 0;
    const char *begin = strstr(text, BEGIN), *end = begin ? strstr(begin, END) : NULL;
    if (!end)
        return false;
    begin += strlen(BEGIN);
    bool good = sodium_base642bin(bytes, sizeof bytes, begin, (size_t)(end - begin), "\r\n \t",
                                  &size, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
                size == PREFIX_BYTES + QUOTE_KEY_BYTES &&
                memcmp(bytes, secret_prefix, PREFIX_BYTES) == 0;
    if (good)
        memcpy(seed, bytes + PREFIX_BYTES, QUOTE_KEY_BYTES);
    sodium_memzero(bytes, sizeof bytes);
    return good;
}

static void write_pem(struct quote_key *key, const uint8_t *open)
{
    uint8_t bytes[SPKI_PREFIX_BYTES + QUOTE_KEY_BYTES];
    char text[80];
    memcpy(bytes, public_prefix, SPKI_PREFIX_BYTES);
    memcpy(bytes + SPKI_PREFIX_BYTES, open, QUOTE_KEY_BYTES);
    sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
    snprintf(key->pem, sizeof key->pem,
             "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n", text);
}

/* The thumbprint is over the needed members of the JWK, in canonical form (RFC 7638, 8037). */
static void write_id(struct quote_key *key)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    struct canonical jwk = canonical_of();
    canonical_object(&jwk, NULL);
    canonical_text(&jwk, "crv", "Ed25519");
    canonical_text(&jwk, "kty", "OKP");
    canonical_text(&jwk, "x", key->x);
    canonical_end(&jwk);
    crypto_hash_sha256(hash, jwk.bytes.data, jwk.bytes.count);
    canonical_finish(&jwk);
    sodium_bin2base64(key->id, sizeof key->id, hash, sizeof hash,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static void make(struct quote_key *key, const uint8_t seed[QUOTE_KEY_BYTES], const char *issuer)
{
    uint8_t open[QUOTE_KEY_BYTES];
    crypto_sign_seed_keypair(open, key->secret, seed);
    sodium_bin2base64(key->x, sizeof key->x, open, sizeof open,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    write_pem(key, open);
    write_id(key);
    snprintf(key->issuer, sizeof key->issuer, "%s", issuer ? issuer : key->id);
}

bool quote_key_open(struct quote_key *key, const char *path, const char *issuer,
                    struct error *error)
{
    char text[FILE_BYTES_MAX + 1];
    uint8_t seed[QUOTE_KEY_BYTES];
    *key = (struct quote_key){0};
    if (issuer && (!*issuer || strlen(issuer) > ISSUER_BYTES_MAX))
        return error_set(error, ERROR_INPUT, "--quote-issuer", "must have 1 to %d bytes",
                         ISSUER_BYTES_MAX);
    if (sodium_init() < 0)
        return error_set(error, ERROR_SYSTEM, "libsodium", "could not be started");
    bool good = read_file(path, text, error);
    if (good && !read_seed(text, seed))
        good = error_set(error, ERROR_INPUT, path,
                         "is no Ed25519 key in PEM; `openssl genpkey -algorithm ed25519 -out FILE` "
                         "makes one");
    else if (good)
        make(key, seed, issuer);
    sodium_memzero(text, sizeof text);
    sodium_memzero(seed, sizeof seed);
    return good;
}

void quote_key_close(struct quote_key *key)
{
    sodium_memzero(key, sizeof *key);
}

void quote_key_sign(const struct quote_key *key, const void *bytes, size_t size,
                    char text[SIGNATURE_TEXT])
{
    uint8_t signature[crypto_sign_BYTES];
    crypto_sign_detached(signature, NULL, bytes, size, key->secret);
    sodium_bin2base64(text, SIGNATURE_TEXT, signature, sizeof signature,
                      sodium_base64_VARIANT_ORIGINAL);
}

void quote_hash(const void *bytes, size_t size, char text[HASH_TEXT])
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, bytes, size);
    sodium_bin2hex(text, HASH_TEXT, hash, sizeof hash);
}
