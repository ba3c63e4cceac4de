#include "feeds/config/shared.h"

#include <stddef.h>
#include <string.h>

#include "feeds/config/source.h"

#define SHARED_MAX 100
#define HOSTS_MAX 32

/* Letters of a host's name or address, and of a language (BCP 47). */
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
#define HOST LETTERS "._:[]"

static bool read_host(struct document *document, const json_t *value, const char **host)
{
    static const struct key text = {0};
    if (!key_text(document, &text, value, host))
        return false;
    if (strlen(*host) > 253 || (*host)[strspn(*host, HOST)])
        return document_fail(document, "is no name of a host; leave out https:// and the path");
    return true;
}

static bool read_hosts(struct document *document, const struct key *key, const json_t *value,
                       void *into)
{
    (void)key;
    struct config_shared *shared = into;
    size_t count = json_array_size(value);
    if (!json_is_array(value) || count > HOSTS_MAX)
        return document_fail(document, "must be a list of up to %d names of hosts", HOSTS_MAX);
    const char **hosts = arena_array(&document->config->arena, count, sizeof *hosts);
    for (size_t i = 0; i < count; i++) {
        size_t mark = document_enter(document, NULL, i);
        if (!read_host(document, json_array_get(value, i), &hosts[i]))
            return false;
        document_leave(document, mark);
    }
    shared->hosts = hosts;
    shared->host_count = (uint32_t)count;
    return true;
}

static bool read_language(struct document *document, const struct key *key, const json_t *value,
                          void *into)
{
    const char *language;
    if (!key_text(document, key, value, &language))
        return false;
    if (strlen(language) > 35 || language[strspn(language, LETTERS)])
        return document_fail(document, "is no language; `fr` and `pt-BR` are");
    *(const char **)into = language;
    return true;
}

static bool read_return(struct document *document, const struct key *key, const json_t *value,
                        void *into)
{
    static const struct {
        const char *name;
        enum config_return value;
    } words[] = {{"any_station", CONFIG_RETURN_ANY_STATION},
                 {"anywhere", CONFIG_RETURN_ANYWHERE},
                 {"roundtrip", CONFIG_RETURN_ROUNDTRIP}};
    const char *text;
    if (!key_text(document, key, value, &text))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(text, words[i].name) == 0) {
            *(enum config_return *)into = words[i].value;
            return true;
        }
    return document_fail(document, "must be \"any_station\", \"anywhere\" or \"roundtrip\"");
}

#define AT(field) offsetof(struct config_shared, field)

static const struct key table[] = {
    SOURCE_KEYS,
    {.name = "group", .read = key_text, .offset = AT(group)},
    {.name = "group_name", .read = key_text, .offset = AT(group_name)},
    {.name = "language", .read = read_language, .offset = AT(language)},
    {.name = "hosts", .read = read_hosts},
    {.name = "return", .read = read_return, .offset = AT(way_back)},
    {0},
};

static bool check_whole(const struct document *document, const struct config_shared *shared)
{
    const struct config_source *from = &shared->from;
    if (!from->is_url && (from->header_count || from->key_file))
        return document_fail(document, "headers and key_file are for a url");
    if (shared->group_name && !shared->group)
        return document_fail(document, "group_name needs a group");
    return source_check(document, from);
}

static bool read_item(struct document *document, const struct key *key, const json_t *value,
                      void *into)
{
    struct config_shared shared = {.from = {.every_seconds = 30, .limit_seconds = 600}};
    (void)key, (void)into;
    if (!source_read(document, table, value, &shared) || !check_whole(document, &shared))
        return false;
    vec_push(&document->config->shared, &shared);
    return true;
}

bool shared_list_read(struct document *document, const struct key *key, const json_t *value,
                      void *into)
{
    if (!json_is_array(value) || json_array_size(value) > SHARED_MAX)
        return document_fail(document, "must be a list of up to %d systems of shared vehicles",
                             SHARED_MAX);
    return document_each(document, key, value, read_item, into);
}
