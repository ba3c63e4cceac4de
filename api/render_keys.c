#include "api/answers.h"

#include <string.h>

#include "api/quote_key.h"
#include "api/render.h"
#include "api/render_place.h"

static json_t *render_key(const struct quote_key *key)
{
    json_t *json = json_object();
    render_set(json, "kty", "OKP");
    render_set(json, "crv", "Ed25519");
    render_set(json, "alg", "EdDSA");
    render_set(json, "use", "sig");
    render_set(json, "kid", key->id);
    render_set(json, "x", key->x);
    render_set(json, "issuer", key->issuer);
    render_set(json, "pem", key->pem);
    return json;
}

bool keys_answer(const struct request *request, struct reply *reply, struct error *error)
{
    static const char *const formats[] = {"jwk", "pem", NULL};
    const struct quote_key *key = request->worker->quote_key;
    uint32_t format = 0;
    if (!request_enum(request, "format", formats, &format, error))
        return false;
    if (!key) {
        reply_refusal(reply, &request->worker->arena, QUOTE_NONE_STATUS, QUOTE_NONE_TEXT);
    } else if (format) {
        reply->content_type = "application/x-pem-file";
        reply->body = key->pem;
        reply->size = strlen(key->pem);
    } else {
        json_t *json = json_object(), *keys = json_array();
        json_array_append_new(keys, render_key(key));
        json_object_set_new(json, "keys", keys);
        render_reply(reply, &request->worker->arena, json);
    }
    return true;
}
