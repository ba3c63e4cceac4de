#ifndef API_CLI_FARE_LIST_TEXT_H
#define API_CLI_FARE_LIST_TEXT_H

#include "api/cli/screen.h"
#include "engine/base/arena.h"
#include "engine/world/world.h"

/**
 * Prints what a question about prices may name, kind by kind with the option it is given with, and
 * the city's other rules:
 *
 *     Passes (--pass)
 *       mensuel        Abonnement Rade      42.00 EUR a month; maree:urbain, velo-rade; ...
 *
 * What it needs for that is made in the arena.
 */
void fare_list_print(const struct screen *screen, const struct world *world, struct arena *arena);

#endif
