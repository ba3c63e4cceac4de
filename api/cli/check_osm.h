#ifndef API_CLI_CHECK_OSM_H
#define API_CLI_CHECK_OSM_H

#include "feeds/findings/report.h"

/* `trajet check` of an OpenStreetMap file. */

/** A file and what there is to say of it. Zeroed but for `path`: not yet read. */
struct check_osm {
    const char *path; /**< borrowed */
    struct findings findings;
    struct error error;
    struct report_count counts[6];
    char box[80], newest[CIVIL_TEXT];
    struct report_fact facts[2];
};

/** Reads the file. False: it cannot be used; its error says why. */
bool check_osm_read(struct check_osm *check);

/** What was read, for the report; valid as long as `check`. */
struct report_feed check_osm_report(const struct check_osm *check);

/** Frees what reading made. */
void check_osm_finish(struct check_osm *check);

#endif
