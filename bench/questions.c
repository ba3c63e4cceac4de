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
