#ifndef API_ONE_TO_MANY_H
#define API_ONE_TO_MANY_H

#include "api/reply.h"
#include "api/request.h"

/** The endpoint one-to-many, by GET and POST: how far it is from one place to many, or back. */
bool one_to_many_answer(const struct request *request, struct reply *reply, struct error *error);

#endif
