#include "api/modes.h"

#include <string.h>

#define BIT(mode) ((mode_set)1 << (mode))
#define RAILS                                                                                      \
    (BIT(MODE_HIGHSPEED_RAIL) | BIT(MODE_LONG_DISTANCE) | BIT(MODE_NIGHT_RAIL) |                   \
     BIT(MODE_REGIONAL_FAST_RAIL) | BIT(MODE_REGIONAL_RAIL) | BIT(MODE_SUBURBAN) |                 \
     BIT(MODE_SUBWAY))

/* Names beyond those of mode_name. */
static const struct {
    const char *name;
    mode_set modes;
} groups[] = {
    {"TRANSIT", MODES_ALL},        {"RAIL", RAILS},
    {"METRO", BIT(MODE_SUBURBAN)}, {"AREAL_LIFT", BIT(MODE_AERIAL_LIFT)},
    {"FLEX", BIT(MODE_ON_DEMAND)},
};

/* Ways of the API that are no transit. */
static const char *const others[] = {
    "HGV", "RIDE_SHARING", "DEBUG_BUS_ROUTE", "DEBUG_RAILWAY_ROUTE", "DEBUG_FERRY_ROUTE",
};

static mode_set transit_of(const char *name)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (strcmp(groups[i].name, name) == 0)
            return groups[i].modes;
    for (unsigned mode = 0; mode < MODE_COUNT; mode++)
        if (strcmp(mode_name((enum mode)mode), name) == 0)
            return BIT(mode);
    return 0;
}

const char *way_mode_name(enum way_mode mode)
{
    static const char *const names[WAY_MODES] = {
        "WALK", "BIKE", "BIKE_PARKING", "CAR", "CAR_PARKING", "CAR_DROPOFF",
    };
    return names[mode];
}

static uint32_t way_of(const char *name)
{
    for (unsigned mode = 0; mode < WAY_MODES; mode++)
        if (strcmp(way_mode_name((enum way_mode)mode), name) == 0)
            return 1u << mode;
    return 0;
}

static bool is_other(const char *name)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i], name) == 0)
            return true;
    return false;
}

bool modes_read(const struct request *request, const char *name, struct modes *modes,
                struct error *error)
{
    struct request_list list = {0};
    if (!request_list(request, name, 64, &list, error))
        return false;
    if (!list.given)
        return true;
    *modes = (struct modes){0};
    for (uint32_t i = 0; i < list.count; i++) {
        mode_set transit = transit_of(list.items[i]);
        uint32_t way = way_of(list.items[i]);
        modes->transit |= transit;
        modes->ways |= way;
        modes->walk |= way == 1u << WAY_WALK;
        if (strcmp(list.items[i], MODE_RENTAL) == 0)
            modes->rental = true;
        else if (is_other(list.items[i]))
            modes->other = true;
        else if (!transit && !way)
            return error_set(error, ERROR_INPUT, name, "there is no mode `%s`", list.items[i]);
    }
    return true;
}
