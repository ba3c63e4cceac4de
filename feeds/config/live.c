#include "feeds/config/live.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#define LIVE_MAX 100 /* of the whole city */
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

static bool is_url(const char *text)
{
    return strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0;
}

/* What is wrong with it goes without it: its query may hold what nobody is to read. */
static bool check_url(const struct document *document, const char *url)
{
    const char *host = strstr(url, "//") + 2;
    size_t length = strcspn(host, "/?#");
    const char *query = strchr(url, '?'), *name = strstr(url, "${");
    if (strlen(url) > 2000)
        return document_fail(document, "longer than 2000 bytes");
    for (const char *at = url; *at; at++)
        if ((unsigned char)*at <= ' ' || (unsigned char)*at >= 0x7f)
            return document_fail(document, "has blanks, control bytes or letters beyond ASCII");
    if (!length)
        return document_fail(document, "has no host");
    if (memchr(host, '@', length))
        return document_fail(document, "a user and password have no place in it; say `headers`");
    if (strchr(url, '#'))
        return document_fail(document, "has a fragment (#), which is never sent");
    if (name && (!query || name < query))
        return document_fail(document, "${NAME} may stand behind the ? only");
    return check_names(document, url);
}

static bool has_source(const struct document *document, const struct config_live *live)
{
    return !live->source || document_fail(document, "there is a path or url already");
}

static bool read_url(struct document *document, const struct key *key, const json_t *value,
                     void *into)
{
    struct config_live *live = into;
    const char *url;
    if (!has_source(document, live) || !key_text(document, key, value, &url))
        return false;
    if (!is_url(url))
        return document_fail(document, "must start with https:// or http://");
    live->source = url;
    live->is_url = true;
    return check_url(document, url);
}

static bool read_path(struct document *document, const struct key *key, const json_t *value,
                      void *into)
{
    struct config_live *live = into;
    if (!has_source(document, live) || !key_path(document, key, value, &live->source))
        return false;
    return !strstr(json_string_value(value), "://") ||
           document_fail(document, "is no path; there are https:// and http:// URLs");
}

static bool read_tag(struct document *document, const struct key *key, const json_t *value,
                     void *into)
{
    const char *tag;
    if (!key_tag(document, key, value, &tag))
        return false;
    const struct config_live *others = document->config->live.data;
    for (uint32_t i = 0; i < document->config->live.count; i++)
        if (others[i].tag && strcmp(others[i].tag, tag) == 0)
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

static bool read_headers(struct document *document, const struct key *key, const json_t *value,
                         void *into)
{
    (void)key;
    struct config_live *live = into;
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
                         &headers[live->header_count++]))
            return false;
        document_leave(document, mark);
    }
    live->headers = headers;
    return true;
}

static bool read_ports(struct document *document, const struct key *key, const json_t *value,
                       void *into)
{
    static const struct key range = {.low = 1, .high = 65535};
    struct config_live *live = into;
    (void)key;
    if (!json_is_array(value) || json_array_size(value) > PORTS_MAX)
        return document_fail(document, "must be a list of up to %d ports", PORTS_MAX);
    uint16_t *ports = arena_array(&document->config->arena, json_array_size(value), sizeof *ports);
    for (size_t i = 0; i < json_array_size(value); i++) {
        uint32_t port = 0;
        size_t mark = document_enter(document, NULL, i);
        if (!key_uint32(document, &range, json_array_get(value, i), &port))
            return false;
        ports[live->port_count++] = (uint16_t)port;
        document_leave(document, mark);
    }
    live->ports = ports;
    return true;
}

static bool read_backward(struct document *document, const struct key *key, const json_t *value,
                          void *into)
{
    const char *text;
    if (!key_text(document, key, value, &text))
        return false;
    bool always = strcmp(text, "always") == 0;
    *(enum config_backward *)into = always ? CONFIG_BACKWARD_ALWAYS : CONFIG_BACKWARD_NONE;
    return always || strcmp(text, "none") == 0 ||
           document_fail(document, "must be \"none\" or \"always\"");
}

/* What only the whole object shows. */
static bool check_whole(const struct document *document, const struct config_live *live)
{
    if (!live->source)
        return document_fail(document, "has neither path nor url");
    if (live->trip_suffix && live->trip_prefix)
        return document_fail(document, "trip_suffix and trip_prefix exclude one another");
    if (!live->is_url && (live->header_count || live->port_count || live->key_file))
        return document_fail(document, "headers, ports and key_file are for a url");
    if (live->is_url && !live->allow_http && strncasecmp(live->source, "http:", 5) == 0)
        return document_fail(document, "http:// can be read and changed by anybody on the way: "
                                       "say https://, or \"allow_http\": true");
    return true;
}

#define AT(field) offsetof(struct config_live, field)

static bool read_object(struct document *document, const json_t *object, struct config_live *live)
{
    static const struct key table[] = {
        {.name = "path", .read = read_path},
        {.name = "url", .read = read_url},
        {.name = "tag", .read = read_tag, .offset = AT(tag)},
        {"every_seconds", key_int32, AT(every_seconds), 1, 3600},
        {"limit_seconds", key_int32, AT(limit_seconds), 10, 86400},
        {.name = "headers", .read = read_headers},
        {.name = "key_file", .read = key_path, .offset = AT(key_file)},
        {.name = "ports", .read = read_ports},
        {.name = "allow_http", .read = key_bool, .offset = AT(allow_http)},
        {.name = "allow_private", .read = key_bool, .offset = AT(allow_private)},
        {.name = "trip_suffix", .read = key_text, .offset = AT(trip_suffix)},
        {.name = "trip_prefix", .read = key_text, .offset = AT(trip_prefix)},
        {.name = "by_route", .read = key_bool, .offset = AT(by_route)},
        {.name = "by_stops", .read = key_bool, .offset = AT(by_stops)},
        {.name = "backward", .read = read_backward, .offset = AT(backward)},
        {0},
    };
    return keys_read(document, table, object, live);
}

static bool read_item(struct document *document, const json_t *value)
{
    static const struct key text = {0};
    struct config_live live = {.feed = document->config->feeds.count,
                               .every_seconds = 15,
                               .limit_seconds = 600,
                               .by_route = true};
    if (json_is_string(value)) {
        key_reader read = is_url(json_string_value(value)) ? read_url : read_path;
        if (!read(document, &text, value, &live))
            return false;
    } else if (!json_is_object(value)) {
        return document_fail(document, "must be a path, a URL, or an object with one of these");
    } else if (!read_object(document, value, &live)) {
        return false;
    }
    if (!check_whole(document, &live))
        return false;
    vec_push(&document->config->live, &live);
    return true;
}

bool live_list_read(struct document *document, const struct key *key, const json_t *value,
                    void *into)
{
    (void)key, (void)into;
    size_t count = json_array_size(value);
    if (!json_is_array(value) || count + document->config->live.count > LIVE_MAX)
        return document_fail(document, "must be a list; a city has up to %d live feeds", LIVE_MAX);
    for (size_t i = 0; i < count; i++) {
        size_t mark = document_enter(document, NULL, i);
        if (!read_item(document, json_array_get(value, i)))
            return false;
        document_leave(document, mark);
    }
    return true;
}
