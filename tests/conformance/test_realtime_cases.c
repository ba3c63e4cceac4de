#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <jansson.h>

#include "engine/base/mapfile.h"
#include "tests/built.h"
#include "tests/live_feeds.h"

/*
 * What becomes of runs: the cases of other engines that ask for the state of trips after some
 * messages. Times are compared in minutes with nigiri, which cuts them, and in seconds with OTP.
 * Beside these cases stand those in which we decided otherwise, with the reason.
 */

static const struct other {
    const char *name, *reason;
} decided[] = {
    {"nigiri/rt-relative-delays", "what was not told gives way to what was told"},
    {"nigiri/rt-update-without-seq", "an update with one wrong stop is dropped whole"},
};

/* A case being looked at. */
struct looking {
    const char *name;
    const json_t *expected;
    struct live_feeds feeds;
    struct built built;
    int step; /* seconds to which times are compared */
    int faults;
};

static void complain(struct looking *looking, const char *what, const char *ours,
                     const char *theirs)
{
    looking->faults++;
    printf("  %s: %s is %s, expected %s\n", looking->name, what, ours, theirs);
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static civil_day day_of(const char *text)
{
    civil_day day = 0;
    return civil_parse_day(text, strlen(text), &day) ? day : 0;
}

static const struct live_run *find(const struct looking *looking, const char *trip, civil_day day)
{
    return live_feeds_find(&looking->feeds, trip, day, INT32_MIN);
}

/* Where the times of a run lie, and what goes with them. */
struct times {
    const struct call_time *times;
    const struct live_call *calls;
    unix_time begin;
    uint32_t count;
};

static struct times times_of(const struct looking *looking, const struct live_run *run)
{
    const struct network *network = &looking->built.network;
    const struct live *live = &looking->feeds.live;
    const struct trip *trip = &live->trips[run - live->runs];
    uint32_t at = trip->profile - network->counts.profile_times, own = network->counts.patterns;
    struct zone zone = network_zone(network, network->feeds[0].zone);
    return (struct times){
        .times = live->profile_times + at,
        .calls = live->calls + at,
        .begin = zone_day_start(&zone, run->day) + trip->start,
        .count = trip->pattern < own ? network->patterns[trip->pattern].call_count
                                     : live->patterns[trip->pattern - own].call_count,
    };
}

static void check_time(struct looking *looking, const json_t *stop, const char *key, unix_time ours)
{
    const char *text = text_of(stop, key);
    char found[CIVIL_TEXT];
    unix_time theirs;
    if (!*text || !civil_parse_time(text, NULL, &theirs))
        return;
    if (ours / looking->step != theirs / looking->step)
        complain(looking, key, civil_text_utc(ours, found), text);
}

static void check_stop(struct looking *looking, const struct times *times, const json_t *stop,
                       uint32_t call)
{
    const struct network *network = &looking->built.network;
    const struct live_call *found = &times->calls[call];
    const char *id = network_text(network, network->stops[found->stop].id);
    unix_time arrive = times->begin + times->times[call].arrive;
    unix_time depart = times->begin + times->times[call].depart;
    if (strcmp(id, text_of(stop, "stop_id")) != 0)
        complain(looking, "stop", id, text_of(stop, "stop_id"));
    check_time(looking, stop, "arrival", arrive);
    check_time(looking, stop, "realtime_arrival", arrive);
    check_time(looking, stop, "departure", depart);
    check_time(looking, stop, "realtime_departure", depart);
    bool skipped = json_is_true(json_object_get(stop, "skipped")) ||
                   json_is_false(json_object_get(stop, "boarding")) ||
                   json_is_false(json_object_get(stop, "alighting"));
    if (skipped != ((found->flags & LIVE_SKIPPED) != 0))
        complain(looking, "a skipped stop", skipped ? "served" : "skipped", id);
    if (json_is_true(json_object_get(stop, "no_data")) && !(found->flags & LIVE_NO_DATA))
        complain(looking, "a stop without data", "told", id);
}

static void check_stops(struct looking *looking, const struct live_run *run, const json_t *stops)
{
    struct times times = times_of(looking, run);
    for (size_t i = 0; i < json_array_size(stops); i++) {
        const json_t *stop = json_array_get(stops, i);
        const json_t *index = json_object_get(stop, "index");
        uint32_t call = index ? (uint32_t)json_integer_value(index) : (uint32_t)i;
        if (call < times.count)
            check_stop(looking, &times, stop, call);
        else
            complain(looking, "a call", "missing", text_of(stop, "stop_id"));
    }
}

/* One trip of an OTP case. */
static void check_trip(struct looking *looking, const json_t *trip)
{
    const struct live_run *run =
        find(looking, text_of(trip, "trip_id"), day_of(text_of(trip, "service_date")));
    const char *state = text_of(trip, "state");
    if (strcmp(state, "scheduled") == 0 && run)
        complain(looking, text_of(trip, "trip_id"), "touched", state);
    else if (strcmp(state, "cancelled") == 0 && (!run || run->state == LIVE_RUNS))
        complain(looking, text_of(trip, "trip_id"), "not cancelled", state);
    else if (strcmp(state, "updated") == 0 && (!run || run->state != LIVE_RUNS))
        complain(looking, text_of(trip, "trip_id"), "not updated", state);
    if (run && run->state == LIVE_RUNS)
        check_stops(looking, run, json_object_get(trip, "stops"));
}

/* The one trip of a nigiri case. */
static void check_only_trip(struct looking *looking, const json_t *query)
{
    const char *id = text_of(query, "trip_id");
    const struct live_run *run = find(looking, id, day_of(text_of(query, "start_date")));
    bool known = strstr(id, "NEW") == NULL && strstr(id, "ADDED") == NULL;
    bool found = json_is_true(json_object_get(looking->expected, "found"));
    bool cancelled = json_is_true(json_object_get(looking->expected, "cancelled"));
    if (found != (known || run))
        complain(looking, id, run ? "there" : "not there", found ? "there" : "not there");
    if (cancelled != (run && run->state != LIVE_RUNS))
        complain(looking, id, cancelled ? "not cancelled" : "cancelled", "otherwise");
    if (json_is_false(json_object_get(looking->expected, "realtime")) && run)
        complain(looking, id, "touched", "as promised");
    const json_t *stops = json_object_get(looking->expected, "stops");
    if (json_array_size(stops) && run)
        check_stops(looking, run, stops);
    else if (json_array_size(stops))
        complain(looking, id, "untouched", "updated");
}

static void check(struct looking *looking, const json_t *query)
{
    const char *kind = text_of(looking->expected, "kind");
    const json_t *trips = json_object_get(looking->expected, "trips");
    if (strcmp(kind, "trip") == 0)
        check_only_trip(looking, query);
    else if (strcmp(kind, "rejected") == 0 && looking->feeds.live.counts.runs)
        complain(looking, "the update", "applied", "refused");
    for (size_t i = 0; i < json_array_size(trips); i++)
        check_trip(looking, json_array_get(trips, i));
}

/* Takes the messages of the case in their order, the clock at the newest. */
static void take_all(struct looking *looking, const char *folder)
{
    char path[4096];
    for (int i = 0;; i++) {
        struct mapfile file;
        struct error error = {0};
        snprintf(path, sizeof path, "%s/rt/%02d.pb", folder, i);
        if (!mapfile_open(&file, path, &error))
            break;
        live_feeds_take(&looking->feeds, 0, (struct realtime_bytes){file.bytes, file.size, path});
        mapfile_close(&file);
    }
}

static const struct other *other_of(const char *name)
{
    for (size_t i = 0; i < sizeof decided / sizeof *decided; i++)
        if (strcmp(decided[i].name, name) == 0)
            return &decided[i];
    return NULL;
}

static json_t *load(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return json_load_file(path, 0, NULL);
}

/* Looks at one case; how many faults it has that nobody decided. */
static int look_at(const char *folder, const char *name, bool seconds)
{
    char gtfs[4096];
    json_t *query = load(folder, "query.json"), *expected = load(folder, "expected.json");
    struct looking looking = {.name = name, .expected = expected, .step = seconds ? 1 : 60};
    snprintf(gtfs, sizeof gtfs, "%s/gtfs", folder);
    built_from_paths(&looking.built, (const char *const[]){gtfs, NULL});
    live_feeds_init(&looking.feeds, &looking.built.network, 1800000000);
    take_all(&looking, folder);
    live_feeds_apply(&looking.feeds);
    check(&looking, query);
    const struct other *other = other_of(name);
    if (other)
        printf("%s: decided otherwise: %s\n", name, other->reason);
    int faults = other ? !looking.faults : looking.faults;
    live_feeds_finish(&looking.feeds);
    built_finish(&looking.built);
    json_decref(query);
    json_decref(expected);
    return faults;
}

/* Whether the case is one of runs and not of journeys. */
static bool is_of_runs(const char *folder)
{
    json_t *query = load(folder, "query.json");
    bool of_runs = strncmp(text_of(query, "kind"), "trip", 4) == 0;
    json_decref(query);
    return of_runs;
}

static int look_at_all(const char *shared, const char *source, int *cases)
{
    struct dirent **entries;
    char path[1024], folder[2048], name[512];
    int faulty = 0;
    snprintf(path, sizeof path, "%s/conformance/%s", shared, source);
    int count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        snprintf(folder, sizeof folder, "%s/%s", path, entries[i]->d_name);
        snprintf(name, sizeof name, "%s/%s", source, entries[i]->d_name);
        if (strncmp(entries[i]->d_name, "rt-", 3) == 0 && is_of_runs(folder)) {
            faulty += look_at(folder, name, strcmp(source, "otp") == 0) != 0;
            ++*cases;
        }
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return faulty;
}

int main(void)
{
    const char *shared = getenv("SHARED");
    char probe[1024];
    struct stat info;
    int cases = 0;
    shared = shared ? shared : "../shared";
    snprintf(probe, sizeof probe, "%s/conformance/otp", shared);
    if (stat(probe, &info) != 0) {
        printf("skipped: no cases at %s; set SHARED\n", probe);
        return 77;
    }
    int faulty = look_at_all(shared, "nigiri", &cases) + look_at_all(shared, "otp", &cases);
    printf("%d cases, %d amiss\n", cases, faulty);
    return faulty || !cases;
}
