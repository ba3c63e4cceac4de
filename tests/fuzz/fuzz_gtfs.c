#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "engine/base/memory.h"
#include "tests/small_feed.h"
#include "tests/sound_draft.h"

/*
 * The whole GTFS reader. The bytes are files one behind the other, each begun by a form feed and a
 * letter (`i` the first) that says which table it is; what is not there comes from the small sound
 * feed. A feed that is read must give a sound draft; one that is refused must leave nothing behind.
 */

static const char *const names[] = {
    "agency.txt",
    "stops.txt",
    "routes.txt",
    "trips.txt",
    "stop_times.txt",
    "calendar.txt",
    "calendar_dates.txt",
    "frequencies.txt",
    "transfers.txt",
    "shapes.txt",
    "feed_info.txt",
    "attributions.txt",
    "translations.txt",
    "locations.geojson",
    "pathways.txt",
    "levels.txt",
    "fare_attributes.txt",
    "fare_rules.txt",
    "rider_categories.txt",
    "fare_media.txt",
    "fare_products.txt",
    "networks.txt",
    "route_networks.txt",
    "areas.txt",
    "stop_areas.txt",
    "timeframes.txt",
    "fare_leg_rules.txt",
    "fare_leg_join_rules.txt",
    "fare_transfer_rules.txt",
};

enum { NAMES = sizeof names / sizeof *names };

static bool taken(const struct small_file *files, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (files[i].name == name)
            return true;
    return false;
}

/* Cuts `text` into files; each ends where the next one begins. */
static size_t cut(char *text, struct small_file *files)
{
    size_t count = 0;
    char *at = strchr(text, '\f');
    while (at && at[1]) {
        const char *name = names[(unsigned char)(at[1] - 'i') % NAMES];
        char *body = at + 2;
        *at = 0;
        at = strchr(body, '\f');
        if (!taken(files, count, name))
            files[count++] = (struct small_file){name, body};
    }
    if (at)
        *at = 0;
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct small_file files[NAMES];
    struct small_feed feed;
    char *text = memory_zeroed(size + 1, 1);
    memcpy(text, bytes, size);
    size_t count = cut(text, files);
    /* A zone with rules takes longer to compile than all the rest. */
    if (!taken(files, count, names[0]))
        files[count++] = (struct small_file){names[0], "agency_name,agency_timezone\nA,UTC\n"};
    small_feed_read(&feed, files, count, NULL);
    const char *wrong = unsound_draft(&feed.draft);
    if (wrong)
        fprintf(stderr, "%s\n", wrong);
    PROMISE(!wrong);
    PROMISE(feed.read || feed.draft.texts.count == 1);
    PROMISE(feed.read || !feed.draft.stops.count);
    PROMISE(feed.read || feed.error.text[0]);
    PROMISE(feed.counts.stop_times <= feed.counts.stop_times_read);
    small_feed_finish(&feed);
    memory_free(text);
    return 0;
}
