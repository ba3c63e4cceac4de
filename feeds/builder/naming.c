#include "feeds/builder/naming.h"

#include <string.h>

#include "engine/base/clock.h"

void naming_init(struct naming *naming)
{
    *naming = (struct naming){0};
    findings_init(&naming->findings);
}

void naming_finish(struct naming *naming)
{
    findings_finish(&naming->findings);
}

static void name_rows(struct naming *naming)
{
    const struct names_counts *counts = &naming->counts;
    const struct report_count rows[NAMING_COUNTS] = {
        {"streets", counts->streets, REPORT_UNCOUNTED},
        {"houses", counts->houses, REPORT_UNCOUNTED},
        {"places", counts->places, REPORT_UNCOUNTED},
        {"areas", counts->areas, REPORT_UNCOUNTED},
        {"other_names", counts->aliases, REPORT_UNCOUNTED},
        {"address_rows", counts->address_read, counts->address_rows},
        {"houses_known_twice", counts->houses_twice, REPORT_UNCOUNTED},
    };
    memcpy(naming->rows, rows, sizeof rows);
}

/* The first error is told; a file that cannot be used does not end the build. */
static void note_error(struct naming *naming, const struct error *error)
{
    if (naming->error.kind == ERROR_NONE)
        naming->error = *error;
}

void naming_read(struct naming *naming, const struct config *config, struct draft *draft)
{
    int64_t start = clock_ticks();
    struct error error = {0};
    struct names *names = names_create(draft);
    const struct config_file *maps = config->streets.data, *lists = config->addresses.data;
    for (uint32_t i = 0; i < config->streets.count; i++)
        if (!names_read_osm(names, maps[i].path, &naming->findings, &error))
            note_error(naming, &error);
    for (uint32_t i = 0; i < config->addresses.count; i++)
        if (!names_read_addresses(names, lists[i].path, &config->limits, &naming->findings, &error))
            note_error(naming, &error);
    names_write(names, &naming->counts);
    names_destroy(names);
    name_rows(naming);
    naming->seconds = (double)(clock_ticks() - start) / 1e9;
}

struct report_feed naming_report(const struct naming *naming)
{
    return (struct report_feed){
        .tag = "names",
        .path = "",
        .error = naming->error.kind == ERROR_NONE ? NULL : &naming->error,
        .counts = naming->rows,
        .count_count = NAMING_COUNTS,
        .findings = &naming->findings,
    };
}
