#include "feeds/gtfs/times.h"

#include <math.h>
#include <string.h>

#define DAY_SECONDS 86400
/* No vehicle goes longer than this between two stops with a time and forgets midnight. */
#define OVER_MIDNIGHT_MAX 21600

static bool timed(const struct draft_call *call)
{
    return call->arrive != TIME_UNSAID;
}

static void pair_up(struct draft_call *calls, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (calls[i].arrive == TIME_UNSAID)
            calls[i].arrive = calls[i].depart;
        else if (calls[i].depart == TIME_UNSAID)
            calls[i].depart = calls[i].arrive;
    }
}

static void cut_ends(struct draft_call *calls, uint32_t *count, struct times_report *report)
{
    uint32_t first = 0, end = *count;
    while (first < end && !timed(&calls[first]))
        first++;
    while (end > first && !timed(&calls[end - 1]))
        end--;
    report->cut = *count - (end - first);
    report->first_cut = first;
    if (first)
        memmove(calls, calls + first, (end - first) * sizeof *calls);
    *count = end - first;
}

/* What the walk along the times of a trip knows. */
struct walk {
    struct times_report *report;
    int32_t added; /* days added so far, in seconds */
    int32_t last;  /* the time before */
    uint32_t call;
};

static void mark(struct walk *walk)
{
    struct times_report *report = walk->report;
    if (!report->midnights && !report->raised)
        report->first_bad = walk->call;
}

/* The time as it must be meant after `walk->last`. */
static int32_t next_time(struct walk *walk, int32_t time)
{
    time += walk->added;
    if (time >= walk->last) {
        walk->last = time;
        return time;
    }
    mark(walk);
    int32_t over_midnight = time + DAY_SECONDS - walk->last;
    if (over_midnight >= 0 && over_midnight <= OVER_MIDNIGHT_MAX) {
        walk->added += DAY_SECONDS;
        walk->report->midnights++;
        walk->last = time + DAY_SECONDS;
    } else if (walk->last - time > TIME_RAISE_MAX) {
        walk->report->far_backwards = true;
    } else {
        walk->report->raised++;
    }
    return walk->last;
}

static void straighten(struct draft_call *calls, uint32_t count, struct times_report *report)
{
    struct walk walk = {.report = report, .last = INT32_MIN};
    for (uint32_t i = 0; i < count && !report->far_backwards; i++) {
        if (!timed(&calls[i]))
            continue;
        walk.call = i + report->first_cut;
        calls[i].arrive = next_time(&walk, calls[i].arrive);
        calls[i].depart = next_time(&walk, calls[i].depart);
    }
}

/* Whether all calls from `last` to `next` say how far along they are, and never step back. */
static bool measured(const struct draft_call *calls, uint32_t last, uint32_t next)
{
    for (uint32_t i = last + 1; i <= next; i++)
        if (!(calls[i].shape_distance >= calls[i - 1].shape_distance))
            return false;
    return isfinite(calls[next].shape_distance - calls[last].shape_distance) &&
           calls[next].shape_distance > calls[last].shape_distance;
}

static void fill(struct draft_call *calls, uint32_t last, uint32_t next)
{
    int64_t start = calls[last].depart, span = (int64_t)calls[next].arrive - start;
    bool by_distance = measured(calls, last, next);
    double from = (double)calls[last].shape_distance;
    double length = (double)calls[next].shape_distance - from;
    for (uint32_t k = last + 1; k < next; k++) {
        int64_t passed =
            by_distance
                ? (int64_t)((double)span * (((double)calls[k].shape_distance - from) / length))
                : span * (k - last) / (next - last);
        calls[k].arrive = calls[k].depart = (day_time)(start + passed);
    }
}

static void fill_all(struct draft_call *calls, uint32_t count, struct times_report *report)
{
    uint32_t last = 0;
    for (uint32_t i = 1; i < count; i++) {
        if (!timed(&calls[i]))
            continue;
        if (i - last > 1) {
            fill(calls, last, i);
            report->estimated = true;
        }
        last = i;
    }
}

struct times_report times_mend(struct draft_call *calls, uint32_t *count)
{
    struct times_report report = {0};
    pair_up(calls, *count);
    cut_ends(calls, count, &report);
    straighten(calls, *count, &report);
    if (!report.far_backwards)
        fill_all(calls, *count, &report);
    for (uint32_t i = 0; i < *count; i++)
        report.estimated |= calls[i].reserved[0] == CALL_APPROXIMATE;
    return report;
}
