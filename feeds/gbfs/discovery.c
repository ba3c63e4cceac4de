#include <string.h>
#include <strings.h>

#include "feeds/gbfs/reading.h"

/* What leads to documents: `gbfs.json` and `manifest.json`. */

static bool is_known(const struct gbfs_discovery *discovery, enum gbfs_document document)
{
    for (uint32_t i = 0; i < discovery->count; i++)
        if (discovery->links[i].document == document)
            return true;
    return false;
}

static void read_links_of(const struct reading *reading, const json_t *feeds,
                          struct gbfs_discovery *discovery)
{
    for (size_t i = 0; i < json_array_size(feeds); i++) {
        const json_t *item = json_array_get(feeds, i);
        const char *name = json_string_value(json_object_get(item, "name"));
        const char *url = json_string_value(json_object_get(item, "url"));
        enum gbfs_document document = name ? gbfs_document_of(name) : GBFS_DOCUMENTS;
        if (!name || !url || !*url || strlen(url) > GBFS_TEXT_MAX)
            reading_note(reading, "gbfs_link_dropped", FINDING_ROW,
                         "A link to a document has no name or URL that can be used.", name);
        else if (document != GBFS_DOCUMENTS && !is_known(discovery, document))
            discovery->links[discovery->count++] =
                (struct gbfs_link){document, arena_text(reading->arena, url, strlen(url))};
    }
}

/* Since 3.0 `feeds` right in the data, before one list a language. */
static const json_t *feeds_of(const json_t *data, const char *language)
{
    const json_t *feeds = json_object_get(data, "feeds"), *first = NULL;
    const char *key;
    json_t *value;
    if (feeds)
        return feeds;
    json_object_foreach((json_t *)(uintptr_t)data, key, value)
    {
        const json_t *list = json_object_get(value, "feeds");
        size_t length = language ? strcspn(language, "-_") : 0;
        if (list && length && strncasecmp(key, language, length) == 0)
            return list;
        first = first ? first : list;
    }
    return first;
}

bool gbfs_read_discovery(struct gbfs_bytes bytes, const char *language, struct arena *arena,
                         struct gbfs_discovery *discovery, struct findings *findings,
                         struct error *error)
{
    const struct reading reading = {.name = bytes.name, .arena = arena, .findings = findings};
    *discovery = (struct gbfs_discovery){0};
    json_t *root = read_document(bytes, &discovery->head, findings, error);
    if (!root)
        return false;
    const json_t *data = json_object_get(root, "data");
    const json_t *feeds = feeds_of(data ? data : root, language);
    bool good = json_is_array(feeds);
    if (good)
        read_links_of(&reading, feeds, discovery);
    json_decref(root);
    return good || error_set(error, ERROR_INPUT, bytes.name, "has no list `feeds`");
}

/* The highest version that is read here. */
static const char *newest_url(const json_t *versions)
{
    const char *best = NULL, *best_version = "";
    for (size_t i = 0; i < json_array_size(versions); i++) {
        const json_t *item = json_array_get(versions, i);
        const char *version = json_string_value(json_object_get(item, "version"));
        const char *url = json_string_value(json_object_get(item, "url"));
        if (!url || !version || strcmp(version, "4") > 0 || strcmp(version, best_version) <= 0)
            continue;
        best = url;
        best_version = version;
    }
    return best;
}

bool gbfs_read_manifest(struct gbfs_bytes bytes, struct arena *arena,
                        struct gbfs_manifest *manifest, struct findings *findings,
                        struct error *error)
{
    const struct reading reading = {.name = bytes.name, .arena = arena, .findings = findings};
    struct gbfs_head head;
    *manifest = (struct gbfs_manifest){0};
    json_t *root = read_document(bytes, &head, findings, error);
    if (!root)
        return false;
    const json_t *list = json_object_get(json_object_get(root, "data"), "datasets");
    struct gbfs_dataset *datasets = arena_array(arena, json_array_size(list), sizeof *datasets);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const char *url = newest_url(json_object_get(item, "versions"));
        const char *id = read_id(&reading, item, "system_id");
        if (url && id)
            datasets[manifest->count++] =
                (struct gbfs_dataset){id, arena_text(arena, url, strlen(url))};
    }
    bool good = json_is_array(list);
    manifest->datasets = datasets;
    json_decref(root);
    return good || error_set(error, ERROR_INPUT, bytes.name, "has no list `data.datasets`");
}
