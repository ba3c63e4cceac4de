#include "tests/web_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void must(bool fine, const char *what)
{
    if (!fine) {
        perror(what);
        abort();
    }
}

static void serve_one(struct web_server *server, int client)
{
    size_t length = 0;
    memset(server->seen, 0, sizeof server->seen);
    while (!strstr(server->seen, "\r\n\r\n")) {
        ssize_t count = read(client, server->seen + length, sizeof server->seen - 1 - length);
        if (count <= 0)
            return;
        length += (size_t)count;
    }
    atomic_fetch_add(&server->requests, 1);
    server->answer(server, server->seen, client);
}

static void *run(void *context)
{
    struct web_server *server = context;
    for (int client; (client = accept(server->listening, NULL, NULL)) >= 0;) {
        serve_one(server, client);
        shutdown(client, SHUT_WR);
        web_server_await_end(client); /* Or what was sent may be lost to a reset. */
        close(client);
    }
    return NULL;
}

void web_server_start(struct web_server *server, web_answer answer)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    *server = (struct web_server){.answer = answer};
    server->listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(server->listening >= 0, "socket");
    must(bind(server->listening, (struct sockaddr *)&address, length) == 0, "bind");
    must(listen(server->listening, 16) == 0, "listen");
    must(getsockname(server->listening, (struct sockaddr *)&address, &length) == 0, "port");
    server->port = ntohs(address.sin_port);
    must(pthread_create(&server->thread, NULL, run, server) == 0, "thread");
}

void web_server_stop(struct web_server *server)
{
    shutdown(server->listening, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    close(server->listening);
}

void web_server_send(int client, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size) {
        ssize_t sent = send(client, at, size, MSG_NOSIGNAL);
        if (sent <= 0)
            return; /* The other side has had enough. */
        at += sent;
        size -= (size_t)sent;
    }
}

void web_server_say(int client, const char *format, ...)
{
    char text[2048];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    web_server_send(client, text, strlen(text));
}

void web_server_await_end(int client)
{
    char block[4096];
    while (read(client, block, sizeof block) > 0)
        ;
}
