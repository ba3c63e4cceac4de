#include "api/quote_overlay.h"

#include "api/canonical.h"
#include "engine/fare/overlay.h"

static void write_networks(const struct overlay *overlay, const char *key, struct rental_span span,
                           struct canonical *out)
{
    const struct network *network = overlay->world->network;
    canonical_list(out, key);
    for (uint32_t i = 0; i < span.count; i++) {
        const struct overlay_network *row = &overlay->live->overlay_networks[span.first + i];
        canonical_object(out, NULL);
        if (row->agency != NO_IX)
            canonical_text(out, "agency", network_text(network, network->agencies[row->agency].id));
        if (row->feed != NO_IX)
            canonical_text(out, "feed", network_text(network, network->feeds[row->feed].tag));
        canonical_text(out, "id", overlay_text(overlay, row->id));
        canonical_number(out, "kind", row->kind);
        canonical_end(out);
    }
    canonical_end(out);
}

static void write_rates(const struct overlay *overlay, struct rental_span span,
                        struct canonical *out)
{
    canonical_list(out, "rates");
    for (uint32_t i = 0; i < span.count; i++) {
        const struct rental_rate *rate = &overlay->live->overlay_rates[span.first + i];
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

static void write_rule(const struct overlay *overlay, const struct overlay_rule *rule,
                       struct canonical *out)
{
    canonical_object(out, NULL);
    canonical_number(out, "amount", rule->amount);
    canonical_text(out, "category", overlay_text(overlay, rule->category));
    canonical_text(out, "currency", overlay_text(overlay, rule->currency));
    canonical_number(out, "dayMost", rule->day_most);
    canonical_number(out, "firstDay", rule->first_day);
    canonical_text(out, "id", overlay_text(overlay, rule->id));
    canonical_number(out, "kind", rule->kind);
    canonical_number(out, "lastDay", rule->last_day);
    canonical_number(out, "line", rule->line);
    canonical_text(out, "medium", overlay_text(overlay, rule->medium));
    canonical_text(out, "name", overlay_text(overlay, rule->name));
    write_networks(overlay, "networks", rule->networks, out);
    write_networks(overlay, "onto", rule->onto, out);
    if (rule->kind == OVERLAY_PARKING)
        write_park(overlay->world, rule->park, out);
    canonical_number(out, "percent", rule->percent);
    canonical_number(out, "period", rule->period);
    write_rates(overlay, rule->rates, out);
    canonical_number(out, "seconds", rule->seconds);
    canonical_text(out, "standsFor", overlay_text(overlay, rule->stands_for));
    canonical_number(out, "weekdays", rule->weekdays);
    canonical_end(out);
}

bool quote_overlay_hash(const struct world *world, char text[HASH_TEXT])
{
    const struct overlay overlay = overlay_of(world);
    if (!overlay_exists(&overlay))
        return false;
    struct canonical out = canonical_of();
    canonical_list(&out, NULL);
    for (uint32_t i = 0; i < overlay.rule_count; i++)
        write_rule(&overlay, &overlay.rules[i], &out);
    canonical_end(&out);
    quote_hash(out.bytes.data, out.bytes.count, text);
    canonical_finish(&out);
    return true;
}
