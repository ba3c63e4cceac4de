#include "api/render_rentals.h"

#include <string.h>

#include "api/render_lenders.h"
#include "api/render_lent.h"
#include "api/render_place.h"
#include "api/render_snapshot.h"
#include "api/render_write.h"
#include "api/rental_wish.h"
#include "engine/base/bitset.h"

/* The answer while it is written, element by element. */
struct rentals_sheet {
    const struct rentals_ask *ask;
    const struct live *live;
    uint64_t *systems; /* that are asked for, as bits */
    json_t *notes;
    struct render_list sink;
    const char *before; /* what separates the next element from the one before */
};

static void put(struct rentals_sheet *sheet, const char *text)
{
    render_put(&sheet->sink, text, strlen(text));
}

static void begin(struct rentals_sheet *sheet, const char *start)
{
    put(sheet, start);
    sheet->before = "";
}

/* An element of the list that was begun; taken over. */
static void add(struct rentals_sheet *sheet, json_t *element)
{
    put(sheet, sheet->before);
    render_write(&sheet->sink, element);
    json_decref(element);
    sheet->before = ",";
}

static void note(struct rentals_sheet *sheet, const char *code, const char *field, const char *text)
{
    json_t *json = json_object();
    render_set(json, "code", code);
    render_set(json, "description", text);
    render_set(json, "inputField", field);
    json_array_append_new(sheet->notes, json);
}

/* Says that an answer has not all of something. */
static void note_cut(struct rentals_sheet *sheet, const char *field, const char *what, uint32_t all,
                     uint32_t given)
{
    if (given < all)
        note(sheet, "TOO_MANY", field,
             arena_format(sheet->ask->arena, "Only %u of %u %s are given: ask about less ground.",
                          given, all, what));
}

static bool is_wanted(const struct rentals_sheet *sheet, uint32_t system)
{
    return bitset_has(sheet->systems, system);
}

/* --- Who lends --- */

/* Whether a system before it, likewise wanted, is of the same group. */
static bool is_repeated(const struct rentals_sheet *sheet, uint32_t system)
{
    const struct world *world = sheet->ask->world;
    const struct rental_system *systems = sheet->live->rental_systems;
    for (uint32_t i = 0; i < system; i++)
        if (is_wanted(sheet, i) && strcmp(world_text(world, systems[i].group),
                                          world_text(world, systems[system].group)) == 0)
            return true;
    return false;
}

static void put_lenders(struct rentals_sheet *sheet, uint32_t count)
{
    begin(sheet, "{\"providerGroups\":[");
    for (uint32_t i = 0; i < count; i++)
        if (is_wanted(sheet, i) && !is_repeated(sheet, i))
            add(sheet, render_lender_group(sheet->ask, &sheet->live->rental_systems[i]));
    begin(sheet, "],\"providers\":[");
    for (uint32_t i = 0; i < count; i++)
        if (is_wanted(sheet, i) && sheet->ask->with_systems)
            add(sheet, render_lender(sheet->ask, &sheet->live->rental_systems[i]));
}

/* --- What is lent --- */

static void put_stations(struct rentals_sheet *sheet, uint32_t count)
{
    uint32_t all = 0, given = 0;
    begin(sheet, "],\"stations\":[");
    for (uint32_t i = 0; i < count; i++) {
        const struct rental_station *station = &sheet->live->rental_stations[i];
        if (!is_wanted(sheet, station->system) || !rentals_has_point(sheet->ask, station->at))
            continue;
        all++;
        if (given == RENTALS_STATIONS_MAX)
            continue;
        add(sheet, render_lent_station(sheet->ask, station));
        given++;
    }
    note_cut(sheet, "withStations", "stations", all, given);
}

static void put_vehicles(struct rentals_sheet *sheet, uint32_t count)
{
    uint32_t all = 0, given = 0;
    begin(sheet, "],\"vehicles\":[");
    for (uint32_t i = 0; i < count; i++) {
        const struct rental_vehicle *vehicle = &sheet->live->rental_vehicles[i];
        if (!is_wanted(sheet, vehicle->system) || !rentals_has_point(sheet->ask, vehicle->at))
            continue;
        all++;
        if (given == RENTALS_VEHICLES_MAX)
            continue;
        add(sheet, render_lent_vehicle(sheet->ask, vehicle));
        given++;
    }
    note_cut(sheet, "withVehicles", "vehicles", all, given);
}

static void put_zones(struct rentals_sheet *sheet, uint32_t count)
{
    uint32_t all = 0, given = 0;
    uint64_t points = 0;
    begin(sheet, "],\"zones\":[");
    for (uint32_t i = 0; i < count; i++) {
        const struct rental_zone *zone = &sheet->live->rental_zones[i];
        if (!is_wanted(sheet, zone->system) ||
            !rentals_has_area(sheet->ask, (struct box){zone->low, zone->high}))
            continue;
        all++;
        if (points + zone->points.count > RENTALS_POINTS_MAX)
            continue;
        points += zone->points.count;
        add(sheet, render_lent_zone(sheet->ask, zone));
        given++;
    }
    note_cut(sheet, "withZones", "zones", all, given);
}

/* --- All of it --- */

/* Names ids that nobody here has. */
static void note_unknown(struct rentals_sheet *sheet, const struct request_list *list,
                         const char *field, bool groups)
{
    const struct rentals_ask *ask = sheet->ask;
    for (uint32_t i = 0; i < list->count; i++)
        if (!rental_wish_knows(ask->world, list->items[i], groups))
            note(sheet, "UNKNOWN_PROVIDER", field,
                 arena_format(ask->arena, "Nobody lends vehicles here as `%s`.", list->items[i]));
}

static uint64_t *wanted_systems(const struct rentals_ask *ask, uint32_t count)
{
    uint64_t *systems = arena_array(ask->arena, bitset_words(count) + 1, sizeof *systems);
    memset(systems, 0, (bitset_words(count) + 1) * sizeof *systems);
    for (uint32_t i = 0; i < count; i++)
        if (rentals_has_system(ask, &ask->world->live->rental_systems[i]))
            bitset_add(systems, i);
    return systems;
}

void render_rentals(const struct rentals_ask *ask, struct reply *reply)
{
    const struct live *live = ask->world->live;
    bool narrow = live && rentals_is_narrow(ask);
    uint32_t systems = live ? live->counts.rental_systems : 0;
    struct rentals_sheet sheet = {
        .ask = ask,
        .live = live,
        .systems = wanted_systems(ask, systems),
        .notes = json_array(),
        .sink = render_list_of(ask->arena),
    };
    note_unknown(&sheet, &ask->systems, "providers", false);
    note_unknown(&sheet, &ask->groups, "providerGroups", true);
    put_lenders(&sheet, systems);
    put_stations(&sheet, narrow && ask->with_stations ? live->counts.rental_stations : 0);
    put_vehicles(&sheet, narrow && ask->with_vehicles ? live->counts.rental_vehicles : 0);
    put_zones(&sheet, narrow && ask->with_zones ? live->counts.rental_zones : 0);
    put(&sheet, "],\"notes\":");
    render_write(&sheet.sink, sheet.notes);
    json_decref(sheet.notes);
    put(&sheet, ",\"snapshot\":");
    json_t *snapshot = render_snapshot(ask->world, ask->arena);
    render_write(&sheet.sink, snapshot);
    json_decref(snapshot);
    put(&sheet, "}");
    render_done(&sheet.sink, reply);
}
