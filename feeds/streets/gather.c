#include "feeds/streets/gather.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "feeds/streets/kinds.h"
#include "feeds/streets/things.h"
#include "feeds/streets/turns.h"

void gather_init(struct gather *gather, struct map *map, struct findings *findings)
{
    *gather = (struct gather){
        .map = map,
        .findings = findings,
        .ids = vec_of(sizeof(int64_t)),
        .points = vec_of(sizeof(struct point)),
        .lines = vec_of(sizeof(struct line)),
        .refs = vec_of(sizeof(int64_t)),
        .things = vec_of(sizeof(struct thing)),
        .members = vec_of(sizeof(struct member)),
        .turns = vec_of(sizeof(struct turn_relation)),
        .ferries = vec_of(sizeof(struct ferry_relation)),
    };
    tags_init(&gather->tags);
}

void gather_finish(struct gather *gather)
{
    tags_finish(&gather->tags);
    vec_finish(&gather->ids);
    vec_finish(&gather->points);
    vec_finish(&gather->lines);
    vec_finish(&gather->refs);
    vec_finish(&gather->things);
    vec_finish(&gather->members);
    vec_finish(&gather->turns);
    vec_finish(&gather->ferries);
}

/* --- One object after the other --- */

static bool take_node(void *context, const struct osm_node *node)
{
    struct gather *gather = context;
    struct thing thing;
    gather->nodes++;
    vec_push(&gather->ids, &node->object.id);
    vec_push(&gather->points, &node->point);
    if (!node->object.tags.count)
        return true;
    tags_take(&gather->tags, node->object.tags);
    if (gather->tags.count && thing_of_node(gather, &node->object, &thing))
        vec_push(&gather->things, &thing);
    return true;
}

static bool take_way(void *context, const struct osm_way *way)
{
    struct gather *gather = context;
    struct line line = {way->object.id, gather->refs.count, way->ref_count};
    struct thing thing;
    gather->ways++;
    if (way->ref_count)
        vec_add_many(&gather->refs, way->refs, way->ref_count);
    vec_push(&gather->lines, &line);
    tags_take(&gather->tags, way->object.tags);
    if (gather->tags.count && thing_of_line(gather, &way->object, &thing)) {
        thing.kind = OSM_WAY;
        vec_push(&gather->things, &thing);
    }
    return true;
}

static void take_members(struct gather *gather, const struct osm_relation *relation)
{
    static const struct {
        const char *word;
        enum member_role role;
    } roles[] = {
        {"", MEMBER_OUTER},    {"outer", MEMBER_OUTER}, {"inner", MEMBER_INNER},
        {"from", MEMBER_FROM}, {"via", MEMBER_VIA},     {"to", MEMBER_TO},
    };
    for (uint32_t i = 0; i < relation->member_count; i++) {
        const struct osm_member *member = &relation->members[i];
        struct member taken = {member->ref, member->kind, MEMBER_OTHER};
        for (size_t k = 0; k < sizeof roles / sizeof *roles; k++)
            if (text_is(member->role, roles[k].word))
                taken.role = roles[k].role;
        vec_push(&gather->members, &taken);
    }
}

static bool take_relation(void *context, const struct osm_relation *relation)
{
    static const struct word_meaning types[] = {
        {"multipolygon", 1}, {"restriction", 2}, {"route", 3}, {NULL, 0}};
    struct gather *gather = context;
    struct thing thing;
    uint32_t first = gather->members.count, count = relation->member_count;
    gather->relations++;
    tags_take(&gather->tags, relation->object.tags);
    int type = tag_meaning(&gather->tags, TAG_TYPE, types, 0);
    if (type == 1 && thing_of_line(gather, &relation->object, &thing)) {
        thing.kind = OSM_RELATION;
        thing.line = first;
        thing.members = count;
        thing.roles |= (uint16_t)(thing.roles & ROLE_STREET ? ROLE_AREA : 0);
        vec_push(&gather->things, &thing);
        take_members(gather, relation);
    }
    struct turn_relation turn = {relation->object.id, first, count, false, false};
    if (type == 2 && turn_of_relation(gather, &turn)) {
        vec_push(&gather->turns, &turn);
        take_members(gather, relation);
    }
    if (type == 3 && tag_is(&gather->tags, TAG_ROUTE, "ferry") &&
        thing_of_line(gather, &relation->object, &thing)) {
        struct ferry_relation ferry = {first, count, duration_of(&gather->tags), thing};
        vec_push(&gather->ferries, &ferry);
        take_members(gather, relation);
    }
    return true;
}

bool gather_run(struct gather *gather, const char *path, const struct osm_run *run,
                struct error *error)
{
    const struct osm_sink sink = {
        .context = gather, .node = take_node, .way = take_way, .relation = take_relation};
    return osm_read_run(path, run, &sink, gather->findings, error);
}

/* --- By id --- */

struct placed {
    int64_t id;
    struct point point;
};

static int id_order(const void *a, const void *b)
{
    const struct placed *one = a, *two = b;
    return one->id < two->id ? -1 : one->id > two->id;
}

static int line_order(const void *a, const void *b)
{
    const struct line *one = a, *two = b;
    if (one->osm != two->osm)
        return one->osm < two->osm ? -1 : 1;
    return one->first_ref < two->first_ref ? -1 : one->first_ref > two->first_ref;
}

static bool ids_rise(const struct vec *ids)
{
    const int64_t *id = ids->data;
    for (uint32_t i = 1; i < ids->count; i++)
        if (id[i - 1] >= id[i])
            return false;
    return true;
}

static void sort_nodes(struct gather *gather)
{
    uint32_t count = gather->ids.count, kept = 0;
    int64_t *ids = gather->ids.data;
    struct point *points = gather->points.data;
    struct placed *placed = memory_zeroed(count, sizeof *placed);
    for (uint32_t i = 0; i < count; i++)
        placed[i] = (struct placed){ids[i], points[i]};
    qsort(placed, count, sizeof *placed, id_order);
    for (uint32_t i = 0; i < count; i++) {
        if (i && placed[i].id == placed[i - 1].id)
            continue;
        ids[kept] = placed[i].id;
        points[kept++] = placed[i].point;
    }
    memory_free(placed);
    vec_resize(&gather->ids, kept);
    vec_resize(&gather->points, kept);
}

/* Within a file ids mostly rise, kind by kind. */
static bool things_rise(const struct gather *gather)
{
    const struct thing *thing = gather->things.data;
    for (uint32_t i = 1; i < gather->things.count; i++)
        if (thing[i].kind < thing[i - 1].kind ||
            (thing[i].kind == thing[i - 1].kind && thing[i].osm <= thing[i - 1].osm))
            return false;
    return true;
}

/* Of those that came twice, the first is kept. */
static void drop_repeated(struct gather *gather)
{
    struct intern seen = {0};
    struct thing *things = gather->things.data;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < gather->things.count; i++) {
        const int64_t key[2] = {things[i].osm, things[i].kind};
        if (intern_add(&seen, key, sizeof key) == kept)
            things[kept++] = things[i];
    }
    vec_resize(&gather->things, kept);
    intern_finish(&seen);
}

void gather_sort(struct gather *gather)
{
    if (!ids_rise(&gather->ids))
        sort_nodes(gather);
    vec_sort(&gather->lines, line_order);
    if (!things_rise(gather))
        drop_repeated(gather);
}

uint32_t gather_node(const struct gather *gather, int64_t id, uint32_t hint)
{
    const int64_t *ids = gather->ids.data;
    uint32_t low = 0, high = gather->ids.count;
    if (hint < high && ids[hint] == id)
        return hint;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < gather->ids.count && ids[low] == id ? low : NO_IX;
}

const struct line *gather_line(const struct gather *gather, int64_t osm)
{
    const struct line *lines = gather->lines.data;
    uint32_t low = 0, high = gather->lines.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (lines[middle].osm < osm)
            low = middle + 1;
        else
            high = middle;
    }
    return low < gather->lines.count && lines[low].osm == osm ? &lines[low] : NULL;
}
