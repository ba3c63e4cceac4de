#include "engine/base/bitset.h"
#include "engine/search/search.h"

/*
 * Range search (rRAPTOR): every moment at which leaving the source just catches something is a
 * departure of its own; they are searched from the latest to the earliest on the same labels, so
 * that a departure only looks at what no later one did as well. The first search leaves at the end
 * of the window and yields no journey: it knows what beats the rest.
 */

void search_restart(struct search *search)
{
    for (uint32_t i = 0; i < search->layer_count; i++)
        labels_next_departure(&search->layers[i]);
    for (uint32_t i = 0; i < ROUNDS_MAX; i++)
        search->promised[i].count = 0;
    search->seats.count = 0;
}

/* Traces what this departure bettered; journeys that a later round beats are none. */
static void keep_journeys(struct search *search, struct arena *arena, struct vec *found)
{
    for (uint32_t round = 1; round <= search->rounds; round++) {
        search_time own = search->arrivals[COMING_OWN][round].time;
        if (search->arrived[COMING_OWN][round])
            trace_journey(search, COMING_OWN, round, arena, vec_add(found));
        if (search->arrived[COMING_HIRED][round] &&
            search->arrivals[COMING_HIRED][round].time < own)
            trace_journey(search, COMING_HIRED, round, arena, vec_add(found));
    }
}

static int latest_known(const void *a, const void *b)
{
    const struct known *one = a, *two = b;
    return (one->leave < two->leave) - (one->leave > two->leave);
}

static void collect_known(struct search *search, search_time end)
{
    const struct query_known *known = &search->query->known;
    search->known.count = 0;
    for (uint32_t i = 0; known->beyond && i <= QUERY_TRANSFERS_MAX; i++)
        if (known->beyond->known[i])
            vec_push(&search->known,
                     &(struct known){end, schedule_time(search->schedule, known->beyond->times[i]),
                                     i + 1});
    for (uint32_t i = 0; i < known->count; i++) {
        const struct journey *journey = &known->journeys[i];
        search_time depart = schedule_time(search->schedule, journey->depart);
        search_time arrive = schedule_time(search->schedule, journey->arrive);
        bool ahead = depart <= arrive;
        vec_push(&search->known, &(struct known){ahead ? depart : arrive, ahead ? arrive : depart,
                                                 journey->transfers + 1});
    }
    vec_sort(&search->known, latest_known);
}

/* Who leaves now has to arrive before all who leave no earlier with as few rides; where just the
 * next journeys are asked for, who is there at the same time may have left later. Returns how many
 * are seen to, of which `seen` were before. */
static uint32_t beat_known(struct search *search, uint32_t seen, search_time leave)
{
    const struct known *known = search->known.data;
    for (; seen < search->known.count && known[seen].leave >= leave; seen++) {
        struct arrival *best = &search->arrivals[COMING_OWN][known[seen].round];
        search_time time = known[seen].time + !search->range;
        if (known[seen].round <= search->rounds && time < best->time)
            best->time = time;
    }
    return seen;
}

/* What the search that leaves at the end of the window found. */
static void note_beyond(struct search *search)
{
    search->beyond = (struct query_beyond){0};
    for (uint32_t round = 1; search->range && round <= search->rounds; round++) {
        search_time time = search->arrivals[COMING_OWN][round].time;
        search->beyond.known[round - 1] = time != SEARCH_NEVER;
        if (time != SEARCH_NEVER)
            search->beyond.times[round - 1] = schedule_unix(search->schedule, time);
    }
}

static void run_departures(struct search *search, struct arena *arena, struct vec *found)
{
    const struct departure *departures = search->departures.data;
    uint32_t count = search->departures.count, known = 0;
    for (uint32_t i = 0; i < count;) {
        uint32_t same = 1;
        known = beat_known(search, known, departures[i].leave);
        while (i + same < count && departures[i + same].leave == departures[i].leave)
            same++;
        search_restart(search);
        if (search->layer_count == 1) {
            rounds_run(search, departures[i].leave, &departures[i], same);
        } else { /* Doors may lead into any layer: let the first round find out. */
            search_leave(search, departures[i].leave);
            rounds_run(search, departures[i].leave, NULL, 0);
        }
        keep_journeys(search, arena, found);
        i += same;
    }
}

void window_run(struct search *search, struct arena *arena, struct journeys *journeys)
{
    const struct query_when *when = &search->query->when;
    search_time begin = schedule_time(search->schedule, when->time);
    search_time end = begin + when->window_seconds;
    struct vec found = vec_of(sizeof(struct journey));
    search_restart(search);
    collect_known(search, end);
    beat_known(search, 0, end);
    search_leave(search, end);
    rounds_run(search, end, NULL, 0);
    note_beyond(search);
    if (search->range) {
        window_departures(search, begin, end, DEPARTURES_OF_USE);
        run_departures(search, arena, &found);
    } else {
        keep_journeys(search, arena, &found);
    }
    journeys_hand_over(journeys, &found, arena);
    vec_finish(&found);
}
