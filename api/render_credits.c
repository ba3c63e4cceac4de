#include "api/render_credits.h"

#include "api/render_place.h"

static const char *credit_kind_name(uint32_t kind)
{
    return kind == CREDIT_MAP ? "map" : "addresses";
}

void render_credits(const struct network *network, json_t *list)
{
    for (uint32_t i = 0; i < network->counts.credits; i++) {
        const struct credit *credit = &network->credits[i];
        json_t *json = json_object();
        render_set(json, credit_kind_name(credit->kind), network_text(network, credit->file));
        render_set(json, "publisher", network_text(network, credit->attribution));
        render_set(json, "licence", network_text(network, credit->licence));
        render_set(json, "licenceUrl", network_text(network, credit->licence_url));
        json_array_append_new(list, json);
    }
}
