#ifndef TESTS_RICH_STREETS_H
#define TESTS_RICH_STREETS_H

#include "engine/network/draft.h"

/**
 * Streets for a draft: a road past all its stops in turn, with a bend in each stretch, a footway
 * beside it, steps, a lift, a way for residents, a turn that cars may not make; every stop is tied,
 * and so are a car park and a bicycle park.
 */
void rich_streets_add(struct draft *draft);

#endif
