#include "api/server/exchange.h"

#include <stdio.h>
#include <string.h>

#include "api/moment.h"
#include "api/routes.h"
#include "api/server/editions.h"
#include "api/server/guard.h"
#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/base/memory.h"

enum { LOGGED_PATH = 160 };

/* Bytes of a stream that are handed over at a time. */
#define STREAM_BLOCK 32768

/* Bodies of all clients together; more are asked to come again. */
#define BODIES_BYTES_MAX ((size_t)64 << 20)

/* What one thread has. While it answers from a layer, the layer's planner for this thread is the
 * worker's; between answers it lies in the edition, which ends it. */
struct seat {
    struct worker worker;
    struct worlds *worlds;
    struct worlds_reader *reader;
    uint32_t number;
};

static void free_seat(void *closure)
{
    struct seat *seat = closure;
    worlds_leave(seat->worlds, seat->reader);
    worker_finish(&seat->worker);
    memory_free(seat);
}

bool desk_init(struct desk *desk, struct worlds *worlds, struct bulletin *bulletin,
               struct error *error)
{
    *desk = (struct desk){.worlds = worlds, .bulletin = bulletin};
    int failed = pthread_key_create(&desk->seat_key, free_seat);
    if (failed != 0)
        return error_set(error, ERROR_SYSTEM, "threads", "%s", strerror(failed));
    return true;
}

void desk_finish(struct desk *desk)
{
    pthread_key_delete(desk->seat_key);
}

static struct seat *this_seat(struct desk *desk)
{
    struct seat *seat = pthread_getspecific(desk->seat_key);
    if (seat == NULL) {
        seat = memory_zeroed(1, sizeof *seat);
        seat->worlds = desk->worlds;
        seat->reader = worlds_join(desk->worlds);
        seat->number = atomic_fetch_add(&desk->seats, 1);
        seat->worker.bulletin = desk->bulletin;
        seat->worker.quote_key = desk->quote_key;
        pthread_setspecific(desk->seat_key, seat);
    }
    seat->worker.winding_down = atomic_load(&desk->winding_down);
    return seat;
}

/* Answers from that layer until put_down. */
static void take_up(struct seat *seat, const struct layer *layer)
{
    struct worker *worker = &seat->worker;
    worker->world = &layer->world;
    worker->places = layer->edition->places;
    worker->schedules = layer->edition->schedules;
    worker->planner = layer->edition->planners[seat->number];
}

static void put_down(struct seat *seat, const struct layer *layer)
{
    layer->edition->planners[seat->number] = seat->worker.planner;
    seat->worker.planner = NULL;
    seat->worker.world = NULL;
}

void exchange_connection(void *closure, struct MHD_Connection *connection, void **context,
                         enum MHD_ConnectionNotificationCode what)
{
    struct desk *desk = closure;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *context = clients_add(desk->clients, info->connect_fd);
        return;
    }
    struct client *client = *context;
    if (client->requests == 0)
        log_line("connection", "refused=%s", atomic_load(&client->cut) ? "slow" : "no_request");
    clients_remove(client);
    *context = NULL;
}

void *exchange_target(void *closure, const char *target, struct MHD_Connection *connection)
{
    (void)closure;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct client *client = info->socket_context;
    client_asks(client, target, REQUEST_TARGET_MAX);
    return client;
}

static enum MHD_Result take_header(void *closure, enum MHD_ValueKind kind, const char *name,
                                   size_t name_length, const char *value, size_t value_length)
{
    (void)kind;
    struct guard_head *head = closure;
    if (head->header_count > GUARD_HEADERS_MAX)
        return MHD_NO;
    head->headers[head->header_count++] = (struct guard_header){
        .name = name,
        .value = value ? value : "",
        .name_length = name_length,
        .value_length = value_length,
    };
    return MHD_YES;
}

static bool is_admitted(struct MHD_Connection *connection, const struct client *client,
                        struct guard_head *head, struct guard_verdict *verdict)
{
    head->target = client->target;
    head->target_cut = client->target_cut;
    head->takes_body = !client->target_cut && routes_take_body(client->target);
    head->size =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, take_header, head);
    return guard_admits(head, verdict);
}

static const char *methods_of(const char *target)
{
    return routes_take_body(target) ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS";
}

/* What a browser asks before it lets a page of another site use us. */
static void allow_methods(const char *target, struct reply *reply)
{
    reply->status = 204;
    reply_header(reply, MHD_HTTP_HEADER_ALLOW, methods_of(target));
    reply_header(reply, "Access-Control-Allow-Methods", methods_of(target));
    reply_header(reply, "Access-Control-Allow-Headers", "*");
    reply_header(reply, "Access-Control-Max-Age", "86400");
}

static void refuse(struct worker *worker, const struct client *client,
                   const struct guard_verdict *verdict, struct reply *reply)
{
    arena_reset(&worker->arena);
    reply_refusal(reply, &worker->arena, verdict->status, verdict->text);
    reply->reason = verdict->reason;
    if (verdict->status == 405)
        reply_header(reply, MHD_HTTP_HEADER_ALLOW, methods_of(client->target));
}

static void add_headers(struct MHD_Response *response, const struct reply *reply, bool last)
{
    MHD_add_response_header(response, "Access-Control-Allow-Origin", "*");
    MHD_add_response_header(response, "Access-Control-Expose-Headers", "Link");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    if (reply->size > 0 || reply->stream)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE,
                                reply->content_type ? reply->content_type : "application/json");
    for (unsigned i = 0; i < reply->header_count; i++)
        MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
    if (last)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
}

/* A stream being sent. It is about one world from start to end, whatever is published meanwhile,
 * so it has a pin of its own. */
struct sending {
    struct reply_stream *stream;
    struct client *client;
    struct seat *seat;
    struct worlds_reader *reader;
    const struct layer *layer;
    struct vec piece;
    size_t sent; /* of the piece */
};

static enum reply_more next_piece(struct sending *sending)
{
    take_up(sending->seat, sending->layer);
    enum reply_more more = sending->stream->next(sending->stream, &sending->piece);
    put_down(sending->seat, sending->layer);
    return more;
}

/* Gives the library more of the stream; a piece is made when the one before has gone. */
static ssize_t send_more(void *closure, uint64_t position, char *bytes, size_t room)
{
    (void)position;
    struct sending *sending = closure;
    while (sending->sent == sending->piece.count) {
        sending->piece.count = 0;
        sending->sent = 0;
        enum reply_more more = next_piece(sending);
        if (more != REPLY_MORE)
            return more == REPLY_END ? MHD_CONTENT_READER_END_OF_STREAM
                                     : MHD_CONTENT_READER_END_WITH_ERROR;
    }
    size_t count = sending->piece.count - sending->sent;
    count = count < room ? count : room;
    memcpy(bytes, (const char *)sending->piece.data + sending->sent, count);
    sending->sent += count;
    sending->client->size += count;
    client_goes_on(sending->client);
    return (ssize_t)count;
}

static void end_sending(void *closure)
{
    struct sending *sending = closure;
    sending->stream->end(sending->stream);
    vec_finish(&sending->piece);
    worlds_unpin(sending->reader);
    worlds_leave(sending->seat->worlds, sending->reader);
    memory_free(sending);
}

/* Takes over what the thread has pinned; the thread gets another place to pin from. */
static struct MHD_Response *stream_of(struct seat *seat, const struct layer *layer,
                                      struct client *client, const struct reply *reply)
{
    struct sending *sending = memory_zeroed(1, sizeof *sending);
    *sending = (struct sending){.stream = reply->stream,
                                .client = client,
                                .seat = seat,
                                .reader = seat->reader,
                                .layer = layer,
                                .piece = vec_of(1)};
    seat->reader = worlds_join(seat->worlds);
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, STREAM_BLOCK, send_more, sending, end_sending);
    if (response == NULL)
        end_sending(sending);
    return response;
}

/* The body is copied: it lives in the worker's arena, which does not wait until it has gone out. */
static struct MHD_Response *copy_of(const struct reply *reply)
{
    char *body = memory_resize(NULL, reply->size, 1);
    if (reply->size > 0)
        memcpy(body, reply->body, reply->size);
    struct MHD_Response *response =
        MHD_create_response_from_buffer_with_free_callback(reply->size, body, memory_free);
    if (response == NULL)
        memory_free(body);
    return response;
}

/* Queues the response, which may be NULL. */
static enum MHD_Result give(struct MHD_Connection *connection, struct client *client,
                            const struct reply *reply, struct MHD_Response *response, bool last)
{
    client->status = reply->status;
    client->size = reply->size;
    client->reason = reply->reason;
    if (response == NULL)
        return MHD_NO;
    add_headers(response, reply, last || (reply->status >= 400 && reply->status < 500));
    enum MHD_Result queued = MHD_queue_response(connection, reply->status, response);
    MHD_destroy_response(response);
    return queued;
}

/* Keeps what has come of a body. False: nobody announced it, or there are too many at once. */
static bool take_body(struct desk *desk, struct client *client, const char *bytes, size_t size)
{
    if (!routes_take_body(client->target) || client->body.count + size > GUARD_BODY_BYTES_MAX)
        return false;
    if (atomic_fetch_add(&desk->body_bytes, size) + size > BODIES_BYTES_MAX) {
        atomic_fetch_sub(&desk->body_bytes, size);
        return false;
    }
    vec_add_many(&client->body, bytes, size);
    return true;
}

static void answer_client(struct worker *worker, const struct client *client, const char *method,
                          struct reply *reply)
{
    const struct request_body body = {client->body.data, client->body.count};
    if (strcmp(method, "OPTIONS") == 0)
        allow_methods(client->target, reply);
    else if (strcmp(method, "POST") == 0)
        routes_answer_post(worker, client->target, &body, reply);
    else
        routes_answer(worker, client->target, reply);
}

/* Days that the newest timetable does not cover yet are those of the one before. */
static const struct layer *layer_for(const struct snapshot *snapshot, struct worker *worker,
                                     const struct client *client, const char *method)
{
    const struct request_body body = {client->body.data, client->body.count};
    bool posts = strcmp(method, "POST") == 0;
    if (snapshot->earlier.edition &&
        moment_of(worker, client->target, posts ? &body : NULL) < snapshot->begins)
        return &snapshot->earlier;
    return &snapshot->newest;
}

/* Pins a world, answers from it, and lets go of it or hands it to the stream that goes on. */
static enum MHD_Result answer_from_world(struct seat *seat, struct MHD_Connection *connection,
                                         struct client *client, const char *method)
{
    struct worker *worker = &seat->worker;
    struct reply reply = {.body = ""};
    const struct world *world = worlds_pin(seat->worlds, seat->reader);
    const struct layer *layer = layer_for(snapshot_of(world), worker, client, method);
    take_up(seat, layer);
    answer_client(worker, client, method, &reply);
    put_down(seat, layer);
    bool streams = reply.stream != NULL;
    struct MHD_Response *response =
        streams ? stream_of(seat, layer, client, &reply) : copy_of(&reply);
    if (!streams)
        worlds_unpin(seat->reader);
    enum MHD_Result queued = give(connection, client, &reply, response, worker->winding_down);
    arena_reset(&worker->arena); /* An idle thread holds on to nothing. */
    return queued;
}

/*
 * The library calls when the head has come, for each part of a body, and when that has ended. An
 * answer at the first call ends the connection, which is right for refusals and for nothing else.
 */
enum MHD_Result exchange_answer(void *closure, struct MHD_Connection *connection, const char *url,
                                const char *method, const char *version, const char *upload,
                                size_t *upload_size, void **context)
{
    (void)url;
    struct desk *desk = closure;
    struct client *client = *context;
    struct seat *seat = this_seat(desk);
    struct reply reply = {.body = ""};
    if (!client->busy) {
        struct guard_head head = {.method = method, .version = version};
        struct guard_verdict verdict;
        client_works(client);
        if (is_admitted(connection, client, &head, &verdict))
            return MHD_YES;
        refuse(&seat->worker, client, &verdict, &reply);
        return give(connection, client, &reply, copy_of(&reply), true);
    }
    if (*upload_size != 0) {
        if (strcmp(method, "POST") != 0 || !take_body(desk, client, upload, *upload_size))
            return MHD_NO; /* Do not serve what comes unannounced. */
        *upload_size = 0;
        return MHD_YES;
    }
    return answer_from_world(seat, connection, client, method);
}

static const char *reason_of(const struct client *client, enum MHD_RequestTerminationCode why)
{
    bool cut = atomic_load(&client->cut);
    if (client->status == 0)
        return cut ? "slow" : "malformed";
    if (client->reason == NULL && why != MHD_REQUEST_TERMINATED_COMPLETED_OK)
        return cut ? "slow_reader" : "gone";
    return client->reason;
}

/* The query may say where somebody lives, and so may a path that is none of ours: ours have none of
 * these characters. The id of a quote stands for the journey of somebody. */
static size_t logged_length(const char *target)
{
    static const char quote[] = "/x/v1/quote/";
    size_t length = strcspn(target, "?.,;%+"), most = LOGGED_PATH;
    if (strncmp(target, quote, sizeof quote - 1) == 0)
        most = sizeof quote - 1;
    return length < most ? length : most;
}

void exchange_end(void *closure, struct MHD_Connection *connection, void **context,
                  enum MHD_RequestTerminationCode why)
{
    (void)connection;
    struct desk *desk = closure;
    struct client *client = *context;
    if (client == NULL)
        return;
    atomic_fetch_sub(&desk->body_bytes, client->body.count);
    const char *reason = reason_of(client, why);
    log_line("request", "path=%.*s status=%u bytes=%zu us=%lld%s%s",
             (int)logged_length(client->target), client->target, client->status, client->size,
             (long long)(clock_ticks() - client->asked) / 1000, reason ? " refused=" : "",
             reason ? reason : "");
    client_rests(client);
}
