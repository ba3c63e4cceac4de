#ifndef TESTS_ORACLE_SHRINK_H
#define TESTS_ORACLE_SHRINK_H

#include "tests/oracle/small.h"

/** Whether the trouble is still there. */
typedef bool (*shrink_test)(void *context, const struct small_world *world,
                            const struct small_question *question);

/**
 * Takes away trips, calls, rows and wishes as long as `test` stays true, which it must be at first.
 */
void shrink(struct small_world *world, struct small_question *question, shrink_test test,
            void *context);

#endif
