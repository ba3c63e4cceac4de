#include "feeds/config/source.h"

#include <string.h>
#include <strings.h>

#include "feeds/config/tags.h"
#include "feeds/config/url.h"

#define HEADERS_MAX 16
#define PORTS_MAX 16

/* Letters of a header's name (RFC 9110, token). */
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define TOKEN LETTERS "0123456789!#$%&'*+-.^_`|~"
#define NAME LETTERS "0123456789_"

/* Whether each `${` is the start of a name that ends. */
static bool check_names(const struct document *document, const char *text)
{
    for (const char *at = text; (at = strstr(at, "${")); at += 2) {
        size_t length = strspn(at + 2, NAME);
        if (!length || at[2 + length] != '}')
            return document_fail(document, "${ must be followed by a name of letters, digits "
                                           "and _, and a }");
    }
    return true;
}

/* What is wrong with it goes without it: its query may hold what nobody is to read. */
static bool check_url(const struct document *document, const char *url)
{
    const char *query = strchr(url, '?'), *name = strstr(url, "${");
    const char *fault = url_fault(url);
    if (fault)
        return document_fail(document, "%s", fault);
    if (name && (!query || name < query))
        return document_fail(document, "${NAME} may stand behind the ? only");
    return check_names(document, url);
}

static bool has_source(const struct document *document, const struct config_source *source)
{
    return !source->where || document_fail(document, "there is a path or url already");
}

bool source_url(struct document *document, const struct key *key, const json_t *value, void *into)
{
    struct config_source *source = into;
    const char *url;
    if (!has_source(document, source) || !key_text(document, key, value, &url))
        return false;
    if (!url_is(url))
        return document_fail(document, "must start with https:// or http://");
    source->where = url;
    source->is_url = true;
    return check_url(document, url);
}

bool source_path(struct document *document, const struct key *key, const json_t *value, void *into)
{
    struct config_source *source = into;
    if (!has_source(document, source) || !key_path(document, key, value, &source->where))
        return false;
    return !strstr(json_string_value(value), "://") ||
           document_fail(document, "is no path; there are https:// and http:// URLs");
}

bool source_tag(struct document *document, const struct key *key, const json_t *value, void *into)
{
    const char *tag;
    if (!key_tag(document, key, value, &tag))
        return false;
    if (tags_taken(document->config, tag))
        return document_fail(document, "\"%s\" is the tag of another live feed too", tag);
    *(const char **)into = tag;
    return true;
}

/* Those that say how the message is framed or what we have already are the fetcher's own. */
static bool is_ours(const char *name)
{
    static const char *const ours[] = {
        "Host",
        "Connection",
        "Content-Length",
        "Transfer-Encoding",
        "If-None-Match",
        "If-Modified-Since",
        "Range",
        "Accept-Encoding",
        "Expect",
        "Upgrade",
        "TE",
        "Trailer",
    };
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (strcasecmp(ours[i], name) == 0)
            return true;
    return false;
}

static bool read_header(struct document *document, const char *name, const json_t *value,
                        struct config_header *header)
{
    static const struct key text = {0};
    if (!*name || name[strspn(name, TOKEN)] || strlen(name) > 100)
        return document_fail(document, "is no name of a header");
    if (is_ours(name))
        return document_fail(document, "this header is not to be set");
    if (!key_text(document, &text, value, &header->value))
        return false;
    for (const char *at = header->value; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            return document_fail(document, "control bytes may not stand in a header");
    header->name = arena_text(&document->config->arena, name, strlen(name));
    return check_names(document, header->value);
}

bool source_headers(struct document *document, const struct key *key, const json_t *value,
                    void *into)
{
    (void)key;
    struct config_source *source = into;
    if (!json_is_object(value) || json_object_size(value) > HEADERS_MAX)
        return document_fail(document,
                             "must be an object of up to %d headers: "
                             "{\"X-Api-Key\": \"${NAME}\"}",
                             HEADERS_MAX);
    struct config_header *headers =
        arena_array(&document->config->arena, json_object_size(value), sizeof *headers);
    json_t *object = (json_t *)(uintptr_t)value;
    for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
        const char *name = json_object_iter_key(at);
        size_t mark = document_enter(document, name, 0);
        if (!read_header(document, name, json_object_iter_value(at),
                         &headers[source->header_count++]))
            return false;
        document_leave(document, mark);
    }
    source->headers = headers;
    return true;
}

bool source_ports(struct document *document, const struct key *key, const json_t *value, void *into)
{
    static const struct key range = {.low = 1, .high = 65535};
    struct config_source *source = into;
    (void)key;
    if (!json_is_array(value) || json_array_size(value) > PORTS_MAX)
        return document_fail(document, "must be a list of up to %d ports", PORTS_MAX);
    uint16_t *ports = arena_array(&document->config->arena, json_array_size(value), sizeof *ports);
    for (size_t i = 0; i < json_array_size(value); i++) {
        uint32_t port = 0;
        size_t mark = document_enter(document, NULL, i);
        if (!key_uint32(document, &range, json_array_get(value, i), &port))
            return false;
        ports[source->port_count++] = (uint16_t)port;
        document_leave(document, mark);
    }
    source->ports = ports;
    return true;
}

bool source_read(struct document *document, const struct key *table, const json_t *value,
                 void *into)
{
    static const struct key text = {0};
    if (json_is_string(value))
        return (url_is(json_string_value(value)) ? source_url : source_path)(document, &text, value,
                                                                             into);
    if (!json_is_object(value))
        return document_fail(document, "must be a path, a URL, or an object with one of these");
    return keys_read(document, table, value, into);
}

bool source_check(const struct document *document, const struct config_source *source)
{
    if (!source->where)
        return document_fail(document, "has neither path nor url");
    if (source->is_url && !source->allow_http && strncasecmp(source->where, "http:", 5) == 0)
        return document_fail(document, "http:// can be read and changed by anybody on the way: "
                                       "say https://, or \"allow_http\": true");
    return true;
}
