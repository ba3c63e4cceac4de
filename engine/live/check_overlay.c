#include "engine/live/check.h"
#include "engine/network/check.h"

/* The overlay of prices: that all that leads somewhere leads there, and that sums can be made. */

static bool is_text(const struct live *live, text_ix text)
{
    const struct network *network = live->network;
    return text < network->counts.texts || text - network->counts.texts < live->counts.texts;
}

static bool has_texts(const struct live *live, const struct overlay_rule *rule)
{
    return is_text(live, rule->id) && is_text(live, rule->name) && is_text(live, rule->url) &&
           is_text(live, rule->category) && is_text(live, rule->medium) &&
           is_text(live, rule->stands_for) && is_text(live, rule->currency);
}

static bool has_lists(const struct live *live, const struct overlay_rule *rule)
{
    return check_within(rule->networks.first, rule->networks.count,
                        live->counts.overlay_networks) &&
           check_within(rule->onto.first, rule->onto.count, live->counts.overlay_networks) &&
           check_within(rule->rates.first, rule->rates.count, live->counts.overlay_rates) &&
           rule->rates.count <= RENTAL_RATES_MAX;
}

static bool is_sound(const struct live *live, const struct overlay_rule *rule)
{
    return rule->decimals <= 6 && check_micro(rule->amount) && check_micro(rule->day_most) &&
           rule->day_most >= 0 && rule->percent <= 10000 && check_seconds(rule->seconds) &&
           rule->weekdays <= 127 && rule->period < OVERLAY_PERIODS &&
           (rule->kind == OVERLAY_PARKING ? rule->park < live->network->counts.street_parks
                                          : rule->park == NO_IX);
}

static bool is_network(const struct live *live, const struct overlay_network *network)
{
    bool of_system = network->kind == OVERLAY_OF_SYSTEM;
    bool of_agency = network->kind == OVERLAY_OF_AGENCY;
    return network->kind < OVERLAY_NETWORK_KINDS && is_text(live, network->id) &&
           (of_system ? network->feed == NO_IX : network->feed < live->network->counts.feeds) &&
           (of_agency ? network->agency < live->network->counts.agencies
                      : network->agency == NO_IX);
}

bool check_overlay(const struct live *live, struct error *error)
{
    for (uint32_t i = 0; i < live->counts.overlay_rules; i++) {
        const struct overlay_rule *rule = &live->overlay_rules[i];
        if (rule->kind >= OVERLAY_KINDS || (i && rule->kind < live->overlay_rules[i - 1].kind))
            return check_fail(error, "overlay_rules", i, "is of no kind, or out of order");
        if (!has_texts(live, rule) || !has_lists(live, rule))
            return check_fail(error, "overlay_rules", i, "leads nowhere");
        if (!is_sound(live, rule))
            return check_fail(error, "overlay_rules", i, "has a number or a park that is none");
    }
    for (uint32_t i = 0; i < live->counts.overlay_networks; i++)
        if (!is_network(live, &live->overlay_networks[i]))
            return check_fail(error, "overlay_networks", i, "leads nowhere");
    for (uint32_t i = 0; i < live->counts.overlay_rates; i++)
        if (!check_rate(&live->overlay_rates[i]))
            return check_fail(error, "overlay_rates", i, "is out of range");
    for (uint32_t i = 0; i < live->counts.overlay_losses; i++)
        if (live->overlay_losses[i].kind >= OVERLAY_KINDS || live->overlay_losses[i].rest > 1)
            return check_fail(error, "overlay_losses", i, "is of no kind, or a number is none");
    return true;
}
