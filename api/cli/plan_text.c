#include "api/cli/plan_text.h"

#include <stdio.h>
#include <string.h>

#include "api/cli/journey_text.h"
#include "api/cli/plan_fare.h"
#include "api/cli/question.h"
#include "api/plan.h"
#include "engine/base/clock.h"

static void print_head(const struct plan_text *told, const struct screen *screen)
{
    const struct question *question = told->question;
    char line[400], clock[CIVIL_TEXT], day[CIVIL_TEXT];
    unix_time time = question->query.when.time;
    screen_clock(&question->zone, time, clock);
    snprintf(line, sizeof line, "%s to %s", question->from.name, question->to.name);
    screen_bold(screen, line);
    fprintf(screen->out, "\n%s, %s %s (%s)\n\n", screen_day(zone_day(&question->zone, time), day),
            question->query.when.arrive_by ? "arriving by"
            : told->asked->at              ? "leaving from"
                                           : "leaving now,",
            clock, question->zone_name);
}

/* The timetables that do not know the day asked for. Whether there are any. */
static bool print_other_days(const struct plan_text *told)
{
    bool some = false;
    const struct question *question = told->question;
    const struct network *network = told->world->network;
    char first[CIVIL_TEXT], last[CIVIL_TEXT];
    civil_day day = zone_day(&question->zone, question->query.when.time);
    for (feed_ix i = 0; i < network->counts.feeds; i++) {
        if (day >= network->feeds[i].first_day && day <= network->feeds[i].last_day)
            continue;
        printf("The timetable \"%s\" runs from %s to %s only; ask with --at for such a day.\n",
               network_text(network, network->feeds[i].tag),
               civil_text_day(network->feeds[i].first_day, first),
               civil_text_day(network->feeds[i].last_day, last));
        some = true;
    }
    return some;
}

/* That they know the day and nothing runs on it. */
static void print_gap(const struct plan *plan)
{
    for (uint32_t i = 0; i < plan->reason_count; i++)
        if (strcmp(plan->reasons[i].code, "OUTSIDE_SERVICE_PERIOD") == 0)
            printf("%s\n", plan->reasons[i].text);
}

static bool drives(const struct asked *asked, const char *list)
{
    return list ? question_drives(list) : asked->bike;
}

/* How to look farther from a door: by the limit of those means that reach farthest. */
static void print_hint(const struct asked *asked, const struct where *where, const char *list)
{
    int64_t minutes = drives(asked, list) ? asked->drive_minutes : asked->walk_minutes;
    if (where->is_point && minutes < DOOR_MINUTES_MAX)
        printf("Stops farther from %s are looked at with --%s %d.\n", where->name,
               drives(asked, list) ? "drive" : "walk",
               (int)(2 * minutes < DOOR_MINUTES_MAX && minutes ? 2 * minutes : DOOR_MINUTES_MAX));
}

/* Nothing is in reach of a door. */
static void print_no_stop(const struct plan_text *told, bool from)
{
    const struct question *question = told->question;
    const struct where *where = from ? &question->from : &question->to;
    const char *list = from ? question->access : question->egress;
    if (drives(told->asked, list) && told->plan->note_count &&
        !told->world->network->counts.street_edges)
        return; /* A note says already that there are no streets. */
    if (drives(told->asked, list))
        printf("No stop that anything serves lies within %d min of %s %s%s.\n",
               (int)told->asked->drive_minutes, where->name,
               list && strstr(list, "RENTAL") ? "with the vehicles asked for" : "by bicycle or car",
               list && strstr(list, "PARKING") ? " and on from a park" : "");
    else
        printf("No stop that anything serves lies within a walk of %d min of %s.\n",
               (int)told->asked->walk_minutes, where->name);
    print_hint(told->asked, where, list);
}

/* Why there is nothing, as far as that can be told. */
static void print_reason(const struct plan_text *told)
{
    const struct question *question = told->question;
    const struct query_where *where = &told->plan->query.where;
    if (!where->source_count || !where->target_count) {
        print_no_stop(told, !where->source_count);
        return;
    }
    if (told->asked->modes && !*told->asked->modes) {
        printf("No rides were asked for.\n");
        return;
    }
    printf("No journey found: none within %d h and %u changes",
           (int)(question->query.when.travel_seconds_max / 3600),
           (unsigned)question->query.change.transfers_max);
    if (told->asked->modes)
        printf(", by %s only", told->asked->modes);
    if (told->asked->vias.count)
        printf(", by way of %s", question->vias[0].name);
    if (told->asked->bike)
        printf(", riding only what is said to carry bicycles");
    if (told->asked->wheelchair)
        printf(", avoiding what is known not to be step-free");
    printf(".\n");
    print_hint(told->asked, &question->from, question->access);
    if (!question->from.is_point || question->access != question->egress)
        print_hint(told->asked, &question->to, question->egress);
}

/* What was left out; of parameters that say the same of several parts of the way once. */
static void print_notes(const struct plan *plan)
{
    for (uint32_t i = 0; i < plan->note_count; i++) {
        bool said = false;
        for (uint32_t k = 0; k < i; k++)
            said |= strcmp(plan->notes[i].text, plan->notes[k].text) == 0;
        if (!said)
            printf("%s\n", plan->notes[i].text);
    }
}

static void print_plan(const struct plan_text *told, const struct journey_text *text)
{
    const struct plan *plan = told->plan;
    const struct way *directs[sizeof plan->directs / sizeof *plan->directs];
    for (uint32_t i = 0; i < plan->journeys.count; i++) {
        journey_text_print(text, &plan->journeys.items[i], i + 1);
        if (told->asked->fares)
            plan_fare_print(plan, text, &plan->journeys.items[i]);
    }
    for (uint32_t i = 0; i < plan->direct_count; i++) {
        journey_text_direct(text, directs[i] = &plan->directs[i].way);
        if (told->asked->fares)
            plan_fare_print_direct(plan, text, &plan->directs[i]);
    }
    print_notes(plan);
    if (!plan->journeys.count && !plan->direct_count)
        print_reason(told);
    if (!plan->journeys.count && !print_other_days(told))
        print_gap(plan);
    if (plan->journeys.count || plan->direct_count)
        journey_text_sources(text, &plan->journeys, directs, plan->direct_count);
}

bool plan_text_print(const struct plan_text *told)
{
    const struct question *question = told->question;
    const struct screen screen = screen_of(stdout);
    const struct journey_text text = {
        .screen = &screen,
        .world = told->world,
        .from = question->from.name,
        .to = question->to.name,
        .zone = question->zone,
        .day = zone_day(&question->zone, question->query.when.time),
        .now = clock_now(),
        .step_free = told->asked->wheelchair,
        .vias = question->vias,
        .ways = &told->plan->ways,
        .steps = told->asked->steps,
    };
    print_head(told, &screen);
    print_plan(told, &text);
    return told->plan->journeys.count || told->plan->direct_count;
}
