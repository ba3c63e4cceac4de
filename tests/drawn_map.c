#include "tests/drawn_map.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "feeds/streets/turns.h"
#include "tests/scratch.h"
#include "tests/tag_words.h"

/* --- Drawing --- */

static void fail(const char *what)
{
    fprintf(stderr, "drawn map: %s\n", what);
    exit(1);
}

static void write_tags(FILE *file, const char *text)
{
    struct tag_words words = tag_words(text);
    for (uint32_t i = 0; i < words.count; i++)
        fprintf(file, "<tag k='%.*s' v='%.*s'/>", (int)words.items[i].key.length,
                words.items[i].key.text, (int)words.items[i].value.length,
                words.items[i].value.text);
}

static void write_node(FILE *file, const char *text)
{
    long id;
    double north, east;
    int used;
    if (sscanf(text, "node %ld %lf %lf %n", &id, &north, &east, &used) != 3)
        fail(text);
    fprintf(file, "<node id='%ld' lat='%.7f' lon='%.7f'>", id, 49 + north / 111195,
            8 + east / 72950);
    write_tags(file, text + used);
    fprintf(file, "</node>\n");
}

static void write_way(FILE *file, const char *text)
{
    long id;
    int used;
    if (sscanf(text, "way %ld %n", &id, &used) != 1)
        fail(text);
    fprintf(file, "<way id='%ld'>", id);
    for (text += used;; text++) {
        char *end;
        fprintf(file, "<nd ref='%ld'/>", strtol(text, &end, 10));
        text = end;
        if (*text != ',')
            break;
    }
    write_tags(file, text + strspn(text, " "));
    fprintf(file, "</way>\n");
}

static void write_relation(FILE *file, const char *text)
{
    long id, ref;
    int used;
    char role[32], kind[32];
    if (sscanf(text, "relation %ld %n", &id, &used) != 1)
        fail(text);
    fprintf(file, "<relation id='%ld'>", id);
    for (text += used; sscanf(text, "%31[a-z]:%31[a-z]:%ld %n", role, kind, &ref, &used) == 3;
         text += used)
        fprintf(file, "<member type='%s' ref='%ld' role='%s'/>", kind, ref,
                strcmp(role, "none") == 0 ? "" : role);
    write_tags(file, text);
    fprintf(file, "</relation>\n");
}

static void write_line(FILE *file, const char *line)
{
    if (strncmp(line, "node ", 5) == 0)
        write_node(file, line);
    else if (strncmp(line, "way ", 4) == 0)
        write_way(file, line);
    else if (strncmp(line, "relation ", 9) == 0)
        write_relation(file, line);
    else if (*line)
        fail(line);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    char line[4096];
    if (!file)
        fail(path);
    fprintf(file, "<osm version='0.6'>\n");
    while (*text) {
        size_t length = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s", (int)length, text);
        write_line(file, line);
        text += length + (text[length] == '\n');
    }
    fprintf(file, "</osm>\n");
    fclose(file);
}

void drawn_map_read(struct drawn_map *drawn, const char *text)
{
    struct scratch scratch;
    struct error error = {0};
    scratch_init(&scratch);
    const char *path = scratch_path(&scratch, "drawn.osm");
    write_file(path, text);
    map_init(&drawn->map);
    draft_init(&drawn->network);
    streets_draft_init(&drawn->streets);
    findings_init(&drawn->findings);
    if (!streets_read(&drawn->map, &path, 1, &drawn->counts, &drawn->findings, &error) ||
        !map_compile(&drawn->map, &drawn->network, &drawn->streets, &drawn->compiled, &error))
        fail(error.text);
    turns_report(&drawn->map, &drawn->findings);
    scratch_finish(&scratch);
}

void drawn_map_finish(struct drawn_map *drawn)
{
    map_finish(&drawn->map);
    draft_finish(&drawn->network);
    streets_draft_finish(&drawn->streets);
    findings_finish(&drawn->findings);
}

/* --- Looking --- */

/* The node of that id, the first of a lift's. */
static const struct map_node *node_of(const struct drawn_map *drawn, int64_t osm)
{
    const struct map_node *nodes = drawn->map.nodes.data;
    for (uint32_t i = 0; i < drawn->map.nodes.count; i++)
        if (nodes[i].osm == osm)
            return &nodes[i];
    return NULL;
}

static bool stands_at(const struct drawn_map *drawn, vertex_ix vertex, int64_t osm)
{
    const struct street_vertex *at = vec_at(&drawn->streets.vertices, vertex);
    const struct map_node *node = node_of(drawn, osm);
    return node && at->at.lat == node->at.lat && at->at.lon == node->at.lon;
}

static bool stopped(const struct drawn_map *drawn, vertex_ix vertex, enum travel travel)
{
    static const uint16_t marks[TRAVELS] = {VERTEX_NO_FOOT, VERTEX_NO_WHEELCHAIR, VERTEX_NO_BICYCLE,
                                            VERTEX_NO_BICYCLE, VERTEX_NO_CAR};
    const struct street_vertex *at = vec_at(&drawn->streets.vertices, vertex);
    return at->marks & marks[travel];
}

static const struct street_trait *trait_of(const struct drawn_map *drawn,
                                           const struct draft_arc *arc)
{
    return vec_at(&drawn->streets.traits, arc->trait);
}

bool drawn_map_leads(const struct drawn_map *drawn, enum travel travel, int64_t from, int64_t to)
{
    uint32_t vertices = drawn->streets.vertices.count, arcs = drawn->streets.arcs.count;
    uint8_t *seen = memory_zeroed(vertices + 1u, 1);
    bool grown = true, found = false;
    for (vertex_ix v = 0; v < vertices; v++)
        seen[v] = stands_at(drawn, v, from) &&
                  !(((const struct street_vertex *)vec_at(&drawn->streets.vertices, v))->marks &
                    VERTEX_COPY);
    while (grown) {
        grown = false;
        for (uint32_t i = 0; i < arcs; i++) {
            const struct draft_arc *arc = vec_at(&drawn->streets.arcs, i);
            bool starts = stands_at(drawn, arc->tail, from);
            if (!seen[arc->tail] || seen[arc->head] || !map_usable(trait_of(drawn, arc), travel) ||
                (stopped(drawn, arc->tail, travel) && !starts))
                continue;
            seen[arc->head] = 1;
            grown = true;
        }
    }
    for (vertex_ix v = 0; v < vertices; v++)
        found |= seen[v] && stands_at(drawn, v, to);
    memory_free(seen);
    return found;
}

const struct draft_arc *drawn_map_arc(const struct drawn_map *drawn, int64_t from, int64_t to,
                                      const struct street_trait **trait)
{
    for (uint32_t i = 0; i < drawn->streets.arcs.count; i++) {
        const struct draft_arc *arc = vec_at(&drawn->streets.arcs, i);
        if (!stands_at(drawn, arc->tail, from) || !stands_at(drawn, arc->head, to))
            continue;
        if (trait)
            *trait = trait_of(drawn, arc);
        return arc;
    }
    return NULL;
}

const struct street_edge *drawn_map_edge(const struct drawn_map *drawn, const struct draft_arc *arc)
{
    return vec_at(&drawn->streets.edges, arc->way >> 1);
}

bool drawn_map_joins(const struct drawn_map *drawn, const struct street_edge *edge, int64_t one,
                     int64_t two)
{
    return (stands_at(drawn, edge->from, one) && stands_at(drawn, edge->to, two)) ||
           (stands_at(drawn, edge->from, two) && stands_at(drawn, edge->to, one));
}

uint64_t drawn_map_found(const struct drawn_map *drawn, const char *code)
{
    const struct finding *finding = findings_find(&drawn->findings, code);
    return finding ? finding->count : 0;
}
