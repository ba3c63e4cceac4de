#include "engine/network/freeze.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/network/format.h"
#include "engine/network/frozen.h"

/* Stop times that all frequencies make together; no country's feed makes a tenth of them. */
enum { REPEATED_TIMES_MAX = 100 * 1000 * 1000 };

const struct freeze_options freeze_defaults = {
    .default_change_seconds = 120,
    .link_metres = 200,
    .walk_mm_per_second = 1000,
    .reduce = true,
};

void firsts_of(struct vec *firsts, const uint32_t *owners, uint32_t items, uint32_t count)
{
    vec_resize(firsts, count + 1);
    uint32_t *first = firsts->data, item = 0;
    for (uint32_t owner = 0; owner <= count; owner++) {
        while (item < items && owners[item] < owner)
            item++;
        first[owner] = item;
    }
}

/* Sections that a draft already holds in their final form. */
static void take_over(struct frozen *frozen)
{
    struct draft *draft = frozen->draft;
    struct {
        struct vec *to, *from;
    } const moved[] = {{&frozen->feeds, &draft->feeds},
                       {&frozen->zones, &draft->zones},
                       {&frozen->zone_changes, &draft->zone_changes},
                       {&frozen->agencies, &draft->agencies},
                       {&frozen->routes, &draft->routes},
                       {&frozen->services, &draft->services},
                       {&frozen->exceptions, &draft->exceptions},
                       {&frozen->frequencies, &draft->frequencies},
                       {&frozen->shape_points, &draft->shape_points},
                       {&frozen->translations, &draft->translations},
                       {&frozen->attributions, &draft->attributions},
                       {&frozen->credits, &draft->credits},
                       {&frozen->stop_changes, &draft->stop_changes},
#define SECTION(name, type) {&frozen->name, &draft->streets.name},
                       STREET_SECTIONS(SECTION)
#undef SECTION
#define SECTION(name, type) {&frozen->name, &draft->tariff.name},
                           TARIFF_RECORDS(SECTION)
#undef SECTION
    };
    for (size_t i = 0; i < sizeof moved / sizeof *moved; i++)
        vec_move(moved[i].to, moved[i].from);
}

/* What the records of an image cannot count, and what would take a planner's memory in one day. */
static bool check_limits(const struct frozen *frozen, struct error *error)
{
    const struct draft_trip *trips = frozen->draft->trips.data;
    const struct frequency *frequencies = frozen->frequencies.data;
    uint64_t times = 0;
    if (frozen->draft->texts.byte_count > UINT32_MAX)
        return error_set(error, ERROR_LIMIT, "feeds", "more than 4 GiB of names and ids");
    for (uint32_t i = 0; i < frozen->draft->trips.count; i++) {
        if (trips[i].frequency_count > UINT16_MAX)
            return error_set(error, ERROR_LIMIT, "frequencies.txt",
                             "trip `%s` has more than %d rows; join those that follow one another",
                             draft_text_at(frozen->draft, trips[i].id), UINT16_MAX);
        for (uint32_t k = 0; k < trips[i].frequency_count; k++) {
            const struct frequency *frequency = &frequencies[trips[i].first_frequency + k];
            int64_t span = (int64_t)frequency->last - frequency->first;
            times += (uint64_t)(span / frequency->headway + 1) * trips[i].call_count;
        }
    }
    if (times > REPEATED_TIMES_MAX)
        return error_set(error, ERROR_LIMIT, "frequencies.txt",
                         "repeats trips until they make more than %d stop times; look for "
                         "headways of seconds",
                         REPEATED_TIMES_MAX);
    return true;
}

static void write_facts(struct frozen *frozen)
{
    struct network_facts *facts = vec_add(&frozen->facts);
    uint32_t served = frozen->more_berth_first.count - 1;
    *facts = (struct network_facts){
        .default_change_seconds = frozen->options.default_change_seconds,
        .link_metres = frozen->options.link_metres,
        .served_stops = served,
        .walk_mm_per_second = frozen->options.walk_mm_per_second,
        .overlay = frozen->options.overlay,
    };
}

struct network frozen_view(const struct frozen *frozen)
{
    struct network network = {
#define SECTION(name, type) .name = frozen->name.data,
        NETWORK_SECTIONS(SECTION)
#undef SECTION
            .counts =
            {
#define SECTION(name, type) .name = frozen->name.count,
                NETWORK_SECTIONS(SECTION)
#undef SECTION
            },
    };
    network.texts = frozen->draft->texts.bytes;
    network.counts.texts = (uint32_t)frozen->draft->texts.byte_count;
    return network;
}

static int translation_order(const void *a, const void *b)
{
    const struct translation *one = a, *two = b;
    const uint32_t keys[2][3] = {{one->kind, one->record, one->language},
                                 {two->kind, two->record, two->language}};
    for (int i = 0; i < 3; i++)
        if (keys[0][i] != keys[1][i])
            return keys[0][i] < keys[1][i] ? -1 : 1;
    return 0;
}

/* Records of translations and attributions follow their stops and trips to the image's order. */
static void renumber(struct frozen *frozen)
{
    struct translation *translations = frozen->translations.data;
    for (uint32_t i = 0; i < frozen->translations.count; i++) {
        uint32_t *record = &translations[i].record;
        if (translations[i].kind == TRANSLATED_STOP_NAME)
            *record = frozen->stop_of[*record];
        else if (translations[i].kind == TRANSLATED_TRIP_HEADSIGN)
            *record = frozen->trip_of[*record];
    }
    if (frozen->translations.count)
        qsort(translations, frozen->translations.count, sizeof *translations, translation_order);
    struct attribution *attributions = frozen->attributions.data;
    for (uint32_t i = 0; i < frozen->attributions.count; i++)
        if (attributions[i].trip != NO_IX)
            attributions[i].trip = frozen->trip_of[attributions[i].trip];
}

static void init(struct frozen *frozen, struct draft *draft, const struct freeze_options *options)
{
    *frozen = (struct frozen){.draft = draft, .options = *options};
#define SECTION(name, type) frozen->name = vec_of(sizeof(type));
    NETWORK_SECTIONS(SECTION)
#undef SECTION
    frozen->berth_classes = vec_of(sizeof(struct rule_class));
    frozen->outline_keys = vec_of(sizeof(struct outline_key));
}

static void finish(struct frozen *frozen)
{
#define SECTION(name, type) vec_finish(&frozen->name);
    NETWORK_SECTIONS(SECTION)
#undef SECTION
    vec_finish(&frozen->berth_classes);
    vec_finish(&frozen->outline_keys);
    memory_free(frozen->stop_of);
    memory_free(frozen->trip_of);
    memory_free(frozen->call_berth);
}

static bool write_image(struct frozen *frozen, const char *path, struct error *error)
{
    const struct intern *texts = &frozen->draft->texts;
    const struct image_part parts[] = {
#define SECTION(name, type) {#name, frozen->name.data, frozen->name.count, sizeof(type)},
        NETWORK_SECTIONS(SECTION)
#undef SECTION
    };
    enum { COUNT = sizeof parts / sizeof *parts };
    struct image_part whole[COUNT];
    memcpy(whole, parts, sizeof parts);
    for (size_t i = 0; i < COUNT; i++)
        if (strcmp(whole[i].name, "texts") == 0)
            whole[i] = (struct image_part){"texts", texts->bytes, texts->byte_count, 1};
    return image_write(path, NETWORK_KIND, NETWORK_VERSION, whole, COUNT, error);
}

static bool freeze_steps(struct frozen *frozen, struct error *error)
{
    freeze_feeds(frozen);
    freeze_stops(frozen);
    freeze_spare_routes(frozen);
    freeze_ties(frozen);
    freeze_stop_changes(frozen);
    freeze_berths(frozen);
    freeze_trips(frozen);
    if (!freeze_links(frozen, error) || !freeze_footpaths(frozen, error) ||
        !freeze_tariff(frozen, error))
        return false;
    freeze_outlines(frozen);
    renumber(frozen);
    write_facts(frozen);
    freeze_places(frozen);
    freeze_names(frozen);
    return true;
}

bool network_freeze(struct draft *draft, const struct freeze_options *options, const char *path,
                    struct freeze_report *report, struct error *error)
{
    struct frozen frozen;
    init(&frozen, draft, options);
    take_over(&frozen);
    bool done = check_limits(&frozen, error) && freeze_steps(&frozen, error) &&
                write_image(&frozen, path, error);
    if (report)
        *report = frozen.report;
    finish(&frozen);
    return done;
}
