#ifndef BENCH_QUESTIONS_H
#define BENCH_QUESTIONS_H

#include "engine/network/network.h"

/* Questions drawn at random, the same for the same seed: pairs of served stops on one day. */

/** One pair and when. */
struct bench_question {
    stop_ix from, to;
    unix_time time;
};

/** A stream of questions. */
struct bench_questions {
    const struct network *network;
    uint64_t state;
    civil_day day;
};

/**
 * The day to measure on: the date given, or (NULL) a Wednesday in the middle of what the first feed
 * covers. False: the text is no date.
 */
bool bench_day(const struct network *network, const char *date, civil_day *day);

/** Begins; the network must have a feed and at least two served stops. */
void bench_questions_init(struct bench_questions *questions, const struct network *network,
                          civil_day day, uint64_t seed);

/** The next question, between 06:00 and 22:00 local time. */
struct bench_question bench_questions_next(struct bench_questions *questions);

/** The served stops at which the most calls are, the busiest first. Returns how many there are. */
uint32_t bench_busiest(const struct network *network, stop_ix *stops, uint32_t count);

#endif
