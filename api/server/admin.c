#include "api/server/admin.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdio.h>
#include <string.h>

#include "api/control.h"
#include "api/render_read.h"
#include "engine/base/memory.h"

enum { CONNECTIONS = 16, TIMEOUT_SECONDS = 10, STRICT = 1 };

#define ROOT "/x/v1/admin/"

struct admin {
    struct admin_plan plan;
    struct MHD_Daemon *daemon;
};

static enum MHD_Result reply(struct MHD_Connection *connection, unsigned status, const char *json)
{
    size_t size = strlen(json);
    char *body = memory_resize(NULL, size + 1, 1);
    memcpy(body, json, size + 1);
    struct MHD_Response *response =
        MHD_create_response_from_buffer_with_free_callback(size, body, memory_free);
    if (response == NULL) {
        memory_free(body);
        return MHD_NO;
    }
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    enum MHD_Result queued = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return queued;
}

/* `localhost`, `[::1]` or a loopback address, and maybe a port. The whole of it counts: anybody may
 * call a host 127.example.org and let that name lead here. */
static bool is_own(const char *host)
{
    char name[INET_ADDRSTRLEN];
    struct in_addr address;
    const char *port = strrchr(host, ':');
    bool has_port = port && port[1 + strspn(port + 1, "0123456789")] == '\0';
    size_t length = has_port ? (size_t)(port - host) : strlen(host);
    if (length >= sizeof name)
        return false;
    snprintf(name, sizeof name, "%.*s", (int)length, host);
    return strcmp(name, "localhost") == 0 || strcmp(name, "[::1]") == 0 ||
           (inet_pton(AF_INET, name, &address) == 1 && ntohl(address.s_addr) >> 24 == 127);
}

/* Pages of other sites may make a browser of this machine ask: it says so in one of these, and
 * names the host it believes to talk to. */
static bool is_foreign(struct MHD_Connection *connection)
{
    const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
    if (MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Origin") ||
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Sec-Fetch-Site"))
        return true;
    return !host || !is_own(host);
}

static enum MHD_Result show_status(const struct admin *admin, struct MHD_Connection *connection)
{
    struct arena arena = {0};
    const char *status = bulletin_status(admin->plan.bulletin, &arena);
    enum MHD_Result queued = reply(connection, 200, *status ? status : "{\"supervised\":false}");
    arena_finish(&arena);
    return queued;
}

static enum MHD_Result pass_on(const struct admin *admin, struct MHD_Connection *connection,
                               const char *wish)
{
    if (admin->plan.control < 0 || !control_send(admin->plan.control, "%s", wish))
        return reply(connection, 503, "{\"error\":\"no supervisor listens\"}");
    return reply(connection, 202, "{\"asked\":true}");
}

/* Whether the supervisor has told us so much that we know that it has nothing to go back to. */
static bool has_no_before(const struct admin *admin)
{
    struct arena arena = {0};
    const char *status = bulletin_status(admin->plan.bulletin, &arena);
    bool has = !*status || render_read_has(status, strlen(status), "before");
    arena_finish(&arena);
    return !has;
}

static enum MHD_Result roll_back(const struct admin *admin, struct MHD_Connection *connection)
{
    if (has_no_before(admin))
        return reply(connection, 409,
                     "{\"error\":\"there is no version to go back to: no other one was served "
                     "before this one, or it has been gone back from already\"}");
    return pass_on(admin, connection, "rollback");
}

/* The wish for a reload; NULL: nobody can tell whether it is forced. */
static const char *reload_wish(struct MHD_Connection *connection)
{
    const char *force = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "force");
    if (!force || strcmp(force, "0") == 0 || strcmp(force, "false") == 0)
        return "reload";
    return strcmp(force, "1") == 0 || strcmp(force, "true") == 0 ? "reload force" : NULL;
}

static enum MHD_Result answer(const struct admin *admin, struct MHD_Connection *connection,
                              const char *path, const char *method)
{
    bool gets = strcmp(method, "GET") == 0, posts = strcmp(method, "POST") == 0;
    const char *name = strncmp(path, ROOT, strlen(ROOT)) == 0 ? path + strlen(ROOT) : "";
    bool shows = strcmp(name, "status") == 0, reloads = strcmp(name, "reload") == 0;
    bool rolls = strcmp(name, "rollback") == 0;
    if (is_foreign(connection))
        return reply(connection, 403, "{\"error\":\"for this machine only, and for no browser\"}");
    if (!shows && !reloads && !rolls)
        return reply(connection, 404, "{\"error\":\"status, reload and rollback are here\"}");
    if (shows ? !gets : !posts)
        return reply(connection, 405, "{\"error\":\"GET status, POST reload and rollback\"}");
    if (shows)
        return show_status(admin, connection);
    if (rolls)
        return roll_back(admin, connection);
    const char *wish = reload_wish(connection);
    if (!wish)
        return reply(connection, 400, "{\"error\":\"force: must be true or false\"}");
    return pass_on(admin, connection, wish);
}

/* The library calls for the head, for each part of a body (nobody may send one) and at the end. */
static enum MHD_Result take(void *closure, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *upload,
                            size_t *upload_size, void **context)
{
    static char seen;
    (void)version;
    (void)upload;
    if (*upload_size)
        return MHD_NO;
    if (*context == NULL) {
        *context = &seen;
        return MHD_YES;
    }
    return answer(closure, connection, url, method);
}

bool admin_start(struct admin **out, const struct admin_plan *plan, struct error *error)
{
    struct admin *admin = memory_zeroed(1, sizeof *admin);
    admin->plan = *plan;
    admin->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_ITC, 0, NULL, NULL,
                                     take, admin, MHD_OPTION_LISTEN_SOCKET, plan->listen_fd,
                                     MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
                                     MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TIMEOUT_SECONDS,
                                     MHD_OPTION_STRICT_FOR_CLIENT, STRICT, MHD_OPTION_END);
    if (admin->daemon == NULL) {
        memory_free(admin);
        return error_set(error, ERROR_SYSTEM, "--admin-fd", "its thread could not be started");
    }
    *out = admin;
    return true;
}

void admin_stop(struct admin *admin)
{
    if (!admin)
        return;
    MHD_stop_daemon(admin->daemon);
    memory_free(admin);
}
