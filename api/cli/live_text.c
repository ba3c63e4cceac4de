#include "api/cli/live_text.h"

#include <inttypes.h>

/* A text of the network or, behind its end, of the live image. */
static const char *text_of(const struct live *live, text_ix text)
{
    uint32_t own = live->network->counts.texts;
    return text < own ? live->network->texts + text : live->texts + (text - own);
}

const char *live_text_age(int64_t seconds, char text[24])
{
    if (seconds < 600)
        snprintf(text, 24, "%" PRId64 " s", seconds);
    else if (seconds < 36000)
        snprintf(text, 24, "%" PRId64 " min", seconds / 60);
    else
        snprintf(text, 24, "%" PRId64 " h", seconds / 3600);
    return text;
}

static void print_start(const struct live *live, const struct live_feed *feed, FILE *out)
{
    char age[24] = "-";
    if (feed->stamp)
        live_text_age(live->facts->made - feed->stamp, age);
    fprintf(out, "%-16s %-7s %8s %9u", text_of(live, feed->tag),
            live_feed_state_name((enum live_feed_state)feed->state), age, feed->entities);
}

static void print_feed(const struct live *live, const struct live_feed *feed, FILE *out)
{
    print_start(live, feed, out);
    for (int stage = 0; stage < LIVE_STAGES; stage++)
        fprintf(out, " %7u", feed->matched[stage] + feed->vehicles_matched[stage]);
    fprintf(out, " %8u  %s\n", feed->refused, text_of(live, feed->problem));
}

static void print_shared(const struct live *live, const struct live_feed *feed, FILE *out)
{
    print_start(live, feed, out);
    fprintf(out, " %8u %8u %8u %8u %8u  %s\n", feed->stations, feed->vehicles, feed->docks,
            feed->zones, feed->findings, text_of(live, feed->problem));
}

static void print_parks(const struct live *live, const struct live_feed *feed, FILE *out)
{
    print_start(live, feed, out);
    fprintf(out, " %8u %8u %8u  %s\n", feed->stations, feed->docks, feed->findings,
            text_of(live, feed->problem));
}

static void print_fares(const struct live *live, const struct live_feed *feed, FILE *out)
{
    print_start(live, feed, out);
    fprintf(out, " %8u %8u  %s\n", feed->stations, feed->findings, text_of(live, feed->problem));
}

static uint32_t count_kind(const struct live *live, enum live_feed_kind kind)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < live->counts.feeds; i++)
        count += live->feeds[i].kind == kind;
    return count;
}

static void print_kind(const struct live *live, enum live_feed_kind kind, FILE *out)
{
    static void (*const prints[])(const struct live *, const struct live_feed *,
                                  FILE *) = {[LIVE_FEED_TIMETABLE] = print_feed,
                                             [LIVE_FEED_SHARED] = print_shared,
                                             [LIVE_FEED_PARKS] = print_parks,
                                             [LIVE_FEED_FARES] = print_fares};
    for (uint32_t i = 0; i < live->counts.feeds; i++) {
        const struct live_feed *feed = &live->feeds[i];
        if (feed->kind == kind)
            prints[kind](live, feed, out);
    }
}

void live_text_print(const struct live *live, const char *path, FILE *out)
{
    uint32_t shared = count_kind(live, LIVE_FEED_SHARED);
    uint32_t parks = count_kind(live, LIVE_FEED_PARKS);
    fprintf(out, "%s: %u runs, %u vehicles, %u alerts\n", path, live->counts.runs,
            live->counts.vehicles, live->counts.alerts);
    uint32_t fares = count_kind(live, LIVE_FEED_FARES), others = shared + parks + fares;
    if (!others || live->counts.feeds > others)
        fprintf(out, "%-16s %-7s %8s %9s %7s %7s %7s %7s %7s %8s\n", "feed", "state", "age",
                "entities", "by trip", "by part", "by line", "by stop", "nothing", "refused");
    print_kind(live, LIVE_FEED_TIMETABLE, out);
    if (shared)
        fprintf(out, "%-16s %-7s %8s %9s %8s %8s %8s %8s %8s\n", "shared", "state", "age",
                "documents", "stations", "vehicles", "docks", "zones", "findings");
    print_kind(live, LIVE_FEED_SHARED, out);
    if (parks)
        fprintf(out, "%-16s %-7s %8s %9s %8s %8s %8s\n", "parks", "state", "age", "lots", "matched",
                "free", "findings");
    print_kind(live, LIVE_FEED_PARKS, out);
    if (fares)
        fprintf(out, "%-16s %-7s %8s %9s %8s %8s\n", "prices", "state", "age", "files", "rules",
                "findings");
    print_kind(live, LIVE_FEED_FARES, out);
}
