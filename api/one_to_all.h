#ifndef API_ONE_TO_ALL_H
#define API_ONE_TO_ALL_H

#include "api/reply.h"
#include "api/request.h"

/** `one-to-all`: every stop that is reached from a place, with minutes and number of rides. */
bool one_to_all_answer(const struct request *request, struct reply *reply, struct error *error);

#endif
