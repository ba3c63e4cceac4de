#include "api/answers.h"

#include <string.h>

#include "engine/network/keys.h"

/* The message of the feed asked for, or the only one. NULL: `error` says why. */
static const struct live_message *choose(const struct request *request, const struct live *live,
                                         struct error *error)
{
    const struct network *network = request->worker->world->network;
    const char *tag = request_text(request, "feed");
    feed_ix feed = tag ? keys_feed(network, tag, strlen(tag)) : NO_IX;
    if (tag && feed == NO_IX) {
        error_set(error, ERROR_MISSING, "feed", "there is no timetable `%s`", tag);
        return NULL;
    }
    if (!tag && live->counts.messages > 1) {
        error_set(error, ERROR_INPUT, "feed",
                  "several timetables have live data: which one? (`%s`, say)",
                  network_text(network, network->feeds[live->messages[0].feed].tag));
        return NULL;
    }
    for (uint32_t i = 0; i < live->counts.messages; i++)
        if (!tag || live->messages[i].feed == feed)
            return &live->messages[i];
    error_set(error, ERROR_MISSING, "feed", "nothing live is known of `%s`", tag);
    return NULL;
}

bool gtfs_rt_answer(const struct request *request, struct reply *reply, struct error *error)
{
    const struct live *live = request->worker->world->live;
    if (!live || !live->counts.messages)
        return error_set(error, ERROR_MISSING, request->path, "there is no live data");
    const struct live_message *message = choose(request, live, error);
    if (!message)
        return false;
    char *body = arena_alloc(&request->worker->arena, message->size);
    memcpy(body, live->republished + message->first, message->size);
    reply->content_type = "application/x-protobuf";
    reply->body = body;
    reply->size = message->size;
    return true;
}
