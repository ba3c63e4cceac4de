#ifndef TESTS_ORACLE_AGREE_H
#define TESTS_ORACLE_AGREE_H

#include "tests/oracle/engine_side.h"
#include "tests/oracle/oracle.h"

/* Whether engine and oracle say the same. */

/** Both answers to one question. */
struct both {
    struct oracle_answer oracle;
    struct vec engine; /**< struct small_result, in the order of the oracle's */
};

/** Zeroed answers, ready to be filled again and again. */
void both_init(struct both *both);

/** Frees them. */
void both_finish(struct both *both);

/**
 * Asks the two and compares. False: they differ, or the engine names a journey that does not
 * exist; `error` says which (of kind ERROR_NONE when the answers merely differ).
 */
MUST_CHECK bool agree(struct engine_side *side, const struct small_world *world,
                      const struct small_question *question, struct both *both,
                      struct error *error);

/** Whether two lists of results are the same. */
bool same_results(const struct vec *a, const struct vec *b);

#endif
