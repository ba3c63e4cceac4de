#include "engine/price/hunt.h"

#include <string.h>

#include "engine/base/bitset.h"
#include "engine/base/memory.h"

const struct price_ask price_ask_default = {
    .slack_seconds = 1800,
    .rides_more = 1,
    .labels_max = 20000,
    .steps_max = 300000,
};

void hunt_open(struct hunt *hunt, struct search *search, const struct price_ask *ask)
{
    uint32_t berths = search->network->counts.berth_stops;
    *hunt = (struct hunt){.search = search, .ask = ask};
    book_open(&hunt->book, ask->tariff, ask->profile, search->schedule->span.direction == AHEAD);
    hunt->legs = vec_of(sizeof(struct leg));
    hunt->labels.all = vec_of(sizeof(struct label));
    hunt->spots.all = vec_of(sizeof(struct spot));
    hunt->goals = vec_of(sizeof(struct goal));
    hunt->ordinary = vec_of(sizeof(struct goal));
    hunt->got_off = vec_of(sizeof(uint32_t));
    hunt->ready = vec_of(sizeof(uint32_t));
    hunt->promised = vec_of(sizeof(struct promised));
    hunt->promised_next = vec_of(sizeof(struct promised));
    hunt->labels.heads = memory_zeroed(berths, sizeof *hunt->labels.heads);
    hunt->spots.heads = memory_zeroed(berths, sizeof *hunt->spots.heads);
    hunt->useful = memory_resize(NULL, berths, sizeof *hunt->useful);
    hunt->useful_known = memory_zeroed(bitset_words(berths), sizeof *hunt->useful_known);
}

void hunt_close(struct hunt *hunt)
{
    struct vec *const vecs[] = {&hunt->labels.all, &hunt->spots.all,    &hunt->goals,
                                &hunt->ordinary,   &hunt->got_off,      &hunt->ready,
                                &hunt->promised,   &hunt->promised_next};
    for (size_t i = 0; i < sizeof vecs / sizeof *vecs; i++)
        vec_finish(vecs[i]);
    vec_finish(&hunt->legs);
    intern_finish(&hunt->leg_keys);
    memory_free(hunt->need_off);
    memory_free(hunt->need_board);
    memory_free(hunt->labels.heads);
    memory_free(hunt->spots.heads);
    memory_free(hunt->useful);
    memory_free(hunt->useful_known);
    book_close(&hunt->book);
}

bool hunt_closed(const struct hunt *hunt, berth_ix berth)
{
    return hunt->search->layers[0].vehicle[0][berth] == SEARCH_MISSED;
}

bool hunt_goes_on(struct hunt *hunt)
{
    bool more = hunt->labels.all.count < hunt->ask->labels_max &&
                hunt->spots.all.count < hunt->ask->labels_max &&
                hunt->stats.steps < hunt->ask->steps_max;
    hunt->stats.cut |= !more;
    return more;
}

/* --- Walks --- */

/* Latest moment to board at a berth. */
static search_time latest_at(const struct hunt *hunt, berth_ix berth)
{
    return hunt->latest[hunt->search->network->berth_stops[berth]];
}

static search_time find_useful(const struct hunt *hunt, berth_ix berth)
{
    const struct search *search = hunt->search;
    const search_time *seconds = search->targets[COMING_OWN][0].seconds;
    int32_t change = search->change_seconds[berth];
    search_time best = SEARCH_MISSED;
    if (seconds && seconds[berth] != SEARCH_NEVER)
        best = hunt->end - seconds[berth];
    if (change != CHANGE_NEVER && latest_at(hunt, berth) != SEARCH_MISSED) {
        search_time time = latest_at(hunt, berth) - walk_seconds(search, change);
        best = time > best ? time : best;
    }
    for (uint32_t i = search->footpath_first[berth]; i < search->footpath_first[berth + 1]; i++) {
        const struct footpath *path = &search->footpaths[i];
        search_time time = latest_at(hunt, path->berth);
        if (time != SEARCH_MISSED && time - walk_seconds(search, path->seconds) > best)
            best = time - walk_seconds(search, path->seconds);
    }
    return best;
}

search_time hunt_useful(struct hunt *hunt, berth_ix berth)
{
    if (!bitset_has(hunt->useful_known, berth)) {
        bitset_add(hunt->useful_known, berth);
        hunt->useful[berth] = find_useful(hunt, berth);
    }
    return hunt->useful[berth];
}

static void stand(struct hunt *hunt, uint32_t label, berth_ix berth, search_time time)
{
    if (time < hunt->bound && time <= latest_at(hunt, berth) && !hunt_closed(hunt, berth) &&
        hunt->round + hunt->need_board[berth] <= hunt->rounds)
        bags_stand(hunt, label, berth, time);
}

static void walk_from(struct hunt *hunt, uint32_t number)
{
    const struct search *search = hunt->search;
    const struct way *way = &hunt_label(hunt, number)->way;
    berth_ix berth = way->berth;
    int32_t change = search->change_seconds[berth];
    if (way->dead)
        return;
    if (change != CHANGE_NEVER)
        stand(hunt, number, berth, way->time + walk_seconds(search, change));
    for (uint32_t i = search->footpath_first[berth]; i < search->footpath_first[berth + 1]; i++)
        stand(hunt, number, search->footpaths[i].berth,
              way->time + walk_seconds(search, search->footpaths[i].seconds));
}

/* --- Boarding --- */

/* Whether a later run of the lane may be better than the first, or lead somewhere else. */
static bool takes_each(const struct hunt *hunt, const struct lane *lane)
{
    const struct world *world = hunt->search->world;
    return hunt_links(hunt, lane) ||
           traits_wait_pays(&hunt->book.traits, world_pattern(world, lane->pattern)->route);
}

static uint32_t first_from(const search_time *column, uint32_t count, search_time ready)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (column[middle] < ready)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void board_at(struct hunt *hunt, const struct spot *spot, const struct boarding_place *place)
{
    const struct search *search = hunt->search;
    const struct lane *lane = &search->schedule->lanes[place->lane];
    const search_time *column = search->schedule->boards + place->column;
    search_time ready = spot->way.time, latest = latest_at(hunt, spot->way.berth);
    bool each = takes_each(hunt, lane);
    if (place->last < ready ||
        (search->lanes_allowed && !bitset_has(search->lanes_allowed, place->lane)))
        return;
    for (uint32_t run = first_from(column, lane->run_count, ready);
         run < lane->run_count && column[run] <= latest && column[run] < hunt->bound; run++) {
        uint32_t global = lane->first_run + run;
        if (search->runs_banned && bitset_has(search->runs_banned, global))
            continue;
        hunt_ride(hunt, (struct entry){spot->label, global, place->call, STEP_BOARDED});
        if (!each || !hunt_goes_on(hunt))
            return;
    }
}

static void board(struct hunt *hunt, const struct vec *ready)
{
    const struct schedule *schedule = hunt->search->schedule;
    const uint32_t *numbers = ready->data;
    for (uint32_t i = 0; i < ready->count && hunt_goes_on(hunt); i++) {
        struct spot spot = *(const struct spot *)vec_at(&hunt->spots.all, numbers[i]);
        berth_ix berth = spot.way.berth;
        for (uint32_t k = schedule->place_first[berth];
             !spot.way.dead && k < schedule->place_first[berth + 1]; k++)
            board_at(hunt, &spot, &schedule->places[k]);
    }
}

/* --- Rounds --- */

static void run_round(struct hunt *hunt, const struct departure *from, uint32_t count)
{
    struct vec ready = vec_of(sizeof(uint32_t)), promised = vec_of(sizeof(struct promised));
    vec_move(&ready, &hunt->ready);
    vec_move(&promised, &hunt->promised_next);
    hunt->got_off.count = 0;
    for (uint32_t i = 0; i < promised.count; i++) {
        const struct promised *one = vec_at(&promised, i);
        hunt_ride(hunt, (struct entry){one->label, one->run, one->call, LINK_GUARANTEE});
    }
    for (uint32_t i = 0; i < count; i++)
        hunt_ride(hunt, (struct entry){NO_IX, from[i].run, from[i].call, STEP_BOARDED});
    board(hunt, &ready);
    uint32_t walks = hunt->round < hunt->rounds ? hunt->got_off.count : 0;
    for (uint32_t i = 0; i < walks && hunt_goes_on(hunt); i++)
        walk_from(hunt, ((const uint32_t *)hunt->got_off.data)[i]);
    vec_finish(&ready);
    vec_finish(&promised);
}

static void run_rounds(struct hunt *hunt, const struct departure *from, uint32_t count)
{
    hunt->stats.departures++;
    for (hunt->round = 1; hunt->round <= hunt->rounds; hunt->round++) {
        bool first = hunt->round == 1;
        if (first || hunt->ready.count || hunt->promised_next.count)
            run_round(hunt, first ? from : NULL, first ? count : 0);
    }
    hunt->ready.count = hunt->promised_next.count = 0;
}

/* Lets ordinary journeys count that leave no earlier. */
static void take_ordinary(struct hunt *hunt, search_time leave)
{
    for (; hunt->seen < hunt->ordinary.count; hunt->seen++) {
        const struct goal *goal = vec_at(&hunt->ordinary, hunt->seen);
        if (goal->leave < leave)
            break;
        vec_push(&hunt->goals, goal);
    }
}

/* Draws the corridor of who leaves then; false: no ordinary journey leaves so late. */
static bool enter(struct hunt *hunt, search_time leave)
{
    const struct query_when *when = &hunt->search->query->when;
    const struct schedule *schedule = hunt->search->schedule;
    int64_t best = SEARCH_NEVER;
    take_ordinary(hunt, leave);
    for (uint32_t i = 0; i < hunt->seen; i++) {
        const struct goal *goal = vec_at(&hunt->ordinary, i);
        best = goal->time < best ? goal->time : best;
    }
    int64_t bound = best + hunt->ask->slack_seconds + 1;
    int64_t from = hunt->search->range ? leave : schedule_time(schedule, when->time);
    int64_t most = from + when->travel_seconds_max + 1;
    hunt->leave = leave;
    hunt->bound = (search_time)(bound < most ? bound : most);
    hunt->book.horizon = schedule_unix(schedule, hunt->bound);
    return hunt->seen > 0;
}

/* When it is worth while to leave, from that moment on: who leaves long before the first ordinary
 * journey only waits on the way. */
static search_time worth_leaving(const struct hunt *hunt, search_time from)
{
    const struct goal *first = vec_at(&hunt->ordinary, hunt->ordinary.count - 1);
    search_time least = first->leave - hunt->ask->slack_seconds;
    return least > from ? least : from;
}

static void leave_doors(struct hunt *hunt, search_time leave)
{
    const struct gate *gates = hunt->search->sources[0].data;
    hunt->round = 0;
    for (uint32_t i = 0; i < hunt->search->sources[0].count; i++)
        if (!gates[i].hired)
            stand(hunt, NO_IX, gates[i].berth, leave + gates[i].seconds);
}

static void run_departures(struct hunt *hunt, search_time begin, search_time end)
{
    window_departures(hunt->search, begin, end, DEPARTURES_ALL);
    const struct departure *departures = hunt->search->departures.data;
    uint32_t count = hunt->search->departures.count;
    for (uint32_t i = 0, same; i < count && hunt_goes_on(hunt); i += same) {
        for (same = 1; i + same < count && departures[i + same].leave == departures[i].leave;)
            same++;
        if (enter(hunt, departures[i].leave))
            run_rounds(hunt, &departures[i], same);
    }
}

void hunt_run(struct hunt *hunt, struct arena *arena, struct vec *found)
{
    const struct search *search = hunt->search;
    search_time begin = schedule_time(search->schedule, search->query->when.time);
    search_time end = begin + search->query->when.window_seconds;
    search_time behind = worth_leaving(hunt, end);
    need_find(hunt);
    if (enter(hunt, behind)) {
        leave_doors(hunt, behind);
        run_rounds(hunt, NULL, 0);
    }
    if (search->range)
        run_departures(hunt, worth_leaving(hunt, begin), end);
    for (uint32_t i = 0; i < hunt->goals.count; i++) {
        const struct goal *goal = vec_at(&hunt->goals, i);
        bool outside = search->range && goal->leave >= end;
        if (goal->label != NO_IX && !goal->dead && !outside)
            trail_journey(hunt, goal, arena, vec_add(found));
    }
    hunt->stats.labels = hunt->labels.all.count;
    hunt->stats.kinds = hunt->book.kinds.count;
    hunt->stats.rows = hunt->book.rows.count;
    hunt->stats.priced = hunt->book.priced;
}
