#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "bench/sample.h"
#include "engine/base/clock.h"
#include "engine/base/memory.h"

/*
 * load PORT TARGET CLIENTS SECONDS RATE [WORD=TEXT]...: asks a server on this machine for a target
 * on so many connections, RATE times a second in all (0: as fast as it answers), and counts what
 * did not come back as it should: no 200, or (with pairs) not exactly one WORD, and its TEXT with
 * it. A time is from when the question was due until the last byte of its answer, so a server that
 * falls behind does not look fast.
 */

enum { ANSWER_MAX = 4 << 20, PAIRS_MAX = 8, CLIENTS_MAX = 256 };

/* What an answer with this word in it must also say. */
struct pair {
    const char *word, *text;
};

struct plan {
    const char *target;
    uint16_t port;
    long clients, seconds, rate;
    struct pair pairs[PAIRS_MAX];
    int pair_count;
    int64_t start; /* in ticks */
};

/* One connection and what came of it. */
struct client {
    const struct plan *plan;
    pthread_t thread;
    long number;
    int socket;
    char *answer;
    struct sample times;
    uint64_t failed, wrong, broken;
    uint64_t seen[PAIRS_MAX];
};

static int dial(const struct plan *plan)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(plan->port)};
    int on = 1, end = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(end, (const struct sockaddr *)&address, sizeof address) == 0)
        return end;
    close(end);
    return -1;
}

/* Reads one answer, whose length its head tells. NULL: the connection broke. */
static const char *receive(struct client *client)
{
    size_t have = 0, wanted = 0;
    char *body = NULL;
    while (!body || have < wanted) {
        ssize_t got =
            have < ANSWER_MAX ? read(client->socket, client->answer + have, ANSWER_MAX - have) : 0;
        if (got <= 0)
            return NULL;
        have += (size_t)got;
        client->answer[have] = '\0';
        if (!body && (body = strstr(client->answer, "\r\n\r\n"))) {
            const char *length = strstr(client->answer, "Content-Length: ");
            body += 4;
            wanted =
                (size_t)(body - client->answer) + (length ? strtoul(length + 16, NULL, 10) : 0);
        }
    }
    return body;
}

static bool ask(struct client *client, const char **body)
{
    char question[2048];
    int length =
        snprintf(question, sizeof question, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n",
                 client->plan->target, client->plan->port);
    if (client->socket < 0)
        client->socket = dial(client->plan);
    *body = client->socket >= 0 && write(client->socket, question, (size_t)length) == length
                ? receive(client)
                : NULL;
    if (*body)
        return strncmp(client->answer, "HTTP/1.1 200", 12) == 0;
    client->broken++;
    if (client->socket >= 0)
        close(client->socket);
    client->socket = -1;
    return false;
}

/* Whether the answer says what belongs to the one word in it. */
static bool fits(struct client *client, const char *body)
{
    const struct plan *plan = client->plan;
    int words = 0;
    bool right = true;
    for (int i = 0; i < plan->pair_count; i++) {
        bool word = strstr(body, plan->pairs[i].word), text = strstr(body, plan->pairs[i].text);
        words += word;
        client->seen[i] += word;
        right &= word == text;
    }
    return plan->pair_count == 0 || (right && words == 1);
}

static void wait_until(int64_t due)
{
    int64_t left = due - clock_ticks();
    struct timespec pause = {.tv_sec = left / 1000000000, .tv_nsec = left % 1000000000};
    if (left > 0)
        nanosleep(&pause, NULL);
}

static void *run(void *context)
{
    struct client *client = context;
    const struct plan *plan = client->plan;
    int64_t end = plan->start + plan->seconds * INT64_C(1000000000);
    int64_t step = plan->rate ? plan->clients * INT64_C(1000000000) / plan->rate : 0;
    int64_t due = plan->start + (plan->rate ? step * client->number / plan->clients : 0);
    while (due < end) {
        const char *body;
        wait_until(due);
        if (!ask(client, &body))
            client->failed++;
        else if (!fits(client, body))
            client->wrong++;
        int64_t now = clock_ticks();
        sample_add(&client->times, now - due);
        due = plan->rate ? due + step : now;
    }
    return NULL;
}

static void begin(struct client *client, const struct plan *plan, long number)
{
    *client = (struct client){.plan = plan, .number = number, .socket = -1};
    client->answer = memory_zeroed(ANSWER_MAX + 1, 1);
    sample_init(&client->times);
    if (pthread_create(&client->thread, NULL, run, client) != 0)
        exit(1);
}

static bool read_plan(struct plan *plan, int argc, char **argv)
{
    if (argc < 6)
        return false;
    *plan = (struct plan){.target = argv[2], .port = (uint16_t)strtoul(argv[1], NULL, 10)};
    plan->clients = strtol(argv[3], NULL, 10);
    plan->seconds = strtol(argv[4], NULL, 10);
    plan->rate = strtol(argv[5], NULL, 10);
    for (int i = 6; i < argc && plan->pair_count < PAIRS_MAX; i++) {
        char *equals = strchr(argv[i], '=');
        if (!equals)
            return false;
        *equals = '\0';
        plan->pairs[plan->pair_count++] = (struct pair){argv[i], equals + 1};
    }
    return plan->clients > 0 && plan->clients <= CLIENTS_MAX && plan->seconds > 0;
}

int main(int argc, char **argv)
{
    static struct client clients[CLIENTS_MAX];
    struct plan plan;
    struct sample all;
    uint64_t failed = 0, wrong = 0, broken = 0, seen[PAIRS_MAX] = {0};
    if (!read_plan(&plan, argc, argv)) {
        fprintf(stderr, "Usage: load PORT TARGET CLIENTS SECONDS RATE [WORD=TEXT]...\n");
        return 2;
    }
    sample_init(&all);
    plan.start = clock_ticks();
    for (long i = 0; i < plan.clients; i++)
        begin(&clients[i], &plan, i);
    for (long i = 0; i < plan.clients; i++) {
        struct client *client = &clients[i];
        pthread_join(client->thread, NULL);
        vec_add_many(&all.ticks, client->times.ticks.data, client->times.ticks.count);
        failed += client->failed;
        wrong += client->wrong;
        broken += client->broken;
        for (int k = 0; k < plan.pair_count; k++)
            seen[k] += client->seen[k];
        sample_finish(&client->times);
        memory_free(client->answer);
    }
    printf("%u answers, %.0f a second; failed %" PRIu64 " (connection broke %" PRIu64
           "), wrong %" PRIu64 "\n",
           all.ticks.count, all.ticks.count / (double)plan.seconds, failed, broken, wrong);
    for (int k = 0; k < plan.pair_count; k++)
        printf("    %s: %" PRIu64 "\n", plan.pairs[k].word, seen[k]);
    sample_print(&all, "answer");
    sample_finish(&all);
    return failed || wrong ? 1 : 0;
}
