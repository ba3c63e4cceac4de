#include "feeds/osm/osm.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "tests/osm_list.h"
#include "tests/scratch.h"

#define HEAD "<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>\n"
#define TAIL "</osm>\n"
#define NODE "<node id='1' lat='1' lon='2'/>\n"

static struct scratch scratch;
static struct findings findings;
static struct error error;
static struct osm_list list;

static bool read_text(const char *text)
{
    findings_finish(&findings);
    findings_init(&findings);
    error = (struct error){0};
    return osm_list_read(&list, scratch_text(&scratch, "map.osm", text), &findings, &error);
}

static void all_kinds_come_through(void **state)
{
    (void)state;
    bool read = read_text(
        HEAD
        "<bounds minlat='1' minlon='1' maxlat='2' maxlon='2'/>\n"
        "<node id='-7' lat='49.3264915' lon='-8.1' timestamp='2013-01-20T18:39:01Z'>\n"
        "  <tag k='name' v='L&apos;&#xe9;t&#xe9; &lt;&amp;&gt;'/><tag k='a' v=''/>\n</node>\n" NODE
        "<way id='4294968191'><bounds/><nd ref='1' lat='1' lon='2'/><nd ref='-7'/>\n"
        "  <nd ref='1'/><tag k='highway' v='steps'/></way>\n"
        "<relation id='9'><member type='way' ref='4294968191' role='outer'><nd/></member>\n"
        "  <member type='relation' ref='9' role=''/><member type='node' ref='1'/>\n"
        "  <tag k='type' v='multipolygon'/></relation>\n" TAIL);
    assert_true(read);
    assert_string_equal(list.text,
                        "n-7 (493264915 -81000000) name=L'\u00e9t\u00e9 <&> a= @1358707141\n"
                        "n1 (10000000 20000000)\n"
                        "w4294968191 [1 -7 1] highway=steps\n"
                        "r9 {w4294968191:outer r9: n1:} type=multipolygon\n");
    assert_int_equal(findings.items.count, 0);
}

/* Each oddity in a file of its own. */
static void oddities_are_found(void **state)
{
    static const struct {
        const char *code, *text, *left;
        uint32_t line;
    } cases[] = {
        {"osm_deleted", HEAD NODE "<node id='2' visible='false'/>" TAIL, "n1 (10000000 20000000)\n",
         4},
        {"osm_deleted", HEAD NODE "<way id='2' action='delete'><nd ref='1'/></way>" TAIL,
         "n1 (10000000 20000000)\n", 4},
        {"osm_node_unplaced", HEAD "<node id='2' lat='1'/>" NODE TAIL, "n1 (10000000 20000000)\n",
         3},
        {"osm_node_out_of_range", HEAD "<node id='2' lat='90.0000001' lon='0'/>" TAIL, "", 3},
        {"osm_node_out_of_range", HEAD "<node id='2' lat='0' lon='-180.1'/>" TAIL, "", 3},
        {"osm_way_short", HEAD "<way id='2'>\n<nd ref='1'/></way>" TAIL, "w2 [1]\n", 4},
        {"osm_remark", HEAD "<remark>out of memory</remark>\n" NODE TAIL,
         "n1 (10000000 20000000)\n", 3},
        {"osm_empty", HEAD TAIL, "", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (!read_text(cases[i].text))
            fail_msg("%s: %s: %s", cases[i].code, error.place, error.text);
        const struct finding *finding = findings_find(&findings, cases[i].code);
        if (!finding || findings.items.count != 1)
            fail_msg("case %zu: not just %s", i, cases[i].code);
        assert_int_equal(finding->count, 1);
        assert_int_equal(finding->places[0].line, cases[i].line);
        assert_string_equal(finding->places[0].file, "map.osm");
        assert_string_equal(list.text, cases[i].left);
    }
}

static void what_is_wrong_is_refused(void **state)
{
    static const struct {
        const char *text, *words;
        const char *line;
    } cases[] = {
        {"", "empty", NULL},
        {"stop_id,stop_name\n", "neither", NULL},
        {"BZh91AY", "bzip2", NULL},
        {"PK\3\4", "zip", NULL},
        {"<html></html>", "no OpenStreetMap file", ":1"},
        {"<osmChange version='0.6'/>", "change file", ":1"},
        {"<osm>", "version", ":1"},
        {"<osm version='0.5'>", "version", ":1"},
        {"<!DOCTYPE osm [<!ENTITY a 'b'>]>\n<osm version='0.6'/>", "DOCTYPE", ":1"},
        {HEAD, "damaged", ":3"},
        {HEAD NODE "</osm", "damaged", ":4"},
        {HEAD "<node id='1' lat='1' lon='1'>\n</way>", "damaged", ":4"},
        {HEAD "<node id='1' id='1'/>" TAIL, "damaged", ":3"},
        {HEAD "<node lat='1' lon='1'/>" TAIL, "id is missing", ":3"},
        {HEAD "<node id='one' lat='1' lon='1'/>" TAIL, "id is no number", ":3"},
        {HEAD "<node id='9223372036854775808' lat='1' lon='1'/>" TAIL, "id is no number", ":3"},
        {HEAD "<node id='1' lat='north' lon='1'/>" TAIL, "lat is no number", ":3"},
        {HEAD "<node id='1' lat='1' lon='1'><tag k='a'/></node>" TAIL, "k and v", ":3"},
        {HEAD "<node id='1' lat='1' lon='1'><nd ref='1'/></node>" TAIL, "<nd>", ":3"},
        {HEAD "<way id='1'>\n<nd/></way>" TAIL, "ref is missing", ":4"},
        {HEAD "<relation id='1'><member type='area' ref='1'/></relation>" TAIL, "type", ":3"},
        {HEAD "<relation id='1'><member ref='1'/></relation>" TAIL, "type", ":3"},
        {HEAD "<relation id='1'><member type='way'/></relation>" TAIL, "ref is missing", ":3"},
        {HEAD "<osm version='0.6'/>" TAIL, "<osm>", ":3"},
        {HEAD "<node id='1' lat='1' lon='1'><tag k='a' v='\xff'/></node>" TAIL, "damaged", ":3"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (read_text(cases[i].text))
            fail_msg("case %zu was read: %s", i, cases[i].text);
        if (!strstr(error.text, cases[i].words))
            fail_msg("case %zu: not \"%s\" but \"%s\"", i, cases[i].words, error.text);
        const char *colon = strrchr(error.place, ':');
        assert_true(colon ? cases[i].line && strcmp(colon, cases[i].line) == 0 : !cases[i].line);
    }
}

static void long_texts_are_refused(void **state)
{
    enum { HUGE = 6 * 1024 * 1024 };
    static char text[HUGE + 200];
    (void)state;
    size_t size = (size_t)snprintf(text, sizeof text, HEAD "<node id='1' lat='1' lon='1'><tag v='");
    memset(text + size, 'x', 64 * 1024 + 1);
    snprintf(text + size + 64 * 1024 + 1, 40, "' k='k'/></node>" TAIL);
    assert_false(read_text(text));
    assert_int_equal(error.kind, ERROR_LIMIT);
    assert_non_null(strstr(error.text, "64 KiB"));
    memset(text + size, 'x', HUGE);
    text[size + HUGE] = '\0';
    assert_false(read_text(text));
    assert_int_equal(error.kind, ERROR_LIMIT);
}

static void long_ways_are_noted(void **state)
{
    static char text[64 * 1024];
    (void)state;
    size_t size = (size_t)snprintf(text, sizeof text, HEAD "<way id='5'>");
    for (int i = 0; i < 2001; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "<nd ref='%d'/>", i);
    snprintf(text + size, sizeof text - size, "</way>" TAIL);
    assert_true(read_text(text));
    assert_non_null(findings_find(&findings, "osm_way_long"));
    assert_string_equal(findings_find(&findings, "osm_way_long")->places[0].detail, "way 5");
}

static void unwanted_kinds_cost_nothing(void **state)
{
    struct osm_sink sink = osm_list_sink(&list);
    struct error none = {0};
    (void)state;
    sink.node = NULL;
    sink.relation = NULL;
    sink.edited = false;
    const char *path = scratch_text(
        &scratch, "map.osm",
        HEAD "<node id='x'/><way id='2' timestamp='2013-01-20T18:39:01Z'><nd ref='1'/><nd ref='2'/>"
             "</way><relation id='3'><member/></relation>" TAIL);
    list = (struct osm_list){0};
    findings_finish(&findings);
    findings_init(&findings);
    assert_true(osm_read(path, &sink, &findings, &none));
    assert_string_equal(list.text, "w2 [1 2]\n");
    assert_int_equal(findings.items.count, 0);
}

static void sinks_may_stop(void **state)
{
    (void)state;
    list.left = 2;
    assert_true(read_text(HEAD NODE "<way id='2'><nd ref='1'/><nd ref='1'/></way><junk>"));
    assert_string_equal(list.text, "n1 (10000000 20000000)\nw2 [1 1]\n");
    list.left = 0;
}

static const char *write_gzip(const char *name, const char *text, size_t cut)
{
    unsigned char packed[128 * 1024];
    z_stream stream = {.next_in = (unsigned char *)(uintptr_t)text,
                       .avail_in = (uInt)strlen(text),
                       .next_out = packed,
                       .avail_out = sizeof packed};
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    size_t size = stream.total_out - cut;
    deflateEnd(&stream);
    return scratch_write(&scratch, name, packed, size);
}

static void gzip_is_read(void **state)
{
    (void)state;
    findings_finish(&findings);
    findings_init(&findings);
    assert_true(osm_list_read(&list, write_gzip("map.gz", HEAD NODE TAIL, 0), &findings, &error));
    assert_string_equal(list.text, "n1 (10000000 20000000)\n");
    for (size_t cut = 1; cut < 30; cut++) {
        const char *path = write_gzip("cut.gz", HEAD NODE TAIL, cut);
        assert_false(osm_list_read(&list, path, &findings, &error));
        assert_int_equal(error.kind, ERROR_CORRUPT);
    }
}

static void bombs_are_refused(void **state)
{
    enum { SIZE = 20 * 1024 * 1024 };
    (void)state;
    char *text = calloc(SIZE + 100, 1);
    size_t head = (size_t)snprintf(text, SIZE, HEAD);
    for (size_t i = head; i + 16 < SIZE; i += 16)
        memcpy(text + i, "<note></note>   ", 16);
    assert_false(osm_list_read(&list, write_gzip("bomb.gz", text, 0), &findings, &error));
    assert_int_equal(error.kind, ERROR_LIMIT);
    assert_non_null(strstr(error.text, "200 times"));
    free(text);
}

static void files_are_recognised(void **state)
{
    (void)state;
    assert_true(osm_recognise(scratch_text(&scratch, "a.xml", HEAD TAIL)));
    assert_true(osm_recognise(write_gzip("b.bin", HEAD TAIL, 0)));
    assert_true(osm_recognise(scratch_text(&scratch, "c.osm", "")));
    assert_true(osm_recognise(scratch_text(&scratch, "d.OSM.PBF", "broken")));
    assert_false(osm_recognise(scratch_text(&scratch, "e.zip", "PK\3\4")));
    assert_false(osm_recognise(scratch_text(&scratch, "f.txt", "<html>")));
    assert_false(osm_recognise(scratch_path(&scratch, "absent.osm")));
    assert_false(osm_recognise(scratch.path));
    assert_false(osm_list_read(&list, scratch_path(&scratch, "absent.osm"), &findings, &error));
    assert_int_equal(error.kind, ERROR_MISSING);
    assert_false(osm_list_read(&list, scratch.path, &findings, &error));
    assert_int_equal(error.kind, ERROR_SYSTEM);
    assert_non_null(strstr(osm_libraries(), "expat"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_kinds_come_through),   cmocka_unit_test(oddities_are_found),
        cmocka_unit_test(what_is_wrong_is_refused), cmocka_unit_test(long_texts_are_refused),
        cmocka_unit_test(long_ways_are_noted),      cmocka_unit_test(unwanted_kinds_cost_nothing),
        cmocka_unit_test(sinks_may_stop),           cmocka_unit_test(gzip_is_read),
        cmocka_unit_test(bombs_are_refused),        cmocka_unit_test(files_are_recognised),
    };
    scratch_init(&scratch);
    findings_init(&findings);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    findings_finish(&findings);
    scratch_finish(&scratch);
    return failed;
}
