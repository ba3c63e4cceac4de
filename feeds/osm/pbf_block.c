#include <string.h>

#include <osmformat.pb-c.h>

#include "engine/base/utf8.h"
#include "feeds/osm/pbf.h"

#define NANO_PER_UNIT 100
#define LAT_MOST 900000000
#define LON_MOST 1800000000

/* A block of objects. */
struct block {
    struct pbf *pbf;
    struct osm_reader *reader;
    const OsmPrimitiveBlock *message;
    struct osm_text *strings; /* NULL until an object needs them */
    size_t string_count;
};

/* Reads one object of a group. */
typedef bool (*read_object)(struct block *block, ProtobufCBinaryData bytes);

/* The copy is ours: wrong bytes are overwritten. */
static void mend_text(struct osm_reader *reader, ProtobufCBinaryData bytes)
{
    char *text = (char *)bytes.data;
    size_t good = utf8_valid_prefix(text, bytes.len);
    if (good == bytes.len)
        return;
    while (good < bytes.len) {
        text[good++] = '?';
        good += utf8_valid_prefix(text + good, bytes.len - good);
    }
    osm_report_text(reader, ODD_NOT_UTF8, 0, text, bytes.len);
}

/* Makes the block's table of strings, once. */
static bool read_strings(struct block *block)
{
    if (block->strings)
        return true;
    OsmStringTable *table = pbf_unpack(block->pbf, LAYER_BLOCK, &osm_string_table__descriptor,
                                       block->message->stringtable);
    if (!table)
        return false;
    block->strings =
        arena_array(&block->pbf->arenas[LAYER_BLOCK], table->n_s + 1, sizeof *block->strings);
    block->string_count = table->n_s;
    for (size_t i = 0; i < table->n_s; i++) {
        if (table->s[i].len > OSM_TEXT_MAX)
            return pbf_fail(block->pbf, ERROR_LIMIT, "a text is longer than 64 KiB");
        mend_text(block->reader, table->s[i]);
        block->strings[i] =
            (struct osm_text){.text = table->s[i].len ? (char *)table->s[i].data : "",
                              .length = (uint32_t)table->s[i].len};
    }
    return true;
}

/* A string by its number. */
static bool find_string(const struct block *block, int64_t number, struct osm_text *text)
{
    if (number < 0 || (uint64_t)number >= block->string_count)
        return pbf_fail(block->pbf, ERROR_CORRUPT, "an object names a text that is not there");
    *text = block->strings[number];
    return true;
}

static bool add_tag(struct block *block, int64_t key, int64_t value)
{
    struct vec *tags = &block->reader->tags;
    if (tags->count == OSM_TAGS_MAX)
        return pbf_fail(block->pbf, ERROR_LIMIT, "an object has more than 100,000 tags");
    struct osm_tag *tag = vec_add(tags);
    return find_string(block, key, &tag->key) && find_string(block, value, &tag->value);
}

/* Keys and values of one object. */
struct pairs {
    const uint32_t *keys, *values;
    size_t key_count, value_count;
};

static bool add_tags(struct block *block, struct pairs pairs)
{
    block->reader->tags.count = 0;
    if (pairs.key_count != pairs.value_count)
        return pbf_fail(block->pbf, ERROR_CORRUPT, "an object has keys without values");
    for (size_t i = 0; i < pairs.key_count; i++)
        if (!add_tag(block, pairs.keys[i], pairs.values[i]))
            return false;
    return true;
}

/* Seconds of a time in the block's unit; 0 when it is beyond all times. */
static unix_time seconds(const struct block *block, int64_t stamp)
{
    int64_t milliseconds;
    if (__builtin_mul_overflow(stamp, block->message->date_granularity, &milliseconds))
        return 0;
    return milliseconds / 1000;
}

/* When the object was edited, if anybody asks. */
static bool read_info(struct block *block, bool given, ProtobufCBinaryData bytes,
                      struct osm_object *object)
{
    if (!given || !block->reader->sink->edited)
        return true;
    OsmInfo *info = pbf_unpack(block->pbf, LAYER_OBJECT, &osm_info__descriptor, bytes);
    if (info)
        object->edited = seconds(block, info->timestamp);
    return info != NULL;
}

/* One coordinate in our units; false: not on Earth. */
static bool to_units(int64_t offset, int64_t granularity, int64_t value, int32_t *units)
{
    int64_t nano;
    if (__builtin_mul_overflow(granularity, value, &nano) ||
        __builtin_add_overflow(nano, offset, &nano))
        return false;
    int64_t half = nano < 0 ? -NANO_PER_UNIT / 2 : NANO_PER_UNIT / 2;
    int64_t rounded = nano / NANO_PER_UNIT + (nano % NANO_PER_UNIT + half) / NANO_PER_UNIT;
    *units = (int32_t)rounded;
    return rounded >= INT32_MIN && rounded <= INT32_MAX;
}

/* False: not on Earth. */
static bool place(const struct block *block, int64_t lat, int64_t lon, struct point *point)
{
    const OsmPrimitiveBlock *message = block->message;
    return to_units(message->lat_offset, message->granularity, lat, &point->lat) &&
           to_units(message->lon_offset, message->granularity, lon, &point->lon) &&
           point->lat >= -LAT_MOST && point->lat <= LAT_MOST && point->lon >= -LON_MOST &&
           point->lon <= LON_MOST;
}

static bool give_node(struct block *block, const struct osm_object *object, int64_t lat,
                      int64_t lon)
{
    struct point point;
    block->reader->objects++;
    if (place(block, lat, lon, &point))
        return osm_deliver_node(block->reader, object, point);
    osm_report(block->reader, ODD_OUT_OF_RANGE, 0, OSM_NODE, object->id);
    return true;
}

static bool read_node(struct block *block, ProtobufCBinaryData bytes)
{
    OsmPlainNode *node = pbf_unpack(block->pbf, LAYER_OBJECT, &osm_plain_node__descriptor, bytes);
    if (!node)
        return false;
    struct osm_object object = {.id = node->id};
    struct pairs pairs = {node->keys, node->vals, node->n_keys, node->n_vals};
    return add_tags(block, pairs) && read_info(block, node->has_info, node->info, &object) &&
           give_node(block, &object, node->lat, node->lon);
}

/* The tags of the next node of a dense group: pairs up to a zero. */
static bool take_dense_tags(struct block *block, const OsmDenseNodes *dense, size_t *at)
{
    block->reader->tags.count = 0;
    if (!dense->n_keys_vals)
        return true;
    while (*at < dense->n_keys_vals && dense->keys_vals[*at]) {
        if (dense->n_keys_vals - *at < 2)
            return pbf_fail(block->pbf, ERROR_CORRUPT, "a node has a key without a value");
        if (!add_tag(block, dense->keys_vals[*at], dense->keys_vals[*at + 1]))
            return false;
        *at += 2;
    }
    if (*at >= dense->n_keys_vals)
        return pbf_fail(block->pbf, ERROR_CORRUPT, "there are tags for fewer nodes than there are");
    ++*at;
    return true;
}

/* The times of a dense group; `*times` is NULL if there are none, or nobody asks. */
static bool read_dense_info(struct block *block, const OsmDenseNodes *dense, const int64_t **times)
{
    *times = NULL;
    if (!dense->has_denseinfo || !block->reader->sink->edited)
        return true;
    OsmDenseInfo *info =
        pbf_unpack(block->pbf, LAYER_OBJECT, &osm_dense_info__descriptor, dense->denseinfo);
    if (!info)
        return false;
    if (info->n_timestamp && info->n_timestamp != dense->n_id)
        return pbf_fail(block->pbf, ERROR_CORRUPT, "there are not as many times as nodes");
    *times = info->n_timestamp ? info->timestamp : NULL;
    return true;
}

/* Adds a difference. False: the sum does not fit. */
static bool step(const struct block *block, int64_t *sum, int64_t difference)
{
    return !__builtin_add_overflow(*sum, difference, sum) ||
           pbf_fail(block->pbf, ERROR_CORRUPT, "a number leaves its range");
}

static bool give_dense(struct block *block, const OsmDenseNodes *dense, const int64_t *times)
{
    struct osm_object object = {0};
    int64_t lat = 0, lon = 0, time = 0;
    size_t at = 0;
    for (size_t i = 0; i < dense->n_id; i++) {
        if (!step(block, &object.id, dense->id[i]) || !step(block, &lat, dense->lat[i]) ||
            !step(block, &lon, dense->lon[i]) || (times && !step(block, &time, times[i])) ||
            !take_dense_tags(block, dense, &at))
            return false;
        object.edited = times ? seconds(block, time) : 0;
        if (!give_node(block, &object, lat, lon))
            return false;
    }
    return at == dense->n_keys_vals ||
           pbf_fail(block->pbf, ERROR_CORRUPT, "there are tags for more nodes than there are");
}

static bool read_dense(struct block *block, ProtobufCBinaryData bytes)
{
    const int64_t *times;
    OsmDenseNodes *dense =
        pbf_unpack(block->pbf, LAYER_OBJECT, &osm_dense_nodes__descriptor, bytes);
    if (!dense || !read_dense_info(block, dense, &times))
        return false;
    if (dense->n_lat != dense->n_id || dense->n_lon != dense->n_id)
        return pbf_fail(block->pbf, ERROR_CORRUPT, "there are not as many places as nodes");
    return give_dense(block, dense, times);
}

static bool add_refs(struct block *block, const OsmPlainWay *way)
{
    int64_t ref = 0;
    struct vec *refs = &block->reader->refs;
    if (way->n_refs > OSM_REFS_MAX)
        return pbf_fail(block->pbf, ERROR_LIMIT, "a way has more than a million nodes");
    vec_resize(refs, (uint32_t)way->n_refs);
    for (size_t i = 0; i < way->n_refs; i++) {
        if (!step(block, &ref, way->refs[i]))
            return false;
        ((int64_t *)refs->data)[i] = ref;
    }
    return true;
}

static bool read_way(struct block *block, ProtobufCBinaryData bytes)
{
    OsmPlainWay *way = pbf_unpack(block->pbf, LAYER_OBJECT, &osm_plain_way__descriptor, bytes);
    if (!way)
        return false;
    struct osm_object object = {.id = way->id};
    struct pairs pairs = {way->keys, way->vals, way->n_keys, way->n_vals};
    block->reader->objects++;
    return add_tags(block, pairs) && add_refs(block, way) &&
           read_info(block, way->has_info, way->info, &object) &&
           osm_deliver(block->reader, &object, OSM_WAY, 0);
}

static bool add_members(struct block *block, const OsmPlainRelation *relation)
{
    struct vec *members = &block->reader->members;
    int64_t ref = 0;
    if (relation->n_roles_sid != relation->n_memids || relation->n_types != relation->n_memids)
        return pbf_fail(block->pbf, ERROR_CORRUPT, "a relation has members without type or role");
    if (relation->n_memids > OSM_MEMBERS_MAX)
        return pbf_fail(block->pbf, ERROR_LIMIT, "a relation has more than a million members");
    members->count = 0;
    for (size_t i = 0; i < relation->n_memids; i++) {
        struct osm_member *member = vec_add(members);
        if (relation->types[i] < OSM_NODE || relation->types[i] > OSM_RELATION)
            return pbf_fail(block->pbf, ERROR_CORRUPT, "a member is of a type that is none");
        member->kind = (enum osm_kind)relation->types[i];
        if (!find_string(block, relation->roles_sid[i], &member->role) ||
            !step(block, &ref, relation->memids[i]))
            return false;
        member->ref = ref;
    }
    return true;
}

static bool read_relation(struct block *block, ProtobufCBinaryData bytes)
{
    OsmPlainRelation *relation =
        pbf_unpack(block->pbf, LAYER_OBJECT, &osm_plain_relation__descriptor, bytes);
    if (!relation)
        return false;
    struct osm_object object = {.id = relation->id};
    struct pairs pairs = {relation->keys, relation->vals, relation->n_keys, relation->n_vals};
    block->reader->objects++;
    return add_tags(block, pairs) && add_members(block, relation) &&
           read_info(block, relation->has_info, relation->info, &object) &&
           osm_deliver(block->reader, &object, OSM_RELATION, 0);
}

/* Objects of one kind, as they are packed. */
struct packed {
    const ProtobufCBinaryData *items;
    size_t count;
};

static bool read_objects(struct block *block, struct packed packed, enum osm_kind kind,
                         read_object read)
{
    if (!packed.count)
        return true;
    if (!osm_wanted(block->reader, kind)) {
        block->reader->objects += packed.count;
        return true;
    }
    if (!read_strings(block))
        return false;
    for (size_t i = 0; i < packed.count; i++) {
        pbf_forget(block->pbf, LAYER_OBJECT);
        if (!read(block, packed.items[i]))
            return false;
    }
    return true;
}

static bool read_group(struct block *block, ProtobufCBinaryData bytes)
{
    pbf_forget(block->pbf, LAYER_GROUP);
    OsmPrimitiveGroup *group =
        pbf_unpack(block->pbf, LAYER_GROUP, &osm_primitive_group__descriptor, bytes);
    return group &&
           read_objects(block, (struct packed){group->nodes, group->n_nodes}, OSM_NODE,
                        read_node) &&
           read_objects(block, (struct packed){group->dense, group->n_dense}, OSM_NODE,
                        read_dense) &&
           read_objects(block, (struct packed){group->ways, group->n_ways}, OSM_WAY, read_way) &&
           read_objects(block, (struct packed){group->relations, group->n_relations}, OSM_RELATION,
                        read_relation);
}

bool pbf_block_read(struct pbf *pbf, ProtobufCBinaryData bytes)
{
    OsmPrimitiveBlock *message =
        pbf_unpack(pbf, LAYER_BLOCK, &osm_primitive_block__descriptor, bytes);
    if (!message)
        return false;
    if (message->granularity < 1 || message->date_granularity < 1)
        return pbf_fail(pbf, ERROR_CORRUPT, "its granularity is not above zero");
    struct block block = {.pbf = pbf, .reader = pbf->reader, .message = message};
    for (size_t i = 0; i < message->n_primitivegroup; i++)
        if (!read_group(&block, message->primitivegroup[i]))
            return false;
    return true;
}
