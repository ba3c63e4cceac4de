#include "tests/conformance/fare_print.h"

#include <inttypes.h>
#include <stdio.h>

const char *const fare_status_words[] = {
    [FARE_EXACT] = "exact",
    [FARE_ESTIMATE] = "estimate",
    [FARE_PARTIAL] = "partial",
    [FARE_UNKNOWN] = "unknown",
};

static void print_amount(int64_t amount, uint32_t decimals)
{
    int64_t unit = 1;
    for (uint32_t i = 0; i < decimals; i++)
        unit *= 10;
    printf("%s%" PRId64, amount < 0 ? "-" : "", (amount < 0 ? -amount : amount) / unit);
    if (decimals)
        printf(".%0*" PRId64, (int)decimals, (amount < 0 ? -amount : amount) % unit);
}

static void print_clock(const struct network *network, zone_ix zone_index, unix_time time)
{
    char text[CIVIL_TEXT];
    struct zone zone = network_zone(network, zone_index);
    printf("%.16s", civil_text_zone(&zone, time, text));
}

/* The stop's id, and the areas in which it is. */
static void print_stop(const struct tariff *tariff, stop_ix stop)
{
    const struct world *world = tariff->world;
    printf("%s", world_text(world, world->network->stops[stop].id));
    if (!tariff->counts.stop_area_first)
        return;
    for (uint32_t i = tariff->stop_area_first[stop]; i < tariff->stop_area_first[stop + 1]; i++)
        printf(" @%s", world_text(world, tariff->fare_areas[tariff->stop_areas[i]].id));
}

static void print_ride(const struct tariff *tariff, const struct fare_ride *ride, uint32_t number)
{
    const struct world *world = tariff->world;
    const struct network *network = world->network;
    printf("  ride %u: route %s", number, world_text(world, network->routes[ride->route].id));
    if (ride->agency != NO_IX)
        printf(" of agency %s", world_text(world, network->agencies[ride->agency].id));
    if (ride->network != NO_IX)
        printf(" in network %s", world_text(world, tariff->fare_networks[ride->network].id));
    printf(", ");
    print_clock(network, ride->zone_from, ride->depart);
    printf(" from ");
    print_stop(tariff, ride->from);
    printf(" to ");
    print_stop(tariff, ride->to);
    printf(" ");
    print_clock(network, ride->zone_to, ride->arrive);
    printf(", zones");
    for (uint32_t i = 0; i < ride->zone_count; i++)
        printf("%s%s", i ? ">" : " ", world_text(world, ride->zones[i]));
    printf("%s\n", ride->stays ? ", stayed seated" : "");
}

void fare_print_bill(const struct fare *fare)
{
    print_amount(fare->total, fare->decimals);
    if (fare->total_max != fare->total) {
        printf(" to ");
        print_amount(fare->total_max, fare->decimals);
    }
    printf(" %s %s", fare->currency, fare_status_words[fare->status]);
    for (uint32_t i = 0; i < fare->reason_count; i++)
        printf(" %s", fare->reasons[i].code);
    printf(":");
    for (uint32_t i = 0; i < fare->item_count; i++) {
        const struct fare_item *item = &fare->items[i];
        printf(" [");
        print_amount(item->amount, item->decimals);
        printf(" %s%s%s%s%s, rides", item->id, *item->medium ? " on " : "", item->medium,
               *item->category ? " for " : "", item->category);
        for (uint32_t k = 0; k < fare->ride_count; k++)
            if (item->rides >> k & 1)
                printf(" %u", k + 1);
        printf(", %s]", item->rule);
    }
    printf("\n");
}

void fare_print(const struct tariff *tariff, const struct fare *fare)
{
    for (uint32_t i = 0; i < fare->ride_count; i++)
        print_ride(tariff, &fare->rides[i], i + 1);
    printf("  ");
    fare_print_bill(fare);
}
