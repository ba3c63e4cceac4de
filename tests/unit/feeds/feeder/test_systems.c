#include "feeds/feeder/systems.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/log.h"
#include "feeds/feeder/leads.h"
#include "tests/scratch.h"
#include "tests/web_server.h"

#define NOW 1780000000

/* Documents as files that are looked at in each step, or behind a server. */
static struct {
    struct scratch scratch;
    struct config config;
    struct config_shared shared;
    struct fetch *fetch;
    struct systems systems;
    unix_time now;
    char where[256];
} it;

static const char stations[] = "{\"last_updated\": 1779999990, \"ttl\": 600, \"version\": \"2.3\", "
                               "\"data\": {\"stations\": [{\"station_id\": \"a\", \"name\": \"A\", "
                               "\"lat\": 46.0, \"lon\": -1.5}]}}";

/* How many vehicles station a has, said at some time. */
static const char *status(unix_time stamp, int vehicles)
{
    static char text[400];
    snprintf(text, sizeof text,
             "{\"last_updated\": %lld, \"ttl\": 0, \"version\": \"2.3\", \"data\": {\"stations\": "
             "[{\"station_id\": \"a\", \"num_bikes_available\": %d, \"num_docks_available\": 4, "
             "\"is_installed\": true, \"is_renting\": true, \"is_returning\": true, "
             "\"last_reported\": %lld}]}}",
             (long long)stamp, vehicles, (long long)stamp);
    return text;
}

/* A discovery document of these links: a name, a URL, a name ...; ends with NULL. */
static const char *discovery(const char *const *links)
{
    static char text[2000];
    size_t used = (size_t)snprintf(text, sizeof text,
                                   "{\"last_updated\": 1779999990, \"ttl\": 0, \"version\": "
                                   "\"2.3\", \"data\": {\"en\": {\"feeds\": [");
    for (size_t i = 0; links[i]; i += 2)
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "%s{\"name\": \"%s\", \"url\": \"%s\"}", i ? ", " : "", links[i],
                                 links[i + 1]);
    snprintf(text + used, sizeof text - used, "]}}}");
    return text;
}

static void put(const char *name, const char *text)
{
    scratch_text(&it.scratch, name, text);
}

/* Begins with what the configuration says: a path in the scratch folder, or a URL. */
static void start(const char *where)
{
    static const struct fetch_limits limits = {
        .bytes = 100000, .milliseconds = 5000, .redirects = 3, .at_once = 8};
    bool is_url = strstr(where, "://") != NULL;
    snprintf(it.where, sizeof it.where, "%s", is_url ? where : scratch_path(&it.scratch, where));
    it.shared.from.where = it.where;
    it.shared.from.is_url = is_url;
    vec_push(&it.config.shared, &it.shared);
    it.fetch = fetch_create(&limits, 1);
    systems_init(&it.systems, &it.config, it.fetch);
}

/* Looks at everything a few times; returns whether there was anything new. */
static bool step(void)
{
    struct fetch_answer answer;
    bool news = false;
    for (int left = 100; left > 0 || !systems_are_tried(&it.systems); left--)
        if (fetch_next(it.fetch, &answer))
            news |= systems_take(&it.systems, &answer, it.now);
        else
            fetch_wait(it.fetch, left > 0 ? 0 : 10, NULL, 0);
    return systems_judge(&it.systems, it.now) || news;
}

static struct system *first(void)
{
    return systems_at(&it.systems, 0);
}

static void assert_state(enum live_feed_state state, const char *problem)
{
    struct live_feed row = system_row(first());
    if (row.state != state || strcmp(first()->problem, problem) != 0)
        fail_msg("%u, not %d: %s", row.state, state, first()->problem);
}

static uint32_t vehicles(void)
{
    const struct gbfs_system *said = gbfs_store_system(first()->store);
    return said->status_count ? said->statuses[0].vehicles : NO_IX;
}

static void a_folder_is_read_by_the_names_of_its_files(void **state)
{
    (void)state;
    start("bikes");
    step();
    assert_state(LIVE_FEED_SILENT, "No such file or directory");
    assert_int_equal(mkdir(scratch_path(&it.scratch, "bikes"), 0700), 0);
    step();
    assert_state(LIVE_FEED_SILENT, "the folder has no document of GBFS");
    put("bikes/station_information.json", stations);
    put("bikes/station_status.json", status(NOW - 5, 3));
    assert_true(step());
    assert_state(LIVE_FEED_FRESH, "");
    assert_int_equal(vehicles(), 3);
    assert_false(step());
    put("bikes/station_status.json", status(NOW - 4, 2));
    assert_true(step());
    assert_int_equal(vehicles(), 2);
    struct live_feed row = system_row(first());
    assert_int_equal(row.kind, LIVE_FEED_SHARED);
    assert_int_equal(row.stamp, NOW - 4);
    assert_int_equal(row.fetched, NOW);
    assert_int_equal(row.entities, 2);
    assert_int_equal(row.messages, 3);
    assert_int_equal(row.limit_seconds, 600);
    assert_true(row.feed == NO_IX);
    unlink(scratch_path(&it.scratch, "bikes/station_status.json"));
    assert_true(step());
    assert_state(LIVE_FEED_SILENT, "publishes neither station_status nor vehicle_status");
}

static void a_discovery_file_of_a_folder_goes_before_names(void **state)
{
    (void)state;
    const char *const links[] = {"station_status", "https://example.invalid/s", NULL};
    assert_int_equal(mkdir(scratch_path(&it.scratch, "bikes"), 0700), 0);
    put("bikes/station_information.json", stations);
    put("bikes/station_status.json", status(NOW - 5, 3));
    put("bikes/gbfs.json", discovery(links));
    start("bikes");
    step();
    assert_state(LIVE_FEED_FRESH, "");
    assert_int_equal(system_row(first()).entities, 1);
    unlink(scratch_path(&it.scratch, "bikes/gbfs.json"));
    step();
    assert_state(LIVE_FEED_FRESH, "");
    assert_int_equal(system_row(first()).entities, 2);
}

static void files_beside_a_discovery_file_go_before_its_urls(void **state)
{
    (void)state;
    const char *const links[] = {"station_status", "https://example.invalid/s",
                                 "station_information", "places.json", NULL};
    put("station_status.json", status(NOW - 5, 3));
    put("places.json", stations);
    put("gbfs.json", discovery(links));
    start("gbfs.json");
    step();
    assert_state(LIVE_FEED_FRESH, "");
    assert_int_equal(system_row(first()).entities, 2);
    const char *const fewer[] = {"station_status", "https://example.invalid/s", NULL};
    put("gbfs.json", discovery(fewer));
    assert_true(step());
    assert_int_equal(system_row(first()).entities, 1);
    assert_int_equal(gbfs_store_system(first()->store)->station_count, 0);
}

/* The fetcher refuses what is not of the folder; a file cannot make one read another. */
static void a_discovery_file_leads_to_nothing_above_it(void **state)
{
    (void)state;
    static const char *const urls[] = {"../secret.json", "/etc/passwd", "a/../../secret.json",
                                       "file:///etc/passwd", "javascript:alert(1)"};
    assert_int_equal(mkdir(scratch_path(&it.scratch, "bikes"), 0700), 0);
    put("secret.json", status(NOW - 5, 3));
    start("bikes/gbfs.json");
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        const char *const links[] = {"station_status", urls[i], NULL};
        put("bikes/gbfs.json", discovery(links));
        step();
        assert_state(LIVE_FEED_SILENT, "station_status: must start with https:// or http://");
    }
}

static void one_bad_document_takes_nothing_from_the_others(void **state)
{
    (void)state;
    const char *const links[] = {"station_status", "s", "station_information", "i", NULL};
    put("gbfs.json", discovery(links));
    put("station_status.json", status(NOW - 5, 3));
    put("station_information.json", stations);
    start("gbfs.json");
    step();
    put("station_information.json", "[]");
    assert_true(step());
    assert_state(LIVE_FEED_FRESH, "station_information: is no JSON object");
    assert_int_equal(gbfs_store_system(first()->store)->station_count, 1);
    put("station_status.json", "{");
    step();
    assert_int_equal(system_row(first()).state, LIVE_FEED_FAILED);
    assert_int_equal(vehicles(), 3);
    assert_true(system_is_usable(first()));
    put("gbfs.json", "{}");
    put("station_status.json", status(NOW - 4, 2));
    step();
    assert_state(LIVE_FEED_FAILED, "has no list `feeds`");
    assert_int_equal(vehicles(), 2);
    put("gbfs.json", discovery(links));
    put("station_information.json", stations);
    step();
    assert_state(LIVE_FEED_FRESH, "");
}

static void what_is_old_is_dropped_until_there_is_news(void **state)
{
    (void)state;
    put("station_status.json", status(NOW - 10, 3));
    put("station_information.json", stations);
    start(".");
    step();
    it.now = NOW + 589;
    assert_false(step());
    assert_true(system_is_usable(first()));
    it.now = NOW + 590;
    assert_true(step());
    assert_state(LIVE_FEED_STALE, "station_status: too old to be used");
    assert_false(system_is_usable(first()));
    assert_int_equal(system_row(first()).stamp, NOW - 10);
    assert_false(step());
    put("station_status.json", status(NOW - 11, 5)); /* is new, and too old when it comes */
    assert_false(step());
    assert_false(system_is_usable(first()));
    put("station_status.json", status(NOW + 580, 4));
    assert_true(step());
    assert_state(LIVE_FEED_FRESH, "");
    assert_int_equal(vehicles(), 4);
}

/* A clock two hours ahead, as of who writes local time for UTC, makes nothing fresh for longer. */
static void what_is_said_ahead_of_time_is_of_now(void **state)
{
    (void)state;
    put("station_status.json", status(NOW + 7200, 3));
    put("station_information.json", stations);
    start(".");
    step();
    assert_state(LIVE_FEED_FRESH, "");
    assert_int_equal(system_row(first()).stamp, NOW);
    const struct finding *found =
        findings_find(&first()->documents[GBFS_STATION_STATUS].findings, "stamp_ahead");
    assert_non_null(found);
    assert_string_equal(found->places[0].detail, "7200 s ahead");
    it.now = NOW + 600;
    step();
    assert_state(LIVE_FEED_STALE, "station_status: too old to be used");
}

/* Of vehicles and stations one may be old and the other new. */
static void one_of_two_statuses_may_be_old(void **state)
{
    (void)state;
    put("station_status.json", status(NOW - 10, 3));
    put("free_bike_status.json", "{\"last_updated\": 1779990000, \"ttl\": 0, \"data\": "
                                 "{\"bikes\": []}}");
    start(".");
    step();
    assert_state(LIVE_FEED_FAILED, "vehicle_status: too old to be used");
    assert_true(system_is_usable(first()));
    assert_int_equal(system_row(first()).stamp, NOW - 10);
}

static void a_manifest_is_several_systems(void **state)
{
    (void)state;
    static const char both[] =
        "{\"last_updated\": 1779999990, \"ttl\": 0, \"version\": \"3.0\", \"data\": {\"datasets\": "
        "[{\"system_id\": \"a_b\", \"versions\": [{\"version\": \"2.3\", \"url\": "
        "\"one/gbfs.json\"}]}, {\"system_id\": \"a.b\", \"versions\": [{\"version\": \"2.3\", "
        "\"url\": \"two/gbfs.json\"}]}]}}";
    static const char none[] = "{\"last_updated\": 1779999990, \"ttl\": 0, \"version\": \"3.0\", "
                               "\"data\": {\"datasets\": []}}";
    const char *const links[] = {"station_status", "s", NULL};
    assert_int_equal(mkdir(scratch_path(&it.scratch, "one"), 0700), 0);
    assert_int_equal(mkdir(scratch_path(&it.scratch, "two"), 0700), 0);
    put("one/gbfs.json", discovery(links));
    put("one/station_status.json", status(NOW - 10, 3));
    put("manifest.json", both);
    start("manifest.json");
    assert_true(step());
    assert_int_equal(it.systems.items.count, 3);
    assert_false(system_is_shown(&it.systems, first()));
    assert_string_equal(systems_at(&it.systems, 1)->tag, "bikes-a-b");
    assert_string_equal(systems_at(&it.systems, 2)->tag, "bikes-a-b-2");
    assert_int_equal(system_row(systems_at(&it.systems, 1)).state, LIVE_FEED_FRESH);
    assert_int_equal(system_row(systems_at(&it.systems, 2)).state, LIVE_FEED_SILENT);
    put("manifest.json", "{}");
    step();
    assert_true(system_is_usable(systems_at(&it.systems, 1)));
    assert_true(system_is_shown(&it.systems, first())); /* to tell its problem */
    put("manifest.json", none);
    assert_true(step());
    assert_null(systems_at(&it.systems, 1));
    assert_null(systems_at(&it.systems, 2));
}

/* --- Behind a server --- */

static struct web_server server;
static atomic_int bikes, broken;

static void answer(struct web_server *web, const char *request, int client)
{
    char url[100];
    snprintf(url, sizeof url, "http://127.0.0.1:%u/status", web->port);
    const char *const links[] = {"station_status", url, "station_information",
                                 "http://127.0.0.2/away", NULL};
    web_server_say(client, "HTTP/1.1 %s\r\nContent-Type: application/json\r\n\r\n",
                   broken ? "500 Oh" : "200 OK");
    if (strncmp(request, "GET /gbfs.json", 14) == 0)
        web_server_say(client, "%s", discovery(links));
    else
        web_server_say(client, "%s", status(NOW - 5, bikes));
}

static void documents_are_fetched_where_they_are_said_to_be(void **state)
{
    (void)state;
    char url[100];
    bikes = 3;
    web_server_start(&server, answer);
    snprintf(url, sizeof url, "http://127.0.0.1:%u/gbfs.json", server.port);
    it.shared.from.ports = &server.port;
    it.shared.from.port_count = 1;
    it.shared.from.allow_http = it.shared.from.allow_private = true;
    start(url);
    step();
    assert_state(LIVE_FEED_FRESH, "station_information: leads to the host 127.0.0.2, which is not "
                                  "among `hosts`");
    assert_int_equal(vehicles(), 3);
    bikes = 2;
    do
        step();
    while (vehicles() != 2);
    broken = true;
    do
        step();
    while (first()->state != LIVE_FEED_FAILED);
    assert_state(LIVE_FEED_FAILED, "station_status: answers with HTTP 500");
    assert_int_equal(vehicles(), 2);
    broken = false;
    systems_finish(&it.systems);
    fetch_destroy(it.fetch);
    it.fetch = NULL;
    web_server_stop(&server);
}

static void each_document_has_a_pace_of_its_own(void **state)
{
    (void)state;
    struct system *system = &(struct system){.shared = &it.shared};
    struct document *quick = &system->documents[GBFS_STATION_STATUS];
    struct document *slow = &system->documents[GBFS_STATION_INFORMATION];
    it.shared.from.every_seconds = 30;
    quick->is_url = slow->is_url = true;
    quick->ttl = slow->ttl = -1;
    assert_int_equal(leads_pace(system, quick), 30);
    assert_int_equal(leads_pace(system, slow), 300);
    assert_int_equal(leads_pace(system, &system->lead), 30); /* a file */
    quick->ttl = slow->ttl = 60;
    assert_int_equal(leads_pace(system, quick), 60);
    assert_int_equal(leads_pace(system, slow), 300);
    quick->ttl = slow->ttl = 86400;
    assert_int_equal(leads_pace(system, quick), 600); /* what is older counts no more */
    assert_int_equal(leads_pace(system, slow), 86400);
    slow->is_url = false;
    assert_int_equal(leads_pace(system, slow), 30);
}

static int begin(void **state)
{
    (void)state;
    log_enable(false);
    scratch_init(&it.scratch);
    it.now = NOW;
    it.shared = (struct config_shared){.from = {.tag = "bikes", .limit_seconds = 600}};
    it.config.live = vec_of(sizeof(struct config_live));
    it.config.shared = vec_of(sizeof(struct config_shared));
    return 0;
}

static int end(void **state)
{
    (void)state;
    if (it.fetch) {
        systems_finish(&it.systems);
        fetch_destroy(it.fetch);
        it.fetch = NULL;
    }
    vec_finish(&it.config.shared);
    scratch_finish(&it.scratch);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_folder_is_read_by_the_names_of_its_files),
        TEST(a_discovery_file_of_a_folder_goes_before_names),
        TEST(files_beside_a_discovery_file_go_before_its_urls),
        TEST(a_discovery_file_leads_to_nothing_above_it),
        TEST(one_bad_document_takes_nothing_from_the_others),
        TEST(what_is_old_is_dropped_until_there_is_news),
        TEST(what_is_said_ahead_of_time_is_of_now),
        TEST(one_of_two_statuses_may_be_old),
        TEST(a_manifest_is_several_systems),
        TEST(documents_are_fetched_where_they_are_said_to_be),
        TEST(each_document_has_a_pace_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
