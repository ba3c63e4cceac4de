#include "engine/base/bitset.h"
#include "engine/search/search.h"

/* Whether whatever can be boarded there has been ridden before. */
static inline bool is_covered(const struct search *search, uint32_t round,
                              const struct boarding_place *place, search_time ready)
{
    const struct schedule *schedule = search->schedule;
    uint32_t limit = search->covered[round][place->cover + 1];
    if (limit == NO_IX)
        return false;
    return limit == 0 || ready > schedule->boards[place->column + limit - 1];
}

/* Collects the lanes that pass the marked berths, each from the first such call on. */
static void collect_lanes(struct search *search, const struct labels *labels, uint32_t round)
{
    const struct schedule *schedule = search->schedule;
    const berth_ix *marked = labels->marked[round - 1].data;
    for (uint32_t i = 0; i < labels->marked[round - 1].count; i++) {
        search_time ready = labels->now[marked[i]];
        if (ready >= search->bound)
            continue;
        for (uint32_t k = schedule->place_first[marked[i]];
             k < schedule->place_first[marked[i] + 1]; k++) {
            const struct boarding_place *place = &schedule->places[k];
            if (place->last < ready ||
                (search->lanes_allowed && !bitset_has(search->lanes_allowed, place->lane)) ||
                is_covered(search, round, place, ready))
                continue;
            if (!bitset_has(search->lane_set, place->lane)) {
                bitset_add(search->lane_set, place->lane);
                search->lane_first[place->lane] = place->call;
            } else if (place->call < search->lane_first[place->lane]) {
                search->lane_first[place->lane] = place->call;
            }
        }
    }
}

static void scan_lanes(struct search *search, uint32_t layer, uint32_t round)
{
    uint32_t words = (uint32_t)bitset_words(search->schedule->lane_count);
    for (uint32_t word = 0; word < words; word++) {
        uint64_t bits = search->lane_set[word];
        search->lane_set[word] = 0;
        for (; bits; bits &= bits - 1) {
            uint32_t lane = word * 64 + (uint32_t)__builtin_ctzll(bits);
            scan_lane(search, layer, round, lane, search->lane_first[lane]);
        }
    }
}

/* Times of the round before hold for the later ones too: what takes fewer rides is not worse. */
static void carry_time(search_time *const *times, uint32_t round, uint32_t rounds, berth_ix berth)
{
    search_time time = times[round - 1][berth];
    for (; round < rounds && times[round][berth] > time; round++)
        times[round][berth] = time;
}

static void carry(struct labels *labels, uint32_t round)
{
    const berth_ix *improved = labels->improved[round - 1].data;
    for (uint32_t i = 0; i < labels->improved[round - 1].count; i++)
        carry_time(labels->vehicle, round, labels->rounds, improved[i]);
    const berth_ix *marked = labels->marked[round - 1].data;
    for (uint32_t i = 0; i < labels->marked[round - 1].count; i++)
        carry_time(labels->ready, round, labels->rounds, marked[i]);
}

static void unmark(struct labels *labels, uint32_t round)
{
    const berth_ix *marked = labels->marked[round].data;
    for (uint32_t i = 0; i < labels->marked[round].count; i++)
        labels->now[marked[i]] = SEARCH_NEVER;
}

/* What a round may still better: the best arrival with up to that many rides. */
static void open_round(struct search *search, uint32_t round, search_time latest)
{
    for (uint32_t coming = 0; coming < COMINGS; coming++) {
        struct arrival *arrivals = search->arrivals[coming];
        if (arrivals[round - 1].time < arrivals[round].time)
            arrivals[round] = arrivals[round - 1];
        search->arrived[coming][round] = false;
    }
    search_time best = search->arrivals[COMING_OWN][round].time;
    search->bound = best < latest ? best : latest;
}

static bool anything_marked(const struct search *search, uint32_t round)
{
    bool any = search->promised[round + 1].count > 0;
    for (uint32_t layer = 0; layer < search->layer_count; layer++)
        any |= search->layers[layer].marked[round].count > 0;
    return any;
}

static void take_seats(struct search *search, uint32_t round)
{
    for (uint32_t i = 0; i < search->promised[round].count; i++) {
        uint32_t number = *(const uint32_t *)vec_at(&search->promised[round], i);
        struct seat seat = *(const struct seat *)vec_at(&search->seats, number);
        scan_run(search, seat.layer, round, seat.run, seat.call, number);
    }
}

static void run_round(struct search *search, uint32_t round, const struct departure *from,
                      uint32_t count)
{
    search->stats.rounds++;
    for (uint32_t layer = 0; layer < search->layer_count && search->range; layer++)
        carry(&search->layers[layer], round);
    take_seats(search, round);
    for (uint32_t i = 0; i < count; i++)
        scan_run(search, 0, round, from[i].run, from[i].call, NO_IX);
    for (uint32_t layer = 0; layer < search->layer_count; layer++) {
        struct labels *labels = &search->layers[layer];
        if (!from || round > 1 || layer > 0) {
            collect_lanes(search, labels, round);
            scan_lanes(search, layer, round);
        }
        unmark(labels, round - 1);
    }
    for (uint32_t layer = 0; layer < search->layer_count; layer++)
        walk_on(search, layer, round);
}

void rounds_run(struct search *search, search_time leave, const struct departure *from,
                uint32_t count)
{
    int64_t latest = (int64_t)leave + search->query->when.travel_seconds_max + 1;
    search->stats.departures++;
    for (uint32_t round = 1; round <= search->rounds; round++) {
        open_round(search, round, (search_time)latest);
        if (round == 1 || anything_marked(search, round - 1))
            run_round(search, round, round == 1 ? from : NULL, round == 1 ? count : 0);
    }
    for (uint32_t layer = 0; layer < search->layer_count; layer++)
        unmark(&search->layers[layer], search->rounds);
}
