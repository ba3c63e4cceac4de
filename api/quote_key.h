#ifndef API_QUOTE_KEY_H
#define API_QUOTE_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "engine/base/error.h"

/*
 * The key that quotes are signed with: Ed25519, from a file as `openssl genpkey -algorithm ed25519`
 * writes it. Who has the public half verifies offline.
 */

enum {
    QUOTE_KEY_BYTES = 32,  /**< of either half */
    SIGNATURE_TEXT = 89,   /**< 64 bytes as base64, and the end of the text */
    HASH_TEXT = 65,        /**< 32 bytes as hexadecimal digits, and the end of the text */
    QUOTE_KEY_TEXT = 44,   /**< 32 bytes as base64url, and the end of the text */
    QUOTE_KEY_PEM = 160,   /**< room for the public half as PEM */
    ISSUER_BYTES_MAX = 200 /**< of an issuer's name */
};

/** What is answered where there is no key: the server could, and was not asked to. */
#define QUOTE_NONE_STATUS 501
#define QUOTE_NONE_TEXT                                                                            \
    "this server has no key to sign quotes with: trajet serve --quote-key FILE gives it one"

/** One key; it holds the secret, so it is wiped and not only forgotten. */
struct quote_key {
    uint8_t secret[2 * QUOTE_KEY_BYTES]; /**< as libsodium has it: seed, then the public half */
    char id[QUOTE_KEY_TEXT];             /**< its thumbprint (RFC 7638) */
    char x[QUOTE_KEY_TEXT];              /**< the public half as a JWK has it, base64url */
    char pem[QUOTE_KEY_PEM];             /**< the public half as PEM (SubjectPublicKeyInfo) */
    char issuer[ISSUER_BYTES_MAX + 1];   /**< who answers for the quotes; the key's id if unsaid */
};

/**
 * Reads a key file. `issuer` may be NULL. False: it cannot be read, others than its owner may read
 * or write it (ERROR_INPUT), it is no Ed25519 key in PEM (PKCS#8), or the issuer's name is long.
 */
MUST_CHECK bool quote_key_open(struct quote_key *key, const char *path, const char *issuer,
                               struct error *error);

/** Wipes the secret. */
void quote_key_close(struct quote_key *key);

/** Signs `size` bytes; `text` becomes the signature in base64, which `base64 -d` reads. */
void quote_key_sign(const struct quote_key *key, const void *bytes, size_t size,
                    char text[SIGNATURE_TEXT]);

/** SHA-256 of `size` bytes in hexadecimal digits. */
void quote_hash(const void *bytes, size_t size, char text[HASH_TEXT]);

/** `libsodium 1.0.18`. */
const char *quote_key_library(void);

#endif
