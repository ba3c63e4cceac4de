#include <string.h>
#include <strings.h>

#include "feeds/gbfs/reading.h"

/* What leads to documents: `gbfs.json` and `manifest.json`. */

enum { SYSTEMS_MAX = 10000, URL_MAX = 2048 };

/* Whether it may be one: what it leads to is for who asks there to judge. */
static bool is_url(const char *url)
{
    size_t length = url ? strlen(url) : 0;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)url[i] <= ' ' || url[i] == 0x7f)
            return false;
    return length > 0 && length <= URL_MAX;
}

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
        if (!name || !is_url(url))
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
    const struct reading reading = {
        .name = reading_name(bytes.name), .arena = arena, .findings = findings};
    uint64_t sum;
    *discovery = (struct gbfs_discovery){0};
    json_t *root = read_document(bytes, &discovery->head, &sum, findings, error);
    if (!root)
        return false;
    const json_t *data = json_object_get(root, "data");
    const json_t *feeds = feeds_of(data ? data : root, language);
    bool good = json_is_array(feeds);
    if (good)
        read_links_of(&reading, feeds, discovery);
    if (good && !discovery->count)
        reading_note(&reading, "gbfs_feeds_missing", FINDING_NOTED,
                     "The document leads to nothing that is read.", NULL);
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
        if (!is_url(url) || !version || strcmp(version, "4") > 0 ||
            strcmp(version, best_version) <= 0)
            continue;
        best = url;
        best_version = version;
    }
    return best;
}

/* A data set with its versions, or a system of a directory with its one address. */
static bool read_dataset(const struct reading *reading, const json_t *item,
                         struct gbfs_dataset *dataset)
{
    const json_t *versions = json_object_get(item, "versions");
    const char *url =
        versions ? newest_url(versions) : json_string_value(json_object_get(item, "url"));
    const char *id =
        read_id(reading, item, json_object_get(item, "system_id") ? "system_id" : "id");
    if (!id || !is_url(url))
        return false;
    *dataset = (struct gbfs_dataset){id, arena_text(reading->arena, url, strlen(url))};
    return true;
}

/* gbfs_versions.json: one system, which does not say its name. */
static void read_versions(const struct reading *reading, const json_t *data,
                          struct gbfs_manifest *manifest)
{
    const char *url = newest_url(json_object_get(data, "versions"));
    struct gbfs_dataset *dataset = arena_alloc(reading->arena, sizeof *dataset);
    if (url)
        *dataset = (struct gbfs_dataset){"", arena_text(reading->arena, url, strlen(url))};
    manifest->datasets = dataset;
    manifest->count = url != NULL;
}

/* `datasets` since 3.0, `systems` of services that gather those of others. */
static bool read_datasets(const struct reading *reading, const json_t *data,
                          struct gbfs_manifest *manifest)
{
    const json_t *list = json_object_get(data, "datasets");
    list = list ? list : json_object_get(data, "systems");
    size_t size = reading_size(reading, list, SYSTEMS_MAX);
    struct gbfs_dataset *datasets = arena_array(reading->arena, size, sizeof *datasets);
    for (size_t i = 0; i < size; i++)
        if (read_dataset(reading, json_array_get(list, i), &datasets[manifest->count]))
            manifest->count++;
        else
            reading_note(reading, "gbfs_dataset_dropped", FINDING_ROW,
                         "A system has no id, or no URL that can be used.", NULL);
    manifest->datasets = datasets;
    return json_is_array(list);
}

bool gbfs_read_manifest(struct gbfs_bytes bytes, struct arena *arena,
                        struct gbfs_manifest *manifest, struct findings *findings,
                        struct error *error)
{
    const struct reading reading = {
        .name = reading_name(bytes.name), .arena = arena, .findings = findings};
    struct gbfs_head head;
    uint64_t sum;
    *manifest = (struct gbfs_manifest){0};
    json_t *root = read_document(bytes, &head, &sum, findings, error);
    if (!root)
        return false;
    const json_t *data = json_object_get(root, "data");
    bool versions = json_is_array(json_object_get(data, "versions"));
    if (versions)
        read_versions(&reading, data, manifest);
    bool good = versions || read_datasets(&reading, data ? data : root, manifest);
    json_decref(root);
    return good || error_set(error, ERROR_INPUT, bytes.name,
                             "has no list `datasets`, `systems` or `versions`");
}
