#include <string.h>

#include "engine/live/check.h"
#include "engine/live/rental_fields.h"
#include "engine/network/check.h"

/* The rental sections of an image: that all that leads somewhere leads there. */

/* A section as it lies in the image. */
struct laid {
    const char *name;
    const char *items;
    uint32_t count;
    size_t size;
};

static struct laid laid_of(const struct live *live, enum rental_section section)
{
    const struct laid all[] = {
#define SECTION(name, type) {#name, (const char *)live->name, live->counts.name, sizeof(type)},
        RENTAL_SECTIONS(SECTION)
#undef SECTION
    };
    return all[section];
}

static bool leads(const struct live *live, const struct rental_field *field, const char *at)
{
    uint32_t items = field->kind == RENTAL_FIELD_TEXT ? 0 : laid_of(live, field->target).count;
    struct rental_span span = {0};
    memcpy(&span, at, field->kind == RENTAL_FIELD_SPAN ? sizeof span : sizeof span.first);
    switch (field->kind) {
    case RENTAL_FIELD_TEXT:
        return span.first < live->network->counts.texts ||
               span.first - live->network->counts.texts < live->counts.texts;
    case RENTAL_FIELD_NUMBER:
        return span.first < items || (field->optional && span.first == NO_IX);
    case RENTAL_FIELD_SPAN:
        break;
    }
    return check_within(span.first, span.count, items);
}

static bool check_fields(const struct live *live, struct error *error)
{
    size_t count;
    const struct rental_field *fields = rental_fields(&count);
    for (size_t i = 0; i < count; i++) {
        struct laid laid = laid_of(live, fields[i].section);
        for (uint32_t k = 0; k < laid.count; k++)
            if (!leads(live, &fields[i], laid.items + k * laid.size + fields[i].offset))
                return check_fail(error, laid.name, k, "leads nowhere");
    }
    return true;
}

static bool check_kinds(const struct live *live, struct error *error)
{
    for (uint32_t i = 0; i < live->counts.rental_systems; i++)
        if (live->rental_systems[i].feed >= live->counts.feeds)
            return check_fail(error, "rental_systems", i, "is of no feed");
    for (uint32_t i = 0; i < live->counts.rental_products; i++) {
        const struct rental_product *product = &live->rental_products[i];
        if (product->form >= RENTAL_FORMS || product->propulsion >= RENTAL_PROPULSIONS ||
            product->way_back > RENTAL_ROUNDTRIP)
            return check_fail(error, "rental_products", i, "is of no kind");
    }
    for (uint32_t i = 0; i < live->counts.rental_types; i++) {
        const struct rental_type *type = &live->rental_types[i];
        if (type->form >= RENTAL_FORMS || type->propulsion >= RENTAL_PROPULSIONS ||
            type->way_back > RENTAL_ROUNDTRIP)
            return check_fail(error, "rental_types", i, "is of no kind");
    }
    for (uint32_t i = 0; i < live->counts.rental_pickups; i++)
        if ((live->rental_pickups[i].station == NO_IX) ==
            (live->rental_pickups[i].vehicle == NO_IX))
            return check_fail(error, "rental_pickups", i, "is neither station nor vehicle");
    return true;
}

/* Of GBFS's kinds of parking the last one. */
enum { PARKING_LAST = 5 };

static const char *text_of(const struct live *live, text_ix text)
{
    uint32_t promised = live->network->counts.texts;
    return text < promised ? live->network->texts + text : live->texts + text - promised;
}

/* Who looks a station or vehicle up by its id relies on their order. */
static bool check_order(const struct live *live, struct error *error)
{
    const struct rental_station *stations = live->rental_stations;
    const struct rental_vehicle *vehicles = live->rental_vehicles;
    for (uint32_t i = 0; i < live->counts.rental_stations; i++)
        if (stations[i].parking > PARKING_LAST ||
            (i && stations[i].system == stations[i - 1].system &&
             strcmp(text_of(live, stations[i - 1].id), text_of(live, stations[i].id)) >= 0))
            return check_fail(error, "rental_stations", i, "is of no kind, or out of order");
    for (uint32_t i = 1; i < live->counts.rental_vehicles; i++)
        if (vehicles[i].system == vehicles[i - 1].system &&
            strcmp(text_of(live, vehicles[i - 1].id), text_of(live, vehicles[i].id)) >= 0)
            return check_fail(error, "rental_vehicles", i, "is out of order");
    for (uint32_t i = 0; i < live->counts.rental_rules; i++)
        if (live->rental_rules[i].station_parking > TRISTATE_NO)
            return check_fail(error, "rental_rules", i, "says neither yes nor no");
    return true;
}

/* A search keeps room for so many. */
static bool check_stands(const struct live *live, struct error *error)
{
    for (uint32_t i = 0; i < live->counts.rental_pickups; i++)
        if (live->rental_pickups[i].foot.count > RENTAL_SPOTS_MAX ||
            live->rental_pickups[i].ride.count > RENTAL_SPOTS_MAX)
            return check_fail(error, "rental_pickups", i, "has too many spots");
    for (uint32_t i = 0; i < live->counts.rental_docks; i++)
        if (live->rental_docks[i].foot.count > RENTAL_SPOTS_MAX ||
            live->rental_docks[i].ride.count > RENTAL_SPOTS_MAX)
            return check_fail(error, "rental_docks", i, "has too many spots");
    return true;
}

/* Limits are looked up by edge. */
static bool check_limits(const struct live *live, struct error *error)
{
    for (uint32_t i = 0; i < live->counts.rental_limits; i++)
        if (live->rental_limits[i].edge >= live->network->counts.street_edges ||
            !live->rental_limits[i].mm_per_second)
            return check_fail(error, "rental_limits", i, "is of no edge, or none");
    for (uint32_t i = 0; i < live->counts.rental_grounds; i++) {
        struct rental_span span = live->rental_grounds[i].limits;
        const struct rental_limit *limits = live->rental_limits + span.first;
        for (uint32_t k = 1; k < span.count; k++)
            if (limits[k].edge <= limits[k - 1].edge)
                return check_fail(error, "rental_grounds", i, "has limits out of order");
    }
    return true;
}

static bool check_streets_met(const struct live *live, struct error *error)
{
    uint32_t edges = live->network->counts.street_edges;
    for (uint32_t i = 0; i < live->counts.rental_spots; i++)
        if (live->rental_spots[i].edge >= edges ||
            live->rental_spots[i].along_mm >
                live->network->street_edges[live->rental_spots[i].edge].length_mm)
            return check_fail(error, "rental_spots", i, "is on no edge");
    for (uint32_t i = 0; i < live->counts.rental_set_pages; i++) {
        uint32_t page = live->rental_set_pages[i];
        if (page < RENTAL_PAGE_ALL &&
            !check_within(page, RENTAL_PAGE_BITS / 64, live->counts.rental_set_words))
            return check_fail(error, "rental_set_pages", i, "has no words");
    }
    return true;
}

/* Whether rings follow each other to the end of the span. */
static bool are_rings(const struct live *live, struct rental_span span)
{
    uint32_t at = 0;
    while (at < span.count) {
        uint32_t points = live->rental_points[span.first + at].ring >> 1;
        bool hole = live->rental_points[span.first + at].ring & 1;
        if (points < 3 || points > span.count - at || (hole && !at))
            return false;
        at += points;
    }
    return true;
}

static bool check_areas(const struct live *live, struct error *error)
{
    for (uint32_t i = 0; i < live->counts.rental_zones; i++)
        if (!are_rings(live, live->rental_zones[i].points))
            return check_fail(error, "rental_zones", i, "has rings that do not end");
    for (uint32_t i = 0; i < live->counts.rental_stations; i++)
        if (!are_rings(live, live->rental_stations[i].area))
            return check_fail(error, "rental_stations", i, "has rings that do not end");
    return true;
}

bool check_rate(const struct rental_rate *rate)
{
    return rate->start >= 0 && rate->start <= RENTAL_RATE_ENDLESS && rate->end >= 0 &&
           rate->end <= RENTAL_RATE_ENDLESS && rate->interval <= RENTAL_RATE_ENDLESS &&
           (rate->interval == 0 || rate->interval >= 1000) && check_micro(rate->rate);
}

/* Sums of them must not come to an end. */
static bool check_plans(const struct live *live, struct error *error)
{
    for (uint32_t i = 0; i < live->counts.rental_plans; i++) {
        const struct rental_plan *plan = &live->rental_plans[i];
        if (plan->decimals > 6 || !check_micro(plan->price) ||
            plan->per_minute.count > RENTAL_RATES_MAX || plan->per_km.count > RENTAL_RATES_MAX)
            return check_fail(error, "rental_plans", i, "has a price that is none");
    }
    for (uint32_t i = 0; i < live->counts.rental_rates; i++)
        if (!check_rate(&live->rental_rates[i]))
            return check_fail(error, "rental_rates", i, "is out of range");
    return true;
}

bool check_rental(const struct live *live, struct error *error)
{
    return check_fields(live, error) && check_kinds(live, error) && check_order(live, error) &&
           check_stands(live, error) && check_streets_met(live, error) &&
           check_limits(live, error) && check_areas(live, error) && check_plans(live, error);
}
