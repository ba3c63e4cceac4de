#ifndef TESTS_ORACLE_VARIANTS_H
#define TESTS_ORACLE_VARIANTS_H

#include "engine/base/vec.h"
#include "tests/oracle/random.h"
#include "tests/oracle/small.h"

/* The same world told another way: the answers must tell the same journeys. */

/** A world and a question told another way. */
struct variant {
    struct small_world world;
    struct small_question question;
    int64_t turned;  /**< not 0: a time T of the first world is turned - T here */
    int64_t shifted; /**< else it is T + shifted */
};

/**
 * Makes the variant `number` of a world and a question. False: there is no such number, and no
 * higher one. A variant that does not suit the world is the world itself.
 */
bool variant_make(struct random *random, int number, const struct small_world *world,
                  const struct small_question *question, struct variant *variant);

/** What the variant does, in a few words. */
const char *variant_name(int number);

/** Tells the results of a variant (of small_result, sorted) in times of the first world, sorted. */
void variant_tell(const struct variant *variant, struct vec *results);

#endif
