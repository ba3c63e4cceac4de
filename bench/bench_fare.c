#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/sample.h"
#include "engine/base/clock.h"
#include "tests/small_tariff.h"

/*
 * bench_fare [TIMES]: what pricing a journey takes, by its rides, and in how many of three feeds
 * they are: two with leg rules (four groups, 16 changes, two categories, three media), one with
 * flat fares. Then again under an overlay of 40 rules of the city, most of which might apply.
 */

#define TIMES_USUAL 2000

enum { RULES = 40 };

static struct small_tariff small;
static struct live live;
static struct overlay_rule rules[RULES];
static struct overlay_network of_feeds[SMALL_FEEDS];

static void add_legs(feed_ix feed)
{
    static const char *const media[] = {"ticket", "card", "app"};
    uint32_t groups[4], networks[4];
    uint32_t adult = small_category(&small, feed, "adult", true);
    uint32_t young = small_category(&small, feed, "young", false);
    for (int i = 0; i < 3; i++)
        small_medium(&small, feed, media[i]);
    for (uint32_t i = 0; i < 4; i++) {
        groups[i] = small_group(&small, feed, 3);
        networks[i] = small_network(&small, feed, media[i % 3]);
        struct product_span single = small_product(&small, feed, "single", 150 + 20 * i);
        small_product_for(&small, &single, adult, TARIFF_ANY, 140 + 20 * i);
        small_product_for(&small, &single, young, TARIFF_ANY, 70 + 20 * i);
        small_leg_rule(&small, feed, groups[i], single)->network = networks[i];
        struct product_span day = small_product(&small, feed, "day", 400);
        small_leg_rule(&small, feed, groups[i], day)->network = networks[i];
    }
    for (uint32_t i = 0; i < 16; i++)
        small_transfer(&small, feed, groups[i / 4], groups[i % 4],
                       i % 3 ? (struct product_span){0} : small_product(&small, feed, "change", 50))
            ->limit_seconds = 3600;
}

static void add_flat(feed_ix feed)
{
    for (uint32_t i = 0; i < 16; i++) {
        small_flat(&small, feed, "zone", 100 + 10 * i)->seconds = 3600;
        small_flat_rule(&small)->route = i % 4;
        small_flat_rule(&small)->route = (i + 1) % 4;
    }
}

static void add_overlay(void)
{
    for (uint32_t i = 0; i < SMALL_FEEDS; i++)
        of_feeds[i] = (struct overlay_network){OVERLAY_OF_FEED, i, NO_IX, 0};
    for (uint32_t i = 0; i < RULES; i++)
        rules[i] = (struct overlay_rule){
            .kind = i * OVERLAY_PARKING / RULES,
            .line = i + 2,
            .id = small_text(&small, i % 2 ? "odd" : "even"),
            .category =
                i * OVERLAY_PARKING / RULES == OVERLAY_FREE ? small_text(&small, "nobody") : 0,
            .currency = small_text(&small, "EUR"),
            .decimals = 2,
            .amount = 90 + 10 * i,
            .percent = i % 4 ? 0 : 2500,
            .seconds = 3600,
            .first_day = OVERLAY_ALWAYS_FROM,
            .last_day = OVERLAY_ALWAYS_TO,
            .weekdays = i % 5 ? 127 : 31,
            .park = NO_IX,
            .networks = {i % SMALL_FEEDS, 1},
            .onto = {(i + 1) % SMALL_FEEDS, 1},
        };
    live = (struct live){
        .network = &small.network, .overlay_rules = rules, .overlay_networks = of_feeds};
    live.counts.overlay_rules = RULES;
    live.counts.overlay_networks = SMALL_FEEDS;
}

static void add_rides(uint32_t count, uint32_t feeds)
{
    small.ride_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct fare_ride *ride =
            small_ride(&small, i % feeds, i, i + 1, 480 + 15 * (int)i, 490 + 15 * (int)i);
        ride->route = i % 4;
        ride->network = 4 * (i % feeds % 2) + i % 4;
    }
}

static void measure(uint32_t count, uint32_t feeds, uint32_t times)
{
    struct sample sample;
    sample_init(&sample);
    add_rides(count, feeds);
    for (uint32_t i = 0; i < times; i++) {
        arena_reset(&small.arena);
        int64_t before = clock_ticks();
        small_price(&small);
        sample_add(&sample, clock_ticks() - before);
    }
    struct sample_summary summary = sample_summary(&sample);
    printf("rides=%u feeds=%u rules=%u total=%" PRId64 " items=%u median_ns=%" PRId64
           " p99_ns=%" PRId64 " bytes=%zu\n",
           count, feeds, small.world.live ? RULES : 0, small.fare.total, small.fare.item_count,
           summary.median, summary.p99, small.arena.total);
    sample_finish(&sample);
}

int main(int count, char **arguments)
{
    static const uint32_t rides[] = {1, 2, 3, 5, 8, 10};
    uint32_t times = count > 1 ? (uint32_t)strtoul(arguments[1], NULL, 10) : TIMES_USUAL;
    small_tariff_init(&small);
    add_legs(0);
    add_legs(1);
    add_flat(2);
    add_overlay();
    for (int with = 0; with < 2; with++) {
        small.world.live = with ? &live : NULL;
        for (size_t i = 0; i < sizeof rides / sizeof *rides; i++)
            for (uint32_t feeds = 1; feeds <= 3; feeds++)
                measure(rides[i], feeds, times);
    }
    small_tariff_finish(&small);
    return 0;
}
