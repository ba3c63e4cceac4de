#ifndef API_STOP_H
#define API_STOP_H

#include "api/reply.h"
#include "api/request.h"

/** The endpoint: a stop and the routes that serve it. */
bool stop_answer(const struct request *request, struct reply *reply, struct error *error);

#endif
