#include "data/maker/map.h"

#include <stdio.h>
#include <string.h>

#include "data/maker/grid.h"
#include "data/maker/numbers.h"

/* Places of the map, each once. */
struct map_node {
    struct spot spot;
    const char *tags; /* or NULL */
    const struct door *door;
};

struct map {
    struct drawing *drawing;
    struct sheet *sheet;
    struct vec nodes; /* struct map_node */
    struct vec slots; /* uint32_t: indices of nodes and 1, by place */
    struct vec ids;   /* uint32_t: of ways */
};

/* From the south-western corner of the drawing, decimetres: more than the city needs. */
#define WEST 200000
#define SOUTH 200000
#define NORTHS 1000000

/* The id of a node is its place, so that a line drawn anew changes no other. */
static long long node_id(struct spot spot)
{
    return (long long)(spot.x + WEST) * NORTHS + spot.y + SOUTH;
}

/* The id of a way is a sum of its ends and tags (FNV-1a), which only it has. */
static uint32_t way_id(const struct draw_way *way)
{
    const struct spot *spots = way->spots.data;
    long long ends[] = {node_id(spots[0]), node_id(spots[way->spots.count - 1])};
    uint32_t sum = 2166136261u;
    for (int i = 0; i < 16; i++)
        sum = (sum ^ (unsigned char)(ends[i / 8] >> i % 8 * 8)) * 16777619u;
    for (const char *text = way->tags; *text != '\0'; text++)
        sum = (sum ^ (unsigned char)*text) * 16777619u;
    return sum >> 1 | 1;
}

static uint32_t *map_slot(const struct map *map, struct spot spot)
{
    uint32_t hash = (uint32_t)spot.x * 2654435761u ^ (uint32_t)spot.y * 2246822519u;
    uint32_t *slots = map->slots.data;
    for (uint32_t i = hash ^ hash >> 15;; i++) {
        uint32_t *slot = &slots[i & (map->slots.count - 1)];
        const struct map_node *nodes = map->nodes.data;
        if (*slot == 0 || (nodes[*slot - 1].spot.x == spot.x && nodes[*slot - 1].spot.y == spot.y))
            return slot;
    }
}

/* The node there, made if there is none. */
static struct map_node *map_node(struct map *map, struct spot spot)
{
    uint32_t *slot = map_slot(map, spot);
    if (*slot == 0) {
        struct map_node node = {.spot = spot};
        *slot = vec_push(&map->nodes, &node) + 1;
    }
    return vec_at(&map->nodes, *slot - 1);
}

static void xml_text(struct sheet *sheet, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        switch (text[i]) {
        case '&':
            sheet_add(sheet, "&amp;");
            break;
        case '<':
            sheet_add(sheet, "&lt;");
            break;
        case '"':
            sheet_add(sheet, "&quot;");
            break;
        default:
            vec_push(&sheet->bytes, text + i);
        }
}

static void tag_write(struct sheet *sheet, const char *key, size_t length, const char *value)
{
    sheet_add(sheet, "  <tag k=\"");
    xml_text(sheet, key, length);
    sheet_add(sheet, "\" v=\"");
    xml_text(sheet, value, strlen(value));
    sheet_add(sheet, "\"/>\n");
}

/* All tags of a text in its order; a key that comes again has its last value, a blank one none. */
static void tags_write(struct map *map, const char *tags)
{
    while (*tags != '\0') {
        tags += strspn(tags, "; ");
        size_t size = draw_tag_length(tags), length = strcspn(tags, "=");
        const char *key = arena_text(&map->drawing->arena, tags, length);
        const char *value = length < size ? draw_tag(map->drawing, tags, key) : NULL;
        tags += size;
        if (value != NULL && *value != '\0' && draw_tag(map->drawing, tags, key) == NULL)
            tag_write(map->sheet, key, length, value);
    }
}

static void door_write(struct map *map, const struct door *door)
{
    char number[24];
    snprintf(number, sizeof number, "%d%s", door->number, door->more ? " bis" : "");
    tag_write(map->sheet, "addr:housenumber", strlen("addr:housenumber"), number);
    tag_write(map->sheet, "addr:street", strlen("addr:street"), door->numbers->street);
}

static void node_write(struct map *map, const struct map_node *node)
{
    double lat, lon;
    grid_degrees(&map->drawing->grid, node->spot.x / 10.0, node->spot.y / 10.0, &lat, &lon);
    bool bare = node->tags == NULL && node->door == NULL;
    sheet_add(map->sheet, " <node id=\"%lld\" lat=\"%.7f\" lon=\"%.7f\"%s\n", node_id(node->spot),
              lat, lon, bare ? "/>" : ">");
    if (bare)
        return;
    if (node->tags != NULL)
        tags_write(map, node->tags);
    if (node->door != NULL)
        door_write(map, node->door);
    sheet_add(map->sheet, " </node>\n");
}

static void way_write(struct map *map, uint32_t index)
{
    const struct draw_way *way = vec_at(&map->drawing->ways, index);
    sheet_add(map->sheet, " <way id=\"%u\">\n", *(uint32_t *)vec_at(&map->ids, index));
    for (uint32_t i = 0; i < way->spots.count; i++)
        sheet_add(map->sheet, "  <nd ref=\"%lld\"/>\n",
                  node_id(*(struct spot *)vec_at(&way->spots, i)));
    tags_write(map, way->tags);
    sheet_add(map->sheet, " </way>\n");
}

/* The id of the way of that name in the drawing; 0: there is none. */
static uint32_t way_named(const struct map *map, const char *name)
{
    for (uint32_t i = 0; i < map->drawing->ways.count; i++) {
        const struct draw_way *way = vec_at(&map->drawing->ways, i);
        if (strcmp(way->id, name) == 0)
            return *(uint32_t *)vec_at(&map->ids, i);
    }
    return 0;
}

static bool turn_write(struct map *map, uint32_t number, struct error *error)
{
    const struct draw_turn *turn = vec_at(&map->drawing->turns, number - 1);
    uint32_t from = way_named(map, turn->from), to = way_named(map, turn->to);
    if (from == 0 || to == 0 || *map_slot(map, turn->via) == 0)
        return error_set(error, ERROR_INPUT, map->drawing->path,
                         "the turn from `%s` to `%s` has no such way or no place", turn->from,
                         turn->to);
    sheet_add(map->sheet, " <relation id=\"%u\">\n", number);
    sheet_add(map->sheet, "  <member type=\"way\" ref=\"%u\" role=\"from\"/>\n", from);
    sheet_add(map->sheet, "  <member type=\"node\" ref=\"%lld\" role=\"via\"/>\n",
              node_id(turn->via));
    sheet_add(map->sheet, "  <member type=\"way\" ref=\"%u\" role=\"to\"/>\n", to);
    tags_write(map, turn->tags);
    sheet_add(map->sheet, " </relation>\n");
    return true;
}

static void nodes_collect(struct map *map, const struct vec *doors)
{
    uint32_t most = map->drawing->marks.count + doors->count, room = 1024;
    for (uint32_t i = 0; i < map->drawing->ways.count; i++)
        most += ((struct draw_way *)vec_at(&map->drawing->ways, i))->spots.count;
    while (room < 2 * most)
        room *= 2;
    vec_resize(&map->slots, room);
    for (uint32_t i = 0; i < map->drawing->ways.count; i++) {
        const struct draw_way *way = vec_at(&map->drawing->ways, i);
        for (uint32_t k = 0; k < way->spots.count; k++)
            map_node(map, *(struct spot *)vec_at(&way->spots, k));
    }
    for (uint32_t i = 0; i < map->drawing->marks.count; i++) {
        const struct draw_mark *mark = vec_at(&map->drawing->marks, i);
        map_node(map, mark->spot)->tags = mark->tags;
    }
}

/* Doors stand for themselves: where something is already, they are a step to the side. */
static void doors_collect(struct map *map, const struct vec *doors)
{
    for (uint32_t i = 0; i < doors->count; i++) {
        const struct door *door = vec_at(doors, i);
        struct spot spot = door->spot;
        while (door->numbers->map && *map_slot(map, spot) != 0)
            spot.x++;
        if (door->numbers->map)
            map_node(map, spot)->door = door;
    }
}

/* False: two ways have the same ends and tags. */
static bool ids_collect(struct map *map, struct error *error)
{
    for (uint32_t i = 0; i < map->drawing->ways.count; i++) {
        const struct draw_way *way = vec_at(&map->drawing->ways, i);
        uint32_t id = way_id(way);
        for (uint32_t k = 0; k < i; k++)
            if (*(uint32_t *)vec_at(&map->ids, k) == id)
                return error_set(error, ERROR_INPUT, map->drawing->path,
                                 "two ways get the id %u: change a tag of `%s`", id, way->tags);
        vec_push(&map->ids, &id);
    }
    return true;
}

bool map_write(struct drawing *drawing, const struct vec *doors, struct sheet *sheet,
               struct error *error)
{
    struct map map = {.drawing = drawing,
                      .sheet = sheet,
                      .nodes = vec_of(sizeof(struct map_node)),
                      .slots = vec_of(sizeof(uint32_t)),
                      .ids = vec_of(sizeof(uint32_t))};
    nodes_collect(&map, doors);
    doors_collect(&map, doors);
    bool done = ids_collect(&map, error);
    sheet_add(sheet, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<osm version=\"0.6\" generator=\"make_streets\">\n");
    for (uint32_t i = 0; i < map.nodes.count; i++)
        node_write(&map, vec_at(&map.nodes, i));
    for (uint32_t i = 0; done && i < drawing->ways.count; i++)
        way_write(&map, i);
    for (uint32_t i = 1; done && i <= drawing->turns.count; i++)
        done = turn_write(&map, i, error);
    sheet_add(sheet, "</osm>\n");
    vec_finish(&map.nodes);
    vec_finish(&map.slots);
    vec_finish(&map.ids);
    return done;
}
