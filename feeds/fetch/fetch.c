#include "feeds/fetch/fetch.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/memory.h"
#include "feeds/fetch/backoff.h"
#include "feeds/fetch/file.h"
#include "feeds/fetch/web.h"

#define MILLISECOND INT64_C(1000000)
#define DESCRIPTORS_MAX 8

const struct fetch_limits fetch_limits_usual = {
    .bytes = (size_t)32 << 20, .milliseconds = 20000, .redirects = 3, .at_once = 8};

/* One source. */
struct source {
    struct fetch_source from; /* its `where` is ours when `text` is set */
    struct vec text;
    struct web web;   /* of a URL */
    struct file file; /* of a path */
    struct backoff backoff;
    int64_t due; /* in clock_ticks */
    int64_t begun;
    bool under_way;
};

struct fetch {
    struct vec sources; /* struct source *, NULL: the number is free */
    uint32_t under_way;
    uint32_t turn; /* who is looked at first: a slow feed must not keep others out */
    struct fetch_limits limits;
    uint64_t seed;
    CURLM *multi;
};

struct fetch *fetch_create(const struct fetch_limits *limits, uint64_t seed)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    struct fetch *fetch = memory_zeroed(1, sizeof *fetch);
    fetch->limits = *limits;
    fetch->seed = seed;
    fetch->multi = curl_multi_init();
    fetch->sources = vec_of(sizeof(struct source *));
    return fetch;
}

static struct source *source_at(const struct fetch *fetch, uint32_t number)
{
    return *(struct source **)vec_at(&fetch->sources, number);
}

/* A copy of what was handed over, and all that does not depend on when it is fetched. */
static struct source *source_create(const struct fetch *fetch, const struct fetch_source *from)
{
    struct source *source = memory_zeroed(1, sizeof *source);
    source->from = *from;
    source->text = vec_of(1);
    if (from->where) {
        vec_add_many(&source->text, from->where, strlen(from->where) + 1);
        source->from.where = source->text.data;
    } else {
        source->from.is_url = from->rules->is_url;
    }
    if (!from->bytes || from->bytes > fetch->limits.bytes)
        source->from.bytes = fetch->limits.bytes;
    source->file = (struct file){.path = from->where ? source->from.where : from->rules->where,
                                 .limit = source->from.bytes};
    source->due = clock_ticks();
    web_init(&source->web, &source->from, &fetch->limits);
    return source;
}

uint32_t fetch_add(struct fetch *fetch, const struct fetch_source *from)
{
    struct source *source = source_create(fetch, from);
    uint32_t number = 0;
    while (number < fetch->sources.count && source_at(fetch, number))
        number++;
    source->backoff.random = (fetch->seed + number) * UINT64_C(0x9e3779b97f4a7c15) | 1;
    if (number == fetch->sources.count)
        vec_push(&fetch->sources, &source);
    else
        *(struct source **)vec_at(&fetch->sources, number) = source;
    return number;
}

void fetch_add_live(struct fetch *fetch, const struct config *config)
{
    const struct config_live *live = config->live.data;
    for (uint32_t i = 0; i < config->live.count; i++)
        fetch_add(fetch, &(struct fetch_source){.rules = &live[i].from,
                                                .every_seconds = live[i].from.every_seconds});
}

uint32_t fetch_count(const struct fetch *fetch)
{
    return fetch->sources.count;
}

void fetch_remove(struct fetch *fetch, uint32_t number)
{
    struct source *source = source_at(fetch, number);
    web_stop(&source->web, fetch->multi);
    fetch->under_way -= source->under_way;
    vec_finish(&source->text);
    memory_free(source);
    *(struct source **)vec_at(&fetch->sources, number) = NULL;
}

void fetch_pace(struct fetch *fetch, uint32_t number, int32_t every_seconds)
{
    struct source *source = source_at(fetch, number);
    int64_t more = every_seconds - (int64_t)source->from.every_seconds;
    source->from.every_seconds = every_seconds;
    source->due += more * 1000 * MILLISECOND;
}

void fetch_destroy(struct fetch *fetch)
{
    if (!fetch)
        return;
    for (uint32_t i = 0; i < fetch->sources.count; i++)
        if (source_at(fetch, i))
            fetch_remove(fetch, i);
    vec_finish(&fetch->sources);
    curl_multi_cleanup(fetch->multi);
    memory_free(fetch);
    curl_global_cleanup();
}

/* Settles when the next attempt is due. A file costs nothing to look at: no failure delays it. */
static void settle(struct source *source, bool failed, int64_t asked)
{
    int32_t every = source->from.every_seconds;
    int64_t now = clock_ticks();
    if (failed && source->from.is_url) {
        source->due = now + backoff_after_failure(&source->backoff, every, asked);
        return;
    }
    source->due = source->begun + backoff_after_success(&source->backoff, every);
    source->due = source->due < now ? now : source->due;
}

static void read_file(struct source *source, struct fetch_answer *answer)
{
    bool changed = false;
    struct vec bytes = vec_of(1);
    bool fine = file_read(&source->file, &bytes, &changed, &answer->error);
    answer->ending = !fine ? FETCH_FAILED : changed ? FETCH_NEW : FETCH_SAME;
    if (answer->ending == FETCH_NEW)
        vec_move(&answer->bytes, &bytes);
    vec_finish(&bytes);
    settle(source, !fine, 0);
}

/* Starts one source; true: its attempt has ended already. */
static bool begin(struct fetch *fetch, struct source *source, struct fetch_answer *answer)
{
    source->begun = clock_ticks();
    if (!source->from.is_url) {
        read_file(source, answer);
        return true;
    }
    source->under_way = web_begin(&source->web, fetch->multi, &answer->error);
    if (source->under_way) {
        fetch->under_way++;
        return false;
    }
    answer->ending = FETCH_FAILED;
    settle(source, true, 0);
    return true;
}

static bool begin_due(struct fetch *fetch, struct fetch_answer *answer)
{
    int64_t now = clock_ticks();
    uint32_t count = fetch->sources.count;
    for (uint32_t i = 0; i < count && fetch->under_way < fetch->limits.at_once; i++) {
        uint32_t index = (fetch->turn + i) % count;
        struct source *source = source_at(fetch, index);
        if (!source || source->under_way || source->due > now)
            continue;
        answer->source = index;
        fetch->turn = index + 1;
        if (begin(fetch, source, answer))
            return true;
    }
    return false;
}

/* Takes one request that has ended; false: it was a redirect. */
static bool end(struct fetch *fetch, struct web *web, CURLcode code, struct fetch_answer *answer)
{
    int64_t asked = 0;
    enum web_ending ending = web_end(web, fetch->multi, code, &asked, &answer->error);
    if (ending == WEB_MORE)
        return false;
    struct source *source = NULL;
    for (answer->source = 0; !source || &source->web != web; answer->source++)
        source = source_at(fetch, answer->source);
    answer->source--;
    answer->ending = ending == WEB_NEW ? FETCH_NEW : ending == WEB_SAME ? FETCH_SAME : FETCH_FAILED;
    if (ending == WEB_NEW)
        vec_move(&answer->bytes, &web->body);
    source->under_way = false;
    fetch->under_way--;
    settle(source, ending == WEB_FAILED, asked);
    return true;
}

static bool end_next(struct fetch *fetch, struct fetch_answer *answer)
{
    int left;
    curl_multi_perform(fetch->multi, &left);
    for (CURLMsg *message; (message = curl_multi_info_read(fetch->multi, &left));) {
        struct web *web = NULL;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &web);
        if (message->msg == CURLMSG_DONE && end(fetch, web, message->data.result, answer))
            return true;
    }
    return false;
}

bool fetch_next(struct fetch *fetch, struct fetch_answer *answer)
{
    *answer = (struct fetch_answer){.bytes = vec_of(1)};
    /* What has ended comes first: a source that fails at once must not keep the others waiting. */
    return end_next(fetch, answer) || begin_due(fetch, answer) || end_next(fetch, answer);
}

/* Milliseconds until something is due, at most `most`. */
static int32_t until_due(const struct fetch *fetch, int32_t most)
{
    int64_t now = clock_ticks(), wait = most;
    uint32_t count = fetch->under_way < fetch->limits.at_once ? fetch->sources.count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct source *source = source_at(fetch, i);
        if (source && !source->under_way && (source->due - now) / MILLISECOND < wait)
            wait = (source->due - now + MILLISECOND - 1) / MILLISECOND;
    }
    return wait < 0 ? 0 : (int32_t)wait;
}

void fetch_wait(struct fetch *fetch, int32_t milliseconds, const int *descriptors, uint32_t count)
{
    struct curl_waitfd extra[DESCRIPTORS_MAX];
    count = count > DESCRIPTORS_MAX ? DESCRIPTORS_MAX : count;
    for (uint32_t i = 0; i < count; i++)
        extra[i] = (struct curl_waitfd){.fd = descriptors[i], .events = CURL_WAIT_POLLIN};
    curl_multi_poll(fetch->multi, extra, count, until_due(fetch, milliseconds), NULL);
}

void fetch_distrust(struct fetch *fetch, uint32_t source)
{
    struct source *it = source_at(fetch, source);
    it->file.known = false;
    *it->web.etag = *it->web.modified = '\0';
}

const char *fetch_name(const struct fetch *fetch, uint32_t source)
{
    const struct source *it = source_at(fetch, source);
    return it->from.is_url ? it->web.name : it->file.path;
}

const char *fetch_libraries(void)
{
    static char text[96];
    const curl_version_info_data *version = curl_version_info(CURLVERSION_NOW);
    snprintf(text, sizeof text, "libcurl %s (%s, zlib %s)", version->version, version->ssl_version,
             version->libz_version);
    return text;
}
