#include "api/quote_overlay.h"

#include "api/canonical.h"

static void write_networks(const struct world *world, const char *key, struct rental_span span,
                           struct canonical *out)
{
    const struct network *network = world->network;
    canonical_list(out, key);
    for (uint32_t i = 0; i < span.count; i++) {
        const struct overlay_network *row = &world->live->overlay_networks[span.first + i];
        canonical_object(out, NULL);
        if (row->agency != NO_IX)
            canonical_text(out, "agency", world_text(world, network->agencies[row->agency].id));
        if (row->feed != NO_IX)
            canonical_text(out, "feed", world_text(world, network->feeds[row->feed].tag));
        canonical_text(out, "id", world_text(world, row->id));
        canonical_number(out, "kind", row->kind);
        canonical_end(out);
    }
    canonical_end(out);
}

static void write_rates(const struct world *world, struct rental_span span, struct canonical *out)
{
    canonical_list(out, "rates");
    for (uint32_t i = 0; i < span.count; i++) {
        const struct rental_rate *rate = &world->live->overlay_rates[span.first + i];
        const int64_t numbers[] = {rate->start, rate->end, rate->interval, rate->rate};
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            canonical_number(out, NULL, numbers[k]);
    }
    canonical_end(out);
}

static void write_park(const struct world *world, uint32_t park, struct canonical *out)
{
    const struct network *network = world->network;
    if (park < network->counts.street_parks)
        canonical_text(out, "park", network_text(network, network->street_parks[park].id));
}

static void write_rule(const struct world *world, const struct overlay_rule *rule,
                       struct canonical *out)
{
    canonical_object(out, NULL);
    canonical_number(out, "amount", rule->amount);
    canonical_text(out, "category", world_text(world, rule->category));
    canonical_text(out, "currency", world_text(world, rule->currency));
    canonical_number(out, "dayMost", rule->day_most);
    canonical_number(out, "firstDay", rule->first_day);
    canonical_text(out, "id", world_text(world, rule->id));
    canonical_number(out, "kind", rule->kind);
    canonical_number(out, "lastDay", rule->last_day);
    canonical_number(out, "line", rule->line);
    canonical_text(out, "medium", world_text(world, rule->medium));
    canonical_text(out, "name", world_text(world, rule->name));
    write_networks(world, "networks", rule->networks, out);
    write_networks(world, "onto", rule->onto, out);
    if (rule->kind == OVERLAY_PARKING)
        write_park(world, rule->park, out);
    canonical_number(out, "percent", rule->percent);
    canonical_number(out, "period", rule->period);
    write_rates(world, rule->rates, out);
    canonical_number(out, "seconds", rule->seconds);
    canonical_text(out, "standsFor", world_text(world, rule->stands_for));
    canonical_number(out, "weekdays", rule->weekdays);
    canonical_end(out);
}

bool quote_overlay_hash(const struct world *world, char text[HASH_TEXT])
{
    const struct live *live = world->live;
    if (!live || !live->counts.overlay_rules)
        return false;
    struct canonical out = canonical_of();
    canonical_list(&out, NULL);
    for (uint32_t i = 0; i < live->counts.overlay_rules; i++)
        write_rule(world, &live->overlay_rules[i], &out);
    canonical_end(&out);
    quote_hash(out.bytes.data, out.bytes.count, text);
    canonical_finish(&out);
    return true;
}
