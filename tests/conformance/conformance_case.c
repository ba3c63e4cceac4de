#include <stdio.h>

#include "tests/conformance/case.h"

/*
 *   conformance_case CASE_FOLDER IMAGE
 *
 * Loads the feed of a case into the file IMAGE, asks its question and prints the neutral answer.
 * Exit 0: answered; 2: it could not be; 77: we do not offer what it wants (one line on stderr).
 */

#define STEP_SECONDS 3600

static bool ask(struct planner *planner, const struct world *world, struct case_file *file,
                struct journeys *journeys, struct error *error)
{
    const struct query *query = &file->query;
    *journeys = (struct journeys){0};
    if (query->when.travel_seconds_max <= 0 || query->where.source_count == 0 ||
        query->where.target_count == 0)
        return true;
    return query_check(query, &file->network, error) &&
           planner_run(planner, world, query, &file->arena, journeys, error);
}

/* Makes the window longer until there are as many journeys as wanted; a moment may become one. */
static bool ask_until_enough(struct planner *planner, const struct world *world,
                             struct case_file *file, struct journeys *journeys, struct error *error)
{
    struct query_when *when = &file->query.when;
    for (;;) {
        if (!ask(planner, world, file, journeys, error))
            return false;
        unix_time end = when->time + when->window_seconds + STEP_SECONDS;
        if (journeys->count >= file->journeys_min || end > file->window_last ||
            when->window_seconds + STEP_SECONDS > QUERY_WINDOW_SECONDS_MAX)
            return true;
        when->window_seconds += STEP_SECONDS;
    }
}

static int fail(struct case_file *file, const struct error *error)
{
    fprintf(stderr, "%s: %s\n", error->place, error->text);
    case_close(file);
    return 2;
}

int main(int count, char **arguments)
{
    struct case_file file;
    struct case_skip skip = {0};
    struct error error = {0};
    struct journeys journeys;
    if (count != 3) {
        fprintf(stderr, "usage: conformance_case CASE_FOLDER IMAGE\n");
        return 2;
    }
    if (!case_open(&file, arguments[1], arguments[2], &skip, &error)) {
        if (!skip.reason[0])
            return fail(&file, &error);
        fprintf(stderr, "skip: %s\n", skip.reason);
        case_close(&file);
        return 77;
    }
    const struct world world = {.network = &file.network};
    struct planner *planner = planner_create(&file.network);
    bool done = ask_until_enough(planner, &world, &file, &journeys, &error);
    if (done)
        case_print(&file, &journeys);
    planner_destroy(planner);
    if (!done)
        return fail(&file, &error);
    case_close(&file);
    return 0;
}
