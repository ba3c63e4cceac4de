#include "api/cli/feed_text.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>

#include "api/cli/live_text.h"
#include "engine/live/live.h"
#include "engine/network/network.h"

static bool any_usable(const struct live *live)
{
    for (uint32_t i = 0; i < live->counts.feeds; i++)
        if (live->feeds[i].state == LIVE_FEED_FRESH)
            return true;
    return false;
}

static void print(const struct live *live, const char *path, uint32_t feeds)
{
    uint32_t known = 0;
    for (uint32_t i = 0; i < live->counts.feeds; i++)
        known += live->feeds[i].kind == LIVE_FEED_TIMETABLE;
    uint32_t strangers = feeds > known ? feeds - known : 0;
    live_text_print(live, path, stdout);
    if (strangers)
        printf("%u live feed%s of timetables that the image does not have: is the tag of the feed "
               "the one it was built with?\n",
               strangers, strangers == 1 ? " speaks" : "s speak");
}

static bool look(const char *image, uint32_t feeds, bool quiet, bool *usable, struct error *error)
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
            print(&live, path, feeds);
        live_close(&live);
    }
    network_close(&network);
    return opened;
}

int feed_print(const struct option_list *images, uint32_t feeds, bool quiet)
{
    bool usable = false;
    struct error error = {0};
    for (uint32_t i = 0; i < images->count; i++)
        if (!look(images->items[i], feeds, quiet, &usable, &error))
            return input_error(&error);
    return usable ? END_OK : END_NO_ANSWER;
}

/* `caps.csv:3: amount`. Without a line it is the file that is meant where nothing else is told: the
 * names of live feeds stand in front. False: nothing is known. */
static bool print_place(const struct finding_place *place, const char *before)
{
    bool file = *place->file && (place->line || !*place->detail);
    if (!file && !*place->detail)
        return false;
    printf("%s%s", before, file ? place->file : "");
    if (file && place->line)
        printf(":%" PRIu32, place->line);
    printf("%s%s", file && *place->detail ? ": " : "", place->detail);
    return true;
}

/* Where a finding was seen first, and how often beside that; ends its line. */
static void print_places(const struct finding *finding)
{
    bool some = false;
    for (uint32_t i = 0; i < finding->place_count; i++)
        some |= print_place(&finding->places[i], some ? "; " : " (");
    if (some && finding->count > finding->place_count)
        printf("; and %" PRIu64 " more", finding->count - finding->place_count);
    puts(some ? ")" : "");
}

void feed_print_findings(const struct feeder *feeder)
{
    const struct findings *findings;
    const char *tag;
    for (uint32_t i = 0; (findings = feeder_findings(feeder, i, &tag)); i++) {
        const struct finding *items = findings->items.data;
        for (uint32_t k = 0; k < findings->items.count; k++) {
            printf("%-16s %s, %" PRIu64 " %s: %s", tag, items[k].code, items[k].count,
                   finding_action_name(items[k].action), items[k].text);
            print_places(&items[k]);
        }
    }
}
