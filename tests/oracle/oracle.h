#ifndef TESTS_ORACLE_ORACLE_H
#define TESTS_ORACLE_ORACLE_H

#include "engine/base/vec.h"
#include "tests/oracle/rules.h"
#include "tests/oracle/small.h"

/*
 * The slow, obvious planner: lays out every trip of every day, joins every alighting with every
 * boarding that the rules allow, follows these from each first boarding until nothing gets better,
 * and only then asks which of all journeys the question wants. It shares no code with the engine
 * but containers and the distance of two points.
 */

/** All results, by departure, arrival and transfers, each once. Zeroed or vec_of = empty. */
struct oracle_answer {
    struct vec all; /**< struct small_result: every journey whatever, bounds of the question kept */
    struct vec best; /**< struct small_result: what the question wants */
};

/** Answers `question`, as if the rules in `off` did not exist. */
void oracle_run(const struct small_world *world, const struct small_question *question,
                rule_set off, struct oracle_answer *answer);

/** Frees it. */
void oracle_answer_finish(struct oracle_answer *answer);

#endif
