#include "feeds/feeder/leads.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/base/memory.h"
#include "feeds/config/url.h"

#define SYSTEMS_MAX 1000 /* of a city; a manifest names hundreds at most */
#define SLOW_SECONDS 300 /* of documents that seldom change, at least */
#define DISCOVERY "gbfs.json"

/* Where a document is to be had. */
struct address {
    const char *where;
    bool is_url; /* or meant as one: the fetcher says what is wrong with it */
};

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool is_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static struct owner *owner_of(struct systems *systems, uint32_t source)
{
    if (source >= systems->owners.count)
        vec_resize(&systems->owners, source + 1);
    return vec_at(&systems->owners, source);
}

/* Which document of its system it is; GBFS_DOCUMENTS: the one that leads to the others. */
static enum gbfs_document kind_of(const struct system *system, const struct document *document)
{
    return document == &system->lead ? GBFS_DOCUMENTS
                                     : (enum gbfs_document)(document - system->documents);
}

int32_t leads_pace(const struct system *system, const struct document *document)
{
    const struct config_source *rules = &system->shared->from;
    int32_t every = rules->every_seconds, ttl = document->ttl;
    if (!document->is_url)
        return every; /* A look at a file costs nothing. */
    bool quick = gbfs_document_is_quick(kind_of(system, document));
    if (!quick && every < SLOW_SECONDS)
        every = SLOW_SECONDS;
    /* Who is not asked again before his word has lost its worth is never heard. */
    if (quick && ttl > rules->limit_seconds)
        ttl = rules->limit_seconds;
    return ttl > every ? ttl : every;
}

static void stop(struct systems *systems, struct document *document)
{
    if (document->source == NO_IX)
        return;
    fetch_remove(systems->fetch, document->source);
    *owner_of(systems, document->source) = (struct owner){0};
    document->source = NO_IX;
}

/* Lets the fetcher begin with a document; without a `where` the configuration tells it. */
static void start(struct systems *systems, struct system *system, struct document *document)
{
    const struct config_shared *shared = system->shared;
    document->source =
        fetch_add(systems->fetch, &(struct fetch_source){
                                      .rules = &shared->from,
                                      .where = document->where.count ? document->where.data : NULL,
                                      .is_url = document->is_url,
                                      .is_json = true,
                                      .hosts_only = true,
                                      .hosts = shared->hosts,
                                      .host_count = shared->host_count,
                                      .bytes = GBFS_BYTES_MAX,
                                      .every_seconds = shared->from.every_seconds,
                                  });
    *owner_of(systems, document->source) = (struct owner){system, kind_of(system, document)};
}

/* Has a document fetched from there; what it said before counts on until it says something else. */
static void point(struct systems *systems, struct system *system, struct document *document,
                  struct address to)
{
    if (document->source != NO_IX && document->where.count && document->is_url == to.is_url &&
        strcmp(document->where.data, to.where) == 0)
        return;
    stop(systems, document);
    vec_resize(&document->where, 0);
    vec_add_many(&document->where, to.where, strlen(to.where) + 1);
    document->is_url = to.is_url;
    document->tried = 0;
    start(systems, system, document);
}

/* It is no longer published. Returns whether it said something. */
static bool lose(struct systems *systems, struct system *system, enum gbfs_document kind)
{
    struct document *document = &system->documents[kind];
    bool had = document->has;
    stop(systems, document);
    if (had)
        gbfs_store_drop(system->store, kind);
    vec_finish(&document->where);
    findings_finish(&document->findings);
    *document = (struct document){.where = vec_of(1), .source = NO_IX, .ttl = -1};
    findings_init(&document->findings);
    return had;
}

/* A path, where documents lie in files; else NULL. */
static const char *lead_path(const struct system *system)
{
    const struct config_source *from = &system->shared->from;
    if (system->lead.is_url)
        return NULL;
    return system->lead.where.count ? system->lead.where.data : from->where;
}

/* The file beside the one that leads to it, by the names that the kind has had. */
static bool beside(const char *lead, enum gbfs_document kind, char path[PATH_MAX])
{
    const char *slash = strrchr(lead, '/');
    int folder = slash ? (int)(slash - lead) : 1;
    const char *const names[] = {gbfs_document_name(kind),
                                 kind == GBFS_VEHICLES ? "free_bike_status" : NULL};
    for (size_t i = 0; i < 2 && names[i]; i++) {
        int length = snprintf(path, PATH_MAX, "%.*s/%s.json", folder, slash ? lead : ".", names[i]);
        if (length < PATH_MAX && is_file(path))
            return true;
    }
    return false;
}

/* A name of a file below the folder: not above it, not from the root, no URL of any kind. */
static bool is_below(const char *name)
{
    return *name && *name != '/' && !strchr(name, ':') && !strstr(name, "..");
}

/* Where a link leads: as it is written, unless it is a file below the folder of a file. */
static struct address resolve(const struct system *system, const char *url, char path[PATH_MAX])
{
    const char *lead = lead_path(system), *slash = lead ? strrchr(lead, '/') : NULL;
    if (!lead || url_is(url) || !is_below(url))
        return (struct address){url, true};
    int folder = slash ? (int)(slash - lead) : 1;
    int length = snprintf(path, PATH_MAX, "%.*s/%s", folder, slash ? lead : ".", url);
    return length < PATH_MAX ? (struct address){path, false} : (struct address){url, true};
}

/* A file beside a file goes before a URL: whoever copied a system has its documents there, and
 * looks at what he has. Until it is there, the file that leads to it is read at every look. */
static void follow(struct systems *systems, struct system *system, const struct gbfs_link *link)
{
    char path[PATH_MAX];
    const char *lead = lead_path(system);
    bool found = lead && beside(lead, link->document, path);
    struct address to = found ? (struct address){path, false} : resolve(system, link->url, path);
    if (lead && !found)
        fetch_distrust(systems->fetch, system->lead.source);
    point(systems, system, &system->documents[link->document], to);
}

void leads_remove(struct systems *systems, uint32_t index)
{
    struct system *system = systems_at(systems, index);
    for (uint32_t i = 0; i < GBFS_DOCUMENTS; i++)
        lose(systems, system, i);
    stop(systems, &system->lead);
    vec_finish(&system->lead.where);
    findings_finish(&system->lead.findings);
    gbfs_store_destroy(system->store);
    memory_free(system);
    *(struct system **)vec_at(&systems->items, index) = NULL;
}

/* Systems that a manifest no longer names; `kept` has the serials of those it does. */
static bool remove_orphans(struct systems *systems, const struct system *manifest,
                           const struct vec *kept)
{
    bool news = false;
    const uint64_t *serials = kept->data;
    for (uint32_t i = 0; i < systems->items.count; i++) {
        const struct system *system = systems_at(systems, i);
        bool named = !system || system->parent != manifest->serial;
        for (uint32_t k = 0; k < kept->count && !named; k++)
            named = serials[k] == system->serial;
        if (!named)
            leads_remove(systems, i);
        news |= !named;
    }
    return news;
}

static bool take_discovery(struct systems *systems, struct system *system,
                           const struct gbfs_discovery *discovery)
{
    const struct vec nobody = vec_of(sizeof(uint64_t));
    bool listed[GBFS_DOCUMENTS] = {false}, news = remove_orphans(systems, system, &nobody);
    for (uint32_t i = 0; i < discovery->count; i++) {
        listed[discovery->links[i].document] = true;
        follow(systems, system, &discovery->links[i]);
    }
    for (uint32_t i = 0; i < GBFS_DOCUMENTS; i++)
        news |= !listed[i] && lose(systems, system, (enum gbfs_document)i);
    system->kind = SYSTEM_PLAIN;
    return news;
}

static bool tag_taken(const struct systems *systems, const char *tag)
{
    const struct config_live *live = systems->config->live.data;
    for (uint32_t i = 0; i < systems->config->live.count; i++)
        if (strcmp(live[i].from.tag, tag) == 0)
            return true;
    for (uint32_t i = 0; i < systems->items.count; i++)
        if (systems_at(systems, i) && strcmp(systems_at(systems, i)->tag, tag) == 0)
            return true;
    return false;
}

/* That of the manifest, and the id of the system as far as a tag can have it. */
static void make_tag(const struct systems *systems, const struct system *manifest, const char *id,
                     char tag[112])
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    char name[33] = "";
    for (size_t i = 0; id[i] && i < sizeof name - 1; i++)
        name[i] = strchr(letters, id[i]) ? id[i] : '-';
    snprintf(tag, 112, "%.64s-%s", manifest->tag, name);
    for (unsigned number = 2; tag_taken(systems, tag); number++)
        snprintf(tag, 112, "%.64s-%s-%u", manifest->tag, name, number);
}

static struct system *child_at(const struct systems *systems, const struct system *manifest,
                               const char *where)
{
    for (uint32_t i = 0; i < systems->items.count; i++) {
        struct system *system = systems_at(systems, i);
        if (system && system->parent == manifest->serial &&
            strcmp(system->lead.where.data, where) == 0)
            return system;
    }
    return NULL;
}

static struct system *create(struct systems *systems, const struct config_shared *shared,
                             const char *tag)
{
    struct system *system = memory_zeroed(1, sizeof *system);
    system->shared = shared;
    system->serial = ++systems->serials;
    system->store = gbfs_store_create(shared->language);
    system->state = LIVE_FEED_SILENT;
    snprintf(system->tag, sizeof system->tag, "%s", tag);
    for (uint32_t i = 0; i <= GBFS_DOCUMENTS; i++) {
        struct document *document = i < GBFS_DOCUMENTS ? &system->documents[i] : &system->lead;
        *document = (struct document){.where = vec_of(1), .source = NO_IX, .ttl = -1};
        findings_init(&document->findings);
    }
    return system;
}

/* Without a place the configuration tells where what leads to its documents is to be had. */
static struct system *add(struct systems *systems, const struct config_shared *shared,
                          const char *tag, const struct address *to)
{
    struct system *system = create(systems, shared, tag);
    uint32_t place = 0;
    while (place < systems->items.count && systems_at(systems, place))
        place++;
    if (place == systems->items.count)
        vec_add(&systems->items);
    *(struct system **)vec_at(&systems->items, place) = system;
    system->lead.is_url = shared->from.is_url;
    if (to)
        point(systems, system, &system->lead, *to);
    else
        start(systems, system, &system->lead);
    return system;
}

static bool take_manifest(struct systems *systems, struct system *manifest,
                          const struct gbfs_manifest *said)
{
    struct vec kept = vec_of(sizeof(uint64_t));
    manifest->kind = SYSTEM_MANIFEST;
    for (uint32_t i = 0; i < said->count && kept.count < SYSTEMS_MAX; i++) {
        char path[PATH_MAX], tag[112];
        struct address to = resolve(manifest, said->datasets[i].url, path);
        struct system *system = child_at(systems, manifest, to.where);
        if (!system) {
            make_tag(systems, manifest, said->datasets[i].system_id, tag);
            system = add(systems, manifest->shared, tag, &to);
            system->parent = manifest->serial;
        }
        vec_push(&kept, &system->serial);
    }
    bool news = remove_orphans(systems, manifest, &kept);
    for (uint32_t i = 0; i < GBFS_DOCUMENTS; i++)
        news |= lose(systems, manifest, i);
    vec_finish(&kept);
    return news;
}

struct system *leads_add(struct systems *systems, const struct config_shared *shared)
{
    return add(systems, shared, shared->from.tag, NULL);
}

/* A system that no longer says how things stand has made a mistake: what it said stays. */
static bool check_discovery(const struct gbfs_discovery *discovery, struct error *error)
{
    for (uint32_t i = 0; i < discovery->count; i++)
        if (gbfs_document_is_quick(discovery->links[i].document))
            return true;
    return error_set(error, ERROR_INPUT, DISCOVERY,
                     "names neither station_status nor vehicle_status");
}

static bool read_lead(struct systems *systems, struct system *system, struct gbfs_bytes bytes,
                      bool *news, struct error *error)
{
    struct arena arena = {0};
    struct gbfs_discovery discovery;
    struct gbfs_manifest manifest;
    struct findings *findings = &system->lead.findings;
    bool fine =
        gbfs_read_discovery(bytes, system->shared->language, &arena, &discovery, findings, error);
    if (fine) {
        fine = check_discovery(&discovery, error);
        *news = fine && take_discovery(systems, system, &discovery);
    } else if (!system->parent && gbfs_read_manifest(bytes, &arena, &manifest, findings, NULL)) {
        *news = take_manifest(systems, system, &manifest);
        fine = true;
    }
    system->lead.ttl = fine ? discovery.head.ttl : system->lead.ttl;
    arena_finish(&arena);
    return fine;
}

bool leads_take(struct systems *systems, struct system *system, const struct vec *bytes, bool *news,
                struct error *error)
{
    findings_finish(&system->lead.findings);
    findings_init(&system->lead.findings);
    return read_lead(systems, system, (struct gbfs_bytes){bytes->data, bytes->count, DISCOVERY},
                     news, error);
}

/* The folder of the configuration, once it is there, is looked into through its discovery file. */
static void enter_folder(struct systems *systems, struct system *system)
{
    const struct config_source *from = &system->shared->from;
    char path[PATH_MAX];
    if (system->is_folder || system->parent || from->is_url || !is_folder(from->where))
        return;
    system->is_folder = snprintf(path, sizeof path, "%s/" DISCOVERY, from->where) < PATH_MAX;
    if (system->is_folder)
        point(systems, system, &system->lead, (struct address){path, false});
}

bool leads_look(struct systems *systems, struct system *system, bool *news)
{
    char paths[GBFS_DOCUMENTS][PATH_MAX];
    bool found[GBFS_DOCUMENTS], any = false;
    enter_folder(systems, system);
    const char *lead = lead_path(system);
    if (!system->is_folder || !lead || is_file(lead))
        return false;
    for (uint32_t i = 0; i < GBFS_DOCUMENTS; i++)
        any |= found[i] = beside(lead, i, paths[i]);
    for (uint32_t i = 0; any && i < GBFS_DOCUMENTS; i++) {
        if (found[i])
            point(systems, system, &system->documents[i], (struct address){paths[i], false});
        else
            *news |= lose(systems, system, i);
    }
    system->kind = any ? SYSTEM_PLAIN : system->kind;
    return any;
}
