#include "feeds/feeder/stamp.h"

#include <stdio.h>
#include <string.h>

enum { AHEAD_SECONDS = 60 };

unix_time stamp_believed(unix_time stamp, unix_time now, const char *file,
                         struct findings *findings)
{
    if (stamp <= now)
        return stamp;
    if (stamp - now > AHEAD_SECONDS) {
        char detail[40];
        snprintf(detail, sizeof detail, "%lld s ahead", (long long)(stamp - now));
        findings_add(findings, "stamp_ahead", FINDING_MENDED,
                     "The time when it was said lies in the future; it was read as now.", file, 0,
                     detail, strlen(detail));
    }
    return now;
}
