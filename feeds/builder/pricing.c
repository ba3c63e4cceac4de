#include "feeds/builder/pricing.h"

#include <string.h>

void pricing_init(struct pricing *pricing)
{
    *pricing = (struct pricing){0};
    findings_init(&pricing->findings);
}

void pricing_finish(struct pricing *pricing)
{
    fares_finish(&pricing->fares);
    findings_finish(&pricing->findings);
}

/* As much of a network as names of the overlay lead to. */
static struct network view_of(const struct draft *draft)
{
    struct network network = {
        .texts = draft->texts.bytes,
        .feeds = draft->feeds.data,
        .agencies = draft->agencies.data,
        .fare_networks = draft->tariff.fare_networks.data,
        .fare_media = draft->tariff.fare_media.data,
        .street_parks = draft->streets.street_parks.data,
    };
    network.counts.feeds = draft->feeds.count;
    network.counts.agencies = draft->agencies.count;
    network.counts.fare_networks = draft->tariff.fare_networks.count;
    network.counts.fare_media = draft->tariff.fare_media.count;
    network.counts.street_parks = draft->streets.street_parks.count;
    return network;
}

static void lay(struct pricing *pricing, const struct config *config, const struct draft *draft)
{
    const struct config_shared *shared = config->shared.data;
    const struct network network = view_of(draft);
    struct arena arena = {0};
    struct fares_laid laid = {0};
    const char **tags = arena_array(&arena, config->shared.count + 1, sizeof *tags);
    for (uint32_t i = 0; i < config->shared.count; i++)
        tags[i] = shared[i].from.tag;
    const struct fares_names systems = {tags, config->shared.count};
    fares_lay(&pricing->fares, &network, &systems, &laid, &pricing->findings);
    fares_laid_finish(&laid);
    arena_finish(&arena);
}

/* Prices without the rules behind the damage would be wrong ones. */
static bool is_whole(struct pricing *pricing)
{
    const struct finding *broken = findings_find(&pricing->findings, "fares_file_unreadable");
    return !broken || error_set(&pricing->error, ERROR_INPUT, broken->places[0].file,
                                "cannot be read to its end: %s", broken->places[0].detail);
}

bool pricing_check(struct pricing *pricing, const struct config *config, const struct draft *draft)
{
    pricing->folder = config->fares;
    if (!pricing->folder)
        return true;
    if (!fares_read_folder(pricing->folder, &pricing->fares, &pricing->findings, &pricing->error))
        return false;
    pricing->rows[0] = (struct report_count){"files", pricing->fares.files, REPORT_UNCOUNTED};
    pricing->rows[1] = (struct report_count){"rules", pricing->fares.rules.count, REPORT_UNCOUNTED};
    lay(pricing, config, draft);
    return is_whole(pricing);
}

struct report_feed pricing_report(const struct pricing *pricing)
{
    return (struct report_feed){
        .tag = "fares",
        .path = pricing->folder,
        .error = pricing->error.kind == ERROR_NONE ? NULL : &pricing->error,
        .counts = pricing->rows,
        .count_count = pricing->rows[0].name ? 2 : 0,
        .findings = &pricing->findings,
    };
}
