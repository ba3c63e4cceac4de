#ifndef TESTS_ORACLE_ORACLE_EACH_H
#define TESTS_ORACLE_ORACLE_EACH_H

#include "tests/oracle/small.h"

/* Every journey whatever, ride by ride: for what hangs on the rides themselves. */

#define ORACLE_RIDES_MAX 8

/** One ride. */
struct oracle_ride {
    int trip, from_call, to_call;
    int64_t depart, arrive;
    bool stays; /**< one stayed seated from the ride before */
};

/** One journey. */
struct oracle_journey {
    struct oracle_ride rides[ORACLE_RIDES_MAX];
    int ride_count;
    struct small_result result;
    long number; /**< of its row of rides: others that differ only at the doors have the same */
};

/** What is asked beside the question, and who is told. */
struct oracle_each {
    int64_t low, high; /**< none leaves before or arrives later */
    int transfers_max;
    long most; /**< rows of rides to look at, at most */
    void (*visit)(void *context, const struct oracle_journey *journey);
    void *context;
};

/** Tells of each journey within the bounds of the question. False: there are too many. */
bool oracle_each(const struct small_world *world, const struct small_question *question,
                 const struct oracle_each *each);

#endif
