#include <string.h>

#include "engine/base/checksum.h"
#include "engine/image/image.h"
#include "engine/live/drafted.h"
#include "engine/live/format.h"

text_ix frozen_text(struct live_frozen *frozen, const char *text)
{
    if (!text || !*text)
        return 0;
    uint32_t number = intern_add(&frozen->words, text, strlen(text));
    return frozen->network->counts.texts + (text_ix)frozen->words.starts[number];
}

static void freeze_feeds(struct live_frozen *frozen)
{
    const struct live_draft *draft = frozen->draft;
    const char *const *texts = draft->feed_texts.data;
    for (uint32_t i = 0; i < draft->feeds.count; i++) {
        struct live_feed feed = *(const struct live_feed *)vec_at(&draft->feeds, i);
        feed.tag = frozen_text(frozen, texts[2 * i]);
        feed.problem = frozen_text(frozen, texts[2 * i + 1]);
        vec_push(&frozen->feeds, &feed);
    }
}

/* Sums what answers depend on. Ages and counts of feeds, and when they were said, are not of it. */
static uint64_t digest_of(const struct live_frozen *frozen)
{
    const struct vec *sections[] = {
#define SECTION(name, type) &frozen->name,
        LIVE_SECTIONS(SECTION)
#undef SECTION
    };
    uint64_t sums[sizeof sections / sizeof *sections] = {0};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (sections[i] != &frozen->facts && sections[i] != &frozen->feeds &&
            sections[i] != &frozen->texts && sections[i] != &frozen->messages &&
            sections[i] != &frozen->republished)
            sums[i] = checksum(sections[i]->data, (size_t)sections[i]->count * sections[i]->item);
    sums[0] = checksum(frozen->words.bytes, frozen->words.byte_count);
    return checksum(sums, sizeof sums);
}

static void init(struct live_frozen *frozen, const struct live_draft *draft)
{
    *frozen = (struct live_frozen){.draft = draft, .network = draft->network};
    frozen->order = vec_of(sizeof(uint32_t));
#define SECTION(name, type) frozen->name = vec_of(sizeof(type));
    LIVE_SECTIONS(SECTION)
#undef SECTION
    intern_add(&frozen->words, "", 0);
}

static void finish(struct live_frozen *frozen)
{
#define SECTION(name, type) vec_finish(&frozen->name);
    LIVE_SECTIONS(SECTION)
#undef SECTION
    vec_finish(&frozen->order);
    intern_finish(&frozen->words);
    intern_finish(&frozen->pattern_keys);
}

/* Numbers go on where the network's end, and must not come to their own end. */
static bool check_limits(const struct live_frozen *frozen, struct error *error)
{
    const struct network *network = frozen->network;
    if (frozen->words.byte_count + network->counts.texts >= NO_IX ||
        (uint64_t)frozen->profile_times.count + network->counts.profile_times >= NO_IX ||
        (uint64_t)frozen->call_berths.count + network->counts.call_berths >= NO_IX)
        return error_set(error, ERROR_LIMIT, "live", "more calls or texts than an image can hold");
    return true;
}

static bool write_image(const struct live_frozen *frozen, const char *path, struct error *error)
{
    const struct image_part parts[] = {
#define SECTION(name, type) {#name, frozen->name.data, frozen->name.count, sizeof(type)},
        LIVE_SECTIONS(SECTION)
#undef SECTION
    };
    return image_write(path, LIVE_KIND, LIVE_VERSION, parts, sizeof parts / sizeof *parts, error);
}

bool live_freeze(struct live_draft *draft, unix_time made, uint64_t number, const char *path,
                 struct error *error)
{
    struct live_frozen frozen;
    init(&frozen, draft);
    freeze_runs(&frozen);
    freeze_vehicles(&frozen);
    freeze_alerts(&frozen);
    freeze_parks(&frozen);
    freeze_overlay(&frozen);
    freeze_rental(&frozen);
    struct live_facts facts = {.network_id = image_id(&draft->network->image),
                               .made = made,
                               .number = number,
                               .longest_seconds = frozen.longest_seconds,
                               .digest = digest_of(&frozen)};
    vec_push(&frozen.facts, &facts);
    freeze_feeds(&frozen);
    vec_add_many(&frozen.texts, frozen.words.bytes, frozen.words.byte_count);
    vec_add_many(&frozen.messages, draft->messages.data, draft->messages.count);
    vec_add_many(&frozen.republished, draft->republished.data, draft->republished.count);
    bool done = check_limits(&frozen, error) && write_image(&frozen, path, error);
    finish(&frozen);
    return done;
}
