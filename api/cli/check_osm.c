#include "api/cli/check_osm.h"

#include <string.h>

#include "feeds/osm/survey.h"

static void add_fact(struct check_osm *check, const char *name, const char *text)
{
    struct report_fact *fact = check->facts[0].name ? &check->facts[1] : &check->facts[0];
    *fact = (struct report_fact){.name = name, .text = text};
}

static void name_facts(struct check_osm *check, const struct osm_survey *survey)
{
    const struct box *box = &survey->box;
    if (survey->nodes) {
        snprintf(check->box, sizeof check->box, "%.7f,%.7f %.7f,%.7f", geo_degrees(box->low.lat),
                 geo_degrees(box->low.lon), geo_degrees(box->high.lat), geo_degrees(box->high.lon));
        add_fact(check, "box", check->box);
    }
    if (survey->newest)
        add_fact(check, "newest", civil_text_utc(survey->newest, check->newest));
}

static void name_counts(struct check_osm *check, const struct osm_survey *survey)
{
    const struct report_count counts[] = {
        {"nodes", survey->nodes, REPORT_UNCOUNTED},
        {"ways", survey->ways, REPORT_UNCOUNTED},
        {"relations", survey->relations, REPORT_UNCOUNTED},
        {"way_nodes", survey->refs, REPORT_UNCOUNTED},
        {"members", survey->members, REPORT_UNCOUNTED},
        {"tags", survey->tags, REPORT_UNCOUNTED},
    };
    memcpy(check->counts, counts, sizeof counts);
}

bool check_osm_read(struct check_osm *check)
{
    struct osm_survey survey;
    findings_init(&check->findings);
    bool read = osm_survey(&survey, check->path, &check->findings, &check->error);
    name_counts(check, &survey);
    name_facts(check, &survey);
    return read;
}

struct report_feed check_osm_report(const struct check_osm *check)
{
    uint32_t facts = 0;
    while (facts < 2 && check->facts[facts].name)
        facts++;
    return (struct report_feed){
        .tag = "osm",
        .path = check->path,
        .error = check->error.kind == ERROR_NONE ? NULL : &check->error,
        .counts = check->counts,
        .count_count = sizeof check->counts / sizeof *check->counts,
        .facts = check->error.kind == ERROR_NONE ? check->facts : NULL,
        .fact_count = check->error.kind == ERROR_NONE ? facts : 0,
        .findings = &check->findings,
    };
}

void check_osm_finish(struct check_osm *check)
{
    findings_finish(&check->findings);
}
