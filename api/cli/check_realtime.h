#ifndef API_CLI_CHECK_REALTIME_H
#define API_CLI_CHECK_REALTIME_H

#include "feeds/findings/report.h"

/* `trajet check` of a GTFS-Realtime message. */

/** A file and what there is to say of it. Zeroed but for `path`: not yet read. */
struct check_realtime {
    const char *path; /**< borrowed */
    struct findings findings;
    struct error error;
    struct report_count counts[9];
    char made[80], version[24];
    struct report_fact facts[3];
};

/** Reads the file; its age is that at clock_now. False: it cannot be used; its error says why. */
bool check_realtime_read(struct check_realtime *check);

/** What was read, for the report; valid as long as `check`. */
struct report_feed check_realtime_report(const struct check_realtime *check);

/** Frees what reading made. */
void check_realtime_finish(struct check_realtime *check);

#endif
