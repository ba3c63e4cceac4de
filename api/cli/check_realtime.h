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

/** When something was made and how long ago that is, in words; `stamp` 0: nobody says. */
void check_realtime_made(char text[80], unix_time stamp, unix_time now);

/** Reads the file; its age is that at clock_now. False: it cannot be used; its error says why. */
bool check_realtime_read(struct check_realtime *check);

/** What was read, for the report; valid as long as `check`. */
struct report_feed check_realtime_report(const struct check_realtime *check);

/** Frees what reading made. */
void check_realtime_finish(struct check_realtime *check);

#endif
