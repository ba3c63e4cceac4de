#include "feeds/names/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/scratch.h"

static struct scratch scratch;
static struct draft draft;
static struct findings findings;
static struct names_counts counts;

static int set_up(void **state)
{
    (void)state;
    scratch_init(&scratch);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    draft_finish(&draft);
    findings_finish(&findings);
    scratch_finish(&scratch);
    return 0;
}

/* Reads a map and an address file, either of which may be NULL; false: an error, in `error`. */
static bool read_both(const char *osm, const char *addresses, struct error *error)
{
    draft_finish(&draft);
    findings_finish(&findings);
    draft_init(&draft);
    findings_init(&findings);
    *error = (struct error){0};
    struct names *names = names_create(&draft);
    bool read = true;
    if (osm)
        read = names_read_osm(names, scratch_text(&scratch, "map.osm", osm), &findings, error);
    if (addresses && read)
        read = names_read_addresses(names, scratch_text(&scratch, "ban.csv", addresses), NULL,
                                    &findings, error);
    names_write(names, &counts);
    names_destroy(names);
    return read;
}

static void must_read(const char *osm, const char *addresses)
{
    struct error error;
    if (!read_both(osm, addresses, &error))
        fail_msg("%s: %s", error.place, error.text);
}

static const char *text(text_ix index)
{
    return draft_text_at(&draft, index);
}

/* The item of that name; there must be just one. */
static uint32_t item_of(const char *name)
{
    uint32_t found = NO_IX;
    for (uint32_t i = 0; i < draft.names.items.count; i++) {
        const struct draft_named *item = vec_at(&draft.names.items, i);
        if (strcmp(text(item->name), name) != 0)
            continue;
        assert_int_equal(found, NO_IX);
        found = i;
    }
    assert_int_not_equal(found, NO_IX);
    return found;
}

static const struct draft_named *item(const char *name)
{
    return vec_at(&draft.names.items, item_of(name));
}

static const char *area_of(const char *name)
{
    uint32_t area = item(name)->area;
    return area == NO_IX ? "" : text(((struct name_area *)vec_at(&draft.names.areas, area))->name);
}

static const struct draft_house *house(const char *street, const char *number)
{
    uint32_t owner = item_of(street);
    for (uint32_t i = 0; i < draft.names.houses.count; i++) {
        const struct draft_house *one = vec_at(&draft.names.houses, i);
        if (one->named == owner && strcmp(text(one->number), number) == 0)
            return one;
    }
    return NULL;
}

static bool has_alias(const char *name, const char *language, const char *alias)
{
    uint32_t owner = item_of(name);
    for (uint32_t i = 0; i < draft.names.aliases.count; i++) {
        const struct draft_alias *one = vec_at(&draft.names.aliases, i);
        if (one->named == owner && strcmp(text(one->language), language) == 0 &&
            strcmp(text(one->text), alias) == 0)
            return true;
    }
    return false;
}

static bool has_finding(const char *code)
{
    return findings_find(&findings, code) != NULL;
}

/*
 * Maps in few words, a line an object: `n ID LAT LON TAGS`, `w ID NODES TAGS`, `r ID WAYS TAGS`,
 * lists with commas, tags as `key=value` with bars between them.
 */
static char map[16384];

static void put(const char *before, const char *text, size_t length, const char *after)
{
    size_t used = strlen(map);
    snprintf(map + used, sizeof map - used, "%s%.*s%s", before, (int)length, text, after);
}

/* The words of a line up to the next blank; moves on. */
static void put_word(const char **at, const char *before, const char *after)
{
    size_t length = strcspn(*at, " \n");
    put(before, *at, length, after);
    *at += length + ((*at)[length] == ' ');
}

static void put_list(const char **at, const char *before, const char *after)
{
    for (size_t length; (length = strcspn(*at, ", \n")) > 0;
         *at += length + ((*at)[length] == ',')) {
        put(before, *at, length, after);
        if ((*at)[length] != ',') {
            *at += length + ((*at)[length] == ' ');
            return;
        }
    }
}

static void put_tags(const char **at)
{
    while (**at && **at != '\n') {
        size_t key = strcspn(*at, "="), value = strcspn(*at + key + 1, "|\n");
        put("<tag k='", *at, key, "'");
        put(" v='", *at + key + 1, value, "'/>");
        *at += key + 1 + value;
        *at += **at == '|';
    }
}

static const char *map_of(const char *at)
{
    *map = '\0';
    put("<osm version='0.6'>", "", 0, "");
    for (; *at; at += *at == '\n') {
        char kind = *at;
        at += 2;
        put_word(&at,
                 kind == 'n'   ? "<node id='"
                 : kind == 'w' ? "<way id='"
                               : "<relation id='",
                 "'");
        if (kind == 'n') {
            put_word(&at, " lat='", "'");
            put_word(&at, " lon='", "'>");
        } else {
            put(">", "", 0, "");
            put_list(&at, kind == 'w' ? "<nd ref='" : "<member type='way' role='outer' ref='",
                     "'/>");
        }
        put_tags(&at);
        put(kind == 'n' ? "</node>" : kind == 'w' ? "</way>" : "</relation>", "", 0, "");
    }
    put("</osm>", "", 0, "");
    return map;
}

static const char streets[] = "n 1 45.000 5.000\nn 2 45.001 5.000\nn 3 45.002 5.000\n"
                              "n 4 45.003 5.001\nn 5 45.5 5.5\nn 6 45.501 5.5\n"
                              "n 7 45.0005 5.0002 addr:housenumber=12;14|addr:street=Rue Haute\n"
                              "n 8 45.0015 5.0002 addr:housenumber=20bis|addr:street=rue haute\n"
                              "n 20 45.0010 5.0003 addr:housenumber=1|addr:street=Rue Haute\n"
                              "n 21 45.0020 5.0003 addr:housenumber=7|addr:street=Rue Haute\n"
                              "n 30 45.001 5.002 place=village|name=Bourg|population=1 200|"
                              "name:en=Borough|alt_name=Le Bourg; Bourg-le-Vieux\n"
                              "n 31 45.0012 5.0022 tourism=museum|name=Musée\n"
                              "n 32 45.0012 5.0022 shop=kiosk|name=Kiosque\n"
                              "w 1 1,2 highway=residential|name=Rue Haute\n"
                              "w 2 2,3,4 highway=primary|name=Rue Haute|name:br=Straed\n"
                              "w 3 5,6 highway=residential|name=Rue Basse\n"
                              "w 4 20,21 addr:interpolation=odd\n"
                              "w 5 1,99 highway=residential|name=Rue Coupée\n"
                              "w 6 98,99 highway=residential|name=Rue Absente\n"
                              "w 7 1,2 name=No Street\n";

static void ways_of_one_name_are_one_street(void **state)
{
    (void)state;
    must_read(map_of(streets), NULL);
    assert_int_equal(counts.streets, 3);
    assert_int_equal(item("Rue Haute")->kind, NAMED_STREET);
    assert_true(item("Rue Haute")->importance > item("Rue Basse")->importance);
    assert_true(has_alias("Rue Haute", "br", "Straed"));
    assert_int_equal(item("Rue Coupée")->at.lat, 450000000);
}

static void houses_stand_at_their_street(void **state)
{
    (void)state;
    must_read(map_of(streets), NULL);
    assert_non_null(house("Rue Haute", "12"));
    assert_non_null(house("Rue Haute", "14"));
    assert_non_null(house("Rue Haute", "20 bis"));
    assert_non_null(house("Rue Haute", "3"));
    assert_int_equal(house("Rue Haute", "3")->at.lat, 450013333);
    assert_int_equal(house("Rue Haute", "5")->at.lat, 450016667);
    assert_null(house("Rue Haute", "2"));
    assert_int_equal(counts.houses, 7);
}

static void places_have_names_and_weight(void **state)
{
    (void)state;
    must_read(map_of(streets), NULL);
    assert_int_equal(counts.places, 2);
    assert_int_equal(item("Bourg")->category, CATEGORY_VILLAGE);
    assert_int_equal(item("Bourg")->osm, 30 << 2 | 1);
    assert_true(item("Bourg")->importance > 0.43f);
    assert_true(has_alias("Bourg", "en", "Borough"));
    assert_true(has_alias("Bourg", "", "Le Bourg"));
    assert_true(has_alias("Bourg", "", "Bourg-le-Vieux"));
    assert_int_equal(item("Musée")->category, CATEGORY_MUSEUM);
    assert_string_equal(area_of("Musée"), "Bourg");
    assert_string_equal(area_of("Rue Haute"), "Bourg");
    assert_string_equal(area_of("Rue Basse"), "");
}

/* Two towns share the Rue Neuve; the line between them runs along 5.005. */
static const char towns[] =
    "n 1 45.00 5.000\nn 2 45.01 5.000\nn 3 45.01 5.005\nn 4 45.00 5.005\n"
    "n 5 45.01 5.010\nn 6 45.00 5.010\nn 11 45.005 5.004\nn 12 45.0051 5.0048\n"
    "n 13 45.005 5.006\nn 14 45.0051 5.0068\n"
    "w 1 1,2,3\nw 2 3,4\nw 3 4,1\nw 4 3,5,6,4\n"
    "w 11 11,12 highway=residential|name=Rue Neuve\n"
    "w 12 13,14 highway=residential|name=Rue neuve\n"
    "r 1 1,2,3 boundary=administrative|admin_level=8|name=Ouest\n"
    "r 2 2,4 boundary=administrative|admin_level=8|name=Est\n"
    "r 3 1,77 boundary=administrative|admin_level=6|name=Ouvert\n"
    "r 4 2,4 boundary=postal_code|postal_code=38002\n"
    "n 31 47.00 5.000\nn 32 47.10 5.000\nn 33 47.05 5.100\n"
    "n 34 47.05 5.010\nn 35 47.05 5.012\nn 36 48.00 5.010\nn 37 48.00 5.012\n"
    "w 31 31,32,33,31\nw 32 34,35 highway=residential|name=Rue du Nord\n"
    "w 33 36,37 highway=residential|name=Rue Lointaine\n"
    "r 31 31 boundary=administrative|admin_level=8|name=Nord\n";

static void boundaries_tell_streets_apart(void **state)
{
    (void)state;
    must_read(map_of(towns), NULL);
    assert_string_equal(area_of("Rue Neuve"), "Ouest");
    assert_string_equal(area_of("Rue neuve"), "Est");
    assert_string_equal(area_of("Rue du Nord"), "Nord");
    assert_int_equal(item("Rue Lointaine")->area, NO_IX);
    assert_string_equal(text(item("Rue neuve")->zip), "38002");
    assert_string_equal(text(item("Rue Neuve")->zip), "");
    assert_true(has_finding("area_open"));
    assert_int_equal(item("Est")->kind, NAMED_PLACE); /* No place of that name is on the map. */
}

#define BAN_HEAD                                                                                   \
    "\xef\xbb\xbfid;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;x;y;lon;"    \
    "lat;type_position\r\n"

static void address_files_win_on_position(void **state)
{
    (void)state;
    must_read(map_of(streets),
              BAN_HEAD "a1;;12;;Rue Haute;38610;38179;Bourg;1;2;5.0009;45.0009;entrée\r\n"
                       "a2;;12;bis;Rue Haute;38610;38179;Bourg;1;2;5.0010;45.0010;entrée\r\n"
                       "a3;;12;bis;Rue Haute;38610;38179;Bourg;1;2;5.0020;45.0010;parcelle\r\n");
    assert_int_equal(house("Rue Haute", "12")->at.lat, 450009000);
    assert_int_equal(house("Rue Haute", "12 bis")->at.lon, 50010000);
    assert_int_equal(house("Rue Haute", "14")->at.lat, 450005000);
    assert_int_equal(counts.houses_twice, 1);
    assert_int_equal(counts.address_read, 3);
    assert_string_equal(text(item("Rue Haute")->zip), "38610");
    assert_string_equal(area_of("Rue Haute"), "Bourg");
}

static void the_form_of_municipalities_is_read_too(void **state)
{
    (void)state;
    must_read(NULL, "cle_interop;commune_nom;voie_nom;numero;suffixe;long;lat\n"
                    "38179_1;Gières;Rue des Alpes;3;b;5.79;45.18\n"
                    "38179_2;Gières;Les Prés;99999;;5.80;45.19\n");
    assert_int_equal(house("Rue des Alpes", "3b")->at.lon, 57900000);
    assert_int_equal(item("Les Prés")->kind, NAMED_STREET);
    assert_string_equal(area_of("Rue des Alpes"), "Gières");
    assert_int_equal(item("Gières")->kind, NAMED_PLACE);
    assert_int_equal(counts.houses, 1);
}

static void rows_that_cannot_be_used_are_findings(void **state)
{
    (void)state;
    must_read(NULL, BAN_HEAD "1;;1;;;38000;;G;;;5.1;45.1;\n"
                             "2;;1;;Rue A;38000;;G;;;;45.1;\n"
                             "3;;1;;Rue A;38000;;G;;;5.1;95.1;\n"
                             "4;;1;;Rue A;38000;;G;;;cinq;45.1;\n"
                             "5;;x1;;Rue A;38000;;G;;;5.1;45.1;\n"
                             "6;;2;;Rue A;38000;;G;;;5.1;45.1;\n");
    assert_true(has_finding("address_street_missing"));
    assert_true(has_finding("address_unplaced"));
    assert_true(has_finding("address_number_invalid"));
    assert_int_equal(findings_find(&findings, "address_out_of_range")->count, 2);
    assert_int_equal(counts.address_rows, 6);
    assert_int_equal(counts.address_read, 1);
}

static void other_files_are_refused(void **state)
{
    (void)state;
    struct error error;
    assert_false(read_both(NULL, "stop_id,stop_name\n1,A\n", &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "no address file"));
    assert_false(read_both(NULL, "", &error));
    assert_false(read_both("no map", NULL, &error));
    struct names *names = names_create(&draft);
    assert_false(names_read_addresses(names, "/nowhere.csv", NULL, &findings, &error));
    assert_int_equal(error.kind, ERROR_MISSING);
    names_destroy(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_of_one_name_are_one_street),
        cmocka_unit_test(houses_stand_at_their_street),
        cmocka_unit_test(places_have_names_and_weight),
        cmocka_unit_test(boundaries_tell_streets_apart),
        cmocka_unit_test(address_files_win_on_position),
        cmocka_unit_test(the_form_of_municipalities_is_read_too),
        cmocka_unit_test(rows_that_cannot_be_used_are_findings),
        cmocka_unit_test(other_files_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
