#include "api/cli/check_realtime.h"

#include <string.h>

#include "engine/base/clock.h"
#include "feeds/realtime/realtime.h"

/* "2 d 3 h", "3 h 20 min", "5 min 7 s" */
static void describe_age(char text[32], unix_time age)
{
    long long seconds = (long long)age;
    if (seconds >= 86400)
        snprintf(text, 32, "%lld d %lld h", seconds / 86400, seconds % 86400 / 3600);
    else if (seconds >= 3600)
        snprintf(text, 32, "%lld h %lld min", seconds / 3600, seconds % 3600 / 60);
    else
        snprintf(text, 32, "%lld min %lld s", seconds / 60, seconds % 60);
}

void check_realtime_made(char text[80], unix_time stamp, unix_time now)
{
    char when[CIVIL_TEXT], age[32];
    snprintf(text, 80, "at a time it does not say");
    if (!stamp)
        return;
    describe_age(age, now < stamp ? stamp - now : now - stamp);
    snprintf(text, 80, "%s, %s %s", civil_text_utc(stamp, when), age,
             now < stamp ? "ahead" : "ago");
}

static void name_facts(struct check_realtime *check, const struct realtime_message *message,
                       unix_time now)
{
    check_realtime_made(check->made, message->stamp, now);
    check->facts[0] = (struct report_fact){"made", check->made};
    check->facts[1] =
        (struct report_fact){"says", message->differential ? "what changed" : "all there is"};
    snprintf(check->version, sizeof check->version, "%s",
             message->version.text ? message->version.text : "none");
    check->facts[2] = (struct report_fact){"version", check->version};
}

static void name_counts(struct check_realtime *check, const struct realtime_message *message)
{
    const struct report_count counts[] = {
        {"entities", message->entities, REPORT_UNCOUNTED},
        {"trip_updates", message->trip_count, REPORT_UNCOUNTED},
        {"stop_time_updates", message->stop_updates, REPORT_UNCOUNTED},
        {"vehicles", message->vehicle_count, REPORT_UNCOUNTED},
        {"alerts", message->alert_count, REPORT_UNCOUNTED},
        {"informed_entities", message->selectors, REPORT_UNCOUNTED},
        {"deleted", message->deleted_count, REPORT_UNCOUNTED},
        {"shapes", message->shapes, REPORT_UNCOUNTED},
        {"trip_modifications", message->modifications, REPORT_UNCOUNTED},
    };
    memcpy(check->counts, counts, sizeof counts);
}

bool check_realtime_read(struct check_realtime *check)
{
    unix_time now = clock_now();
    const struct realtime_limits limits = realtime_limits_usual(now);
    struct realtime_message message;
    struct arena arena = {0};
    findings_init(&check->findings);
    bool read =
        realtime_read(check->path, &limits, &arena, &check->findings, &message, &check->error);
    name_counts(check, &message);
    name_facts(check, &message, now);
    arena_finish(&arena);
    return read;
}

struct report_feed check_realtime_report(const struct check_realtime *check)
{
    bool usable = check->error.kind == ERROR_NONE;
    return (struct report_feed){
        .tag = "gtfs-rt",
        .path = check->path,
        .error = usable ? NULL : &check->error,
        .counts = check->counts,
        .count_count = sizeof check->counts / sizeof *check->counts,
        .facts = usable ? check->facts : NULL,
        .fact_count = usable ? sizeof check->facts / sizeof *check->facts : 0,
        .findings = &check->findings,
    };
}

void check_realtime_finish(struct check_realtime *check)
{
    findings_finish(&check->findings);
}
