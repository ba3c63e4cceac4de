/*
 * The body of a POST for a quote, over a network with a live image: whatever is asked, what is
 * signed is canonical JSON, says by its id what it is, and its signature verifies.
 */
#include <string.h>

#include <jansson.h>
#include <sodium.h>
#include <sys/stat.h>

#include "api/quote.h"
#include "api/routes.h"
#include "engine/base/clock.h"
#include "tests/fuzz/fuzz.h"
#include "tests/rich_live.h"
#include "tests/scratch.h"

/* The key of RFC 8032, 7.1, test 1. */
#define KEY                                                                                        \
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9" \
    "g\n-----END PRIVATE KEY-----\n"

static struct built built;
static struct live live;
static struct world world;
static struct worker worker;
static struct quote_key key;
static bool begun;

static void finish(void)
{
    worker_finish(&worker);
    live_close(&live);
    built_finish(&built);
    quote_key_close(&key);
}

static void begin(void)
{
    struct error error = {0};
    clock_set_now(1777622400); /* 2026-05-01T08:00:00Z */
    rich_build(&built);
    rich_live_open(&built, scratch_path(&built.scratch, "live"), &live);
    const char *path = scratch_text(&built.scratch, "key.pem", KEY);
    PROMISE(chmod(path, 0600) == 0 && quote_key_open(&key, path, "\"Ré\x01gie\\", &error));
    world = (struct world){.network = &built.network, .live = &live, .prices = &live};
    worker.world = &world;
    worker.quote_key = &key;
    atexit(finish);
    begun = true;
}

/* RFC 8785 writes control characters in small letters where the library has capital ones. */
static void write_small(char *text)
{
    for (char *at = strstr(text, "\\u00"); at; at = strstr(at + 1, "\\u00"))
        for (int i = 4; i < 6; i++)
            if (at[i] >= 'A' && at[i] <= 'F')
                at[i] = (char)(at[i] - 'A' + 'a');
}

static char *canonical_bytes(const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
    PROMISE(text);
    write_small(text);
    return text;
}

static void check_id(json_t *quote)
{
    static const char *const alone[] = {"expires", "issued", "issuer", "keyId"};
    char hash[HASH_TEXT];
    json_t *id = json_incref(json_object_get(quote, "quoteId"));
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        PROMISE(json_object_del(quote, alone[i]) == 0);
    PROMISE(json_object_del(quote, "quoteId") == 0);
    char *text = canonical_bytes(quote);
    quote_hash(text, strlen(text), hash);
    PROMISE(strcmp(json_string_value(id), hash) == 0);
    json_decref(id);
    free(text);
}

static void check_quote(const char *body, json_t *answer)
{
    unsigned char signature[crypto_sign_BYTES];
    size_t size = 0;
    json_t *quote = json_object_get(answer, "quote");
    const char *base64 = json_string_value(json_object_get(answer, "signature"));
    char *text = canonical_bytes(quote);
    PROMISE(base64 &&
            sodium_base642bin(signature, sizeof signature, base64, strlen(base64), NULL, &size,
                              NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
            size == sizeof signature);
    PROMISE(strstr(body, text)); /* The very bytes stand in the answer. */
    PROMISE(crypto_sign_verify_detached(signature, (const unsigned char *)text, strlen(text),
                                        key.secret + QUOTE_KEY_BYTES) == 0);
    PROMISE(json_is_array(json_object_get(answer, "notes")));
    free(text);
    check_id(quote);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct reply reply;
    if (!begun)
        begin();
    const struct request_body body = {size ? (const char *)bytes : NULL, size};
    routes_answer_post(&worker, "/x/v1/quote", &body, &reply);
    reply_drain(&reply, &worker.arena);
    json_t *answer = json_loadb(reply.body, reply.size, JSON_REJECT_DUPLICATES, NULL);
    PROMISE(answer && reply.status >= 200 && reply.status < 500);
    if (reply.status == 200) {
        char *text = arena_text(&worker.arena, reply.body, reply.size);
        check_quote(text, answer);
    }
    json_decref(answer);
    return 0;
}
