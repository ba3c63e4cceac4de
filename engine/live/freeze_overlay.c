#include "engine/live/drafted.h"

const char *overlay_file(enum overlay_kind kind)
{
    static const char *const files[OVERLAY_KINDS] = {
        "interop.csv",    "interop.csv", "caps.csv",    "passes.csv",
        "categories.csv", "free.csv",    "parking.csv", "supplements.csv",
    };
    return kind < OVERLAY_KINDS ? files[kind] : "";
}

static struct rental_span add_networks(struct live_frozen *frozen,
                                       const struct live_draft_network *networks, uint32_t count)
{
    struct rental_span span = {frozen->overlay_networks.count, count};
    for (uint32_t i = 0; i < count; i++) {
        struct overlay_network network = networks[i].network;
        network.id = frozen_text(frozen, networks[i].id);
        vec_push(&frozen->overlay_networks, &network);
    }
    return span;
}

static void add_rule(struct live_frozen *frozen, const struct live_draft_rule *drafted)
{
    struct overlay_rule rule = drafted->rule;
    rule.id = frozen_text(frozen, drafted->id);
    rule.name = frozen_text(frozen, drafted->name);
    rule.url = frozen_text(frozen, drafted->url);
    rule.category = frozen_text(frozen, drafted->category);
    rule.medium = frozen_text(frozen, drafted->medium);
    rule.stands_for = frozen_text(frozen, drafted->stands_for);
    rule.currency = frozen_text(frozen, drafted->currency);
    rule.networks = add_networks(frozen, drafted->networks, drafted->network_count);
    rule.onto = add_networks(frozen, drafted->onto, drafted->onto_count);
    rule.rates = (struct rental_span){frozen->overlay_rates.count, drafted->rate_count};
    if (drafted->rate_count)
        vec_add_many(&frozen->overlay_rates, drafted->rates, drafted->rate_count);
    vec_push(&frozen->overlay_rules, &rule);
}

static int rule_order(const void *a, const void *b)
{
    const struct live_draft_rule *const *one = a, *const *two = b;
    if ((*one)->rule.kind != (*two)->rule.kind)
        return (*one)->rule.kind < (*two)->rule.kind ? -1 : 1;
    if ((*one)->rule.line != (*two)->rule.line)
        return (*one)->rule.line < (*two)->rule.line ? -1 : 1;
    return (*one > *two) - (*one < *two);
}

void freeze_overlay(struct live_frozen *frozen)
{
    const struct live_draft_rule *drafted = frozen->draft->rules.data;
    struct vec order = vec_of(sizeof(const struct live_draft_rule *));
    for (uint32_t i = 0; i < frozen->draft->rules.count; i++) {
        const struct live_draft_rule *rule = &drafted[i];
        vec_push(&order, &rule);
    }
    vec_sort(&order, rule_order);
    for (uint32_t i = 0; i < order.count; i++)
        add_rule(frozen, *(const struct live_draft_rule *const *)vec_at(&order, i));
    vec_finish(&order);
    for (uint32_t kind = 0; kind < OVERLAY_KINDS; kind++) {
        const struct overlay_loss loss = {kind, frozen->draft->rows_lost[kind],
                                          frozen->draft->rest_lost[kind]};
        if (loss.rows || loss.rest)
            vec_push(&frozen->overlay_losses, &loss);
    }
}
