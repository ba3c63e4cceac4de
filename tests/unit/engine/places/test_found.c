#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/places/places.h"
#include "feeds/names/names.h"
#include "tests/built.h"

/* What people type in the demo city, and what they mean by it. */

#define CITY "data/city"

static struct built city;
static struct places *places;
static struct arena arena;

/* A text, and the kind and title of the first answer; `kind` 0: there is none. */
struct wanted {
    const char *text;
    char kind; /* S stop, A address, P place */
    const char *title;
    const char *town; /* a name of an area around it, or NULL: whatever */
};

static const struct wanted table[] = {
    /* Towns, islands, villages, quarters. */
    {"Port-Estran", 'P', "Port-Estran", NULL},
    {"port estran", 'P', "Port-Estran", NULL},
    {"PORT ESTRAN", 'P', "Port-Estran", NULL},
    {"portestran", 'P', "Port-Estran", NULL},
    {"00100", 'P', "Port-Estran", NULL},
    {"Porzh-Aberenn", 'P', "Port-Estran", NULL},
    {"sandport", 'P', "Port-aux-Sables", NULL},
    {"cap noroit", 'P', "Cap-Noroît", NULL},
    {"Valmarin", 'P', "Valmarin", NULL},
    {"valamrin", 'P', "Valmarin", NULL},
    {"vieille ville", 'P', "Vieille Ville", NULL},
    {"ile merelle", 'S', "Île Mérelle", NULL},
    /* Stations and stops. */
    {"gare", 'S', "Gare Centrale", NULL},
    {"gare centrale", 'S', "Gare Centrale", NULL},
    {"centrale gare", 'S', "Gare Centrale", NULL},
    {"gare cent", 'S', "Gare Centrale", NULL},
    {"gare cetnrale", 'S', "Gare Centrale", NULL},
    {"gaer centrale", 'S', "Gare Centrale", NULL},
    {"port estran centrale", 'S', "Port-Estran Centrale", NULL},
    {"hopital", 'S', "Hôpital", NULL},
    {"hôpital", 'S', "Hôpital", NULL},
    {"hospital", 'S', "Hôpital", NULL},
    {"vieux port", 'S', "Vieux-Port", NULL},
    {"vieuxport", 'S', "Vieux-Port", NULL},
    {"hotel de ville", 'S', "Hôtel de Ville", NULL},
    {"hotel ville", 'S', "Hôtel de Ville", NULL},
    {"htel de ville", 'S', "Hôtel de Ville", NULL},
    {"theatre", 'S', "Théâtre", NULL},
    {"thêàtre", 'S', "Théâtre", NULL},
    {"aeroport", 'S', "Aéroport", NULL},
    {"aeroprot", 'S', "Aéroport", NULL},
    {"casino", 'S', "Casino", NULL},
    {"jardin bota", 'S', "Jardin botanique", NULL},
    {"phare des jumelles", 'S', "Phare des Jumelles", NULL},
    {"pl de la liberte", 'S', "Place de la Liberté", NULL},
    /* Streets. */
    {"rue neuve", 'A', "Rue Neuve", NULL},
    {"r neuve", 'A', "Rue Neuve", NULL},
    {"rue neuv", 'A', "Rue Neuve", NULL},
    {"bd de l'ocean", 'A', "Boulevard de l'Océan", NULL},
    {"boulevard océan", 'A', "Boulevard de l'Océan", NULL},
    {"bvd ocean", 'A', "Boulevard de l'Océan", NULL},
    {"av de l'arsenal", 'A', "Avenue de l'Arsenal", NULL},
    {"rte du sud", 'A', "Route du Sud", NULL},
    {"chem du fort", 'A', "Chemin du Fort", NULL},
    {"montée coteaux", 'A', "Montée des Coteaux", NULL},
    {"rue des pepinieres", 'A', "Rue des Pépinières", NULL},
    {"rue des pepinierse", 'A', "Rue des Pépinières", NULL},
    {"rue des tanneurs port-estran", 'A', "Rue des Tanneurs", "Port-Estran"},
    {"rue de la gare", 'A', "Rue de la Gare", "Port-Estran"},
    {"rue de la gare saint aubin", 'A', "Rue de la Gare", "Saint-Aubin-des-Prés"},
    {"escalier st elme", 'A', "Escalier Saint-Elme", NULL},
    /* Houses. */
    {"12 rue saint-just", 'A', "12 Rue Saint-Just", NULL},
    {"rue saint just 12", 'A', "12 Rue Saint-Just", NULL},
    {"12 r st just", 'A', "12 Rue Saint-Just", NULL},
    {"12 bis rue saint-just", 'A', "12 bis Rue Saint-Just", NULL},
    {"12bis rue st-just", 'A', "12 bis Rue Saint-Just", NULL},
    {"Rue Saint-Just 12 BIS, Port-Estran", 'A', "12 bis Rue Saint-Just", "Port-Estran"},
    {"7 rue de la gare 00100", 'A', "7 Rue de la Gare", "Port-Estran"},
    {"7 rue de la gare, 00100 Port-Estran", 'A', "7 Rue de la Gare", "Port-Estran"},
    {"48 bis avenue de la liberté", 'A', "48 bis Avenue de la Liberté", NULL},
    {"rue du puits 4 bis", 'A', "4 bis Rue du Puits", "Port-Estran"},
    {"42 rue nueve", 'A', "42 Rue Neuve", NULL},
    {"100 bd océan", 'A', "100 Boulevard de l'Océan", NULL},
    {"999 rue neuve", 'A', "Rue Neuve", NULL},
    /* What the map calls so. */
    {"universite de l'estran", 'P', "Université de l'Estran", NULL},
    {"musee de la peche", 'P', "Musée de la Pêche", NULL},
    {"musée pêhce", 'P', "Musée de la Pêche", NULL},
    {"lighthouse", 'P', "Phare des Jumelles", NULL},
    {"town hall", 'P', "Hôtel de Ville de Port-Estran", NULL},
    {"mairie", 'P', "Hôtel de Ville de Port-Estran", NULL},
    {"mairie port estran", 'P', "Hôtel de Ville de Port-Estran", NULL},
    {"pharmacie de la gare", 'P', "Pharmacie de la Gare", NULL},
    {"botanical garden", 'S', "Jardin botanique", NULL},
    /* Nothing. */
    {"qqqqqq", 0, NULL, NULL},
    {"", 0, NULL, NULL},
    {"-- ,;", 0, NULL, NULL},
};

static void add_names(struct draft *draft)
{
    struct error error = {0};
    struct findings findings;
    struct names *names = names_create(draft);
    findings_init(&findings);
    if (!names_read_osm(names, CITY "/streets.osm", &findings, &error) ||
        !names_read_addresses(names, CITY "/addresses.csv", NULL, &findings, &error))
        fail_msg("%s: %s", error.place, error.text);
    names_write(names, NULL);
    names_destroy(names);
    findings_finish(&findings);
}

static int set_up(void **state)
{
    (void)state;
    built_paths_with(&city, (const char *const[]){CITY "/maree", CITY "/rivages", NULL}, add_names);
    places = places_create(&city.network);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    places_destroy(places);
    arena_finish(&arena);
    built_finish(&city);
    return 0;
}

static char kind_of(const struct places_hit *hit)
{
    return "SAP"[city.network.named[hit->named].kind];
}

static const char *title_of(const struct places_hit *hit)
{
    return places_title(&city.network, hit, NULL, &arena);
}

static bool lies_in(const struct places_hit *hit, const char *town)
{
    const struct name_area *areas = city.network.name_areas;
    for (uint32_t area = city.network.named[hit->named].area; area != NO_IX;
         area = areas[area].parent)
        if (strcmp(network_text(&city.network, areas[area].name), town) == 0)
            return true;
    return false;
}

static struct places_hits search(const char *text)
{
    struct places_hits hits;
    const struct places_query query = {.text = text, .modes = MODES_ALL, .bias = 1, .most = 5};
    places_search(places, &query, &arena, &hits);
    return hits;
}

static uint32_t count_wrong(const struct wanted *wanted)
{
    struct places_hits hits = search(wanted->text);
    if (!hits.count || !wanted->kind) {
        if (!hits.count && !wanted->kind)
            return 0;
        print_error("\"%s\": %s\n", wanted->text,
                    hits.count ? title_of(&hits.items[0]) : "nothing");
        return 1;
    }
    const struct places_hit *hit = &hits.items[0];
    if (kind_of(hit) == wanted->kind && strcmp(title_of(hit), wanted->title) == 0 &&
        (!wanted->town || lies_in(hit, wanted->town)))
        return 0;
    print_error("\"%s\": %c %s\n", wanted->text, kind_of(hit), title_of(hit));
    return 1;
}

static void the_first_answer_is_the_obvious_one(void **state)
{
    (void)state;
    uint32_t wrong = 0;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        wrong += count_wrong(&table[i]);
    assert_int_equal(wrong, 0);
}

/* A word that is right beats one that is nearly right; what was typed whole beats its starts. */
static void better_matches_score_more(void **state)
{
    (void)state;
    double right = search("rue neuve").items[0].score;
    assert_true(right > search("rue neuv").items[0].score);
    assert_true(right > search("rue nevue").items[0].score);
}

static void kinds_modes_boxes_and_nearness_choose(void **state)
{
    (void)state;
    struct places_hits hits;
    struct places_query query = {
        .text = "gare", .kinds = 1u << NAMED_STREET, .modes = MODES_ALL, .bias = 1, .most = 9};
    places_search(places, &query, &arena, &hits);
    assert_true(hits.count > 1);
    for (uint32_t i = 0; i < hits.count; i++)
        assert_int_equal(kind_of(&hits.items[i]), 'A');
    struct point there = geo_point(46.1, -4.0);
    query = (struct places_query){
        .text = "rue de la gare", .modes = MODES_ALL, .near = &there, .bias = 40, .most = 1};
    places_search(places, &query, &arena, &hits);
    assert_true(geo_metres(there, hits.items[0].at) < 20000);
    struct box nowhere = geo_box_around(geo_point(10, 10), 1000);
    query.box = &nowhere;
    places_search(places, &query, &arena, &hits);
    assert_int_equal(hits.count, 0);
}

static void tokens_say_what_was_found(void **state)
{
    (void)state;
    const char *text = "  12, Rüe Neuve";
    struct places_hits hits = search(text);
    assert_true(hits.count > 0);
    assert_int_equal(hits.tokens[0].first, 2);
    assert_int_equal(hits.tokens[0].length, 2);
    assert_int_equal(hits.tokens[1].first, 6);
    assert_int_equal(hits.tokens[1].length, 4);
    assert_int_equal(hits.items[0].words, 7);
}

static struct places_hits around(double lat, double lon, named_kinds kinds)
{
    struct places_hits hits;
    const struct places_view view = {geo_point(lat, lon), kinds, 25000, 5};
    places_around(places, &view, &arena, &hits);
    return hits;
}

static void what_is_near_comes_in_order(void **state)
{
    (void)state;
    struct places_hits hits = around(45.999183, -4.008350, 0);
    assert_int_equal(hits.count, 5);
    assert_string_equal(title_of(&hits.items[0]), "1 Rue de la Gare");
    for (uint32_t i = 1; i < hits.count; i++)
        assert_true(hits.items[i].metres >= hits.items[i - 1].metres);
    hits = around(45.999183, -4.008350, 1u << NAMED_STOP);
    assert_string_equal(title_of(&hits.items[0]), "Hôtel de Ville");
    hits = around(45.999183, -4.008350, 1u << NAMED_PLACE);
    assert_int_equal(kind_of(&hits.items[0]), 'P');
    assert_int_equal(around(0, 0, 0).count, 0);
}

/* Any bytes may be typed: nothing is read outside of them, and answers stay in their lists. */
static void nothing_that_is_typed_does_harm(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int round = 0; round < 3000; round++) {
        char text[64];
        const char *base = table[round % (sizeof table / sizeof *table - 1)].text;
        size_t length = strlen(base) < 63 ? strlen(base) : 63;
        memcpy(text, base, length);
        text[length] = '\0';
        for (int k = 0; k < 1 + round % 7 && length; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            char byte = (char)(seed >> 40);
            text[(seed >> 33) % length] = byte ? byte : ' ';
        }
        struct places_hits hits = search(text);
        assert_true(hits.count <= 5);
        for (uint32_t i = 0; i < hits.count; i++)
            assert_true(hits.items[i].named < city.network.counts.named - 1);
        arena_reset(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_answer_is_the_obvious_one),
        cmocka_unit_test(better_matches_score_more),
        cmocka_unit_test(kinds_modes_boxes_and_nearness_choose),
        cmocka_unit_test(tokens_say_what_was_found),
        cmocka_unit_test(what_is_near_comes_in_order),
        cmocka_unit_test(nothing_that_is_typed_does_harm),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
