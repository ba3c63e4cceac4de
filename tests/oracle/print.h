#ifndef TESTS_ORACLE_PRINT_H
#define TESTS_ORACLE_PRINT_H

#include <stdio.h>

#include "engine/base/vec.h"
#include "tests/oracle/small.h"

/** Prints the world as the tables of a GTFS feed. */
void print_world(FILE *out, const struct small_world *world);

/** Prints all of the question that is not as usual. */
void print_question(FILE *out, const struct small_world *world,
                    const struct small_question *question);

/** Prints a set of results, times as HH:MM:SS of the first feed's clock of the world's day. */
void print_results(FILE *out, const char *title, const struct small_world *world,
                   const struct vec *results);

#endif
