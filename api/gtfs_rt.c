#include "api/answers.h"

#include <string.h>

#include "engine/network/keys.h"

/* Bytes of the list in an error, beside its sentence (struct error). */
enum { LIST_MAX = 160 };

/* The feeds to choose from, as many as an error has room for. */
static const char *list_feeds(const struct request *request, const struct live *live)
{
    const struct network *network = request->worker->world->network;
    const char *list = "";
    for (uint32_t i = 0; i < live->counts.messages; i++) {
        const char *tag = network_text(network, network->feeds[live->messages[i].feed].tag);
        if (strlen(list) + strlen(tag) > LIST_MAX)
            return arena_format(&request->worker->arena, "%s, ...", list);
        list = arena_format(&request->worker->arena, "%s%s`%s`", list, *list ? ", " : "", tag);
    }
    return list;
}

/* The message of the feed asked for, or the only one. NULL: `error` says why. */
static const struct live_message *choose(const struct request *request, const struct live *live,
                                         struct error *error)
{
    const struct network *network = request->worker->world->network;
    const char *tag = request_text(request, "feed");
    feed_ix feed = tag ? keys_feed(network, tag, strlen(tag)) : NO_IX;
    if (!tag && live->counts.messages == 1)
        return &live->messages[0];
    for (uint32_t i = 0; feed != NO_IX && i < live->counts.messages; i++)
        if (live->messages[i].feed == feed)
            return &live->messages[i];
    const char *list = list_feeds(request, live);
    if (!tag)
        error_set(error, ERROR_INPUT, "feed",
                  "several timetables have live data, which one is meant? %s", list);
    else if (feed == NO_IX)
        error_set(error, ERROR_MISSING, "feed",
                  "there is no timetable `%.60s`; there is live data of %s", tag, list);
    else
        error_set(error, ERROR_MISSING, "feed",
                  "nothing live is known of `%.60s`; there is live data of %s", tag, list);
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
