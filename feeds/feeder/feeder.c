#include "feeds/feeder/feeder.h"

#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/base/memory.h"
#include "engine/network/keys.h"
#include "feeds/feeder/publish.h"

#define MILLISECOND INT64_C(1000000)
#define MINUTE (INT64_C(60000) * MILLISECOND)
#define LOOK_MS 1000 /* how often feeds are judged, and images looked at, when nothing comes */

/* One network image, and the live image that is made for it. */
struct target {
    char path[PATH_MAX], live[PATH_MAX];
    struct network network;
    struct publish_laid laid; /* on it */
    struct stat seen;         /* the file that is open */
    bool failing;             /* the last live image could not be written */
};

struct feeder {
    struct sources sources;
    struct spaces spaces;
    struct prices prices;
    struct systems systems;
    struct fetch *fetch;
    struct vec targets; /* struct target * */
    struct feeder_options options;
    uint64_t number;                /* of the newest images */
    bool news;                      /* to be written */
    int64_t begun, written, summed; /* in clock_ticks: all, newest images, newest summary */
    uint32_t images;                /* since the newest summary */
};

struct feeder *feeder_create(const struct config *config, const struct feeder_options *options)
{
    struct feeder *feeder = memory_zeroed(1, sizeof *feeder);
    feeder->options = *options;
    feeder->targets = vec_of(sizeof(struct target *));
    feeder->number = options->seed;
    feeder->begun = feeder->summed = clock_ticks();
    feeder->written = feeder->begun - MINUTE;
    sources_init(&feeder->sources, config);
    feeder->fetch = fetch_create(&feeder->options.limits, options->seed);
    fetch_add_live(feeder->fetch, config); /* They are the first, and so numbered as they stand. */
    spaces_init(&feeder->spaces, config, feeder->fetch);
    prices_init(&feeder->prices, config);
    systems_init(&feeder->systems, config, feeder->fetch);
    return feeder;
}

static struct target *target_at(const struct feeder *feeder, uint32_t index)
{
    return *(struct target **)vec_at(&feeder->targets, index);
}

static void target_destroy(struct target *target)
{
    fleets_finish(&target->laid.fleets);
    spaces_laid_finish(&target->laid.spaces);
    prices_laid_finish(&target->laid.prices);
    network_close(&target->network);
    memory_free(target);
}

void feeder_destroy(struct feeder *feeder)
{
    if (!feeder)
        return;
    for (uint32_t i = 0; i < feeder->targets.count; i++)
        target_destroy(target_at(feeder, i));
    vec_finish(&feeder->targets);
    systems_finish(&feeder->systems);
    spaces_finish(&feeder->spaces);
    prices_finish(&feeder->prices);
    fetch_destroy(feeder->fetch);
    sources_finish(&feeder->sources);
    memory_free(feeder);
}

bool feeder_live_path(const char *path, char *live, size_t size)
{
    int length = snprintf(live, size, "%s.live", path);
    return length >= 0 && (size_t)length < size;
}

/* What a feeder leaves that is killed while it writes. */
static void remove_parts(const char *live)
{
    char pattern[2 * PATH_MAX + 16];
    size_t used = 0;
    for (const char *at = live; *at; at++) {
        if (strchr("*?[\\", *at))
            pattern[used++] = '\\';
        pattern[used++] = *at;
    }
    snprintf(pattern + used, sizeof pattern - used, ".*.part");
    glob_t found;
    if (glob(pattern, 0, NULL, &found) != 0)
        return;
    for (size_t i = 0; i < found.gl_pathc; i++)
        unlink(found.gl_pathv[i]);
    globfree(&found);
}

static bool target_open(struct target *target, const char *path, struct error *error)
{
    snprintf(target->path, sizeof target->path, "%s", path);
    if (!feeder_live_path(path, target->live, sizeof target->live))
        return error_set(error, ERROR_LIMIT, path, "the path is too long");
    if (stat(path, &target->seen) != 0)
        target->seen = (struct stat){0}; /* network_open says why. */
    if (!network_open(&target->network, path, error))
        return false;
    fleets_init(&target->laid.fleets, &target->network);
    spaces_laid_init(&target->laid.spaces, &target->network);
    return true;
}

static uint32_t find(const struct feeder *feeder, const char *path)
{
    uint32_t i = 0;
    while (i < feeder->targets.count && strcmp(target_at(feeder, i)->path, path) != 0)
        i++;
    return i;
}

/* A live feed about a feed that the network does not have is most likely a wrong tag. */
static void log_strangers(const struct feeder *feeder, const struct target *target)
{
    for (uint32_t i = 0; i < feeder->sources.count; i++) {
        const struct source *source = &feeder->sources.items[i];
        if (keys_feed(&target->network, source->feed_tag, strlen(source->feed_tag)) == NO_IX)
            log_line("live", "tag=%s image=%s problem=\"the image has no feed %s\"",
                     source->live->from.tag, target->path, source->feed_tag);
    }
}

bool feeder_add(struct feeder *feeder, const char *path, struct error *error)
{
    struct target *target = memory_zeroed(1, sizeof *target);
    if (!target_open(target, path, error)) {
        memory_free(target);
        return false;
    }
    remove_parts(target->live);
    feeder_forget(feeder, path);
    vec_push(&feeder->targets, &target);
    log_strangers(feeder, target);
    feeder->news = true;
    return true;
}

bool feeder_forget(struct feeder *feeder, const char *path)
{
    uint32_t index = find(feeder, path), last = feeder->targets.count - 1;
    if (index == feeder->targets.count)
        return false;
    struct target **targets = feeder->targets.data;
    target_destroy(targets[index]);
    memmove(targets + index, targets + index + 1, (last - index) * sizeof *targets);
    vec_resize(&feeder->targets, last);
    return true;
}

/* A network image that was built again under the same name is another one. */
static void reopen_changed(struct feeder *feeder)
{
    for (uint32_t i = 0; i < feeder->targets.count; i++) {
        struct target *target = target_at(feeder, i);
        struct stat now;
        char path[PATH_MAX];
        struct error error = {0};
        if (stat(target->path, &now) != 0 ||
            (now.st_ino == target->seen.st_ino && now.st_dev == target->seen.st_dev &&
             now.st_mtim.tv_sec == target->seen.st_mtim.tv_sec))
            continue;
        memcpy(path, target->path, sizeof path);
        target->seen = now;
        if (!feeder_add(feeder, path, &error))
            log_line("live", "image=%s problem=\"%s\"", path, error.text);
    }
}

static bool take_answer(struct feeder *feeder, struct fetch_answer *answer)
{
    if (spaces_own(&feeder->spaces, answer->source))
        return spaces_take(&feeder->spaces, answer, clock_now());
    if (answer->source >= feeder->sources.count)
        return systems_take(&feeder->systems, answer, clock_now());
    bool usable;
    struct source *source = &feeder->sources.items[answer->source];
    const char *name = fetch_name(feeder->fetch, answer->source);
    bool news = source_take(source, answer, name, clock_now(), &usable);
    if (!usable)
        fetch_distrust(feeder->fetch, answer->source);
    return news;
}

static void take_answers(struct feeder *feeder)
{
    struct fetch_answer answer;
    uint32_t most = fetch_count(feeder->fetch);
    for (uint32_t i = 0; i < most && fetch_next(feeder->fetch, &answer); i++)
        if (take_answer(feeder, &answer))
            feeder->news = true;
    for (uint32_t i = 0; i < feeder->sources.count; i++)
        if (source_judge(&feeder->sources.items[i], clock_now()))
            feeder->news = true;
    if (spaces_judge(&feeder->spaces, clock_now()))
        feeder->news = true;
    if (prices_look(&feeder->prices, clock_now()))
        feeder->news = true;
    if (systems_judge(&feeder->systems, clock_now()))
        feeder->news = true;
}

static void write_image(struct feeder *feeder, struct target *target)
{
    struct error error = {0};
    const struct publish_wish wish = {
        .path = target->live, .number = feeder->number, .now = clock_now()};
    const struct publish_sources sources = {&feeder->sources, &feeder->systems, &feeder->spaces,
                                            &feeder->prices};
    bool written = publish(&target->laid, &sources, &wish, &error);
    if (written != !target->failing)
        log_line("live", "image=%s problem=\"%s\"", target->live, written ? "" : error.text);
    target->failing = !written;
    feeder->images += written;
}

static bool all_tried(const struct feeder *feeder)
{
    for (uint32_t i = 0; i < feeder->sources.count; i++)
        if (!feeder->sources.items[i].tried)
            return false;
    return prices_are_tried(&feeder->prices) && spaces_are_tried(&feeder->spaces) &&
           systems_are_tried(&feeder->systems);
}

/* The image of a feeder that ran before is better than one of feeds that were not asked yet. */
static bool may_write(const struct feeder *feeder)
{
    int64_t passed = (clock_ticks() - feeder->begun) / MILLISECOND;
    return all_tried(feeder) || passed > feeder->options.limits.milliseconds;
}

/* Milliseconds until images may be written again; 0: now. */
static int32_t until_writing(const struct feeder *feeder)
{
    int64_t since = (clock_ticks() - feeder->written) / MILLISECOND;
    int64_t least = feeder->news ? feeder->options.least_wait_ms : MINUTE / MILLISECOND;
    return since >= least ? 0 : (int32_t)(least - since);
}

static void write_images(struct feeder *feeder)
{
    feeder->news = false;
    feeder->written = clock_ticks();
    feeder->number++;
    for (uint32_t i = 0; i < feeder->targets.count; i++)
        write_image(feeder, target_at(feeder, i));
}

static void sum_up(struct feeder *feeder)
{
    uint32_t states[LIVE_FEED_SILENT + 1] = {0};
    uint64_t messages = 0, failures = 0;
    if (clock_ticks() - feeder->summed < MINUTE)
        return;
    for (uint32_t i = 0; i < feeder->sources.count; i++) {
        const struct source *source = &feeder->sources.items[i];
        states[source->state]++;
        messages += source->messages;
        failures += source->failures;
    }
    log_line("live", "fresh=%u stale=%u failed=%u silent=%u messages=%llu failures=%llu images=%u",
             states[LIVE_FEED_FRESH], states[LIVE_FEED_STALE], states[LIVE_FEED_FAILED],
             states[LIVE_FEED_SILENT], (unsigned long long)messages, (unsigned long long)failures,
             feeder->images);
    feeder->summed = clock_ticks();
    feeder->images = 0;
}

void feeder_step(struct feeder *feeder)
{
    take_answers(feeder);
    reopen_changed(feeder);
    if (may_write(feeder) && !until_writing(feeder))
        write_images(feeder);
    sum_up(feeder);
}

void feeder_wait(struct feeder *feeder, const int *descriptors, uint32_t count)
{
    int32_t wait = may_write(feeder) ? until_writing(feeder) : LOOK_MS;
    fetch_wait(feeder->fetch, wait > LOOK_MS ? LOOK_MS : wait, descriptors, count);
}

bool feeder_is_settled(const struct feeder *feeder)
{
    return all_tried(feeder) && !feeder->news;
}

/* Of reading them, then of laying them on each network. */
static const struct findings *findings_of_prices(const struct feeder *feeder, uint32_t number)
{
    if (!feeder->prices.folder || number > feeder->targets.count)
        return NULL;
    return number ? &target_at(feeder, number - 1)->laid.prices.findings : &feeder->prices.findings;
}

const struct findings *feeder_findings(const struct feeder *feeder, uint32_t number,
                                       const char **tag)
{
    if (number >= feeder->sources.count) {
        *tag = "fares";
        return findings_of_prices(feeder, number - feeder->sources.count);
    }
    *tag = feeder->sources.items[number].live->from.tag;
    return &feeder->sources.items[number].findings;
}
