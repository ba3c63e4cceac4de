#include "api/server/listener.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

struct address {
    char host[64], port[8];
};

static bool split(const char *text, struct address *address)
{
    const char *colon = strrchr(text, ':');
    if (colon == NULL || colon[1] == '\0' || strlen(colon + 1) >= sizeof address->port ||
        strspn(colon + 1, "0123456789") != strlen(colon + 1))
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

/* What was really bound: port 0 has become a number. */
static bool describe(struct listener *listener)
{
    struct sockaddr_storage name;
    socklen_t size = sizeof name;
    char host[INET6_ADDRSTRLEN + 16], port[8];
    if (getsockname(listener->fd, (struct sockaddr *)&name, &size) != 0 ||
        getnameinfo((struct sockaddr *)&name, size, host, sizeof host, port, sizeof port,
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
