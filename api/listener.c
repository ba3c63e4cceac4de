#include "api/listener.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 1024, PORT_MAX = 65535 };

struct address {
    char host[64], port[8];
};

static bool split(const char *text, struct address *address)
{
    const char *colon = strrchr(text, ':');
    if (colon == NULL || colon[1] == '\0' || strlen(colon + 1) >= sizeof address->port ||
        strspn(colon + 1, "0123456789") != strlen(colon + 1) ||
        strtol(colon + 1, NULL, 10) > PORT_MAX)
        return false;
    size_t length = (size_t)(colon - text);
    if (length >= 2 && text[0] == '[' && text[length - 1] == ']') {
        text++;
        length -= 2;
    }
    if (length >= sizeof address->host)
        return false;
    snprintf(address->host, sizeof address->host, "%.*s", (int)length, text);
    snprintf(address->port, sizeof address->port, "%s", colon + 1);
    if (strcmp(address->host, "localhost") == 0)
        snprintf(address->host, sizeof address->host, "127.0.0.1");
    if (strcmp(address->host, "*") == 0)
        address->host[0] = '\0';
    return true;
}

static bool is_loopback(const struct sockaddr *name)
{
    if (name->sa_family == AF_INET6) {
        struct sockaddr_in6 six;
        memcpy(&six, name, sizeof six);
        return IN6_IS_ADDR_LOOPBACK(&six.sin6_addr);
    }
    struct sockaddr_in four;
    memcpy(&four, name, sizeof four);
    return ntohl(four.sin_addr.s_addr) >> 24 == 127;
}

static void describe_file(struct listener *listener, const struct sockaddr_storage *name)
{
    struct sockaddr_un file;
    memcpy(&file, name, sizeof file);
    listener->is_local = true;
    snprintf(listener->url, sizeof listener->url, "unix:%.*s", (int)sizeof file.sun_path,
             file.sun_path);
}

/* What was really bound: port 0 has become a number. */
static bool describe(struct listener *listener)
{
    struct sockaddr_storage name = {0};
    socklen_t size = sizeof name;
    char host[INET6_ADDRSTRLEN + 16], port[8];
    if (getsockname(listener->fd, (struct sockaddr *)&name, &size) != 0)
        return false;
    if (name.ss_family == AF_UNIX) {
        describe_file(listener, &name);
        return true;
    }
    if (getnameinfo((struct sockaddr *)&name, size, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return false;
    listener->is_local = is_loopback((struct sockaddr *)&name);
    bool six = name.ss_family == AF_INET6;
    snprintf(listener->url, sizeof listener->url, "http://%s%s%s:%s", six ? "[" : "", host,
             six ? "]" : "", port);
    return true;
}

static bool listen_at(struct listener *listener, const struct addrinfo *found)
{
    const int yes = 1;
    listener->fd = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (listener->fd < 0)
        return false;
    if (setsockopt(listener->fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
        bind(listener->fd, found->ai_addr, found->ai_addrlen) == 0 &&
        listen(listener->fd, BACKLOG) == 0 && describe(listener))
        return true;
    int reason = errno;
    close(listener->fd);
    errno = reason;
    return false;
}

bool listener_open(struct listener *listener, const char *text, struct error *error)
{
    struct address address;
    struct addrinfo *found = NULL;
    const struct addrinfo hints = {.ai_family = AF_UNSPEC,
                                   .ai_socktype = SOCK_STREAM,
                                   .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV};
    if (!split(text, &address) ||
        getaddrinfo(address.host[0] ? address.host : NULL, address.port, &hints, &found) != 0)
        return error_set(error, ERROR_INPUT, text,
                         "this is no address to listen at; write 127.0.0.1:8080 or [::1]:8080");
    bool worked = listen_at(listener, found);
    int reason = errno;
    freeaddrinfo(found);
    if (!worked)
        return error_set(error, ERROR_SYSTEM, text, "cannot listen there: %s", strerror(reason));
    return true;
}

/* A socket file that is left over: whoever made it is gone. */
static bool is_dead(const struct sockaddr_un *name)
{
    struct stat status;
    if (lstat(name->sun_path, &status) != 0 || !S_ISSOCK(status.st_mode))
        return false;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool dead = fd >= 0 && connect(fd, (const struct sockaddr *)name, sizeof *name) != 0 &&
                errno == ECONNREFUSED;
    if (fd >= 0)
        close(fd);
    return dead;
}

bool listener_open_file(struct listener *listener, const char *path, struct error *error)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof name.sun_path)
        return error_set(error, ERROR_INPUT, path, "a socket's path has at most %zu bytes",
                         sizeof name.sun_path - 1);
    snprintf(name.sun_path, sizeof name.sun_path, "%s", path);
    if (is_dead(&name))
        unlink(path);
    listener->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    mode_t mask = umask(0177);
    bool bound =
        listener->fd >= 0 && bind(listener->fd, (const struct sockaddr *)&name, sizeof name) == 0;
    int reason = errno;
    umask(mask);
    if (bound && listen(listener->fd, BACKLOG) == 0 && describe(listener))
        return true;
    if (listener->fd >= 0)
        close(listener->fd);
    listener->fd = -1;
    return error_set(error, ERROR_SYSTEM, path, "cannot listen there: %s", strerror(reason));
}

bool listener_open_admin(struct listener *listener, const char *address, struct error *error)
{
    if (strncmp(address, "unix:", 5) == 0)
        return listener_open_file(listener, address + 5, error);
    if (!listener_open(listener, address, error))
        return false;
    if (listener->is_local)
        return true;
    close(listener->fd);
    listener->fd = -1;
    return error_set(error, ERROR_INPUT, address, "the admin page is for this machine only");
}

bool listener_adopt(struct listener *listener, int fd, struct error *error)
{
    int listens = 0;
    socklen_t size = sizeof listens;
    listener->fd = fd;
    if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0 || !listens ||
        !describe(listener))
        return error_set(error, ERROR_INPUT, "--listen-fd", "%d is no socket that listens", fd);
    return true;
}
