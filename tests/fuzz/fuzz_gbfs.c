#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "engine/base/utf8.h"
#include "engine/live/draft.h"
#include "engine/network/ix.h"
#include "feeds/gbfs/apply.h"
#include "tests/fuzz/gbfs_words.h"
#include "tests/street_town.h"

/*
 * GBFS documents of any bytes, one after the other into the same store, and the fleet that they
 * become on the streets of a small town. A document is a line with its name and then its text; a
 * zero byte ends it. `opening` are opening hours. What is applied is sometimes frozen and mapped.
 * Input that starts with the byte 1 is a list of words of which documents are made that are always
 * JSON. What is refused changes nothing; what is taken is as gbfs.h has it.
 */

#define NOW 1790000000

static struct street_town town;
static struct street_worker *worker;

static void end_town(void)
{
    street_worker_destroy(worker);
    street_town_finish(&town);
}

static void begin_town(void)
{
    street_town_make(&town);
    struct streets streets = network_streets(&town.network);
    worker = street_worker_create(&streets);
    atexit(end_town);
}

static void check_text(const char *text)
{
    PROMISE(text && strlen(text) <= 4096);
    PROMISE(utf8_valid_prefix(text, strlen(text)) == strlen(text));
}

static void check_id(const char *id)
{
    check_text(id);
    PROMISE(*id && strlen(id) <= 512);
}

static void check_new(struct intern *ids, const char *id)
{
    uint32_t before = ids->count;
    check_id(id);
    PROMISE(intern_add(ids, id, strlen(id)) == before);
}

static void check_place(struct point at)
{
    PROMISE(at.lat >= -900000000 && at.lat <= 900000000);
    PROMISE(at.lon >= -1800000000 && at.lon <= 1800000000);
}

static void check_time(unix_time time)
{
    PROMISE(time >= 0 && time <= INT64_C(100000000000));
}

static void check_count(uint32_t count, uint32_t most)
{
    PROMISE(count <= most || count == NO_IX);
}

static void check_amount(struct gbfs_amount amount)
{
    PROMISE(amount.scale >= 0 && amount.scale <= 6);
    PROMISE(amount.units <= INT64_C(1000000000000000) &&
            amount.units >= -INT64_C(1000000000000000));
}

static void check_area(struct gbfs_area area)
{
    for (uint32_t i = 0; i < area.count; i++) {
        PROMISE(area.rings[i].count >= 3 && (i || !area.rings[i].hole));
        for (uint32_t k = 0; k < area.rings[i].count; k++)
            check_place(area.rings[i].points[k]);
    }
}

static void check_opening(const struct gbfs_opening *opening)
{
    for (uint32_t i = 0; i < opening->count; i++) {
        const struct gbfs_opening_row *row = &opening->rows[i];
        PROMISE(row->days && row->days < 128 && row->from_month <= 12 && row->to_month <= 12);
        PROMISE(row->from >= 0 && row->to >= row->from && row->to <= 4 * 86400);
        PROMISE(i == 0 || row->rule >= opening->rows[i - 1].rule);
    }
}

static void check_information(const struct gbfs_information *said)
{
    const char *const texts[] = {
        said->system_id,   said->name,         said->operator_name, said->url,
        said->color,       said->purchase_url, said->language,      said->time_zone,
        said->phone,       said->email,        said->feed_contact,  said->terms_url,
        said->licence_url, said->attribution,  said->app_android,   said->attribution_url,
        said->app_ios,     said->opening_hours};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_text(texts[i]);
    check_opening(&said->opening);
}

static void check_types(const struct gbfs_system *system)
{
    struct intern ids = {0};
    for (uint32_t i = 0; i < system->type_count; i++) {
        const struct gbfs_type *type = &system->types[i];
        check_new(&ids, type->id);
        check_text(type->name);
        check_text(type->plan);
        PROMISE(type->form < RENTAL_FORMS && type->propulsion < RENTAL_PROPULSIONS);
        PROMISE(type->way_back <= RENTAL_ROUNDTRIP);
        PROMISE(type->speed_kmh <= 500 && type->range_metres <= 10000000);
    }
    intern_finish(&ids);
}

static void check_counts(const struct gbfs_count *counts, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        check_text(counts[i].type);
        PROMISE(counts[i].count <= 100000);
    }
}

static void check_stations(const struct gbfs_system *system)
{
    struct intern ids = {0};
    for (uint32_t i = 0; i < system->station_count; i++) {
        const struct gbfs_station *station = &system->stations[i];
        check_new(&ids, station->id);
        check_text(station->name);
        check_text(station->web);
        check_place(station->at);
        check_count(station->capacity, 100000);
        PROMISE(station->parking <= 5);
        check_counts(station->places, station->place_count);
        check_area(station->area);
        check_opening(&station->opening);
    }
    intern_finish(&ids);
}

static void check_statuses(const struct gbfs_system *system)
{
    struct intern ids = {0};
    for (uint32_t i = 0; i < system->status_count; i++) {
        const struct gbfs_status *status = &system->statuses[i];
        check_new(&ids, status->id);
        PROMISE(status->vehicles <= 100000);
        check_count(status->docks, 100000);
        check_time(status->reported);
        check_counts(status->by_type, status->by_type_count);
        check_counts(status->docks_by_type, status->docks_by_type_count);
    }
    intern_finish(&ids);
}

static void check_vehicles(const struct gbfs_system *system)
{
    struct intern ids = {0};
    for (uint32_t i = 0; i < system->vehicle_count; i++) {
        const struct gbfs_vehicle *vehicle = &system->vehicles[i];
        check_new(&ids, vehicle->id);
        check_text(vehicle->type);
        check_text(vehicle->home);
        PROMISE(vehicle->placed || *vehicle->station);
        check_place(vehicle->at);
        check_count(vehicle->range_metres, 10000000);
        check_count(vehicle->fuel_percent, 100);
        check_time(vehicle->reported);
        check_time(vehicle->free_until);
    }
    intern_finish(&ids);
}

static void check_plans(const struct gbfs_system *system)
{
    struct intern ids = {0};
    for (uint32_t i = 0; i < system->plan_count; i++) {
        const struct gbfs_plan *plan = &system->plans[i];
        check_new(&ids, plan->id);
        check_text(plan->description);
        check_amount(plan->price);
        for (uint32_t k = 0; k < plan->per_km_count; k++)
            check_amount(plan->per_km[k].rate);
        for (uint32_t k = 0; k < plan->per_minute_count; k++)
            check_amount(plan->per_minute[k].interval);
    }
    intern_finish(&ids);
}

static void check_rules(const struct gbfs_rule *rules, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        PROMISE(rules[i].speed_kmh <= 500);
        for (uint32_t k = 0; k < rules[i].type_count; k++)
            check_id(rules[i].types[k]);
    }
}

static void check_zones(const struct gbfs_system *system)
{
    check_rules(system->global_rules, system->global_rule_count);
    for (uint32_t i = 0; i < system->zone_count; i++) {
        const struct gbfs_zone *zone = &system->zones[i];
        check_text(zone->name);
        check_time(zone->start);
        check_time(zone->end);
        PROMISE(zone->area.count > 0);
        check_area(zone->area);
        check_rules(zone->rules, zone->rule_count);
    }
}

static void check_others(const struct gbfs_system *system)
{
    for (uint32_t i = 0; i < system->region_count; i++)
        check_id(system->regions[i].id);
    for (uint32_t i = 0; i < system->alert_count; i++) {
        check_text(system->alerts[i].summary);
        check_time(system->alerts[i].start);
        for (uint32_t k = 0; k < system->alerts[i].station_count; k++)
            check_id(system->alerts[i].stations[k]);
    }
    for (uint32_t i = 0; i < system->hours_count; i++) {
        PROMISE(system->hours[i].opens >= 0 && system->hours[i].closes >= 0);
        PROMISE(system->hours[i].days < 128);
    }
    for (uint32_t i = 0; i < system->season_count; i++) {
        const struct gbfs_season *season = &system->seasons[i];
        PROMISE(season->start_month >= 1 && season->start_month <= 12 && season->end_day <= 31);
    }
}

static void check_head(const struct gbfs_head *head)
{
    PROMISE(head->ttl >= -1 && head->ttl <= 86400);
    PROMISE(memchr(head->version, 0, sizeof head->version));
    check_time(head->last_updated);
}

static void check_system(const struct gbfs_system *system)
{
    check_information(&system->information);
    check_types(system);
    check_stations(system);
    check_statuses(system);
    check_vehicles(system);
    check_plans(system);
    check_zones(system);
    check_others(system);
}

/* Refused: nothing has changed. Taken: it is no news the second time. */
static void take(struct gbfs_store *store, enum gbfs_document document, struct gbfs_bytes bytes,
                 struct findings *findings)
{
    struct gbfs_system before = *gbfs_store_system(store);
    struct gbfs_taken taken;
    struct error error = {0};
    if (!gbfs_store_take(store, document, bytes, findings, &taken, &error)) {
        PROMISE(error.kind != ERROR_NONE && *error.text && *error.place);
        PROMISE(memcmp(&before, gbfs_store_system(store), sizeof before) == 0);
        return;
    }
    PROMISE(gbfs_store_system(store)->has[document]);
    check_head(&taken.head);
    PROMISE(gbfs_store_take(store, document, bytes, findings, &taken, &error) && !taken.news);
}

static void discover(struct gbfs_bytes bytes, struct findings *findings)
{
    struct arena arena = {0};
    struct gbfs_discovery discovery;
    struct gbfs_manifest manifest;
    struct error error = {0};
    if (gbfs_read_discovery(bytes, "en", &arena, &discovery, findings, &error)) {
        check_head(&discovery.head);
        PROMISE(discovery.count <= GBFS_DOCUMENTS);
        for (uint32_t i = 0; i < discovery.count; i++)
            PROMISE(*discovery.links[i].url && !strpbrk(discovery.links[i].url, " \r\n\t"));
    } else {
        PROMISE(error.kind != ERROR_NONE && *error.text);
    }
    if (gbfs_read_manifest(bytes, &arena, &manifest, findings, &error))
        for (uint32_t i = 0; i < manifest.count; i++) {
            check_text(manifest.datasets[i].system_id); /* Empty in gbfs_versions. */
            PROMISE(*manifest.datasets[i].url && !strpbrk(manifest.datasets[i].url, " \r\n\t"));
        }
    arena_finish(&arena);
}

static void take_hours(struct gbfs_bytes bytes)
{
    struct arena arena = {0};
    struct gbfs_opening opening;
    const char *text = arena_text(&arena, bytes.data, bytes.length);
    PROMISE(gbfs_opening_parse(text, &arena, &opening) == (opening.count > 0));
    check_opening(&opening);
    PROMISE(opening.count || gbfs_opening_has(&opening, NOW / 86400, 40000));
    arena_finish(&arena);
}

/* One document: its name, a line feed, its text. */
static void feed(struct gbfs_store *store, const uint8_t *bytes, size_t size,
                 struct findings *findings)
{
    const uint8_t *end = size ? memchr(bytes, '\n', size) : NULL;
    char name[32] = "";
    if (!end || (size_t)(end - bytes) >= sizeof name)
        return;
    memcpy(name, bytes, (size_t)(end - bytes));
    enum gbfs_document document = gbfs_document_of(name);
    const struct gbfs_bytes text = {(const char *)end + 1, size - (size_t)(end + 1 - bytes), name};
    if (strcmp(name, "gbfs") == 0)
        discover(text, findings);
    else if (strcmp(name, "opening") == 0)
        take_hours(text);
    else if (document < GBFS_DOCUMENTS)
        take(store, document, text, findings);
}

/* An image of the fleet is sound. */
static void freeze(const struct fleet *fleet)
{
    struct error error = {0};
    struct live live;
    struct live_draft *draft = live_draft_create(&town.network);
    live_draft_add_feed(draft, &(struct live_feed){0}, "town", NULL);
    live_draft_add_fleet(draft, fleet, 0);
    const char *path = scratch_path(&town.scratch, "live");
    PROMISE(live_freeze(draft, NOW, 1, path, &error));
    PROMISE(live_open(&live, path, &town.network, &error));
    live_close(&live);
    live_draft_destroy(draft);
}

static void apply(const struct gbfs_store *store, bool whole, struct findings *findings)
{
    const struct gbfs_rules rules = {.tag = "fuzz", .way_back = RENTAL_RETURN_UNSAID};
    const struct gbfs_system *system = gbfs_store_system(store);
    struct fleet fleet;
    gbfs_apply(system, &(struct gbfs_scene){&town.network, worker, NOW}, &rules, &fleet, findings);
    PROMISE(fleet.rental_systems.count == 1);
    PROMISE(fleet.rental_stations.count <= system->station_count);
    PROMISE(fleet.rental_vehicles.count <= system->vehicle_count);
    if (whole)
        freeze(&fleet);
    fleet_finish(&fleet);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static uint8_t written[GBFS_WORDS_ROOM];
    struct findings findings;
    bool whole = size % 64 == 0 || size > 2500;
    if (!worker)
        begin_town();
    if (size && *bytes == 1) {
        size = gbfs_words_write(bytes + 1, size - 1, written);
        bytes = written;
    }
    struct gbfs_store *store = gbfs_store_create("en");
    findings_init(&findings);
    while (size) {
        const uint8_t *end = memchr(bytes, '\0', size);
        size_t length = end ? (size_t)(end - bytes) : size;
        feed(store, bytes, length, &findings);
        bytes += end ? length + 1 : length;
        size -= end ? length + 1 : length;
    }
    check_system(gbfs_store_system(store));
    /* Freezing syncs a file, which takes longer than all else. */
    apply(store, whole, &findings);
    for (int i = 0; i < GBFS_DOCUMENTS; i++)
        gbfs_store_drop(store, (enum gbfs_document)i);
    check_system(gbfs_store_system(store));
    findings_finish(&findings);
    gbfs_store_destroy(store);
    return 0;
}
