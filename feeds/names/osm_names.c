#include "feeds/names/osm_names.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "feeds/names/categories.h"

/* Members a relation may have to be an area; a country's coast has some thousands. */
#define MEMBERS_MAX 50000

static text_ix keep(struct osm_names *reading, struct osm_text text)
{
    return draft_text(reading->names->draft, text.text, text.length);
}

static uint64_t osm_reference(int64_t id, enum osm_kind kind)
{
    return id > 0 ? (uint64_t)id << 2 | ((unsigned)kind + 1) : 0;
}

void osm_names_wait(struct osm_names *reading, const struct osm_way *way, enum thing_kind kind,
                    uint32_t record)
{
    const struct thing thing = {.id = way->object.id,
                                .kind = kind,
                                .record = record,
                                .first_ref = reading->refs.count,
                                .ref_count = way->ref_count};
    vec_push(&reading->things, &thing);
    vec_add_many(&reading->refs, way->refs, way->ref_count);
    vec_add_many(&reading->needed, way->refs, way->ref_count);
}

/* Names that stand in a list, `alt_name=A;B`. */
static void add_others(struct osm_names *reading, struct other_name other, struct osm_text text)
{
    while (text.length) {
        const char *end = memchr(text.text, ';', text.length);
        uint32_t length = end ? (uint32_t)(end - text.text) : text.length;
        while (length && *text.text == ' ') {
            text.text++;
            text.length--;
            length--;
        }
        other.text = draft_text(reading->names->draft, text.text, length);
        if (other.text)
            vec_push(&reading->names->others, &other);
        uint32_t used = length + (end != NULL);
        text.text += used;
        text.length -= used;
    }
}

/* The language of `name:fr`; false: the key is no name in a language. */
static bool language_of(struct osm_names *reading, struct osm_text key, text_ix *language)
{
    if (key.length < 7 || key.length > 8 || memcmp(key.text, "name:", 5) != 0)
        return false;
    for (uint32_t i = 5; i < key.length; i++)
        if (key.text[i] < 'a' || key.text[i] > 'z')
            return false;
    *language = draft_text(reading->names->draft, key.text + 5, key.length - 5);
    return true;
}

static void gather_others(struct osm_names *reading, const struct osm_tags *tags, uint32_t owner,
                          bool of_place)
{
    static const char *const keys[] = {"alt_name",      "old_name", "short_name",
                                       "official_name", "loc_name", "int_name"};
    struct other_name other = {.owner = owner, .of_place = of_place};
    for (uint32_t i = 0; i < tags->count; i++) {
        const struct osm_tag *tag = &tags->items[i];
        other.language = 0;
        bool wanted = language_of(reading, tag->key, &other.language);
        for (size_t k = 0; k < sizeof keys / sizeof *keys && !wanted; k++)
            wanted = text_is(tag->key, keys[k]);
        if (wanted)
            add_others(reading, other, tag->value);
    }
}

/* What a house number's object says of its street; a template for its pieces. */
static bool read_address(struct osm_names *reading, const struct osm_object *object,
                         enum osm_kind kind, struct piece *piece)
{
    const struct osm_tags *tags = &object->tags;
    struct osm_text street = tag_of(tags, "addr:street");
    if (!street.length)
        street = tag_of(tags, "addr:place");
    *piece = (struct piece){.osm = osm_reference(object->id, kind),
                            .name = keep(reading, street),
                            .way = NO_IX,
                            .city = keep(reading, tag_of(tags, "addr:city")),
                            .zip = keep(reading, tag_of(tags, "addr:postcode")),
                            .country = keep(reading, tag_of(tags, "addr:country"))};
    return piece->name != 0;
}

/* Adds the numbers of a list (`12;14`, `12, 14`). Returns the first piece, or NO_IX. */
static uint32_t gather_houses(struct osm_names *reading, struct piece *piece,
                              struct osm_text numbers)
{
    uint32_t first = NO_IX;
    for (uint32_t i = 0; i < numbers.length;) {
        uint32_t end = i;
        while (end < numbers.length && numbers.text[end] != ';' && numbers.text[end] != ',')
            end++;
        while (i < end && numbers.text[i] == ' ')
            i++;
        piece->number = gather_number(reading->names, numbers.text + i, end - i);
        if (piece->number) {
            uint32_t added = gather_piece(reading->names, piece);
            first = first == NO_IX ? added : first;
        }
        i = end + 1;
    }
    return first;
}

static void take_house(struct osm_names *reading, const struct osm_object *object,
                       const struct point *at, const struct osm_way *way)
{
    struct piece piece;
    struct osm_text number = tag_of(&object->tags, "addr:housenumber");
    if (!number.length || !read_address(reading, object, way ? OSM_WAY : OSM_NODE, &piece))
        return;
    piece.at = at ? *at : (struct point){INT32_MIN, 0};
    uint32_t first = gather_houses(reading, &piece, number);
    if (first == NO_IX)
        return;
    for (uint32_t i = first; way && i < reading->names->pieces.count; i++)
        osm_names_wait(reading, way, THING_HOUSE, i);
    if (at)
        vec_push(&reading->numbered, &(struct numbered_node){object->id, first});
}

static uint32_t gather_place(struct osm_names *reading, const struct osm_object *object,
                             enum osm_kind kind)
{
    struct osm_text name = tag_of(&object->tags, "name");
    struct category category = {CATEGORY_NONE, 0};
    if (name.length)
        category = category_of(&object->tags);
    if (category.category == CATEGORY_NONE)
        return NO_IX;
    const struct draft_named place = {.osm = osm_reference(object->id, kind),
                                      .name = keep(reading, name),
                                      .zip = keep(reading, tag_of(&object->tags, "addr:postcode")),
                                      .at = {INT32_MIN, 0},
                                      .area = NO_IX,
                                      .importance = category.importance,
                                      .kind = NAMED_PLACE,
                                      .category = (uint8_t)category.category};
    uint32_t index = vec_push(&reading->names->places, &place);
    gather_others(reading, &object->tags, index, true);
    return index;
}

void osm_names_take(struct osm_names *reading, const struct osm_object *object, enum osm_kind kind,
                    const struct point *at, const struct osm_way *way)
{
    if (object->tags.count == 0)
        return;
    uint32_t before = reading->names->pieces.count;
    take_house(reading, object, at, way);
    uint32_t place = gather_place(reading, object, kind);
    if (place != NO_IX && at)
        ((struct draft_named *)vec_at(&reading->names->places, place))->at = *at;
    if (place != NO_IX && way)
        osm_names_wait(reading, way, THING_PLACE, place);
    reading->names->counts.osm_objects += place != NO_IX || before < reading->names->pieces.count;
}

static text_ix first_of(struct osm_names *reading, const struct osm_tags *tags, const char *one,
                        const char *other)
{
    struct osm_text value = tag_of(tags, one);
    return keep(reading, value.length ? value : tag_of(tags, other));
}

static void take_street(struct osm_names *reading, const struct osm_way *way)
{
    const struct osm_tags *tags = &way->object.tags;
    float importance = category_street(tag_of(tags, "highway"));
    struct osm_text name = tag_of(tags, "name");
    if (!name.length)
        name = tag_of(tags, "ref");
    if (importance <= 0 || !name.length)
        return;
    const struct piece piece = {.osm = osm_reference(way->object.id, OSM_WAY),
                                .name = keep(reading, name),
                                .city = first_of(reading, tags, "addr:city", "is_in:city"),
                                .zip = first_of(reading, tags, "postal_code", "addr:postcode"),
                                .at = {INT32_MIN, 0},
                                .way = reading->names->way_count++,
                                .importance = importance};
    gather_others(reading, tags, piece.way, false);
    osm_names_wait(reading, way, THING_STREET, gather_piece(reading->names, &piece));
    reading->names->counts.osm_objects++;
}

static int id_order(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, two = *(const int64_t *)b;
    return one < two ? -1 : one > two;
}

static bool is_wanted(const struct osm_names *reading, int64_t way)
{
    return reading->wanted_ways.count && bsearch(&way, reading->wanted_ways.data,
                                                 reading->wanted_ways.count, sizeof way, id_order);
}

static bool take_way(void *context, const struct osm_way *way)
{
    struct osm_names *reading = context;
    struct osm_text numbers = tag_of(&way->object.tags, "addr:interpolation");
    if (way->ref_count == 0)
        return true;
    take_street(reading, way);
    osm_names_take(reading, &way->object, OSM_WAY, NULL, way);
    if (text_is(numbers, "odd") || text_is(numbers, "even"))
        osm_names_wait(reading, way, THING_NUMBERS, 2);
    else if (text_is(numbers, "all"))
        osm_names_wait(reading, way, THING_NUMBERS, 1);
    if (is_wanted(reading, way->object.id))
        osm_names_wait(reading, way, THING_BOUNDARY, 0);
    return true;
}

static uint32_t level_of(const struct osm_tags *tags)
{
    struct osm_text text = tag_of(tags, "admin_level");
    uint32_t level = 0;
    for (uint32_t i = 0; i < text.length && i < 2; i++)
        level = text.text[i] >= '0' && text.text[i] <= '9'
                    ? level * 10 + (uint32_t)(text.text[i] - '0')
                    : 0;
    return level >= 2 && level <= 11 ? level : 0;
}

static void take_area(struct osm_names *reading, const struct osm_relation *relation)
{
    const struct osm_tags *tags = &relation->object.tags;
    struct area_relation area = {.first_member = reading->member_ways.count};
    if (text_is(tag_of(tags, "boundary"), "administrative")) {
        area.area = (struct name_area){.name = keep(reading, tag_of(tags, "name")),
                                       .country = keep(reading, tag_of(tags, "ISO3166-1:alpha2")),
                                       .parent = NO_IX,
                                       .level = level_of(tags)};
        if (!area.area.name || !area.area.level)
            return;
    } else if (text_is(tag_of(tags, "boundary"), "postal_code")) {
        area.zip = keep(reading, tag_of(tags, "postal_code"));
    }
    if ((!area.area.name && !area.zip) || relation->member_count > MEMBERS_MAX)
        return;
    for (uint32_t i = 0; i < relation->member_count; i++)
        if (relation->members[i].kind == OSM_WAY && !text_is(relation->members[i].role, "subarea"))
            vec_push(&reading->member_ways, &relation->members[i].ref);
    area.member_count = reading->member_ways.count - area.first_member;
    vec_push(&reading->relations, &area);
}

static bool take_relation(void *context, const struct osm_relation *relation)
{
    struct osm_names *reading = context;
    take_area(reading, relation);
    uint32_t way = 0;
    while (way < relation->member_count && relation->members[way].kind != OSM_WAY)
        way++;
    if (way == relation->member_count)
        return true;
    uint32_t place = gather_place(reading, &relation->object, OSM_RELATION);
    if (place == NO_IX)
        return true;
    vec_push(&reading->place_relations,
             &(struct place_relation){relation->members[way].ref, place});
    vec_push(&reading->member_ways, &relation->members[way].ref);
    return true;
}

static bool take_node(void *context, const struct osm_node *node)
{
    struct osm_names *reading = context;
    const int64_t *needed = reading->needed.data;
    const int64_t *found =
        reading->needed.count
            ? bsearch(&node->object.id, needed, reading->needed.count, sizeof *needed, id_order)
            : NULL;
    if (found)
        *(struct point *)vec_at(&reading->points, (uint32_t)(found - needed)) = node->point;
    osm_names_take(reading, &node->object, OSM_NODE, &node->point, NULL);
    return true;
}

static void sort_ids(struct vec *ids)
{
    int64_t *id = ids->data;
    uint32_t kept = 0;
    if (ids->count)
        qsort(id, ids->count, sizeof *id, id_order);
    for (uint32_t i = 0; i < ids->count; i++)
        if (kept == 0 || id[kept - 1] != id[i])
            id[kept++] = id[i];
    vec_resize(ids, kept);
}

bool osm_names_point(const struct osm_names *reading, int64_t node, struct point *point)
{
    const int64_t *needed = reading->needed.data;
    const int64_t *found = reading->needed.count ? bsearch(&node, needed, reading->needed.count,
                                                           sizeof *needed, id_order)
                                                 : NULL;
    if (!found)
        return false;
    *point = *(const struct point *)vec_at(&reading->points, (uint32_t)(found - needed));
    return point->lat != INT32_MIN;
}

bool osm_names_middle(const struct osm_names *reading, const struct thing *thing,
                      struct point *middle)
{
    double lat = 0, lon = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < thing->ref_count; i++) {
        struct point at;
        if (!osm_names_point(reading, *(int64_t *)vec_at(&reading->refs, thing->first_ref + i),
                             &at))
            continue;
        lat += at.lat;
        lon += at.lon;
        count++;
    }
    if (count)
        *middle = (struct point){(int32_t)(lat / count), (int32_t)(lon / count)};
    return count > 0;
}

/* A street gets a piece at every so many of its nodes, the middle one first. */
static void place_street(struct osm_names *reading, const struct thing *thing)
{
    const int64_t *refs = (const int64_t *)reading->refs.data + thing->first_ref;
    uint32_t middle = thing->ref_count / 2, step = thing->ref_count / 8 + 1;
    struct piece *first = vec_at(&reading->names->pieces, thing->record);
    if (!osm_names_point(reading, refs[middle], &first->at) &&
        !osm_names_middle(reading, thing, &first->at))
        return;
    struct piece more = *first;
    for (uint32_t i = 0; i < thing->ref_count; i += step)
        if (i != middle && osm_names_point(reading, refs[i], &more.at))
            vec_push(&reading->names->pieces, &more);
}

static void place_things(struct osm_names *reading)
{
    for (uint32_t i = 0; i < reading->things.count; i++) {
        const struct thing *thing = vec_at(&reading->things, i);
        struct point at;
        if (thing->kind == THING_STREET)
            place_street(reading, thing);
        else if (thing->kind == THING_NUMBERS)
            osm_names_number(reading, thing);
        else if (thing->kind != THING_BOUNDARY && osm_names_middle(reading, thing, &at)) {
            if (thing->kind == THING_HOUSE)
                ((struct piece *)vec_at(&reading->names->pieces, thing->record))->at = at;
            else
                ((struct draft_named *)vec_at(&reading->names->places, thing->record))->at = at;
        }
    }
}

static bool read_parts(struct osm_names *reading, const char *path, struct error *error)
{
    const struct osm_sink relations = {.context = reading, .relation = take_relation};
    const struct osm_sink ways = {.context = reading, .way = take_way};
    const struct osm_sink nodes = {.context = reading, .node = take_node};
    struct findings again; /* What is odd is told once. */
    findings_init(&again);
    bool read = osm_read(path, &relations, reading->findings, error);
    vec_add_many(&reading->wanted_ways, reading->member_ways.data, reading->member_ways.count);
    sort_ids(&reading->wanted_ways);
    read = read && osm_read(path, &ways, &again, error);
    sort_ids(&reading->needed);
    vec_resize(&reading->points, reading->needed.count);
    for (uint32_t i = 0; i < reading->points.count; i++)
        ((struct point *)reading->points.data)[i].lat = INT32_MIN;
    read = read && osm_read(path, &nodes, &again, error);
    findings_finish(&again);
    return read;
}

static void finish(struct osm_names *reading)
{
    struct vec *const vecs[] = {
        &reading->things,          &reading->refs,        &reading->relations,
        &reading->place_relations, &reading->member_ways, &reading->needed,
        &reading->points,          &reading->numbered,    &reading->wanted_ways,
    };
    for (size_t i = 0; i < sizeof vecs / sizeof *vecs; i++)
        vec_finish(vecs[i]);
}

static int numbered_order(const void *a, const void *b)
{
    return id_order(&((const struct numbered_node *)a)->id, &((const struct numbered_node *)b)->id);
}

bool names_read_osm(struct names *names, const char *path, struct findings *findings,
                    struct error *error)
{
    struct osm_names reading = {
        .names = names,
        .findings = findings,
        .things = vec_of(sizeof(struct thing)),
        .refs = vec_of(sizeof(int64_t)),
        .relations = vec_of(sizeof(struct area_relation)),
        .place_relations = vec_of(sizeof(struct place_relation)),
        .member_ways = vec_of(sizeof(int64_t)),
        .wanted_ways = vec_of(sizeof(int64_t)),
        .needed = vec_of(sizeof(int64_t)),
        .points = vec_of(sizeof(struct point)),
        .numbered = vec_of(sizeof(struct numbered_node)),
    };
    bool read = read_parts(&reading, path, error);
    if (read) {
        vec_sort(&reading.numbered, numbered_order);
        place_things(&reading);
        osm_names_close_areas(&reading);
    }
    finish(&reading);
    return read;
}
