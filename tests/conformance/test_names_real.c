#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "engine/places/places.h"
#include "feeds/names/names.h"
#include "tests/built.h"

/* Names of real places: what is typed, and the first answers that anybody there would expect. */

static char folder[512];

/* A text and how its first answers are called; the second may be NULL: whatever. */
struct wanted {
    const char *text, *first, *second;
};

/* A feed with a map (or NULL), and questions. */
struct region {
    const char *feed, *map;
    struct wanted wanted[16];
};

static const struct region regions[] = {
    {"rnv-rhein-neckar/rnv.zip",
     "rnv-rhein-neckar/rnv.osm.pbf",
     {{"Mannheim", "Mannheim", "MA Hauptbahnhof"},
      {"Heidelberg", "Heidelberg", "HD Hauptbahnhof"},
      {"Ludwigshafen", "Ludwigshafen", "LU Hauptbahnhof"},
      {"heidelberg hauptbahnhof", "HD Hauptbahnhof", NULL},
      {"hauptbahnhof heidelberg", "HD Hauptbahnhof", NULL},
      {"mannheim hbf", "MA Hauptbahnhof", NULL},
      {"Bismarkplatz", "Bismarckplatz", NULL},
      {"bismarckpl", "Bismarckplatz", NULL},
      {"paradeplaz", "Paradeplatz", NULL},
      {"Bergheimer Str", "Bergheimer Straße", NULL},
      {"bergheimer strasse heidelberg", "Bergheimer Straße", NULL},
      {"gaisbergstraße", "Gaisbergstr.", "Gaisbergstraße"},
      {"augustaanlage", "Augustaanlage", NULL},
      {"universitaet", "Universität", NULL}}},
    {"grenoble-sem/SEM-GTFS.zip",
     NULL,
     {{"Gieres", "Gières", "Gières, Gières Gare - Universités"},
      {"gières gare", "Gières, Gières Gare - Universités", NULL},
      {"grenoble", "Grenoble", "Grenoble, Gares"},
      {"victor hugo", "Grenoble, Victor Hugo", NULL},
      {"grenobel victor hugo", "Grenoble, Victor Hugo", NULL},
      {"st martin d'heres", "Saint-Martin-d'Hères", NULL},
      {"grandplace", "Grenoble, Grand'place", NULL}}},
    {"poa-porto-alegre/poa_eptc.zip",
     "poa-porto-alegre/poa_osm.pbf",
     {{"av praia de belas", "Avenida Praia de Belas", NULL},
      {"av ipiranga", "Avenida Ipiranga", NULL},
      {"praça da alfandega", "Praça da Alfândega", NULL}}},
};

static const char *at(const char *path)
{
    static char paths[2][800];
    static int next;
    next = !next;
    snprintf(paths[next], sizeof paths[next], "%s/data/%s", folder, path);
    return paths[next];
}

static const char *map_of_region;

static void add_names(struct draft *draft)
{
    struct error error = {0};
    struct findings findings;
    struct names *names = names_create(draft);
    findings_init(&findings);
    if (map_of_region && !names_read_osm(names, at(map_of_region), &findings, &error))
        fail_msg("%s: %s", error.place, error.text);
    names_write(names, NULL);
    names_destroy(names);
    findings_finish(&findings);
}

static bool is_called(const struct network *network, const struct places_hits *hits, uint32_t index,
                      const char *wanted, struct arena *arena)
{
    return !wanted ||
           (index < hits->count &&
            strcmp(places_title(network, &hits->items[index], NULL, arena), wanted) == 0);
}

static uint32_t ask(const struct network *network, const struct wanted *wanted)
{
    struct places *places = places_create(network);
    struct arena arena = {0};
    struct places_hits hits;
    const struct places_query query = {
        .text = wanted->text, .modes = MODES_ALL, .bias = 1, .most = 5};
    places_search(places, &query, &arena, &hits);
    bool right = is_called(network, &hits, 0, wanted->first, &arena) &&
                 is_called(network, &hits, 1, wanted->second, &arena);
    for (uint32_t i = 0; !right && i < 2 && i < hits.count; i++)
        print_error("\"%s\": %s\n", wanted->text,
                    places_title(network, &hits.items[i], NULL, &arena));
    arena_finish(&arena);
    places_destroy(places);
    return !right;
}

static void the_first_answers_are_the_obvious_ones(void **state)
{
    (void)state;
    uint32_t wrong = 0;
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        struct built built;
        map_of_region = regions[i].map;
        built_paths_with(&built, (const char *const[]){at(regions[i].feed), NULL}, add_names);
        for (const struct wanted *wanted = regions[i].wanted; wanted->text; wanted++)
            wrong += ask(&built.network, wanted);
        built_finish(&built);
    }
    assert_int_equal(wrong, 0);
}

static bool find_shared(void)
{
    const char *given = getenv("SHARED");
    struct stat info;
    snprintf(folder, sizeof folder, "%s", given ? given : "../shared");
    return stat(at("rnv-rhein-neckar"), &info) == 0 && S_ISDIR(info.st_mode);
}

int main(void)
{
    if (!find_shared()) {
        printf("skipped: no real feeds at %s/data (set SHARED)\n", folder);
        return 77;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_answers_are_the_obvious_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
