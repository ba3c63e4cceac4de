#include "api/answers.h"

#include <string.h>

bool gtfs_rt_answer(const struct request *request, struct reply *reply, struct error *error)
{
    const struct live *live = request->worker->world->live;
    if (!live || !live->counts.republished)
        return error_set(error, ERROR_MISSING, request->path, "there is no live data");
    size_t size = live->counts.republished;
    char *body = arena_alloc(&request->worker->arena, size);
    memcpy(body, live->republished, size);
    reply->content_type = "application/x-protobuf";
    reply->body = body;
    reply->size = size;
    return true;
}
