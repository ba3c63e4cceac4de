#include <string.h>

#include "feeds/gbfs/reading.h"

/* What is lent, and what it costs. */

/* By enum rental_form; `scooter` is what standing ones were called before 2.3. */
static const char *const forms[] = {"bicycle", "cargo_bicycle",    "car",
                                    "moped",   "scooter_standing", "scooter_seated",
                                    "other",   "scooter",          NULL};

static const char *const propulsions[] = {"human",          "electric_assist",    "electric",
                                          "combustion",     "combustion_diesel",  "hybrid",
                                          "plug_in_hybrid", "hydrogen_fuel_cell", NULL};

/* By enum rental_return, `hybrid` (a dock or anywhere else) as the first. */
static const char *const returns[] = {"free_floating", "any_station", "roundtrip_station", "hybrid",
                                      NULL};

static void fill_type(const struct reading *reading, const json_t *item, void *record)
{
    struct gbfs_type *type = record;
    uint32_t form = read_word(reading, item, "form_factor", forms, RENTAL_OTHER);
    uint32_t way_back = read_word(reading, item, "return_constraint", returns, NO_IX);
    *type = (struct gbfs_type){
        .id = type->id,
        .name = read_text(reading, item, "name"),
        .make = read_text(reading, item, "make"),
        .model = read_text(reading, item, "model"),
        .image_url = read_text(reading, item, "vehicle_image"),
        .plan = read_text(reading, item, "default_pricing_plan_id"),
        .range_metres = read_measure(reading, item, "max_range_meters", 10000000, 0),
        .riders = read_count(reading, item, "rider_capacity", 1000, 0),
        .cargo = read_measure(reading, item, "cargo_volume_capacity", 1000000, 0),
        .speed_kmh = read_measure(reading, item, "max_permitted_speed", 500, 0),
        .form = (uint8_t)(form == RENTAL_FORMS ? RENTAL_SCOOTER_STANDING : form),
        .propulsion =
            (uint8_t)read_word(reading, item, "propulsion_type", propulsions, RENTAL_HUMAN),
        .way_back = (uint8_t)(way_back <= RENTAL_ROUNDTRIP ? way_back : RENTAL_ANYWHERE),
        .way_back_said = way_back != NO_IX,
    };
    if (!*type->plan)
        type->plan = read_text(reading, item, "default_pricing_plan");
}

bool read_types(const struct reading *reading, const json_t *data, struct gbfs_system *system)
{
    static const struct reading_kind kind = {
        .key = "vehicle_type_id",
        .size = sizeof(struct gbfs_type),
        .most = SIZE_MAX,
        .fill = fill_type,
        .code = "gbfs_type_dropped",
        .text = "A vehicle type has no id that can be used.",
    };
    const json_t *list = json_object_get(data, "vehicle_types");
    system->types = read_records(reading, list, &kind, &system->type_count);
    return json_is_array(list);
}

static const struct gbfs_segment *read_segments(const struct reading *reading, const json_t *item,
                                                const char *key, uint32_t *count)
{
    const json_t *list = json_object_get(item, key);
    size_t size = json_array_size(list);
    struct gbfs_segment *segments = arena_array(reading->arena, size, sizeof *segments);
    *count = 0;
    for (size_t i = 0; i < size; i++) {
        const json_t *at = json_array_get(list, i);
        if (json_is_object(at))
            segments[(*count)++] = (struct gbfs_segment){
                .start = read_amount(reading, at, "start"),
                .end = read_amount(reading, at, "end"),
                .rate = read_amount(reading, at, "rate"),
                .interval = read_amount(reading, at, "interval"),
                .ends =
                    !json_is_null(json_object_get(at, "end")) && json_object_get(at, "end") != NULL,
            };
    }
    return segments;
}

static void fill_plan(const struct reading *reading, const json_t *item, void *record)
{
    struct gbfs_plan *plan = record;
    *plan = (struct gbfs_plan){
        .id = plan->id,
        .name = read_text(reading, item, "name"),
        .description = read_text(reading, item, "description"),
        .currency = read_text(reading, item, "currency"),
        .url = read_text(reading, item, "url"),
        .price = read_amount(reading, item, "price"),
        .reservation_per_minute = read_amount(reading, item, "reservation_price_per_min"),
        .reservation_flat = read_amount(reading, item, "reservation_price_flat_rate"),
        .taxable = read_bool(reading, item, "is_taxable", false),
        .surge = read_bool(reading, item, "surge_pricing", false),
    };
    plan->per_km = read_segments(reading, item, "per_km_pricing", &plan->per_km_count);
    plan->per_minute = read_segments(reading, item, "per_min_pricing", &plan->per_minute_count);
}

bool read_plans(const struct reading *reading, const json_t *data, struct gbfs_system *system)
{
    static const struct reading_kind kind = {
        .key = "plan_id",
        .size = sizeof(struct gbfs_plan),
        .most = SIZE_MAX,
        .fill = fill_plan,
        .code = "gbfs_plan_dropped",
        .text = "A pricing plan has no id that can be used.",
    };
    const json_t *list = json_object_get(data, "plans");
    system->plans = read_records(reading, list, &kind, &system->plan_count);
    return json_is_array(list);
}
