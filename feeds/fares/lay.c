#include "feeds/fares/lay.h"

#include <string.h>

#include "engine/base/fold.h"
#include "engine/network/keys.h"

#define AGENCY "agency:"

/* Laying under way. */
struct laying {
    const struct network *network;
    const struct fares_names *systems;
    struct fares_laid *laid;
    struct findings *findings;
};

static void note(const struct laying *laying, const struct fares_rule *rule, const char *code,
                 enum finding_action action, const char *text, const char *detail)
{
    findings_add(laying->findings, code, action, text, overlay_file(rule->rule.kind),
                 rule->rule.line, detail, strlen(detail));
}

/* The tag of a manifest stands before those of its systems: `tag-id`. */
static bool is_system(const struct laying *laying, const char *name)
{
    for (uint32_t i = 0; i < laying->systems->count; i++) {
        size_t length = strlen(laying->systems->items[i]);
        if (strncmp(name, laying->systems->items[i], length) == 0 &&
            (!name[length] || name[length] == '-'))
            return true;
    }
    return false;
}

static bool has_network(const struct network *network, feed_ix feed, const char *id)
{
    for (uint32_t i = 0; i < network->counts.fare_networks; i++)
        if (network->fare_networks[i].feed == feed &&
            strcmp(network_text(network, network->fare_networks[i].id), id) == 0)
            return true;
    return false;
}

/* What a name with a feed's tag in front means behind it; false: nothing of that feed. */
static bool name_in_feed(const struct laying *laying, feed_ix feed, const char *rest,
                         struct live_draft_network *network)
{
    network->network = (struct overlay_network){OVERLAY_OF_FEED, feed, NO_IX, 0};
    if (!*rest)
        return true;
    if (strncmp(rest, AGENCY, strlen(AGENCY)) != 0) {
        network->network.kind = OVERLAY_OF_NETWORK;
        network->id = rest;
        return has_network(laying->network, feed, rest);
    }
    network->network.kind = OVERLAY_OF_AGENCY;
    network->network.agency = keys_agency_in(laying->network, feed, rest + strlen(AGENCY));
    return network->network.agency != NO_IX;
}

static bool name_network(const struct laying *laying, const char *name,
                         struct live_draft_network *network)
{
    size_t length = strcspn(name, ":");
    feed_ix feed = keys_feed(laying->network, name, length);
    *network = (struct live_draft_network){{OVERLAY_OF_SYSTEM, NO_IX, NO_IX, 0}, name};
    if (feed == NO_IX)
        return !name[length] && is_system(laying, name);
    network->id = NULL;
    return name_in_feed(laying, feed, name + length + (name[length] == ':'), network);
}

static const struct live_draft_network *name_all(const struct laying *laying,
                                                 const struct fares_rule *rule,
                                                 const struct fares_names *names, uint32_t *count)
{
    struct live_draft_network *networks =
        arena_array(&laying->laid->arena, names->count, sizeof *networks);
    *count = 0;
    for (uint32_t i = 0; i < names->count; i++)
        if (name_network(laying, names->items[i], &networks[*count]))
            ++*count;
        else
            note(laying, rule, "fares_network_unknown", FINDING_NOTED,
                 "A network is named that this timetable does not have, and no system of shared "
                 "vehicles either.",
                 names->items[i]);
    return networks;
}

/* A park goes by its id, or its name, which several may have. */
static void lay_on_parks(const struct laying *laying, const struct fares_rule *said,
                         struct live_draft_rule *rule)
{
    const struct network *network = laying->network;
    uint32_t before = laying->laid->rules.count;
    for (uint32_t i = 0; i < network->counts.street_parks; i++) {
        const struct street_park *park = &network->street_parks[i];
        if (strcmp(network_text(network, park->id), said->park) != 0 &&
            !fold_alike(said->park, network_text(network, park->name)))
            continue;
        rule->rule.park = i;
        vec_push(&laying->laid->rules, rule);
    }
    if (laying->laid->rules.count > before)
        return;
    laying->laid->lost[OVERLAY_PARKING]++;
    note(laying, said, "fares_park_unknown", FINDING_ROW, "No park of the map has that id or name.",
         said->park);
}

static bool lacks_networks(const struct fares_rule *said, const struct live_draft_rule *rule)
{
    return (said->networks.count && !rule->network_count) ||
           (said->onto.count && !rule->onto_count);
}

/* Whether one of the rule's networks is of the feed. */
static bool names_feed(const struct live_draft_rule *rule, feed_ix feed)
{
    for (uint32_t i = 0; i < rule->network_count; i++)
        if (rule->networks[i].network.feed == feed)
            return true;
    for (uint32_t i = 0; i < rule->onto_count; i++)
        if (rule->onto[i].network.feed == feed)
            return true;
    return false;
}

/* Of feeds with a medium of one id it is that of the one whose networks the rule names. */
static void lay_medium(const struct laying *laying, const struct fares_rule *said,
                       struct live_draft_rule *rule)
{
    const struct network *network = laying->network;
    const struct fare_medium *named = NULL;
    uint32_t all = 0, of_named = 0;
    for (uint32_t i = 0; *said->medium && i < network->counts.fare_media; i++) {
        const struct fare_medium *medium = &network->fare_media[i];
        if (!keys_means(network, medium->feed, network_text(network, medium->id), said->medium))
            continue;
        all++;
        if (!names_feed(rule, medium->feed))
            continue;
        of_named++;
        named = medium;
    }
    if (*said->medium && !all)
        note(laying, said, "fares_medium_unknown", FINDING_NOTED,
             "No feed has that medium: of their tickets none is on it.", said->medium);
    if (all < 2)
        return;
    if (of_named == 1)
        rule->medium = arena_format(&laying->laid->arena, "%s_%s",
                                    network_text(network, network->feeds[named->feed].tag),
                                    network_text(network, named->id));
    else
        note(laying, said, "fares_medium_shared", FINDING_NOTED,
             "Several feeds have that medium, and the row is about networks of several of them or "
             "of none: it is told by the first one's name and type.",
             said->medium);
}

static void lay_rule(const struct laying *laying, const struct fares_rule *said)
{
    struct live_draft_rule rule = {
        .rule = said->rule,
        .id = said->id,
        .name = said->name,
        .url = said->url,
        .category = said->category,
        .medium = said->medium,
        .stands_for = said->stands_for,
        .currency = said->currency,
        .rates = said->rates,
        .rate_count = said->rate_count,
    };
    rule.networks = name_all(laying, said, &said->networks, &rule.network_count);
    rule.onto = name_all(laying, said, &said->onto, &rule.onto_count);
    lay_medium(laying, said, &rule);
    bool whole = rule.network_count == said->networks.count && rule.onto_count == said->onto.count;
    laying->laid->lost[said->rule.kind] += !whole;
    if (said->rule.kind == OVERLAY_PARKING)
        lay_on_parks(laying, said, &rule);
    else if (lacks_networks(said, &rule))
        note(laying, said, "fares_rule_dropped", FINDING_ROW,
             "None of the networks of a row is known.", said->id);
    else
        vec_push(&laying->laid->rules, &rule);
}

void fares_lay(const struct fares *fares, const struct network *network,
               const struct fares_names *systems, struct fares_laid *laid,
               struct findings *findings)
{
    const struct laying laying = {network, systems, laid, findings};
    const struct fares_rule *rules = fares->rules.data;
    fares_laid_finish(laid);
    memset(laid->lost, 0, sizeof laid->lost);
    laid->rules = vec_of(sizeof(struct live_draft_rule));
    for (uint32_t i = 0; i < fares->rules.count; i++)
        lay_rule(&laying, &rules[i]);
}

void fares_laid_finish(struct fares_laid *laid)
{
    vec_finish(&laid->rules);
    arena_finish(&laid->arena);
}
