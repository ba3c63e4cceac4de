#include "bench/questions.h"

#include <string.h>

/* xorshift64*, Vigna 2016: small, fast, good enough to draw pairs. */
static uint64_t draw(struct bench_questions *questions, uint64_t below)
{
    uint64_t x = questions->state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    questions->state = x;
    return (x * UINT64_C(2685821657736338717) >> 16) % below;
}

bool bench_day(const struct network *network, const char *date, civil_day *day)
{
    const struct feed *feed = &network->feeds[0];
    if (date)
        return civil_parse_day(date, strlen(date), day);
    *day = (civil_day)(((int64_t)feed->first_day + feed->last_day) / 2);
    while (civil_weekday(*day) != 2)
        ++*day;
    return true;
}

void bench_questions_init(struct bench_questions *questions, const struct network *network,
                          civil_day day, uint64_t seed)
{
    *questions = (struct bench_questions){network, seed * 2 + 1, day};
}

struct bench_question bench_questions_next(struct bench_questions *questions)
{
    const struct network *network = questions->network;
    uint32_t stops = network->facts->served_stops;
    struct zone zone = network_zone(network, network->feeds[0].zone);
    struct bench_question question = {.from = (stop_ix)draw(questions, stops)};
    do
        question.to = (stop_ix)draw(questions, stops);
    while (question.to == question.from && stops > 1);
    question.time =
        zone_time(&zone, questions->day, 6 * 3600 + (int32_t)draw(questions, 16 * 3600));
    return question;
}

static uint64_t calls_at(const struct network *network, stop_ix stop)
{
    uint64_t calls = 0;
    for (uint32_t i = network->stop_pattern_first[stop]; i < network->stop_pattern_first[stop + 1];
         i++)
        calls += network->patterns[network->stop_patterns[i].pattern].trip_count;
    return calls;
}

uint32_t bench_busiest(const struct network *network, stop_ix *stops, uint32_t count)
{
    uint32_t found = 0;
    for (stop_ix stop = 0; stop < network->facts->served_stops; stop++) {
        uint32_t at = found < count ? found++ : count;
        for (; at > 0 && calls_at(network, stops[at - 1]) < calls_at(network, stop); at--)
            if (at < count)
                stops[at] = stops[at - 1];
        if (at < count)
            stops[at] = stop;
    }
    return found;
}
