#include "feeds/realtime/store.h"

#include <string.h>

#include "engine/base/checksum.h"
#include "engine/base/intern.h"
#include "engine/base/memory.h"
#include "engine/base/vec.h"
#include "feeds/realtime/kinds.h"
#include "feeds/realtime/wire.h"

/*
 * The state of a feed is kept as the bytes of one message: those of a full one as they came; a
 * differential one puts its entities in place of those of the same ids. Then all of it is decoded
 * anew, under the same limits. So there is one kind of state, and nothing that could grow.
 */

/* Fields of a message, an entity, a trip update and its trip. */
enum {
    MESSAGE_HEADER = 1,
    MESSAGE_ENTITY = 2,
    ENTITY_ID = 1,
    ENTITY_DELETED = 2,
    ENTITY_UPDATE = 3,
    UPDATE_TRIP = 1,
    TRIP_RELATION = 4,
};

struct realtime_store {
    struct vec bytes;   /* unsigned char: the state as a message */
    struct arena arena; /* of `message` */
    struct realtime_message message;
    uint64_t sum; /* of the message taken last, as it came */
    bool any;     /* whether one was taken */
};

/* A message on its way into a store. */
struct taking {
    struct realtime_store *store;
    struct realtime_bytes bytes;
    const struct realtime_limits *limits;
    struct findings *findings;
    struct arena arena;
    struct realtime_message message;
};

struct realtime_store *realtime_store_create(void)
{
    struct realtime_store *store = memory_zeroed(1, sizeof *store);
    store->bytes = vec_of(1);
    return store;
}

void realtime_store_destroy(struct realtime_store *store)
{
    if (!store)
        return;
    vec_finish(&store->bytes);
    arena_finish(&store->arena);
    memory_free(store);
}

unix_time realtime_store_stamp(const struct realtime_store *store)
{
    return store->message.stamp;
}

const struct realtime_message *realtime_store_message(const struct realtime_store *store)
{
    return &store->message;
}

static struct wire wire_over(const void *data, size_t length)
{
    const unsigned char *bytes = data;
    return (struct wire){bytes, length ? bytes + length : bytes};
}

/* What a merge needs to know of an entity. */
struct entity {
    const unsigned char *id;
    size_t id_length;
    bool deleted;
    uint64_t relation; /* of its trip; TRIP_SCHEDULED where it has none */
};

/* A field with bytes, the last of that number; empty: there is none. */
static struct wire inside(struct wire wire, uint32_t number)
{
    struct wire found = {NULL, NULL};
    struct wire_field field;
    while (wire_next(&wire, &field) == WIRE_FIELD)
        if (field.nested && field.number == number)
            found = wire_over(field.bytes, field.length);
    return found;
}

static uint64_t relation_of(struct wire entity)
{
    struct wire trip = inside(inside(entity, ENTITY_UPDATE), UPDATE_TRIP);
    struct wire_field field;
    uint64_t relation = TRIP_SCHEDULED;
    while (wire_next(&trip, &field) == WIRE_FIELD)
        if (!field.nested && field.number == TRIP_RELATION)
            relation = field.value;
    return relation;
}

static bool cancels(const struct entity *entity)
{
    return entity->relation == TRIP_CANCELED || entity->relation == TRIP_DELETED;
}

static bool is_new(const struct entity *entity)
{
    return entity->relation == TRIP_ADDED || entity->relation == TRIP_NEW ||
           entity->relation == TRIP_DUPLICATED;
}

static struct entity entity_of(const struct wire_field *field)
{
    struct wire wire = wire_over(field->bytes, field->length);
    struct entity entity = {.id = field->bytes, .relation = relation_of(wire)};
    struct wire_field inner;
    while (wire_next(&wire, &inner) == WIRE_FIELD) {
        if (inner.number == ENTITY_ID && inner.nested) {
            entity.id = inner.bytes;
            entity.id_length = inner.length;
        } else if (inner.number == ENTITY_DELETED && !inner.nested) {
            entity.deleted = inner.value != 0;
        }
    }
    return entity;
}

static void add_varint(struct vec *bytes, uint64_t number)
{
    unsigned char byte;
    for (; number >= 0x80; number >>= 7) {
        byte = (unsigned char)(number | 0x80);
        vec_push(bytes, &byte);
    }
    byte = (unsigned char)number;
    vec_push(bytes, &byte);
}

static void add_field(struct vec *bytes, const struct wire_field *field)
{
    add_varint(bytes, (uint64_t)field->number << 3 | 2);
    add_varint(bytes, field->length);
    vec_add_many(bytes, field->bytes, field->length);
}

/* A new message in parts, and the ids that it speaks of. */
struct parts {
    struct vec header, entities; /* unsigned char */
    struct intern ids;           /* of all that it replaces */
    struct intern cancelled;     /* of those that it cancels, which it replaces but for new runs */
};

static void split(struct realtime_bytes bytes, struct parts *parts)
{
    struct wire wire = wire_over(bytes.data, bytes.length);
    struct wire_field field;
    while (wire_next(&wire, &field) == WIRE_FIELD) {
        if (!field.nested)
            continue;
        if (field.number == MESSAGE_HEADER)
            add_field(&parts->header, &field);
        if (field.number != MESSAGE_ENTITY)
            continue;
        struct entity entity = entity_of(&field);
        bool cancelled = !entity.deleted && cancels(&entity);
        intern_add(cancelled ? &parts->cancelled : &parts->ids, entity.id, entity.id_length);
        if (!entity.deleted)
            add_field(&parts->entities, &field);
    }
}

static bool is_in(const struct intern *ids, const struct entity *entity)
{
    return intern_find(ids, entity->id, entity->id_length) != INTERN_NONE;
}

/* Adds the entities of the state that the new message does not speak of. A new run that it cancels
 * stays in front: only there stands what is cancelled. */
static void add_others(const struct realtime_store *store, const struct parts *parts,
                       struct vec *bytes)
{
    struct wire wire = wire_over(store->bytes.data, store->bytes.count);
    struct wire_field field;
    while (wire_next(&wire, &field) == WIRE_FIELD) {
        if (!field.nested || field.number != MESSAGE_ENTITY)
            continue;
        struct entity entity = entity_of(&field);
        if (!entity.deleted && !is_in(&parts->ids, &entity) &&
            (!is_in(&parts->cancelled, &entity) || is_new(&entity)))
            add_field(bytes, &field);
    }
}

/* The state with the new message laid over it. */
static struct vec merge(const struct realtime_store *store, struct realtime_bytes bytes)
{
    struct parts parts = {.header = vec_of(1), .entities = vec_of(1)};
    split(bytes, &parts);
    add_others(store, &parts, &parts.header);
    vec_add_many(&parts.header, parts.entities.data, parts.entities.count);
    vec_finish(&parts.entities);
    intern_finish(&parts.ids);
    intern_finish(&parts.cancelled);
    return parts.header;
}

static void note_too_large(const struct taking *taking)
{
    const struct realtime_oddity_words *words = &realtime_oddities[RT_STATE_TOO_LARGE];
    findings_add(taking->findings, words->code, words->action, words->text, taking->bytes.name, 0,
                 NULL, 0);
}

/* Puts what was taken in the place of what was there. */
static void replace(struct taking *taking, struct vec *bytes)
{
    struct realtime_store *store = taking->store;
    vec_move(&store->bytes, bytes);
    arena_finish(&store->arena);
    store->arena = taking->arena;
    store->message = taking->message;
    taking->arena = (struct arena){0};
}

/* Which entities the newest message took back. */
static void keep_deleted(struct arena *arena, struct realtime_message *message,
                         const struct realtime_message *newest)
{
    struct realtime_text *deleted = arena_array(arena, newest->deleted_count, sizeof *deleted);
    for (uint32_t i = 0; i < newest->deleted_count; i++) {
        deleted[i] = newest->deleted[i];
        if (deleted[i].text)
            deleted[i].text = arena_text(arena, deleted[i].text, deleted[i].length);
    }
    message->deleted = deleted;
    message->deleted_count = newest->deleted_count;
}

/* A differential message: decoded again together with what still holds. */
static bool take_changes(struct taking *taking)
{
    struct vec merged = merge(taking->store, taking->bytes);
    const struct realtime_bytes all = {merged.data, merged.count, taking->bytes.name};
    struct findings known; /* Each was found when its message came. */
    struct arena arena = {0};
    struct realtime_message message;
    findings_init(&known);
    bool decoded =
        realtime_decode(all, taking->limits, &arena, &known, &message, &(struct error){0});
    findings_finish(&known);
    if (decoded) {
        keep_deleted(&arena, &message, &taking->message);
        arena_finish(&taking->arena);
        taking->arena = arena;
        taking->message = message;
        replace(taking, &merged);
    } else {
        note_too_large(taking);
        arena_finish(&arena);
    }
    vec_finish(&merged);
    return decoded;
}

static void take_whole(struct taking *taking)
{
    struct vec bytes = vec_of(1);
    vec_add_many(&bytes, taking->bytes.data, taking->bytes.length);
    replace(taking, &bytes);
    vec_finish(&bytes);
}

/* Whether the message is no newer than the state. One that has the same stamp and says something
 * else is: feeds make several within a second. */
static bool is_old(const struct realtime_store *store, const struct realtime_message *message,
                   uint64_t sum)
{
    if (!store->any || !message->stamp || !store->message.stamp)
        return false;
    return message->stamp < store->message.stamp ||
           (message->stamp == store->message.stamp && sum == store->sum);
}

bool realtime_store_take(struct realtime_store *store, struct realtime_bytes bytes,
                         const struct realtime_limits *limits, struct findings *findings,
                         bool *news, struct error *error)
{
    struct taking taking = {.store = store, .bytes = bytes, .limits = limits, .findings = findings};
    uint64_t sum = checksum(bytes.data, bytes.length);
    *news = false;
    bool decoded = realtime_decode(bytes, limits, &taking.arena, findings, &taking.message, error);
    if (decoded && !is_old(store, &taking.message, sum)) {
        *news = true;
        if (!taking.message.differential || !take_changes(&taking))
            take_whole(&taking);
        store->sum = sum;
        store->any = true;
    }
    arena_finish(&taking.arena);
    return decoded;
}
