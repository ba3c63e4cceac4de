#ifndef API_CLI_CHECK_GBFS_H
#define API_CLI_CHECK_GBFS_H

#include "feeds/findings/report.h"

/* `trajet check` of a system of shared vehicles: the GBFS documents that lie in one folder. */

/** A system and what there is to say of it. Zeroed but for `path`: not yet read. */
struct check_gbfs {
    const char *path; /**< borrowed: the folder, or one of its documents */
    struct findings findings;
    struct error error;
    struct report_count counts[10];
    char system[160], made[80], version[16];
    struct report_fact facts[3];
};

/** Whether a path is such a folder (and no GTFS feed), or has the name of a document. */
bool check_gbfs_recognise(const char *path);

/**
 * Reads the documents, and lays them out as the feeder would, on no network. False: they say
 * nothing of how things stand; `error` says why.
 */
bool check_gbfs_read(struct check_gbfs *check);

/** What was read, for the report; valid as long as `check`. */
struct report_feed check_gbfs_report(const struct check_gbfs *check);

/** Frees what reading made. */
void check_gbfs_finish(struct check_gbfs *check);

#endif
