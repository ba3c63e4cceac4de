#include "feeds/feeder/systems.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/checksum.h"
#include "engine/base/log.h"
#include "engine/base/memory.h"
#include "feeds/feeder/leads.h"
#include "feeds/feeder/stamp.h"

/* The documents that say how things stand at this moment. */
static const enum gbfs_document quick[] = {GBFS_STATION_STATUS, GBFS_VEHICLES};
#define QUICK_COUNT (sizeof quick / sizeof *quick)

void systems_init(struct systems *systems, const struct config *config, struct fetch *fetch)
{
    const struct config_shared *shared = config->shared.data;
    *systems = (struct systems){.items = vec_of(sizeof(struct system *)),
                                .owners = vec_of(sizeof(struct owner)),
                                .fetch = fetch,
                                .config = config};
    for (uint32_t i = 0; i < config->shared.count; i++)
        leads_add(systems, &shared[i]);
}

struct system *systems_at(const struct systems *systems, uint32_t index)
{
    return *(struct system **)vec_at(&systems->items, index);
}

void systems_finish(struct systems *systems)
{
    for (uint32_t i = 0; i < systems->items.count; i++)
        if (systems_at(systems, i))
            leads_remove(systems, i);
    vec_finish(&systems->items);
    vec_finish(&systems->owners);
}

/* When it was said, as far as anybody knows; 0: never. */
static unix_time said_by(const struct document *document)
{
    return document->stamp ? document->stamp : document->heard;
}

/* Whether what it said has grown too old to count. */
static bool is_spent(const struct document *document)
{
    return document->heard && !document->has;
}

static bool is_old(const struct system *system, const struct document *document, unix_time now)
{
    unix_time said = said_by(document);
    return said && now - said >= system->shared->from.limit_seconds;
}

static void note_success(struct systems *systems, struct system *system, struct document *document,
                         unix_time now)
{
    document->fetched = now;
    document->problem = (struct error){0};
    fetch_pace(systems->fetch, document->source, leads_pace(system, document));
}

/* Whoever has failed is asked again soon, however seldom it changes, and less and less often. */
static void note_problem(struct systems *systems, struct system *system, struct document *document,
                         const struct error *error)
{
    system->failures++;
    document->problem = *error;
    if (document->source != NO_IX)
        fetch_pace(systems->fetch, document->source, system->shared->from.every_seconds);
}

/* Puts a document that can be read into the store; false: it cannot. */
static bool store(struct system *system, enum gbfs_document kind, const struct vec *bytes,
                  unix_time now, struct gbfs_head *head, struct error *error)
{
    struct gbfs_taken taken;
    struct document *document = &system->documents[kind];
    struct findings findings;
    findings_init(&findings);
    const struct gbfs_bytes read = {bytes->data, bytes->count, gbfs_document_name(kind)};
    if (!gbfs_store_take(system->store, kind, read, &findings, &taken, error)) {
        findings_finish(&findings);
        return false;
    }
    document->stamp = stamp_believed(taken.head.last_updated, now, read.name, &findings);
    findings_finish(&document->findings);
    document->findings = findings;
    *head = taken.head;
    return true;
}

/* What is too old when it comes is not kept: who says so is not listened to until he says more. */
static bool take_document(struct system *system, enum gbfs_document kind, const struct vec *bytes,
                          unix_time now, struct error *error)
{
    struct document *document = &system->documents[kind];
    uint64_t sum = checksum(bytes->data, bytes->count);
    struct gbfs_head head = {0};
    bool had = document->has, same = document->heard && document->sum == sum;
    if (same && had)
        return true;
    if (!store(system, kind, bytes, now, &head, error))
        return false;
    document->sum = sum;
    document->heard = same ? document->heard : now;
    document->has = !gbfs_document_is_quick(kind) || !is_old(system, document, now);
    if (!document->has)
        gbfs_store_drop(system->store, kind);
    system->version += had || document->has;
    document->ttl = head.ttl;
    return true;
}

/* Returns false when it cannot be used. */
static bool take_new(struct systems *systems, const struct owner *owner, const struct vec *bytes,
                     unix_time now, struct error *error)
{
    struct system *system = owner->system;
    bool news = false, fine = false;
    if (owner->document < GBFS_DOCUMENTS)
        fine = take_document(system, owner->document, bytes, now, error);
    else
        fine = leads_take(systems, system, bytes, &news, error);
    system->messages += fine;
    system->version += news;
    return fine;
}

/* Where there is no file that leads to documents there may be a folder of them. */
static bool look(struct systems *systems, struct system *system, unix_time now)
{
    bool news = false, found = leads_look(systems, system, &news);
    system->version += news;
    if (found)
        note_success(systems, system, &system->lead, now);
    return found || !system->lead.tried; /* or looks elsewhere from now on */
}

bool systems_take(struct systems *systems, struct fetch_answer *answer, unix_time now)
{
    const struct owner owner = *(struct owner *)vec_at(&systems->owners, answer->source);
    struct system *system = owner.system;
    bool leads = owner.document == GBFS_DOCUMENTS;
    struct document *document = leads ? &system->lead : &system->documents[owner.document];
    uint64_t before = system->version, systems_before = systems->serials;
    struct error error = {0};
    document->tried = now;
    if (answer->ending == FETCH_SAME ||
        (answer->ending == FETCH_NEW && take_new(systems, &owner, &answer->bytes, now, &error)))
        note_success(systems, system, document, now);
    else if (answer->ending == FETCH_NEW) {
        fetch_distrust(systems->fetch, answer->source);
        note_problem(systems, system, document, &error);
    } else if (!leads || !look(systems, system, now))
        note_problem(systems, system, document, &answer->error);
    vec_finish(&answer->bytes);
    return system->version != before || systems->serials != systems_before;
}

/* When the oldest of all that counts was said; the newest when nothing counts any more; 0: none. */
static unix_time said_at(const struct system *system)
{
    unix_time oldest = 0, newest = 0;
    for (size_t i = 0; i < QUICK_COUNT; i++) {
        const struct document *document = &system->documents[quick[i]];
        unix_time said = said_by(document);
        if (document->has && (!oldest || said < oldest))
            oldest = said;
        newest = said > newest ? said : newest;
    }
    return oldest ? oldest : newest;
}

bool system_is_usable(const struct system *system)
{
    for (size_t i = 0; i < QUICK_COUNT; i++)
        if (system->documents[quick[i]].has)
            return true;
    return false;
}

static bool has_children(const struct systems *systems, const struct system *manifest)
{
    for (uint32_t i = 0; i < systems->items.count; i++)
        if (systems_at(systems, i) && systems_at(systems, i)->parent == manifest->serial)
            return true;
    return false;
}

bool system_is_shown(const struct systems *systems, const struct system *system)
{
    return system->kind != SYSTEM_MANIFEST || system->lead.problem.kind ||
           !has_children(systems, system);
}

/* Whether it may be used, but something of what it has to say is missing. */
static bool is_failing(const struct system *system)
{
    bool failing = system->lead.problem.kind != ERROR_NONE;
    for (size_t i = 0; i < QUICK_COUNT; i++) {
        const struct document *document = &system->documents[quick[i]];
        failing |= document->problem.kind != ERROR_NONE || is_spent(document);
    }
    return failing;
}

static enum live_feed_state state_of(const struct system *system)
{
    bool usable = system_is_usable(system);
    if (system->kind == SYSTEM_MANIFEST)
        usable = system->lead.fetched != 0;
    if (!usable)
        return said_at(system) ? LIVE_FEED_STALE : LIVE_FEED_SILENT;
    return is_failing(system) ? LIVE_FEED_FAILED : LIVE_FEED_FRESH;
}

/* The problem of one document in words; false: it has none. */
static bool tell(const struct document *document, const char *name, char text[320])
{
    if (document->problem.kind)
        snprintf(text, 320, "%s: %.280s", name, document->problem.text);
    else if (is_spent(document))
        snprintf(text, 320, "%s: too old to be used", name);
    else
        return false;
    return true;
}

/* The most telling problem of a system: how things stand first, then what leads there. */
static void tell_problem(const struct system *system, char text[320])
{
    const struct document *documents = system->documents;
    *text = '\0';
    for (size_t i = 0; i < QUICK_COUNT; i++)
        if (tell(&documents[quick[i]], gbfs_document_name(quick[i]), text))
            return;
    if (system->lead.problem.kind) {
        bool empty = system->is_folder && system->lead.problem.kind == ERROR_MISSING;
        snprintf(text, 320, "%s",
                 empty ? "the folder has no document of GBFS" : system->lead.problem.text);
        return;
    }
    for (uint32_t i = 0; i < GBFS_DOCUMENTS; i++)
        if (tell(&documents[i], gbfs_document_name(i), text))
            return;
    if (system->kind == SYSTEM_PLAIN && documents[GBFS_STATION_STATUS].source == NO_IX &&
        documents[GBFS_VEHICLES].source == NO_IX)
        snprintf(text, 320, "publishes neither station_status nor vehicle_status");
}

/* Forgets how things stood once that is too old; what comes next is read as a whole. */
static void drop_old(struct systems *systems, struct system *system, unix_time now)
{
    for (size_t i = 0; i < QUICK_COUNT; i++) {
        struct document *document = &system->documents[quick[i]];
        if (!document->has || !is_old(system, document, now))
            continue;
        gbfs_store_drop(system->store, quick[i]);
        document->has = false;
        system->version++;
        fetch_distrust(systems->fetch, document->source);
    }
}

static bool judge(struct systems *systems, struct system *system, unix_time now)
{
    char problem[320];
    drop_old(systems, system, now);
    tell_problem(system, problem);
    enum live_feed_state state = state_of(system);
    if (state == system->state && strcmp(problem, system->problem) == 0)
        return false;
    unix_time said = said_at(system);
    system->state = state;
    memcpy(system->problem, problem, sizeof problem);
    log_line("live", "tag=%s state=%s age=%lld failures=%u problem=\"%s\"", system->tag,
             live_feed_state_name(state), said ? (long long)(now - said) : -1, system->failures,
             problem);
    return true;
}

bool systems_judge(struct systems *systems, unix_time now)
{
    bool changed = false;
    for (uint32_t i = 0; i < systems->items.count; i++)
        if (systems_at(systems, i))
            changed |= judge(systems, systems_at(systems, i), now);
    return changed;
}

static bool is_tried(const struct system *system)
{
    bool tried = system->lead.tried != 0;
    for (uint32_t i = 0; i < GBFS_DOCUMENTS; i++)
        tried &= system->documents[i].source == NO_IX || system->documents[i].tried;
    return tried;
}

bool systems_are_tried(const struct systems *systems)
{
    for (uint32_t i = 0; i < systems->items.count; i++)
        if (systems_at(systems, i) && !is_tried(systems_at(systems, i)))
            return false;
    return true;
}

struct live_feed system_row(const struct system *system)
{
    struct live_feed row = {
        .feed = NO_IX,
        .kind = LIVE_FEED_SHARED,
        .state = (uint8_t)system->state,
        .stamp = said_at(system),
        .fetched = system->lead.fetched,
        .tried = system->lead.tried,
        .limit_seconds = system->shared->from.limit_seconds,
        .messages = system->messages,
        .failures = system->failures,
        .findings = findings_total(&system->lead.findings),
    };
    for (uint32_t i = 0; i < GBFS_DOCUMENTS; i++) {
        const struct document *document = &system->documents[i];
        row.entities += document->has;
        row.findings += findings_total(&document->findings);
        row.fetched = document->fetched > row.fetched ? document->fetched : row.fetched;
        row.tried = document->tried > row.tried ? document->tried : row.tried;
    }
    return row;
}
