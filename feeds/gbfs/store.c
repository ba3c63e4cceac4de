#include <string.h>
#include <strings.h>

#include "engine/base/memory.h"
#include "feeds/gbfs/reading.h"

/* One document that stands. */
struct part {
    struct arena arena;
    uint64_t sum; /* see scan_document */
};

struct gbfs_store {
    struct gbfs_system system;
    struct part parts[GBFS_DOCUMENTS];
    char language[16];
};

static const struct {
    const char *name;
    gbfs_reader *read;
} kinds[GBFS_DOCUMENTS] = {
    [GBFS_SYSTEM_INFORMATION] = {"system_information", read_information},
    [GBFS_VEHICLE_TYPES] = {"vehicle_types", read_types},
    [GBFS_STATION_INFORMATION] = {"station_information", read_stations},
    [GBFS_STATION_STATUS] = {"station_status", read_statuses},
    [GBFS_VEHICLES] = {"vehicle_status", read_vehicles},
    [GBFS_HOURS] = {"system_hours", read_hours},
    [GBFS_CALENDAR] = {"system_calendar", read_calendar},
    [GBFS_REGIONS] = {"system_regions", read_regions},
    [GBFS_PRICING] = {"system_pricing_plans", read_plans},
    [GBFS_ALERTS] = {"system_alerts", read_alerts},
    [GBFS_ZONES] = {"geofencing_zones", read_zones},
};

const char *gbfs_document_name(enum gbfs_document document)
{
    return kinds[document].name;
}

enum gbfs_document gbfs_document_of(const char *name)
{
    enum gbfs_document document = 0;
    if (strcasecmp(name, "free_bike_status") == 0)
        return GBFS_VEHICLES;
    while (document < GBFS_DOCUMENTS && strcasecmp(name, kinds[document].name) != 0)
        document++;
    return document;
}

struct gbfs_store *gbfs_store_create(const char *language)
{
    struct gbfs_store *store = memory_zeroed(1, sizeof *store);
    if (language)
        strncpy(store->language, language, sizeof store->language - 1);
    gbfs_store_drop(store, GBFS_SYSTEM_INFORMATION); /* So texts are empty, not NULL. */
    return store;
}

void gbfs_store_destroy(struct gbfs_store *store)
{
    if (!store)
        return;
    for (int i = 0; i < GBFS_DOCUMENTS; i++)
        arena_finish(&store->parts[i].arena);
    memory_free(store);
}

/* Reads aside, and puts what came of it in the place of what stood there. */
static bool take_data(struct gbfs_store *store, enum gbfs_document document,
                      const struct reading *reading, const json_t *data)
{
    struct gbfs_system system = store->system;
    if (!kinds[document].read(reading, data, &system))
        return false;
    arena_finish(&store->parts[document].arena);
    store->parts[document].arena = *reading->arena;
    store->system = system;
    return true;
}

bool gbfs_store_take(struct gbfs_store *store, enum gbfs_document document, struct gbfs_bytes bytes,
                     struct findings *findings, struct gbfs_taken *taken, struct error *error)
{
    struct arena arena = {0};
    uint64_t sum;
    taken->news = false;
    json_t *root = read_document(bytes, &taken->head, &sum, findings, error);
    if (!root)
        return false;
    const struct reading reading = {
        .name = reading_name(bytes.name),
        .language = *store->language ? store->language : NULL,
        .arena = &arena,
        .findings = findings,
        .digits = !*taken->head.version || *taken->head.version == '1',
    };
    /* Some put what belongs into `data` beside it. */
    const json_t *data = json_object_get(root, "data");
    bool good = take_data(store, document, &reading, data ? data : root);
    json_decref(root);
    if (!good) {
        arena_finish(&arena);
        return error_set(error, ERROR_INPUT, bytes.name, "has no list of what it is about");
    }
    if (!data)
        reading_note(&reading, "gbfs_data_missing", FINDING_MENDED,
                     "What belongs into `data` stands beside it.", NULL);
    taken->news = !store->system.has[document] || store->parts[document].sum != sum;
    store->parts[document].sum = sum;
    store->system.has[document] = true;
    store->system.heads[document] = taken->head;
    return true;
}

void gbfs_store_drop(struct gbfs_store *store, enum gbfs_document document)
{
    struct arena arena = {0};
    struct findings none;
    json_t *empty = json_object();
    findings_init(&none);
    const struct reading reading = {.name = "", .arena = &arena, .findings = &none};
    (void)kinds[document].read(&reading, empty, &store->system);
    arena_finish(&store->parts[document].arena);
    store->parts[document] = (struct part){.arena = arena};
    store->system.has[document] = false;
    store->system.heads[document] = (struct gbfs_head){0};
    json_decref(empty);
    findings_finish(&none);
}

const struct gbfs_system *gbfs_store_system(const struct gbfs_store *store)
{
    return &store->system;
}
