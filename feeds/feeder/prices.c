#include "feeds/feeder/prices.h"

#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

#include "engine/base/checksum.h"
#include "engine/base/clock.h"
#include "engine/base/log.h"

#define LOOK_TICKS INT64_C(2000000000)

void prices_init(struct prices *prices, const struct config *config)
{
    const struct config_shared *shared = config->shared.data;
    *prices = (struct prices){.folder = config->fares};
    const char **tags = arena_array(&prices->arena, config->shared.count, sizeof *tags);
    for (uint32_t i = 0; i < config->shared.count; i++)
        tags[i] = shared[i].from.tag;
    prices->systems = (struct fares_names){tags, config->shared.count};
    findings_init(&prices->findings);
}

void prices_finish(struct prices *prices)
{
    fares_finish(&prices->fares);
    findings_finish(&prices->findings);
    arena_finish(&prices->arena);
}

/* What the files of the folder look like from outside; two changes within one second of the clock
 * differ in size or in the part of a second. */
static uint64_t look_at(const struct prices *prices, unix_time *newest)
{
    struct {
        int64_t size, seconds, part, number;
    } looks[16] = {{0}};
    size_t count = 0;
    *newest = 0;
    for (; fares_files[count] && count < 16; count++) {
        char path[PATH_MAX];
        struct stat file;
        int length = snprintf(path, sizeof path, "%s/%s", prices->folder, fares_files[count]);
        if (length >= PATH_MAX || stat(path, &file) != 0)
            continue;
        looks[count].size = file.st_size + 1;
        looks[count].seconds = file.st_mtim.tv_sec;
        looks[count].part = file.st_mtim.tv_nsec;
        looks[count].number = (int64_t)file.st_ino;
        if (file.st_mtim.tv_sec > *newest)
            *newest = file.st_mtim.tv_sec;
    }
    return checksum(looks, count * sizeof *looks);
}

/* Reads aside, and puts what came of it in the place of what was said before. */
static bool read_again(struct prices *prices, unix_time now)
{
    struct fares fares;
    struct findings findings;
    findings_init(&findings);
    prices->problem = (struct error){0};
    if (!fares_read_folder(prices->folder, &fares, &findings, &prices->problem)) {
        findings_finish(&findings);
        return false;
    }
    fares_finish(&prices->fares);
    findings_finish(&prices->findings);
    prices->fares = fares;
    prices->findings = findings;
    prices->fetched = now;
    prices->version++;
    return true;
}

bool prices_look(struct prices *prices, unix_time now)
{
    unix_time newest;
    int64_t ticks = clock_ticks();
    if (!prices->folder || (prices->tried && ticks - prices->looked < LOOK_TICKS))
        return false;
    prices->looked = ticks;
    uint64_t seen = look_at(prices, &newest);
    bool same = prices->tried && seen == prices->seen && !prices->failed;
    prices->tried = now;
    if (same)
        return false;
    bool failed = prices->failed;
    prices->failed = !read_again(prices, now);
    prices->failures += prices->failed;
    if (prices->failed && failed)
        return false;
    if (!prices->failed) {
        prices->seen = seen;
        prices->stamp = newest < now ? newest : now; /* Under --now files may be of tomorrow. */
    }
    log_line("live", "tag=fares files=%u rules=%u findings=%u problem=\"%s\"", prices->fares.files,
             prices->fares.rules.count, findings_total(&prices->findings), prices->problem.text);
    return true;
}

bool prices_are_tried(const struct prices *prices)
{
    return !prices->folder || prices->tried;
}

void prices_laid_finish(struct prices_laid *laid)
{
    fares_laid_finish(&laid->laid);
    findings_finish(&laid->findings);
}

static void lay_anew(struct prices_laid *laid, const struct prices *prices,
                     const struct network *network)
{
    findings_finish(&laid->findings);
    findings_init(&laid->findings);
    fares_lay(&prices->fares, network, &prices->systems, &laid->laid, &laid->findings);
    laid->version = prices->version;
}

static enum live_feed_state state_of(const struct prices *prices)
{
    if (!prices->version)
        return LIVE_FEED_SILENT;
    return prices->failed ? LIVE_FEED_FAILED : LIVE_FEED_FRESH;
}

void prices_lay(struct prices_laid *laid, const struct prices *prices,
                const struct network *network, struct live_draft *draft)
{
    if (!prices->folder)
        return;
    if (laid->version != prices->version)
        lay_anew(laid, prices, network);
    const struct live_feed row = {
        .feed = NO_IX,
        .kind = LIVE_FEED_FARES,
        .state = (uint8_t)state_of(prices),
        .stamp = prices->stamp,
        .fetched = prices->fetched,
        .tried = prices->tried,
        .entities = prices->fares.files,
        .stations = laid->laid.rules.count,
        .messages = (uint32_t)prices->version,
        .failures = prices->failures,
        .findings = findings_total(&prices->findings) + findings_total(&laid->findings),
    };
    live_draft_add_feed(draft, &row, "fares", prices->problem.text);
    for (uint32_t i = 0; i < laid->laid.rules.count; i++)
        live_draft_add_rule(draft, vec_at(&laid->laid.rules, i));
    for (uint32_t kind = 0; kind < OVERLAY_KINDS; kind++) {
        live_draft_lose_rows(draft, kind, prices->fares.lost[kind] + laid->laid.lost[kind]);
        if (prices->fares.torn[kind])
            live_draft_lose_rest(draft, kind);
    }
}
