#include "api/server/edition.h"

#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/memory.h"
#include "engine/network/keys.h"

enum { QUESTIONS = 20, MORNING_SECONDS = 8 * 3600, WINDOW_SECONDS = 3600 };

static char *copy_text(const char *text, const char *ending)
{
    size_t length = strlen(text), more = strlen(ending);
    char *copy = memory_zeroed(length + more + 1, 1);
    memcpy(copy, text, length);
    memcpy(copy + length, ending, more);
    return copy;
}

bool edition_open(struct edition **out, const struct edition_plan *plan, struct error *error)
{
    struct edition *edition = memory_zeroed(1, sizeof *edition);
    if (!network_open(&edition->network, plan->path, error) ||
        (!plan->trust && !network_verify(&edition->network, error))) {
        network_close(&edition->network);
        memory_free(edition);
        return false;
    }
    edition->places = places_create(&edition->network);
    edition->schedules = plan->schedules;
    edition->planners = memory_zeroed(plan->planners, sizeof *edition->planners);
    edition->planner_count = plan->planners;
    edition->path = copy_text(plan->path, "");
    edition->live = plan->live ? copy_text(plan->live, "") : copy_text(plan->path, ".live");
    edition->users = 1;
    *out = edition;
    return true;
}

struct edition *edition_hold(struct edition *edition)
{
    edition->users++;
    return edition;
}

void edition_drop(struct edition *edition)
{
    if (!edition || --edition->users > 0)
        return;
    for (uint32_t i = 0; i < edition->planner_count; i++)
        planner_destroy(edition->planners[i]);
    memory_free(edition->planners);
    schedules_forget(edition->schedules, &(struct world){.network = &edition->network});
    places_destroy(edition->places);
    network_close(&edition->network);
    memory_free(edition->path);
    memory_free(edition->live);
    memory_free(edition);
}

/* Today, if something runs at all by then, else the first day of the feed that begins first. */
static unix_time morning_of(const struct network *network)
{
    struct zone zone = network_zone(network, network->feeds[0].zone);
    civil_day today = zone_day(&zone, clock_now()), day = INT32_MAX;
    for (feed_ix feed = 0; feed < network->counts.feeds; feed++) {
        const struct feed *one = &network->feeds[feed];
        civil_day first = one->first_day > today ? one->first_day : today;
        if (one->first_day <= one->last_day && first <= one->last_day && first < day)
            day = first;
    }
    return zone_time(&zone, day == INT32_MAX ? today : day, MORNING_SECONDS);
}

/* A row of numbers that is the same for the same image: what fails once can be asked again. */
static stop_ix next_stop(const struct network *network, uint64_t *row)
{
    *row ^= *row << 13;
    *row ^= *row >> 7;
    *row ^= *row << 17;
    return (stop_ix)(*row % network->facts->served_stops);
}

static bool ask(struct edition *edition, struct planner *planner, uint64_t *row, unix_time time,
                struct edition_look *look, struct error *error)
{
    const struct world world = {.network = &edition->network};
    struct endpoint from = {.stop = next_stop(&edition->network, row), .seconds = 0};
    struct endpoint to = {.stop = next_stop(&edition->network, row), .seconds = 0};
    struct query query = query_default;
    struct arena arena = {0};
    struct journeys journeys;
    query.where = (struct query_where){
        .sources = &from, .targets = &to, .source_count = 1, .target_count = 1};
    query.when.time = time;
    query.when.window_seconds = WINDOW_SECONDS;
    bool answered = planner_run(planner, &world, &query, &arena, &journeys, error);
    look->asked++;
    look->found += answered && journeys.count > 0;
    arena_finish(&arena);
    return answered;
}

bool edition_probe(struct edition *edition, struct edition_look *look, struct error *error)
{
    uint64_t row = image_id(&edition->network.image) | 1;
    int64_t start = clock_ticks();
    bool answered = true;
    *look = (struct edition_look){0};
    if (edition->network.counts.feeds == 0 || edition->network.facts->served_stops == 0)
        return error_set(error, ERROR_INPUT, edition->path, "nothing runs in this network");
    struct planner *planner = planner_create(&edition->network);
    planner_share_schedules(planner, edition->schedules);
    unix_time time = morning_of(&edition->network);
    for (int i = 0; i < QUESTIONS && answered; i++)
        answered = ask(edition, planner, &row, time, look, error);
    planner_destroy(planner);
    look->nanoseconds = clock_ticks() - start;
    return answered;
}

bool edition_follows(const struct network *last, const struct network *next, struct error *error)
{
    for (feed_ix feed = 0; feed < last->counts.feeds; feed++) {
        const char *tag = network_text(last, last->feeds[feed].tag);
        feed_ix same = keys_feed(next, tag, strlen(tag));
        uint64_t before = keys_count(last, feed).trips;
        uint64_t after = same == NO_IX ? 0 : keys_count(next, same).trips;
        if (after * 10 < before * 9)
            return error_set(error, ERROR_INPUT, tag,
                             "of %llu trips %llu are left, and fewer than nine of ten are taken "
                             "for a mistake; a forced reload takes them",
                             (unsigned long long)before, (unsigned long long)after);
    }
    return true;
}
