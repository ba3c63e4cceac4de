#include "feeds/builder/paving.h"

#include <inttypes.h>
#include <string.h>

#include "engine/base/pool.h"
#include "feeds/streets/turns.h"

void paving_init(struct paving *paving)
{
    *paving = (struct paving){.unusable = vec_of(sizeof(struct paving_file))};
    findings_init(&paving->findings);
}

void paving_finish(struct paving *paving)
{
    findings_finish(&paving->findings);
    vec_finish(&paving->unusable);
}

/* Which of the paths an error is about; `count`: none of them. */
static uint32_t blamed(const char *const *paths, uint32_t count, const struct error *error)
{
    for (uint32_t i = 0; i < count; i++)
        if (strncmp(error->place, paths[i], strlen(paths[i])) == 0)
            return i;
    return count;
}

/* Reads the maps, without those that cannot be: each of these costs a start from the beginning. */
static bool read_maps(struct paving *paving, const struct config *config, struct map *map)
{
    struct vec paths = vec_of(sizeof(const char *));
    bool read = false;
    const struct config_file *files = config->streets.data;
    for (uint32_t i = 0; i < config->streets.count; i++)
        vec_push(&paths, &files[i].path);
    while (paths.count && !read) {
        struct error error = {0};
        const char **items = paths.data;
        map_init(map);
        read = streets_read(map, (const char *const *)items, paths.count, &paving->read,
                            &paving->findings, &error);
        if (read)
            break;
        map_finish(map);
        uint32_t wrong = blamed((const char *const *)items, paths.count, &error);
        bool known = wrong < paths.count;
        vec_push(&paving->unusable, &(struct paving_file){known ? items[wrong] : "", error});
        paths.count = known ? paths.count - 1 : 0;
        for (uint32_t i = wrong; i < paths.count; i++)
            items[i] = items[i + 1];
        findings_finish(&paving->findings);
        findings_init(&paving->findings);
        paving->read = (struct streets_counts){0};
    }
    vec_finish(&paths);
    return read;
}

static struct box box_of(const struct map *map)
{
    const struct map_node *nodes = map->nodes.data;
    struct box box = GEO_BOX_EMPTY;
    for (uint32_t i = 0; i < map->nodes.count; i++)
        geo_box_stretch(&box, nodes[i].at);
    return box;
}

/* Files of heights that cannot be used leave the streets flat. */
static void raise_streets(struct paving *paving, const struct config *config, struct map *map)
{
    struct elevation *elevation;
    if (!elevation_open(&elevation, config->elevation.data, config->elevation.count, box_of(map),
                        &paving->findings, &paving->flat))
        return;
    map_heights(map, elevation, &paving->heights);
    elevation_close(elevation);
}

static bool compile(struct paving *paving, struct map *map, struct draft *draft)
{
    struct streets_draft streets;
    streets_draft_init(&streets);
    bool made = map_compile(map, draft, &streets, &paving->compiled, &paving->error);
    if (made) {
        turns_report(map, &paving->findings);
        streets_pack(&streets, &draft->streets);
    }
    streets_draft_finish(&streets);
    return made;
}

void paving_lay(struct paving *paving, const struct config *config, struct draft *draft,
                struct steps *steps)
{
    struct map map;
    steps_begin(steps, "reading maps");
    if (!read_maps(paving, config, &map))
        return;
    steps_say(steps, "  %u streets out of %" PRIu64 " ways", paving->read.streets,
              paving->read.ways);
    if (config->elevation.count) {
        steps_begin(steps, "reading heights");
        raise_streets(paving, config, &map);
    }
    steps_begin(steps, "tying stops to the streets");
    const struct tie_options options = {.metres = config->walking.stop_metres};
    tie_stops(&map, draft, &options, &paving->findings, &paving->tied);
    steps_say(steps, "  %u ties of %u stops", paving->tied.ties, paving->tied.stops);
    steps_begin(steps, "compiling the streets");
    paving->paved = compile(paving, &map, draft);
    steps_say(steps, "  %u corners, %u stretches", paving->compiled.vertices,
              paving->compiled.edges);
    map_finish(&map);
}

/* As many as a network may have, so that one more is refused when it is frozen. */
#define WALKS_MAX 100000000

/* In a wheelchair the same distance is allowed as on foot, and so more time. */
static struct changes_ask ask_of(const struct config *config, enum travel travel)
{
    const struct config_streets *walking = &config->walking;
    struct changes_ask ask = {.profile = profile_of(travel),
                              .seconds_max = walking->walking_minutes * 60,
                              .threads = pool_threads(),
                              .pairs_max = WALKS_MAX};
    ask.profile.metres_per_second = walking->foot_mm_per_second / 1000.0;
    if (travel == TRAVEL_WHEELCHAIR) {
        ask.profile.metres_per_second = walking->wheelchair_mm_per_second / 1000.0;
        ask.seconds_max = (int32_t)((int64_t)ask.seconds_max * walking->foot_mm_per_second /
                                    walking->wheelchair_mm_per_second);
    }
    return ask;
}

static void say_walks(const struct steps *steps, const struct changes_report *report)
{
    steps_say(steps, "  %u walks from %u stops, %" PRIu64 " corners passed", report->pairs,
              report->stops, report->vertices);
}

void paving_walk(struct paving *paving, const struct config *config, struct draft *draft,
                 struct steps *steps)
{
    if (!paving->paved || !config->walking.walking_minutes)
        return;
    struct changes_ask on_foot = ask_of(config, TRAVEL_FOOT);
    struct changes_ask in_wheelchair = ask_of(config, TRAVEL_WHEELCHAIR);
    steps_begin(steps, "walking between stops");
    changes_find(draft, &on_foot, &draft->walks, &paving->on_foot);
    say_walks(steps, &paving->on_foot);
    steps_begin(steps, "wheeling between stops");
    changes_find(draft, &in_wheelchair, &draft->wheelchair_walks, &paving->in_wheelchair);
    say_walks(steps, &paving->in_wheelchair);
}

static void add_row(struct paving *paving, const char *name, uint64_t kept, uint64_t read)
{
    paving->rows[paving->row_count++] = (struct report_count){name, kept, read};
}

static void name_rows(struct paving *paving)
{
    const struct tie_counts *tied = &paving->tied;
    paving->row_count = 0;
    add_row(paving, "osm_nodes", paving->read.nodes, REPORT_UNCOUNTED);
    add_row(paving, "osm_ways", paving->read.ways, REPORT_UNCOUNTED);
    add_row(paving, "osm_relations", paving->read.relations, REPORT_UNCOUNTED);
    add_row(paving, "streets", paving->read.streets, REPORT_UNCOUNTED);
    add_row(paving, "areas", paving->read.areas, REPORT_UNCOUNTED);
    add_row(paving, "lifts", paving->read.lifts, REPORT_UNCOUNTED);
    add_row(paving, "ferries", paving->read.ferries, REPORT_UNCOUNTED);
    add_row(paving, "parks", paving->read.parks, REPORT_UNCOUNTED);
    add_row(paving, "platforms", paving->read.platforms, REPORT_UNCOUNTED);
    add_row(paving, "heights", paving->heights.ground + paving->heights.spanned,
            paving->heights.nodes);
    add_row(paving, "turns", paving->compiled.turns, REPORT_UNCOUNTED);
    add_row(paving, "vertices", paving->compiled.vertices, REPORT_UNCOUNTED);
    add_row(paving, "edges", paving->compiled.edges, REPORT_UNCOUNTED);
    add_row(paving, "arcs", paving->compiled.arcs, REPORT_UNCOUNTED);
    add_row(paving, "traits", paving->compiled.traits, REPORT_UNCOUNTED);
    add_row(paving, "stops_tied", tied->stops - tied->rules[TIE_BY_NOTHING], tied->stops);
    for (int rule = 0; rule < TIE_BY_NOTHING; rule++)
        add_row(paving, tie_rule_name((enum tie_rule)rule), tied->rules[rule], REPORT_UNCOUNTED);
    add_row(paving, "ties", tied->ties, REPORT_UNCOUNTED);
    add_row(paving, "pathways", tied->pathways, REPORT_UNCOUNTED);
    add_row(paving, "walks", paving->on_foot.pairs, REPORT_UNCOUNTED);
    add_row(paving, "walks_in_wheelchair", paving->in_wheelchair.pairs, REPORT_UNCOUNTED);
}

struct report_feed paving_report(struct paving *paving)
{
    const struct paving_file *first = paving->unusable.data;
    const struct error *error = paving->error.kind != ERROR_NONE           ? &paving->error
                                : paving->unusable.count && !paving->paved ? &first->error
                                                                           : NULL;
    name_rows(paving);
    return (struct report_feed){
        .tag = "streets",
        .path = "",
        .error = error,
        .counts = paving->rows,
        .count_count = paving->row_count,
        .findings = &paving->findings,
    };
}
