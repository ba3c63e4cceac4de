#include "tests/live_feeds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/live/draft.h"
#include "feeds/realtime/republish.h"

static void insist(bool fine, const struct error *error)
{
    if (fine)
        return;
    fprintf(stderr, "%s: %s\n", error->place, error->text);
    exit(1);
}

void live_feeds_init(struct live_feeds *state, const struct network *network, unix_time now)
{
    static const char *const tags[] = {"live", "other"};
    *state = (struct live_feeds){.network = network, .now = now, .count = 1};
    scratch_init(&state->scratch);
    findings_init(&state->taken);
    for (int i = 0; i < 2; i++) {
        state->rules[i] = (struct realtime_rules){.tag = tags[i], .limit_seconds = 600};
        state->stores[i] = realtime_store_create();
        findings_init(&state->applied[i]);
    }
}

static void close_live(struct live_feeds *state)
{
    if (state->open)
        live_close(&state->live);
    state->open = false;
}

void live_feeds_finish(struct live_feeds *state)
{
    close_live(state);
    for (int i = 0; i < 2; i++) {
        realtime_store_destroy(state->stores[i]);
        findings_finish(&state->applied[i]);
    }
    findings_finish(&state->taken);
    scratch_finish(&state->scratch);
}

bool live_feeds_take(struct live_feeds *state, uint32_t feed, struct realtime_bytes bytes)
{
    const struct realtime_limits limits = realtime_limits_usual(state->now);
    struct error error = {0};
    bool news;
    insist(realtime_store_take(state->stores[feed], bytes, &limits, &state->taken, &news, &error),
           &error);
    return news;
}

void live_feeds_apply(struct live_feeds *state)
{
    struct realtime_source sources[2];
    struct live_draft *draft = live_draft_create(state->network);
    const char *path = scratch_path(&state->scratch, "live.image");
    struct error error = {0};
    close_live(state);
    for (uint32_t i = 0; i < state->count; i++) {
        const struct live_feed feed = {.feed = state->rules[i].feed,
                                       .findings = LIVE_FEEDS_FINDINGS};
        sources[i] = (struct realtime_source){
            .store = state->stores[i],
            .rules = &state->rules[i],
            .number = live_draft_add_feed(draft, &feed, state->rules[i].tag, NULL),
            .stale = state->stale[i],
        };
        findings_finish(&state->applied[i]);
        findings_init(&state->applied[i]);
    }
    realtime_apply(state->network, sources, state->count, state->now, draft, state->applied);
    realtime_republish(draft, state->network, state->now);
    insist(live_freeze(draft, state->now, 1, path, &error), &error);
    insist(live_open(&state->live, path, state->network, &error), &error);
    state->open = true;
    live_draft_destroy(draft);
}

static const char *text_of(const struct live_feeds *state, text_ix text)
{
    uint32_t own = state->network->counts.texts;
    return text < own ? network_text(state->network, text) : state->live.texts + (text - own);
}

static const char *clock_of(day_time time, char text[CIVIL_TEXT])
{
    civil_text_clock(time, text);
    size_t length = strlen(text);
    if (length > 3 && strcmp(text + length - 3, ":00") == 0)
        text[length - 3] = '\0';
    return text;
}

const struct live_run *live_feeds_find(const struct live_feeds *state, const char *trip,
                                       civil_day day, day_time start)
{
    for (uint32_t i = 0; i < state->live.counts.runs; i++) {
        const struct live_run *run = &state->live.runs[i];
        if (run->day == day && (start == INT32_MIN || run->start == start) &&
            strcmp(text_of(state, state->live.trips[i].id), trip) == 0)
            return run;
    }
    return NULL;
}

static uint32_t call_count(const struct live_feeds *state, pattern_ix pattern)
{
    uint32_t own = state->network->counts.patterns;
    return pattern < own ? state->network->patterns[pattern].call_count
                         : state->live.patterns[pattern - own].call_count;
}

static void add_call(const struct live_feeds *state, const struct trip *trip, uint32_t number,
                     char *text, size_t room)
{
    uint32_t at = trip->profile - state->network->counts.profile_times + number;
    const struct call_time *time = &state->live.profile_times[at];
    const struct live_call *call = &state->live.calls[at];
    char arrive[CIVIL_TEXT], depart[CIVIL_TEXT];
    size_t used = strlen(text);
    bool elsewhere = call->promised_stop != NO_IX && call->promised_stop != call->stop;
    snprintf(text + used, room - used, "%s%s %s %s%s%s%s%s%s%s", number ? " | " : "",
             network_text(state->network, state->network->stops[call->stop].id),
             clock_of(trip->start + time->arrive, arrive),
             clock_of(trip->start + time->depart, depart), call->flags || elsewhere ? " " : "",
             call->flags & LIVE_SKIPPED ? "s" : "", call->flags & LIVE_NO_DATA ? "n" : "",
             call->flags & LIVE_UNSCHEDULED ? "u" : "", call->flags & LIVE_ADDED_CALL ? "+" : "",
             elsewhere ? ">" : "");
    used = strlen(text);
    if (used && text[used - 1] == ' ')
        text[used - 1] = '\0';
}

const char *live_feeds_run(const struct live_feeds *state, const char *trip, civil_day day,
                           day_time start)
{
    static const char *const states[] = {"", "cancelled ", "deleted "};
    static char text[4096];
    const struct live_run *run = live_feeds_find(state, trip, day, start);
    *text = '\0';
    if (!run)
        return text;
    const struct trip *found = &state->live.trips[run - state->live.runs];
    snprintf(text, sizeof text, "%s", states[run->state]);
    for (uint32_t i = 0; i < call_count(state, found->pattern); i++)
        add_call(state, found, i, text, sizeof text);
    return text;
}

uint64_t live_feeds_found(const struct live_feeds *state, const char *code)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < state->count; i++) {
        const struct finding *finding = findings_find(&state->applied[i], code);
        count += finding ? finding->count : 0;
    }
    return count;
}
