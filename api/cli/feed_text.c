#include "api/cli/feed_text.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>

#include "engine/live/live.h"
#include "engine/network/network.h"
#include "feeds/feeder/feeder.h"

/* A text of the network or, behind its end, of the live image. */
static const char *text_of(const struct live *live, text_ix text)
{
    uint32_t own = live->network->counts.texts;
    return text < own ? live->network->texts + text : live->texts + (text - own);
}

/* "42 s", "12 min", "5 h", or "-". */
static const char *age_text(unix_time age, char text[24])
{
    if (age < 600)
        snprintf(text, 24, "%" PRId64 " s", age);
    else if (age < 36000)
        snprintf(text, 24, "%" PRId64 " min", age / 60);
    else
        snprintf(text, 24, "%" PRId64 " h", age / 3600);
    return text;
}

static void print_feed(const struct live *live, const struct live_feed *feed)
{
    static const char *const states[] = {"fresh", "stale", "failed", "silent"};
    char age[24] = "-";
    if (feed->stamp)
        age_text(live->facts->made - feed->stamp, age);
    printf("%-16s %-7s %8s %9u", text_of(live, feed->tag), states[feed->state], age,
           feed->entities);
    for (int stage = 0; stage < LIVE_STAGES; stage++)
        printf(" %7u", feed->matched[stage] + feed->vehicles_matched[stage]);
    printf(" %8u  %s\n", feed->refused, text_of(live, feed->problem));
}

static void print_image(const struct live *live, const char *path)
{
    printf("%s: %u runs, %u vehicles, %u alerts\n", path, live->counts.runs, live->counts.vehicles,
           live->counts.alerts);
    printf("%-16s %-7s %8s %9s %7s %7s %7s %7s %7s %8s\n", "feed", "state", "age", "entities",
           "by trip", "by part", "by line", "by stop", "nothing", "refused");
    for (uint32_t i = 0; i < live->counts.feeds; i++)
        print_feed(live, &live->feeds[i]);
}

static bool any_usable(const struct live *live)
{
    for (uint32_t i = 0; i < live->counts.feeds; i++)
        if (live->feeds[i].state == LIVE_FEED_FRESH)
            return true;
    return false;
}

static bool look(const char *image, bool quiet, bool *usable, struct error *error)
{
    char path[PATH_MAX];
    struct network network;
    struct live live;
    if (!feeder_live_path(image, path, sizeof path))
        return error_set(error, ERROR_LIMIT, image, "the path is too long");
    if (!network_open(&network, image, error))
        return false;
    bool opened = live_open(&live, path, &network, error);
    if (opened) {
        *usable |= any_usable(&live);
        if (!quiet)
            print_image(&live, path);
        live_close(&live);
    }
    network_close(&network);
    return opened;
}

int feed_print(const struct option_list *images, bool quiet)
{
    bool usable = false;
    struct error error = {0};
    for (uint32_t i = 0; i < images->count; i++)
        if (!look(images->items[i], quiet, &usable, &error))
            return input_error(&error);
    return usable ? END_OK : END_NO_ANSWER;
}
