#include "api/server/clients.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "engine/base/clock.h"
#include "engine/base/memory.h"

enum { SECOND = 1000000000, ROUND_NANOSECONDS = 500000000 };

struct clients {
    struct client_limits limits;
    pthread_t reaper;
    pthread_mutex_t lock; /* guards the list and `ending` */
    pthread_cond_t wake;
    struct client *first;
    bool ending;
    atomic_uint busy;
};

static long long deadline_in(int32_t seconds)
{
    return clock_ticks() + (long long)seconds * SECOND;
}

/* Bytes that the kernel has taken in for the connection; at least 1, so that 0 can mean none. */
static unsigned long long bytes_received(int fd)
{
    struct tcp_info info;
    socklen_t size = sizeof info;
    memset(&info, 0, sizeof info);
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return 1;
    return info.tcpi_bytes_received + 1;
}

/* A resting client that begins to write has the time for a head from now on. */
static void note_beginning(struct client *client, long long deadline)
{
    unsigned long long resting = atomic_load(&client->resting_bytes);
    if (resting == 0 || bytes_received(client->fd) <= resting)
        return;
    long long sooner = deadline_in(client->clients->limits.head_seconds);
    if (atomic_compare_exchange_strong(&client->resting_bytes, &resting, 0) && sooner < deadline)
        atomic_compare_exchange_strong(&client->deadline, &deadline, sooner);
}

static void reap_round(struct clients *clients)
{
    long long now = clock_ticks();
    for (struct client *client = clients->first; client != NULL; client = client->next) {
        long long deadline = atomic_load(&client->deadline);
        if (now < deadline) {
            note_beginning(client, deadline);
        } else if (!atomic_exchange(&client->cut, true)) {
            shutdown(client->fd, SHUT_RDWR);
        }
    }
}

static void *reap(void *closure)
{
    struct clients *clients = closure;
    pthread_mutex_lock(&clients->lock);
    while (!clients->ending) {
        int64_t end = clock_ticks() + ROUND_NANOSECONDS; /* of CLOCK_MONOTONIC, as `wake` is */
        struct timespec until = {.tv_sec = end / SECOND, .tv_nsec = end % SECOND};
        pthread_cond_timedwait(&clients->wake, &clients->lock, &until);
        reap_round(clients);
    }
    pthread_mutex_unlock(&clients->lock);
    return NULL;
}

bool clients_start(struct clients **out, const struct client_limits *limits, struct error *error)
{
    struct clients *clients = memory_zeroed(1, sizeof *clients);
    clients->limits = *limits;
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&clients->wake, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_mutex_init(&clients->lock, NULL);
    int failed = pthread_create(&clients->reaper, NULL, reap, clients);
    if (failed != 0) {
        memory_free(clients);
        return error_set(error, ERROR_SYSTEM, "threads", "%s", strerror(failed));
    }
    *out = clients;
    return true;
}

void clients_stop(struct clients *clients)
{
    if (clients == NULL)
        return;
    pthread_mutex_lock(&clients->lock);
    clients->ending = true;
    pthread_cond_signal(&clients->wake);
    pthread_mutex_unlock(&clients->lock);
    pthread_join(clients->reaper, NULL);
    pthread_cond_destroy(&clients->wake);
    pthread_mutex_destroy(&clients->lock);
    memory_free(clients);
}

struct client *clients_add(struct clients *clients, int fd)
{
    struct client *client = memory_zeroed(1, sizeof *client);
    client->clients = clients;
    client->fd = fd;
    client->body = vec_of(1);
    atomic_store(&client->deadline, deadline_in(clients->limits.head_seconds));
    pthread_mutex_lock(&clients->lock);
    client->next = clients->first;
    if (client->next != NULL)
        client->next->previous = client;
    clients->first = client;
    pthread_mutex_unlock(&clients->lock);
    return client;
}

void clients_remove(struct client *client)
{
    struct clients *clients = client->clients;
    pthread_mutex_lock(&clients->lock);
    if (client->previous != NULL)
        client->previous->next = client->next;
    else
        clients->first = client->next;
    if (client->next != NULL)
        client->next->previous = client->previous;
    pthread_mutex_unlock(&clients->lock);
    memory_free(client->target);
    vec_finish(&client->body);
    memory_free(client);
}

uint32_t clients_busy(const struct clients *clients)
{
    return atomic_load(&clients->busy);
}

void client_asks(struct client *client, const char *target, size_t max)
{
    size_t length = strnlen(target, max + 1);
    client->target_cut = length > max;
    length -= client->target_cut;
    if (client->target_room <= length) {
        client->target = memory_resize(client->target, length + 1, 1);
        client->target_room = length + 1;
    }
    memcpy(client->target, target, length);
    client->target[length] = '\0';
    client->requests++;
    client->asked = clock_ticks();
    client->status = 0;
    client->size = 0;
    client->reason = NULL;
}

void client_works(struct client *client)
{
    client->busy = true;
    atomic_fetch_add(&client->clients->busy, 1);
    atomic_store(&client->resting_bytes, 0);
    atomic_store(&client->deadline, deadline_in(client->clients->limits.write_seconds));
}

void client_goes_on(struct client *client)
{
    atomic_store(&client->deadline, deadline_in(client->clients->limits.write_seconds));
}

void client_rests(struct client *client)
{
    if (client->busy)
        atomic_fetch_sub(&client->clients->busy, 1);
    client->busy = false;
    vec_finish(&client->body);
    atomic_store(&client->deadline, deadline_in(client->clients->limits.idle_seconds));
    atomic_store(&client->resting_bytes, bytes_received(client->fd));
}
