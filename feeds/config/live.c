#include "feeds/config/live.h"

#include <stddef.h>
#include <string.h>

#include "feeds/config/source.h"

#define LIVE_MAX 100 /* of the whole city */

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
    if (live->trip_suffix && live->trip_prefix)
        return document_fail(document, "trip_suffix and trip_prefix exclude one another");
    const struct config_source *from = &live->from;
    if (!from->is_url && (from->header_count || from->port_count || from->key_file))
        return document_fail(document, "headers, ports and key_file are for a url");
    return source_check(document, from);
}

#define AT(field) offsetof(struct config_live, field)

static const struct key table[] = {
    SOURCE_KEYS,
    {.name = "trip_suffix", .read = key_text, .offset = AT(trip_suffix)},
    {.name = "trip_prefix", .read = key_text, .offset = AT(trip_prefix)},
    {.name = "by_route", .read = key_bool, .offset = AT(by_route)},
    {.name = "by_stops", .read = key_bool, .offset = AT(by_stops)},
    {.name = "backward", .read = read_backward, .offset = AT(backward)},
    {0},
};

static bool read_item(struct document *document, const struct key *key, const json_t *value,
                      void *into)
{
    struct config_live live = {.from = {.every_seconds = 15, .limit_seconds = 600},
                               .feed = document->config->feeds.count,
                               .by_route = true};
    (void)key, (void)into;
    if (!source_read(document, table, value, &live) || !check_whole(document, &live))
        return false;
    vec_push(&document->config->live, &live);
    return true;
}

bool live_list_read(struct document *document, const struct key *key, const json_t *value,
                    void *into)
{
    size_t count = json_array_size(value);
    if (!json_is_array(value) || count + document->config->live.count > LIVE_MAX)
        return document_fail(document, "must be a list; a city has up to %d live feeds", LIVE_MAX);
    return document_each(document, key, value, read_item, into);
}
