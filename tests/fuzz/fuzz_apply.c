#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "tests/live_world.h"

/*
 * Live feeds over a small timetable: each byte is a word of a message (ids that exist and some that
 * do not, dates, delays, times), or ends a part, an entity or a message. Whatever comes of it is
 * frozen and mapped, which checks it as the server would; applying twice gives the same.
 */

enum kind { NOTHING, TRIP, VEHICLE, ALERT };

/* The vocabulary of each kind of part; a zero ends a list. */
static const char *const trips[] = {"T",      "U",     "V",       "O",       "N",     "F", "H",
                                    "K",      "1:A:7", "9:A:7",   "X",       "1:B:8", "Y", "9:A:8",
                                    "nobody", "2:x",   "route:L", "route:M", NULL};
static const char *const trip_words[] = {
    "@20260504",  "@20260505",   "@20260509",   "@20270101",
    "@never",     "^08:00:00",   "^06:20:00",   "^09:17:00",
    "^15:00:00",  "^noon",       "!1",          "!2",
    "!3",         "!4",          "!5",          "!6",
    "!7",         "!8",          "route:L",     "route:M",
    "route:W",    "dir:0",       "dir:1",       "late:60",
    "late:-300",  "late:9999",   "at:08:04",    "as:X",
    "as:T",       "on:20260504", "on:20280101", "from:11:00:00",
    "sign:There", "vehicle:v",   "wheel:2",     "wheel:3",
    "!0",         NULL};
static const char *const stops[] = {"P",  "P2", "Q",  "R",   "S",   "Z",   "E",           "W", "#1",
                                    "#2", "#3", "#5", "#10", "#15", "#20", "#4294967295", NULL};
static const char *const stop_words[] = {
    "a+60",    "a-600",   "a+999999",  "a=08:05", "a=08:12", "a=09:10", "a=25:00", "a=1",
    "d+60",    "d-60",    "d+600",     "d=08:01", "d=08:13", "d=09:20", "d=25:10", "d=99999999999",
    "A=08:10", "A=14:20", "D=08:11",   "D=14:00", "D=09:00", "u:30",    "!0",      "!1",
    "!2",      "!3",      "!9",        "to:P2",   "to:Z",    "to:W",    "to:S",    "pick:1",
    "drop:3",  "occ:5",   "sign:Here", "P",       "R",       "#2",      NULL};
static const char *const vehicle_words[] = {
    "stop:P",      "stop:Q",     "stop:R",    "stop:W",    "#1",         "#2",       "#15",
    "status:0",    "status:1",   "status:2",  "at:08:04",  "at:08:03",   "at:07:59", "at:08:30",
    "lat:48.0255", "lon:2.0255", "lat:48.05", "lon:2.05",  "bearing:90", "speed:9",  "occ:3",
    "full:50",     "jam:2",      "id:v",      "label:Bus", "plate:x",    NULL};
static const char *const selector_words[] = {
    "agency:A", "agency:B",  "route:L", "route:W", "stop:S", "stop:Q",     "stop:W",
    "type:3",   "dir:1",     "trip:T",  "trip:V",  "trip:W", "trip:9:A:7", "@20260504",
    "@never",   "^08:00:00", "on:L",    "on:W",    NULL};
static const char *const alert_words[] = {
    "header:Works/en", "header:Travaux/fr", "description:x", "url:u",          "cause:10",
    "effect:1",        "severity:4",        "from:07:00",    "until:09:00",    "shown:06:00",
    "to:07:00",        "hit:08:00",         "over:10:00",    "cause_detail:y", NULL};

static struct live_world world;

/* An entity being written as a line. */
static struct line {
    enum kind kind;
    const char *const *words; /* of the part at hand */
    char text[512];
    char id[2];
} line;

static const char *pick(const char *const *words, uint8_t choice)
{
    size_t count = 0;
    while (words[count])
        count++;
    return words[choice % count];
}

static void add(const char *word)
{
    size_t used = strlen(line.text);
    if (used + strlen(word) + 2 < sizeof line.text)
        snprintf(line.text + used, sizeof line.text - used, " %s", word);
}

static void end_entity(void)
{
    const char *text = line.text + strspn(line.text, " ");
    const char *id = *line.id ? line.id : NULL;
    if (world.words.bytes.size < sizeof world.words.bytes.data / 2) {
        if (line.kind == TRIP)
            rt_trip(&world.words, id, text);
        else if (line.kind == VEHICLE)
            rt_vehicle(&world.words, id, text);
        else if (line.kind == ALERT)
            rt_alert(&world.words, id, text);
    }
    line.kind = NOTHING;
    line.text[0] = '\0';
}

static void begin_entity(enum kind kind, uint8_t choice)
{
    end_entity();
    line.kind = kind;
    line.id[0] = (char)(choice % 5 ? 'a' + choice % 5 : 0);
    line.words = kind == ALERT ? selector_words : trip_words;
    if (kind != ALERT)
        add(pick(trips, choice));
    else
        add(pick(selector_words, choice));
}

static void begin_part(uint8_t choice)
{
    add("|");
    if (line.kind == TRIP)
        line.words = stop_words;
    else if (line.kind == VEHICLE)
        line.words = vehicle_words;
    else if (line.kind == ALERT)
        line.words = choice & 128 ? selector_words : alert_words;
    else
        return;
    add(line.kind == TRIP ? pick(stops, choice) : pick(line.words, choice & 127));
}

static void end_message(uint8_t choice)
{
    end_entity();
    live_feeds_take(&world.state, choice >> 7, rt_bytes(&world.words));
    world.stamp += (choice & 3) - 1;
    rt_begin(&world.words, world.midnight, choice & 8 ? 0 : world.stamp, choice & 4);
}

/* A word of a vehicle's trip is said of a trip update only. */
static bool fits(const char *word)
{
    bool head = line.words == trip_words;
    return line.kind != VEHICLE || !head || strchr("@^!", *word) || !strncmp(word, "route:", 6) ||
           !strncmp(word, "dir:", 4);
}

static void take_byte(uint8_t what, uint8_t choice)
{
    const char *word;
    switch (what & 7) {
    case 0:
        begin_entity(TRIP, choice);
        return;
    case 1:
        begin_entity(what & 8 ? ALERT : VEHICLE, choice);
        return;
    case 2:
        if (what & 8)
            end_message(choice);
        else if (world.words.bytes.size < sizeof world.words.bytes.data / 2)
            rt_deleted(&world.words, (const char[]){(char)('a' + choice % 5), '\0'});
        return;
    case 3:
    case 4:
        begin_part(choice);
        return;
    default:
        word = line.kind == NOTHING ? NULL : pick(line.words, choice);
        if (word && fits(word))
            add(word);
    }
}

static void set_rules(uint8_t choice)
{
    for (int i = 0; i < 2; i++) {
        struct realtime_rules *rules = &world.state.rules[i];
        rules->backward = choice & 1 ? BACKWARD_ALWAYS : BACKWARD_NONE;
        rules->by_route = choice & 2;
        rules->by_stops = choice & 4;
        rules->trip_suffix = choice & 8 ? ":" : NULL;
        rules->trip_prefix = choice & 16 ? ":" : NULL;
    }
    world.state.count = 2;
    world.state.stale[1] = choice & 32;
}

static void check_counts(const struct live_feed *feed, bool stale)
{
    uint64_t updates = 0, vehicles = 0;
    for (int i = 0; i < LIVE_STAGES; i++) {
        updates += feed->matched[i];
        vehicles += feed->vehicles_matched[i];
    }
    PROMISE(stale || (updates == feed->trips && vehicles == feed->vehicles));
    PROMISE(!stale || updates + vehicles == 0);
    PROMISE(feed->refused <= updates && feed->deleted <= feed->entities + 1000);
}

static void check(void)
{
    live_feeds_apply(&world.state);
    uint64_t digest = world.state.live.facts->digest;
    const struct live *live = &world.state.live;
    for (uint32_t i = 0; i < live->counts.feeds; i++)
        check_counts(&live->feeds[i], world.state.stale[i]);
    for (uint32_t i = 0; i < live->counts.runs; i++)
        PROMISE(live->runs[i].origin != LIVE_CHANGED || live->runs[i].promised != NO_IX);
    for (uint32_t i = 0; i < live->counts.calls; i++)
        PROMISE(!(live->calls[i].flags & ~63));
    live_feeds_apply(&world.state);
    PROMISE(world.state.live.facts->digest == digest);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (!world.midnight)
        live_world_init(&world);
    else
        live_world_reset(&world);
    set_rules(size ? bytes[0] : 0);
    line = (struct line){.kind = NOTHING};
    live_world_begin(&world);
    for (size_t i = 1; i + 1 < size && i < 2000; i += 2)
        take_byte(bytes[i], bytes[i + 1]);
    end_message(0);
    check();
    return 0;
}
