#include "engine/network/freeze.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/network/format.h"
#include "engine/network/frozen.h"

const struct freeze_options freeze_defaults = {
    .default_change_seconds = 120,
    .link_metres = 200,
    .walk_mm_per_second = 1000,
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
    } const moved[] = {
        {&frozen->feeds, &draft->feeds},
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
    };
    for (size_t i = 0; i < sizeof moved / sizeof *moved; i++) {
        assert(moved[i].to->item == moved[i].from->item);
        vec_finish(moved[i].to);
        *moved[i].to = *moved[i].from;
        *moved[i].from = vec_of(moved[i].to->item);
    }
}

/* The days and the longest trip of each feed, seen over its trips. */
static void measure_feeds(struct frozen *frozen)
{
    struct feed *feeds = frozen->feeds.data;
    const struct service *services = frozen->services.data;
    const struct service_exception *exceptions = frozen->exceptions.data;
    const struct draft_trip *trips = frozen->draft->trips.data;
    const struct draft_call *calls = frozen->draft->calls.data;
    const struct frequency *frequencies = frozen->frequencies.data;
    for (uint32_t i = 0; i < frozen->feeds.count; i++) {
        feeds[i].first_day = INT32_MAX;
        feeds[i].last_day = INT32_MIN;
        feeds[i].longest_seconds = 0;
    }
    for (uint32_t i = 0; i < frozen->draft->trips.count; i++) {
        const struct draft_trip *trip = &trips[i];
        struct feed *feed = &feeds[trip->feed];
        const struct service *service = &services[trip->service];
        civil_day first = draft_first_day(service, exceptions + service->first_exception);
        civil_day last = draft_last_day(service, exceptions + service->first_exception);
        feed->first_day = first < feed->first_day ? first : feed->first_day;
        feed->last_day = last > feed->last_day ? last : feed->last_day;
        day_time end = calls[trip->first_call + trip->call_count - 1].depart;
        day_time begin = calls[trip->first_call].depart;
        for (uint32_t k = 0; k < trip->frequency_count; k++) {
            day_time shifted = frequencies[trip->first_frequency + k].last + end - begin;
            end = shifted > end ? shifted : end;
        }
        feed->longest_seconds = end > feed->longest_seconds ? end : feed->longest_seconds;
    }
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
    };
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

bool network_freeze(struct draft *draft, const struct freeze_options *options, const char *path,
                    struct freeze_report *report, struct error *error)
{
    struct frozen frozen;
    init(&frozen, draft, options);
    take_over(&frozen);
    measure_feeds(&frozen);
    freeze_stops(&frozen);
    freeze_berths(&frozen);
    freeze_trips(&frozen);
    freeze_links(&frozen);
    bool done = freeze_footpaths(&frozen, error);
    if (done) {
        freeze_outlines(&frozen);
        renumber(&frozen);
        write_facts(&frozen);
        done = write_image(&frozen, path, error);
    }
    if (report)
        *report = frozen.report;
    finish(&frozen);
    return done;
}
