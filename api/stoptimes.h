#ifndef API_STOPTIMES_H
#define API_STOPTIMES_H

#include "api/around.h"
#include "api/reasons.h"
#include "api/reply.h"
#include "api/style.h"
#include "engine/board/board.h"

/** A departure board as asked for and found. */
struct stoptimes {
    struct style style;
    struct around around;
    struct board_query query;
    struct board_page page;
    bool stops; /**< with the stops before (arrivals) or after (departures) */
    struct board board;
    struct board_span span;
    struct reason reason; /**< why there is nothing; without a code: nothing has to be said */
};

/** The endpoint: departures and arrivals at a stop or around a point. */
bool stoptimes_answer(const struct request *request, struct reply *reply, struct error *error);

#endif
