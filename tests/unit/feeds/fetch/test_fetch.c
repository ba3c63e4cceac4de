#include "feeds/fetch/fetch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "feeds/fetch/web.h"
#include "tests/scratch.h"
#include "tests/web_server.h"

#define BODY "\n\r\003 the message"
#define LIMIT 65536

static struct scratch scratch;
static struct web_server server;
static const struct fetch_limits limits = {
    .bytes = LIMIT, .milliseconds = 5000, .redirects = 3, .at_once = 2};

/* Zeroes of that size, packed. */
static void say_packed(int client, size_t size)
{
    struct vec plain = vec_of(1), packed = vec_of(1);
    vec_resize(&plain, (uint32_t)size);
    memcpy(plain.data, BODY, sizeof BODY - 1);
    vec_resize(&packed, (uint32_t)(size + 1000));
    z_stream stream = {.next_in = plain.data,
                       .avail_in = plain.count,
                       .next_out = packed.data,
                       .avail_out = packed.count};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    deflate(&stream, Z_FINISH);
    web_server_say(client,
                   "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %lu\r\n\r\n",
                   stream.total_out);
    web_server_send(client, packed.data, stream.total_out);
    deflateEnd(&stream);
    vec_finish(&plain);
    vec_finish(&packed);
}

static void say_much(int client, bool told)
{
    static char much[LIMIT + 1];
    if (told)
        web_server_say(client, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", LIMIT + 1);
    else
        web_server_say(client, "HTTP/1.1 200 OK\r\n\r\n");
    web_server_send(client, much, sizeof much);
}

static bool asks(const char *request, const char *path)
{
    size_t length = strlen(path);
    return strncmp(request + 4, path, length) == 0 && strchr(" ?", request[4 + length]);
}

/* Answers that are texts; %d is the port. */
static const struct {
    const char *path, *answer;
} pages[] = {
    {"/plain", "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\n\r\n" BODY},
    {"/absent", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"},
    {"/broken", "HTTP/1.1 500 Oh\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"},
    {"/nothing", "HTTP/1.1 204 No Content\r\n\r\n"},
    {"/unasked", "HTTP/1.1 304 Not Modified\r\n\r\n"},
    {"/page", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8; "
              "profile=a-long-one-indeed\r\n\r\n<html>"},
    {"/short", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" BODY},
    {"/once", "HTTP/1.1 302 Found\r\nLocation: /plain\r\n\r\n"},
    {"/lost", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"},
    {"/loop", "HTTP/1.1 301 Moved\r\nLocation: /loop\r\n\r\n"},
    {"/cloud", "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/keys\r\n\r\n"},
    {"/port", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:22/\r\n\r\n"},
    {"/file", "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n"},
    {"/other", "HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1/\r\n\r\n"},
    {"/user", "HTTP/1.1 302 Found\r\nLocation: http://a:b@127.0.0.1/\r\n\r\n"},
    {"/elsewhere", "HTTP/1.1 302 Found\r\nLocation: http://localhost:%d/plain\r\n\r\n"},
    {"/json", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" BODY},
    {"/away", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:%d/plain\r\n\r\n"},
    {"/nonsense", "what?\r\n\r\n"},
};

static void answer(struct web_server *it, const char *request, int client)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        const char *text = pages[i].answer, *port = strstr(text, "%d");
        if (!asks(request, pages[i].path))
            continue;
        if (port)
            web_server_say(client, "%.*s%d%s", (int)(port - text), text, it->port, port + 2);
        else
            web_server_say(client, "%s", text);
        return;
    }
    if (asks(request, "/tagged") && strstr(request, "If-None-Match: \"one\"\r\n") &&
        strstr(request, "If-Modified-Since: Mon, 04 May 2026 08:00:00 GMT\r\n"))
        web_server_say(client, "HTTP/1.1 304 Not Modified\r\n\r\n");
    else if (asks(request, "/tagged"))
        web_server_say(client, "HTTP/1.1 200 OK\r\nETag: \"one\"\r\n"
                               "Last-Modified: Mon, 04 May 2026 08:00:00 GMT\r\n\r\n" BODY);
    else if (asks(request, "/packed"))
        say_packed(client, 1000);
    else if (asks(request, "/bomb"))
        say_packed(client, (size_t)4 << 20);
    else if (asks(request, "/much"))
        say_much(client, false);
    else if (asks(request, "/told"))
        say_much(client, true);
    else if (asks(request, "/slow")) {
        web_server_say(client, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" BODY);
        web_server_await_end(client);
    }
}

/* A city with one live feed: /path of the server, and all that this needs. */
struct city {
    struct config config;
    struct config_source live;
    char url[128];
};

static void city_init(struct city *city, const char *path)
{
    *city = (struct city){0};
    snprintf(city->url, sizeof city->url, "http://127.0.0.1:%u%s", server.port, path);
    city->live = (struct config_source){.where = city->url,
                                        .tag = "t",
                                        .is_url = true,
                                        .allow_http = true,
                                        .allow_private = true,
                                        .ports = &server.port,
                                        .port_count = 1};
    city->config.live = vec_of(sizeof(struct config_live));
}

static void add_live(struct city *city)
{
    const struct config_live live = {.from = city->live};
    vec_push(&city->config.live, &live);
}

static struct fetch *city_fetch(struct city *city, const struct fetch_limits *within)
{
    add_live(city);
    struct fetch *fetch = fetch_create(within, 1);
    fetch_add_live(fetch, &city->config);
    return fetch;
}

static void wait_for(struct fetch *fetch, struct fetch_answer *answer)
{
    while (!fetch_next(fetch, answer))
        fetch_wait(fetch, 1000, NULL, 0);
}

/* One attempt, which must end so. */
static void assert_ends(struct fetch *fetch, enum fetch_ending ending, const char *words)
{
    struct fetch_answer got;
    wait_for(fetch, &got);
    if (got.ending != ending || (words && !strstr(got.error.text, words)))
        fail_msg("%d, not %d: %s: %s", got.ending, ending, got.error.place, got.error.text);
    if (ending == FETCH_NEW)
        assert_memory_equal(got.bytes.data, BODY, sizeof BODY - 1);
    else
        assert_int_equal(got.bytes.count, 0);
    if (strstr(got.error.text, "hush") || strstr(got.error.place, "hush"))
        fail_msg("%s: %s", got.error.place, got.error.text);
    vec_finish(&got.bytes);
}

static void assert_page_within(const char *path, const struct fetch_limits *within,
                               enum fetch_ending ending, const char *words)
{
    struct city city;
    city_init(&city, path);
    struct fetch *fetch = city_fetch(&city, within);
    assert_ends(fetch, ending, words);
    fetch_destroy(fetch);
    vec_finish(&city.config.live);
}

static void assert_page(const char *path, enum fetch_ending ending, const char *words)
{
    assert_page_within(path, &limits, ending, words);
}

static void a_message_arrives(void **state)
{
    (void)state;
    assert_page("/plain?key=hush", FETCH_NEW, NULL);
    assert_non_null(strstr(server.seen, "GET /plain?key=hush HTTP/1.1\r\n"));
    assert_non_null(strstr(server.seen, "User-Agent: trajet/"));
    assert_null(strstr(server.seen, "If-None-Match"));
    assert_page("/packed", FETCH_NEW, NULL);
    assert_page("/once", FETCH_NEW, NULL);
}

static void what_is_not_new_is_not_sent_again(void **state)
{
    (void)state;
    struct city city;
    city_init(&city, "/tagged");
    struct fetch *fetch = city_fetch(&city, &limits);
    assert_ends(fetch, FETCH_NEW, NULL);
    assert_ends(fetch, FETCH_SAME, NULL);
    assert_ends(fetch, FETCH_SAME, NULL);
    fetch_distrust(fetch, 0);
    assert_ends(fetch, FETCH_NEW, NULL);
    fetch_destroy(fetch);
    vec_finish(&city.config.live);
}

static void what_is_no_message_has_a_reason(void **state)
{
    (void)state;
    assert_page("/absent?k=hush", FETCH_FAILED, "HTTP 404");
    assert_page("/broken?k=hush", FETCH_FAILED, "HTTP 500");
    assert_page("/nothing", FETCH_FAILED, "HTTP 204");
    assert_page("/unasked", FETCH_FAILED, "HTTP 304");
    assert_page("/page?k=hush", FETCH_FAILED, "text/html");
    assert_page("/json", FETCH_FAILED, "application/json");
    assert_page("/short?k=hush", FETCH_FAILED, "partial file");
    assert_page("/nonsense", FETCH_FAILED, "");
    assert_page("/lost", FETCH_FAILED, "HTTP 302");
}

static void too_much_is_broken_off(void **state)
{
    (void)state;
    assert_page("/much?k=hush", FETCH_FAILED, "larger than 64 KiB");
    assert_page("/told", FETCH_FAILED, "larger than 64 KiB");
    assert_page("/bomb", FETCH_FAILED, "larger than 64 KiB");
}

static void who_is_slow_is_left(void **state)
{
    (void)state;
    struct fetch_limits hasty = limits;
    hasty.milliseconds = 200;
    assert_page_within("/slow?k=hush", &hasty, FETCH_FAILED, "longer than 200 ms");
}

static void redirects_are_judged_as_the_first_address(void **state)
{
    (void)state;
    unsigned before = server.requests;
    assert_page("/loop", FETCH_FAILED, "more than 3 redirects");
    assert_int_equal(server.requests - before, 4);
    assert_page("/cloud?k=hush", FETCH_FAILED, "169.254.169.254, the metadata of a cloud");
    assert_page("/port", FETCH_FAILED, "port 22");
    assert_page("/file", FETCH_FAILED, "no URL");
    assert_page("/other", FETCH_FAILED, "another kind than http");
    assert_page("/user", FETCH_FAILED, "with a user in it");
    before = server.requests;
    assert_page("/elsewhere", FETCH_FAILED, "1, a loopback address");
    assert_int_equal(server.requests - before, 1);
}

/* Each way of writing it: what counts is where the connection would go. */
static void private_addresses_are_refused_unless_allowed(void **state)
{
    (void)state;
    static const char *const hosts[] = {
        "127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]"};
    unsigned before = server.requests;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        struct city city;
        city_init(&city, "");
        snprintf(city.url, sizeof city.url, "http://%s:%u/plain?k=hush", hosts[i], server.port);
        city.live.allow_private = false;
        struct fetch *fetch = city_fetch(&city, &limits);
        assert_ends(fetch, FETCH_FAILED, "leads to ");
        fetch_destroy(fetch);
        vec_finish(&city.config.live);
    }
    assert_int_equal(server.requests, before);
}

static void ports_must_be_listed(void **state)
{
    (void)state;
    struct city city;
    city_init(&city, "/plain");
    city.live.port_count = 0;
    struct fetch *fetch = city_fetch(&city, &limits);
    assert_ends(fetch, FETCH_FAILED, "neither 80 nor 443");
    fetch_destroy(fetch);
    vec_finish(&city.config.live);
}

static void keys_are_told_to_whom_they_are_for(void **state)
{
    (void)state;
    static const struct config_header header = {"X-Api-Key", "key ${TRAJET_TEST}"};
    struct city city;
    city_init(&city, "/once?k=${TRAJET_TEST}");
    city.live.headers = &header;
    city.live.header_count = 1;
    setenv("TRAJET_TEST", "hush&", 1);
    struct fetch *fetch = city_fetch(&city, &limits);
    assert_ends(fetch, FETCH_NEW, NULL);
    assert_non_null(strstr(server.seen, "X-Api-Key: key hush&\r\n"));
    assert_null(strstr(fetch_name(fetch, 0), "hush"));
    fetch_destroy(fetch);
    unsetenv("TRAJET_TEST");
    fetch = fetch_create(&limits, 1);
    fetch_add_live(fetch, &city.config);
    assert_ends(fetch, FETCH_FAILED, "TRAJET_TEST is not in the environment");
    fetch_destroy(fetch);
    vec_finish(&city.config.live);
}

/* One attempt at what a document of the city leads to. */
static void assert_leads(struct city *city, const char *where, enum fetch_ending ending,
                         const char *words)
{
    static const char *const hosts[] = {"LocalHost"};
    struct fetch *fetch = fetch_create(&limits, 1);
    const struct fetch_source source = {.rules = &city->live,
                                        .where = where,
                                        .is_url = true,
                                        .hosts_only = true,
                                        .hosts = hosts,
                                        .host_count = 1};
    assert_int_equal(fetch_add(fetch, &source), 0);
    assert_ends(fetch, ending, words);
    fetch_destroy(fetch);
}

static const char *lead(const char *host, const char *path)
{
    static char url[200];
    snprintf(url, sizeof url, "http://%s:%u%s", host, server.port, path);
    return url;
}

static void documents_lead_to_named_hosts_only(void **state)
{
    (void)state;
    static const struct config_header header = {"X-Api-Key", "hush"};
    struct city city;
    city_init(&city, "/gbfs.json");
    city.live.headers = &header;
    city.live.header_count = 1;
    setenv("TRAJET_TEST", "hush", 1);
    assert_leads(&city, lead("127.0.0.1", "/plain?k=${TRAJET_TEST}"), FETCH_NEW, NULL);
    assert_non_null(strstr(server.seen, "GET /plain?k=${TRAJET_TEST} HTTP/1.1\r\n"));
    assert_non_null(strstr(server.seen, "X-Api-Key: hush\r\n"));
    assert_leads(&city, lead("localhost", "/plain"), FETCH_NEW, NULL);
    assert_null(strstr(server.seen, "X-Api-Key"));
    assert_leads(&city, lead("127.0.0.1", "/elsewhere"), FETCH_NEW, NULL);
    assert_null(strstr(server.seen, "X-Api-Key"));
    unsigned before = server.requests;
    assert_leads(&city, lead("127.0.0.2", "/plain"), FETCH_FAILED,
                 "the host 127.0.0.2, which is not among `hosts`");
    assert_leads(&city, lead("[::1]", "/plain"), FETCH_FAILED, "not among `hosts`");
    assert_leads(&city, lead("u:hush@127.0.0.1", "/plain"), FETCH_FAILED, "a user");
    assert_leads(&city, "http://127.0.0.1:22/plain", FETCH_FAILED, "port 22");
    assert_leads(&city, "file:///etc/passwd", FETCH_FAILED, "must start with");
    assert_leads(&city, "javascript:alert(1)", FETCH_FAILED, "must start with");
    assert_leads(&city, "", FETCH_FAILED, "must start with");
    assert_leads(&city, lead("127.0.0.1", "/a\r\nX: hush"), FETCH_FAILED, "blanks");
    assert_leads(&city, lead("127.0.0.1 ", "/"), FETCH_FAILED, "blanks");
    assert_leads(&city,
                 lead("\xe2\x92\x88"
                      "0.0.1",
                      "/"),
                 FETCH_FAILED, "beyond ASCII");
    assert_int_equal(server.requests, before);
    assert_leads(&city, lead("127.0.0.1", "/away"), FETCH_FAILED, "not among `hosts`");
    assert_int_equal(server.requests, before + 1);
    unsetenv("TRAJET_TEST");
    vec_finish(&city.config.live);
}

/* Another port of one's own host is another server. */
static void what_is_allowed_holds_for_the_configured_origin(void **state)
{
    (void)state;
    static const struct config_header header = {"X-Api-Key", "hush"};
    const uint16_t ports[] = {server.port, 9};
    struct city city;
    city_init(&city, "/gbfs.json");
    snprintf(city.url, sizeof city.url, "http://127.0.0.1:9/gbfs.json");
    city.live.ports = ports;
    city.live.port_count = 2;
    city.live.headers = &header;
    city.live.header_count = 1;
    unsigned before = server.requests;
    assert_leads(&city, lead("127.0.0.1", "/plain"), FETCH_FAILED, "a loopback address");
    assert_int_equal(server.requests, before);
    assert_leads(&city, lead("localhost", "/plain"), FETCH_NEW, NULL);
    assert_null(strstr(server.seen, "X-Api-Key"));
    vec_finish(&city.config.live);
}

static void sources_come_and_go(void **state)
{
    (void)state;
    struct city city;
    struct fetch_answer got;
    city_init(&city, "/slow");
    struct fetch_source source = {.rules = &city.live, .every_seconds = 3600};
    struct fetch *fetch = fetch_create(&limits, 1);
    assert_int_equal(fetch_add(fetch, &source), 0);
    assert_false(fetch_next(fetch, &got));
    source.where = lead("127.0.0.1", "/json");
    source.is_url = source.is_json = true;
    assert_int_equal(fetch_add(fetch, &source), 1);
    fetch_remove(fetch, 0); /* which is under way */
    assert_ends(fetch, FETCH_NEW, NULL);
    assert_string_equal(fetch_name(fetch, 1), source.where);
    assert_false(fetch_next(fetch, &got)); /* not due for an hour */
    fetch_pace(fetch, 1, 0);
    assert_ends(fetch, FETCH_NEW, NULL);
    source.is_json = false;
    source.bytes = 4;
    assert_int_equal(fetch_add(fetch, &source), 0);
    fetch_remove(fetch, 1);
    assert_ends(fetch, FETCH_FAILED, "larger than");
    fetch_destroy(fetch);
    vec_finish(&city.config.live);
}

/* The rest of an attempt, as the fetcher does it. */
static enum web_ending finish(struct web *web, CURLM *multi, int64_t *wait, struct error *error)
{
    int running = 1;
    while (running) {
        curl_multi_perform(multi, &running);
        if (running)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    CURLMsg *message = curl_multi_info_read(multi, &running);
    return web_end(web, multi, message->data.result, wait, error);
}

static void who_wants_to_be_left_alone_says_how_long(void **state)
{
    (void)state;
    struct city city;
    struct web web;
    struct error error = {0};
    int64_t wait = 0;
    city_init(&city, "/broken");
    CURLM *multi = curl_multi_init();
    const struct fetch_source source = {.rules = &city.live, .is_url = true, .bytes = LIMIT};
    web_init(&web, &source, &limits);
    assert_true(web_begin(&web, multi, &error));
    assert_int_equal(finish(&web, multi, &wait, &error), WEB_FAILED);
    assert_int_equal(wait, 7);
    curl_multi_cleanup(multi);
    vec_finish(&city.config.live);
}

static void several_feeds_take_turns(void **state)
{
    (void)state;
    struct city city;
    struct fetch_answer got;
    uint32_t seen = 0;
    city_init(&city, "/plain");
    for (int i = 0; i < 4; i++)
        add_live(&city);
    struct fetch *fetch = city_fetch(&city, &limits);
    for (int i = 0; i < 40; i++) {
        wait_for(fetch, &got);
        assert_int_equal(got.ending, FETCH_NEW);
        seen |= 1u << got.source;
        vec_finish(&got.bytes);
    }
    assert_int_equal(seen, 31);
    fetch_destroy(fetch);
    vec_finish(&city.config.live);
}

static void what_is_under_way_can_be_broken_off(void **state)
{
    (void)state;
    struct city city;
    struct fetch_answer got;
    city_init(&city, "/slow");
    struct fetch *fetch = city_fetch(&city, &limits);
    assert_false(fetch_next(fetch, &got));
    fetch_wait(fetch, 10, NULL, 0);
    fetch_destroy(fetch);
    fetch_destroy(NULL);
    vec_finish(&city.config.live);
}

static void files_are_read_when_they_have_changed(void **state)
{
    (void)state;
    struct city city;
    city_init(&city, "");
    city.live.is_url = false;
    city.live.where = scratch_path(&scratch, "now.pb");
    struct fetch *fetch = city_fetch(&city, &limits);
    assert_ends(fetch, FETCH_FAILED, "No such file");
    scratch_write(&scratch, "now.pb", BODY, sizeof BODY - 1);
    assert_ends(fetch, FETCH_NEW, NULL);
    assert_ends(fetch, FETCH_SAME, NULL);
    scratch_write(&scratch, "now.pb", BODY "more", sizeof BODY + 3);
    assert_ends(fetch, FETCH_NEW, NULL);
    assert_ends(fetch, FETCH_SAME, NULL);
    fetch_distrust(fetch, 0);
    assert_ends(fetch, FETCH_NEW, NULL);
    assert_int_equal(truncate(city.live.where, LIMIT + 1), 0);
    assert_ends(fetch, FETCH_FAILED, "larger than 64 KiB");
    assert_string_equal(fetch_name(fetch, 0), city.live.where);
    fetch_destroy(fetch);
    vec_finish(&city.config.live);
}

static void folders_and_pipes_are_no_files(void **state)
{
    (void)state;
    struct city city;
    city_init(&city, "");
    city.live.is_url = false;
    city.live.where = scratch.path;
    struct fetch *fetch = city_fetch(&city, &limits);
    assert_ends(fetch, FETCH_FAILED, "is no file");
    fetch_destroy(fetch);
    vec_finish(&city.config.live);
}

static int begin(void **state)
{
    (void)state;
    scratch_init(&scratch);
    web_server_start(&server, answer);
    setenv("http_proxy", "http://127.0.0.1:1", 1); /* which nobody may ask */
    return 0;
}

static int finish_all(void **state)
{
    (void)state;
    web_server_stop(&server);
    scratch_finish(&scratch);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_arrives),
        cmocka_unit_test(what_is_not_new_is_not_sent_again),
        cmocka_unit_test(what_is_no_message_has_a_reason),
        cmocka_unit_test(too_much_is_broken_off),
        cmocka_unit_test(who_is_slow_is_left),
        cmocka_unit_test(redirects_are_judged_as_the_first_address),
        cmocka_unit_test(private_addresses_are_refused_unless_allowed),
        cmocka_unit_test(ports_must_be_listed),
        cmocka_unit_test(keys_are_told_to_whom_they_are_for),
        cmocka_unit_test(who_wants_to_be_left_alone_says_how_long),
        cmocka_unit_test(documents_lead_to_named_hosts_only),
        cmocka_unit_test(what_is_allowed_holds_for_the_configured_origin),
        cmocka_unit_test(sources_come_and_go),
        cmocka_unit_test(several_feeds_take_turns),
        cmocka_unit_test(what_is_under_way_can_be_broken_off),
        cmocka_unit_test(files_are_read_when_they_have_changed),
        cmocka_unit_test(folders_and_pipes_are_no_files),
    };
    return cmocka_run_group_tests(tests, begin, finish_all);
}
