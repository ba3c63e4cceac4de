#include "engine/price/corridor.h"

#include "engine/fare/overlay.h"
#include "engine/price/hunt.h"

static void take(struct corridor *corridor, const struct journeys *journeys)
{
    for (uint32_t i = 0; i < journeys->count; i++)
        if (!journey_hires(&journeys->items[i]))
            corridor->ordinary[corridor->ordinary_count++] = &journeys->items[i];
}

/* How far a moment lies in the direction of the search. */
static int64_t along(const struct corridor *corridor, unix_time time)
{
    return corridor->question->query->when.arrive_by ? -time : time;
}

/* When a journey starts and ends, as searched. */
static int64_t leave_of(const struct corridor *corridor, const struct journey *journey)
{
    bool back = corridor->question->query->when.arrive_by;
    return along(corridor, back ? journey->arrive : journey->depart);
}

static int64_t end_of(const struct corridor *corridor, const struct journey *journey)
{
    bool back = corridor->question->query->when.arrive_by;
    return along(corridor, back ? journey->depart : journey->arrive);
}

/* The best end among those that leave at `leave` or later; there is one. */
static int64_t best_end(const struct corridor *corridor, int64_t leave)
{
    int64_t best = INT64_MAX;
    for (uint32_t i = 0; i < corridor->ordinary_count; i++) {
        int64_t end = end_of(corridor, corridor->ordinary[i]);
        if (leave_of(corridor, corridor->ordinary[i]) >= leave && end < best)
            best = end;
    }
    return best;
}

/* The latest departure has the widest corridor: all others are bounded by its journeys, too. */
static void draw_edge(struct corridor *corridor)
{
    const struct price_question *question = corridor->question;
    const struct query_when *when = &question->query->when;
    int64_t close = along(corridor, when->time) + when->window_seconds, last = INT64_MIN;
    for (uint32_t i = 0; i < corridor->ordinary_count; i++) {
        int64_t leave = leave_of(corridor, corridor->ordinary[i]);
        last = leave > last ? leave : last;
    }
    int64_t edge = best_end(corridor, last < close ? last : close) + question->ask->slack_seconds;
    int64_t most = close + when->travel_seconds_max;
    corridor->edge = along(corridor, edge < most ? edge : most);
}

static bool knows_prices(const struct tariff *tariff)
{
    const struct overlay overlay = overlay_of(tariff->world);
    return tariff->counts.fare_products || overlay_exists(&overlay);
}

bool corridor_open(struct corridor *corridor, const struct network *network,
                   const struct price_question *question, const struct journeys *beyond,
                   struct arena *arena)
{
    const struct journeys *ordinary = question->ask->ordinary;
    uint32_t stops = network->facts->served_stops, rides = 0;
    *corridor = (struct corridor){.question = question, .network = network};
    corridor->ordinary =
        arena_array(arena, (size_t)ordinary->count + beyond->count, sizeof(struct journey *));
    take(corridor, ordinary);
    take(corridor, beyond);
    if (!corridor->ordinary_count || !knows_prices(question->ask->tariff))
        return false;
    draw_edge(corridor);
    for (uint32_t i = 0; i < corridor->ordinary_count; i++)
        if (corridor->ordinary[i]->transfers + 1 > rides)
            rides = corridor->ordinary[i]->transfers + 1;
    rides += question->ask->rides_more;
    uint32_t most = question->query->change.transfers_max + 1;
    most = most < FARE_RIDES_MAX ? most : FARE_RIDES_MAX;
    corridor->rides_max = rides < most ? rides : most;
    corridor->latest = arena_array(arena, stops, sizeof *corridor->latest);
    corridor->reached = arena_array(arena, stops, sizeof *corridor->reached);
    return true;
}

/* When the first ordinary journey leaves; there is one. */
static int64_t first_leave(const struct corridor *corridor)
{
    int64_t first = INT64_MAX;
    for (uint32_t i = 0; i < corridor->ordinary_count; i++) {
        int64_t leave = leave_of(corridor, corridor->ordinary[i]);
        first = leave < first ? leave : first;
    }
    return first;
}

bool corridor_has(const struct corridor *corridor, const struct journey *journey)
{
    const struct price_question *question = corridor->question;
    const int64_t slack = question->ask->slack_seconds;
    int64_t leave = leave_of(corridor, journey);
    if (journey->transfers >= corridor->rides_max)
        return false;
    /* As they are searched, the next journeys all leave at one moment: none is better for leaving
     * later, and one that leaves too early may have put an end to one that does not. */
    if (!question->query->when.window_seconds)
        leave = INT64_MIN;
    else if (leave < first_leave(corridor) - slack)
        return false;
    return end_of(corridor, journey) <= best_end(corridor, leave) + slack;
}

struct query corridor_query(const struct corridor *corridor)
{
    struct query query = *corridor->question->query;
    bool ahead = !query.when.arrive_by;
    query.when.travel_seconds_max =
        (int32_t)(along(corridor, corridor->edge) - along(corridor, query.when.time));
    if (query.when.travel_seconds_max < 1)
        query.when.travel_seconds_max = 1;
    query.when.arrive_by = ahead;
    query.when.time = corridor->edge;
    query.when.window_seconds = 0;
    query.change.transfers_max = corridor->rides_max - 1;
    query.known = (struct query_known){0};
    if (ahead)
        query.where.source_count = 0;
    else
        query.where.target_count = 0;
    return query;
}

void corridor_close(const struct corridor *corridor, const struct spread *spread)
{
    const struct standing *standings = spread_row(spread, 0);
    for (uint32_t i = 0; i < spread->stop_count; i++) {
        if (standings[i].off == SPREAD_NEVER)
            continue;
        corridor->reached[spread->stops[i]] = true;
        corridor->latest[spread->stops[i]] =
            along(corridor, along(corridor, corridor->edge) - standings[i].off);
    }
}

static int latest_first(const void *a, const void *b)
{
    const struct goal *one = a, *two = b;
    return (one->leave < two->leave) - (one->leave > two->leave);
}

static void set_goals(const struct corridor *corridor, struct hunt *hunt)
{
    const struct schedule *schedule = hunt->search->schedule;
    bool back = corridor->question->query->when.arrive_by;
    for (uint32_t i = 0; i < corridor->ordinary_count; i++) {
        const struct journey *journey = corridor->ordinary[i];
        search_time depart = schedule_time(schedule, journey->depart);
        search_time arrive = schedule_time(schedule, journey->arrive);
        struct goal goal = {back ? arrive : depart,
                            back ? depart : arrive,
                            journey->transfers + 1,
                            book_journey(&hunt->book, journey),
                            NO_IX,
                            false};
        vec_push(&hunt->ordinary, &goal);
    }
    vec_sort(&hunt->ordinary, latest_first);
}

static void set_latest(const struct corridor *corridor, struct hunt *hunt, struct arena *arena)
{
    const struct schedule *schedule = hunt->search->schedule;
    uint32_t stops = corridor->network->facts->served_stops;
    hunt->latest = arena_array(arena, stops, sizeof *hunt->latest);
    for (uint32_t i = 0; i < stops; i++)
        hunt->latest[i] =
            corridor->reached[i] ? schedule_time(schedule, corridor->latest[i]) : SEARCH_MISSED;
}

void corridor_run(const struct corridor *corridor, struct search *search, struct arena *arena,
                  struct price_answer *answer)
{
    struct hunt hunt;
    struct vec found = vec_of(sizeof(struct journey));
    hunt_open(&hunt, search, corridor->question->ask);
    hunt.rounds = corridor->rides_max;
    hunt.end = schedule_time(search->schedule, corridor->edge);
    set_goals(corridor, &hunt);
    set_latest(corridor, &hunt, arena);
    hunt_run(&hunt, arena, &found);
    answer->stats = hunt.stats;
    journeys_hand_over(&answer->journeys, &found, arena);
    vec_finish(&found);
    hunt_close(&hunt);
}
