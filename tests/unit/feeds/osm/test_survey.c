#include "feeds/osm/survey.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/scratch.h"

static struct scratch scratch;

static bool survey_text(struct osm_survey *survey, const char *text)
{
    struct findings findings;
    struct error error = {0};
    findings_init(&findings);
    bool read = osm_survey(survey, scratch_text(&scratch, "map.osm", text), &findings, &error);
    findings_finish(&findings);
    return read;
}

static void everything_is_counted(void **state)
{
    struct osm_survey survey;
    (void)state;
    assert_true(survey_text(
        &survey,
        "<osm version='0.6'><node id='1' lat='-1' lon='3' timestamp='2020-01-01T00:00:00Z'/>"
        "<node id='2' lat='2' lon='-4'><tag k='a' v='b'/></node>"
        "<way id='1' timestamp='2021-01-01T00:00:00Z'><nd ref='1'/><nd ref='2'/></way>"
        "<relation id='1' timestamp='yesterday'><member type='way' ref='1' role=''/>"
        "<tag k='a' v='b'/></relation></osm>"));
    assert_int_equal(survey.nodes, 2);
    assert_int_equal(survey.ways, 1);
    assert_int_equal(survey.relations, 1);
    assert_int_equal(survey.refs, 2);
    assert_int_equal(survey.members, 1);
    assert_int_equal(survey.tags, 2);
    assert_int_equal(survey.newest, 1609459200);
    assert_int_equal(survey.box.low.lat, -10000000);
    assert_int_equal(survey.box.low.lon, -40000000);
    assert_int_equal(survey.box.high.lat, 20000000);
    assert_int_equal(survey.box.high.lon, 30000000);
}

static void nothing_has_no_box(void **state)
{
    struct osm_survey survey;
    (void)state;
    assert_true(survey_text(&survey, "<osm version='0.6'/>"));
    assert_int_equal(survey.nodes, 0);
    assert_int_equal(survey.newest, 0);
    assert_true(survey.box.low.lat > survey.box.high.lat);
    assert_false(survey_text(&survey, "<osm version='0.6'>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_counted),
        cmocka_unit_test(nothing_has_no_box),
    };
    scratch_init(&scratch);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    scratch_finish(&scratch);
    return failed;
}
